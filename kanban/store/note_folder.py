"""A folder of the person's own, in which notes are kept for other programs to read.

Replaces nothing but its own work: the first line of a note carries a sum over the rest, so that a
note of somebody else, or one that was written on by hand, is known and left as it is.
"""

import re
from pathlib import Path
from typing import Protocol

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.errors import StorageError
from kanban.store.disk import Disk

_MARK = "<!-- Kept by progress-board, which replaces it when the day changes: {sum} -->"
_SUM_DIGITS = 16
_NAME = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Notes(Protocol):
    """Who keeps notes of days outside the board; `DayNotes` is such."""

    def keep(self, board: Board, change: Change) -> None:
        """Write what a change touched; never raises for a disk."""

    def trouble(self) -> str:
        """Return what went wrong, once, as a sentence; empty for nothing."""


class NoteFolder:
    """Keeps one note a day.

    Args:
        folder: A full path; made where it is missing, though not the folder it lies in.
        owner: The board; two boards do not replace each other's notes.
        disk: How files are written.
    """

    def __init__(self, folder: Path, owner: str, disk: Disk | None = None) -> None:
        self._folder = folder
        self._owner = owner
        self._disk = disk or Disk()

    def put(self, name: str, text: str) -> None:
        """Write a note, in place of the one that this board wrote before.

        Args:
            name: The day, as `2026-11-22`.
            text: Markdown.

        Raises:
            StorageError: It cannot be written, or what stands there is not this board's work; the
                file is as it was.
        """
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a note")
        path = self._folder / f"{name}.md"
        self._make_folder()
        held = self._held(path, name)
        fresh = self._marked(text)
        if held == fresh:
            return
        if held is not None and not self._is_ours(held):
            raise self._foreign(path, name)
        self._disk.replace(path, fresh)

    def _make_folder(self) -> None:
        if self._disk.exists(self._folder):
            return
        if not self._disk.exists(self._folder.parent):
            raise StorageError(
                f"The journal folder {self._folder} cannot be made: {self._folder.parent} is not"
                " there.",
                "No note of the day was written.",
            )
        self._disk.make_folder(self._folder)

    def _held(self, path: Path, name: str) -> bytes | None:
        try:
            is_link = path.is_symlink()
        except OSError as error:
            raise StorageError(
                f"Cannot look at {path}: {error.strerror}.", "No note of the day was written."
            ) from error
        if is_link:  # it may lead out of the folder
            raise self._foreign(path, name)
        return self._disk.read(path)

    def _marked(self, text: str) -> bytes:
        body = f"{text}\n".encode()
        return f"{_MARK.format(sum=self._sum(body))}\n".encode() + body

    def _is_ours(self, held: bytes) -> bool:
        mark, _, body = held.partition(b"\n")
        return mark == _MARK.format(sum=self._sum(body)).encode()

    def _sum(self, body: bytes) -> str:
        from hashlib import sha256  # 4 ms, which a start without a folder need not wait for

        return sha256(self._owner.encode() + b"\0" + body).hexdigest()[:_SUM_DIGITS]

    def _foreign(self, path: Path, name: str) -> StorageError:
        return StorageError(
            f"{path} was not written by this board, or was changed since, and is left as it is.",
            f"Move it away, or print the day: progress-board recap --day {name} --format md",
        )
