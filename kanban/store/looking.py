"""Looking at a board's files without touching them: no lock, no repair, nothing created.

Owns reading what may be damaged, for those who tell a person about it or put a backup in its
place. `BoardFile` reads boards that are to be changed.
"""

import re
from pathlib import Path

from msgspec import Struct

from kanban.domain.board import Board, ConflictError
from kanban.domain.values import replace
from kanban.errors import DamagedError, StorageError
from kanban.store import journal, migration
from kanban.store.disk import Disk
from kanban.store.documents import to_commit
from kanban.store.snapshot import Tables, board_tables, other_tables, seal, to_board, unseal
from kanban.store.years import YearFiles

_NUMBER = re.compile(rb'"(?:seq|base)": ?(\d{1,15})')
_TRIES = 3
"""A reader without the lock can find the two files on two sides of one fold."""


class Look(Struct, frozen=True):
    """What a board's files hold.

    Attributes:
        snapshot: The bytes of the snapshot, None where there is none.
        journal: The bytes of the journal, None where there is none.
        tables: The snapshot's, for what is beside the board; empty when it cannot be read.
        board: None when the files cannot be read.
        trouble: Why they cannot.
        torn_bytes: How much of the journal's end is a write that was cut short.
        upgrade: What they are to become; None where they are in today's form.
    """

    snapshot: bytes | None
    journal: bytes | None
    tables: Tables
    board: Board | None = None
    trouble: StorageError | None = None
    torn_bytes: int = 0
    upgrade: migration.Upgrade | None = None

    @property
    def sealed(self) -> bytes:
        """The whole board as the bytes of one sealed file, in the form that its files have.

        Raises:
            StorageError: It cannot be read.
        """
        if self.board is None or self.snapshot is None:
            raise self.trouble or DamagedError("There is no board.")
        if self.upgrade:
            return self.upgrade.old
        if self.is_folded:
            return self.snapshot
        return seal(board_tables(self.board, other_tables(self.tables)))

    @property
    def is_folded(self) -> bool:
        """Whether the snapshot alone holds the whole board."""
        return self.board is not None and self.tables["store"]["1"]["seq"] == self.board.seq

    @property
    def highest_seq(self) -> int:
        """The highest number of a commit that is named anywhere, in damaged files too."""
        data = (self.snapshot or b"") + (self.journal or b"")
        return max((int(number) for number in _NUMBER.findall(data)), default=0)


def look(path: Path, disk: Disk) -> Look:
    """Return what the files of a board hold, which may be missing, damaged or too new."""
    found = Look(None, None, {})
    for _ in range(_TRIES):
        try:
            # The snapshot is replaced first, so a journal read first is never the newer one.
            held = disk.read(path.with_suffix(".journal"))
            data = disk.read(path)
        except StorageError as error:
            return Look(None, None, {}, trouble=error)
        found = _looked(data, held, path, disk)
        if found.board is not None:
            break
    return found


def _looked(data: bytes | None, held: bytes | None, path: Path, disk: Disk) -> Look:
    found = Look(data, held, {})
    try:
        if data is None:
            raise DamagedError(f"{path} is missing.")
        found = replace(found, tables=unseal(data, str(path)))
        return _read(found, data, path, disk)
    except ConflictError:
        trouble = DamagedError(f"{path.with_suffix('.journal')} does not fit its snapshot.")
        return replace(found, trouble=trouble)
    except StorageError as error:
        return replace(found, trouble=error)


def _read(found: Look, data: bytes, path: Path, disk: Disk) -> Look:
    """Return the look with the board in it."""
    older = migration.upgrade(data, found.journal, path)
    tables, upgrade = older or (found.tables, None)
    board = to_board(tables, str(path), YearFiles.of(path, disk).older)
    name = str(path.with_suffix(".journal"))
    if found.journal is None:
        return replace(found, board=board, upgrade=upgrade)
    base, start = journal.read_header(found.journal, name)
    read = migration.skeleton if upgrade else to_commit
    reading = journal.read_commits(found.journal[start:], base, name, read)
    if not base <= board.seq <= base + len(reading.commits):
        raise DamagedError(f"{name} does not fit its snapshot.")
    for commit in reading.commits[board.seq - base :]:
        board.adopt(commit)
    return replace(found, board=board, upgrade=upgrade, torn_bytes=reading.torn_bytes)
