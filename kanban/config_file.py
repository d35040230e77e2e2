"""Writing the settings file: one setting is changed, and everything else in it stays."""

import os
from datetime import time
from pathlib import Path

from kanban.config import Plain, checked
from kanban.errors import StorageError


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

    checked("", name, value)
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
