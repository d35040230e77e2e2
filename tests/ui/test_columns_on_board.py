"""Columns on the board: hidden ones, narrow ones, sorting, and limits asked once more."""

import pytest

from kanban.config import Config
from kanban.domain.operations import cards, columns
from kanban.ui.widgets.columns import window

from .driver import NOON, Act, BoardDriver, running, unchanged
from .test_columns_screen import FOUR, column, stages


def on(operation, column_id: int, **arguments) -> Act:
    return lambda board: operation(board, NOON, column_id=column_id, **arguments)


def drawn(driver: BoardDriver) -> list[str]:
    return [each.view.name for each in driver.columns if each.display]


def titles(driver: BoardDriver, name: str) -> list[str]:
    return [card.title for card in driver.board.cards_in(column(driver, name).id)]


# -- hidden ------------------------------------------------------------------------------------


async def test_a_hidden_column_is_not_drawn_walked_nor_carried_into() -> None:
    acts = [*stages(*FOUR, cards_in={"To Do": 1, "Review": 2}), on(columns.hide, 2)]
    async with running(acts) as driver:
        assert drawn(driver) == ["To Do", "Review", "Done"]
        assert "Main  1 hidden, c shows" in driver.lines[0]
        await driver.do("walk.right")
        assert driver.selected == "Review 1"
        await driver.do("walk.left")
        await driver.do("card.carry-right")
        assert titles(driver, "Review") == ["Review 1", "Review 2", "To Do 1"]
        await driver.do("card.send-to-3")
        assert titles(driver, "Done") == ["To Do 1"]
        await driver.do("card.send-to-4")
        assert "There is no column 4; this board shows 3." in driver.text


async def test_the_cursor_goes_to_the_nearest_column_once_its_own_is_hidden() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 1, "Doing": 1})) as driver:
        await driver.do("walk.right", times=2)
        await driver.press("c", "h", "escape")
        assert driver.selected == "Doing 1"
        assert "Review" not in drawn(driver)
        await driver.do("change.undo")
        assert "Review" in drawn(driver)


async def test_a_card_that_undo_brings_back_into_a_hidden_column_is_not_under_the_cursor() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 1, "Doing": 1})) as driver:
        await driver.do("walk.right", times=2)
        await driver.do("card.carry-left")
        driver.keeper.do(columns.hide, column_id=3)
        await driver.app._desk.follow()
        await driver.app._desk.do(cards.move, card_ids=(1,), column_id=3)
        await driver.settle()
        assert driver.selected == "Doing 1"
        driver.app.screen.point_at(1)
        await driver.settle()
        assert driver.selected == "Doing 1"
        assert '"Review 1" is in Review, which is hidden. c shows it.' in driver.lines[1]


async def test_a_search_passes_over_hidden_columns_and_says_where_the_rest_is() -> None:
    acts = [*stages(*FOUR, cards_in={"To Do": 1, "Doing": 2, "Review": 1}), on(columns.hide, 2)]
    async with running(acts) as driver:
        await driver.press("slash", *"doing", "enter")
        assert driver.selected == "To Do 1"
        await driver.do("find.next")
        assert "What is found is in hidden columns. c shows them." in driver.lines[1]
        await driver.press("slash", *(["backspace"] * 5), "1", "enter")
        assert driver.selected == "To Do 1"
        await driver.do("find.next")
        assert driver.selected == "Review 1"
        await driver.do("find.next")
        assert driver.selected == "To Do 1"


async def test_marks_on_cards_of_a_hidden_column_are_taken_off() -> None:
    async with running(stages(*FOUR, cards_in={"Review": 1, "Doing": 1})) as driver:
        await driver.do("walk.right", times=2)
        await driver.do("card.mark")
        await driver.press("c", "h", "escape")
        await driver.do("card.archive")
        assert titles(driver, "Review") == ["Review 1"]
        assert titles(driver, "Doing") == []


@pytest.mark.parametrize(
    ("size", "words"),
    [((120, 36), "1 hidden, c shows"), ((80, 24), "1 hidden"), ((60, 20), "1 hidden")],
)
async def test_the_header_says_what_is_hidden_and_keeps_the_meter(size, words) -> None:
    acts = [
        *stages(*FOUR),
        lambda board: columns.retitle(board, NOON, title="A long title of a board"),
        on(columns.hide, 2),
    ]
    async with running(acts, size=size) as driver:
        head = driver.lines[0]
        assert words in head
        assert "0 wins today  aim 3" in head
        assert ("of 7 days" in head) == (size[0] >= 80)
        assert head.startswith("   A long t")


async def test_quiet_mode_says_that_some_are_hidden() -> None:
    acts = [*stages(*FOUR), on(columns.hide, 2)]
    async with running(acts, config=Config(animations=False, quiet=True)) as driver:
        assert "some hidden, c shows" in driver.lines[0]


# -- narrow ------------------------------------------------------------------------------------


async def test_a_narrow_column_is_a_strip_that_opens_while_the_cursor_is_in_it() -> None:
    acts = stages(*FOUR, cards_in={"To Do": 1, "Doing": 12})
    async with running(acts) as driver:
        await driver.do("walk.right")
        await driver.do("column.narrow")
        assert "Doing is a strip while you are elsewhere. - widens it." in driver.lines[1]
        assert driver.column("Doing").widget.size.width > 20
        await driver.do("walk.left")
        strip = driver.column("Doing").widget
        assert strip.size.width == 4
        rows = driver.column("Doing").lines
        assert rows[0] == " 12 "
        assert rows[1] == "────"
        assert [row.strip() for row in rows[2:8]] == ["D", "o", "i", "n", "g", ""]
        await driver.do("card.carry-right")
        assert driver.selected == "To Do 1"
        assert driver.column("Doing").widget.size.width > 20
        await driver.do("column.narrow")
        assert "Doing has its full width again." in driver.lines[1]
        await driver.do("walk.left")
        assert driver.column("Doing").widget.size.width > 20


async def test_a_click_on_a_strip_opens_it() -> None:
    acts = [*stages(*FOUR, cards_in={"To Do": 1, "Doing": 2}), on(columns.narrow, 2)]
    async with running(acts) as driver:
        await driver.pilot.click(driver.column("Doing").widget, offset=(1, 6))
        await driver.settle()
        assert driver.column("Doing").widget.size.width > 20
        assert driver.selected == "Doing 1"


async def test_a_strip_shows_any_name_within_its_cells() -> None:
    names = ("To Do", "宽字 e\u0301", "x" * 300, "[red]\x1b[2J", "Done")
    acts = [*stages(*names), *(on(columns.narrow, number) for number in (2, 3, 4))]
    async with running(acts, size=(120, 20)) as driver:
        for number in (2, 3, 4):
            widget = driver.columns[number - 1]
            assert {widget.render_line(y).cell_length for y in range(widget.size.height)} == {4}
        assert [row.strip() for row in driver.column("x" * 300).lines][-1] == "⋮"
        assert driver.columns[1].render_line(2).text.strip() == "宽"
        assert driver.columns[1].render_line(5).text.strip() == "é"


async def test_strips_leave_room_for_columns_that_would_wait_at_the_side() -> None:
    names = tuple(f"Stage {number}" for number in range(1, 7))
    async with running(stages(*names), size=(80, 24)) as driver:
        assert drawn(driver) == ["Stage 1", "Stage 2", "Stage 3"]
        for place in (2, 3, 4):
            driver.keeper.do(columns.narrow, column_id=place)
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert drawn(driver) == ["Stage 1", "Stage 2", "Stage 3", "Stage 4", "Stage 5"]
        assert " 1 ›" in driver.lines[2]
        await driver.do("walk.right", times=2)
        assert drawn(driver) == ["Stage 1", "Stage 2", "Stage 3", "Stage 4"]
        assert " 2›" in driver.lines[2]
        await driver.do("walk.right", times=3)
        assert drawn(driver)[-1] == "Stage 6"
        assert driver.lines[2].split()[:3] == ["‹1", "0", "0"]


@pytest.mark.parametrize(
    ("cells", "room", "here", "start", "found"),
    [
        ([25] * 8, 80, 0, 0, (0, 3)),
        ([25] * 8, 80, 3, 0, (1, 4)),
        ([25] * 8, 80, 2, 1, (1, 4)),
        ([25] * 8, 300, 5, 4, (0, 8)),
        ([25, 5, 5, 25, 5], 80, 0, 0, (0, 5)),
        ([25, 25], 10, 1, 0, (1, 2)),
        ([25], 0, 0, 0, (0, 1)),
    ],
)
def test_the_window_is_as_many_columns_as_fit_around_the_current_one(
    cells, room, here, start, found
) -> None:
    assert window(cells, room, here, start) == found


# -- sorting -----------------------------------------------------------------------------------


async def test_a_column_is_sorted_by_two_keys_and_one_undo_takes_it_back() -> None:
    acts = [
        *stages(*FOUR),
        lambda board: cards.archive(board, NOON, card_ids=(1,)),
        lambda board: cards.add(board, NOON, titles=("b", "step 10", "Step 2", "a")),
    ]
    async with running(acts) as driver:
        await driver.do("column.sort")
        assert "Sort To Do" in driver.text
        assert "By title, from A to Z" in driver.text
        await driver.press("t")
        assert titles(driver, "To Do") == ["a", "b", "Step 2", "step 10"]
        assert "Sorted To Do by title. u takes it back." in driver.lines[1]
        await driver.do("change.undo")
        assert titles(driver, "To Do") == ["b", "step 10", "Step 2", "a"]
        await driver.do("column.sort")
        await driver.press("down", "enter")
        assert titles(driver, "To Do")[0] == "a"
        await driver.do("column.sort")
        with unchanged(driver.board):
            await driver.press("t")
        assert "To Do is sorted by title already." in driver.text
        for key in ("c", "a", "g", "d"):
            await driver.press(key)
        await driver.press("escape")


async def test_what_has_nothing_to_sort_says_so() -> None:
    async with running(stages(*FOUR, cards_in={"Done": 3})) as driver:
        await driver.do("column.sort")
        assert "To Do has nothing to sort." in driver.lines[1]
        await driver.do("walk.right", times=3)
        await driver.do("column.sort")
        assert "Done stands newest first." in driver.lines[1]


# -- limits ------------------------------------------------------------------------------------


def full(**settings: object) -> tuple[list[Act], Config]:
    acts = [
        *stages(*FOUR, cards_in={"To Do": 3, "Doing": 2}),
        on(columns.limit, 2, wip_limit=2),
    ]
    return acts, Config(animations=False, **settings)


async def test_a_carry_into_a_full_column_is_asked_once_more() -> None:
    acts, config = full()
    async with running(acts, config=config) as driver:
        assert "Doing 2/2" in driver.lines[2]
        with unchanged(driver.board):
            await driver.do("card.carry-right")
        assert "Doing holds 2 of 2. Press again to put it there all the same." in driver.lines[1]
        await driver.do("card.carry-right")
        assert titles(driver, "Doing")[-1] == "To Do 1"
        assert "Doing holds 3 of 2 now. u takes it back." in driver.lines[1]
        assert "Doing 3/2" in driver.lines[2]
        await driver.do("change.undo")
        assert len(titles(driver, "Doing")) == 2


async def test_it_is_asked_anew_for_another_card_and_after_another_act() -> None:
    acts, config = full()
    async with running(acts, config=config) as driver:
        await driver.do("card.carry-right")
        await driver.do("walk.down")
        with unchanged(driver.board):
            await driver.do("card.carry-right")
        await driver.do("card.send-to-3")
        with unchanged(driver.board):
            await driver.do("card.carry-right")
        assert "Press again" in driver.lines[1]


async def test_sending_by_number_finishing_and_many_at_once_keep_a_limit_too() -> None:
    acts, config = full()
    acts.append(on(columns.limit, 4, wip_limit=1))
    async with running(acts, config=config) as driver:
        with unchanged(driver.board):
            await driver.do("card.send-to-2")
        await driver.do("card.send-to-2")
        assert len(titles(driver, "Doing")) == 3
        await driver.do("card.done")
        assert "Done: " in driver.lines[1]
        with unchanged(driver.board):
            await driver.do("card.done")
        assert "Done holds 1 of 1." in driver.lines[1]
        await driver.do("card.done")
        assert "2 wins today." in driver.lines[1]
        await driver.do("walk.right")
        await driver.do("card.mark-all")
        with unchanged(driver.board):
            await driver.do("card.done")


async def test_a_card_that_is_added_to_a_full_column_keeps_its_words_for_enter_again() -> None:
    acts, config = full()
    async with running(acts, config=config) as driver:
        await driver.do("walk.right")
        await driver.do("card.add")
        await driver.write("One more")
        with unchanged(driver.board):
            await driver.press("enter")
        assert "Doing holds 2 of 2. Press again" in driver.text
        await driver.press("enter")
        assert driver.is_on_board
        assert titles(driver, "Doing")[-1] == "One more"
        assert "Doing holds 3 of 2 now. u takes it back." in driver.lines[1]


async def test_hard_limits_are_kept_each_time_and_the_key_that_changes_them_is_named() -> None:
    acts, config = full(wip="hard")
    async with running(acts, config=config) as driver:
        with unchanged(driver.board):
            await driver.do("card.carry-right", times=3)
        assert "Doing holds 2 of 2, and its limit is kept. + changes it." in driver.lines[1]
        await driver.do("walk.right")
        await driver.do("column.limit")
        await driver.write("3")
        await driver.press("enter")
        await driver.do("walk.left")
        await driver.do("card.carry-right")
        assert len(titles(driver, "Doing")) == 3


async def test_limits_that_are_off_ask_nothing() -> None:
    acts, config = full(wip="off")
    async with running(acts, config=config) as driver:
        await driver.do("card.carry-right")
        assert "Doing 3/2" in driver.lines[2]
        assert driver.lines[1].strip() == ""


async def test_quiet_mode_asks_without_a_count() -> None:
    acts, config = full(quiet=True)
    async with running(acts, config=config) as driver:
        await driver.do("card.carry-right")
        assert "Doing is full. Press again to put it there all the same." in driver.lines[1]
        await driver.do("card.carry-right")
        assert "Doing is past its limit now. u takes it back." in driver.lines[1]


async def test_a_full_column_takes_back_what_undo_returns_without_a_question() -> None:
    acts, config = full()
    async with running(acts, config=config) as driver:
        await driver.do("walk.right")
        await driver.do("card.carry-right")
        await driver.do("walk.left", times=3)
        await driver.do("card.carry-right")
        await driver.do("change.undo", times=2)
        assert titles(driver, "Doing") == ["Doing 1", "Doing 2"]
