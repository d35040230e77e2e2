"""Places of what comes back: one that was given up may have been given to another meanwhile.

Undo puts a record back as it was, its rank included. Where another session has put a record on that
rank since, two would share it, and nothing could be put between them.
"""

from bisect import bisect_left, insort
from collections.abc import Hashable, Sequence

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.records import Card, Column, Goal, Record
from kanban.domain.values import replace

_BEHIND = "\0"
"""A rank and this are behind that rank and before every other one."""


def apart(board: Board, change: Change) -> Change:
    """Return a change that puts no record on a rank which another one has by now.

    What finds its rank taken comes right behind the one that has it.

    Args:
        board: As it is before the change.
        change: What is about to be done.
    """
    touched = {(edit.table, edit.record.id) for edit in change.edits}
    coming: dict[Hashable, list[str]] = {}
    for edit in change.edits:
        if isinstance(edit.after, Card | Column | Goal):
            insort(coming.setdefault(_lane(edit.after), []), edit.after.rank)

    def placed(edit: Edit) -> Edit:
        after = edit.after
        if not isinstance(after, Card | Column | Goal) or _lane(after) is None:
            return edit
        if isinstance(edit.before, Card | Column | Goal) and _place(edit.before) == _place(after):
            return edit  # it stays where it is
        there = _ranks(board, after)
        start = bisect_left(there, (after.rank, 0))
        end = bisect_left(there, (after.rank + _BEHIND, 0), start)
        if all((edit.table, record_id) in touched for _, record_id in there[start:end]):
            return edit
        others = coming[_lane(after)]
        above = [place for place, _ in there[end : end + 1]]
        above += others[bisect_left(others, after.rank + _BEHIND) :][:1]
        free = rank.between(after.rank, min(above, default=None))
        insort(others, free)
        return Edit(edit.before, replace(after, rank=free))

    return replace(change, edits=tuple(placed(edit) for edit in change.edits))


def _lane(record: Record) -> Hashable:
    """Return what has an order that a record takes part in, None for none."""
    if isinstance(record, Card):
        return None if record.archived_at else (Card, record.column_id)
    return (type(record),)


def _place(record: Card | Column | Goal) -> tuple[Hashable, str]:
    return _lane(record), record.rank


def _ranks(board: Board, record: Card | Column | Goal) -> Sequence[tuple[str, int]]:
    """Return (rank, number) of all in the lane of a record, in order."""
    if isinstance(record, Card):
        return board.ranks_in(record.column_id)
    lane = board.columns() if isinstance(record, Column) else board.goals()
    return [(each.rank, each.id) for each in lane]
