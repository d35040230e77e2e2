"""The boards screen, turning from one board to another, and sending cards there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from kanban.boards import create_board, open_board
from kanban.config import Config
from kanban.domain.operations import cards, wins
from kanban.domain.records import Card
from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.shelf import Shelf
from kanban.store import presence
from kanban.ui.desk import UNSAVED
from kanban.ui.screens.board.screen import BoardScreen
from kanban.ui.screens.boards import BoardsScreen

from .driver import BoardDriver, board_of, noon, running, until
from .hostile import HOSTILE, SHOWN


class Home:
    """A folder of boards, as the shell's session holds it.

    Attributes:
        here: The board that is open.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.here = "work"
        self.opened: list[Keeper] = []

    def open(self, name: str) -> Keeper:
        keeper = open_board(self.folder, name, noon)
        keeper._house = None  # a process beside would be at the board as well
        self.here = name
        self.opened.append(keeper)
        return keeper

    def shelf(self) -> Shelf:
        return Shelf(self.folder, noon, self.here, self.open)

    def titles(self, name: str) -> list[str]:
        with closing(open_board(self.folder, name, noon)) as keeper:
            held = keeper.board.table(Card).values()
            return [card.title for card in held if card.archived_at is None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The boards garden and work, of which work has three cards and a win."""
    monkeypatch.setattr(presence, "MOST_WAIT_S", 0.0)
    folder = tmp_path / "boards"
    with closing(create_board(folder, "garden", noon)) as keeper:
        keeper.do(cards.add, titles=("Sow the peas",))
    with closing(create_board(folder, "work", noon)) as keeper:
        keeper.do(cards.add, titles=("Test login", "Pay rent", "Call Noor"))
        keeper.do(wins.log, texts=("Sent that email",))
    return Home(folder)


@asynccontextmanager
async def at(
    home: Home,
    name: str = "work",
    *,
    config: Config | None = None,
    size: tuple[int, int] = (120, 36),
) -> AsyncIterator[BoardDriver]:
    """Run the app on a board of the folder."""
    keeper = home.open(name)
    chosen = config or Config(animations=False, greeting=False, nudge="off")
    async with running(keeper=keeper, open_shelf=home.shelf, config=chosen, size=size) as driver:
        yield driver
    driver.app.desk.keeper.close()


async def shown(driver: BoardDriver) -> None:
    """Open the boards and wait until all are read."""
    await driver.do("boards.show")
    await until(driver, lambda: "1 open" in driver.text)


async def test_the_boards_stand_there_with_what_they_hold(home: Home) -> None:
    async with at(home) as driver:
        await shown(driver)
        assert isinstance(driver.app.screen, BoardsScreen)
        lines = [line.strip() for line in driver.lines if line.strip()]
        assert lines[0].startswith("Boards")
        assert lines[1].split() == ["▌", "Garden", "12:00"]
        assert lines[2] == "▌ 1 open"
        assert lines[3].split() == ["█", "Work", "here", "12:00"]
        assert lines[4] == "█ 3 open  1 win today"


async def test_what_changes_on_the_open_board_is_counted_anew(home: Home) -> None:
    async with at(home) as driver:
        await shown(driver)
        await driver.app.desk.do(wins.log, texts=("And one more",))
        await until(driver, lambda: "3 open  2 wins today" in driver.text)
        await driver.do("change.undo")
        await until(driver, lambda: "3 open  1 win today" in driver.text)


async def test_another_board_is_turned_to_and_back(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("boards.show")
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "garden" and driver.is_on_board)
        assert driver.board.title == "Garden"
        assert driver.column("To Do").titles == ["Sow the peas"]
        assert "Garden" in driver.lines[0]
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Sow the peas"]
        await driver.do("boards.show")
        await driver.do("boards.walk-down")
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "work" and driver.is_on_board)
        assert driver.column("To Do").titles == ["Test login", "Pay rent", "Call Noor"]
        await driver.do("change.undo")
        assert driver.board.title == "Work"
    assert home.titles("garden") == ["Sow the peas"]


async def test_the_board_that_is_left_is_folded_and_let_go_of(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("card.done")
        left = driver.app.desk
        await driver.do("boards.show")
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        await until(driver, lambda: left.keeper._presence._descriptor is None)
        assert left.keeper._store.journal_bytes == 0
        assert (home.folder / "work.journal").read_bytes().count(b"\n") == 1
        assert home.shelf().rename("work", "office") == "office"
        await left.follow()  # which it does no more
        await left.retry()
        assert driver.board.title == "Garden"


async def test_marks_and_cursor_belong_to_a_board(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("card.mark", times=2)
        await driver.do("boards.show")
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "garden" and driver.is_on_board)
        screen = driver.app.screen
        assert isinstance(screen, BoardScreen)
        assert not screen._marks.ids
        assert driver.selected == "Sow the peas"


async def test_undo_takes_back_on_the_board_that_is_open(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("card.done")
        await driver.do("boards.show")
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "garden" and driver.is_on_board)
        await driver.do("change.undo")
        assert driver.column("To Do").titles == []
        with closing(open_board(home.folder, "work", noon)) as work:
            assert work.board.count_in(3) == 1


async def test_the_board_that_is_open_is_gone_back_to(home: Home) -> None:
    async with at(home) as driver:
        desk = driver.app.desk
        await driver.do("boards.show")
        await driver.do("boards.open")
        assert driver.is_on_board
        assert driver.app.desk is desk


async def test_a_board_that_cannot_be_read_says_why_and_the_open_one_stays(home: Home) -> None:
    async with at(home) as driver:
        (home.folder / "garden.json").write_bytes(b"{")
        await driver.do("boards.show")
        await until(driver, lambda: "garden.json" in driver.text)
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        assert isinstance(driver.app.screen, BoardsScreen)
        assert "garden.json" in driver.lines[1]
        assert driver.board.title == "Work"
        await driver.press("escape")
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Test login"]


async def test_unsaved_acts_ask_first(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at(home) as driver:

        def full(_commit: object) -> None:
            raise StorageError("The disk is full.")

        monkeypatch.setattr(driver.keeper._store, "append", full)
        assert await driver.app.desk.do(wins.log, texts=("Unheard",)) is UNSAVED
        await driver.do("boards.show")
        await driver.do("boards.walk-up")
        await driver.do("boards.open")
        assert "Not on disk yet: 1. Once more leaves without." in driver.text
        assert home.here == "work"
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "garden" and driver.is_on_board)


async def test_a_board_is_set_up_and_opened(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("boards.show")
        await driver.do("boards.create")
        await driver.write("a/b")
        await driver.press("enter")
        assert "it holds /" in driver.text
        await driver.write("novel")
        await driver.press("enter")
        await until(driver, lambda: "novel is set up. enter opens it." in driver.text)
        await driver.do("boards.open")
        await until(driver, lambda: home.here == "novel")
        assert driver.board.title == "Novel"
        await until(driver, lambda: "What big thing" in driver.text or not driver.is_on_board)


async def test_another_board_gets_another_name(home: Home) -> None:
    async with at(home) as driver:
        await shown(driver)
        await driver.do("boards.walk-up")
        await driver.do("boards.rename")
        await driver.write("WORK")
        await driver.press("enter")
        assert 'There is a board called "work" already' in driver.text
        await driver.write("allotment")
        await driver.press("enter")
        await until(driver, lambda: "Renamed to allotment." in driver.text)
        await until(driver, lambda: "1 open" in driver.text)
        assert "Allotment" in driver.text
        assert home.shelf().names() == ["allotment", "work"]


async def test_the_open_board_gets_another_name_and_stays_open(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("card.done")
        await driver.do("boards.show")
        await driver.do("boards.rename")
        await driver.write("office")
        await driver.press("enter")
        await until(driver, lambda: home.here == "office" and driver.is_on_board)
        await until(driver, lambda: "Office" in driver.lines[0])
        assert home.shelf().names() == ["garden", "office"]
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Pay rent", "Test login"]


async def test_the_board_that_opens_by_itself_gets_another_title_and_undo_takes_it_back(
    home: Home,
) -> None:
    create_board(home.folder, "main", noon).close()
    async with at(home, "main") as driver:
        await driver.press("escape")  # it is new, and asks for a goal
        await driver.do("boards.show")
        await driver.do("boards.rename")
        await driver.write("Home: all of it")
        await driver.press("enter")
        await until(driver, lambda: "Home: all of it" in driver.lines[0])
        assert home.shelf().names() == ["garden", "main", "work"]
        await driver.press("escape")
        await driver.do("change.undo")
        await until(driver, lambda: "Main" in driver.lines[0])


async def test_a_name_that_the_open_board_cannot_get_is_told_and_it_stays(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("boards.show")
        await driver.do("boards.rename")
        await driver.write("garden")
        await driver.press("enter")
        await until(driver, lambda: 'There is a board called "garden" already' in driver.text)
        assert driver.is_on_board
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Test login"]
    assert home.titles("work") == ["Test login", "Pay rent", "Call Noor"]


async def test_a_board_is_put_away_and_brought_back(home: Home) -> None:
    async with at(home) as driver:
        await shown(driver)
        await driver.do("boards.archive")
        assert "It is open here. Open another one first." in driver.text
        await driver.do("boards.walk-up")
        await driver.do("boards.archive")
        await until(driver, lambda: "Put away garden, with all its files." in driver.text)
        assert "No other board yet. a sets one up." in driver.text
        assert home.shelf().names() == ["work"]
        for command, words in (
            ("boards.open", "It is put away. b brings it back."),
            ("boards.rename", "It is put away. b brings it back first."),
            ("boards.archive", "It is put away already."),
        ):
            await driver.do(command)
            assert words in driver.text
        await driver.do("boards.restore")
        await until(driver, lambda: "garden is back." in driver.text)
        assert home.titles("garden") == ["Sow the peas"]
        await driver.do("boards.restore")
        assert "It is here." in driver.text


async def test_a_board_whose_name_is_taken_comes_back_as_another(home: Home) -> None:
    home.shelf().archive("garden")
    home.shelf().create("garden")
    async with at(home) as driver:
        await driver.do("boards.show")
        await driver.do("boards.walk-down", times=3)
        await driver.do("boards.restore")
        assert "Its name is taken; bring it back as" in driver.text
        await driver.press("enter")
        await until(driver, lambda: "garden 2 is back." in driver.text)
        assert home.titles("garden 2") == ["Sow the peas"]


async def test_a_board_open_elsewhere_is_not_put_away(home: Home) -> None:
    async with at(home) as driver:
        with closing(open_board(home.folder, "garden", noon)):
            await driver.do("boards.show")
            await driver.do("boards.walk-up")
            await driver.do("boards.archive")
            assert '"garden" is open in another window' in driver.lines[1]
        assert home.shelf().names() == ["garden", "work"]


async def test_quiet_mode_counts_nothing(home: Home) -> None:
    config = Config(animations=False, greeting=False, nudge="off", quiet=True)
    async with at(home, config=config) as driver:
        await driver.do("boards.show")
        await until(driver, lambda: driver.text.count("cards wait here") == 2)
        assert "open  " not in "".join(line for line in driver.lines if "▌" in line)


async def test_a_board_alone_says_so() -> None:
    async with running(board_of("Dig")) as driver:
        for command in ("boards.show", "card.send-to-board"):
            await driver.do(command)
            assert "This board stands alone" in driver.text


# -- sending -----------------------------------------------------------------------------------


async def test_a_card_goes_to_another_board_and_undo_brings_it_back(home: Home) -> None:
    async with at(home) as driver:
        await driver.column("To Do").select("Pay rent")
        await driver.do("card.send-to-board")
        assert 'Send "Pay rent" to' in driver.text
        await until(driver, lambda: "1 open" in driver.text)
        await driver.press("enter")
        await until(driver, lambda: 'Sent "Pay rent" to Garden.' in driver.text)
        assert "u brings it back; the copy stays." in driver.text
        assert driver.column("To Do").titles == ["Test login", "Call Noor"]
        assert driver.selected == "Call Noor"
        assert home.titles("garden") == ["Sow the peas", "Pay rent"]
        await driver.do("change.undo")
        assert driver.column("To Do").titles == ["Test login", "Pay rent", "Call Noor"]
        assert home.titles("garden") == ["Sow the peas", "Pay rent"]


async def test_marked_cards_go_together_and_what_stays_is_said(home: Home) -> None:
    async with at(home) as driver:
        await driver.do("card.done")
        await driver.do("card.mark", times=2)
        await driver.do("walk.right", times=2)
        await driver.do("card.mark")
        await driver.do("card.send-to-board")
        assert "Send 3 cards to" in driver.text
        await driver.press("enter")
        await until(driver, lambda: "Sent 3 cards to Garden. u brings them back" in driver.text)
        await until(driver, lambda: "Wins stay here, where they were earned." in driver.text)
        assert driver.board.count_in(1) == driver.board.count_in(3) == 0
        await driver.do("change.undo")
        assert driver.board.count_in(1) == 2


async def test_a_board_that_cannot_take_them_is_told_and_nothing_waits(home: Home) -> None:
    async with at(home) as driver:
        (home.folder / "garden.json").write_bytes(b"{")
        await driver.do("card.send-to-board")
        await driver.press("enter")
        await until(driver, lambda: "Nothing was sent." in driver.text)
        assert driver.app.desk.unsaved == 0
        assert driver.column("To Do").titles == ["Test login", "Pay rent", "Call Noor"]


async def test_without_another_board_the_way_to_one_is_said(home: Home) -> None:
    home.shelf().archive("garden")
    async with at(home) as driver:
        await driver.do("card.send-to-board")
        assert "No other board yet." in driver.text
        await driver.press("enter")
        await driver.press("escape")
        assert driver.is_on_board
        await driver.do("walk.right")
        await driver.do("card.send-to-board")
        assert "No card here yet." in driver.text


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_hostile_titles_stand_in_the_lists_as_they_are(
    home: Home, size: tuple[int, int]
) -> None:
    for number, text in enumerate(HOSTILE[:4]):
        with closing(create_board(home.folder, f"b{number}", noon, title=text)) as keeper:
            keeper.do(cards.add, titles=(text,))
    async with at(home, "b0", size=size) as driver:
        await driver.do("boards.show")
        for text in SHOWN[:4]:
            await until(driver, lambda text=text: text in driver.text)
        await driver.press("escape")
        await driver.do("card.send-to-board")
        for text in SHOWN[1:4]:
            await until(driver, lambda text=text: text in driver.text)
