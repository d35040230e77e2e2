"""Copies of a board that a synced folder left beside it, by their names.

Two computers wrote to one board, and the program that keeps their folders alike put one of the
two aside. Names that no board can have are told at a glance; a name that a board can have is one
only where it says "conflict" and a date.
"""

import re
from pathlib import Path

_ENDINGS = (".json", ".journal")
_MARKS = re.compile(
    r" ?\(.*\)"  # Dropbox, Nextcloud: "main (conflicted copy 2026-11-22)"; Drive: "main (1)"
    r"|\.sync-conflict-.*"  # Syncthing: "main.sync-conflict-20261122-091200-ABCDEFG"
    r"|[-_ ]conflict(?:ed copy)?[-_ ]\d{4}.*"  # ownCloud: "main_conflict-20261122-091200"
    , re.IGNORECASE,
)  # fmt: skip


def conflict_copies(path: Path) -> list[Path]:
    """Return the files beside a board whose names say that they are other versions of it.

    Raises:
        OSError: The folder cannot be read.
    """
    stem = path.stem.casefold()
    return sorted(
        other
        for other in path.parent.iterdir()
        if other.suffix in _ENDINGS
        and other.stem.casefold().startswith(stem)
        and _MARKS.fullmatch(other.stem[len(stem) :])
    )


def possible_copies(path: Path) -> list[Path]:
    """Return the snapshots beside a board that are either a copy of it or a board of their own.

    OneDrive names a copy `main-COMPUTER`, iCloud `main 2`. A board that is in use has a journal.

    Raises:
        OSError: The folder cannot be read.
    """
    told = set(conflict_copies(path))
    return sorted(
        other
        for other in path.parent.glob("*.json")
        if other.stem != path.stem
        and other.stem.startswith(path.stem)
        and other.stem[len(path.stem)] in "-_ "
        and other not in told
        and not other.with_suffix(".journal").exists()
    )


def conflict_warnings(path: Path) -> tuple[str, ...]:
    """Return what a person who opens a board is told of its copies: one sentence or none."""
    try:
        copies = conflict_copies(path)
    except OSError:
        return ()
    if not copies:
        return ()
    what = f"There is another version of this board in {copies[0].name}"
    more = f" and {len(copies) - 1} more" if len(copies) > 1 else ""
    return (f"{what}{more}, left by a synced folder. progress-board doctor says what to do.",)
