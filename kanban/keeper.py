"""The keeper: the only one who changes a board.

Every act goes the same way: lock, catch up with other processes, decide on the newest board,
commit to the store, and only then adopt. If the commit fails, the board is as it was.
"""

import secrets
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol

from kanban.domain.board import Board
from kanban.domain.change import Change, inverse
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.moment import Moment
from kanban.domain.operations import columns
from kanban.errors import RuleError
from kanban.paths import check_board_name
from kanban.store.board_file import FOLD_BYTES, BehindError, BoardFile
from kanban.store.memory import MemoryStore

P = ParamSpec("P")
Clock = Callable[[], Moment]


class Store(Protocol):
    """Where commits become durable; `BoardFile` and `MemoryStore` are such."""

    @property
    def journal_bytes(self) -> int:
        """How long the journal is."""

    def load(self) -> Board:
        """Return the board."""

    def lock(self) -> AbstractContextManager[None]:
        """Return the lock to hold while deciding and appending."""

    def lock_holder(self) -> str:
        """Return the number of the process that last wrote."""

    def news(self) -> tuple[Commit, ...]:
        """Return the commits of other processes since the last look."""

    def append(self, commit: Commit) -> None:
        """Make a commit durable."""

    def fold(self, board: Board) -> None:
        """Write the snapshot anew and shorten the journal."""

    def close(self) -> None:
        """Let go of the files."""


@dataclass(frozen=True, slots=True)
class News:
    """What other processes did.

    Attributes:
        changes: In order.
        is_reloaded: True when the board was loaded anew and anything may have changed.
    """

    changes: tuple[Change, ...] = ()
    is_reloaded: bool = False

    def __bool__(self) -> bool:
        """True when there is something new."""
        return bool(self.changes) or self.is_reloaded


class Keeper:
    """Holds one board and makes changes to it durable.

    Its methods may be called from any thread, one at a time.

    Args:
        store: Where commits go.
        clock: Tells the moment of an act.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._turn = RLock()
        self.clock = clock
        self.board = store.load()
        self._origin = Origin(secrets.token_hex(6), self.board.seq)

    def do(
        self,
        operation: Callable[Concatenate[Board, Moment, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Change:
        """Decide, commit and adopt one act; return what changed.

        Raises:
            RuleError: A rule refuses it; nothing changed.
            StorageError: It could not be made durable; nothing changed.
        """
        with self._turn, self._store.lock():
            self._catch_up()
            now = self.clock()
            return self._commit(CommitKind.DO, operation(self.board, now, *args, **kwargs), now)

    def undo(self) -> Change:
        """Take back the newest act of this session, or of those before it.

        Raises:
            RuleError: There is none, or another process has changed its records since.
            StorageError: It could not be made durable; nothing changed.
        """
        return self._reverse(CommitKind.UNDO)

    def redo(self) -> Change:
        """Do again what was undone last.

        Raises:
            RuleError: There is none, or another process has changed its records since.
            StorageError: It could not be made durable; nothing changed.
        """
        return self._reverse(CommitKind.REDO)

    def follow(self) -> News:
        """Take in what other processes did since the last look.

        Raises:
            StorageError: The board's files cannot be read.
        """
        with self._turn:
            return self._catch_up()

    def waits_for(self) -> str:
        """Return the number of the process that holds the lock, for people; may be empty."""
        return self._store.lock_holder()

    @property
    def wants_folding(self) -> bool:
        """Whether the journal has grown long enough to be folded before the end."""
        return self._store.journal_bytes > FOLD_BYTES

    def fold(self) -> None:
        """Write the snapshot anew, so that the journal is short.

        Raises:
            StorageError: It cannot be written; nothing is lost.
        """
        with self._turn:
            self._catch_up()
            self._store.fold(self.board)

    def close(self) -> None:
        """Let go of the files."""
        with self._turn:
            self._store.close()

    def _reverse(self, kind: CommitKind) -> Change:
        with self._turn, self._store.lock():
            self._catch_up()
            history = self.board.history
            is_undo = kind is CommitKind.UNDO
            last = (history.undoable if is_undo else history.redoable)(self._origin)
            if last is None:
                raise RuleError(f"There is nothing to {kind.value}.")
            now = self.clock()
            change = inverse(last.change, now.at)
            if self.board.conflict(change) is not None:
                raise RuleError(
                    f"Cannot {kind.value}: {last.change.words}. It was changed elsewhere since.",
                    "Change it by hand.",
                )
            return self._commit(kind, change, now, reverses=last.seq)

    def _commit(self, kind: CommitKind, change: Change, now: Moment, reverses: int = 0) -> Change:
        if self.board.conflict(change) is not None:
            raise ValueError(f"{change.words}: decided on another board")
        seq = self.board.seq + 1
        commit = Commit(seq, kind, self._origin, now.at, change, reverses)
        self._store.append(commit)
        self.board.adopt(commit)
        return change

    def _catch_up(self) -> News:
        try:
            commits = self._store.news()
        except BehindError:
            self.board = self._store.load()
            return News(is_reloaded=True)
        for commit in commits:
            self.board.adopt(commit)
        return News(tuple(commit.change for commit in commits))


def open_board(folder: Path, name: str, clock: Clock, *, wait_s: float = 10.0) -> Keeper:
    """Return the keeper of a board that exists.

    Raises:
        RuleError: There is no such board.
        StorageError: Its files cannot be read.
    """
    file = board_file(folder, name, wait_s=wait_s)
    if not file.exists:
        names = ", ".join(board_names(folder)) or "none yet"
        raise RuleError(
            f'There is no board called "{name}" (there are: {names}).',
            f'Create it with: progress-board --board "{name}" --create',
        )
    return Keeper(file, clock)


def create_board(
    folder: Path,
    name: str,
    clock: Clock,
    *,
    wait_s: float = 10.0,
) -> Keeper:
    """Return the keeper of a board, set up with its starting columns where there is none.

    What sets a board up is no act that undo takes back.

    Args:
        folder: Where boards are kept.
        name: The board's name.
        clock: Tells the moment.
        wait_s: How long to wait for another process.

    Raises:
        UsageError: The name cannot be a board's.
        StorageError: The files cannot be read or written.
    """

    def make() -> Board:
        board = Board()
        board.apply(columns.set_up(board, clock(), title=name.capitalize()))
        return board

    file = board_file(folder, name, wait_s=wait_s)
    file.create(make)
    return Keeper(file, clock)


def board_in_memory(clock: Clock, changes: Iterable[Callable[[Board], Change]] = ()) -> Keeper:
    """Return the keeper of a board that no file holds, after some first changes."""
    board = Board()
    for change in changes:
        board.apply(change(board))
    return Keeper(MemoryStore(board), clock)


def board_file(folder: Path, name: str, *, wait_s: float = 10.0) -> BoardFile:
    """Return the files of a board, which may not exist.

    Raises:
        UsageError: The name cannot be a board's.
    """
    return BoardFile(folder / f"{check_board_name(name)}.json", wait_s=wait_s)


def board_names(folder: Path) -> list[str]:
    """Return the names of the boards in a folder, in order."""
    return sorted(path.stem for path in folder.glob("*.json"))
