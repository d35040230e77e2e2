"""The part of a checkup that looks over yearly files and their copies."""

from collections.abc import Iterator, Mapping
from functools import partial

from kanban.domain.older_wins import PutAway
from kanban.errors import DamagedError, StorageError
from kanban.store.conflicts import conflict_copies
from kanban.store.findings import Finding
from kanban.store.years import NOTHING, YearFiles, find_whole, mend_year


def check_years(
    files: YearFiles, copies: YearFiles, noted: Mapping[int, PutAway]
) -> Iterator[Finding]:
    """Yield what is wrong with yearly files.

    Args:
        files: The board's.
        copies: Those kept with its backups.
        noted: What was put away, as the snapshot tells.

    Raises:
        OSError: A folder cannot be read.
    """
    for year in sorted({*noted, *files.all()}):
        yield from _file(year, noted.get(year, NOTHING), files, copies)
    for year in files.all():
        for other in conflict_copies(files.path(year)):
            yield Finding(
                f"{other} is another version of the wins of {year}, left by a synced folder.",
                "what it holds is not on the board; move it away once nothing in it is missed",
            )
    for year in copies.all():
        yield from _copy(year, copies)


def _file(year: int, noted: PutAway, files: YearFiles, copies: YearFiles) -> Iterator[Finding]:
    try:
        files.read(year, noted)
    except DamagedError as error:
        if find_whole(year, noted, files, copies) is None:
            yield Finding(error.message, "put a copy of that file back that you trust")
            return
        yield Finding(
            error.message,
            "its copy among the backups takes its place; what cannot be read is kept beside it",
            is_mendable=True,
            act=partial(_mend, year, noted, files, copies),
        )
    except StorageError as error:
        yield Finding(error.message, error.hint.rstrip(".") or "look at that file by hand")


def _mend(year: int, noted: PutAway, files: YearFiles, copies: YearFiles) -> None:
    mend_year(year, noted, files, copies)


def _copy(year: int, copies: YearFiles) -> Iterator[Finding]:
    try:
        copies.read(year)
    except StorageError as error:
        yield Finding(
            f"The copy of a year among the backups: {error.message}", "the next backup writes it"
        )
