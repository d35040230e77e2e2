"""Each fault test fails once its protection is taken out; one that cannot fail proves nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from . import (
    boards_and_shell,
    broken,
    damages,
    full_disk,
    kills,
    long_day,
    migrations,
    power,
    processes,
    shelf,
)
from .disks import QuickDisk
from .subjects import Opener, clock, starting_board
from .tally import Tally

plain = broken.plain_opener()
unlocked = broken.file_opener(broken.UnlockedFile)
hasty = broken.file_opener(broken.HastyFile)
unkept = broken.file_opener(broken.UnkeptFile)
mending = broken.file_opener(broken.MendingFile, QuickDisk)


def hasty_keeper(file):
    return broken.HastyKeeper(file, clock, file.create(starting_board))


def until_lost(fault: Callable[[int], Tally], rounds: int = 20) -> Tally:
    """Try again, for what depends on the moment, until something was lost."""
    for number in range(rounds):
        tally = fault(number)
        if tally.lost:
            return tally
    return tally


@pytest.mark.parametrize(
    ("loop", "open_", "sign"),
    [
        (kills.moves, plain, ("unreadable", "partial", "separated")),
        (kills.splits, plain, ("partial", "unreadable")),
        (kills.moves, hasty, ("lost acknowledged",)),
        (kills.folds, broken.in_place_opener(), ("unreadable",)),
        (migrations.migrations, unkept, ("written before the backup",)),
        (kills.years, plain, ("unreadable", "partial", "separated")),
    ],
    ids=[
        "plain TinyDB, moves",
        "plain TinyDB, splits",
        "acknowledged first",
        "folded in place",
        "migrated without a backup",
        "plain TinyDB, years",
    ],
)
def test_kills_tell_a_store_that_is_not_safe(
    tmp_path: Path, loop: Callable[..., Tally], open_: Opener, sign: tuple[str, ...]
):
    tally = until_lost(lambda number: loop(5, tmp_path / str(number), open_, seed=number))
    assert set(tally.bad) & set(sign), tally


@pytest.mark.parametrize(
    ("disk", "kind"),
    [
        (broken.NoSync, "moves"),
        (broken.NoFolderSync, "creating"),
        (broken.LateSync, "folds"),
        (broken.NoSettling, "moves"),
        (broken.NoSync, "migrations"),
        (broken.NoBackupSettling, "migrations"),
        (broken.NoFolderSync, "years"),
    ],
)
def test_power_cuts_tell_a_disk_that_is_not_synced(tmp_path, disk, kind):
    assert power.power_cuts(kind, 900, tmp_path, disk, is_over_at_loss=True).lost


@pytest.mark.parametrize("file", [broken.UnkeptFile, broken.JournalFirstFile])
def test_power_cuts_tell_a_migration_in_another_order(tmp_path, file):
    tally = power.power_cuts("migrations", 900, tmp_path, make_file=file, is_over_at_loss=True)
    assert tally.lost


def test_power_cuts_tell_years_that_are_believed_before_they_are_durable(tmp_path):
    assert power.years_after_a_kill(tmp_path, broken.NoYearSettling).lost


def test_power_cuts_tell_years_that_are_put_in_place_last(tmp_path):
    file = broken.YearsLastFile
    assert power.power_cuts("years", 900, tmp_path, make_file=file, is_over_at_loss=True).lost


def test_damages_tell_years_without_checksums(tmp_path):
    with broken.no_checksums():
        assert damages.years(300, tmp_path).bad["silently wrong"]


def test_damages_tell_years_that_are_not_noted(tmp_path):
    with broken.no_notes():
        assert damages.years(60, tmp_path).bad["silently wrong"]


def test_damages_tell_a_store_without_checksums(tmp_path):
    with broken.no_checksums():
        tally = damages.damages(120, tmp_path)
    assert tally.bad["silently wrong"], tally


def test_damages_tell_plain_tinydb(tmp_path):
    tally = damages.damages(30, tmp_path, plain)
    assert tally.bad["traceback"], tally


def test_damages_tell_a_store_that_mends_by_cutting(tmp_path):
    tally = damages.damages(15, tmp_path, mending)
    assert tally.bad["overwritten"], tally


def test_tails_tell_a_store_without_checksums(tmp_path):
    with broken.no_checksums():
        assert damages.tails(tmp_path, every=61).lost


def test_failing_acts_tell_a_keeper_that_adopts_first(tmp_path):
    tally = full_disk.failing_acts(tmp_path / "it", changes=10, every=9, make=hasty_keeper)
    assert tally.bad["the board changed"], tally


@pytest.mark.parametrize("open_", [unlocked, plain], ids=["no lock", "plain TinyDB"])
def test_processes_side_by_side_tell_a_store_without_a_lock(tmp_path, open_):
    assert until_lost(lambda number: processes.side_by_side(25, tmp_path / str(number), open_)).lost


def test_kills_tell_a_move_that_nobody_finishes(tmp_path):
    with patch("kanban.store.moving._noted", lambda *_: ()):
        assert until_lost(lambda number: shelf.renames(40, tmp_path / str(number))).lost


def test_kills_tell_cards_that_are_sent_without_a_mark(tmp_path):
    with patch("kanban.domain.operations.sending._mark", lambda *_: os.urandom(8).hex()):
        assert until_lost(lambda number: shelf.sends(40, tmp_path / str(number))).bad


def test_a_stopped_holder_tells_a_store_without_a_lock(tmp_path):
    assert processes.stopped_holder(1, tmp_path, unlocked).bad["broke in"]


@pytest.mark.long
def test_a_long_day_tells_a_keeper_that_forgets_nothing(tmp_path):
    with patch.object(long_day, "Keeper", broken.HoardingKeeper):
        assert long_day.long_day(3_000, tmp_path).bad["memory grows"]


@pytest.mark.long
def test_a_long_day_tells_files_that_are_left_open(tmp_path):
    with patch.object(long_day, "QuickDisk", broken.LeakingDisk):
        assert long_day.long_day(600, tmp_path).bad["open files grow"]


@pytest.mark.long
def test_a_long_day_tells_a_journal_that_is_never_folded(tmp_path):
    with patch.object(long_day, "Keeper", broken.UnfoldingKeeper):
        assert long_day.long_day(1_500, tmp_path).bad["the journal grows"]


@pytest.mark.terminal
@pytest.mark.parametrize(
    ("patch_text", "sign"),
    [
        (broken.HASTY_PROGRAM, {"lost: added"}),
        (broken.DEAF_PROGRAM, {"seen too late", "never seen elsewhere"}),
    ],
    ids=["acknowledged first", "never follows"],
)
@pytest.mark.long
def test_boards_and_shell_tell_a_program_without_a_protection(tmp_path, patch_text, sign):
    home = broken.BrokenHome(tmp_path / "home", patch_text)
    assert set(boards_and_shell.boards_and_shell(0.05, tmp_path, home).bad) & sign
