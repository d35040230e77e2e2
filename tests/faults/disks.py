"""Disks that do less than a disk should, by the single acts that `Disk` makes changes with."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from kanban.store.disk import Disk


class QuickDisk(Disk):
    """Waits for nothing: for tests that do not pull the plug."""

    def sync(self, descriptor: int) -> None:
        pass

    def sync_folder(self, folder: Path) -> None:
        pass


class FailingDisk(QuickDisk):
    """Refuses some of its acts, counted from 1, as a full or a worn disk does.

    Args:
        refuses: Tells whether the act of this number and name fails.
        code: The errno it fails with.
        takes_half: Whether a write that fails has written half of it.
    """

    def __init__(
        self,
        refuses: Callable[[int, str], bool] = lambda _number, _act: False,
        code: int = errno.ENOSPC,
        takes_half: bool = False,
    ) -> None:
        self.refuses = refuses
        self.code = code
        self.takes_half = takes_half
        self.acts: list[str] = []
        self.failures = 0

    def new_folder(self, folder: Path) -> None:
        self._act("new_folder")
        super().new_folder(folder)

    def new_file(self, path: Path) -> int:
        self._act("new_file")
        return super().new_file(path)

    def write(self, descriptor: int, data: bytes) -> int:
        if self.takes_half and self.refuses(len(self.acts) + 1, "write"):
            self.acts.append("half")
            self.takes_half = False
            return os.write(descriptor, data[: len(data) // 2])
        self._act("write")
        return super().write(descriptor, data)

    def truncate(self, descriptor: int, size: int) -> None:
        self._act("truncate")
        super().truncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        self._act("sync")

    def sync_folder(self, folder: Path) -> None:
        self._act("sync_folder")

    def rename(self, source: Path, target: Path) -> None:
        self._act("rename")
        super().rename(source, target)

    def _act(self, name: str) -> None:
        refused = self.refuses(len(self.acts) + 1, name)
        self.acts.append("refused" if refused else name)
        if refused:
            self.failures += 1
            raise OSError(self.code, os.strerror(self.code))
