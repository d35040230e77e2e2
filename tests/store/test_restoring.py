"""A backup put back: whole, told of, and noticed by whoever has the board open."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kanban.boards import create_board, open_board
from kanban.domain.operations import cards, wins
from kanban.errors import DamagedError, StorageError
from kanban.keeper import Keeper
from kanban.store.backups import Backups
from kanban.store.restoring import restore
from tests.faults.disks import FailingDisk, QuickDisk

from .builder import (
    START,
    TickingClock,
    a_day_of_work,
    add,
    board_file,
    bytes_in,
    new_keeper,
    reopened,
    state,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def put_back(folder: Path, backup: Path, **arguments):
    return restore(folder / "main.json", backup, NOON, disk=QuickDisk(), **arguments)


def backed_up(keeper: Keeper) -> Path:
    path = keeper.back_up()
    assert path is not None
    return path


def test_each_backup_of_a_long_day_comes_back_equal(folder: Path, keeper: Keeper):
    held = {}
    for _ in range(8):
        a_day_of_work(keeper, 3)
        held[backed_up(keeper)] = state(keeper.board)
    keeper.close()
    for path, before in held.items():
        put_back(folder, path)
        after = state(reopened(folder).board)
        for what in ("records", "done", "undone"):
            assert after[what] == before[what]


def test_what_stood_there_before_is_kept_as_a_backup(folder: Path, keeper: Keeper):
    path = backed_up(keeper)
    a_day_of_work(keeper)
    before = state(keeper.board)
    (kept,) = put_back(folder, path).kept
    put_back(folder, kept)
    assert state(reopened(folder).board)["records"] == before["records"]


def test_damaged_files_are_kept_byte_for_byte(folder: Path, keeper: Keeper):
    path = backed_up(keeper)
    add(keeper, "One")
    keeper.close()
    snapshot = (folder / "main.json").read_bytes()[:-9]
    (folder / "main.json").write_bytes(snapshot)
    journal = (folder / "main.journal").read_bytes()
    kept = put_back(folder, path).kept
    assert sorted(copy.read_bytes() for copy in kept) == sorted([snapshot, journal])
    assert all(copy.name.startswith("main.damaged-") for copy in kept)
    assert reopened(folder).board.title == "Launch"


def test_a_board_whose_files_are_gone_comes_back(folder: Path, keeper: Keeper):
    add(keeper, "One")
    path = backed_up(keeper)
    before = state(keeper.board)
    for file in folder.glob("main.*"):
        file.unlink()
    assert put_back(folder, path).kept == ()
    assert state(reopened(folder).board)["records"] == before["records"]


@pytest.mark.parametrize("is_damaged", [False, True])
def test_an_open_board_notices_and_goes_on_from_what_was_put_back(
    folder: Path, keeper: Keeper, is_damaged: bool
):
    add(keeper, "Kept")
    path = backed_up(keeper)
    add(keeper, "Given up", "Given up too")
    beside = reopened(folder)
    if is_damaged:
        (folder / "main.json").write_bytes(b"")
        (folder / "main.journal").write_bytes(b"")
    put_back(folder, path)
    assert beside.follow().is_reloaded
    assert [card.title for card in beside.board.table(cards.Card).values()] == ["Kept"]
    add(keeper, "After")  # decides on what is there now, without having looked before
    assert bool(beside.follow())
    assert [card.title for card in reopened(folder).board.cards_in(1)] == ["Kept", "After"]


def test_the_commit_put_back_is_above_everything_seen(folder: Path, keeper: Keeper):
    path = backed_up(keeper)
    a_day_of_work(keeper)
    before = keeper.board.seq
    put_back(folder, path)
    assert reopened(folder).board.seq > before
    put_back(folder, path)
    assert reopened(folder).board.seq > before + 1


def test_commits_that_no_file_names_any_more_are_passed_too(folder: Path, keeper: Keeper):
    add(keeper, "Kept")
    path = backed_up(keeper)
    for number in range(30):
        add(keeper, f"Card {number}")
    for file in folder.glob("main.*"):
        file.unlink()
    put_back(folder, path)
    assert keeper.follow().is_reloaded
    assert [card.title for card in keeper.board.cards_in(1)] == ["Kept"]


def test_no_number_is_given_out_twice_after_going_back(folder: Path, keeper: Keeper):
    path = backed_up(keeper)
    given_up = add(keeper, "One", "Two")
    put_back(folder, path)
    assert min(add(reopened(folder), "New")) > max(given_up)


def test_undo_works_after_a_restore(folder: Path, keeper: Keeper):
    keeper.do(wins.log, texts=("Asked for help",))
    path = backed_up(keeper)
    add(keeper, "One")
    put_back(folder, path)
    after = reopened(folder)
    assert after.undo().words == 'Logged the win "Asked for help"'
    assert after.board.wins_on(START.day) == []


def test_a_damaged_backup_changes_nothing(folder: Path, keeper: Keeper):
    path = backed_up(keeper)
    path.write_bytes(path.read_bytes().replace(b"Launch", b"Lunch!"))
    before = bytes_in(folder)
    with pytest.raises(DamagedError):
        put_back(folder, path)
    assert bytes_in(folder) == before


def test_a_board_of_a_newer_version_is_not_overwritten(folder: Path, keeper: Keeper, monkeypatch):
    path = backed_up(keeper)
    from kanban.store import snapshot

    monkeypatch.setattr(snapshot, "SCHEMA", 2)
    keeper.fold()
    tables = snapshot.unseal((folder / "main.json").read_bytes(), "main")
    tables["store"]["1"]["schema"] = 2
    tables.pop("seal")
    (folder / "main.json").write_bytes(snapshot.seal(tables))
    monkeypatch.setattr(snapshot, "SCHEMA", 1)
    before = bytes_in(folder)
    with pytest.raises(StorageError, match="newer version"):
        put_back(folder, path)
    assert bytes_in(folder) == before


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("number", range(1, 25))
def test_a_restore_that_fails_at_any_step_can_be_done_again(
    folder: Path, keeper: Keeper, number: int, is_damaged: bool
):
    add(keeper, "Kept")
    path = backed_up(keeper)
    wanted = state(keeper.board)["records"]
    add(keeper, "Newer")
    newer = state(keeper.board)["records"]
    if is_damaged:
        (folder / "main.json").write_bytes(b"")
    disk = FailingDisk(lambda act, _name: act == number)
    try:
        restore(folder / "main.json", path, NOON, disk=disk)
    except StorageError:
        there = _records(folder)
        assert there in (None, newer, wanted)
        assert not (is_damaged and there == newer)
        if there is None and not is_damaged:  # half way: nobody may write to what will be gone
            with pytest.raises(StorageError):
                add(keeper, "Into the void")
    assert disk.failures == (number <= len(disk.acts))
    put_back(folder, path)
    assert _records(folder) == wanted
    _one_more_survives(folder)


def _records(folder: Path):
    """Return what the board holds, None where it is refused as damaged."""
    try:
        return state(reopened(folder).board)["records"]
    except DamagedError:
        return None


def _one_more_survives(folder: Path):
    add(reopened(folder), "After")
    assert any(card.title == "After" for card in reopened(folder).board.cards_in(1))


# -- offering it ---------------------------------------------------------------------------------


class Clock(TickingClock):
    """In Berlin, an hour ahead of UTC."""


@pytest.mark.parametrize("name", ["main", "Garden plans"])
def test_a_damaged_board_offers_its_newest_good_backup_in_one_sentence(tmp_path: Path, name: str):
    keeper = create_board(tmp_path, name, Clock())
    add(keeper, "One", "Two")
    keeper.back_up()
    keeper.close()
    journal = tmp_path / f"{name}.journal"
    data = journal.read_bytes()
    journal.write_bytes(data[:50] + b"?" + data[51:] + data[-20:])
    for door in (open_board, create_board):
        with pytest.raises(DamagedError) as caught:
            door(tmp_path, name, Clock())
        which = "" if name == "main" else '--board "Garden plans" '
        assert str(journal) in caught.value.message
        assert caught.value.hint == (
            "The newest good backup is of Sun 22 Nov 09:12 (2 cards, 0 wins);"
            f" progress-board {which}restore 1 puts it back."
        )


def test_a_backup_of_another_year_is_offered_with_its_year(tmp_path: Path):
    keeper = create_board(tmp_path, "main", Clock())
    Backups(tmp_path / "main.json").take(NOON - timedelta(days=400))
    keeper.close()
    (tmp_path / "main.json").unlink()
    with pytest.raises(DamagedError, match="Sat 18 Oct 2025 13:00"):
        open_board(tmp_path, "main", Clock())


def test_a_damaged_board_without_a_backup_keeps_its_own_hint(tmp_path: Path):
    create_board(tmp_path, "main", Clock()).close()
    (tmp_path / "main.json").write_bytes(b"")
    with pytest.raises(DamagedError, match="put a copy of it back that you trust"):
        create_board(tmp_path, "main", Clock())


def test_a_backup_can_be_taken_and_put_back_without_having_opened_the_board(folder: Path):
    new_keeper(folder).close()
    path = Backups(folder / "main.json", QuickDisk()).take(NOON)
    assert path is not None
    (folder / "main.json").write_bytes(b"\x00" * 400)
    put_back(folder, path)
    assert board_file(folder).load().title == "Launch"
