"""Cards: add, move, change, archive; many at once is one change."""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from typing import Any

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.next_step import new_on_top
from kanban.domain.records import Card, Column, Item, Move
from kanban.domain.text import clean, clean_notes, clean_optional, clean_tag
from kanban.domain.wins import win_edits
from kanban.errors import RuleError

MOST_TAGS = 20
MOST_ITEMS = 200
MOST_CARDS_AT_ONCE = 10_000


def add(
    board: Board,
    now: Moment,
    *,
    titles: tuple[str, ...],
    column_id: int | None = None,
    after_id: int | None = None,
    on_top: bool = False,
    fields: Mapping[str, Any] | None = None,
) -> Change:
    """Add one card a title, in this order, to a column.

    Args:
        board: The board.
        now: When.
        titles: One or more.
        column_id: Where to; None is the first column.
        after_id: The card they come after; None puts them at the end.
        on_top: Put them before all others instead.
        fields: What every one of them has, as in `amend`.

    Raises:
        RuleError: A title or field is not possible, or there is no such column or card.
    """
    if not 1 <= len(titles) <= MOST_CARDS_AT_ONCE:
        raise RuleError(
            f"{len(titles)} cards cannot be added at once, where 1 to {MOST_CARDS_AT_ONCE} can.",
            "Give one title a line.",
        )
    column = board.first_column if column_id is None else board.column(column_id)
    ranks = rank.spread(*_gap(board, column, after_id, on_top or column.is_done), len(titles))
    shared = checked_fields(board, fields or {})
    first = board.next_id(Card)
    cards = [
        Card(
            id=first + index,
            title=clean(title),
            column_id=column.id,
            rank=place,
            created_at=now.at,
            moves=(Move(column.id, now.at),),
            **shared,
        )
        for index, (title, place) in enumerate(zip(titles, ranks, strict=True))
    ]
    words = f'Added "{cards[0].title}"' if len(cards) == 1 else f"Added {len(cards)} cards"
    edits = tuple(Edit(None, card) for card in cards)
    return Change(words, edits + win_edits(board, now, [(None, card) for card in cards]))


def next_step(board: Board, now: Moment, *, card_id: int, title: str) -> Change:
    """Add the smallest next step of a card on top of the first column; what `S` does.

    It shares the card's goal and milestone; the card itself stays as it is.

    Raises:
        RuleError: The title is not possible, or there is no such card.
    """
    edits = new_on_top(board, now, title, board.card(card_id))
    return Change(f'Added the next step "{clean(title)}"', edits)


def move(
    board: Board,
    now: Moment,
    *,
    card_ids: tuple[int, ...],
    column_id: int,
    after_id: int | None = None,
    on_top: bool = False,
) -> Change:
    """Bring cards to a column, keeping their order.

    They arrive at the end, in Done and with `on_top` at the head, with `after_id` behind that
    card. Cards that are there already stay where they are unless a place is named.

    Raises:
        RuleError: No card is named, one is archived or missing, or nothing would change.
    """
    if not card_ids:
        raise _nothing_named()
    column = board.column(column_id)
    cards = [_on_board(board, card_id) for card_id in dict.fromkeys(card_ids)]
    if after_id is None and not on_top:
        cards = [card for card in cards if card.column_id != column.id]
    if not cards:
        raise RuleError(f"Nothing to move: it is in {column.name} already.")
    ids = {card.id for card in cards}
    ranks = rank.spread(*_gap(board, column, after_id, on_top or column.is_done, ids), len(cards))
    pairs = [
        (card, _arrive(card, column, place, now)) for card, place in zip(cards, ranks, strict=True)
    ]
    changed = [column.id != before.column_id for before, _ in pairs]
    what = f'"{cards[0].title}"' if len(cards) == 1 else f"{len(cards)} cards"
    words = f"Moved {what} to {column.name}" if any(changed) else f"Moved {what}"
    edits = tuple(Edit(before, after) for before, after in pairs)
    return Change(words, edits + win_edits(board, now, list(pairs)))


def finish(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Bring cards to the done column; what `d` does.

    Raises:
        RuleError: As `move`.
    """
    return move(board, now, card_ids=card_ids, column_id=board.done_column.id)


def shift(board: Board, now: Moment, *, card_id: int, by: int) -> Change:
    """Carry a card up (negative) or down its column by so many places.

    Raises:
        RuleError: It is at that end already, or there is no such card.
    """
    card = _on_board(board, card_id)
    ranks = board.ranks_in(card.column_id)
    here = ranks.place_of(card)
    there = max(0, min(len(ranks) - 1, here + by))
    if there == here:
        raise RuleError(f'"{card.title}" is at the end of its column already.')
    # A board of old or from elsewhere may have two cards on one rank: nothing fits between those.
    if there > here:
        low: str | None = ranks[there][0]
        high = next((place for place, _ in ranks[there + 1 :] if place != low), None)
    else:
        high = ranks[there][0]
        low = next((place for place, _ in reversed(ranks[:there]) if place != high), None)
    return Change(
        f'Moved "{card.title}"', (Edit(card, replace(card, rank=rank.between(low, high))),)
    )


def amend(board: Board, now: Moment, *, card_id: int, fields: Mapping[str, Any]) -> Change:
    """Change fields of a card: title, notes, goal_id, milestone, tags, due_on, checklist, blocked.

    Raises:
        RuleError: A value is not possible, nothing would change, or there is no such card.
    """
    card = board.card(card_id)
    new = replace(card, **checked_fields(board, fields))
    if new == card:
        raise RuleError(f'Nothing changed on "{card.title}".')
    words = (
        f'Renamed "{card.title}" to "{new.title}"'
        if new.title != card.title
        else f'Changed "{card.title}"'
    )
    return Change(words, (Edit(card, new),))


def archive(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Put cards away; their wins stay.

    Raises:
        RuleError: One is archived or missing, or none is named.
    """
    cards = [_on_board(board, card_id) for card_id in dict.fromkeys(card_ids)]
    if not cards:
        raise _nothing_named()
    what = f'"{cards[0].title}"' if len(cards) == 1 else f"{len(cards)} cards"
    edits = tuple(Edit(card, replace(card, archived_at=now.at)) for card in cards)
    return Change(f"Archived {what}", edits)


def checked_fields(board: Board, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a card as they may be kept.

    Raises:
        RuleError: A value is not possible.
        KeyError: There is no such field to change.
    """
    return {name: _CHECKS[name](board, value) for name, value in fields.items()}


def _tags(_board: Board, tags: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(clean_tag(tag) for tag in tags))
    if len(cleaned) > MOST_TAGS:
        raise RuleError(f"A card has at most {MOST_TAGS} tags, not {len(cleaned)}.", "Name fewer.")
    return cleaned


def _checklist(_board: Board, items: tuple[Item, ...]) -> tuple[Item, ...]:
    if len(items) > MOST_ITEMS:
        raise RuleError(
            f"A checklist has at most {MOST_ITEMS} items, not {len(items)}.",
            "Split the card instead.",
        )
    return tuple(replace(item, text=clean(item.text, "checklist item")) for item in items)


def _goal_id(board: Board, goal_id: int | None) -> int | None:
    return None if goal_id is None else board.goal(goal_id).id


_CHECKS: Mapping[str, Callable[[Board, Any], object]] = {
    "title": lambda _board, text: clean(text),
    "notes": lambda _board, text: clean_notes(text),
    "goal_id": _goal_id,
    "milestone": lambda _board, text: clean_optional(text or "", "milestone") or None,
    "tags": _tags,
    "due_on": lambda _board, day: day,
    "checklist": _checklist,
    "blocked": lambda _board, text: clean_optional(text, "reason"),
}


def _arrive(card: Card, column: Column, place: str, now: Moment) -> Card:
    if card.column_id == column.id:
        return replace(card, rank=place)
    return replace(
        card, column_id=column.id, rank=place, moves=(*card.moves, Move(column.id, now.at))
    )


def _on_board(board: Board, card_id: int) -> Card:
    card = board.card(card_id)
    if card.archived_at is not None:
        raise RuleError(f'"{card.title}" is in the archive.', "Take it out first with undo.")
    return card


def _nothing_named() -> RuleError:
    return RuleError("No card is named.", "Give the number of a card.")


def _gap(
    board: Board,
    column: Column,
    after_id: int | None,
    on_top: bool,
    leaving: Container[int] = (),
) -> tuple[str | None, str | None]:
    """Return the ranks a new place lies between; None is an open end.

    Args:
        board: The board.
        column: Where to.
        after_id: The card before the place, None for none.
        on_top: Before all cards, not behind them.
        leaving: Cards that are about to leave their places and do not count.
    """
    ranks = board.ranks_in(column.id)
    if after_id is None:
        staying = (place for place, card_id in ranks if card_id not in leaving)
        backwards = (place for place, card_id in reversed(ranks) if card_id not in leaving)
        return (None, next(staying, None)) if on_top else (next(backwards, None), None)
    after = board.get(Card, after_id)
    if after is None or after.column_id != column.id or after_id in leaving or after.archived_at:
        raise RuleError(f"Card {after_id} is not in {column.name}.", "Name another place.")
    behind = ranks[ranks.place_of(after) + 1 :]
    free = (place for place, card_id in behind if card_id not in leaving and place > after.rank)
    return after.rank, next(free, None)
