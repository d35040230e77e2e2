"""Work in progress: which columns take more cards than their limit says."""

from collections import Counter

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Card, Column, Record, Win, WinKind
from kanban.errors import UsageError


class Crowd(Struct, frozen=True):
    """A column that takes more cards than its limit says.

    Attributes:
        before: How many it holds.
        after: How many it would hold, more than the limit and more than now.
        limit: The most that are meant to be there.
    """

    column: Column
    before: int
    after: int
    limit: int


def parse_limit(text: str) -> int | None:
    """Return a limit as a person writes it: a number, or "none" or nothing for none.

    Raises:
        UsageError: It is neither.
    """
    word = text.strip().casefold()
    if word in ("", "none"):
        return None
    if word.isascii() and word.isdecimal() and len(word) < 10:
        return int(word)
    raise UsageError(f'"{text.strip()}" is no limit.', "Write 1 to 999, or none.")


def crowd(board: Board, column_id: int, arriving: int) -> Crowd | None:
    """Return how full a column would be with so many more cards; None while its limit is kept."""
    column = board.get(Column, column_id)
    before = board.count_in(column_id)
    if column is None or column.wip_limit is None or arriving < 1:
        return None
    after = before + arriving
    return Crowd(column, before, after, column.wip_limit) if after > column.wip_limit else None


def crowds(board: Board, change: Change) -> list[Crowd]:
    """Return the columns that a change would take past their limit.

    What does more than to add and carry cards is not held up by a limit: a day that is closed, a
    moment that is written down, a goal that is split, a file that is taken in.

    Args:
        board: As it is before the change.
        change: What is about to be done.
    """
    if not all(_is_of_cards(edit.record) for edit in change.edits):
        return []
    arriving: Counter[int] = Counter()
    for edit in change.of(Card):
        for side, by in ((edit.before, -1), (edit.after, 1)):
            if isinstance(side, Card) and side.archived_at is None:
                arriving[side.column_id] += by
    found = (crowd(board, column_id, count) for column_id, count in arriving.items())
    return [each for each in found if each is not None]


def _is_of_cards(record: Record) -> bool:
    is_of_arriving = isinstance(record, Win) and record.kind in (WinKind.CARD, WinKind.MILESTONE)
    return isinstance(record, Card) or is_of_arriving
