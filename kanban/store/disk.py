"""The one class that touches files: read, append, replace, lock.

Owns what "on disk" means: an append is acknowledged after the system call that makes it durable,
a file is replaced whole or not at all, a lock is released by the kernel when its process dies.
Each change to a file goes through one of the small acts at the end, where tests record, fail or
leave out what a real disk does.
"""

import errno
import itertools
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from kanban.errors import BusyError, StorageError
from kanban.store import system
from kanban.store.told import told

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOCK_POLL_S = 0.005
TEMPORARY = ".new"

_numbers = itertools.count(1)

Mark = tuple[int, int, int, int]
"""The number, length and times of a file: while they are the same, so is the file."""


class Disk:
    """The file system, in the few acts that a board needs.

    Attributes:
        is_hurried: True gives up on a lock that another process holds, even while it is waited for.
    """

    is_hurried = False
    _held = -1  # the descriptor of the lock, while it is held

    def make_folder(self, folder: Path) -> None:
        """Create a folder and its parents, readable by the owner alone.

        Raises:
            StorageError: The folder cannot be made.
        """
        with told(folder, "create the folder"):
            for each in (*reversed(folder.parents), folder):
                if not each.exists():
                    self.new_folder(each)
                    self.sync_folder(each.parent)

    def exists(self, path: Path) -> bool:
        """Tell whether there is a file.

        Raises:
            StorageError: It cannot be told.
        """
        with told(path, "look for"):
            return path.exists()

    def read(self, path: Path, start: int = 0) -> bytes | None:
        """Return a file's bytes from a place on, None where there is no file.

        Raises:
            StorageError: The file cannot be read.
        """
        with told(path, "read"):
            try:
                descriptor = os.open(path, system.READ)
            except FileNotFoundError:
                return None
            try:
                return system.read_from(descriptor, start)
            finally:
                os.close(descriptor)

    def mark(self, path: Path) -> Mark | None:
        """Return a file's mark, None where there is no file.

        Raises:
            StorageError: It cannot be told.
        """
        with told(path, "look at"):
            try:
                return _mark(os.stat(path))
            except FileNotFoundError:
                return None

    def replace(self, path: Path, *parts: bytes) -> None:
        """Put new bytes in place of a file: afterwards it is the old one or the new one, whole.

        Raises:
            StorageError: The bytes cannot be written; the old file stands.
        """
        staged = self.stage(path, *parts)
        try:
            self.promote(staged, path)
        except StorageError:
            self.discard(staged)
            raise

    def stage(self, path: Path, *parts: bytes) -> Path:
        """Write bytes durably beside a file and return where; `promote` puts them in place.

        Raises:
            StorageError: The bytes cannot be written.
        """
        with told(path, "write"):
            temporary, descriptor = self._temporary(path)
            try:
                try:
                    self._write_all(descriptor, b"".join(parts))
                    self.sync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError:
                self.discard(temporary)
                raise
        return temporary

    def promote(self, temporary: Path, path: Path) -> None:
        """Put a staged file in place and make the name durable.

        Raises:
            StorageError: The name is not durable; the file there is the old one or the new one.
        """
        with told(path, "replace"):
            self.rename(temporary, path)
            self.sync_folder(path.parent)

    def settle(self, folder: Path) -> None:
        """Make the names in a folder durable, which another process may have left undone.

        Raises:
            StorageError: They are not durable.
        """
        with told(folder, "write"):
            self.sync_folder(folder)

    def jot(self, path: Path, data: bytes) -> None:
        """Put bytes in place of a file without waiting for the disk.

        They outlive the program from here on, and the power once the system has written them.

        Raises:
            StorageError: They cannot be written; the old file stands.
        """
        with told(path, "write"):
            temporary, descriptor = self._temporary(path)
            try:
                try:
                    self._write_all(descriptor, data)
                finally:
                    os.close(descriptor)
                self.rename(temporary, path)
            except OSError:
                self.discard(temporary)
                raise

    def discard(self, temporary: Path) -> None:
        """Remove a staged file, if it is still there and that is possible."""
        with suppress(OSError):
            self.remove(temporary)

    def append(self, path: Path, data: bytes, end: int, *, is_settled: bool = True) -> Mark:
        """Write bytes at `end` of a file and return its mark when they are durable.

        What lies beyond `end` was cut short when it was written; it is kept aside and cut.

        Args:
            path: A file that exists.
            data: What is written.
            end: How long the file is, as far as it could be read.
            is_settled: False when the file's name or bytes may not be durable, because another
                process made them and may have died before its sync.

        Raises:
            StorageError: They are not durable; the file ends at `end` again.
        """
        with told(path, "write"):
            descriptor = os.open(path, system.CHANGE | getattr(os, "O_APPEND", 0))
            try:
                self._cut(descriptor, path, end)
                if not is_settled:
                    self.sync(descriptor)
                    self.sync_folder(path.parent)
                try:
                    self._write_all(descriptor, data)
                    self.sync(descriptor)
                except OSError:
                    with suppress(OSError):  # what is left is a torn tail, which any reader cuts
                        self.truncate(descriptor, end)
                    raise
                return _mark(os.fstat(descriptor))
            finally:
                os.close(descriptor)

    def keep_aside(self, path: Path, data: bytes) -> None:
        """Keep what is to be cut from a file, beside it as `NAME.damaged-TIME`.

        The time is that of the file's last change, so that trying again makes no second copy.

        Raises:
            StorageError: It cannot be written.
        """
        with told(path, "look at"):
            at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        name = f"{path.stem}.damaged-{at:%Y%m%dT%H%M%SZ}"
        for number in itertools.count(1):
            copy = path.with_name(name if number == 1 else f"{name}-{number}")
            held = self.read(copy)
            if held is None:
                self.replace(copy, data)
            if held is None or held == data:
                return

    def sweep(self, folder: Path, stem: str) -> None:
        """Remove what processes that died left staged for the files of a name."""
        with suppress(OSError):
            for stale in folder.glob(f"{stem}.*{TEMPORARY}"):
                process = stale.name.removesuffix(TEMPORARY).rpartition(".")[2].partition("-")[0]
                if process.isdecimal() and not system.is_running(int(process)):
                    self.discard(stale)

    @contextmanager
    def lock(self, path: Path, wait_s: float) -> Iterator[None]:
        """Hold a lock that no other process holds at the same time.

        Args:
            path: The lock's file; it begins with the number of the process that holds it.
            wait_s: How long to wait for another process.

        Raises:
            BusyError: Another process kept it for longer.
            StorageError: The file cannot be made.
        """
        with told(path, "lock"):
            descriptor = self._locked(path, wait_s, system.try_lock)
        try:
            with suppress(OSError):  # the number is a courtesy to whoever waits
                _put(descriptor, 0, b"%-10d " % os.getpid())
            self._held = descriptor
            yield
        finally:
            self._held = -1
            os.close(descriptor)

    def join(self, path: Path, wait_s: float) -> int | None:
        """Be among those who keep everybody from a lock, until the descriptor goes to `part`.

        Args:
            path: The lock's file.
            wait_s: How long to wait for one who holds it.

        Returns:
            The descriptor; None where no file can be made, for then nobody ever holds it.

        Raises:
            BusyError: Somebody kept it for longer.
        """
        try:
            return self._locked(path, wait_s, system.try_share)
        except OSError:
            return None

    def part(self, descriptor: int) -> None:
        """Be no longer among them."""
        os.close(descriptor)

    def move(self, source: Path, target: Path) -> None:
        """Give a file or a folder another name; durable when both folders are settled.

        Raises:
            StorageError: It keeps its name.
        """
        with told(source, "move"):
            self.rename(source, target)

    def lock_holder(self, path: Path) -> str:
        """Return the number of the process that last held a lock, for people; may be empty."""
        return (self.read(path) or b"")[:11].decode("ascii", "ignore").strip()

    def note(self, number: int) -> None:
        """Write a number behind one's own in the lock that is held; waits for no disk."""
        with suppress(OSError):  # a hint; nothing rests on it
            _put(self._held, 11, b"%-12d\n" % number)

    def noted(self, path: Path) -> int:
        """Return the number that was noted last, 0 where there is none."""
        try:
            words = (self.read(path) or b"")[11:].split()
            return int(words[0]) if words else 0
        except (StorageError, ValueError):
            return 0

    # -- the acts that change a disk, one system call each --------------------------------------

    def new_folder(self, folder: Path) -> None:
        """Make a folder."""
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)

    def new_file(self, path: Path) -> int:
        """Make a file that must not exist and return its descriptor."""
        return os.open(path, system.CHANGE | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)

    def write(self, descriptor: int, data: bytes) -> int:
        """Write at the end of a file and return how many of the bytes were taken."""
        return os.write(descriptor, data)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut a file."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Return when a file's bytes and size are durable."""
        system.sync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder are durable."""
        system.sync_folder(folder)

    def rename(self, source: Path, target: Path) -> None:
        """Put a file in the place of another."""
        system.rename(source, target)

    def remove(self, path: Path) -> None:
        """Remove a file, if there is one."""
        path.unlink(missing_ok=True)

    # -------------------------------------------------------------------------------------------

    def _write_all(self, descriptor: int, data: bytes) -> None:
        written = 0
        while written < len(data):
            count = self.write(descriptor, data[written:] if written else data)
            if not count:
                raise OSError(errno.ENOSPC, "nothing was written")
            written += count

    def _temporary(self, path: Path) -> tuple[Path, int]:
        """Return a new file beside another, and its descriptor."""
        while True:
            own = f"{path.name}.{os.getpid()}-{next(_numbers)}{TEMPORARY}"
            with suppress(FileExistsError):  # left by a process of that number in a container
                return path.with_name(own), self.new_file(path.with_name(own))

    def _cut(self, descriptor: int, path: Path, end: int) -> None:
        size = os.fstat(descriptor).st_size
        if size < end:
            raise StorageError(f"{path} is shorter than it was.", "Nothing was changed.")
        if size > end:
            self.keep_aside(path, system.read_from(descriptor, end))
            self.truncate(descriptor, end)
            self.sync(descriptor)  # else a power cut could mix the cut line with the next one

    def _locked(self, path: Path, wait_s: float, take: Callable[[int], bool]) -> int:
        """Return a descriptor of the lock's file that holds the lock, taken in one of its ways."""
        until = time.monotonic() + wait_s
        while True:
            descriptor = os.open(path, system.CHANGE | os.O_CREAT, PRIVATE_FILE)
            try:
                self._wait(descriptor, path, until, wait_s, take)
                if _is_still_there(descriptor, path):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def _wait(
        self, descriptor: int, path: Path, until: float, wait_s: float, take: Callable[[int], bool]
    ) -> None:
        while not take(descriptor):
            if self.is_hurried or time.monotonic() >= until:
                holder = self.lock_holder(path) or "unknown"
                raise BusyError(
                    f"Process {holder} has been writing to this board for {wait_s:g} seconds.",
                    "Nothing was changed; let it finish, or end it, and try again.",
                )
            time.sleep(LOCK_POLL_S)


def _put(descriptor: int, place: int, data: bytes) -> None:
    os.lseek(descriptor, place, os.SEEK_SET)
    os.write(descriptor, data)


def _mark(found: os.stat_result) -> Mark:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_still_there(descriptor: int, path: Path) -> bool:
    """Tell whether an open file is still the one of that name: somebody may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
