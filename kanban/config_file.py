"""The settings file as a whole: one that explains itself, checking it, changing one setting.

A file that is there is never overwritten; one setting is changed in it, and everything else stays.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import time
from pathlib import Path

from kanban import theme_files
from kanban.config import SETTINGS, Config, Fault, Plain, checked, text_of, understood
from kanban.domain.values import replace
from kanban.errors import StorageError, UsageError
from kanban.keymap import key_faults
from kanban.theme_files import Palette

LINE_CELLS = 88
HEAD = """\
# Settings of progress-board.
#
# A line that begins with # and a name shows what holds while it stands so: take the # away to
# change it. `progress-board config` checks this file, `progress-board config --print` shows
# what a new one holds.
"""
KEYS_EXAMPLE = """\
#[keys]
#"card.done" = ["d", "."]
#"win.log" = "W"
"""


def explained() -> str:
    """Return the text of a settings file that names every setting and changes none."""
    from textwrap import wrap

    import tomlkit

    parts = [HEAD]
    for name, metadata in SETTINGS.items():
        words = wrap(metadata["about"], LINE_CELLS, initial_indent="# ", subsequent_indent="# ")
        shown = KEYS_EXAMPLE
        if name != "keys":
            shown = f"#{tomlkit.dumps({name: _plain(getattr(Config(), name))})}"
        parts.append("\n".join([*words, shown]))
    return "\n".join(parts)


def write_explained(path: Path) -> bool:
    """Write a settings file that names every setting; return False where there is a file already.

    Raises:
        StorageError: It cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists():
        return False
    try:
        _replace(target, explained().encode())
    except OSError as error:
        raise StorageError(
            f"{path} could not be written: {error.strerror}.", "Check its folder and who owns it."
        ) from None
    return True


def check(path: Path, palettes: Mapping[str, Palette]) -> list[Fault]:
    """Return all that is wrong in a settings file, in the order of its lines.

    Args:
        path: The file; where there is none, nothing is wrong.
        palettes: The themes there are, by id.

    Raises:
        StorageError: The file cannot be read.
    """
    from kanban.toml_files import line_of

    if not path.exists():
        return []
    try:
        text = text_of(path)
    except UsageError as error:
        return [Fault("", error)]
    config, faults = understood(text)
    others = [Fault(name, error) for name, error in _beyond(config, palettes)]
    faults += [replace(each, line=line_of(text, each.name)) for each in others]
    return sorted(faults, key=lambda fault: fault.line or 0)


def _beyond(config: Config, palettes: Mapping[str, Palette]) -> Iterator[tuple[str, UsageError]]:
    """Yield what is wrong with names of themes and keys, which the settings know nothing of."""
    try:
        theme_files.pick(palettes, config.theme)
    except UsageError as error:
        yield "theme", error
    for fault in key_faults(config.keys, config.key_map):
        yield f"keys.{fault.command_id}", fault.error


def _plain(value: object) -> object:
    """Return a setting's value as TOML holds it."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return list(value) if isinstance(value, tuple) else value


def remember(path: Path, name: str, value: Plain) -> None:
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

    checked(name, value)
    target = Path(os.path.realpath(path))
    try:
        text = read_text(target) if target.exists() else ""
        _replace(target, _with_setting(text, name, _plain(value)).encode())
    except OSError as error:
        reason = f"{error.strerror}."
    except ValueError as error:
        reason = str(error)
    else:
        return
    raise StorageError(f"{path} could not be changed: {reason}", f"The {name} was not remembered.")


def _with_setting(text: str, name: str, value: object) -> str:
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
        after = _with_line(text, name, tomlkit.dumps({name: value}).rstrip("\n"))
    if parse_toml(after) != {**before, name: value}:
        raise ValueError(f"{name} has no safe place in it.")
    return after


def _with_line(text: str, name: str, line: str) -> str:
    """Return the text with a line where it explains the setting, else above the first table.

    tomlkit would put it between that table and the comment that opens it, where the comment seems
    to be about the new line. A table that is a comment counts as one: the # may be taken away.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n") if text.strip() else []
    tables = (at for at, each in enumerate(lines) if each.lstrip(" \t#").startswith("["))
    at = next(tables, len(lines))
    with suppress(StopIteration):
        shown = next(n for n, each in enumerate(lines[:at]) if re.match(rf"#\s*{name}\s*=", each))
        return ending.join([*lines[: shown + 1], line, *lines[shown + 1 :], ""])
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
