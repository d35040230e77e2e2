"""A disk that is full or worn: nothing earlier is harmed, and work goes on once it is mended."""

import errno
import os
import resource
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from tests.domain.builder import records

from .children import forked
from .disks import FailingDisk, QuickDisk
from .subjects import clock, do, move, opener, starting_board
from .tally import Tally

CHANGES = 200
FOLD_EVERY = 40
CASES = (
    ("ENOSPC", errno.ENOSPC, False, 1),
    ("ENOSPC after half a write, twice", errno.ENOSPC, True, 2),
    ("EIO", errno.EIO, False, 1),
    ("EIO five times", errno.EIO, False, 5),
)
Maker = Callable[[BoardFile], Keeper]
Records = dict[str, dict[int, Any]]


def _keeper(file: BoardFile) -> Keeper:
    return Keeper(file, clock, file.create(starting_board))


def failing_acts(
    folder: Path, changes: int = CHANGES, every: int = 1, make: Maker = _keeper
) -> Tally:
    """Let the n-th act of the disk fail, for every n of a run of many changes."""
    tally = Tally(f"n-th act of the disk fails, {changes} changes")
    folder.mkdir(parents=True)
    whole = FailingDisk()
    _run(tally, folder / "whole", whole, changes, make)
    tally.tried, first, total = 0, 1 + _setting_up(folder), len(whole.acts)
    for name, code, takes_half, times in CASES:
        for number in range(first, total + 1, every):
            disk = FailingDisk(_span(number, times), code, takes_half)
            _run(tally, folder / f"{name}-{number}", disk, changes, make)
            tally.seen["acts refused"] += disk.failures
    return tally


def _setting_up(folder: Path) -> int:
    disk = FailingDisk()
    _keeper(BoardFile(folder / "setting up" / "main.json", disk))
    return len(disk.acts)


def _span(number: int, times: int) -> Callable[[int, str], bool]:
    return lambda act, _name: number <= act < number + times


def _run(tally: Tally, folder: Path, disk: FailingDisk, changes: int, make: Maker) -> None:
    """Work through refusals; each leaves files and board as they were, or the new ones, whole."""
    tally.tried += 1
    keeper = make(BoardFile(folder / "main.json", disk))
    while keeper.board.seq < changes:
        before, seq, refused = records(keeper.board), keeper.board.seq, disk.failures
        wrong = _step(keeper, before, seq)
        if disk.failures > refused:
            wrong = wrong or _found(folder, before, seq)
        if wrong:
            tally.fail(wrong, f"at {seq}: {disk.acts[-4:]}")
            return
    found = opener(QuickDisk)(folder).board
    if records(found) != records(keeper.board) or found.seq != changes:
        tally.fail("did not recover", f"{found.seq} of {changes}")


def _step(keeper: Keeper, before: Records, seq: int) -> str:
    """Do one act, and fold now and then; return what is wrong, empty for nothing."""
    try:
        do(keeper, move)
    except StorageError:
        if keeper.board.seq != seq or records(keeper.board) != before:
            return "the board changed"
    except Exception:
        return "gave up"
    with suppress(StorageError):
        if keeper.board.seq % FOLD_EVERY == 0:
            keeper.fold()
    return ""


def _found(folder: Path, before: Records, seq: int) -> str:
    """Return what is wrong with the files after a step; empty for nothing."""
    try:
        found = Keeper(BoardFile(folder / "main.json", QuickDisk()), clock).board
    except StorageError:
        return "unreadable"
    if not seq <= found.seq <= seq + 1 or (found.seq == seq and records(found) != before):
        return "something earlier was harmed"
    return ""


def file_size_limit(folder: Path, limits: range = range(4_000, 24_000, 500)) -> Tally:
    """Limit the size of files in a child, then lift the limit while the board is open."""
    tally = Tally("RLIMIT_FSIZE")
    for limit in limits:
        tally.tried += 1

        def work(tell: Callable[[int], None], limit: int = limit) -> None:
            tell(_within_limit(folder / str(limit), limit))

        with forked(work) as child:
            told = [number for number, _ in child.listen(60.0)]
        if told != [0]:
            what = {1: "not refused", 2: "did not recover"}
            tally.fail(what.get(told[0] if told else 0, "gave up"), limit)
    return tally


def _within_limit(folder: Path, limit: int) -> int:
    """Return 0 when a full disk was told and outlived, else what went wrong."""
    keeper = opener()(folder)
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    refusals = _fill(keeper)
    if refusals != 3:
        return 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    return 0 if _goes_on(keeper, folder) else 2


def small_file_system(folder: Path, tries: int = 20) -> Tally:
    """Fill a file system of 64 kB, then make room while the board is open."""
    tally = Tally("a full file system of 64 kB")
    folder.mkdir(parents=True)
    reason = _mount(folder)
    if reason:
        tally.skipped = reason
        return tally
    try:
        for number in range(tries):
            tally.tried += 1
            place = folder / str(number)
            keeper = opener()(place)
            for name in ("ballast", "little"):
                _fill_up(folder / name)
            if _fill(keeper) != 3:
                tally.fail("not refused")
            for name in ("ballast", "little"):
                (folder / name).unlink()
            if not _goes_on(keeper, place):
                tally.fail("did not recover")
            for path in place.iterdir():
                path.unlink()
    finally:
        subprocess.run(["umount", folder], check=True)
    return tally


def _mount(folder: Path) -> str:
    """Mount a small file system; return why that is not possible, empty where it was."""
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return done.stderr.strip() if done.returncode else ""


def _fill_up(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(512))


def _fill(keeper: Keeper) -> int:
    """Act until the disk is full and three times more; return how often that was told."""
    refusals = 0
    for _ in range(500):
        before = records(keeper.board)
        try:
            do(keeper, move)
        except StorageError:
            refusals += 1
            if records(keeper.board) != before:
                return -1
            if refusals == 3:
                break
    return refusals


def _goes_on(keeper: Keeper, folder: Path) -> bool:
    """Tell whether a board that was refused can be written again and reads as it is."""
    seq = keeper.board.seq
    do(keeper, move)
    keeper.fold()
    do(keeper, move)
    found = opener()(folder)
    is_same = records(found.board) == records(keeper.board) and found.board.seq == seq + 2
    return is_same and not list(folder.glob("*.new")) and os.listdir(folder) != []
