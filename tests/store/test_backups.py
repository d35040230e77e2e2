"""Backups are whole, verified, rotated by rule, and never in the way."""

import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.operations import cards, columns
from kanban.errors import DamagedError, StorageError
from kanban.keeper import Keeper
from kanban.store.backups import DAYS, OPENINGS, WEEKS, Backup, Backups, kept
from kanban.store.snapshot import unseal
from tests.faults.disks import FailingDisk, QuickDisk

from .builder import START, a_day_of_work, add, board_file, new_keeper, reopened, state

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def backups_in(folder: Path) -> Backups:
    return Backups(folder / "main.json", QuickDisk())


def taken_at(times: Sequence[datetime]) -> list[Backup]:
    """Return backups taken in this order at these times, newest first."""
    made = [Backup(n, at, n, Path(f"{n}")) for n, at in enumerate(times, start=1)]
    return made[::-1]


# -- taking one --------------------------------------------------------------------------------


def test_a_backup_holds_the_whole_board_with_what_only_the_journal_had(
    folder: Path, keeper: Keeper
):
    a_day_of_work(keeper)
    path = keeper.back_up()
    assert path is not None
    assert state(backups_in(folder).read(path)) == state(keeper.board)


def test_its_name_tells_its_number_its_time_and_its_commit(folder: Path, keeper: Keeper):
    add(keeper, "One", "Two")
    path = backups_in(folder).take(NOON)
    assert path == folder / "backups" / "main" / "000001-20261122T120000Z-1.json"
    assert backups_in(folder).all() == [Backup(1, NOON, 1, path)]


def test_the_same_commit_is_not_backed_up_twice(folder: Path, keeper: Keeper):
    assert keeper.back_up() is not None
    assert keeper.back_up() is None
    add(keeper, "Another")
    assert keeper.back_up() is not None
    assert len(backups_in(folder).all()) == 2


def test_a_commit_known_to_be_backed_up_costs_no_reading(folder: Path, keeper: Keeper):
    keeper.back_up()
    for file in folder.glob("main.*"):
        file.unlink()  # reading them would be an error
    assert keeper.back_up() is None


def test_files_and_folders_are_for_their_owner_alone(folder: Path, keeper: Keeper):
    path = keeper.back_up()
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_backup_opens_in_stock_tinydb(folder: Path, keeper: Keeper):
    from tinydb import TinyDB

    add(keeper, "Test login")
    path = keeper.back_up()
    with TinyDB(path, access_mode="r") as database:
        assert [card["title"] for card in database.table("cards").all()] == ["Test login"]


def test_what_a_newer_version_wrote_beside_the_board_is_in_the_backup_too(folder: Path):
    from kanban.store.snapshot import seal

    new_keeper(folder).close()
    tables = unseal((folder / "main.json").read_bytes(), "main")
    tables.pop("seal")
    tables["pictures"] = {"1": {"of": "the wall"}}
    (folder / "main.json").write_bytes(seal(tables))
    keeper = reopened(folder)
    add(keeper, "One")
    path = keeper.back_up()
    assert path is not None
    assert unseal(path.read_bytes(), "backup")["pictures"] == {"1": {"of": "the wall"}}


def test_a_daily_backup_is_taken_only_by_who_changed_something(folder: Path, keeper: Keeper):
    assert keeper.back_up(is_daily=True) is None
    add(keeper, "One")
    assert keeper.back_up(is_daily=True) is not None


def test_a_daily_backup_is_taken_once_a_day(folder: Path, keeper: Keeper):
    add(keeper, "One")
    assert backups_in(folder).take(NOON, is_daily=True) is not None
    add(keeper, "Two")
    assert backups_in(folder).take(NOON + timedelta(hours=11), is_daily=True) is None
    assert backups_in(folder).take(NOON + timedelta(hours=12), is_daily=True) is not None


def test_a_board_in_memory_has_no_backups():
    from kanban.boards import board_in_memory

    keeper = board_in_memory(
        lambda: START, [lambda board: columns.set_up(board, START, title="Demo")]
    )
    assert keeper.back_up() is None


# -- it counts only when it can be read ----------------------------------------------------------


class LyingDisk(QuickDisk):
    """Says that all was written, and keeps something else."""

    def write(self, descriptor: int, data: bytes) -> int:
        return super().write(descriptor, data.replace(b"Test login", b"Test l\x00gin"))


def test_what_does_not_read_back_is_no_backup(folder: Path, keeper: Keeper):
    add(keeper, "Test login")
    with pytest.raises(StorageError, match="does not read back"):
        Backups(folder / "main.json", LyingDisk()).take(NOON)
    assert backups_in(folder).all() == []
    assert list((folder / "backups" / "main").iterdir()) == []


def test_bytes_that_are_no_board_are_no_backup(folder: Path, keeper: Keeper):
    with pytest.raises(StorageError, match="does not read back"):
        backups_in(folder).put(b"{}", 1, NOON)
    assert backups_in(folder).all() == []


def test_a_damaged_board_is_not_backed_up_over_good_backups(folder: Path, keeper: Keeper):
    keeper.back_up()
    (folder / "main.json").write_bytes(b"")
    with pytest.raises(DamagedError):
        backups_in(folder).take(NOON)
    assert len(backups_in(folder).all()) == 1


@pytest.mark.parametrize("number", range(1, 6))
def test_a_disk_that_fails_at_any_step_leaves_board_and_backups_as_they_were(
    folder: Path, keeper: Keeper, number: int
):
    keeper.back_up()
    add(keeper, "One")
    disk = FailingDisk(lambda act, _name: act == number)
    before = state(keeper.board)
    with pytest.raises(StorageError, match="disk is full"):
        Backups(folder / "main.json", disk).take(NOON)
    for backup in backups_in(folder).all():
        assert backups_in(folder).contents(backup.path)
    assert state(reopened(folder).board) == before
    assert not list((folder / "backups" / "main").glob("*.new"))
    assert backups_in(folder).take(NOON) or backups_in(folder).all()[0].seq == 1


def test_the_best_backup_is_the_newest_that_can_be_read(folder: Path, keeper: Keeper):
    for title in ("One", "Two", "Three"):
        add(keeper, title)
        keeper.back_up()
    newest, second, _ = backups_in(folder).all()
    newest.path.write_bytes(newest.path.read_bytes()[:-20])
    best = backups_in(folder).best()
    assert best is not None
    assert best[0] == second
    assert (best[1].cards, best[1].wins) == (2, 0)


def test_contents_count_archived_cards_and_only_wins_that_count(folder: Path, keeper: Keeper):
    one, two = add(keeper, "One", "Two")
    keeper.do(cards.finish, card_ids=(one, two))
    keeper.do(cards.move, card_ids=(one,), column_id=1)
    keeper.do(cards.archive, card_ids=(two,))
    path = keeper.back_up()
    assert path is not None
    contents = backups_in(folder).contents(path)
    assert (contents.cards, contents.wins) == (2, 1)


def test_a_file_of_another_name_in_the_folder_is_left_alone(folder: Path, keeper: Keeper):
    keeper.back_up()
    mine = folder / "backups" / "main" / "before the move.json"
    mine.write_bytes(b"mine")
    for number in range(OPENINGS + 3):
        add(keeper, f"Card {number}")
        backups_in(folder).take(NOON)
    assert mine.read_bytes() == b"mine"
    assert len(backups_in(folder).all()) == OPENINGS


# -- a board that is gone ------------------------------------------------------------------------


def test_a_missing_board_beside_a_backup_is_damage_and_not_a_new_board(
    folder: Path, keeper: Keeper
):
    keeper.back_up()
    (folder / "main.json").unlink()
    (folder / "main.journal").unlink()
    with pytest.raises(DamagedError, match=r"main\.json is missing"):
        board_file(folder).create(lambda: pytest.fail("a new board was made"))
    assert not (folder / "main.json").exists()


def test_an_empty_board_beside_a_backup_is_damage_and_not_a_new_board(folder: Path, keeper: Keeper):
    keeper.back_up()
    (folder / "main.json").write_bytes(b"")
    (folder / "main.journal").unlink()
    with pytest.raises(DamagedError):
        board_file(folder).create(lambda: pytest.fail("a new board was made"))
    assert (folder / "main.json").read_bytes() == b""


# -- the rule by which they are kept -------------------------------------------------------------

instants = st.integers(0, 80 * 365 * 24 * 60).map(
    lambda minutes: datetime(1980, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
steps = st.integers(0, 40 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
ordered_times = st.builds(
    lambda start, spans: [start + sum(spans[:n], timedelta()) for n in range(1, len(spans) + 1)],
    instants,
    st.lists(steps, min_size=1, max_size=80),
)
any_times = st.one_of(ordered_times, st.lists(instants, min_size=1, max_size=80))


@given(any_times)
def test_the_newest_are_always_kept(times: list[datetime]):
    there = taken_at(times)
    assert kept(there)[:OPENINGS] == there[:OPENINGS]


@given(any_times)
def test_never_more_are_kept_than_the_rule_says(times: list[datetime]):
    assert len(kept(taken_at(times))) <= OPENINGS + DAYS + WEEKS


@given(ordered_times)
def test_the_last_backup_of_each_of_the_last_days_and_weeks_is_kept(times: list[datetime]):
    keep = {backup.at for backup in kept(taken_at(times))}
    days = sorted({at.date() for at in times}, reverse=True)[:DAYS]
    weeks = sorted({at.isocalendar()[:2] for at in times}, reverse=True)[:WEEKS]
    assert keep >= {max(at for at in times if at.date() == day) for day in days}
    assert keep >= {max(at for at in times if at.isocalendar()[:2] == week) for week in weeks}


@given(ordered_times)
def test_nothing_else_is_kept(times: list[datetime]):
    there = taken_at(times)
    for backup in kept(there)[OPENINGS:]:
        later = [each for each in there if each.number > backup.number]
        same_day = [each for each in later if each.at.date() == backup.at.date()]
        same_week = [
            each for each in later if each.at.isocalendar()[:2] == backup.at.isocalendar()[:2]
        ]
        assert not same_day or not same_week


@given(any_times)
def test_rotating_after_each_backup_keeps_what_rotating_once_would(times: list[datetime]):
    there: list[Backup] = []
    for backup in reversed(taken_at(times)):
        there = kept([backup, *there])
    assert there == kept(taken_at(times))


@given(any_times, st.integers(1, 40))
def test_a_clock_set_back_for_good_costs_no_backup_of_before_its_turn(
    times: list[datetime], years: int
):
    back = [at - timedelta(days=365 * years) for at in times[:5]]
    there = taken_at([*times, *back])
    assert kept(there)[: len(back)] == there[: len(back)]
    assert set(kept(there)) & set(there[len(back) :])


def test_a_year_of_daily_use_keeps_ten_openings_two_weeks_and_a_quarter():
    start = datetime(2026, 1, 1, 9, tzinfo=UTC)
    times = [start + timedelta(days=day, hours=hour) for day in range(365) for hour in (0, 3, 6)]
    keep = kept(taken_at(times))
    days = sorted({backup.at.date() for backup in keep}, reverse=True)
    assert [backup.at for backup in keep[:OPENINGS]] == times[: -OPENINGS - 1 : -1]
    assert (days[0] - days[DAYS - 1]).days == DAYS - 1
    assert 7 * (WEEKS - 2) <= (days[0] - days[-1]).days <= 7 * WEEKS


def test_a_backup_taken_with_the_clock_set_back_is_still_the_newest(folder: Path, keeper: Keeper):
    for title in ("One", "Two"):
        add(keeper, title)
        backups_in(folder).take(NOON)
    add(keeper, "Three")
    path = backups_in(folder).take(NOON - timedelta(days=3650))
    assert backups_in(folder).all()[0].path == path
    add(keeper, "Four")
    assert backups_in(folder).take(NOON) is not None
