"""The one owner of stdout: lines for people, JSON for programs.

Text from a board goes out as any terminal can print it: never a control code.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from kanban.domain.text import harmless
from kanban.errors import StorageError

_NOT_PLAIN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold as it is and a terminal should not see; below 0x20 `json` escapes itself."""


def say(line: str = "") -> None:
    """Print one line for people.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    with _told():
        print(harmless(line).rstrip())


def ask(question: str) -> None:
    """Print a question and stay on its line.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    with _told():
        print(harmless(question), end="", flush=True)


def say_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document for programs.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    with _told():
        print(_escaped(text))


def write(lines: Iterable[str]) -> None:
    """Print lines as another program is to read them: tabs, and blanks at their ends, stay.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    with _told():
        for line in lines:
            print("\t".join(map(harmless, line.split("\t"))))


def write_json(lines: Iterable[str]) -> None:
    """Print the lines of one JSON document.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    with _told():
        for line in lines:
            print(_escaped(line))


def prepare() -> None:
    """Let stdout take any text, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def flush() -> None:
    """Hand everything printed to the system.

    Raises:
        StorageError: stdout leads to a file that takes no more.
    """
    if sys.stdout is not None:  # the shell's >&-
        with _told():
            sys.stdout.flush()


def hang_up() -> None:
    """Give up stdout whose reader has gone, so that the end of the program does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escaped(text: str) -> str:
    return _NOT_PLAIN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@contextmanager
def _told() -> Iterator[None]:
    """Turn a failing stdout into a sentence; a reader that went away is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        hang_up()
        raise StorageError(
            f"The result could not be printed: {error.strerror}.",
            "The board itself is in order; progress-board list shows it.",
        ) from error
