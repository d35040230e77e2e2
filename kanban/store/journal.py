"""The journal: every commit since the snapshot, one line each with a checksum.

A line is eight hexadecimal digits of CRC-32, a blank, one JSON document, a newline. The first
line names the commit the snapshot held when the journal was begun.

Each line is durable before the next is written, so a crash leaves at most one that cannot be read,
and it is the last: a torn write that nobody was told of, which the next one cuts. Whatever else
cannot be read is damage, and is refused.
"""

import re
import zlib
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from kanban.domain.history import Commit
from kanban.errors import DamagedError, StorageError
from kanban.store.disk import Mark
from kanban.store.documents import Document, commit_document, from_json, to_commit, to_json

FORM = 1

_LINE_BEGINS = re.compile(rb"(?=[0-9a-f]{8} \{)")


class Position(Struct):
    """Where this reader is in the journal.

    Attributes:
        offset: The byte behind the last line read.
        seq: The commit in that line, or before it.
        last: That line, by which the place is known again; empty while there is no journal.
        is_settled: False when another process may have written it and died before its sync.
        mark: The journal's mark when this reader had made that line durable itself: nobody cuts
            it after that, so while the mark is the same there is no news. None for any other line.
    """

    offset: int
    seq: int
    last: bytes
    is_settled: bool = False
    mark: Mark | None = None


class Reading(NamedTuple):
    """What a stretch of a journal holds.

    Attributes:
        commits: In order.
        ends: Where the stretch begins, and where the line of each commit ends.
        torn_bytes: How many bytes behind them cannot be read.
    """

    commits: tuple[Commit, ...]
    ends: tuple[int, ...]
    torn_bytes: int

    @property
    def length(self) -> int:
        """How many of the bytes hold commits; beyond lies a torn tail or nothing."""
        return self.ends[-1]


def header(base: int) -> bytes:
    """Return the first line of a journal whose snapshot holds commit `base`."""
    return _line({"journal": FORM, "base": base})


def line(commit: Commit) -> bytes:
    """Return a commit as its line, which was read back and is the same commit.

    Raises:
        ValueError: It would not be the same commit when read; no line may hold it.
    """
    written = _line(commit_document(commit))
    try:
        same = to_commit(from_json(written[9:])) == commit
    except DamagedError as error:
        raise ValueError(f"{commit.change.words}: {error.message}") from error
    if not same:
        raise ValueError(f"{commit.change.words}: a file cannot hold it")
    return written


def read_header(data: bytes, name: str) -> tuple[int, int]:
    """Return (base, length of the header) of a journal.

    Raises:
        DamagedError: It does not begin as a journal does.
        StorageError: A newer version wrote it.
    """
    end = data.find(b"\n") + 1
    document = _document(data[:end], name)
    form, base = (document or {}).get("journal"), (document or {}).get("base")
    if type(base) is not int or type(form) is not int or base < 0:
        raise DamagedError(f"{name} does not begin as a journal does.", _LEFT)
    if form > FORM:
        raise StorageError(
            f"{name} was written by a newer version.", "Update progress-board to open it."
        )
    return base, end


def read_commits(
    data: bytes,
    after: int,
    name: str,
    read: Callable[[Document], Commit] = to_commit,
) -> Reading:
    """Return the commits in the lines of `data`, the first of which follows commit `after`.

    Args:
        data: Lines, without the header.
        after: The commit before them.
        name: The journal, for an error.
        read: Returns a document as its commit.

    Raises:
        DamagedError: More cannot be read than one line at the end, or a commit is missing.
    """
    commits: list[Commit] = []
    ends = [0]
    while end := data.find(b"\n", ends[-1]) + 1:
        document = _document(data[ends[-1] : end], name)
        if document is None:
            break
        commit = read(document)
        if commit.seq != after + len(commits) + 1:
            raise DamagedError(
                f"{name} jumps from commit {after + len(commits)} to {commit.seq}.", _LEFT
            )
        commits.append(commit)
        ends.append(end)
    rest = data[ends[-1] :]
    if b"\n" in rest[:-1] or _holds_line(rest):
        raise DamagedError(f"{name} is damaged at byte {ends[-1]}.", _LEFT)
    return Reading(tuple(commits), tuple(ends), len(rest))


def raw_line(data: bytes, reading: Reading, number: int) -> bytes:
    """Return the bytes of the commit of a reading, counted from 1."""
    start, end = list(pairwise(reading.ends))[number - 1]
    return data[start:end]


_LEFT = "It was left as it is; put a copy of it and of the snapshot back that you trust."


def _line(document: Document) -> bytes:
    body = to_json(document)
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _document(raw: bytes, name: str) -> Document | None:
    """Return the document of a line, None for one that is not whole."""
    if not _is_whole(raw):
        return None
    try:
        document = from_json(raw[9:-1])
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"{name} holds what no journal does: {error}.", _LEFT) from error
    if not isinstance(document, dict):
        raise DamagedError(f"{name} holds a line that is no commit.", _LEFT)
    return document


def _is_whole(raw: bytes) -> bool:
    return raw[-1:] == b"\n" and raw[:9] == b"%08x " % zlib.crc32(raw[9:-1])


def _holds_line(rest: bytes) -> bool:
    """Tell whether a whole line follows within what cannot be read."""
    return any(_is_whole(rest[found.start() :]) for found in _LINE_BEGINS.finditer(rest))
