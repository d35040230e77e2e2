"""From the bytes of a file to a draft: the door every import goes through.

Refuses what is too large, empty, or not text, each in one sentence; then finds the format. Reads no
file itself: who calls hands over at most `MOST_BYTES` + 1 bytes.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256

from kanban.domain.text import clean_optional
from kanban.errors import RuleError, UsageError
from kanban.exchange import board_csv, board_markdown, lines, obsidian, taskell, trello
from kanban.exchange.detection import detect, refuse_misfit
from kanban.exchange.draft import Draft

MOST_BYTES = 20_000_000
"""A hundred times the largest export seen; a file of 50 MB is something else."""

_MEGABYTE = 1_000_000
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_READERS: Mapping[str, Callable[[str, str], Draft]] = {
    "trello": trello.read,
    "taskell": taskell.read,
    "obsidian": obsidian.read,
    "md": board_markdown.read,
    "csv": board_csv.read,
    "lines": lines.read,
}


def read_draft(data: bytes, name: str, declared: str | None = None) -> Draft:
    """Return what a file holds.

    Args:
        data: The file, or its first `MOST_BYTES` + 1 bytes.
        name: The file's name, as errors say it.
        declared: Its format, one of `FORMATS`; None finds it out.

    Raises:
        UsageError: The file cannot be understood.
        RuleError: It holds more than a board can keep.
    """
    name = _said(name)
    text = _text(data, name)
    if declared is not None:
        refuse_misfit(text, name, declared)
    return _READERS[declared or detect(text, name)](text, name)


def fingerprint(data: bytes) -> str:
    """Return what tells this file from every other one."""
    return sha256(data).hexdigest()


def _text(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise UsageError(
            f'"{name}" is larger than {MOST_BYTES // _MEGABYTE} MB, the most an import reads.',
            "Export a single board, or split the file.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        kind = "UTF-16" if data.startswith(_UTF16) else f"not UTF-8 at byte {error.start + 1}"
        raise UsageError(
            f'"{name}" is not text in UTF-8: it is {kind}.', "Save it as UTF-8 and import it again."
        ) from error
    if "\0" in text:
        raise UsageError(
            f'"{name}" is not text: it holds a NUL at character {text.index(chr(0)) + 1}.',
            "Name a board's export or a list.",
        )
    if not text.strip():
        raise UsageError(f'"{name}" is empty.', "Name a board's export or a list.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _said(name: str) -> str:
    try:
        return clean_optional(name, "file name") or "the file"
    except RuleError:
        return f"{name[:60]!a}"
