"""A small share of every fault, the same each time; `make faults` does all of it."""

import pytest

from . import (
    boards_and_shell,
    damages,
    full_disk,
    kills,
    long_day,
    migrations,
    power,
    processes,
    shelf,
)
from .tally import Tally


def survived(tally: Tally) -> bool:
    """Tell whether nothing was lost; show what was, where the test fails."""
    assert tally.lost == 0, f"{tally} {tally.examples}"
    return tally.tried > 0


@pytest.mark.parametrize(
    ("kind", "count"), [("moves", 10), ("splits", 6), ("folds", 8), ("years", 8)]
)
def test_what_was_acknowledged_outlives_a_kill_whole(tmp_path, kind, count):
    tally = getattr(kills, kind)(count, tmp_path)
    assert survived(tally)
    assert tally.seen["acts acknowledged"] > 0


def test_a_migration_that_is_killed_loses_nothing_and_repeats_cleanly(tmp_path):
    assert survived(migrations.migrations(8, tmp_path))


def test_a_board_is_whole_wherever_a_kill_left_it(tmp_path):
    assert survived(shelf.renames(12, tmp_path / "boards"))


def test_a_card_that_is_sent_is_on_both_boards_or_on_one_and_never_on_none(tmp_path):
    assert survived(shelf.sends(10, tmp_path / "boards"))


@pytest.mark.parametrize("kind", power.KINDS)
def test_what_was_acknowledged_outlives_a_power_cut_whole(tmp_path, kind):
    assert survived(power.power_cuts(kind, 100, tmp_path))


def test_years_that_a_killed_process_put_in_place_are_durable_before_they_are_believed(tmp_path):
    assert survived(power.years_after_a_kill(tmp_path))


def test_every_cut_or_flipped_tail_opens_and_is_told_and_kept(tmp_path):
    assert survived(damages.tails(tmp_path, every=41))


def test_no_damage_opens_as_something_that_never_was_or_is_written_over(tmp_path):
    assert survived(damages.damages(100, tmp_path))


def test_a_damaged_year_is_told_and_never_shows_fewer_wins(tmp_path):
    assert survived(damages.years(60, tmp_path))


def test_work_goes_on_after_any_act_of_the_disk_has_failed(tmp_path):
    tally = full_disk.failing_acts(tmp_path / "failing", changes=25, every=17)
    assert survived(tally)
    assert tally.seen["acts refused"] >= tally.tried - 1


def test_a_file_that_may_not_grow_is_told_and_outlived(tmp_path):
    assert survived(full_disk.file_size_limit(tmp_path, range(5_000, 9_000, 1_300)))


def test_a_full_file_system_is_told_and_outlived(tmp_path):
    tally = full_disk.small_file_system(tmp_path / "small", tries=3)
    if tally.skipped:
        pytest.skip(tally.skipped)
    assert survived(tally)


def test_processes_side_by_side_lose_and_double_nothing(tmp_path):
    assert survived(processes.side_by_side(25, tmp_path))


def test_a_stopped_holder_of_the_lock_is_waited_for_and_named(tmp_path):
    assert survived(processes.stopped_holder(2, tmp_path))


@pytest.mark.long
def test_a_long_day_leaves_memory_files_and_journal_level(tmp_path):
    tally = long_day.long_day(1_500, tmp_path)
    if tally.skipped:
        pytest.skip(tally.skipped)
    assert survived(tally)


@pytest.mark.terminal
@pytest.mark.long
def test_two_boards_and_the_shell_lose_nothing_when_killed_now_and_then(tmp_path):
    tally = boards_and_shell.boards_and_shell(0.1, tmp_path)
    assert survived(tally)
    assert tally.seen["boards killed"] + tally.seen["verbs killed"] > 0
    assert tally.seen["looks at another's change"] > 0
