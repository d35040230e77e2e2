"""A board's files: the snapshot, the journal beside it, and the lock.

    NAME.json      a snapshot, always a valid TinyDB file
    NAME.journal   every commit since
    NAME.lock      held while one process writes

Owns reading a board, following what other processes append, appending, and folding the journal
into the snapshot. Decides nothing about what a board may hold.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from kanban.domain.board import Board, ConflictError
from kanban.domain.history import Commit
from kanban.errors import DamagedError, StorageError
from kanban.store import journal
from kanban.store.disk import TEMPORARY, Disk
from kanban.store.snapshot import SealedStorage, board_tables, seal, to_board

FOLD_BYTES = 256 * 1024
"""A journal longer than this is folded without waiting for a clean exit."""


class BehindError(Exception):
    """The journal was folded past what this reader has seen: load the board anew."""


@dataclass(slots=True)
class _Position:
    """Where this reader is in the journal: behind commit `seq`, at byte `offset`."""

    descriptor: int
    offset: int
    seq: int


class BoardFile:
    """One board on disk.

    Args:
        path: The snapshot, `NAME.json`.
        disk: The file system; tests put another in its place.
        wait_s: How long to wait for another process that writes.
    """

    def __init__(self, path: Path, disk: Disk | None = None, wait_s: float = 10.0) -> None:
        self.path = path
        self._disk = disk or Disk()
        self._wait_s = wait_s
        self._journal = path.with_suffix(".journal")
        self._lock = path.with_suffix(".lock")
        self._storage = SealedStorage(path, self._disk)
        self._position: _Position | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a board, whole or not."""
        return self.path.exists() or self._journal.exists()

    @property
    def journal_bytes(self) -> int:
        """How long the journal is, as far as it was read."""
        return self._position.offset if self._position else 0

    def create(self, make: Callable[[], Board]) -> Board:
        """Return the board, written first where there is none yet.

        Raises:
            StorageError: It cannot be read or written.
        """
        self._disk.make_folder(self.path.parent)
        with self.lock():
            if not self.exists:
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
        tables = self._storage.read()
        if tables is None:
            raise DamagedError(
                f"{self.path} is missing beside its journal.",
                "Nothing was changed; put a copy of it back that you trust.",
            )
        board = to_board(tables, str(self.path))
        if self._disk.read(self._journal) is None:
            with self.lock():  # a snapshot that was copied here alone
                if self._disk.read(self._journal) is None:
                    self._disk.replace(self._journal, journal.header(board.seq))
        self._open_journal(board.seq)
        try:
            for commit in self.news():
                board.adopt(commit)
        except BehindError:
            return self.load()
        except ConflictError as error:
            raise DamagedError(
                f"{self._journal} does not fit its snapshot.",
                "Nothing was changed; put a copy of both back that you trust.",
            ) from error
        return board

    def lock(self) -> AbstractContextManager[None]:
        """Return the lock to hold while deciding and appending.

        Raises:
            StorageError: Another process holds it for too long.
        """
        return self._disk.lock(self._lock, self._wait_s)

    def lock_holder(self) -> str:
        """Return the number of the process that last wrote; may be empty."""
        return self._disk.lock_holder(self._lock)

    def news(self) -> tuple[Commit, ...]:
        """Return the commits that were appended since this reader last looked.

        Raises:
            BehindError: The journal was folded past them.
            DamagedError: The journal is not what was written.
        """
        position = self._here()
        if not self._disk.is_current(position.descriptor, self._journal):
            position = self._open_journal(position.seq)
        data = self._disk.tail(position.descriptor, position.offset)
        if not data:
            return ()
        reading = journal.read_commits(data, position.seq, str(self._journal))
        position.offset += reading.length
        position.seq += len(reading.commits)
        return reading.commits

    def append(self, commit: Commit) -> None:
        """Make a commit durable; the caller holds the lock and has taken in all news.

        Raises:
            StorageError: It is not durable; the files are as before.
        """
        position = self._here()
        line = journal.line(commit)
        self._disk.append(position.descriptor, line, position.offset)
        position.offset += len(line)
        position.seq = commit.seq

    def fold(self, board: Board) -> None:
        """Put `board`, as this reader knows it, in the snapshot's place and shorten the journal.

        The long part, writing the new snapshot, is done without the lock. A crash at any point
        leaves files that read the same: a journal may repeat what the snapshot holds.

        Raises:
            StorageError: It cannot be written; the files read as before.
        """
        seq = board.seq
        staged = self._disk.stage(self.path, seal(board_tables(board)))
        with self.lock():
            data = self._disk.read(self._journal) or b""
            base, start = journal.read_header(data, str(self._journal))
            if base >= seq:  # another process was faster
                staged.unlink(missing_ok=True)
                return
            self._disk.promote(staged, self.path)
            held = journal.read_commits(data[start:], base, str(self._journal)).commits
            later = b"".join(journal.line(commit) for commit in held[seq - base :])
            self._disk.replace(self._journal, journal.header(seq), later)

    def sweep(self) -> None:
        """Remove what a killed process left half written beside the board."""
        for stale in self.path.parent.glob(f"{self.path.stem}.*{TEMPORARY}"):
            stale.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the journal."""
        if self._position is not None:
            self._disk.close(self._position.descriptor)
            self._position = None

    def _here(self) -> _Position:
        if self._position is None:
            raise StorageError(f"{self.path} is not open.")
        return self._position

    def _open_journal(self, seq: int) -> _Position:
        """Open the journal and go to the place behind commit `seq`."""
        descriptor = self._disk.open(self._journal)
        name = str(self._journal)
        try:
            data = self._disk.tail(descriptor, 0)
            base, start = journal.read_header(data, name)
            if base > seq:
                raise BehindError
            offset = start
            for _ in range(seq - base):
                offset = data.find(b"\n", offset) + 1 or len(data)
        except BaseException:
            self._disk.close(descriptor)
            raise
        self.close()
        self._position = _Position(descriptor, offset, seq)
        return self._position
