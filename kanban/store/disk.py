"""The one class that touches files: read, append, replace, lock.

Owns what "on disk" means: an append is acknowledged after the system call that makes it durable,
a file is replaced whole or not at all, a lock is released by the kernel when its process dies.
Tests put a recorder or a failing disk in its place.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kanban.errors import StorageError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
LOCK_POLL_S = 0.005
TEMPORARY = ".new"


class Disk:
    """The file system, in the few acts that a board needs."""

    def make_folder(self, folder: Path) -> None:
        """Create a folder and its parents, readable by the owner alone.

        Raises:
            StorageError: The folder cannot be made.
        """
        with _told(folder, "create the folder"):
            for each in (*reversed(folder.parents), folder):
                if not each.exists():
                    each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)

    def read(self, path: Path) -> bytes | None:
        """Return a file's bytes, None where there is no file.

        Raises:
            StorageError: The file cannot be read.
        """
        with _told(path, "read"):
            try:
                return path.read_bytes()
            except FileNotFoundError:
                return None

    def replace(self, path: Path, *parts: bytes) -> None:
        """Put new bytes in place of a file: afterwards it is the old one or the new one, whole.

        Raises:
            StorageError: The bytes cannot be written; the old file stands.
        """
        with _told(path, "write"):
            self.promote(self.stage(path, *parts), path)

    def stage(self, path: Path, *parts: bytes) -> Path:
        """Write bytes durably beside a file and return where; `promote` puts them in place.

        Raises:
            StorageError: The bytes cannot be written.
        """
        temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
        with _told(path, "write"):
            try:
                with open(temporary, "wb", opener=_private) as file:
                    for part in parts:
                        file.write(part)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                temporary.unlink(missing_ok=True)
                raise
        return temporary

    def promote(self, temporary: Path, path: Path) -> None:
        """Put a staged file in place and make the name durable.

        Raises:
            StorageError: The file cannot be put in place; the old one stands.
        """
        with _told(path, "replace"):
            os.replace(temporary, path)
            self._sync_folder(path.parent)

    def open(self, path: Path) -> int:
        """Return a descriptor to read and append an existing file.

        Raises:
            StorageError: The file cannot be opened.
        """
        with _told(path, "open"):
            return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)

    def tail(self, descriptor: int, offset: int) -> bytes:
        """Return the bytes of an open file from an offset to its end."""
        size = os.fstat(descriptor).st_size
        return os.pread(descriptor, size - offset, offset) if size > offset else b""

    def is_current(self, descriptor: int, path: Path) -> bool:
        """Tell whether an open file is still the one of that name."""
        try:
            there = os.stat(path)
        except FileNotFoundError:
            return False
        here = os.fstat(descriptor)
        return (there.st_ino, there.st_dev) == (here.st_ino, here.st_dev)

    def append(self, descriptor: int, data: bytes, end: int) -> None:
        """Write bytes at `end`, cutting what lies beyond, and return when they are durable.

        Raises:
            StorageError: They are not durable; the file ends at `end` again.
        """
        with _told(None, "write"):
            if os.fstat(descriptor).st_size != end:
                os.ftruncate(descriptor, end)
            try:
                written = 0
                while written < len(data):
                    written += os.write(descriptor, data[written:])
                os.fdatasync(descriptor)
            except OSError:
                with suppress(OSError):  # what is left is a torn tail, which any reader cuts
                    os.ftruncate(descriptor, end)
                raise

    def close(self, descriptor: int) -> None:
        """Close what `open` returned."""
        os.close(descriptor)

    @contextmanager
    def lock(self, path: Path, wait_s: float) -> Iterator[None]:
        """Hold a lock that no other process holds at the same time.

        Args:
            path: The lock's file; its text is the number of the process that holds it.
            wait_s: How long to wait for another process.

        Raises:
            StorageError: Another process kept it for longer, or the file cannot be made.
        """
        with _told(path, "lock"):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            self._wait(descriptor, path, wait_s)
            with suppress(OSError):  # the number is a courtesy to whoever waits
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            yield
        finally:
            os.close(descriptor)

    def lock_holder(self, path: Path) -> str:
        """Return the number of the process that last held a lock, for people; may be empty."""
        data = self.read(path) or b""
        return data.decode("ascii", "ignore").strip()

    def _wait(self, descriptor: int, path: Path, wait_s: float) -> None:
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    holder = self.lock_holder(path) or "unknown"
                    raise StorageError(
                        f"Process {holder} has been writing to this board for {wait_s:g} seconds.",
                        "Nothing was changed; let it finish, or end it, and try again.",
                    ) from None
                time.sleep(LOCK_POLL_S)
            else:
                return

    def _sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC, PRIVATE_FILE)


_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EFBIG: ("the file may not grow further", "Raise the limit on file sizes and try again."),
    errno.EROFS: ("the disk is read-only", "Choose a folder that can be written."),
    errno.EACCES: ("you may not", "Check who owns the folder and the file."),
    errno.EPERM: ("you may not", "Check who owns the folder and the file."),
    errno.EIO: ("the disk reports a fault", "Copy your files to another disk."),
}


@contextmanager
def _told(path: Path | None, what: str) -> Iterator[None]:
    """Turn an OSError into a sentence."""
    try:
        yield
    except OSError as error:
        reason, hint = _REASONS.get(
            error.errno or 0, (error.strerror or "the system says no", "Nothing was changed.")
        )
        name = "the board" if path is None else str(path)
        raise StorageError(f"Cannot {what} {name}: {reason}.", hint) from error
