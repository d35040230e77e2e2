"""Sorting a column on demand: one change that gives its cards other ranks."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Goal
from kanban.domain.values import replace
from kanban.errors import RuleError

MOST_CARDS_SORTED = 10_000
_DIGITS = re.compile("([0-9]+)")


def sort(board: Board, now: Moment, *, column_id: int, by: str) -> Change:
    """Sort the cards of a column; those that are equal keep their order.

    Args:
        board: The board.
        now: When.
        column_id: The column; the done column stays as it is, the newest first.
        by: One of `ORDERS`: the day due, the title from A to Z, the longest in the column first,
            the goals in their order, or the oldest card first. What has no such thing comes last.

    Raises:
        RuleError: It is sorted so already, it is the done column, it holds too many cards, or
            there is no such order or column.
    """
    column = board.column(column_id)
    if by not in ORDERS:
        raise RuleError(f'A column is not sorted by "{by}".', f"There is {', '.join(ORDERS)}.")
    if column.is_done:
        raise RuleError(f"{column.name} stands newest first.", "Sort another column.")
    cards = board.cards_in(column.id)
    if len(cards) > MOST_CARDS_SORTED:
        raise RuleError(
            f"{column.name} holds {len(cards)} cards, where {MOST_CARDS_SORTED} can be sorted.",
            "Move or archive some first.",
        )
    before = list(cards)
    after = sorted(before, key=ORDERS[by](board))
    if after == before:
        raise RuleError(f"{column.name} is sorted by {by} already.")
    ranks = [card.rank for card in before]
    if len(set(ranks)) < len(ranks):  # a board of old, or from elsewhere
        ranks = rank.spread(None, None, len(ranks))
    edits = tuple(
        Edit(card, replace(card, rank=place))
        for card, place in zip(after, ranks, strict=True)
        if card.rank != place
    )
    return Change(f"Sorted {column.name} by {by}", edits)


def _by_due(_board: Board) -> Callable[[Card], Any]:
    return lambda card: (card.due_on or date.max, card.due_at or time.max)


def _by_title(_board: Board) -> Callable[[Card], Any]:
    """Return a key with numbers in the order of their size: step 2 before step 10."""

    def key(card: Card) -> list[tuple[int, str]]:
        parts = _DIGITS.split(card.title.casefold())
        parts[1::2] = [number.lstrip("0") for number in parts[1::2]]
        return [(len(part) * (place % 2), part) for place, part in enumerate(parts)]

    return key


def _by_age(_board: Board) -> Callable[[Card], Any]:
    return lambda card: card.moves[-1].at if card.moves else card.created_at


def _by_goal(board: Board) -> Callable[[Card], Any]:
    places = {goal.id: place for place, goal in enumerate(board.goals())}
    none = len(board.table(Goal))
    return lambda card: places.get(card.goal_id or 0, none)


def _by_creation(_board: Board) -> Callable[[Card], Any]:
    return lambda card: (card.created_at, card.id)


ORDERS: Mapping[str, Callable[[Board], Callable[[Card], Any]]] = {
    "due": _by_due,
    "title": _by_title,
    "age": _by_age,
    "goal": _by_goal,
    "created": _by_creation,
}
"""What a column can be sorted by, and what makes the key of a card."""
