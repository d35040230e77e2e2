"""What a system says no with, as a sentence that names the file and the next step."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kanban.errors import StorageError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("your disk quota is used up", "Free some space and try again."),
    errno.EFBIG: ("the file may not grow further", "Raise the limit on file sizes and try again."),
    errno.EROFS: ("the disk is read-only", "Choose a folder that can be written."),
    errno.EACCES: ("you may not", "Check who owns the folder and the file."),
    errno.EPERM: ("you may not", "Check who owns the folder and the file."),
    errno.EIO: ("the disk reports a fault", "Copy your files to another disk."),
    errno.EMFILE: ("too many files are open", "Close some and try again."),
    errno.ENFILE: ("too many files are open", "Close some and try again."),
}


@contextmanager
def told(path: Path, what: str) -> Iterator[None]:
    """Turn an OSError into a sentence.

    Raises:
        StorageError: There was one.
    """
    try:
        yield
    except OSError as error:
        words = (error.strerror or "the system says no").lower()
        reason, hint = _REASONS.get(error.errno or 0, (words, "Nothing was changed."))
        raise StorageError(f"Cannot {what} {path}: {reason}.", hint) from error
