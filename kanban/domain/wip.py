"""Work in progress: how full a column is once cards come to it, and how that is said."""

from collections import Counter
from dataclasses import dataclass

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Card, Column


@dataclass(frozen=True, slots=True)
class Crowd:
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

    @property
    def words(self) -> str:
        """How full it is: `Doing holds 3 of 3`."""
        return f"{self.column.name} holds {self.before} of {self.limit}"


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

    Args:
        board: As it is before the change.
        change: What is about to be done.
    """
    arriving: Counter[int] = Counter()
    for edit in change.of(Card):
        for side, by in ((edit.before, -1), (edit.after, 1)):
            if isinstance(side, Card) and side.archived_at is None:
                arriving[side.column_id] += by
    found = (crowd(board, column_id, count) for column_id, count in arriving.items())
    return [each for each in found if each is not None]
