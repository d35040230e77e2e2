"""A board of an older form opens as if written today, and is never at risk on the way."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kanban.boards import open_board
from kanban.domain.operations import cards, wins
from kanban.domain.records import Card, Column, Day, Goal, Win
from kanban.errors import DamagedError, RuleError, StorageError
from kanban.keeper import Keeper
from kanban.store import journal, migration, snapshot
from kanban.store.backups import Backups
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk
from kanban.store.restoring import restore
from kanban.store.snapshot import Tables
from tests.faults.disks import FailingDisk, QuickDisk

from .builder import (
    TickingClock,
    a_day_of_work,
    add,
    board_file,
    bytes_in,
    new_keeper,
    one_act,
    reopened,
    state,
)
from .older import age, aged_line, to_form_2

GOLDEN = Path(__file__).parents[1] / "golden"
FORMS = sorted(int(folder.name.removeprefix("form-")) for folder in GOLDEN.glob("form-*"))


# -- every form there ever was -------------------------------------------------------------------


@pytest.fixture(params=FORMS, ids=lambda form: f"form {form}")
def garden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the golden board of each form."""
    return Path(shutil.copytree(GOLDEN / f"form-{request.param}", tmp_path / "boards"))


def keeper_of(folder: Path, name: str = "garden", disk: Disk | None = None) -> Keeper:
    return Keeper(BoardFile(folder / f"{name}.json", disk or QuickDisk()), TickingClock())


def test_there_is_a_golden_board_of_every_form():
    assert list(range(1, snapshot.SCHEMA + 1)) == FORMS


def test_there_is_a_step_from_every_older_form():
    assert set(migration.MIGRATIONS) == set(range(1, snapshot.SCHEMA))


def test_the_journal_has_the_form_of_the_snapshot():
    assert journal.FORM == snapshot.SCHEMA


def test_a_golden_board_opens_with_all_that_was_in_it(garden: Path):
    board = keeper_of(garden).board
    assert (board.title, board.seq) == ("Kitchen garden", 16)
    assert [(column.name, column.wip_limit) for column in board.columns()] == [
        ("To Do", None),
        ("Doing", 3),
        ("Done", None),
    ]
    assert [card.title for card in board.cards_in(1)] == [
        "Borrow a spade from Mrs. Özdemir",
        "Dig the first bed",
        "Sow chard under glass",
        "深い根 [bold]deep roots[/]",
    ]
    assert [card.title for card in board.cards_in(3)] == ["Find out what grows in half shade"]
    assert [win.text for win in board.table(Win).values()] == [
        "Measure the strip by the wall",
        "Talked to the neighbour over the fence; she offers seedlings",
        "Find out what grows in half shade",
        "Found the spade in our own cellar",
    ]
    assert {win.day for win in board.table(Win).values()} == {date(2026, 3, 6), date(2026, 3, 7)}


def test_a_golden_board_keeps_the_fields_of_each_record(garden: Path):
    board = keeper_of(garden).board
    goal, read, spade, dig = board.goal(1), board.card(2), board.card(3), board.card(4)
    assert goal.milestones == ("ground", "seed", "first salad")
    assert goal.target_on == date(2026, 6, 1)
    assert read.notes.splitlines()[-1] == "- ask at the market"
    assert [(item.text, item.is_done) for item in read.checklist] == [
        ("Library book", True),
        ("Ask at the market", False),
    ]
    assert (read.tags, read.due_on) == (("reading", "shade"), date(2026, 3, 9))
    assert spade.blocked == "She is away until Monday"
    assert (dig.milestone, dig.waits_for, dig.repeat) == ("ground", (3,), "every saturday")
    assert dig.extra == {"weather": {"min_celsius": 5}}
    assert board.card(1).archived_at == datetime(2026, 3, 7, 8, 42, tzinfo=UTC)
    day = board.day(date(2026, 3, 6))
    assert day is not None
    assert (day.three, day.note) == (("Measured the strip", "Seedlings!"), "Cold, but bright.")


def test_undo_and_redo_reach_back_into_a_golden_board(garden: Path):
    keeper = keeper_of(garden)
    assert keeper.redo().words == 'Changed "Borrow a spade from Mrs. Özdemir"'
    words = [keeper.undo().words for _ in range(4)]
    assert words[1] == 'Logged the win "Found the spade in our own cellar"'
    assert words[3] == "Added 2 cards"


def test_a_golden_board_is_written_back_with_what_no_version_knows(garden: Path):
    keeper = keeper_of(garden)
    keeper.do(wins.log, texts=("First shoots",))
    keeper.fold()
    tables = snapshot.unseal((garden / "garden.json").read_bytes(), "garden")
    assert tables["photos"] == {"1": {"file": "wall.jpg", "card": 1}}
    assert tables["cards"]["4"]["weather"] == {"min_celsius": 5}


def test_todays_form_is_the_newest_golden_one_to_the_byte():
    path = GOLDEN / f"form-{FORMS[-1]}" / "garden.json"
    tables = snapshot.unseal(path.read_bytes(), "garden")
    board = snapshot.to_board(tables, "garden")
    again = snapshot.board_tables(board, snapshot.other_tables(tables))
    assert snapshot.seal(again) == path.read_bytes()


# -- a form made up for these tests --------------------------------------------------------------


def call_today(monkeypatch: pytest.MonkeyPatch, form: int) -> None:
    monkeypatch.setattr(snapshot, "SCHEMA", form)
    monkeypatch.setattr(journal, "FORM", form)


@pytest.fixture
def form_2(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's form is called 2, and there is a step from 1."""
    call_today(monkeypatch, 2)
    monkeypatch.setattr(migration, "MIGRATIONS", {1: to_form_2})


@pytest.fixture
def older(folder: Path, form_2: None) -> dict[str, Any]:
    """A day of work in the older form, half of it in the journal; what it held."""
    keeper = new_keeper(folder)
    a_day_of_work(keeper, 7)
    keeper.do(cards.amend, card_id=1, fields={"tags": ("home", "soon")})
    keeper.fold()
    for number in range(7, 12):
        one_act(keeper, number)
    keeper.undo()
    keeper.close()
    held = state(keeper.board)
    age(folder)
    return held


def test_an_older_board_opens_as_if_written_today(folder: Path, older: dict[str, Any]):
    assert b"headline" in (folder / "main.json").read_bytes()
    assert b"headline" in (folder / "main.journal").read_bytes()
    assert state(reopened(folder).board) == older


def test_looking_at_an_older_board_writes_nothing(folder: Path, older: dict[str, Any]):
    before = bytes_in(folder)
    keeper = reopened(folder)
    keeper.follow()
    keeper.close()
    assert bytes_in(folder) == before


def test_undo_reaches_back_over_the_change_of_form(folder: Path, older: dict[str, Any]):
    keeper = reopened(folder)
    words = [commit.change.words for commit in older["done"][::-1]]
    assert [keeper.undo().words for _ in range(9)] == words[:9]
    assert keeper.redo().words == words[8]


def test_the_first_change_puts_the_board_into_todays_form(folder: Path, older: dict[str, Any]):
    add(reopened(folder), "New")
    for path in (folder / "main.json", folder / "main.journal"):
        assert b"headline" not in path.read_bytes()
    after = state(reopened(folder).board)
    assert after["records"]["cards"].popitem()[1].title == "New"
    assert after["records"]["wins"] == older["records"]["wins"]


def test_folding_puts_the_board_into_todays_form(folder: Path, older: dict[str, Any]):
    reopened(folder).fold()
    assert b"headline" not in (folder / "main.json").read_bytes()
    assert state(reopened(folder).board) == older


@pytest.mark.parametrize("writes", [lambda keeper: add(keeper, "New"), Keeper.fold])
def test_the_older_file_is_backed_up_whole_before(folder: Path, older: dict[str, Any], writes):
    writes(reopened(folder))
    backups = Backups(folder / "main.json", QuickDisk())
    (backup,) = backups.all()
    assert b'"schema": 1' in backup.path.read_bytes()
    assert b"headline" in backup.path.read_bytes()
    assert state(backups.read(backup.path)) == older


def test_a_backup_of_an_older_board_stays_in_its_form(folder: Path, older: dict[str, Any]):
    path = reopened(folder).back_up()
    assert path is not None
    assert b"headline" in path.read_bytes()
    assert state(Backups(folder / "main.json").read(path)) == older


def test_an_older_backup_can_be_put_back(folder: Path, older: dict[str, Any]):
    keeper = reopened(folder)
    path = keeper.back_up()
    assert path is not None
    add(keeper, "New")
    restore(folder / "main.json", path, datetime(2026, 11, 23, tzinfo=UTC), disk=QuickDisk())
    assert state(reopened(folder).board)["records"] == older["records"]
    assert b"headline" not in (folder / "main.json").read_bytes()


@pytest.mark.parametrize("number", range(1, 30))
def test_killed_at_any_step_nothing_is_lost_and_it_begins_again(
    folder: Path, older: dict[str, Any], number: int
):
    disk = FailingDisk(lambda act, _name: act >= number)  # dead from there on
    keeper = reopened(folder, disk)
    try:
        add(keeper, "New")
    except StorageError:
        pass
    else:
        assert number > len(disk.acts)
    again = state(reopened(folder).board)
    has_new = again["seq"] > older["seq"]
    assert has_new or again == older
    add(reopened(folder), "Newer")
    titles = [card.title for card in reopened(folder).board.table(Card).values()]
    assert titles[-1 - has_new :] == (["New", "Newer"] if has_new else ["Newer"])
    assert len(Backups(folder / "main.json").all()) == 1


def test_what_was_staged_by_two_who_were_killed_is_swept(folder: Path, older: dict[str, Any]):
    def dies_after_the_backup(_act: int, name: str) -> bool:
        return name == "new_file" and bool(Backups(folder / "main.json").all())

    backups = folder / "backups" / "main"
    with pytest.raises(StorageError):
        add(reopened(folder, FailingDisk(dies_after_the_backup)), "New")
    (backup,) = backups.iterdir()
    (backups / f"{backup.name}.4194305-1.new").touch()  # a number that no process has
    add(reopened(folder), "New")
    assert list(backups.iterdir()) == [backup]


def test_every_step_was_reached_by_the_test_above(folder: Path, older: dict[str, Any]):
    disk = FailingDisk()
    add(reopened(folder, disk), "New")
    assert 10 < len(disk.acts) < 30


def test_two_processes_that_opened_the_older_board_lose_nothing(
    folder: Path, older: dict[str, Any]
):
    one, two, three = reopened(folder), reopened(folder), reopened(folder)
    add(one, "By one")
    one.fold()
    add(two, "By two")
    assert three.follow()
    add(three, "By three")
    titles = [card.title for card in reopened(folder).board.table(Card).values()]
    assert titles[-3:] == ["By one", "By two", "By three"]
    assert state(one.board)["seq"] < state(three.board)["seq"]
    assert one.follow()
    assert state(one.board)["records"] == state(three.board)["records"]


def test_a_fold_that_comes_too_late_overwrites_nothing(folder: Path, older: dict[str, Any]):
    late = board_file(folder)
    board = late.load()
    add(reopened(folder), "By another")
    late.fold(board)
    titles = [card.title for card in reopened(folder).board.table(Card).values()]
    assert titles[-1] == "By another"


def by_an_older_process(folder: Path, title: str) -> None:
    """Append a commit as a process of the older version does, which has the board open."""
    path = folder / "main.journal"
    data = path.read_bytes()
    board = reopened(folder).board
    shadow = folder.parent / "shadow"
    shutil.rmtree(shadow, ignore_errors=True)
    shutil.copytree(folder, shadow)
    keeper = reopened(shadow)
    add(keeper, title)
    line = (shadow / "main.journal").read_bytes().splitlines(keepends=True)[-1]
    assert keeper.board.seq == board.seq + 1
    path.write_bytes(data + aged_line(line))


def test_what_an_older_process_still_writes_is_taken_in(folder: Path, older: dict[str, Any]):
    keeper = reopened(folder)
    by_an_older_process(folder, "By an older process")
    assert keeper.follow().is_reloaded
    add(keeper, "By this one")
    titles = [card.title for card in reopened(folder).board.table(Card).values()]
    assert titles[-2:] == ["By an older process", "By this one"]


def test_an_older_process_cannot_write_to_a_board_of_todays_form(
    folder: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
):
    add(keeper, "By the older process")
    call_today(monkeypatch, 2)
    monkeypatch.setattr(migration, "MIGRATIONS", {1: lambda tables: tables})
    add(reopened(folder), "New")
    before = bytes_in(folder)
    call_today(monkeypatch, 1)
    with pytest.raises(StorageError, match="newer version"):
        add(keeper, "Again by the older process")
    assert bytes_in(folder) == before


def test_killed_between_the_two_files_even_an_older_process_loses_nothing(
    folder: Path, older: dict[str, Any]
):
    old_journal = (folder / "main.journal").read_bytes()
    reopened(folder).fold()  # the snapshot is new now; the journal of before comes back
    (folder / "main.journal").write_bytes(old_journal)
    assert state(reopened(folder).board) == older
    by_an_older_process(folder, "By an older process")
    add(reopened(folder), "New")
    titles = [card.title for card in reopened(folder).board.table(Card).values()]
    assert titles[-2:] == ["By an older process", "New"]
    assert b"headline" not in (folder / "main.journal").read_bytes()


# -- refusals ------------------------------------------------------------------------------------


def test_steps_are_taken_in_order(folder: Path, older: dict[str, Any], monkeypatch):
    def to_form_3(tables: Tables) -> Tables:
        assert all("headline" not in card for card in tables["cards"].values())
        tables["about"]["1"]["title"] += ", third form"
        return tables

    call_today(monkeypatch, 3)
    monkeypatch.setattr(migration, "MIGRATIONS", {2: to_form_3, 1: to_form_2})
    assert reopened(folder).board.title == "Launch, third form"


def test_a_form_without_a_step_is_refused_by_its_number(
    folder: Path, older: dict[str, Any], monkeypatch
):
    monkeypatch.setattr(migration, "MIGRATIONS", {})
    before = bytes_in(folder)
    with pytest.raises(StorageError, match="is in form 1, which this version can no longer read"):
        reopened(folder)
    assert bytes_in(folder) == before


def test_a_step_that_trips_over_a_document_is_damage_and_no_traceback(
    folder: Path, older: dict[str, Any], monkeypatch
):
    monkeypatch.setattr(
        migration, "MIGRATIONS", {1: lambda tables: tables["never"]["1"]["was"] or tables}
    )
    with pytest.raises(DamagedError, match="is not a board"):
        reopened(folder)


def test_a_journal_that_does_not_fit_its_older_snapshot_is_refused(
    folder: Path, older: dict[str, Any]
):
    path = folder / "main.json"
    tables = snapshot.unseal(path.read_bytes(), "main")
    tables.pop("seal")
    tables["cards"].clear()
    path.write_bytes(snapshot.seal(tables))
    with pytest.raises(DamagedError, match="does not fit its journal"):
        reopened(folder)


@pytest.mark.parametrize("is_older", [True, False])
def test_a_newer_board_is_refused_and_left_as_it_is(
    folder: Path, older: dict[str, Any], monkeypatch, is_older: bool
):
    if not is_older:
        add(reopened(folder), "New")
    call_today(monkeypatch, 3)
    monkeypatch.setattr(migration, "MIGRATIONS", {1: to_form_2, 2: lambda tables: tables})
    reopened(folder).fold()
    call_today(monkeypatch, 2)
    before = bytes_in(folder)
    with pytest.raises(StorageError) as caught:
        reopened(folder)
    assert "its form is 3, this one knows 2" in caught.value.message
    assert caught.value.hint == "Update progress-board to open it."
    assert bytes_in(folder) == before


def test_kinds_of_record_in_golden_boards_are_all_kinds(garden: Path):
    board = keeper_of(garden).board
    assert all(board.table(kind) for kind in (Column, Goal, Card, Win, Day))


# -- a newer board is opened to look at only -----------------------------------------------------


@pytest.fixture
def newer(folder: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """The keeper of the test's board in a form that is newer than today's; half in the journal."""
    call_today(monkeypatch, 2)
    monkeypatch.setattr(migration, "MIGRATIONS", {1: lambda tables: tables})
    made = reopened(folder)
    a_day_of_work(made, 5)
    made.fold()
    add(made, "In the journal")
    call_today(monkeypatch, 1)
    return made


def looked_at(folder: Path) -> Keeper:
    return open_board(folder, "main", TickingClock())


def test_a_newer_board_is_shown_as_far_as_this_version_knows_it(folder: Path, newer: Keeper):
    assert state(looked_at(folder).board) == state(newer.board)


def test_nothing_can_be_done_to_a_newer_board_and_its_files_stay(folder: Path, newer: Keeper):
    before = bytes_in(folder)
    keeper = looked_at(folder)
    for act in (lambda: add(keeper, "New"), keeper.undo, keeper.redo):
        with pytest.raises(RuleError, match="its form is 2, this one knows 1") as caught:
            act()
        assert caught.value.hint == "Update progress-board to change it."
    keeper.fold()
    assert keeper.back_up() is None
    keeper.close()
    assert bytes_in(folder) == before


def test_a_newer_board_tells_on_opening_that_it_is_for_looking_only(folder: Path, newer: Keeper):
    assert "open to look at only" in looked_at(folder).warnings[0]


def test_a_newer_board_that_is_looked_at_follows_what_others_write(
    folder: Path, newer: Keeper, monkeypatch: pytest.MonkeyPatch
):
    keeper = looked_at(folder)
    assert not keeper.follow()
    call_today(monkeypatch, 2)
    add(newer, "Later")
    call_today(monkeypatch, 1)
    assert keeper.follow().is_reloaded
    assert state(keeper.board) == state(newer.board)


def test_a_newer_board_too_different_to_be_read_is_refused_with_what_to_do(
    folder: Path, newer: Keeper
):
    path = folder / "main.json"
    data = path.read_bytes()
    body = json.loads(data)
    body.pop("seal")
    body["cards"]["1"] = {"everything": "is different"}
    path.write_bytes(snapshot.seal(body))
    with pytest.raises(StorageError, match="Update progress-board to open it"):
        looked_at(folder)


def test_a_newer_board_that_is_damaged_is_damage(folder: Path, newer: Keeper):
    path = folder / "main.json"
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DamagedError):
        looked_at(folder)
