"""The list of columns: what it shows of each, and what its keys do."""

import pytest

from kanban.config import Config
from kanban.domain.operations import cards, columns
from kanban.domain.records import Column

from .driver import NOON, Act, BoardDriver, running, unchanged

QUIET = Config(animations=False, quiet=True)


def stages(*names: str, cards_in: dict[str, int] | None = None) -> list[Act]:
    """Return the acts that make a board of columns, the last one done, with cards in some.

    Where it is not said in which, one is in the first: an empty board begins with the welcome.
    """
    acts: list[Act] = [lambda board: columns.set_up(board, NOON, title="Main", names=names)]
    for name, count in (cards_in or {names[0]: 1}).items():
        acts.append(adding(names.index(name) + 1, name, count))
    return acts


def adding(column_id: int, name: str, count: int) -> Act:
    """Return the act that adds so many cards, called by a name and a number, to a column."""
    titles = tuple(f"{name} {number}" for number in range(1, count + 1))
    return lambda board: cards.add(board, NOON, titles=titles, column_id=column_id)


FOUR = ("To Do", "Doing", "Review", "Done")


def column(driver: BoardDriver, name: str) -> Column:
    return next(each for each in driver.board.columns() if each.name == name)


def names(driver: BoardDriver) -> list[str]:
    return [each.name for each in driver.board.columns()]


def line(driver: BoardDriver, words: str) -> str:
    return next(each.strip() for each in driver.lines if words in each)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_c_lists_the_columns_with_their_keys_counts_and_limits(size) -> None:
    acts = [
        *stages(*FOUR, cards_in={"To Do": 1, "Doing": 2, "Done": 3}),
        lambda board: columns.limit(board, NOON, column_id=2, wip_limit=4),
        lambda board: columns.hide(board, NOON, column_id=3),
        lambda board: columns.narrow(board, NOON, column_id=4),
    ]
    async with running(acts, size=size) as driver:
        await driver.do("columns.show")
        assert line(driver, "To Do").split() == ["█", "1", "To", "Do", "1", "card"]
        assert line(driver, "Doing").split() == ["▌", "2", "Doing", "2", "of", "4", "▰▰▱▱"]
        assert line(driver, "Review").split() == ["▌", "·", "Review", "empty", "hidden"]
        assert line(driver, "Done").split() == [
            "▌",
            "3",
            "Done",
            "3",
            "cards",
            "✓",
            "done",
            "narrow",
        ]
        starts = [
            each.index(mark)
            for each in driver.lines
            for mark in ("1 card", "2 of", "empty", "3 cards")
            if mark in each
        ]
        assert len(starts) == 4
        assert len(set(starts)) == 1
        await driver.press("escape")
        assert driver.is_on_board


async def test_quiet_mode_lists_no_count_and_no_blocks() -> None:
    acts = [
        *stages(*FOUR, cards_in={"Doing": 2}),
        lambda board: columns.limit(board, NOON, column_id=2, wip_limit=4),
    ]
    async with running(acts, config=QUIET) as driver:
        await driver.do("columns.show")
        assert line(driver, "Doing").split() == ["▌", "2", "Doing"]
        await driver.press("down", "plus")
        await driver.write("3")
        await driver.press("enter")
        assert "The limit of Doing is changed." in driver.lines[1]


async def test_a_column_is_added_behind_the_one_at_the_cursor_and_before_done() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        await driver.press("a")
        await driver.write("Next [red]")
        await driver.press("enter")
        assert names(driver) == ["To Do", "Next [red]", "Doing", "Review", "Done"]
        assert line(driver, "Next [red]").startswith("█")
        await driver.press("down", "down", "down", "a")
        await driver.write("Testing")
        await driver.press("enter")
        assert names(driver)[-2:] == ["Testing", "Done"]
        await driver.press("a")
        await driver.write("doing")
        await driver.press("enter")
        assert 'There is a column "Doing" already.' in driver.text
        assert "New column" in driver.text
        await driver.press("escape", "escape", "escape")
        assert driver.is_on_board
        assert [each.view.name for each in driver.columns][1] == "Next [red]"


async def test_a_column_is_renamed_and_carried() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        await driver.press("down", "e")
        await driver.write("Under way")
        await driver.press("enter")
        await driver.press("K")
        assert names(driver) == ["Under way", "To Do", "Review", "Done"]
        assert line(driver, "Under way").startswith("█")
        with unchanged(driver.board):
            await driver.press("K")
        await driver.press("J", "J", "J")
        assert names(driver) == ["To Do", "Review", "Done", "Under way"]
        with unchanged(driver.board):
            await driver.press("J")
        await driver.press("u")
        assert "Undone: Moved the column" in driver.lines[1]


async def test_hiding_says_how_to_show_again_and_refusals_say_why() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 1})) as driver:
        await driver.do("columns.show")
        await driver.press("down", "down", "h")
        assert "Review is hidden; its cards stay in it. h shows it." in driver.lines[1]
        await driver.press("enter")
        assert "Review is hidden. h shows it." in driver.lines[1]
        await driver.press("h")
        assert "Review is shown again." in driver.lines[1]
        await driver.press("down", "h")
        assert "Done is the done column, which is always shown." in driver.lines[1]
        await driver.press("up", "enter")
        assert driver.is_on_board
        assert driver.selected == "Review 1"


async def test_a_limit_is_a_number_or_nothing() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        await driver.press("down", "plus")
        for text, words in (
            ("many", '"many" is no limit. Write 1 to 999, or none.'),
            ("1000", "A limit is 1 to 999 cards, not 1000."),
            ("0", "A limit is 1 to 999 cards, not 0."),
        ):
            await driver.write(text)
            await driver.press("enter")
            assert words in driver.text
        await driver.write("3")
        await driver.press("enter")
        assert "Doing takes 3 cards at most." in driver.lines[1]
        assert column(driver, "Doing").wip_limit == 3
        await driver.press("plus")
        await driver.write("")
        await driver.press("enter")
        assert "Doing has no limit." in driver.lines[1]
        assert column(driver, "Doing").wip_limit is None


async def test_another_column_becomes_the_done_column() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        await driver.press("down", "down", "d")
        assert "Cards that come to Review are done now. What was won stays won." in driver.lines[1]
        assert "✓ done" in line(driver, "3  Review ")
        assert driver.board.done_column.name == "Review"
        await driver.press("d")
        assert "Review is the done column already." in driver.lines[1]


async def test_an_empty_column_is_removed_at_once_and_undo_brings_it_back() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        await driver.press("down", "down", "x")
        assert "Removed Review. u takes it back." in driver.lines[1]
        assert names(driver) == ["To Do", "Doing", "Done"]
        await driver.press("u")
        assert names(driver) == list(FOUR)


async def test_a_column_with_cards_is_asked_where_they_go() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 2, "Doing": 1})) as driver:
        await driver.do("columns.show")
        await driver.press("down", "down", "x")
        assert "Where do the cards of Review go?" in driver.text
        assert "done: each of them is a win" in line(driver, "done: each")
        with unchanged(driver.board):
            await driver.press("escape")
        assert "Columns" in driver.lines[0]
        await driver.press("x", "enter")
        assert names(driver) == ["To Do", "Doing", "Done"]
        assert [card.title for card in driver.board.cards_in(2)] == [
            "Doing 1",
            "Review 1",
            "Review 2",
        ]


async def test_the_done_column_and_the_last_one_beside_it_stay() -> None:
    async with running(stages("To Do", "Done", cards_in={"To Do": 1, "Done": 1})) as driver:
        await driver.do("columns.show")
        with unchanged(driver.board):
            await driver.press("down", "x")
            assert "Done is the done column, which a board cannot be without." in driver.lines[1]
            await driver.press("up", "x", "enter")
            assert "To Do is the last column shown beside Done." in driver.text


async def test_a_click_selects_and_a_second_one_goes_there() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 1})) as driver:
        await driver.do("columns.show")
        row = next(y for y, each in enumerate(driver.lines) if "Review" in each)
        await driver.pilot.click(offset=(5, row), times=2)
        await driver.settle()
        assert driver.is_on_board
        assert driver.selected == "Review 1"


async def test_fifty_columns_are_walked_through_and_closer_together() -> None:
    many = tuple(f"Stage {number}" for number in range(1, 51))
    async with running(stages(*many), size=(60, 20)) as driver:
        await driver.do("columns.show")
        assert "Stage 2" in driver.lines[3]
        for _ in range(60):
            await driver.press("down")
        assert line(driver, "Stage 50").startswith("█")
        await driver.pilot.resize_terminal(300, 80)
        await driver.settle()
        assert line(driver, "Stage 50").startswith("█")


async def test_what_another_process_does_to_a_column_is_drawn() -> None:
    async with running(stages(*FOUR)) as driver:
        await driver.do("columns.show")
        driver.keeper.do(columns.remove, column_id=1, to_id=2)
        await driver.app._desk.follow()
        await driver.settle()
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert "To Do" not in driver.text
        await driver.press("down", "e")
        await driver.write("Other")
        await driver.press("enter")
        assert "Other" in names(driver)
