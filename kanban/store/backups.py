"""Backups: whole sealed snapshots of a board, kept beside it and rotated.

    backups/NAME/000042-20261122T081200Z-231.json    the 42nd backup, taken at 08:12 UTC, commit 231
    backups/NAME/years/2024.json                     the copy of a yearly file, one a year

Owns their names, taking one, reading one and which are kept. A backup counts once it was read
back and found to be the board it was taken of. Their order is the order in which they were taken,
which a clock set back or a board put back does not change.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.records import Card
from kanban.errors import DamagedError, StorageError
from kanban.store import migration, snapshot
from kanban.store.disk import Disk
from kanban.store.looking import look
from kanban.store.snapshot import board_tables, other_tables, to_board, unseal
from kanban.store.years import FOLDER as YEARS
from kanban.store.years import YearFiles, copy_years

FOLDER = "backups"
OPENINGS = 10
"""How many of the newest are kept, whatever their days."""
DAYS = 14
"""How many days keep the last backup of theirs."""
WEEKS = 12
"""How many weeks keep the last backup of theirs."""

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{6,9})-(\d{8}T\d{6}Z)-(\d{1,15})\.json")


class Backup(NamedTuple):
    """One backup, as its name tells it.

    Attributes:
        number: 1 for the first of a board, then one more each; what `restore` takes.
        at: When it was taken, UTC.
        seq: The commit it holds.
    """

    number: int
    at: datetime
    seq: int
    path: Path


class Contents(NamedTuple):
    """What a backup holds, for a person who chooses one.

    Attributes:
        cards: On the board and in the archive.
        wins: Those that count.
    """

    cards: int
    wins: int


class Backups:
    """The backups of one board.

    Args:
        board: The board's snapshot, `NAME.json`; it need not exist.
        disk: The file system; tests put another in its place.
    """

    def __init__(self, board: Path, disk: Disk | None = None) -> None:
        self._board = board
        self.folder = board.parent / FOLDER / board.stem
        self._disk = disk or Disk()
        self.years = YearFiles(self.folder / YEARS, self._disk)

    def all(self) -> list[Backup]:
        """Return the backups, newest first, by their names alone."""
        named = (_named(path) for path in self.folder.glob("*.json"))
        return sorted((each for each in named if each), key=_order, reverse=True)

    def take(self, at: datetime, seq: int | None = None, *, is_daily: bool = False) -> Path | None:
        """Take a backup of what the board's files hold, and let the oldest go.

        Args:
            at: Now, UTC.
            seq: The commit the board is known to be at; spares reading it for nothing.
            is_daily: Whether one of the same day (UTC) is enough.

        Returns:
            Where it is; None where the newest holds the same commit already, or is enough.

        Raises:
            DamagedError: The board's files are not what was written, or a yearly file is not and
                has no good copy; the backup was taken then.
            StorageError: They cannot be read, or the backup cannot be written or does not read
                back; the others stand.
        """
        newest = next(iter(self.all()), None)
        if newest and is_daily and newest.at.date() == at.date():
            return None
        path = self._take(at, seq, newest)
        copy_years(YearFiles.of(self._board, self._disk), self.years)
        return path

    def put(self, data: bytes, seq: int, at: datetime, *, is_read: bool = False) -> Path:
        """Keep the bytes of a sealed snapshot as the newest backup, unless that holds the same.

        Args:
            data: The bytes.
            seq: The commit they hold.
            at: When, UTC.
            is_read: Whether these very bytes were read as a board just now; a large board takes
                a second to read.

        Raises:
            StorageError: They cannot be written, or do not read back; the others stand.
        """
        older = self.all()
        if older and older[0].seq == seq and self._disk.read(older[0].path) == data:
            self._settle()
            self._rotate()  # what a killed process staged may lie beside it
            return older[0].path
        number = older[0].number + 1 if older else 1
        path = self.folder / f"{number:06}-{at.astimezone(UTC).strftime(_TIME)}-{seq}.json"
        self._disk.make_folder(self.folder)
        self._settle()
        staged = self._disk.stage(path, data)
        try:
            if not self._reads_back(staged, data, is_read):
                raise StorageError(
                    f"The backup {path.name} does not read back as it was written.",
                    "The board is not harmed; check the disk.",
                )
            self._disk.promote(staged, path)
        finally:
            self._disk.discard(staged)
        self._rotate()
        return path

    def keep_older(self, upgrade: migration.Upgrade) -> None:
        """Keep a board in its older form, before it is written in today's.

        Raises:
            StorageError: It cannot be written, or does not read back.
        """
        newest = next(iter(self.all()), None)
        if newest and newest.seq == upgrade.seq and upgrade.old == upgrade.new:
            return  # it was kept by one who was killed after the first file of two
        written_at = datetime.fromtimestamp(self._board.stat().st_mtime, UTC)
        self.put(upgrade.old, upgrade.seq, written_at)

    def read(self, path: Path) -> Board:
        """Return the board that a backup, or any snapshot, holds.

        Raises:
            DamagedError: It is not what was written.
            StorageError: It cannot be read, or a newer version wrote it.
        """
        data = self._disk.read(path)
        if data is None:
            raise StorageError(f"There is no file {path}.", "List the backups first.")
        return to_board(migration.migrated(unseal(data, str(path)), str(path)), str(path))

    def contents(self, path: Path) -> Contents:
        """Return what a backup holds; raises as `read` does."""
        return contents_of(self.read(path))

    def best(self) -> tuple[Backup, Contents] | None:
        """Return the newest backup that can be read, None where there is none."""
        for backup in self.all():
            with suppress(StorageError):
                return backup, self.contents(backup.path)
        return None

    def _take(self, at: datetime, seq: int | None, newest: Backup | None) -> Path | None:
        """Take a backup of the snapshot and the journal; see `take`."""
        if newest and newest.seq == seq:
            return None
        found = look(self._board, self._disk)
        data = found.sealed
        at_seq = found.board.seq if found.board else 0
        if newest and newest.seq == at_seq:
            return None
        return self.put(data, at_seq, at, is_read=found.is_folded)

    def _settle(self) -> None:
        """Make durable what a process that was killed here may have left named only."""
        for folder in (self.folder, *self.folder.parents[:2]):
            self._disk.settle(folder)

    def _reads_back(self, path: Path, data: bytes, is_read: bool) -> bool:
        """Tell whether a file holds these bytes and they are a board that writes them again."""
        found = self._disk.read(path)
        if found is None or found != data:
            return False
        if is_read:
            return True
        try:
            tables = unseal(found, str(path))
            is_older = migration.form_of(tables, str(path)) < snapshot.SCHEMA
            board = to_board(migration.migrated(tables, str(path)), str(path))
        except DamagedError:
            return False
        again = board_tables(board, other_tables(tables))
        return is_older or again == {key: tables[key] for key in tables if key != "seal"}

    def _rotate(self) -> None:
        there = self.all()
        keep = set(kept(there))
        for backup in there:
            if backup not in keep:
                with suppress(OSError):  # one too many harms nobody
                    self._disk.remove(backup.path)
        self._disk.sweep(self.folder, "*")


def contents_of(board: Board) -> Contents:
    """Return how much a board holds."""
    return Contents(len(board.table(Card)), board.count_wins())


def kept(newest_first: Sequence[Backup]) -> list[Backup]:
    """Return the backups to keep: the newest, and the last one of each recent day and week.

    Only days and weeks that have a backup are counted, so that no clock, however wrong, makes
    all of them old at once.
    """
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in newest_first:
        days.setdefault(backup.at.date(), backup)
        weeks.setdefault(backup.at.isocalendar()[:2], backup)
    keep = {*newest_first[:OPENINGS], *list(days.values())[:DAYS], *list(weeks.values())[:WEEKS]}
    return [backup for backup in newest_first if backup in keep]


def _named(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.fromisoformat(match[2])  # strptime loads three modules more
    except ValueError:
        return None
    return Backup(int(match[1]), at, int(match[3]), path)


def _order(backup: Backup) -> tuple[int, datetime, int]:
    return backup.number, backup.at, backup.seq
