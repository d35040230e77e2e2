"""Yearly files: wins of years long past, put away, looked at, changed and damaged."""

import shutil
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.older_wins import PutAway
from kanban.domain.operations import cards, wins
from kanban.domain.records import Win, WinKind
from kanban.domain.values import replace
from kanban.errors import DamagedError, StorageError
from kanban.keeper import Keeper
from kanban.store.snapshot import seal, unseal
from kanban.store.viewing import ViewStore
from kanban.store.years import YearFiles
from tests.domain.builder import records
from tests.faults.disks import FailingDisk, QuickDisk

from . import older
from .builder import board_file, new_keeper, put, reopened

TODAY = date(2026, 11, 22)


def earn(board: Board, _now: Moment, *, years: tuple[int, ...], count: int = 3) -> Change:
    """Return a change that logs wins of years past, as an import does."""
    first = board.next_id(Win)
    new = [
        Win(
            id=first + number,
            kind=WinKind.CARD,
            text=f"Win {first + number} 漢字",
            at=datetime(year, 1 + number % count, 5, 9, tzinfo=UTC),
            zone="Europe/Berlin",
            utc_offset_minutes=60,
            day=date(year, 1 + number % count, 5),
        )
        for number, year in enumerate(year for year in years for _ in range(count))
    ]
    return Change("Imported", tuple(Edit(None, win) for win in new))


def change_win(board: Board, _now: Moment, *, win_id: int, **fields: object) -> Change:
    win = board.get(Win, win_id)
    return Change("Changed a win", (Edit(win, replace(win, **fields)),))


def withdraw(keeper: Keeper, win_id: int) -> None:
    keeper.do(change_win, win_id=win_id, withdrawn_at=datetime(2026, 11, 22, tzinfo=UTC))


def put_away(folder: Path, years: tuple[int, ...] = (2023, 2024, 2025, 2026)) -> Keeper:
    """Return a keeper of a board whose older years were put away, just opened."""
    keeper = new_keeper(folder)
    keeper.do(earn, years=years)
    keeper.fold()
    return reopened(folder)


def year_path(folder: Path, year: int) -> Path:
    return folder / "years" / "main" / f"{year}.json"


def snapshot_wins(folder: Path) -> dict[str, dict]:
    return unseal((folder / "main.json").read_bytes(), "main")["wins"]


def noted(folder: Path) -> dict[str, dict]:
    return unseal((folder / "main.json").read_bytes(), "main")["store"]["1"].get("years", {})


# -- putting away --------------------------------------------------------------------------------


def test_folding_puts_away_all_years_but_this_and_the_last(folder):
    keeper = put_away(folder)
    assert YearFiles.of(folder / "main.json").all() == [2023, 2024]
    assert sorted({each["day"][:4] for each in snapshot_wins(folder).values()}) == ["2025", "2026"]
    assert noted(folder) == {year: {"wins": 3, "withdrawn": 0} for year in ("2023", "2024")}
    assert keeper.board.put_away == {2023: PutAway(3), 2024: PutAway(3)}
    assert keeper.warnings == ()


def test_a_board_put_away_is_the_board_it_was(folder):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2019, 2024, 2026))
    keeper.do(cards.add, titles=("Card",))
    before = records(keeper.board)
    keeper.fold()
    again = reopened(folder).board
    assert records(again) == before
    assert records(keeper.board) == before
    assert again.next_ids() == keeper.board.next_ids()


def test_stock_tinydb_opens_a_yearly_file(folder):
    put_away(folder)
    with TinyDB(year_path(folder, 2024)) as plain:
        held = plain.table("wins").all()
        assert [row.doc_id for row in held] == [4, 5, 6]
        assert {row["day"][:4] for row in held} == {"2024"}
        assert plain.table("store").get(doc_id=1)["year"] == 2024


def test_opening_reads_no_yearly_file_and_looking_reads_one(folder):
    put_away(folder)
    seen: list[str] = []

    class WatchedDisk(QuickDisk):
        def read(self, path: Path, start: int = 0) -> bytes | None:
            seen.append(path.name)
            return super().read(path, start)

    keeper = reopened(folder, WatchedDisk())
    keeper.do(wins.log, texts=("Today",))
    keeper.follow()
    keeper.do(cards.add, titles=("Card",))
    keeper.undo()
    assert not {"2023.json", "2024.json"} & set(seen)
    assert len(keeper.board.wins_on(date(2024, 1, 5))) == 1
    assert "2024.json" in seen
    assert "2023.json" not in seen


def test_a_board_without_old_wins_has_no_folder_of_years(folder):
    keeper = new_keeper(folder)
    keeper.do(wins.log, texts=("Today",))
    keeper.fold()
    assert not (folder / "years").exists()
    assert "years" not in unseal((folder / "main.json").read_bytes(), "main")["store"]["1"]


def test_folding_again_writes_no_yearly_file_again(folder):
    put_away(folder)
    before = year_path(folder, 2024).stat()
    keeper = reopened(folder)
    keeper.board.table(Win)  # looked at
    keeper.do(wins.log, texts=("Today",))
    keeper.fold()
    after = year_path(folder, 2024).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_win_of_a_year_put_away_that_comes_later_joins_its_year(folder):
    keeper = put_away(folder)
    keeper.do(earn, years=(2024,), count=1)
    assert len(reopened(folder).board.table(Win)) == 13
    keeper.fold()
    assert noted(folder)["2024"] == {"wins": 4, "withdrawn": 0}
    assert len(reopened(folder).board.table(Win)) == 13


def test_an_old_win_that_changes_is_in_the_snapshot_until_it_is_put_away_again(folder):
    keeper = put_away(folder)
    withdraw(keeper, 5)
    expected = records(keeper.board)
    assert records(reopened(folder).board) == expected
    keeper.fold()
    assert "5" not in snapshot_wins(folder)
    assert noted(folder)["2024"] == {"wins": 3, "withdrawn": 1}
    assert records(reopened(folder).board) == expected
    assert reopened(folder).board.count_wins() == 11


def test_an_old_change_is_undone_after_its_wins_were_put_away(folder):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2020, 2024))
    keeper.fold()
    again = reopened(folder)
    again.undo()
    assert all(win.withdrawn_at for win in again.board.table(Win).values())
    expected = records(again.board)
    again.fold()
    last = reopened(folder)
    assert records(last.board) == expected
    last.redo()
    assert not any(win.withdrawn_at for win in last.board.table(Win).values())


def test_another_process_follows_changes_of_old_wins(folder):
    keeper = put_away(folder)
    unread, read = reopened(folder), reopened(folder)
    read.board.table(Win)
    withdraw(keeper, 5)
    unread.follow()
    read.follow()
    assert records(unread.board) == records(read.board) == records(keeper.board)


def test_a_process_that_saw_the_year_before_it_was_put_away_goes_on(folder):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2024, 2026))
    other = reopened(folder)
    keeper.fold()
    other.follow()
    withdraw(other, 2)
    other.fold()
    assert noted(folder)["2024"] == {"wins": 3, "withdrawn": 1}
    keeper.follow()
    expected = records(other.board)
    assert records(keeper.board) == records(reopened(folder).board) == expected


def test_a_process_that_is_behind_puts_nothing_away(folder):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2024,))
    file = board_file(folder)
    stale = file.load()
    keeper.do(cards.add, titles=("Card",))
    reader = board_file(folder)
    board = reader.load()
    reader.fold(board)
    before = (folder / "main.json").read_bytes()
    file.put_away(stale, TODAY)
    assert (folder / "main.json").read_bytes() == before
    assert not YearFiles.of(folder / "main.json").all()
    assert not list((folder / "years" / "main").iterdir())


@pytest.mark.parametrize("does_change", [False, True])
@pytest.mark.parametrize("today", [TODAY, date(2025, 1, 1), date(2031, 1, 1)])
def test_two_processes_that_put_away_at_once_lose_nothing(folder, does_change, today, monkeypatch):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2022, 2023, 2024, 2025, 2026))
    file = board_file(folder)
    board = file.load()
    file.fold(board)
    lock = file.lock

    def late() -> AbstractContextManager[None]:
        """Let another process be faster, when everything is staged."""
        other = reopened(folder)
        if does_change:
            withdraw(other, 5)
        other._store.fold(other.board)
        other._store.put_away(other.board, today)
        return lock()

    monkeypatch.setattr(file, "lock", late)
    file.put_away(board, TODAY)
    keeper.follow()
    assert records(reopened(folder).board) == records(keeper.board)
    keeper.fold()
    assert records(reopened(folder).board) == records(keeper.board)


def test_a_clock_that_is_ahead_costs_nothing_but_reading(folder):
    keeper = put_away(folder)
    before = records(keeper.board)
    file = board_file(folder)
    file.put_away(file.load(), date(2031, 1, 1))
    assert snapshot_wins(folder) == {}
    again = reopened(folder)
    assert records(again.board) == before
    withdraw(again, 12)
    again.fold()
    assert records(reopened(folder).board) == records(again.board)


def test_what_a_newer_version_keeps_in_a_yearly_file_stays(folder):
    keeper = put_away(folder)
    path = year_path(folder, 2024)
    tables = unseal(path.read_bytes(), "2024")
    del tables["seal"]
    tables["store"]["1"]["mood"] = "bright"
    tables["photos"] = {"1": {"file": "a.png"}}
    tables["wins"]["4"]["weather"] = "rain"
    path.write_bytes(seal(tables))
    withdraw(keeper, 5)
    keeper.fold()
    after = unseal(path.read_bytes(), "2024")
    assert after["store"]["1"]["mood"] == "bright"
    assert after["photos"] == tables["photos"]
    assert after["wins"]["4"]["weather"] == "rain"
    assert "withdrawn_at" in after["wins"]["5"]


def test_a_yearly_file_of_an_older_form_is_read(folder):
    put_away(folder)
    with older.form_2():
        older.age(folder)
        keeper = reopened(folder)
        assert len(keeper.board.table(Win)) == 12
        withdraw(keeper, 5)
        keeper.fold()
        assert unseal(year_path(folder, 2024).read_bytes(), "")["store"]["1"]["schema"] == 2
        assert len(reopened(folder).board.table(Win)) == 12


def test_a_newer_versions_board_shows_the_years_it_can_read(folder):
    keeper = put_away(folder)
    withdraw(keeper, 5)
    tables = unseal((folder / "main.json").read_bytes(), "main")
    tables["store"]["1"]["schema"] = 99
    del tables["seal"]
    put(folder / "main.json", seal(tables))
    board = ViewStore(folder / "main.json", QuickDisk()).load()
    assert len(board.table(Win)) == 12
    assert board.get(Win, 5).withdrawn_at


def test_what_a_process_that_died_left_staged_is_swept(folder):
    put_away(folder)
    stale = folder / "years" / "main" / "2024.json.99999999-1.new"
    stale.write_bytes(b"half")
    reopened(folder)
    assert not stale.exists()


@pytest.mark.parametrize("number", range(1, 24))
def test_any_act_of_the_disk_that_fails_loses_nothing_and_goes_through_later(folder, number):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2023, 2024, 2026))
    before = records(keeper.board)
    disk = FailingDisk(lambda act, _name: act == number)
    failing = reopened(folder, disk)
    try:
        failing.fold()
    except StorageError:
        assert disk.failures == 1
    assert records(reopened(folder).board) == before
    failing.fold()
    assert records(reopened(folder).board) == before
    assert YearFiles.of(folder / "main.json").all() == [2023, 2024]
    assert not list(folder.rglob("*.new"))


# -- damage --------------------------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    place = data.index(b"Win 5")
    return data[:place] + b"Win 6" + data[place + 5 :]


def short(data: bytes) -> bytes:
    tables = unseal(data, "")
    del tables["seal"], tables["wins"]["5"]
    return seal(tables)


def other_year(data: bytes) -> bytes:
    tables = unseal(data, "")
    del tables["seal"]
    tables["wins"]["5"]["day"] = "2023-01-01"
    return seal(tables)


def other_file(data: bytes) -> bytes:
    tables = unseal(data, "")
    del tables["seal"]
    tables["store"]["1"]["year"] = 2021
    return seal(tables)


def no_wins(_data: bytes) -> bytes:
    return seal({"store": {"1": {"schema": 1, "year": 2024}}, "wins": []})


def no_win(data: bytes) -> bytes:
    tables = unseal(data, "")
    del tables["seal"], tables["wins"]["5"]["text"]
    return seal(tables)


def empty(_data: bytes) -> bytes:
    return b""


DAMAGES = (cut, flip, short, other_year, other_file, no_wins, no_win, empty)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_year_is_told_when_it_is_looked_at_and_spoils_nothing_else(folder, damage):
    put_away(folder)
    path = year_path(folder, 2024)
    path.write_bytes(damage(path.read_bytes()))
    damaged = path.read_bytes()
    keeper = reopened(folder)
    keeper.do(wins.log, texts=("Today",))
    with pytest.raises(DamagedError, match="2024"):
        keeper.board.wins_on(date(2024, 1, 5))
    assert keeper.board.wins_on(date(2023, 1, 5))
    assert path.read_bytes() == damaged


def test_a_missing_year_is_told_on_opening_and_when_it_is_looked_at(folder):
    put_away(folder)
    year_path(folder, 2024).unlink()
    keeper = reopened(folder)
    (words,) = keeper.warnings
    assert words.startswith("The wins of 2024 are missing.")
    with pytest.raises(
        DamagedError, match=r"The wins of 2024 are missing: there is no .*2024\.json"
    ):
        keeper.board.wins_on(date(2024, 1, 5))


@pytest.mark.parametrize("damage", DAMAGES)
def test_nothing_is_put_on_top_of_a_damaged_year(folder, damage):
    put_away(folder)
    path = year_path(folder, 2024)
    path.write_bytes(damage(path.read_bytes()))
    damaged = path.read_bytes()
    keeper = reopened(folder)
    keeper.do(earn, years=(2022, 2024), count=1)
    if damage in (other_year, no_win):  # sealed well: what is there is kept, as it is
        keeper.fold()
    else:
        with pytest.raises(DamagedError, match="2024"):
            keeper.fold()
        assert path.read_bytes() == damaged
        assert [each["day"][:4] for each in snapshot_wins(folder).values()].count("2024") == 1
    assert YearFiles.of(folder / "main.json").all() == [2022, 2023, 2024]
    assert len(reopened(folder).board.wins_on(date(2022, 1, 5))) == 1


def test_files_that_are_gone_while_a_year_remains_are_no_new_board(folder):
    put_away(folder)
    shutil.rmtree(folder / "backups")
    (folder / "main.json").unlink()
    (folder / "main.journal").unlink()
    assert board_file(folder).exists
    with pytest.raises(DamagedError, match="a year is there"):
        new_keeper(folder)


def test_a_note_of_years_that_is_none_is_refused(folder):
    put_away(folder)
    tables = unseal((folder / "main.json").read_bytes(), "main")
    del tables["seal"]
    tables["store"]["1"]["years"]["2024"]["wins"] = "many"
    put(folder / "main.json", seal(tables))
    with pytest.raises(DamagedError, match="is not a board"):
        reopened(folder)


def test_a_yearly_file_that_was_never_noted_is_looked_at_too(folder):
    put_away(folder)
    tables = unseal((folder / "main.json").read_bytes(), "main")
    del tables["seal"], tables["store"]["1"]["years"]  # as a version before this one restores
    put(folder / "main.json", seal(tables))
    assert len(reopened(folder).board.table(Win)) == 12
