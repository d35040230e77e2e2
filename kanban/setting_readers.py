"""What the value of a setting may be: each reader turns what TOML holds into what the program uses.

Knows kinds of values, not the settings; `config.py` says which setting has which reader.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import time
from pathlib import Path

LATEST_DAY_START = time(12)


class UnfitError(ValueError):
    """A value that a setting cannot have; the text completes "NAME must be ...".

    Attributes:
        wrong: A name in it that is none of those there are; None where it is wrong otherwise.
        known: The names there are.
    """

    def __init__(self, words: str, wrong: object = None, known: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.wrong = wrong
        self.known = known


def one_of(*names: str) -> Callable[[object], str]:
    """Return a reader of one of some names."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in names:
            return value
        raise UnfitError(f"one of {', '.join(names)}", value, names)

    return read


def some_of(*names: str) -> Callable[[object], tuple[str, ...]]:
    """Return a reader of a list of names, each taken once."""

    def read(value: object) -> tuple[str, ...]:
        found = value if isinstance(value, list) else [None]
        for name in found:
            if not isinstance(name, str) or name not in names:
                raise UnfitError(f"a list of {', '.join(names)}", name, names)
        return tuple(dict.fromkeys(found))

    return read


def whole_number(least: int, most: int, of: str = "") -> Callable[[object], int]:
    """Return a reader of a whole number from `least` to `most`; `of` names its unit."""

    def read(value: object) -> int:
        if type(value) is int and least <= value <= most:  # True is an int as well
            return value
        unit = f" of {of}" if of else ""
        raise UnfitError(f"a whole number{unit} from {least} to {most}")

    return read


def truth(value: object) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    raise UnfitError("true or false")


def theme_name(value: object) -> str:
    """Read the name of a theme; whether there is one is for those who own themes to say."""
    if isinstance(value, str) and value:
        return value
    raise UnfitError("the name of a theme in quotes")


def day_start(value: object) -> time:
    """Read a local time from midnight to noon, as "04:00" or as a TOML time."""
    text = str(value) if isinstance(value, str | time) else ""
    match = re.fullmatch("(0?[0-9]|1[0-2]):([0-5][0-9])(:00)?", text)
    start = time(int(match[1]), int(match[2])) if match else None
    if start is None or start > LATEST_DAY_START:
        raise UnfitError('a time from "00:00" to "12:00"')
    return start


def hour(value: object) -> time:
    """Read a local time, as "17:00" or as a TOML time."""
    text = str(value) if isinstance(value, str | time) else ""
    match = re.fullmatch("([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?", text)
    if match:
        return time(int(match[1]), int(match[2]))
    raise UnfitError('a time such as "17:00"')


def folder(value: object) -> str:
    """Read the path of a folder, full or from ~; the empty string for none."""
    if isinstance(value, str) and "\0" not in value:
        with suppress(RuntimeError):  # a ~ that is nobody's home
            if not value or Path(value).expanduser().is_absolute():
                return value
    raise UnfitError("the path of a folder in quotes, a full one or from ~")


def command_line(value: object) -> tuple[str, ...]:
    """Read a program and its arguments; an empty list for none."""
    if isinstance(value, list) and all(isinstance(word, str) and word for word in value):
        return tuple(value)
    raise UnfitError('a list such as ["my-helper", "--short"]')


def key_names(value: object) -> tuple[str, ...]:
    """Read the keys of one command: one, or a list of them."""
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and all(isinstance(key, str) for key in keys):
        return tuple(keys)
    raise UnfitError('a key such as "d", or a list of them')


def no_table(_value: object) -> dict[str, tuple[str, ...]]:
    """Refuse anything but a table, which is read command by command."""
    raise UnfitError("a table, [keys]")
