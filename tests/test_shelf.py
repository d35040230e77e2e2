"""The shelf: boards side by side, and cards that go from one to another."""

from contextlib import closing
from pathlib import Path

import pytest

from kanban.boards import create_board, open_board
from kanban.domain.operations import cards, columns
from kanban.domain.records import Card
from kanban.errors import BoardError, BusyError, RuleError, UsageError
from kanban.keeper import Keeper
from kanban.paths import DEFAULT_BOARD
from kanban.shelf import Shelf
from kanban.store import presence
from kanban.store.board_file import BoardFile
from tests.faults.recorder import PulledError
from tests.faults.subjects import START, clock


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_WAIT_S", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two boards, of which one has three cards."""
    folder = tmp_path / "boards"
    with closing(create_board(folder, "main", clock)):
        pass
    with closing(create_board(folder, "work", clock)) as keeper:
        keeper.do(cards.add, titles=("Dig", "Pour", "Dry"))
        keeper.do(cards.finish, card_ids=(1,))
    return folder


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(folder, clock, "work")


def board(folder: Path, name: str) -> Keeper:
    return open_board(folder, name, clock)


def titles(folder: Path, name: str) -> list[str]:
    """Return the titles of all cards that are not put away."""
    with closing(board(folder, name)) as keeper:
        held = keeper.board.table(Card).values()
        return [card.title for card in held if card.archived_at is None]


def test_each_board_tells_its_title_its_cards_its_wins_and_its_last_change(shelf: Shelf):
    assert shelf.names() == ["main", "work"]
    work = shelf.look("work")
    assert (work.title, work.open_cards, work.done_cards, work.wins_today) == ("Work", 2, 1, 1)
    assert work.changed_at == START.at
    assert not work.trouble
    assert shelf.look("main").open_cards == 0


def test_looking_opens_nothing_and_changes_no_file(shelf: Shelf, folder: Path):
    before = sorted(folder.rglob("*"))
    shelf.look("work")
    assert sorted(folder.rglob("*")) == before


def test_a_board_that_cannot_be_read_stands_there_with_the_reason(shelf: Shelf, folder: Path):
    (folder / "work.json").write_bytes(b"{")
    found = shelf.look("work")
    assert found.title == "work"
    assert "work.json" in found.trouble


def test_a_board_is_set_up_once(shelf: Shelf, folder: Path):
    assert shelf.create(" Side Project ") == "Side Project"
    assert shelf.look("Side Project").title == "Side Project"
    for name in ("Side Project", "side project"):
        with pytest.raises(RuleError, match='There is a board called "Side Project" already'):
            shelf.create(name)
    assert shelf.create("garden") == "garden"
    assert shelf.look("garden").title == "Garden"
    with closing(board(folder, "garden")) as keeper, pytest.raises(RuleError):
        keeper.undo()


@pytest.mark.parametrize("name", ["", "a/b", "../x", ".hidden", "x" * 65, "con"])
def test_a_name_that_no_file_can_have_is_refused(shelf: Shelf, name: str):
    with pytest.raises(UsageError, match="cannot be the name of a board"):
        shelf.create(name)
    with pytest.raises(UsageError, match="cannot be the name of a board"):
        shelf.rename("work", name)
    assert shelf.names() == ["main", "work"]


def test_a_new_name_brings_the_title_along_where_that_was_the_name(shelf: Shelf, folder: Path):
    assert shelf.rename("work", "office") == "office"
    assert shelf.names() == ["main", "office"]
    assert shelf.look("office").title == "Office"
    with closing(board(folder, "office")) as keeper:
        keeper.do(columns.retitle, title="Where I work: Q4!")
    shelf.rename("office", "desk")
    assert shelf.look("desk").title == "Where I work: Q4!"
    assert titles(folder, "desk") == ["Dig", "Pour", "Dry"]


def test_a_name_may_change_in_case_alone(shelf: Shelf):
    assert shelf.rename("work", "Work") == "Work"
    assert shelf.names() == ["Work", "main"]


def test_the_board_that_opens_by_itself_keeps_its_name_and_gets_the_title(shelf: Shelf):
    assert shelf.rename(DEFAULT_BOARD, "Home: all of it") == DEFAULT_BOARD
    assert shelf.names() == ["main", "work"]
    assert shelf.look(DEFAULT_BOARD).title == "Home: all of it"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nope", "x", 'There is no board called "nope"'),
        ("work", "MAIN", 'There is a board called "main" already'),
        ("work", "work", 'It is called "work" already'),
    ],
)
def test_a_name_that_cannot_be_given_is_refused(shelf: Shelf, old: str, new: str, words: str):
    with pytest.raises(RuleError, match=words):
        shelf.rename(old, new)
    assert shelf.names() == ["main", "work"]


def test_a_board_is_put_away_whole_and_brought_back(shelf: Shelf, folder: Path):
    before = shelf.look("work")
    shelf.archive("work")
    assert shelf.names() == ["main"]
    assert shelf.names(is_archived=True) == ["work"]
    assert shelf.look("work", is_archived=True).open_cards == before.open_cards
    assert shelf.restore("work") == "work"
    assert shelf.look("work") == before
    assert shelf.names(is_archived=True) == []


def test_a_board_comes_back_under_another_name(shelf: Shelf, folder: Path):
    shelf.archive("work")
    shelf.create("work")
    with pytest.raises(RuleError, match='There is a board called "work" already'):
        shelf.restore("work")
    with pytest.raises(RuleError, match="was put away before"):
        shelf.archive("work")
    assert shelf.restore("work", "old work") == "old work"
    assert shelf.names() == ["main", "old work", "work"]
    with pytest.raises(RuleError, match=r'No board called "work" was put away \(there are: none'):
        shelf.restore("work")


def test_a_board_that_is_open_elsewhere_stays_where_it_is(shelf: Shelf, folder: Path):
    with closing(board(folder, "work")):
        for act in (lambda: shelf.rename("work", "office"), lambda: shelf.archive("work")):
            with pytest.raises(BusyError, match="is open in another window"):
                act()
    assert shelf.names() == ["main", "work"]


def test_a_board_is_opened_by_whoever_can(folder: Path):
    with pytest.raises(RuleError, match="No other board"):
        Shelf(folder, clock).open("work")
    shelf = Shelf(folder, clock, "main", lambda name: board(folder, name))
    with closing(shelf.open("work")) as keeper:
        assert keeper.board.title == "Work"
    assert shelf.here == "work"
    with pytest.raises(BoardError):
        shelf.open("nope")
    assert shelf.here == "work"


# -- sending -----------------------------------------------------------------------------------


def test_a_card_is_there_and_not_here_any_more(shelf: Shelf, folder: Path):
    with closing(board(folder, "work")) as keeper:
        change = keeper.do(shelf.sending("main"), card_ids=(2,))
        assert change.words == 'Sent "Pour" to Main'
    assert titles(folder, "main") == ["Pour"]
    assert titles(folder, "work") == ["Dig", "Dry"]
    with closing(board(folder, "work")) as keeper:
        keeper.undo()
    assert titles(folder, "work") == ["Dig", "Pour", "Dry"]
    assert titles(folder, "main") == ["Pour"]


def test_what_is_worth_knowing_is_remarked(shelf: Shelf, folder: Path):
    with closing(board(folder, "work")) as keeper:
        operation = shelf.sending("main")
        keeper.do(operation, card_ids=(1,))
    assert operation.remarks == ("Wins stay here, where they were earned.",)


def test_where_it_cannot_go_is_refused_and_nothing_leaves(shelf: Shelf, folder: Path):
    with pytest.raises(RuleError, match='There is no board called "nope"'):
        shelf.sending("nope")
    with pytest.raises(RuleError, match='They are on "work" already'):
        shelf.sending("work")
    operation = shelf.sending("main")
    (folder / "main.json").write_bytes(b"{")
    with (
        closing(board(folder, "work")) as keeper,
        pytest.raises(RuleError, match="Nothing was sent"),
    ):
        keeper.do(operation, card_ids=(2,))
    assert titles(folder, "work") == ["Dig", "Pour", "Dry"]


class Killing(BoardFile):
    """The files of a board whose process is killed before or after an append."""

    is_before = True

    def append(self, commit) -> None:
        if not self.is_before:
            super().append(commit)
        raise PulledError


@pytest.mark.parametrize("is_before", [True, False])
def test_killed_between_the_two_it_is_on_both_and_sent_again_it_is_one(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch, is_before: bool
):
    """The append here is the second of the two; before it the card is on both boards."""
    killing = Killing(folder / "work.json")
    killing.is_before = is_before
    keeper = Keeper(killing, clock, killing.load())
    with pytest.raises(PulledError):
        keeper.do(shelf.sending("main"), card_ids=(2,))
    assert titles(folder, "main") == ["Pour"]
    assert ("Pour" in titles(folder, "work")) is is_before
    if is_before:
        with closing(board(folder, "work")) as again:
            operation = shelf.sending("main")
            again.do(operation, card_ids=(2,))
            assert "was not made twice" in operation.remarks[0]
    assert titles(folder, "main") == ["Pour"]
    assert titles(folder, "work") == ["Dig", "Dry"]


@pytest.mark.parametrize("is_before", [True, False])
def test_killed_while_it_arrives_it_is_still_here(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch, is_before: bool
):
    killing = Killing(folder / "main.json")
    killing.is_before = is_before
    monkeypatch.setattr(
        "kanban.shelf.open_board", lambda *_, **__: Keeper(killing, clock, killing.load())
    )
    with closing(board(folder, "work")) as keeper, pytest.raises(PulledError):
        keeper.do(shelf.sending("main"), card_ids=(2,))
    monkeypatch.undo()
    monkeypatch.setattr(presence, "MOST_WAIT_S", 0.0)
    assert titles(folder, "work") == ["Dig", "Pour", "Dry"]
    with closing(board(folder, "work")) as keeper:
        keeper.do(shelf.sending("main"), card_ids=(2,))
    assert titles(folder, "main") == ["Pour"]
    assert titles(folder, "work") == ["Dig", "Dry"]
