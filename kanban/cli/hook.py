"""The verb for git's hook: hook install, hook remove.

Owns a few lines of a repository's `post-commit` hook, between two marks. What else stands in that
file is the person's and stays byte for byte.
"""

import os
import re
import shlex
import shutil
import stat
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from kanban.cli import output
from kanban.cli.session import Session
from kanban.errors import RuleError, StorageError
from kanban.exchange.git import HERE, Repository
from kanban.paths import DEFAULT_BOARD

HOOK = "post-commit"
PROGRAM = "progress-board"
SHELL = b"#!/bin/sh"
_BEGIN = b"# >>> progress-board: a commit with a Win: line is a win"
_END = b"# <<< progress-board"
_BLOCK = re.compile(
    rb"\n" + re.escape(_BEGIN) + rb"\n.*?\n" + re.escape(_END) + rb"(?=\n|\Z)", re.S
)
_SHELLS = re.compile(rb"#!\s*(?:\S*/env\s+|\S*/)(?:ba|da|k|z|a)?sh(?:\s.*)?")
_LINES = """\
(
    marked=$(git -c log.showSignature=false log -1 --format='%(trailers:key=Win)' HEAD)
    if [ -n "$marked" ]; then
        program={program}
        [ -x "$program" ] || program={name}
        "$program" win --from-commit HEAD{board}
    fi
) </dev/null >/dev/null 2>&1 || :"""
"""Git alone looks whether there is something to log: 5 ms, where the program takes a tenth of a
second. The lines stand first in the file, for a hook may end itself before its last line."""


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    hook = verbs.add_parser("hook", parents=[shared], help="let marked commits be wins")
    hook.add_argument("act", choices=("install", "remove"), help="put the hook in, or take it out")
    hook.add_argument("repo", nargs="?", default=HERE, metavar="REPO", help="else .")
    hook.set_defaults(run=_hook)


def _hook(arguments: Namespace, session: Session) -> None:
    path = Repository(arguments.repo).hook(HOOK)
    (_install if arguments.act == "install" else _remove)(path, session.board_name)


def _install(path: Path, board: str) -> None:
    held = _read(path)
    lines = _lines(_program(), board)
    rest = SHELL + b"\n" if held is None else _without(held, path)
    first, _, _ = rest.partition(b"\n")
    if not _SHELLS.fullmatch(first.rstrip(b"\r")):
        raise RuleError(
            f"{path} is there and is no shell script, so no lines can be put into it.",
            f"Have it call: {PROGRAM} win --from-commit HEAD",
        )
    wanted = first + lines + rest[len(first) :]
    if wanted == held:
        output.say(f"The hook is in {path} already.")
        return
    _write(path, wanted)
    output.say(f"The hook is in {path}.")
    output.say('A commit with a line "Win: what moved" at its end is a win from now on.')


def _remove(path: Path, _board: str) -> None:
    held = _read(path)
    rest = None if held is None else _without(held, path)
    if held is None or rest == held:
        output.say(f"There is no hook of {PROGRAM} in {path}.")
        return
    if rest == SHELL + b"\n":  # nothing but what was put there by `install`
        _told(path, path.unlink)
    else:
        _write(path, rest or b"")
    output.say(f"The hook is out of {path}.")


def _read(path: Path) -> bytes | None:
    """Return what is in a hook, None where there is none.

    Raises:
        RuleError: It is a link or no file, or git does not run it.
        StorageError: It cannot be read.
    """
    try:
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and mode & 0o111:
            return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}.") from error
    what = "git does not run it" if stat.S_ISREG(mode) else "it is a link or no file"
    raise RuleError(f"{path} is there and {what}.", "Move it away, or make it a script that runs.")


def _without(held: bytes, path: Path) -> bytes:
    """Return a hook without our lines.

    Raises:
        RuleError: Somebody has changed them, so that their end cannot be told.
    """
    rest = _BLOCK.sub(b"", held)
    if _BEGIN in rest or _END in rest:
        raise RuleError(
            f"The lines of {PROGRAM} in {path} were changed by hand.", "Take them out by hand."
        )
    return rest


def _lines(program: Path | None, board: str) -> bytes:
    """Return our lines, with a line's end before them and none behind."""
    named = "" if board == DEFAULT_BOARD else f" --board {shlex.quote(board)}"
    path = shlex.quote(str(program or PROGRAM))
    lines = _LINES.format(program=path, name=PROGRAM, board=named)
    return b"\n".join([b"", _BEGIN, os.fsencode(lines), _END])


def _program() -> Path | None:
    """Return where this program is, None where only the PATH of the commit can tell."""
    called = Path(sys.argv[0]).absolute()
    beside = Path(sys.executable).absolute().parent / PROGRAM
    found = shutil.which(PROGRAM)
    for path in (called, beside, *([Path(found).absolute()] if found else [])):
        if path.name == PROGRAM and os.access(path, os.X_OK) and path.is_file():
            return path
    return None


def _write(path: Path, content: bytes) -> None:
    """Replace a hook whole; its permissions stay, and a new one can be run."""

    def replace() -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o755
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(name).chmod(mode)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)

    _told(path, replace)


def _told(path: Path, act: Any) -> None:
    try:
        act()
    except OSError as error:
        raise StorageError(
            f"{path} cannot be changed: {error.strerror}.", "It is as it was."
        ) from error
