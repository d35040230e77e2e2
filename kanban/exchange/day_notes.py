"""A Markdown note of each closed day, written anew whenever that day changes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.periods import Span, look_back, period
from kanban.domain.records import Day, Win
from kanban.domain.sharing import shareable
from kanban.errors import StorageError
from kanban.exchange import recap_markdown
from kanban.store.note_folder import NoteFolder


class DayNotes:
    """Keeps the notes of a board in step with its days.

    Args:
        folder: Where the notes lie.
        board_name: Whose they are.
    """

    def __init__(self, folder: Path, board_name: str) -> None:
        self._folder = NoteFolder(folder, board_name)
        self._trouble = ""

    def keep(self, board: Board, change: Change) -> None:
        """Write the notes of the closed days that a change touched; trouble waits to be told."""
        for on in sorted(set(_days(change))):
            day = board.day(on)
            if day is None or day.closed_at is None:
                continue
            view = shareable(look_back(board, period(Span.DAY, on), on))
            try:
                self._folder.put(on.isoformat(), recap_markdown.write(view))
            except StorageError as error:  # the act itself is done and durable
                self._trouble = str(error)

    def trouble(self) -> str:
        """Return what went wrong, once, as a sentence for people; empty for nothing."""
        trouble, self._trouble = self._trouble, ""
        return trouble


def _days(change: Change) -> Iterator[date]:
    for edit in change.edits:
        for side in (edit.before, edit.after):
            if isinstance(side, Day):
                yield side.on
            elif isinstance(side, Win):
                yield side.day
