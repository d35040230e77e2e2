"""A checkup: everything about a board's files and records that is not as it should be.

Reads and changes nothing. What is found is said in words, with what can be done about it; the
files among it can be put right from here, the records only by the keeper.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from kanban.domain.operations.mending import find_faults
from kanban.errors import StorageError
from kanban.store import system
from kanban.store.backups import Backups
from kanban.store.conflicts import conflict_copies, possible_copies
from kanban.store.disk import PRIVATE_FILE, PRIVATE_FOLDER, TEMPORARY, Disk
from kanban.store.findings import Finding
from kanban.store.looking import Look, look
from kanban.store.year_checkup import check_years
from kanban.store.years import YearFiles

_OTHERS = 0o077
"""The bits of a file's mode that let other people in."""


class Checkup(Struct, frozen=True):
    """What was found.

    Attributes:
        look: What the board's files hold.
        findings: Those on files first, then those on records.
        good_backups: How many backups can be read.
    """

    look: Look
    findings: tuple[Finding, ...]
    good_backups: int

    @property
    def is_readable(self) -> bool:
        """Whether the board can be read."""
        return self.look.board is not None


def check(path: Path, at: datetime, disk: Disk | None = None) -> Checkup:
    """Return what is wrong with a board.

    Raises:
        StorageError: The folder cannot be looked at.
    """
    disk = disk or Disk()
    found = look(path, disk)
    backups = Backups(path, disk)
    unreadable = list(_unreadable(backups))
    years = YearFiles.of(path, disk)
    try:
        on_files = [
            *check_years(years, backups.years, found.board.put_away if found.board else {}),
            *_modes(path, backups, years),
            *_leftovers(path, backups, years, disk),
            *_damaged_copies(path, years),
            *_conflicts(path, found, disk),
        ]
    except OSError as error:
        raise StorageError(
            f"Cannot look into {path.parent}: {(error.strerror or 'the system says no').lower()}.",
            "Check who owns the folder and the files.",
        ) from error
    findings = (*_journal(path, found, disk), *on_files, *unreadable, *_records(found, at))
    return Checkup(found, findings, len(backups.all()) - len(unreadable))


def _journal(path: Path, found: Look, disk: Disk) -> Iterator[Finding]:
    name = path.with_suffix(".journal").name
    if found.board is None:
        return
    if found.journal is None:
        yield Finding(
            f"{name} is missing; changes made after the snapshot would have been in it.",
            "the next change begins a new one",
        )
    if found.torn_bytes:
        yield Finding(
            f"The last {found.torn_bytes} bytes of {name} are a change that was cut short.",
            "the next change keeps them in a file beside it",
        )
    gone = disk.noted(path.with_suffix(".lock")) - found.board.seq
    if gone > 0:
        yield Finding(
            f"{name} ends {gone} {'change' if gone == 1 else 'changes'} before what was on disk.",
            "progress-board restore lists the backups",
        )


def _modes(path: Path, backups: Backups, years: YearFiles) -> Iterator[Finding]:
    """Yield files and folders that other people of this computer can look into."""
    if os.name != "posix":
        return
    folders = [path.parent, backups.folder.parent, backups.folder, *years.folder.parents[:1]]
    files = [*path.parent.glob(f"{path.stem}.*"), *backups.folder.rglob("*"), years.folder]
    files += years.folder.glob("*")
    for each in (*folders, *files):
        with suppress(FileNotFoundError):
            if each.suffix != TEMPORARY and each.stat().st_mode & _OTHERS:
                mode = PRIVATE_FOLDER if each.is_dir() else PRIVATE_FILE
                yield Finding(
                    f"{each} can be read by others on this computer.",
                    "it is made yours alone",
                    is_mendable=True,
                    act=partial(each.chmod, mode),
                )


def _leftovers(path: Path, backups: Backups, years: YearFiles, disk: Disk) -> Iterator[Finding]:
    stale = [
        *path.parent.glob(f"{path.stem}.*{TEMPORARY}"),
        *backups.folder.rglob(f"*{TEMPORARY}"),
        *years.folder.glob(f"*{TEMPORARY}"),
    ]
    for each in sorted(stale):
        process = each.name.removesuffix(TEMPORARY).rpartition(".")[2].partition("-")[0]
        if process.isdecimal() and not system.is_running(int(process)):
            yield Finding(
                f"{each} was left half written by a process that died.",
                "it is removed; nothing of it was ever part of the board",
                is_mendable=True,
                act=partial(disk.remove, each),
            )


def _damaged_copies(path: Path, years: YearFiles) -> Iterator[Finding]:
    there = [*path.parent.glob(f"{path.stem}.damaged-*"), *years.folder.glob("*.damaged-*")]
    for each in sorted(there):
        yield Finding(
            f"{each} was kept when the board was damaged.",
            "delete it once nothing in it is missed",
        )


def _conflicts(path: Path, found: Look, disk: Disk) -> Iterator[Finding]:
    twins = [each for each in possible_copies(path) if _is_twin(look(each, disk), found)]
    for each in (*conflict_copies(path), *twins):
        yield Finding(
            f"{each} is another version of this board, left by a synced folder.",
            "what it holds is not on the board; restore can put it in the board's place, which"
            " is kept; else move it away",
        )


def _is_twin(other: Look, found: Look) -> bool:
    """Tell whether two files were one board once: set up at the same microsecond."""
    about = found.board and found.board.about
    others = other.board and other.board.about
    return bool(about and others and about.created_at == others.created_at)


def _unreadable(backups: Backups) -> Iterator[Finding]:
    for backup in backups.all():
        try:
            backups.read(backup.path)
        except StorageError as error:
            yield Finding(f"Backup {backup.number}: {error.message}", "delete it")


def _records(found: Look, at: datetime) -> Iterator[Finding]:
    if found.board is None:
        return
    next_ids = found.tables["store"]["1"]["next_ids"]
    board = found.board.readable()  # its next numbers are those behind the years, too
    for table, number in board.next_ids().items():
        if found.is_folded and next_ids.get(table, 1) < number:
            yield Finding(
                f"The next number of the {table} is {next_ids.get(table)}, which is taken.",
                f"the next change makes it {number}",
            )
    for fault in find_faults(board, at):
        yield Finding(fault.words, fault.remedy, fault.is_mendable)
