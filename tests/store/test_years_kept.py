"""Yearly files beside backups: copied, put back, looked over and mended."""

import shutil
from datetime import UTC, date, datetime

import pytest

from kanban.domain.operations import cards, wins
from kanban.domain.records import Win
from kanban.errors import DamagedError
from kanban.store.backups import Backups
from kanban.store.checkup import check
from kanban.store.restoring import restore
from kanban.store.snapshot import seal, unseal
from kanban.store.years import YearFiles
from tests.domain.builder import records
from tests.faults.disks import QuickDisk

from .builder import new_keeper, reopened
from .test_years import DAMAGES, cut, earn, put_away, short, withdraw, year_path

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def copy_path(folder, year):
    return folder / "backups" / "main" / "years" / f"{year}.json"


def findings(folder):
    return check(folder / "main.json", AT, QuickDisk()).findings


def damaged(path, data):
    """Put bytes in a file's place, private as it was."""
    path.write_bytes(data)
    path.chmod(0o600)


def test_what_was_put_away_has_a_copy_at_once(folder):
    put_away(folder)
    for year in (2023, 2024):
        assert copy_path(folder, year).read_bytes() == year_path(folder, year).read_bytes()
    assert findings(folder) == ()


def test_a_copy_is_replaced_by_what_holds_more_and_never_by_damage(folder):
    keeper = put_away(folder)
    keeper.do(earn, years=(2024,), count=1)
    keeper.fold()
    good = year_path(folder, 2024).read_bytes()
    assert copy_path(folder, 2024).read_bytes() == good
    year_path(folder, 2024).write_bytes(short(good))
    again = reopened(folder)
    again.do(cards.add, titles=("Card",))
    again.back_up()
    assert len(unseal(copy_path(folder, 2024).read_bytes(), "")["wins"]) == 4
    year_path(folder, 2024).write_bytes(cut(good))
    again.do(cards.add, titles=("Card",))
    again.back_up()
    assert copy_path(folder, 2024).read_bytes() == good


def test_a_damaged_year_without_a_good_copy_is_told_by_a_backup_that_is_taken(folder):
    keeper = put_away(folder)
    copy_path(folder, 2024).unlink()
    year_path(folder, 2024).write_bytes(b"{}")
    keeper.do(cards.add, titles=("Card",))
    with pytest.raises(DamagedError, match="2024"):
        keeper.back_up()
    newest = Backups(folder / "main.json").all()[0]
    assert newest.seq == keeper.board.seq


def test_a_damaged_copy_is_told_and_written_anew(folder):
    keeper = put_away(folder)
    copy_path(folder, 2024).write_bytes(b"{}")
    (finding,) = findings(folder)
    assert "copy of a year" in finding.words
    keeper.do(cards.add, titles=("Card",))
    keeper.back_up()
    assert copy_path(folder, 2024).read_bytes() == year_path(folder, 2024).read_bytes()
    assert findings(folder) == ()


@pytest.mark.parametrize("damage", [*DAMAGES, None])
def test_a_damaged_or_missing_year_is_found_and_mended_from_its_copy(folder, damage):
    before = records(put_away(folder).board)
    path = year_path(folder, 2024)
    held = damage(path.read_bytes()) if damage else None
    path.unlink()
    if held is not None:
        damaged(path, held)
    (finding,) = findings(folder)
    assert "2024" in finding.words
    assert finding.is_mendable
    finding.mend()
    assert records(reopened(folder).board) == before
    kept = [each.read_bytes() for each in path.parent.glob("2024.damaged-*")]
    assert kept == ([] if damage in (None, short) else [held])
    assert [each.words for each in findings(folder) if "2024.damaged" not in each.words] == []


def test_a_year_that_has_no_good_copy_is_said_to_be_so(folder):
    put_away(folder)
    copy_path(folder, 2024).unlink()
    year_path(folder, 2024).write_bytes(b"{}")
    (finding,) = findings(folder)
    assert not finding.is_mendable
    assert "a copy of that file" in finding.remedy


def test_the_records_of_a_year_are_looked_over_and_mended_as_any_other(folder):
    put_away(folder)
    path = year_path(folder, 2024)
    tables = unseal(path.read_bytes(), "")
    del tables["seal"]
    tables["wins"]["5"]["card_id"] = 77
    path.write_bytes(seal(tables))
    (finding,) = findings(folder)
    assert "names card 77" in finding.words


def test_another_version_of_a_year_from_a_synced_folder_is_told(folder):
    put_away(folder)
    path = year_path(folder, 2024)
    shutil.copy(path, path.with_name("2024 (conflicted copy 2026-11-22).json"))
    (finding,) = findings(folder)
    assert "another version of the wins of 2024" in finding.words


def test_years_that_others_can_read_are_made_private(folder):
    put_away(folder)
    year_path(folder, 2024).chmod(0o644)
    year_path(folder, 2024).parent.chmod(0o755)
    found = findings(folder)
    assert len(found) == 2
    for finding in found:
        finding.mend()
    assert findings(folder) == ()


# -- restoring -----------------------------------------------------------------------------------


def put_back(folder, number=None):
    there = Backups(folder / "main.json").all()
    backup = next(each for each in there if number in (None, each.number))
    return restore(folder / "main.json", backup.path, AT, disk=QuickDisk())


def test_restoring_puts_years_back_that_are_missing_or_damaged(folder):
    keeper = put_away(folder)
    keeper.do(cards.add, titles=("Card",))
    keeper.back_up()
    before = records(keeper.board)
    (folder / "main.json").write_bytes(b"")
    year_path(folder, 2023).unlink()
    year_path(folder, 2024).write_bytes(cut(year_path(folder, 2024).read_bytes()))
    assert put_back(folder).missing == ()
    assert records(reopened(folder).board) == before


def test_restoring_names_the_years_that_are_nowhere(folder):
    keeper = put_away(folder)
    keeper.do(cards.add, titles=("Card",))
    keeper.back_up()
    copy_path(folder, 2024).unlink()
    year_path(folder, 2024).unlink()
    assert put_back(folder).missing == (2024,)
    board = reopened(folder).board
    with pytest.raises(DamagedError):
        board.wins_on(date(2024, 1, 5))
    assert board.wins_on(date(2023, 1, 5))


def test_restoring_from_before_they_were_put_away_sets_damaged_years_aside(folder):
    keeper = new_keeper(folder)
    keeper.do(earn, years=(2024, 2026))
    keeper.back_up()
    before = records(keeper.board)
    keeper.fold()
    shutil.rmtree(copy_path(folder, 2024).parent)
    year_path(folder, 2024).write_bytes(b"{}")
    assert put_back(folder, 1).missing == ()
    assert records(reopened(folder).board) == before
    assert list(year_path(folder, 2024).parent.glob("2024.damaged-*"))


def test_no_number_of_a_yearly_file_is_handed_out_after_restoring(folder):
    keeper = new_keeper(folder)
    keeper.do(wins.log, texts=("Today",))
    keeper.back_up()
    keeper.do(earn, years=(2024,))
    withdraw(keeper, 3)
    keeper.fold()
    (folder / "main.json").write_bytes(b"")
    put_back(folder, 1)
    again = reopened(folder)
    again.do(wins.log, texts=("Tomorrow",))
    assert set(again.board.on_hand(Win)) == {1, 5}
    assert len(again.board.table(Win)) == 5


def test_a_folder_of_another_computer_is_restored_with_its_years(folder, tmp_path):
    keeper = put_away(folder)
    before = records(keeper.board)
    shutil.copytree(folder, tmp_path / "elsewhere")
    shutil.rmtree(folder)
    assert (
        restore(
            folder / "main.json", tmp_path / "elsewhere" / "main.json", AT, disk=QuickDisk()
        ).missing
        == ()
    )
    assert records(reopened(folder).board) == before
    assert YearFiles.of(folder / "main.json").all() == [2023, 2024]
