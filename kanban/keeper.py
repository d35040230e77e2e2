"""The keeper: the only one who changes a board.

Every act goes the same way: lock, catch up with other processes, decide on the newest board,
commit to the store, and only then adopt. If the commit fails, the board is as it was.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import Concatenate, ParamSpec, Protocol

from msgspec import Struct

from kanban.domain.board import Board, ConflictError
from kanban.domain.change import Change, inverse
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.moment import Moment
from kanban.domain.places import apart
from kanban.domain.values import replace
from kanban.errors import BusyError, RuleError
from kanban.store.board_file import FOLD_BYTES, BehindError
from kanban.store.drawer import Drawer as Drawer  # the screen's word for it
from kanban.store.drawer import MemoryDrawer
from kanban.store.drawer import Note as Note
from kanban.store.housekeeping import Housekeeping
from kanban.store.note_folder import Notes as Notes  # the session's word for it
from kanban.store.presence import Presence

P = ParamSpec("P")
Clock = Callable[[], Moment]


class Store(Protocol):
    """Where commits become durable; `BoardFile` and `MemoryStore` are such."""

    @property
    def journal_bytes(self) -> int:
        """How long the journal is."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found missing when the board was loaded, as sentences."""

    def load(self) -> Board:
        """Return the board."""

    def lock(self) -> AbstractContextManager[None]:
        """Return the lock to hold while deciding and appending."""

    def lock_holder(self) -> str:
        """Return the number of the process that last wrote."""

    def hurry(self) -> None:
        """Give up waiting for other processes, now and from now on."""

    def news(self) -> tuple[Commit, ...]:
        """Return the commits of other processes since the last look.

        Raises:
            BehindError: The board has to be loaded anew.
        """

    def append(self, commit: Commit) -> None:
        """Make a commit durable."""

    def fold(self, board: Board) -> None:
        """Write the snapshot anew and shorten the journal."""

    def put_away(self, board: Board, today: date) -> None:
        """Put wins of years long past, which the snapshot holds, in files of their own."""

    def back_up(self, seq: int, at: datetime, *, is_daily: bool = False) -> Path | None:
        """Take a backup of commit `seq`; None where there is one, or one of the day is enough."""

    def close(self) -> None:
        """Let go of the files."""


class News(Struct, frozen=True):
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
        board: What `store` has just loaded; None to load it.
        house: Tidies up beside; None where there is nothing to tidy.
        drawer: Where drafts are kept; None keeps them as long as the process lives.
        presence: Keeps the board's files where they are until it is closed; None for no files.
    """

    notes: Notes | None = None
    """Keeps notes of what this session changes; None for none."""
    guard: Callable[[Board, Change], None] | None = None
    """Looks at each act before it is committed, and may raise what refuses it; None for none."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        board: Board | None = None,
        house: Housekeeping | None = None,
        drawer: Drawer | None = None,
        presence: Presence | None = None,
    ) -> None:
        self._store = store
        self._house = house
        self._presence = presence
        self._turn = RLock()
        self._unseen = News()
        self.clock = clock
        self.drawer: Drawer = drawer or MemoryDrawer()
        self.board = board or store.load()
        self._origin = Origin(os.urandom(6).hex(), self.board.seq)

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
        with self._turn:
            with self._store.lock():
                self._catch_up()
                now = self.clock()
                asked = operation(self.board, now, *args, **kwargs)
                if self.guard is not None:
                    self.guard(self.board, asked)
                change = self._commit(CommitKind.DO, asked, now)
            return self._noted(change)

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
        """Take in what other processes did, and return what was not yet returned here.

        An act catches up as well; what it met on the way waits for the next call.

        Raises:
            StorageError: The board's files cannot be read.
        """
        with self._turn:
            self._catch_up()
            news, self._unseen = self._unseen, News()
            return news

    def has_news(self) -> bool:
        """Look for what other processes did; return whether `follow` has any of it to return.

        Raises:
            StorageError: The board's files cannot be read.
        """
        with self._turn:
            self._catch_up()
            return bool(self._unseen)

    def waits_for(self) -> str:
        """Return the number of another process that holds the lock, for people; may be empty."""
        holder = self._store.lock_holder()
        return "" if holder == str(os.getpid()) else holder

    def hurry(self) -> None:
        """Give up waiting for other processes: an act that waits fails, in whatever thread it is.

        For the end of the program, which the system does not wait for.
        """
        self._store.hurry()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found missing when the board was loaded, as sentences for people."""
        return self._store.warnings

    @property
    def wants_folding(self) -> bool:
        """Whether the journal has grown long enough to be folded before the end."""
        return self._store.journal_bytes > FOLD_BYTES

    def fold(self) -> None:
        """Write the snapshot anew, so that the journal is short, without years long past.

        Raises:
            StorageError: It cannot be written; nothing is lost.
        """
        with self._turn:
            self._catch_up()
            with suppress(BehindError):  # the next look loads the board anew
                self._store.fold(self.board)
                self._store.put_away(self.board, self.clock().day)

    def leave(self) -> None:
        """Fold before the end, unless another process is writing: then the next opening folds.

        Raises:
            StorageError: It cannot be written; nothing is lost.
        """
        self.hurry()
        with suppress(BusyError):  # every commit is durable already, and nobody has to wait
            self.fold()

    def leave_beside(self) -> str:
        """Let go of the files, and fold and back up in a process beside; wait for its end.

        The interpreter is free for keys meanwhile. Without such a process it is done here.

        Returns:
            What went wrong, as a sentence for people; empty for nothing.

        Raises:
            StorageError: No process can be started, or it cannot be written; nothing is lost.
        """
        if self._house is not None:
            self.close()
            return self._house.finish()
        try:
            self.leave()
        finally:
            self.close()
        return ""

    def tidy(self) -> None:
        """Begin to back up and fold in a process beside this one; `tidied` says how it went."""
        if self._house is not None:
            self._house.start()

    def tidied(self) -> str:
        """Return what went wrong beside, once, as a sentence for people; empty for nothing."""
        trouble = self._house.trouble() if self._house is not None else ""
        return trouble or (self.notes.trouble() if self.notes is not None else "")

    def back_up(self, *, is_daily: bool = False) -> Path | None:
        """Take a backup of what is on disk; None where the newest one holds it already.

        Keys do not wait for it: it reads the files, not the board in memory.

        Args:
            is_daily: Take one only where this session has changed something and there is none
                of today yet.

        Raises:
            StorageError: It cannot be written, or does not read back; the board is not harmed.
        """
        seq = self.board.seq
        if is_daily and seq == self._origin.since:
            return None
        return self._store.back_up(seq, self.clock().at, is_daily=is_daily)

    def close(self) -> None:
        """Let go of the files, which may be moved from now on; may be said twice."""
        with self._turn:
            self._store.close()
        if self._presence is not None:
            self._presence.close()

    def _reverse(self, kind: CommitKind) -> Change:
        with self._turn:
            with self._store.lock():
                self._catch_up()
                history, is_undo = self.board.history, kind is CommitKind.UNDO
                last = (history.undoable if is_undo else history.redoable)(self._origin)
                if last is None:
                    raise RuleError(f"There is nothing to {kind.value}.")
                now = self.clock()
                change = apart(self.board, inverse(last.change, now.at))
                if self.board.conflict(change) is not None:
                    words = f"{last.change.words}. It was changed elsewhere since."
                    raise RuleError(f"Cannot {kind.value}: {words}", "Change it by hand.")
                self._commit(kind, change, now, reverses=last.seq)
            return self._noted(change)

    def _noted(self, change: Change) -> Change:  # without the lock: their folder may be slow
        if self.notes is not None:
            self.notes.keep(self.board, change)
        return change

    def _commit(self, kind: CommitKind, change: Change, now: Moment, reverses: int = 0) -> Change:
        touched = {(edit.table, edit.record.id) for edit in change.edits}
        if len(touched) < len(change.edits) or self.board.conflict(change) is not None:
            raise ValueError(f"{change.words}: the board could not adopt it")
        seq = self.board.seq + 1
        commit = Commit(seq, kind, self._origin, now.at, change, reverses)
        self._store.append(commit)
        try:
            self.board.adopt(commit)
        except BaseException:
            self._store.close()  # it is on disk: the next look loads the board anew
            raise
        return change

    def _catch_up(self) -> None:
        try:
            commits = self._store.news()
            for commit in commits:
                self.board.adopt(commit)
        except (BehindError, ConflictError):
            self._store.close()
            self.board = self._store.load()
            self._unseen = News(is_reloaded=True)
            return
        if commits:
            met = tuple(commit.change for commit in commits)
            self._unseen = replace(self._unseen, changes=self._unseen.changes + met)
