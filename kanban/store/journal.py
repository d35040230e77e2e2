"""The journal: every commit since the snapshot, one line each with a checksum.

A line is eight hexadecimal digits of CRC-32, a blank, one JSON document, a newline. The first
line names the commit the snapshot held when the journal was begun. What cannot be read at the end
is a torn write that nobody was told of, and is cut by the next one; what cannot be read in the
middle is damage, and is refused.
"""

import json
import zlib
from dataclasses import dataclass

from kanban.domain.history import Commit
from kanban.errors import DamagedError, StorageError
from kanban.store.documents import Document, commit_document, to_commit

FORM = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of a journal holds.

    Attributes:
        commits: In order.
        length: How many of the bytes hold them; beyond lies a torn tail or nothing.
    """

    commits: tuple[Commit, ...]
    length: int


def header(base: int) -> bytes:
    """Return the first line of a journal whose snapshot holds commit `base`."""
    return _line({"journal": FORM, "base": base})


def line(commit: Commit) -> bytes:
    """Return a commit as its line."""
    return _line(commit_document(commit))


def read_header(data: bytes, name: str) -> tuple[int, int]:
    """Return (base, length of the header) of a journal.

    Raises:
        DamagedError: It does not begin as a journal does.
        StorageError: A newer version wrote it.
    """
    end = data.find(b"\n") + 1
    document = _document(data[:end]) if end else None
    if document is None or type(document.get("base")) is not int:
        raise DamagedError(f"{name} does not begin as a journal does.", _LEFT)
    if document.get("journal") != FORM:
        raise StorageError(
            f"{name} was written by a newer version.", "Update progress-board to open it."
        )
    return document["base"], end


def read_commits(data: bytes, after: int, name: str) -> Reading:
    """Return the commits in the lines of `data`, the first of which follows commit `after`.

    Raises:
        DamagedError: A line cannot be read and another behind it can, or one is missing.
    """
    commits: list[Commit] = []
    start = 0
    for raw in _lines(data):
        document = _document(raw)
        if document is None:
            if any(_document(later) is not None for later in _lines(data[start + len(raw) :])):
                raise DamagedError(f"{name} is damaged at byte {start}.", _LEFT)
            break
        commit = to_commit(document)
        if commit.seq != after + len(commits) + 1:
            raise DamagedError(
                f"{name} jumps from commit {after + len(commits)} to {commit.seq}.", _LEFT
            )
        commits.append(commit)
        start += len(raw)
    return Reading(tuple(commits), start)


_LEFT = "It was left as it is; put a copy of it and of the snapshot back that you trust."


def _lines(data: bytes) -> list[bytes]:
    *whole, rest = data.split(b"\n")
    return [part + b"\n" for part in whole] + ([rest] if rest else [])


def _line(document: Document) -> bytes:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _document(raw: bytes) -> Document | None:
    """Return the document of a line, None for one that is not whole."""
    body = raw[9:-1]
    if raw[-1:] != b"\n" or raw[:9] != b"%08x " % zlib.crc32(body):
        return None
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None
