"""The calls that differ between systems: lock, make durable, put a file in another's place.

Linux is what the tests run on. The ways of macOS and Windows are written from their manuals:

- macOS: fsync leaves bytes in the drive's own memory, F_FULLFSYNC does not (fsync(2), fcntl(2)).
- Windows: a folder cannot be synced; MoveFileEx refuses while another process has the file open,
  which readers here do for microseconds, so it is tried again; LockFile locks bytes, not files,
  and a locked byte cannot be read, so the one locked lies far behind the text.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    import random
    import time

    _LOCKED_BYTE = 1 << 30
    _SHARED_BYTES = 1 << 20
    """How many bytes the whole lock has: each of many who share it takes one of them."""
    _REPLACE_TRIES = 50
    _BINARY = os.O_BINARY

    def try_lock(descriptor: int) -> bool:
        """Take the lock on an open file; return False when another process has it."""
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, _SHARED_BYTES)
        except PermissionError:
            return False
        return True

    def try_share(descriptor: int) -> bool:
        """Be one of many who keep the lock from others; return False when one of them has it."""
        place = random.randrange(_SHARED_BYTES)
        os.lseek(descriptor, _LOCKED_BYTE + place, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def sync(descriptor: int) -> None:
        """Return when an open file's bytes and size are durable."""
        os.fsync(descriptor)

    def sync_folder(folder: Path) -> None:
        """Do nothing: MoveFileEx writes the name through."""

    def rename(source: Path, target: Path) -> None:
        """Put a file in the place of another."""
        for _ in range(_REPLACE_TRIES):
            try:
                return os.replace(source, target)
            except PermissionError:
                time.sleep(0.01)
        return os.replace(source, target)

else:
    import fcntl

    _BINARY = 0

    def try_lock(descriptor: int) -> bool:
        """Take the lock on an open file; return False when another process has it."""
        return _flock(descriptor, fcntl.LOCK_EX)

    def try_share(descriptor: int) -> bool:
        """Be one of many who keep the lock from others; return False when one of them has it."""
        return _flock(descriptor, fcntl.LOCK_SH)

    def _flock(descriptor: int, how: int) -> bool:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def sync(descriptor: int) -> None:
        """Return when an open file's bytes and size are durable."""
        if sys.platform == "darwin":
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        else:
            os.fdatasync(descriptor)

    def sync_folder(folder: Path) -> None:
        """Return when the names in a folder are durable."""
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except PermissionError:  # it may be written and not be listed
            return
        try:
            sync(descriptor) if sys.platform == "darwin" else os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network disks know no such call
                raise
        finally:
            os.close(descriptor)

    def rename(source: Path, target: Path) -> None:
        """Put a file in the place of another."""
        os.replace(source, target)


def read_from(descriptor: int, start: int) -> bytes:
    """Return the bytes of an open file from a place to its end."""
    os.lseek(descriptor, start, os.SEEK_SET)
    parts = []
    while part := os.read(descriptor, max(1 << 16, os.fstat(descriptor).st_size - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | _BINARY
CHANGE = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | _BINARY


AUTOGROUP = Path("/proc/self/autogroup")


def step_back(steps: int) -> None:
    """Give way to other processes at the processor, by so many of 19 steps.

    Linux shares it out among sessions, and being nice counts within one alone (sched(7), "The
    autogroup feature"): a process that leads a session of its own makes all of that nice.
    """
    if sys.platform == "win32":
        return
    os.nice(steps)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):  # another system, or one that was told to share otherwise
            AUTOGROUP.write_text(f"{steps}")


def is_running(process: int) -> bool:
    """Tell whether a process of this number runs on this computer; True where it cannot be told."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
