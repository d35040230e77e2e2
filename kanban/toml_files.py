"""A person's small TOML files: reading one, and the words for what is wrong in it.

Knows nothing of what the files mean.
"""

import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kanban.domain.text import harmless

TOML_BYTES = 64_000
"""Far above any theme or settings file; what is larger was put there by mistake."""


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a small TOML file says.

    Raises:
        OSError: It is not there, or cannot be read.
        ValueError: It is no such file; the text is a sentence that names the line.
    """
    return parse_toml(read_text(path))


def read_text(path: Path) -> str:
    """Return a small file's text, its line endings as they are, without a byte order mark.

    Raises:
        OSError: It is not there, or cannot be read.
        ValueError: It is no plain file, over 64 kB or not UTF-8; the text is a sentence.
    """
    if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
        raise ValueError("It is not a plain file.")
    with path.open("rb") as file:
        raw = file.read(TOML_BYTES + 1)
    if len(raw) > TOML_BYTES:
        raise ValueError(f"It is larger than {TOML_BYTES // 1000} kB.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ValueError(f"Line {line} is not UTF-8 text.") from None


def parse_toml(text: str) -> dict[str, Any]:
    """Return what TOML text says.

    Raises:
        ValueError: It is not TOML; the text is a sentence that names the line.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("It is not valid TOML: lists lie too deep in one another.") from None
    except ValueError as error:
        end = f"at line {len(text.splitlines())}, the end"
        reason = str(error).replace("at end of document", end)
        raise ValueError(f"It is not valid TOML: {reason}.") from None


def line_of(text: str, name: str) -> int | None:
    """Return the line, from 1, that gives a name its value in TOML text.

    Args:
        text: Text that is TOML.
        name: A full name, as `keys.card.done`, whether its dots are TOML's or within quotes.

    Returns:
        The line; None where the name is written in a way that is not recognised.
    """
    last = re.escape(name.rpartition(".")[2])
    pattern = re.compile(rf"(?:^|[\s.\"'{{,\[]){last}[\"']?\s*[=.\]]")
    lines = text.splitlines()
    found = None
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("#") or not pattern.search(line):
            continue
        try:
            before = parse_toml("\n".join(lines[: number - 1]))
        except ValueError:
            continue  # the line is within a longer value
        if _has(before, name):
            break
        found = number
    return found


def _has(value: object, name: str) -> bool:
    """Tell whether a table has a value of this name."""
    if not name:
        return True
    return isinstance(value, dict) and any(
        name == key or (name.startswith(f"{key}.") and _has(inner, name[len(key) + 1 :]))
        for key, inner in value.items()
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return `Did you mean "theme"?`, or the empty string where nothing known comes near."""
    from difflib import get_close_matches  # 6 ms, and only a slip needs it

    near = get_close_matches(name, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""


def quoted(value: object) -> str:
    """Return a value from a file as it may stand in a message: short, and no control code."""
    if isinstance(value, str):
        return f'"{harmless(value[:60])}{"…" * (len(value) > 60)}"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**15:  # str() refuses 4,300 digits
        return "a far larger number"
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value)
