"""The drawer: what this computer keeps beside a board: drafts, and what was shown already.

Nothing in it is a record: a lost drawer loses words not yet saved, and no win. One small file each,
so that two open boards keep their drafts apart by name.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kanban.domain.once import is_told
from kanban.errors import DamagedError
from kanban.store.disk import Disk
from kanban.store.documents import from_json, to_json

Note = dict[str, Any]

LOCK_WAIT_S = 0.5
"""Longer than another process takes over a note, and shorter than a person waits for a key."""

FOLDER = "drawer"

_NAME = re.compile("[a-z0-9][a-z0-9-]*")


class Drawer(Protocol):
    """Where notes lie by name; a name is made of a-z, 0-9 and dashes.

    Attributes:
        is_lasting: Whether notes outlive the program, so that what is told once a day can be.
    """

    is_lasting: bool

    def put(self, name: str, note: Note) -> None:
        """Keep a note, in place of the one of that name; it outlives the program at once.

        Raises:
            StorageError: It cannot be kept; the old one stands.
        """

    def get(self, name: str) -> Note | None:
        """Return a note, None where there is none.

        Raises:
            StorageError: It cannot be read, or is not what was written.
        """

    def claim(self, name: str, day: date) -> bool:
        """Tell whether something is to be told on a day, and keep that it was: once, see `once.py`.

        Of several processes that ask at the same time one is answered yes. A note that cannot be
        read is replaced, for it says no more than that.

        Raises:
            StorageError: It cannot be kept.
        """

    def drop(self, name: str) -> None:
        """Throw a note away, where there is one."""

    def names(self) -> list[str]:
        """Return the names of all notes, in order."""


class FileDrawer:
    """Keeps notes as files in a folder, which is made with the first of them."""

    is_lasting = True

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self._folder = folder
        self._disk = disk or Disk()

    def put(self, name: str, note: Note) -> None:
        """Keep a note; see `Drawer`."""
        path = self._path(name)
        self._make_folder()
        self._disk.jot(path, to_json(note))

    def get(self, name: str) -> Note | None:
        """Return a note; see `Drawer`."""
        path = self._path(name)
        data = self._disk.read(path)
        if data is None:
            return None
        try:
            note = from_json(data)
            if not isinstance(note, dict):
                raise ValueError(f"{note!r} is no note")
        except (ValueError, RecursionError) as error:
            raise DamagedError(
                f"{path} cannot be read: it was cut short, or another program has changed it.",
                "It holds a draft; move it away to begin anew.",
            ) from error
        return note

    def claim(self, name: str, day: date) -> bool:
        """Tell whether something is to be told; see `Drawer`."""
        self._make_folder()
        with self._disk.lock(self._folder / ".lock", LOCK_WAIT_S):
            try:
                note = self.get(name)
            except DamagedError:
                note = None
            if is_told(_day(note), day):
                return False
            self.put(name, {"on": day.isoformat()})
            return True

    def drop(self, name: str) -> None:
        """Throw a note away; see `Drawer`."""
        self._disk.discard(self._path(name))

    def names(self) -> list[str]:
        """Return the names; see `Drawer`."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def _make_folder(self) -> None:
        if not self._disk.exists(self._folder):
            self._disk.make_folder(self._folder)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a note")
        return self._folder / f"{name}.json"


class MemoryDrawer:
    """Keeps notes as long as the process lives: for the demo, and for boards to look at only."""

    is_lasting = False

    def __init__(self) -> None:
        self._notes: dict[str, Note] = {}

    def put(self, name: str, note: Note) -> None:
        """Keep a note; see `Drawer`."""
        self._notes[name] = note

    def get(self, name: str) -> Note | None:
        """Return a note; see `Drawer`."""
        return self._notes.get(name)

    def claim(self, name: str, day: date) -> bool:
        """Tell whether something is to be told; see `Drawer`."""
        if is_told(_day(self.get(name)), day):
            return False
        self.put(name, {"on": day.isoformat()})
        return True

    def drop(self, name: str) -> None:
        """Throw a note away; see `Drawer`."""
        self._notes.pop(name, None)

    def names(self) -> list[str]:
        """Return the names; see `Drawer`."""
        return sorted(self._notes)


def _day(note: Note | None) -> date | None:
    """Return the day a note holds, None where it holds none."""
    try:
        return date.fromisoformat(str((note or {}).get("on")))
    except ValueError:
        return None
