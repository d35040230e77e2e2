"""Many cards at once: marking them, and acts that are about all that are marked."""

import pytest

from kanban.config import Config
from kanban.domain.operations import cards
from kanban.ui.widgets.card_rows import MARK

from .driver import NOON, Act, BoardDriver, board_of, running, unchanged


def two_columns() -> list[Act]:
    return [
        *board_of(*"abcdef"),
        lambda board: cards.add(board, NOON, titles=("x", "y"), column_id=2),
    ]


def marked(driver: BoardDriver) -> list[str]:
    """Return the titles that have a mark on the screen, by column from top to bottom."""
    lines = [line for widget in driver.columns for line in driver.column(widget.view.name).lines]
    return [line.partition(MARK)[2].removeprefix("✓ ").strip() for line in lines if MARK in line]


async def test_space_marks_the_card_and_steps_down_and_again_takes_the_mark_off() -> None:
    async with running(two_columns()) as driver:
        with unchanged(driver.board):
            await driver.do("card.mark", times=2)
            assert marked(driver) == ["a", "b"]
            assert driver.selected == "c"
            assert "2 cards are marked." in driver.lines[1]
            await driver.do("walk.up")
            await driver.do("card.mark")
            assert marked(driver) == ["a"]
            assert "1 card is marked." in driver.lines[1]
            await driver.do("board.clear")
            assert marked(driver) == []
            assert "marked" not in driver.text


async def test_the_footer_names_the_keys_that_act_on_what_is_marked() -> None:
    async with running(two_columns(), size=(80, 24)) as driver:
        before = driver.lines[-1]
        await driver.do("card.mark")
        for hint in ("d done", "x archive", "esc clear", "space mark", "? keys"):
            assert hint in driver.lines[-1]
        await driver.do("board.clear")
        assert driver.lines[-1] == before


async def test_a_range_goes_from_the_last_mark_to_the_cursor_in_either_direction() -> None:
    async with running(two_columns()) as driver:
        await driver.column("To Do").select("d")
        await driver.do("card.mark-range")
        assert marked(driver) == ["d"]
        await driver.do("walk.up", times=2)
        await driver.do("card.mark-range")
        assert marked(driver) == ["b", "c", "d"]
        await driver.do("walk.right")
        await driver.do("card.mark-range")
        assert marked(driver) == ["b", "c", "d", "y"]
        await driver.do("walk.first")
        await driver.do("card.mark-range")
        assert marked(driver) == ["b", "c", "d", "x", "y"]


async def test_a_marks_the_whole_column_and_again_takes_its_marks_off() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark")
        await driver.do("card.mark-all")
        assert marked(driver) == list("abcdef")
        await driver.do("walk.right")
        await driver.do("card.mark-all")
        assert marked(driver) == [*"abcdef", "x", "y"]
        await driver.do("card.mark-all")
        assert marked(driver) == list("abcdef")


async def test_carrying_is_one_change_for_all_and_they_keep_their_marks() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark", times=2)
        before = driver.board.seq
        await driver.do("card.carry-right")
        assert driver.board.seq == before + 1
        assert driver.column("Doing").titles == ["x", "y", "a", "b"]
        assert marked(driver) == ["a", "b"]
        assert driver.selected == "c"
        await driver.do("card.carry-up")
        assert driver.column("Doing").titles == ["x", "a", "b", "y"]
        await driver.do("change.undo")
        await driver.do("change.undo")
        assert driver.column("To Do").titles == list("abcdef")
        assert marked(driver) == ["a", "b"]


async def test_cards_of_several_columns_are_carried_each_from_its_own() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark")
        await driver.do("walk.right")
        await driver.do("walk.first")
        await driver.do("card.mark")
        await driver.do("card.carry-right")
        assert driver.column("Doing").titles == ["y", "a"]
        assert driver.column("Done").titles == ["x"]
        assert "Done: x. 1 win today." in driver.lines[1]
        with unchanged(driver.board):
            await driver.do("board.clear")
            await driver.do("walk.right")
            await driver.do("card.mark")
            await driver.do("card.carry-right")
        assert "There is no column further on." in driver.lines[1]


async def test_what_is_at_the_end_of_its_column_says_so() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark", times=2)
        with unchanged(driver.board):
            await driver.do("card.carry-up")
        assert "They are at the end of their column already." in driver.lines[1]


async def test_done_finishes_all_in_one_change_and_takes_the_marks_off() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark", times=3)
        before = driver.board.seq
        await driver.do("card.done")
        assert driver.board.seq == before + 1
        assert driver.column("Done").titles == ["a", "b", "c"]
        assert "Done: 3 cards. 3 wins today." in driver.lines[1]
        assert marked(driver) == []
        assert driver.selected == "d"
        await driver.do("change.undo")
        assert driver.column("To Do").titles == list("abcdef")


async def test_done_passes_over_what_is_done_already() -> None:
    async with running([*two_columns(), lambda b: cards.finish(b, NOON, card_ids=(1,))]) as driver:
        await driver.do("card.mark")
        await driver.do("walk.right", times=2)
        await driver.do("card.mark")
        await driver.do("card.done")
        assert driver.column("Done").titles == ["b", "a"]
        assert "Done: b. 2 wins today." in driver.lines[1]
        await driver.do("card.mark-all")
        with unchanged(driver.board):
            await driver.do("card.done")
        assert "They are done already." in driver.lines[1]


async def test_archiving_all_is_one_change_and_undo_brings_them_back_unmarked() -> None:
    async with running(two_columns()) as driver:
        await driver.do("walk.down", times=2)
        await driver.do("card.mark-all")
        await driver.do("card.archive")
        assert driver.column("To Do").titles == []
        assert "Archived 6 cards. u takes them back." in driver.lines[1]
        await driver.do("change.undo")
        assert driver.column("To Do").titles == list("abcdef")
        assert marked(driver) == []


async def test_a_number_sends_all_and_the_cursor_stays_beside_where_they_were() -> None:
    async with running(two_columns()) as driver:
        await driver.column("To Do").select("b")
        await driver.do("card.mark", times=2)
        await driver.do("walk.up")
        await driver.press("2")
        assert driver.column("Doing").titles == ["x", "y", "b", "c"]
        assert marked(driver) == ["b", "c"]
        assert driver.selected == "d"
        await driver.press("3")
        assert driver.column("Done").titles == ["b", "c"]
        assert marked(driver) == []


async def test_marks_survive_a_redraw_a_resize_and_what_others_do_and_go_with_their_cards() -> None:
    async with running(two_columns()) as driver:
        await driver.do("card.mark", times=3)
        await driver.do("counts.toggle-quiet")
        assert "Cards are marked." in driver.text or "Counts are hidden." in driver.lines[1]
        await driver.pilot.resize_terminal(60, 20)
        await driver.settle()
        assert marked(driver) == ["a", "b", "c"]
        driver.keeper.do(cards.archive, card_ids=(2,))
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert marked(driver) == ["a", "c"]
        assert driver.selected == "d"


async def test_in_quiet_mode_no_number_of_cards_is_told() -> None:
    config = Config(animations=False, quiet=True)
    async with running(two_columns(), config=config) as driver:
        await driver.do("card.mark", times=2)
        assert "Cards are marked." in driver.lines[1]
        await driver.do("card.done")
        assert "Done: cards." in driver.lines[1]
        await driver.do("card.mark", times=2)
        await driver.do("card.archive")
        assert "Archived cards. u takes them back." in driver.lines[1]


@pytest.mark.parametrize("command", ["card.mark", "card.mark-range", "card.mark-all"])
async def test_marking_where_no_card_is_says_what_to_press(command: str) -> None:
    async with running(board_of("a")) as driver:
        await driver.do("walk.right")
        await driver.do(command)
        assert "No card here yet. a adds one." in driver.lines[1]
