"""Verbs for backups: backup, restore."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kanban.cli import diagnostics, output
from kanban.cli.session import Session
from kanban.errors import BoardError, RuleError, StorageError, UsageError
from kanban.paths import DEFAULT_BOARD

if TYPE_CHECKING:
    from kanban.store.backups import Backups


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    backup = verbs.add_parser("backup", parents=[shared], help="take a backup; prints its path")
    backup.set_defaults(run=_backup)

    restore = verbs.add_parser("restore", parents=[shared], help="put a backup in place")
    restore.add_argument(
        "which", nargs="?", metavar="WHICH", help="its number, or a file; else lists the backups"
    )
    restore.set_defaults(run=_restore)


def _backup(_arguments: Namespace, session: Session) -> None:
    path = session.keeper.back_up()
    output.say(str(path or _backups(session).all()[0].path))


def _restore(arguments: Namespace, session: Session) -> None:
    if arguments.which is None:
        _list_backups(session)
        return
    from kanban.store.restoring import restore, say_contents

    path = _chosen(arguments.which, session)
    backups = _backups(session)
    contents = backups.contents(path)
    restored = restore(_board_path(session), path, session.clock().at)
    kept = restored.kept
    output.say(f"{session.board_name} is {path} again: {say_contents(contents)}.")
    for year in restored.missing:
        diagnostics.warn(f"The wins of {year} are neither here nor among the backups.")
    for old in kept:
        output.say(f"What was there before is kept in {old}")
    there = {backup.path: backup.number for backup in backups.all()}
    for number in (there[old] for old in kept if old in there):
        output.say(f"progress-board{_board_words(session)} restore {number} puts that back.")


def _list_backups(session: Session) -> None:
    from kanban.store.restoring import say_contents, say_time

    backups, now = _backups(session), session.clock()
    there = backups.all()
    if not there:
        raise RuleError(
            f'There are no backups of "{session.board_name}" yet.',
            f"Take one with: progress-board{_board_words(session)} backup",
        )
    for backup in there:
        try:
            words = say_contents(backups.contents(backup.path))
        except StorageError:
            words = "cannot be read"
        output.say(f"{backup.number:>6}  {say_time(backup.at, now)}  {words}")


def _chosen(which: str, session: Session) -> Path:
    """Return the file that a word names: the number of a backup, or a path.

    Raises:
        BoardError: It names none.
    """
    there = _backups(session).all()
    for backup in there:
        if which.isascii() and which.isdecimal() and int(which[:12]) == backup.number:
            return backup.path
    path = Path(which).expanduser()
    if path.is_file():
        if path.resolve() == _board_path(session).resolve():
            raise UsageError(f"{path} is the board itself.", "Name a backup of it.")
        return path.absolute()
    numbers = f"{there[-1].number} to {there[0].number}" if there else "none yet"
    raise _unknown(which, numbers, session)


def _unknown(which: str, numbers: str, session: Session) -> BoardError:
    return UsageError(
        f'"{which}" is neither a backup of "{session.board_name}" (there are {numbers}) nor a'
        " file.",
        f"progress-board{_board_words(session)} restore lists them.",
    )


def _board_path(session: Session) -> Path:
    return session.places.boards / f"{session.board_name}.json"


def _backups(session: Session) -> "Backups":
    from kanban.store.backups import Backups

    return Backups(_board_path(session))


def _board_words(session: Session) -> str:
    return "" if session.board_name == DEFAULT_BOARD else f' --board "{session.board_name}"'
