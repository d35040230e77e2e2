"""A board that lives as long as the process: the demo, and tests that need no disk."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date, datetime
from pathlib import Path

from kanban.domain.board import Board
from kanban.domain.history import Commit


class MemoryStore:
    """Keeps nothing; has the same face as `BoardFile`."""

    journal_bytes = 0
    warnings: tuple[str, ...] = ()

    def __init__(self, board: Board | None = None) -> None:
        self._board = board or Board()

    def load(self) -> Board:
        """Return the board it was given."""
        return self._board

    def lock(self) -> AbstractContextManager[None]:
        """Return a lock that is always free."""
        return nullcontext()

    def lock_holder(self) -> str:
        """Return nobody."""
        return ""

    def hurry(self) -> None:
        """Do nothing: nobody is waited for."""

    def news(self) -> tuple[Commit, ...]:
        """Return nothing: no other process sees this board."""
        return ()

    def append(self, commit: Commit) -> None:
        """Do nothing: the board itself is the only copy."""

    def fold(self, board: Board) -> None:
        """Do nothing: there is no journal."""

    def put_away(self, board: Board, today: date) -> None:
        """Do nothing: there are no files."""

    def back_up(self, seq: int, at: datetime, *, is_daily: bool = False) -> Path | None:
        """Do nothing: there are no files."""
        return None

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""
