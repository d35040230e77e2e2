"""The mouse: clicks, the wheel, and cards that are dragged within and between columns."""

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from kanban.config import Config
from kanban.domain.operations import cards, columns
from kanban.ui.screens.board import drag_keys
from kanban.ui.screens.board.screen import BoardScreen
from kanban.ui.widgets.column import HEAD_ROWS

from .driver import NOON, Act, BoardDriver, board_of, running, unchanged

COLUMNS_Y = 2
"""The row of the screen where columns begin."""


@pytest.fixture(autouse=True)
def _time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let columns scroll on where a test says so, not while it waits for the screen."""
    monkeypatch.setattr(drag_keys, "EDGE_S", 3600)


def two_columns() -> list[Act]:
    return [
        *board_of(*"abcdef"),
        lambda board: cards.add(board, NOON, titles=("x", "y"), column_id=2),
    ]


def spot(driver: BoardDriver, name: str, row: int) -> tuple[int, int]:
    """Return a cell of a column on the screen; the row is counted from its first card."""
    region = driver.column(name).widget.region
    return (region.x + 5, region.y + HEAD_ROWS + row)


async def move(driver: BoardDriver, name: str, row: int) -> None:
    await driver.pilot.hover(offset=spot(driver, name, row))
    await driver.settle()


async def take(driver: BoardDriver, name: str, row: int) -> None:
    """Press the button on a row."""
    await driver.pilot.mouse_down(offset=spot(driver, name, row))
    await driver.settle()


async def let_go(driver: BoardDriver, name: str, row: int) -> None:
    await driver.pilot.mouse_up(offset=spot(driver, name, row))
    await driver.settle()


async def drag(driver: BoardDriver, start: tuple[str, int], *way: tuple[str, int]) -> None:
    """Take what is on a row along a way, and drop it at its end."""
    await take(driver, *start)
    for stop in way:
        await move(driver, *stop)
    await let_go(driver, *way[-1])


def scroll_on(driver: BoardDriver) -> None:
    """Let the time pass after which a column scrolls on while cards are held at an end."""
    screen = driver.app.screen_stack[0]
    assert isinstance(screen, BoardScreen)
    screen._scroll_at_edge()


def drop_row(driver: BoardDriver, name: str) -> int | None:
    """Return the row of a column where the drop place is shown, from its first card."""
    rows = [y for y, line in enumerate(driver.column(name).lines) if "╺━" in line]
    return rows[0] - HEAD_ROWS if rows else None


async def test_a_click_selects_and_a_double_click_opens() -> None:
    async with running(two_columns()) as driver:
        await driver.pilot.click(offset=spot(driver, "Doing", 3))
        await driver.settle()
        assert driver.selected == "y"
        await driver.pilot.click(offset=spot(driver, "To Do", 1), times=2)
        await driver.settle()
        assert not driver.is_on_board
        assert "tab next field" in driver.text


async def test_a_click_on_the_fold_or_below_the_cards_takes_no_card_for_another() -> None:
    async with running(two_columns()) as driver:
        await driver.pilot.click(offset=spot(driver, "Doing", 20))
        await driver.settle()
        assert driver.selected == "x"


async def test_the_wheel_scrolls_and_the_cursor_stays() -> None:
    titles = tuple(f"card {number:02}" for number in range(30))
    async with running(board_of(*titles), size=(80, 24)) as driver:
        for kind, first in ((MouseScrollDown, "card 01"), (MouseScrollUp, "card 00")):
            await driver.pilot._post_mouse_events([kind], offset=(5, 8), button=0)
            await driver.settle()
            assert first in driver.column("To Do").lines[HEAD_ROWS]
            assert driver.selected == "card 00"


@pytest.mark.parametrize("density", ["compact", "cosy", "roomy"])
async def test_a_card_is_dragged_to_a_place_in_another_column_as_one_change(density: str) -> None:
    chosen = Config(animations=False, density=density)
    stride = {"compact": 1, "cosy": 3, "roomy": 4}[density]
    async with running(two_columns(), config=chosen) as driver:
        before = driver.board.seq
        await take(driver, "To Do", stride)
        await move(driver, "Doing", stride)
        assert drop_row(driver, "Doing") == (1 if density == "compact" else stride - 1)
        assert 'Drop "b" in Doing. esc puts back.' in driver.lines[1]
        await let_go(driver, "Doing", stride)
        assert driver.board.seq == before + 1
        assert driver.column("Doing").titles == ["x", "b", "y"]
        assert driver.column("To Do").titles == list("acdef")
        assert driver.selected == "b"
        assert drop_row(driver, "Doing") is None
        await driver.do("change.undo")
        assert driver.column("To Do").titles == list("abcdef")


async def test_a_card_is_dragged_within_its_column_to_either_end() -> None:
    async with running(two_columns()) as driver:
        await drag(driver, ("To Do", 6), ("To Do", 3), ("To Do", 0))
        assert driver.column("To Do").titles == list("cabdef")
        await drag(driver, ("To Do", 0), ("To Do", 3), ("To Do", 25))
        assert driver.column("To Do").titles == list("abdefc")
        assert driver.selected == "c"


async def test_dropped_where_it_was_nothing_changes() -> None:
    async with running(two_columns()) as driver:
        with unchanged(driver.board):
            for row in (3, 4, 6):
                await drag(driver, ("To Do", 3), ("Doing", 3), ("To Do", row))
        assert driver.selected == "b"


async def test_all_that_are_marked_are_dragged_with_the_one_under_the_pointer() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark", times=2)
        before = driver.board.seq
        await drag(driver, ("To Do", 0), ("Doing", 0))
        assert driver.board.seq == before + 1
        assert driver.column("Doing").titles == ["a", "b", "x", "y"]
        await drag(driver, ("To Do", 0), ("Doing", 0))
        assert driver.column("Doing").titles == ["c", "a", "b", "x", "y"]


async def test_dropped_in_done_is_a_win() -> None:
    async with running(two_columns()) as driver:
        await drag(driver, ("To Do", 0), ("Done", 8))
        assert driver.column("Done").titles == ["a"]
        assert "Done: a. 1 win today." in driver.lines[1]


async def test_escape_puts_back_and_letting_go_then_does_nothing() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark")
        with unchanged(driver.board):
            await take(driver, "To Do", 0)
            await move(driver, "Doing", 3)
            await driver.do("board.clear")
            assert "Put back." in driver.lines[1]
            assert drop_row(driver, "Doing") is None
            await let_go(driver, "Doing", 3)
        await driver.do("board.clear")
        assert "marked" not in driver.text


async def test_a_hand_that_shakes_on_a_click_drags_nothing() -> None:
    async with running(two_columns()) as driver:
        x, y = spot(driver, "To Do", 3)
        with unchanged(driver.board):
            await driver.pilot.mouse_down(offset=(x, y))
            await driver.pilot.hover(offset=(x + 1, y))
            await driver.pilot.mouse_up(offset=(x + 1, y))
            await driver.settle()
        assert "Drop" not in driver.text


async def test_held_at_the_end_of_a_column_it_scrolls() -> None:
    titles = tuple(f"card {number:02}" for number in range(30))
    async with running(board_of(*titles), size=(80, 24)) as driver:
        await take(driver, "To Do", 0)
        await move(driver, "To Do", 18)
        for _ in range(2):
            scroll_on(driver)
        first = driver.column("To Do").widget.first
        assert first >= 3
        await move(driver, "To Do", 6)
        await let_go(driver, "To Do", 6)
        place = driver.column("To Do").titles.index("card 00")
        assert first < place < first + 4


async def test_held_at_the_side_the_columns_beyond_come() -> None:
    names = tuple(f"Stage {number}" for number in range(1, 9))
    acts: list[Act] = [
        lambda board: columns.set_up(board, NOON, title="Main", names=names),
        lambda board: cards.add(board, NOON, titles=("a",)),
    ]
    async with running(acts, size=(80, 24)) as driver:
        await driver.pilot.mouse_down(offset=(5, 5))
        await driver.pilot.hover(offset=(79, 5))
        await driver.settle()
        assert "Stage 4" in driver.lines[2]
        scroll_on(driver)
        await driver.settle()
        assert "Stage 5" in driver.lines[2]
        await driver.pilot.hover(offset=(70, 6))
        await driver.settle()
        place = driver.lines[2].index("Stage 5") + 3
        await driver.pilot.mouse_up(offset=(place, 6))
        await driver.settle()
        assert [each.view.name for each in driver.columns if each.view.cards] == ["Stage 5"]
        assert driver.selected == "a"
        assert "Stage 5" in driver.lines[2]


async def test_columns_that_are_drawn_anew_end_a_drag() -> None:
    async with running(two_columns()) as driver:
        await take(driver, "To Do", 0)
        await move(driver, "Doing", 3)
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        with unchanged(driver.board):
            await let_go(driver, "Doing", 3)
        assert drop_row(driver, "Doing") is None
