"""Putting a backup in a board's place, and offering it when the board cannot be opened.

What stood there before is kept: as a backup where it can be read, else byte for byte beside it.
The board put back gets a commit number above all that was seen, so every process that has the
board open finds its journal gone past what it knows, and loads it anew.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dates import say_long
from kanban.domain.moment import Moment, wall_clock
from kanban.errors import DamagedError
from kanban.paths import DEFAULT_BOARD
from kanban.store import journal
from kanban.store.backups import Backups, Contents
from kanban.store.disk import Disk
from kanban.store.looking import Look, look
from kanban.store.presence import Presence
from kanban.store.snapshot import board_tables, seal
from kanban.store.years import NOTHING, YearFiles, mend_year

_UNSEEN = 10_000
"""Commits that damage may have hidden, and another process may have seen: far more than a journal
holds before it is folded."""


class Restored(Struct, frozen=True):
    """What was put back.

    Attributes:
        board: The board that is there now.
        kept: Where that which stood there before is now; empty when there was nothing.
        missing: The years whose wins were put away and are neither here nor among the copies.
    """

    board: Board
    kept: tuple[Path, ...]
    missing: tuple[int, ...] = ()


def restore(
    path: Path, backup: Path, at: datetime, *, disk: Disk | None = None, wait_s: float = 10.0
) -> Restored:
    """Put a backup, or any snapshot, in the place of a board, whole or damaged or missing.

    Args:
        path: The board's snapshot, `NAME.json`.
        backup: What is put there; it stays where it is.
        at: Now, UTC.
        disk: The file system; tests put another in its place.
        wait_s: How long to wait for another process that writes.

    Raises:
        DamagedError: The backup is not what was written; nothing changed.
        StorageError: It cannot be read, what is there was written by a newer version, or the files
            cannot be written; killed or failing half way, it can be done again.
    """
    disk = disk or Disk()
    backups = Backups(path, disk)
    board = backups.read(backup)
    disk.make_folder(path.parent)
    with (
        closing(Presence(path, disk, wait_s)),
        disk.lock(path.with_suffix(".lock"), wait_s),
    ):
        found = look(path, disk)
        if found.trouble and not isinstance(found.trouble, DamagedError):
            raise found.trouble  # what cannot even be read cannot be kept
        tables = board_tables(board)
        store = tables["store"]["1"]
        store["seq"] = _number_above(found, board, backups, disk.noted(path.with_suffix(".lock")))
        missing = _put_years_back(path, backup, board, disk)
        held = found.board.next_ids() if found.board else {}
        named = YearFiles.of(path, disk).next_ids()
        store["next_ids"] = {
            table: max(number, held.get(table, 1), named.get(table, 1))
            for table, number in board.next_ids().items()
        }
        kept = _keep(found, path, backups, at, disk)
        staged = disk.stage(path, seal(tables))
        # The journal first: killed in between, the two do not fit and are refused, and whoever
        # has the board open cannot go on writing to what is no longer there.
        disk.replace(path.with_suffix(".journal"), journal.header(store["seq"]))
        disk.promote(staged, path)
    return Restored(board, kept, missing)


def offered(error: DamagedError, path: Path, now: Moment) -> DamagedError:
    """Return the error with the newest good backup of the board as its next step, if any."""
    best = Backups(path).best()
    if best is None:
        return error
    backup, contents = best
    which = "" if path.stem == DEFAULT_BOARD else f'--board "{path.stem}" '
    return DamagedError(
        error.message,
        f"The newest good backup is of {say_time(backup.at, now)} ({say_contents(contents)});"
        f" progress-board {which}restore {backup.number} puts it back.",
    )


def say_time(at: datetime, now: Moment) -> str:
    """Return an instant as a person's clock shows it: `Sun 22 Nov 09:12`."""
    local = wall_clock(at, now.utc_offset_minutes)
    year = "" if local.year == now.day.year else f" {local.year}"
    return f"{say_long(local.date())}{year} {local:%H:%M}"


def say_contents(contents: Contents) -> str:
    """Return what a backup holds in few words: `231 cards, 1 win`."""
    counted = ((contents.cards, "card"), (contents.wins, "win"))
    return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted)


def _number_above(found: Look, board: Board, backups: Backups, noted: int) -> int:
    taken = [backup.seq for backup in backups.all()]
    hidden = _UNSEEN if found.board is None else 0
    return max(found.highest_seq, board.seq, noted, *taken, 0) + hidden + 1


def _put_years_back(path: Path, backup: Path, board: Board, disk: Disk) -> tuple[int, ...]:
    """Put yearly files right that are missing or damaged, and return the years that stay so.

    What they hold stays as it is: a backup is of the board, and a win of a year put away is never
    taken back with it.
    """
    files, noted = YearFiles.of(path, disk), board.put_away
    sources = [Backups(path, disk).years, YearFiles.of(backup, disk)]
    years = {*noted, *files.all(), *(year for source in sources for year in source.all())}
    missing = []
    for year in sorted(years):
        if any(mend_year(year, noted.get(year, NOTHING), files, each) for each in sources):
            continue
        if year in noted:
            missing.append(year)
        else:  # the backup holds its wins itself
            files.set_aside(year)
    return tuple(missing)


def _keep(found: Look, path: Path, backups: Backups, at: datetime, disk: Disk) -> tuple[Path, ...]:
    """Keep what stood there before and return where."""
    if found.board is not None:
        return (backups.put(found.sealed, found.board.seq, at),)
    held = {path: found.snapshot, path.with_suffix(".journal"): found.journal}
    for file, damaged in held.items():
        if damaged is not None:
            disk.keep_aside(file, damaged)
    copies = sorted(path.parent.glob(f"{path.stem}.damaged-*"))
    return tuple(copy for copy in copies if disk.read(copy) in held.values())
