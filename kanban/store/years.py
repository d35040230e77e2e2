"""Yearly files: the wins of years long past, each year in a TinyDB file of its own.

    years/NAME/2024.json      the wins of 2024, sealed as the snapshot is

Owns reading and writing them, and their copies. The snapshot notes how many wins of which years
were put away, so a file that is missing or short is known as damage. A file may hold more than was
noted, and wins that the board has on hand too: then the one on hand is the one that counts.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from kanban.domain.older_wins import OlderWins, PutAway
from kanban.domain.records import TABLES, Win
from kanban.errors import DamagedError, StorageError
from kanban.store import migration, snapshot
from kanban.store.disk import Disk
from kanban.store.documents import Document, to_record
from kanban.store.snapshot import Tables, number_of, other_tables, seal, unseal

FOLDER = "years"
HINT = "The rest of the board is not harmed; progress-board doctor tells what can be done."

_NAME = re.compile(r"\d{4}\.json")
NOTHING = PutAway()
"""A year of which nothing was noted."""

Wins = Mapping[str, Document]


class YearFiles:
    """The yearly files in one folder.

    Args:
        folder: Where they are; it need not exist.
        disk: The file system; tests put another in its place.
    """

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self._disk = disk or Disk()

    @classmethod
    def of(cls, board: Path, disk: Disk | None = None) -> "YearFiles":
        """Return those of a board.

        Args:
            board: The board's snapshot, `NAME.json`.
            disk: The file system.
        """
        return cls(board.parent / FOLDER / board.stem, disk)

    def path(self, year: int) -> Path:
        """Return the file of a year, which may not exist."""
        return self.folder / f"{year:04}.json"

    def all(self) -> list[int]:
        """Return the years that have a file, by their names alone."""
        there = self.folder.glob("*.json")
        return sorted(int(path.stem) for path in there if _NAME.fullmatch(path.name))

    def older(self, noted: Mapping[int, PutAway]) -> OlderWins:
        """Return the wins of the years that were noted or that have a file, unread."""
        years = {**dict.fromkeys(self.all(), NOTHING), **noted}
        return OlderWins(years, lambda year: self.read(year, years[year]))

    def read(self, year: int, noted: PutAway = NOTHING) -> list[Win]:
        """Return the wins of a year.

        Args:
            year: The year.
            noted: What was put away.

        Raises:
            DamagedError: The file is missing, or not what was written, or holds fewer.
            StorageError: It cannot be read, or a newer version wrote it.
        """
        held = self.tables(year, noted)["wins"]
        try:
            wins = [
                cast("Win", to_record("wins", number_of(key), document))
                for key, document in held.items()
            ]
        except (DamagedError, ValueError) as error:
            raise DamagedError(f"{self.path(year)} is damaged: {error}", HINT) from error
        if any(win.day.year != year for win in wins):
            raise DamagedError(f"{self.path(year)} holds wins of another year.", HINT)
        return wins

    def tables(self, year: int, noted: PutAway = NOTHING) -> Tables:
        """Return the tables of a year's file; raises as `read` does."""
        path = self.path(year)
        data = self.bytes(year)
        if data is None:
            raise DamagedError(f"The wins of {year} are missing: there is no {path}.", HINT)
        try:
            tables = {**{table: {} for table in TABLES}, "history": {}, **unseal(data, str(path))}
            tables = migration.migrated(tables, str(path))
            count, named = len(tables["wins"].keys()), tables["store"]["1"]["year"]
        except DamagedError as error:
            raise DamagedError(
                f"The wins of {year} cannot be read. {error.message}", HINT
            ) from error
        except (KeyError, TypeError, AttributeError) as error:
            raise DamagedError(f"{path} holds no wins of a year: {error!r}.", HINT) from error
        if named != year:
            raise DamagedError(f"{path} holds the wins of {named!r}.", HINT)
        if count < noted.wins:
            raise DamagedError(f"{path} holds {count} of the {noted.wins} wins of {year}.", HINT)
        return tables

    def bytes(self, year: int) -> bytes | None:
        """Return the bytes of a year's file, None where there is none.

        Raises:
            StorageError: It cannot be read.
        """
        return self._disk.read(self.path(year))

    def is_short(self, year: int, noted: PutAway = NOTHING) -> bool:
        """Tell whether a year's file is missing, damaged or short.

        Raises:
            StorageError: It cannot be read, or a newer version wrote it.
        """
        try:
            self.read(year, noted)
        except DamagedError:
            return True
        return False

    def warnings(self, noted: Mapping[int, PutAway]) -> tuple[str, ...]:
        """Return what is told on opening: the years whose file is missing; none is read."""
        gone = sorted(year for year in noted if not self._disk.exists(self.path(year)))
        if not gone:
            return ()
        years = ", ".join(map(str, gone))
        return (f"The wins of {years} are missing. progress-board doctor tells what to do.",)

    def sweep(self) -> None:
        """Remove what processes that died left staged here."""
        self._disk.sweep(self.folder, "*")

    def keep_aside(self, year: int) -> None:
        """Keep what a file holds as `YEAR.damaged-TIME`, where it cannot be read.

        Raises:
            StorageError: It cannot be written.
        """
        data = self.bytes(year)
        if data is not None and self.is_short(year):
            self._disk.keep_aside(self.path(year), data)

    def set_aside(self, year: int) -> None:
        """Keep a file that cannot be read beside its place, which is then free.

        Raises:
            StorageError: It cannot be written.
        """
        self.keep_aside(year)
        self._disk.discard(self.path(year))

    def add(self, year: int, wins: Wins, beside: Tables | None = None) -> None:
        """Put wins in a year's file, beside those that are there and can be read.

        Args:
            year: The year.
            wins: By number; each stands before the one that is there.
            beside: Tables and fields to keep, from where the wins come.

        Raises:
            StorageError: They cannot be written, or do not read back; the file there stands.
        """
        held = {} if self.is_short(year) else self.tables(year)
        data = _sealed(year, {**held.get("wins", {}), **wins}, beside or held)
        if data == self.bytes(year):
            return
        self._disk.make_folder(self.folder)
        staged = self._disk.stage(self.path(year), data)
        try:
            if self._disk.read(staged) != data:
                raise StorageError(
                    f"{self.path(year)} does not read back as it was written.",
                    "The board is not harmed; check the disk.",
                )
            self._disk.promote(staged, self.path(year))
        finally:
            self._disk.discard(staged)

    def settle(self) -> None:
        """Make durable the names that a process which was killed may have left undone."""
        for folder in (self.folder, *self.folder.parents[:2]):
            self._disk.settle(folder)

    def stage(self, year: int, wins: Wins, noted: PutAway) -> tuple[Path | None, PutAway]:
        """Write wins beside those that a year's file holds, and return where.

        Returns:
            Where, None where the file holds them already; and what is then put away.

        Raises:
            DamagedError: What is there cannot be read, or is short: nothing is put on top of it.
            StorageError: They cannot be written.
        """
        is_there = bool(noted.wins) or self._disk.exists(self.path(year))
        held = self.tables(year, noted) if is_there else {}
        merged = {**held.get("wins", {}), **wins}
        withdrawn = sum(each.get("withdrawn_at") is not None for each in merged.values())
        put_away = PutAway(len(merged), withdrawn)
        if merged == held.get("wins"):
            return None, put_away
        self._disk.make_folder(self.folder)
        return self._disk.stage(self.path(year), _sealed(year, merged, held)), put_away

    def next_ids(self) -> dict[str, int]:
        """Return the next numbers that no win here has or names, as far as they can be read.

        Raises:
            StorageError: A file cannot be read, or a newer version wrote it.
        """
        readable = [year for year in self.all() if not self.is_short(year)]
        wins = [win for year in readable for win in self.read(year)]
        highest = {
            "wins": max((win.id for win in wins), default=0),
            "cards": max((win.card_id or 0 for win in wins), default=0),
            "goals": max((win.goal_id or 0 for win in wins), default=0),
        }
        return {table: number + 1 for table, number in highest.items()}


def copy_years(source: YearFiles, copies: YearFiles) -> None:
    """Keep a copy of every yearly file: each is replaced only by one that was read and holds more.

    Raises:
        DamagedError: A yearly file cannot be read and has no good copy; the others were copied.
        StorageError: A copy cannot be written, or does not read back.
    """
    damage: DamagedError | None = None
    copies.sweep()
    for year in source.all():
        if source.bytes(year) == copies.bytes(year):
            continue
        try:
            source.read(year)
        except DamagedError as error:
            damage = error if copies.is_short(year) else damage
            continue
        tables = source.tables(year)
        copies.add(year, tables["wins"], tables)
    if damage is not None:
        raise damage


def find_whole(year: int, noted: PutAway, files: YearFiles, copies: YearFiles) -> Tables | None:
    """Return a year's tables from its file and its copy together, None where both are too little.

    Raises:
        StorageError: One of them cannot be read, or a newer version wrote it.
    """
    there = [each.tables(year) for each in (files, copies) if not each.is_short(year)]
    if not there:
        return None
    wins = {key: each for tables in reversed(there) for key, each in tables["wins"].items()}
    return {**there[0], "wins": wins} if len(wins) >= noted.wins else None


def mend_year(year: int, noted: PutAway, files: YearFiles, copies: YearFiles) -> bool:
    """Put a yearly file that is missing, damaged or short right from its copy.

    What was there and cannot be read is kept beside it.

    Returns:
        Whether it holds what was noted now.

    Raises:
        StorageError: It cannot be read or written; it stands as it was.
    """
    if not files.is_short(year, noted):
        return True
    whole = find_whole(year, noted, files, copies)
    if whole is None:
        return False
    files.keep_aside(year)
    files.add(year, whole["wins"], whole)
    return True


def _sealed(year: int, wins: Wins, beside: Tables) -> bytes:
    """Return a year's file, with what a newer version keeps in it."""
    kept = other_tables(beside) if beside else {}
    store = {"schema": snapshot.SCHEMA, "year": year, **kept.pop("store", {}).get("1", {})}
    ordered = {key: wins[key] for key in sorted(wins, key=int)}
    return seal({"store": {"1": store}, "wins": ordered, **kept})
