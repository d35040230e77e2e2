"""Carrying cards that may stand in several columns, as one change: along, and up or down."""

from collections.abc import Iterator

from kanban.domain import rank
from kanban.domain.arrivals import arrival_edits
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.column_cards import ColumnRanks
from kanban.domain.moment import Moment
from kanban.domain.operations.cards import move, moved
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.errors import RuleError


def carry(board: Board, now: Moment, *, card_ids: tuple[int, ...], by: int) -> Change:
    """Carry each card so many columns that are shown to the right (or left, negative) of its own.

    Those whose column has none there stay where they are.

    Args:
        board: The board.
        now: When.
        card_ids: The cards; those of one column arrive in this order.
        by: How many columns to the right, negative for left; not 0.

    Raises:
        RuleError: No card has a column there, or one is archived or missing.
    """
    columns = [column.id for column in board.shown_columns()]
    bound_for: dict[int, list[int]] = {}
    for card_id in dict.fromkeys(card_ids):
        there = columns.index(board.card(card_id).column_id) + by
        if 0 <= there < len(columns):
            bound_for.setdefault(columns[there], []).append(card_id)
    if not bound_for:
        raise RuleError("There is no column further on.")
    if len(bound_for) == 1:
        ((column_id, ids),) = bound_for.items()
        return move(board, now, card_ids=tuple(ids), column_id=column_id)
    arrivals: list[tuple[Card | None, Card]] = []
    for column_id, ids in bound_for.items():
        arrivals += moved(board, now, card_ids=tuple(ids), column_id=column_id)
    return Change(f"Moved {len(arrivals)} cards", arrival_edits(board, now, arrivals))


def shift(board: Board, now: Moment, *, card_ids: tuple[int, ...], by: int) -> Change:
    """Carry cards one place up or down their columns, keeping their order among themselves.

    One at the end of its column stays; those that follow it move up to it.

    Args:
        board: The board.
        now: When.
        card_ids: The cards, in any order; archived ones stay as they are.
        by: -1 for up, 1 for down.

    Raises:
        RuleError: All are at the end of their columns, or there is no such card.
    """
    cards = [board.card(card_id) for card_id in dict.fromkeys(card_ids)]
    edits: list[Edit] = []
    for column_id in dict.fromkeys(card.column_id for card in cards):
        ranks = board.ranks_in(column_id)
        here = [c for c in cards if c.column_id == column_id and c.archived_at is None]
        for run in _runs(sorted([(ranks.place_of(c), c) for c in here], key=lambda each: each[0])):
            edits += _shifted(ranks, run, by)
    if not edits:
        raise RuleError("They are at the end of their column already.")
    return Change("Moved 1 card" if len(edits) == 1 else f"Moved {len(edits)} cards", tuple(edits))


def _runs(placed: list[tuple[int, Card]]) -> list[list[tuple[int, Card]]]:
    """Return (place, card), sorted by place, as stretches without a gap."""
    runs: list[list[tuple[int, Card]]] = []
    for each in placed:
        if runs and runs[-1][-1][0] == each[0] - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _shifted(ranks: ColumnRanks, run: list[tuple[int, Card]], by: int) -> Iterator[Edit]:
    """Yield the edits that carry a stretch over the card next to it; none at the end."""
    passed = run[0][0] - 1 if by < 0 else run[-1][0] + 1
    if not 0 <= passed < len(ranks):
        return
    low: str | None
    high: str | None
    low = high = ranks[passed][0]
    # A board of old or from elsewhere may have two cards on one rank: nothing fits between those.
    if by < 0:
        low = next((place for place, _ in reversed(ranks[:passed]) if place != high), None)
    else:
        high = next((place for place, _ in ranks[passed + 1 :] if place != low), None)
    for (_, card), place in zip(run, rank.spread(low, high, len(run)), strict=True):
        yield Edit(card, replace(card, rank=place))
