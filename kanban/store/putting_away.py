"""Putting away: wins of years long past go from the snapshot into yearly files.

It comes after folding and never before: a yearly file gets what a durable snapshot holds, and only
then does a snapshot take its place that no longer does. So a yearly file is never ahead of the
snapshot, whatever is cut off where.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from kanban.domain.board import Board
from kanban.domain.older_wins import PutAway
from kanban.domain.records import Win
from kanban.errors import DamagedError
from kanban.store import journal
from kanban.store.disk import Disk
from kanban.store.documents import Document, to_document
from kanban.store.snapshot import Tables, board_tables, note_years, seal
from kanban.store.years import NOTHING, Wins, YearFiles

RECENT_YEARS = 2
"""This year and the last stay in the snapshot, for screens look back a year."""


def put_away(
    path: Path,
    board: Board,
    today: date,
    disk: Disk,
    *,
    others: Callable[[], Tables],
    lock: Callable[[], AbstractContextManager[None]],
) -> bool:
    """Put the wins of years long past from a board's snapshot into their yearly files.

    Nothing is done unless the snapshot is of the commit that the board is at. A crash at any point
    leaves wins in both places or in one, never in none.

    Args:
        path: The board's snapshot.
        board: The board, just folded.
        today: The day it is; a clock that is ahead costs nothing but reading a year.
        disk: The file system.
        others: Returns what the snapshot holds beside the board.
        lock: Returns the lock that a process holds to write.

    Returns:
        Whether anything was put away.

    Raises:
        DamagedError: A yearly file cannot be read; its wins stay in the snapshot, and the others
            were put away.
        StorageError: The files cannot be written; they read as before.
    """
    due = _due(board, today)
    files = YearFiles.of(path, disk)
    staged = _Staged(dict(board.put_away))
    is_done = False
    try:
        staged.add_years(due, files)
        if staged.gone:
            left = staged.left(board_tables(board, others()))
            staged.files[path] = disk.stage(path, seal(left))
            with lock():
                is_done = _is_folded(path, board.seq, disk)
                if is_done:
                    _promote(staged.files, path, files, disk)
    finally:
        for made in staged.files.values():
            disk.discard(made)
    if staged.damage is not None:
        raise staged.damage
    return is_done


class _Staged(Struct):
    """What is written and waits to be put in place.

    Attributes:
        noted: What is then put away, by year.
        files: Where each file is written that takes another's place.
        gone: The numbers of the wins that the snapshot then no longer holds.
        damage: A yearly file that cannot be read, to which nothing is added.
    """

    noted: dict[int, PutAway]
    files: dict[Path, Path] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    damage: DamagedError | None = None

    def add_years(self, due: Mapping[int, Wins], files: YearFiles) -> None:
        """Write the yearly files that change."""
        for year, wins in due.items():
            try:
                made, self.noted[year] = files.stage(year, wins, self.noted.get(year, NOTHING))
            except DamagedError as error:
                self.damage = error
                continue
            self.gone |= wins.keys()
            if made is not None:
                self.files[files.path(year)] = made

    def left(self, tables: Tables) -> Tables:
        """Return a snapshot's tables without the wins that are put away."""
        kept = {key: each for key, each in tables["wins"].items() if key not in self.gone}
        note_years(tables, self.noted)
        return {**tables, "wins": kept}


def _due(board: Board, today: date) -> dict[int, Wins]:
    """Return the documents of the wins that are to be put away, by year."""
    due: dict[int, dict[str, Document]] = {}
    for win_id, win in sorted(board.on_hand(Win).items()):
        if win.day.year <= today.year - RECENT_YEARS:
            due.setdefault(win.day.year, {})[str(win_id)] = to_document(win)
    return dict(due)


def _is_folded(path: Path, seq: int, disk: Disk) -> bool:
    """Tell whether the snapshot is of a commit; the caller holds the lock."""
    name = path.with_suffix(".journal")
    data = disk.read(name)
    return data is not None and journal.read_header(data, str(name))[0] == seq


def _promote(staged: Mapping[Path, Path], path: Path, files: YearFiles, disk: Disk) -> None:
    """Put the staged files in place: the yearly ones first, and durably."""
    for target, made in staged.items():
        if target != path:
            disk.promote(made, target)
    files.settle()  # also where another process that was killed has put them in place
    disk.promote(staged[path], path)
