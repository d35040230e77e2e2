"""What a command is given besides its words: stdin, and files to import.

Refuses what cannot be read, is not text or has no end, before a board is looked at.
"""

import sys

from kanban.errors import StorageError, UsageError

STDIN = "-"
_MEGABYTE = 1_000_000
_ANSWER_BYTES = 1_000


def read_bytes(file: str, most_bytes: int) -> bytes:
    """Return the first bytes of a file, or of stdin where the name is `-`.

    Raises:
        StorageError: It cannot be read.
    """
    try:
        if file != STDIN:
            with open(file, "rb") as opened:
                return opened.read(most_bytes)
        return b"" if sys.stdin is None else sys.stdin.buffer.read(most_bytes)
    except (OSError, ValueError) as error:
        name = "stdin" if file == STDIN else f'"{file}"'
        reason = error.strerror if isinstance(error, OSError) else "No file can have that name"
        raise StorageError(
            f"Cannot read {name}: {reason}.", "Name a file that you may read."
        ) from error


def read_line(most_bytes: int = _ANSWER_BYTES) -> str | None:
    """Return the next line of stdin, at most so much of it as an answer has; None at its end.

    What is left of a longer line is passed over.

    Raises:
        StorageError: stdin cannot be read.
    """
    try:
        line = more = b"" if sys.stdin is None else sys.stdin.buffer.readline(most_bytes)
        while len(more) == most_bytes and not more.endswith(b"\n"):
            more = sys.stdin.buffer.readline(most_bytes)
    except (OSError, ValueError) as error:
        raise StorageError(f"Cannot read stdin: {error}.", "Answer from a terminal.") from error
    return line.decode(errors="replace") if line else None


def is_typed() -> bool:
    """Tell whether stdin is a terminal, where enter begins a new line by itself."""
    return sys.stdin is not None and sys.stdin.isatty()


def read_text(words: list[str]) -> str:
    """Return the words of an argument as one text; a single `-` stands for stdin.

    Raises:
        UsageError: stdin is not UTF-8, or as large as no list of steps.
        StorageError: stdin cannot be read.
    """
    if words != [STDIN]:
        return " ".join(words)
    from kanban.exchange.reading import MOST_BYTES  # loads every format

    data = read_bytes(STDIN, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError(
            f"stdin holds more than {MOST_BYTES // _MEGABYTE} MB, the most that is read at once.",
            "Give one short text a line.",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"stdin is not text in UTF-8: it breaks at byte {error.start + 1}.",
            "Convert it to UTF-8 first.",
        ) from error
