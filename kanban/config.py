"""The person's settings: what can be set, reading them, and writing one of them back.

A setting that is wrong is named with its file, never guessed at. Knows nothing of what a setting
does; whether a theme or a command exists is for those who own themes and commands to say.
"""

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any, TypeAlias

from kanban.domain.dates import WEEKDAYS
from kanban.domain.moment import DAY_STARTS_AT
from kanban.errors import StorageError, UsageError

MOST_WINS_AIMED_AT = 99
LATEST_DAY_START = time(12)

LONGEST_SPLIT_S = 600
NUDGES = ("line", "bell", "terminal", "off")

Setting: TypeAlias = str | int | bool | time


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting, with what holds where nothing is set."""

    theme: str = "evening"
    """The id of a theme: the name of its file without the ending."""

    aim: int = 3
    """Wins a day that fill the meter, 1 to 99."""

    day_starts_at: time = DAY_STARTS_AT
    """When a new day begins, local time, 00:00 to 12:00; in the file as "04:00"."""

    animations: bool = True
    """Whether anything moves on the screen."""

    quiet: bool = False
    """Whether counts are hidden: on every screen, in `status --format`, in the answer to a win.

    What is asked for by its name, as `status` is, keeps its numbers, and so does trouble.
    """

    today_panel: bool = True
    """Whether the Today panel is shown where the terminal is wide enough."""

    nudge: str = "line"
    """How the evening is told of, once: "line", "bell", "terminal" (a notification) or "off"."""

    recap_at: time = time(17)
    """From when on that is, local time; in the file as "17:00"."""

    rest_days: tuple[str, ...] = ()
    """Weekdays without a nudge, that are no gap: ["sat", "sun"]."""

    greeting: bool = True
    """Whether the first start of a day shows the day before."""

    journal_folder: str = ""
    """Where a Markdown note of each closed day is kept, a full path or from ~; empty for none."""

    split_command: tuple[str, ...] = ()
    """A program that drafts the steps of a goal: ["my-helper", "--short"]; empty for none."""

    split_timeout_s: int = 60
    """How many seconds it may take, 1 to 600."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by the id of their command, in place of the shipped ones; `[keys]` in the file."""


def load(path: Path) -> Config:
    """Return the settings in a file; those it does not name, or no file, are as shipped.

    Raises:
        UsageError: A line is not TOML, a setting does not exist or has a value it cannot have.
        StorageError: The file is there and cannot be read.
    """
    try:
        table = _table(path)
    except FileNotFoundError:
        return Config()
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read: {error.strerror}.", "Check its folder and who owns it."
        ) from None
    except ValueError as error:
        raise UsageError(f"{path}: {error}", "Correct the file, or move it away.") from None
    return Config(**{name: _checked(f"{path}: ", name, value) for name, value in table.items()})


def remember(path: Path, name: str, value: Setting) -> None:
    """Write one setting into a file; its comments and its other settings stay.

    The file is replaced whole and readable by its owner alone; a link to it stays a link.

    Args:
        path: The file; it and its folder are made where they are missing.
        name: A field of `Config` other than `keys`.
        value: What the field is to be.

    Raises:
        UsageError: There is no such setting, or it cannot have that value.
        StorageError: The file cannot be read, understood or written; it is as it was.
    """
    from kanban.toml_files import read_text

    _checked("", name, value)
    plain = value.isoformat("minutes") if isinstance(value, time) else value
    target = Path(os.path.realpath(path))
    try:
        text = read_text(target) if target.exists() else ""
        _replace(target, _with_setting(text, name, plain).encode())
    except OSError as error:
        reason = f"{error.strerror}."
    except ValueError as error:
        reason = str(error)
    else:
        return
    raise StorageError(f"{path} could not be changed: {reason}", f"The {name} was not remembered.")


def _table(path: Path) -> dict[str, Any]:
    path.stat()  # where there is no file, as with most people, nothing more is loaded
    from kanban.toml_files import read_toml

    return read_toml(path)


def _checked(where: str, name: str, value: object) -> Any:
    """Return a setting's value as `Config` holds it; `where` opens the message of an error."""
    if name == "keys" and isinstance(value, dict):
        return {
            command: _read(where, f"keys.{command}", _key_names, keys)
            for command, keys in _by_dotted_name(value)
        }
    if name in _READERS:
        return _read(where, name, _READERS[name], value)
    from kanban.toml_files import nearest, quoted

    hint = nearest(name, _READERS) or f"The settings are: {', '.join(_READERS)}."
    raise UsageError(f"{where}There is no setting {quoted(name)}.", hint)


def _read(where: str, name: str, reader: Callable[[object], Any], value: object) -> Any:
    try:
        return reader(value)
    except ValueError as error:
        from kanban.toml_files import quoted

        raise UsageError(
            f"{where}{quoted(name)[1:-1]} must be {error}, not {quoted(value)}.",
            "Correct the setting, or take it out to have the shipped one.",
        ) from None


def _by_dotted_name(table: dict[str, Any]) -> list[tuple[str, object]]:
    """Return a table's values by full name: `card.done = "d"` is a table in a table to TOML."""
    found: list[tuple[str, object]] = []
    waiting = list(table.items())
    while waiting:
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            waiting[:0] = [(f"{name}.{inner}", each) for inner, each in value.items()]
        else:
            found.append((name, value))
    return found


def _name(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise ValueError("the name of a theme in quotes")


def _aim(value: object) -> int:
    if type(value) is int and 1 <= value <= MOST_WINS_AIMED_AT:  # True is an int as well
        return value
    raise ValueError(f"a whole number from 1 to {MOST_WINS_AIMED_AT}")


def _day_start(value: object) -> time:
    text = str(value) if isinstance(value, str | time) else ""
    match = re.fullmatch("(0?[0-9]|1[0-2]):([0-5][0-9])(:00)?", text)
    start = time(int(match[1]), int(match[2])) if match else None
    if start is None or start > LATEST_DAY_START:
        raise ValueError('a time from "00:00" to "12:00"')
    return start


def _nudge(value: object) -> str:
    if isinstance(value, str) and value in NUDGES:
        return value
    raise ValueError(f"one of {', '.join(NUDGES)}")


def _hour(value: object) -> time:
    text = str(value) if isinstance(value, str | time) else ""
    match = re.fullmatch("([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?", text)
    if match:
        return time(int(match[1]), int(match[2]))
    raise ValueError('a time such as "17:00"')


def _weekdays(value: object) -> tuple[str, ...]:
    days = value if isinstance(value, list) else [None]
    if all(isinstance(day, str) and day in WEEKDAYS for day in days):
        return tuple(dict.fromkeys(days))
    raise ValueError(f"a list of {', '.join(WEEKDAYS)}")


def _folder(value: object) -> str:
    if isinstance(value, str) and "\0" not in value:
        with suppress(RuntimeError):  # a ~ that is nobody's home
            if not value or Path(value).expanduser().is_absolute():
                return value
    raise ValueError("the path of a folder in quotes, a full one or from ~")


def _command(value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    raise ValueError('a list such as ["my-helper", "--short"]')


def _split_timeout(value: object) -> int:
    if type(value) is int and 1 <= value <= LONGEST_SPLIT_S:
        return value
    raise ValueError(f"a whole number of seconds from 1 to {LONGEST_SPLIT_S}")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _key_names(value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
        return tuple(keys)
    raise ValueError('a key such as "d", or a list of them')


def _no_table(_value: object) -> object:
    raise ValueError("a table, [keys]")


_READERS: Mapping[str, Callable[[object], object]] = {
    "theme": _name,
    "aim": _aim,
    "day_starts_at": _day_start,
    "animations": _truth,
    "quiet": _truth,
    "today_panel": _truth,
    "nudge": _nudge,
    "recap_at": _hour,
    "rest_days": _weekdays,
    "greeting": _truth,
    "journal_folder": _folder,
    "split_command": _command,
    "split_timeout_s": _split_timeout,
    "keys": _no_table,
}


def _with_setting(text: str, name: str, value: str | int | bool) -> str:
    """Return the text of a settings file with one setting changed or added.

    Raises:
        ValueError: It is not TOML, or the setting cannot be put into it without harm.
    """
    import tomlkit

    from kanban.toml_files import parse_toml

    before = parse_toml(text)
    if name in before:
        document = tomlkit.parse(text)
        document[name] = value
        after = document.as_string()
    else:
        after = _with_line(text, tomlkit.dumps({name: value}).rstrip("\n"))
    if parse_toml(after) != {**before, name: value}:
        raise ValueError(f"{name} has no safe place in it.")
    return after


def _with_line(text: str, line: str) -> str:
    """Return the text with a line above the first table and the comment that opens it.

    tomlkit would put it between the two, where the comment seems to be about the new line.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n") if text.strip() else []
    tables = (at for at, each in enumerate(lines) if each.lstrip().startswith("["))
    at = next(tables, len(lines))
    while 0 < at < len(lines) and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    head, tail = lines[:at], lines[at:]
    while head and not head[-1].strip():
        head.pop()
    return ending.join([*head, line, *([""] if tail else []), *tail, ""])


def _replace(path: Path, content: bytes) -> None:
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)  # nothing is left of it unless the above failed
