"""Stores and disks with one protection taken out, so that the fault tests are seen to fail."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tinydb import TinyDB
from tinydb.table import Document

from kanban.domain.board import Board
from kanban.domain.history import Commit
from kanban.errors import DamagedError
from kanban.keeper import Keeper
from kanban.store import journal, putting_away, snapshot
from kanban.store.board_file import BehindError, BoardFile
from kanban.store.disk import Disk, Mark
from kanban.store.documents import to_document
from kanban.store.snapshot import board_tables, to_board
from tests.terminal.program import Home

from .disks import QuickDisk
from .recorder import RecordingDisk
from .subjects import Opener, clock, large_board, starting_board


class PlainStore:
    """TinyDB as it comes: JSONStorage, no journal, no lock, one write a record."""

    journal_bytes = 0
    warnings: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seq = 0

    def create(self, make: Callable[[], Board]) -> None:
        """Write a board where there is none."""
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(board_tables(make())))

    def load(self) -> Board:
        """Read the whole file."""
        with TinyDB(self.path) as plain:
            tables = {
                name: {str(row.doc_id): dict(row) for row in plain.table(name).all()}
                for name in (*plain.tables(), "history")
            }
        board = to_board({**{name: {} for name in snapshot.TABLES}, **tables}, str(self.path))
        self.seq = board.seq
        return board

    def lock(self) -> AbstractContextManager[None]:
        """Hold nothing."""
        return nullcontext()

    def lock_holder(self) -> str:
        """Return nobody."""
        return ""

    def news(self) -> tuple[Commit, ...]:
        """Have the board loaded anew when its number is another."""
        with TinyDB(self.path) as plain:
            if plain.table("store").get(doc_id=1)["seq"] != self.seq:
                raise BehindError
        return ()

    def append(self, commit: Commit) -> None:
        """Write each record; each is a write of the whole file."""
        with TinyDB(self.path) as plain:
            for edit in commit.change.edits:
                table = plain.table(edit.table)
                if edit.after is None:
                    table.remove(doc_ids=[edit.record.id])
                else:
                    table.remove(
                        doc_ids=[key for key in [edit.record.id] if table.contains(doc_id=key)]
                    )
                    table.insert(Document(to_document(edit.after), edit.record.id))
            plain.table("store").update({"seq": commit.seq}, doc_ids=[1])
        self.seq = commit.seq

    def fold(self, board: Board) -> None:
        """Do nothing."""

    def put_away(self, board: Board, today: date) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def plain_opener(make: Callable[[], Board] = starting_board) -> Opener:
    """Return a way in that uses TinyDB as it comes."""

    def open_(folder: Path) -> Keeper:
        store = PlainStore(folder / "main.json")
        store.create(make)
        return Keeper(store, clock)

    return open_


class UnlockedFile(BoardFile):
    """Takes no lock."""

    def lock(self) -> AbstractContextManager[None]:
        return nullcontext()


class HastyFile(BoardFile):
    """Acknowledges first and writes with the next commit."""

    waiting: Commit | None = None

    def append(self, commit: Commit) -> None:
        if self.waiting is not None:
            super().append(self.waiting)
        self.waiting = commit

    def news(self) -> tuple[Commit, ...]:
        return ()


class MendingFile(BoardFile):
    """Cuts a journal at the first thing it cannot read, as many programs do."""

    def load(self) -> Board:
        try:
            return super().load()
        except DamagedError:
            data = self._journal.read_bytes()
            for end in [place for place, byte in enumerate(data) if byte == 0x0A][::-1]:
                self._journal.write_bytes(data[: end + 1])
                try:
                    return super().load()
                except DamagedError:
                    continue
            raise


class UnkeptFile(BoardFile):
    """Puts an older board into today's form without a backup of it."""

    def _settle(self) -> None:
        with patch.object(self._backups, "keep_older"):
            super()._settle()


class JournalFirstFile(BoardFile):
    """Begins the journal of today's form before the snapshot that holds the older one."""

    def _settle(self) -> None:
        if self._upgrade:
            self._backups.keep_older(self._upgrade)
            self._disk.replace(self._journal, journal.header(self._upgrade.seq))
        super()._settle()


class YearsLastFile(BoardFile):
    """Puts the snapshot without the old wins in place before their yearly files."""

    def put_away(self, board: Board, today: date) -> None:
        def promote(staged: Any, path: Path, files: Any, disk: Disk) -> None:
            disk.promote(staged[path], path)
            for target in staged.keys() - {path}:
                disk.promote(staged[target], target)
            files.settle()

        with patch.object(putting_away, "_promote", promote):
            super().put_away(board, today)


def no_notes() -> AbstractContextManager[Any]:
    """Return a store that does not note how many wins it puts away."""
    return patch.object(putting_away, "note_years", lambda _tables, _put_away: None)


def file_opener(kind: type[BoardFile], disk: Callable[[], Disk] = Disk) -> Opener:
    """Return a way in that uses a broken kind of file."""

    def open_(folder: Path) -> Keeper:
        file = kind(folder / "main.json", disk())
        return Keeper(file, clock, file.create(starting_board))

    return open_


class InPlaceDisk(Disk):
    """Writes over a file instead of beside it."""

    def stage(self, path: Path, *parts: bytes) -> Path:
        with open(path, "wb", buffering=0) as opened:
            whole = b"".join(parts)
            for start in range(0, len(whole), 4096):
                opened.write(whole[start : start + 4096])
            os.fsync(opened.fileno())
        return path

    def rename(self, source: Path, target: Path) -> None:
        pass

    def discard(self, temporary: Path) -> None:
        pass


def in_place_opener() -> Opener:
    """Return a way in to a large board that is folded in place."""

    def open_(folder: Path) -> Keeper:
        file = BoardFile(folder / "main.json", InPlaceDisk())
        return Keeper(file, clock, file.create(large_board))

    return open_


class UncuttingDisk(Disk):
    """Leaves what a failed append has written, and takes what is there for its own."""

    def truncate(self, descriptor: int, size: int) -> None:
        pass


class HastyKeeper(Keeper):
    """Adopts a change before it is on disk."""

    def _commit(self, kind: Any, change: Any, now: Any, reverses: int = 0) -> Any:
        board = self.board
        commit = Commit(board.seq + 1, kind, self._origin, now.at, change, reverses)
        board.adopt(commit)
        self._store.append(commit)
        return change


class LeakingDisk(QuickDisk):
    """Opens what it reads once more, and forgets it."""

    def read(self, path: Path, start: int = 0) -> bytes | None:
        if os.urandom(1) < b"\x08":
            os.open(path, os.O_RDONLY)
        return super().read(path, start)


class HoardingKeeper(Keeper):
    """Keeps the number of every change it has made."""

    def _commit(self, *arguments: Any, **options: Any) -> Any:
        change = super()._commit(*arguments, **options)
        self.__dict__.setdefault("hoard", []).append(self.board.seq)
        return change


class UnfoldingKeeper(Keeper):
    """Never folds."""

    def tidy(self) -> None:
        pass


# -- programs: what they put before the program runs, as its `sitecustomize` -----------------------

HASTY_PROGRAM = """
from kanban.store.board_file import BoardFile
append, waiting = BoardFile.append, []
def hasty(self, commit):
    if self.path.name != "main.json":
        return append(self, commit)
    if waiting:
        append(self, waiting.pop())
    waiting.append(commit)
BoardFile.append = hasty
"""
"""Acknowledges first and writes with the next commit."""
DEAF_PROGRAM = """
from kanban.keeper import Keeper, News
Keeper.follow = lambda self: News()
"""
"""Never looks for what other processes wrote."""


@dataclass(frozen=True)
class BrokenHome(Home):
    """A home whose programs have a protection taken out."""

    patch_text: str = ""

    @property
    def env(self) -> dict[str, str]:
        patches = self.folder.with_name("patches")
        patches.mkdir(parents=True, exist_ok=True)
        (patches / "sitecustomize.py").write_text(self.patch_text)
        normal = super().env
        return normal | {"PYTHONPATH": os.pathsep.join([str(patches), normal["PYTHONPATH"]])}


# -- disks that lie about what is durable ----------------------------------------------------------


class NoSync(RecordingDisk):
    """Never syncs a file."""

    def sync(self, descriptor: int) -> None:
        pass


class NoFolderSync(RecordingDisk):
    """Never syncs a folder."""

    def sync_folder(self, folder: Path) -> None:
        pass


class NoSettling(RecordingDisk):
    """Does not sync what a killed process may have left unsynced."""

    def append(self, path: Path, data: bytes, end: int, *, is_settled: bool = True) -> Mark:
        return super().append(path, data, end, is_settled=True)


class NoBackupSettling(RecordingDisk):
    """Does not sync the names of what a killed process may have left unsynced."""

    def settle(self, folder: Path) -> None:
        pass


class NoYearSettling(RecordingDisk):
    """Does not sync the names of years that a killed process may have left unsynced."""

    def settle(self, folder: Path) -> None:
        if "years" not in (folder.name, folder.parent.name):
            super().settle(folder)


class LateSync(RecordingDisk):
    """Puts a staged file in place before its bytes are durable."""

    def stage(self, path: Path, *parts: bytes) -> Path:
        with patch.object(type(self), "sync", lambda _self, _descriptor: None):
            return super().stage(path, *parts)


@contextmanager
def no_checksums() -> Iterator[None]:
    """Believe each line and each snapshot that can be parsed."""

    def believe(_data: bytes, _name: str) -> None:
        pass

    def lenient(data: bytes, after: int, name: str, read: Any = journal.to_commit) -> Any:
        commits, ends = [], [0]
        for line in data.splitlines(keepends=True):
            try:
                commits.append(read(json.loads(line[9:])))
            except (ValueError, DamagedError):
                break
            ends.append(ends[-1] + len(line))
        return journal.Reading(tuple(commits), tuple(ends), 0)

    with (
        patch("kanban.store.snapshot._check_seal", believe),
        patch("kanban.store.journal.read_commits", lenient),
        patch("kanban.store.journal._is_whole", lambda raw: raw[-1:] == b"\n"),
    ):
        yield
