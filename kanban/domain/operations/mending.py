"""Mending: finding what is wrong with a board's records, and putting right what is safe."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from kanban.domain import faults, text_faults
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.faults import Fault
from kanban.domain.moment import Moment
from kanban.domain.records import TABLES, Record
from kanban.errors import RuleError

Rule = Callable[[Board, datetime], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    faults.untitled,
    faults.done_columns,
    faults.column_limits,
    faults.places,
    faults.stray_cards,
    faults.lost_goals,
    text_faults.texts,
    faults.unknown_milestones,
    faults.waiting,
    faults.repeating,
    faults.wins,
    faults.days,
    faults.numbers_of_days,
)
"""In the order they are applied: each sees what those before it have put right."""


def find_faults(board: Board, at: datetime) -> list[Fault]:
    """Return everything that is wrong with a board's records; the board is not changed.

    Wins of a year that cannot be read are left out, here and in `mend`.
    """
    return examined(board.readable(), at)[0]


def mend(board: Board, now: Moment) -> Change:
    """Put right what can be put right without a person's decision.

    No card and no win is deleted; each record that changes is edited once.

    Raises:
        RuleError: There is nothing to mend.
    """
    board = board.readable()
    found, mended = examined(board, now.at)
    before, after = _records(board), _records(mended)
    edits = tuple(
        Edit(before.get(key), record) for key, record in after.items() if before.get(key) != record
    )
    if not edits:
        raise RuleError("There is nothing to mend.")
    count = sum(fault.is_mendable for fault in found)
    return Change(f"Mended {count} {'fault' if count == 1 else 'faults'}", edits)


def examined(board: Board, at: datetime) -> tuple[list[Fault], Board]:
    """Return what is wrong, and a copy of the board on which what can be put right is."""
    mended = Board(_records(board).values(), seq=board.seq, next_ids=board.next_ids())
    found: list[Fault] = []
    for rule in RULES:
        held = list(rule(mended, at))
        mended.apply(Change("", tuple(edit for fault in held for edit in fault.edits)))
        found += held
    return found, mended


def _records(board: Board) -> Mapping[tuple[str, int], Record]:
    return {
        (table, number): record
        for table, kind in TABLES.items()
        for number, record in board.table(kind).items()  # type: ignore[type-var]
    }
