"""One way to import, with a clock in Tokyo, and the parts of a Trello export."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kanban.domain.board import Board
from kanban.domain.moment import Moment, moment
from kanban.domain.naming import column_named
from kanban.exchange.reading import fingerprint, read_draft
from kanban.exchange.report import Report, report
from kanban.exchange.taking import take

TOKYO = ZoneInfo("Asia/Tokyo")


def in_tokyo(at: datetime) -> Moment:
    return moment(at.astimezone(TOKYO), "Asia/Tokyo")


NOW = in_tokyo(datetime(2026, 11, 22, 3, 0, tzinfo=UTC))


def import_into(
    board: Board,
    data: bytes | str,
    name: str = "board.md",
    declared: str | None = None,
    *,
    done: str | None = None,
    again: bool = False,
    title: str = "Garden",
    localize: Callable[[datetime], Moment] = in_tokyo,
) -> Report:
    """Import as the shell does, into a board in memory."""
    data = data.encode() if isinstance(data, str) else data
    draft = read_draft(data, name, declared)
    change = take(
        board,
        NOW,
        draft=draft,
        fingerprint=fingerprint(data),
        title=draft.title or title,
        done=done,
        again=again,
        localize=localize,
    )
    board.apply(change)
    return report(board, draft, change)


def titles(board: Board, column: str) -> list[str]:
    return [card.title for card in board.cards_in(column_named(board, column).id)]


def trello_list(list_id: str, name: str, pos: float, **more: Any) -> dict[str, Any]:
    return {"id": list_id, "name": name, "pos": pos, "closed": False, **more}


def trello_card(card_id: str, name: str, list_id: str, pos: float, **more: Any) -> dict[str, Any]:
    return {"id": card_id, "name": name, "idList": list_id, "pos": pos, "closed": False, **more}


def trello_move(card_id: str, to: str, date: str) -> dict[str, Any]:
    return {
        "type": "updateCard",
        "date": date,
        "data": {"card": {"id": card_id}, "listBefore": {"id": "?"}, "listAfter": {"id": to}},
    }
