"""A board's files: the snapshot, the journal beside it, and the lock.

    NAME.json      a snapshot, always a valid TinyDB file
    NAME.journal   every commit since
    NAME.lock      held while one process writes; names it, and the last commit made durable

Owns reading a board, following what other processes append, appending, and folding the journal
into the snapshot. Decides nothing about what a board may hold. Reading changes no file.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from kanban.domain.board import Board, ConflictError
from kanban.domain.history import Commit
from kanban.errors import DamagedError, StorageError
from kanban.store import journal, migration
from kanban.store.backups import Backups
from kanban.store.conflicts import conflict_warnings
from kanban.store.disk import Disk
from kanban.store.documents import to_commit
from kanban.store.journal import Position
from kanban.store.putting_away import put_away
from kanban.store.snapshot import (
    SealedStorage,
    Tables,
    board_tables,
    other_tables,
    seal,
    to_board,
)
from kanban.store.years import YearFiles, copy_years

Parsed = TypeVar("Parsed")

FOLD_BYTES = 256 * 1024
"""A journal longer than this is folded without waiting for a clean exit."""

_PUT_BACK = "Nothing was changed; put back a copy that you trust."


class BehindError(Exception):
    """What this reader has seen is not in the journal any more: load the board anew."""


class BoardFile:
    """One board on disk.

    Args:
        path: The snapshot, `NAME.json`.
        disk: The file system; tests put another in its place.
        wait_s: How long to wait for another process that writes.

    Attributes:
        warnings: What was found missing, or beside it, when the board was loaded; as sentences.
    """

    def __init__(self, path: Path, disk: Disk | None = None, wait_s: float = 10.0) -> None:
        self.path = path
        self.warnings: tuple[str, ...] = ()
        self._disk = disk or Disk()
        self._wait_s = wait_s
        self._journal = path.with_suffix(".journal")
        self._lock = path.with_suffix(".lock")
        self._storage = SealedStorage(path, self._disk)
        self._position: Position | None = None
        self._durable_seq = 0
        self._others: Tables | None = None
        self._torn_bytes = 0
        self._refused: set[bytes] = set()
        self._upgrade: migration.Upgrade | None = None
        self._backups = Backups(path, self._disk)
        self._years = YearFiles.of(path, self._disk)

    @property
    def exists(self) -> bool:
        """Whether there is a board, whole or not; a backup or a year tells that there was one."""
        files = (self.path, self._journal)
        return any(map(self._disk.exists, files)) or bool(self._backups.all() or self._years.all())

    @property
    def journal_bytes(self) -> int:
        """How long the journal is, as far as it was read."""
        return self._position.offset if self._position else 0

    def create(self, make: Callable[[], Board]) -> Board:
        """Return the board, written first where there is none yet.

        Raises:
            StorageError: It cannot be read or written.
        """
        if not self.exists:
            self._disk.make_folder(self.path.parent)
            with self.lock():
                if not self.exists:
                    self._disk.note(0)
                    self._storage.write(board_tables(make()))
                    self._disk.replace(self._journal, journal.header(0))
        return self.load()

    def load(self) -> Board:
        """Return the board: the snapshot and every commit since.

        Raises:
            DamagedError: The files are not what was written.
            StorageError: They cannot be read.
        """
        self.close()
        noted = self._disk.noted(self._lock)  # first, so that it names nothing written since
        board = self._load_snapshot()
        while True:
            try:
                commits = self._find(board.seq)
                break
            except BehindError:  # folded since the snapshot was read
                before, board = board, self._load_snapshot()
                if board.seq == before.seq:
                    raise self._misfit() from None
        try:
            for commit in commits:
                board.adopt(commit)
        except ConflictError as error:
            self.close()
            raise self._misfit() from error
        self._check_nothing_is_gone(board.seq, noted)
        self.warnings += self._years.warnings(board.put_away)
        self._disk.sweep(self.path.parent, self.path.stem)
        self._years.sweep()
        return board

    def lock(self) -> AbstractContextManager[None]:
        """Return the lock to hold while deciding and appending.

        Raises:
            BusyError: Another process holds it for too long.
        """
        return self._disk.lock(self._lock, self._wait_s)

    def lock_holder(self) -> str:
        """Return the number of the process that last wrote; may be empty."""
        return self._disk.lock_holder(self._lock)

    def hurry(self) -> None:
        """Give up waiting for other processes, now and from now on."""
        self._disk.is_hurried = True

    def news(self) -> tuple[Commit, ...]:
        """Return the commits that were appended since this reader last looked.

        Raises:
            BehindError: The board has to be loaded anew.
            DamagedError: The journal is not what was written.
        """
        here = self._position
        if here is None:
            raise BehindError
        if here.mark is not None and self._disk.mark(self._journal) == here.mark:
            return ()
        start = here.offset - len(here.last)

        def parse(data: bytes | None) -> tuple[Commit, ...]:
            if data is None and here.last:
                raise self._gone()
            if data is None:
                return ()
            if not here.last or not data.startswith(here.last):
                self._others = None
                return self._find(here.seq, here.last)
            lines = data[len(here.last) :]
            if not lines or lines in self._refused:
                return ()  # what this reader could neither sync nor cut is still to be cut
            read = migration.skeleton if self._upgrade else to_commit
            reading = journal.read_commits(lines, here.seq, str(self._journal), read)
            if reading.commits and self._upgrade:
                raise BehindError  # another process wrote on, in the older form or in today's
            return self._move(here, lines, reading)

        return self._read_journal(start, parse)

    def append(self, commit: Commit) -> None:
        """Make a commit durable; the caller holds the lock and has taken in all news.

        Raises:
            StorageError: It is not durable; the files read as before.
            ValueError: It could not be read again.
        """
        self._settle()
        here = self._here()
        if commit.seq != here.seq + 1:
            raise ValueError(f"commit {commit.seq} does not follow {here.seq}")
        line = journal.line(commit)
        if not here.last:  # a snapshot that was copied here alone
            self._disk.settle(self.path.parent)  # else a power cut could leave the journal alone
            self._disk.replace(self._journal, journal.header(here.seq))
            here.last = journal.header(here.seq)
            here.offset = len(here.last)
        self._refused.add(line)
        mark = self._disk.append(self._journal, line, here.offset, is_settled=here.is_settled)
        self._refused.clear()
        self._position = Position(here.offset + len(line), commit.seq, line, True, mark)
        self._durable_seq = commit.seq
        self._disk.note(commit.seq)

    def fold(self, board: Board) -> None:
        """Put `board`, as this reader knows it, in the snapshot's place and shorten the journal.

        The long part, writing the new snapshot, is done without the lock. A crash at any point
        leaves files that read the same: a journal may repeat what the snapshot holds.

        Raises:
            BehindError: The board has to be loaded anew first.
            StorageError: It cannot be written; the files read as before.
        """
        if self._upgrade:
            with self.lock():
                self._settle()
        here = self._here()
        if here.seq != board.seq:
            raise ValueError(f"the board is at commit {board.seq}, its files at {here.seq}")
        if here.last == journal.header(here.seq):
            return  # nothing to fold
        staged = self._disk.stage(self.path, seal(board_tables(board, self._beside())))
        try:
            with self.lock():
                self._put_folded(staged, here)
        finally:
            self._disk.discard(staged)

    def put_away(self, board: Board, today: date) -> None:
        """Put wins of years long past in files of their own; `fold` comes before.

        Raises:
            StorageError: They cannot be written, or a yearly file is damaged; nothing is lost.
        """
        is_done = put_away(self.path, board, today, self._disk, others=self._beside, lock=self.lock)
        if is_done:
            copy_years(self._years, self._backups.years)

    def back_up(self, seq: int, at: datetime, *, is_daily: bool = False) -> Path | None:
        """Take a backup of what is on disk; None where the newest holds commit `seq` already.

        Raises:
            StorageError: It cannot be written, or does not read back.
        """
        return self._backups.take(at, seq, is_daily=is_daily)

    def close(self) -> None:
        """Forget the place in the journal; asked for news, the board is loaded anew."""
        self._position = None

    # -------------------------------------------------------------------------------------------

    def _beside(self) -> Tables:
        """Return what the snapshot holds beside the board."""
        if self._others is None:  # another process has folded
            self._others = other_tables(self._storage.read() or {})
        return self._others

    def _load_snapshot(self) -> Board:
        held = self._disk.read(self._journal)  # first, for what is written first is the snapshot
        tables = self._storage.read()
        if tables is None:
            raise DamagedError(
                f"{self.path} is missing, but its journal, a backup or a year is there.", _PUT_BACK
            )
        older = migration.upgrade(tables, held, self.path)
        tables, self._upgrade = older or (tables, None)
        self._others = other_tables(tables)
        return to_board(tables, str(self.path), self._years.older, lets_go=True)

    def _find(self, seq: int, last: bytes = b"") -> tuple[Commit, ...]:
        """Go to the end of the journal and return the commits behind commit `seq`.

        Args:
            seq: The last commit this reader knows.
            last: Its line, where this reader has seen it in the journal.
        """

        def parse(data: bytes | None) -> tuple[Commit, ...]:
            if data is None:
                self._position = Position(0, seq, b"")
                return ()
            base, start, reading = self._parse(data)
            known = seq - base
            if known < 0:
                raise BehindError
            if known > len(reading.commits):
                raise BehindError if last else self._misfit()
            if last and known and journal.raw_line(data[start:], reading, known) != last:
                raise BehindError
            if self._upgrade and known < len(reading.commits):
                raise BehindError  # written since they were put into today's form
            self._position = Position(start, base, data[:start])
            return self._move(self._position, data[start:], reading)[known:]

        return self._read_journal(0, parse)

    def _parse(self, data: bytes) -> tuple[int, int, journal.Reading]:
        """Return (commit before the first, length of the header, the rest) of a journal."""
        base, start = journal.read_header(data, str(self._journal))
        read = migration.skeleton if self._upgrade else to_commit
        return base, start, journal.read_commits(data[start:], base, str(self._journal), read)

    def _move(self, here: Position, data: bytes, reading: journal.Reading) -> tuple[Commit, ...]:
        """Move a place behind the commits that were read there, and return them."""
        if reading.commits:
            here.last = data[reading.ends[-2] : reading.ends[-1]]
            here.offset += reading.length
            here.seq += len(reading.commits)
            here.is_settled, here.mark = False, None
            # The process that wrote the last one may be about to learn that its sync failed.
            self._durable_seq = max(self._durable_seq, here.seq - 1)
        self._torn_bytes = reading.torn_bytes
        return reading.commits

    def _read_journal(self, start: int, parse: Callable[[bytes | None], Parsed]) -> Parsed:
        """Return what `parse` finds; read again while another process is cutting a torn line."""
        data = self._disk.read(self._journal, start)
        while True:
            try:
                return parse(data)
            except DamagedError:
                before, data = data, self._disk.read(self._journal, start)
                if data == before:
                    raise

    def _put_folded(self, staged: Path, here: Position) -> None:
        """Put a staged snapshot of commit `here.seq` in place; the caller holds the lock."""
        data = self._disk.read(self._journal)
        later = b""
        if data is not None:
            # Only what is new is read: to read all of it would hold the lock for 20 ms.
            if not here.last or not data.startswith(here.last, here.offset - len(here.last)):
                return  # another process was faster, or has put a backup in the board's place
            lines = data[here.offset :]
            reading = journal.read_commits(lines, here.seq, str(self._journal))
            if reading.torn_bytes:
                self._disk.keep_aside(self._journal, lines[reading.length :])
            later = lines[: reading.length]
        elif here.last:
            raise self._gone()
        self._disk.promote(staged, self.path)
        header = journal.header(here.seq)
        self._disk.replace(self._journal, header, later)
        self._position = Position(len(header), here.seq, header, is_settled=not later)

    def _settle(self) -> None:
        """Put files of an older form into today's, after a backup; the caller holds the lock."""
        if self._upgrade and migration.is_pending(
            self._disk.read(self.path), self._disk.read(self._journal), self.path
        ):
            self._backups.keep_older(self._upgrade)
            self._disk.replace(self.path, self._upgrade.new)
            self._disk.replace(self._journal, journal.header(self._upgrade.seq))
            seq, self._upgrade = self._upgrade.seq, None
            self._find(seq)
        self._upgrade = None

    def _check_nothing_is_gone(self, seq: int, noted: int) -> None:
        """Tell what the end of the journal lacks, as far as it can be told.

        Raises:
            DamagedError: It lacks what this very object has shown.
        """
        if seq < self._durable_seq:
            self.close()
            raise DamagedError(
                f"{self._journal} ends at change {seq}; this board has seen"
                f" {self._durable_seq - seq} more.",
                "Nothing was written; open the board anew to see what is there.",
            )
        warnings = []
        if self._torn_bytes:
            warnings.append(
                f"The last {self._torn_bytes} bytes of {self._journal} cannot be read. The next"
                " change keeps them in a file beside it."
            )
        if noted > seq:
            count = "1 change" if noted == seq + 1 else f"{noted - seq} changes"
            warnings.append(f"At the end of {self._journal} {count} that were on disk are gone.")
        self.warnings = (*warnings, *conflict_warnings(self.path))

    def _here(self) -> Position:
        if self._position is None:
            raise StorageError(f"{self.path} is not open.", "Open the board again.")
        return self._position

    def _gone(self) -> DamagedError:
        return DamagedError(f"{self._journal} is gone.", _PUT_BACK)

    def _misfit(self) -> DamagedError:
        return DamagedError(f"{self._journal} does not fit its snapshot.", _PUT_BACK)
