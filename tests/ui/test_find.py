"""Searching on the board: while typing, match by match, and with the rest out of sight."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.operations import cards, columns

from .driver import NOON, Act, BoardDriver, noon, running

TITLES = ("Write the landing page", "Pick testers", "Land the ship")
DOING = ("Order landing lights", "Call Ann")


def acts() -> list[Act]:
    def late(board: Board) -> Change:
        return cards.amend(board, NOON, card_id=5, fields={"due_on": date(2026, 11, 20)})

    return [
        lambda board: columns.set_up(board, NOON, title="Main"),
        lambda board: cards.add(board, NOON, titles=TITLES, column_id=1),
        lambda board: cards.add(board, NOON, titles=DOING, column_id=2, fields={"tags": ("x",)}),
        late,
    ]


async def search(driver: BoardDriver, text: str) -> None:
    """Open the bar and type."""
    await driver.do("find.open")
    await driver.press(*(_key(char) for char in text))


def _key(char: str) -> str:
    return {" ": "space", ":": "colon", '"': "quotation_mark", "-": "minus"}.get(char, char)


def bar(driver: BoardDriver) -> str:
    """Return the two last rows."""
    return "\n".join(driver.lines[-2:])


async def test_the_cursor_goes_to_the_first_match_while_typing_and_esc_brings_it_back() -> None:
    async with running(acts()) as driver:
        await driver.column("To Do").select("Pick testers")
        await search(driver, "land")
        assert driver.selected == "Land the ship"  # from where the cursor was
        assert "2 of 3" in bar(driver)
        assert "enter keep" in bar(driver)
        await driver.press("i", "n")
        assert driver.selected == "Order landing lights"
        assert "2 of 2" in bar(driver)
        await driver.press("backspace", "backspace", "backspace")
        assert driver.selected == "Land the ship"
        await driver.press("escape")
        assert driver.selected == "Pick testers"
        assert "/ find" in driver.lines[-1]


@pytest.mark.parametrize("screen", ["board", "archive"])
async def test_a_letter_is_drawn_in_one_frame_with_the_count_of_what_it_finds(screen: str) -> None:
    gone = [*acts(), lambda board: cards.archive(board, NOON, card_ids=(1, 2))]
    async with running(acts() if screen == "board" else gone) as driver:
        if screen == "archive":
            await driver.do("archive.show")
        await driver.press("slash")
        typed = ""
        for key in ("w", "r", "x", "backspace"):
            typed = typed[:-1] if key == "backspace" else typed + key
            drawn = await driver.frames(key)
            assert len(drawn) == 1
            count = "nothing found" if typed == "wrx" else "1 of 1|1 found"
            assert re.search(f"/ {typed} +({count})", drawn[0])


FIRST_LETTER = """
import asyncio, sys
from tests.ui.driver import board_of, running

async def main():
    async with running(board_of("Land the ship", "Call Ann")) as driver:
        await driver.do("find.open")
        before = {*sys.modules}
        await driver.press("l")
        assert "1 of 2" in driver.text
        print(*{*sys.modules} - before)

asyncio.run(main())
"""


def test_the_first_letter_loads_nothing() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FIRST_LETTER],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (ended.stdout.strip(), ended.stderr) == ("", "")


async def test_enter_keeps_what_was_found_and_n_goes_around_it() -> None:
    async with running(acts()) as driver:
        await search(driver, "LAND")
        await driver.press("enter")
        assert driver.selected == "Write the landing page"
        assert "LAND   1 of 3   n next   esc clears" in driver.lines[1]
        seen = []
        for _ in range(3):
            await driver.do("find.next")
            seen.append(driver.selected)
        assert seen == ["Land the ship", "Order landing lights", "Write the landing page"]
        await driver.do("find.previous")
        assert driver.selected == "Order landing lights"
        assert "3 of 3" in driver.lines[1]
        await driver.do("walk.down")
        assert "3 found" in driver.lines[1]
        await driver.do("board.clear")
        assert driver.selected == "Call Ann"
        assert not driver.lines[1].strip()


async def test_what_is_found_stands_out_and_the_rest_recedes() -> None:
    async with running(acts()) as driver:
        column = driver.column("To Do").widget
        before = column.render_line(5)
        await search(driver, "land")
        found = [each.text for each in column.render_line(2) if each.style and each.style.underline]
        assert found == ["land"]
        assert [each.style for each in column.render_line(5)] != [each.style for each in before]
        await driver.press("escape")
        assert column.render_line(5) == before


@pytest.mark.parametrize("density", ["cosy", "roomy"])
async def test_a_card_that_is_found_for_its_notes_shows_them(density: str) -> None:
    fields = {"notes": "Seen on\nthe page [b]of the designer[/b]", "tags": ("web",)}
    made = [*acts(), lambda board: cards.amend(board, NOON, card_id=1, fields=fields)]
    async with running(made, config=Config(density=density)) as driver:
        assert "#web" in driver.text
        await search(driver, "designer")
        assert "…[b]of the designer" in driver.text
        await driver.press("escape")
        assert "designer" not in driver.text


@pytest.mark.parametrize("key", ["tab", "ctrl+f"])
async def test_the_rest_goes_out_of_sight_and_comes_back(key: str) -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press(key)
        assert driver.column("To Do").titles == ["Write the landing page", "Land the ship"]
        assert driver.column("Doing").titles == ["Order landing lights"]
        assert driver.column("Done").titles == []
        assert "To Do 2/3" in driver.lines[2]
        assert "Doing 1/2" in driver.lines[2]
        assert "Nothing found here." in driver.text
        await driver.press(key)
        assert driver.column("To Do").titles == list(TITLES)
        await driver.press(key, "enter")
        assert "esc all cards" in driver.lines[1]
        await driver.do("walk.down", times=5)
        assert driver.selected == "Land the ship"
        await driver.do("walk.right")
        assert driver.selected == "Order landing lights"
        await driver.do("board.clear")
        assert driver.column("To Do").titles == list(TITLES)
        assert driver.selected == "Order landing lights"


async def test_keys_act_on_what_is_in_sight() -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press("tab", "enter")
        await driver.do("card.carry-down")
        assert driver.board.card(1).title == driver.selected
        await driver.do("board.clear")
        assert driver.column("To Do").titles == [TITLES[1], TITLES[2], TITLES[0]]
        await search(driver, "land")
        await driver.press("tab", "enter")
        await driver.do("walk.first")
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Land the ship"]
        assert driver.selected == "Write the landing page"
        await driver.do("change.undo")
        assert driver.column("To Do").titles == [TITLES[2], TITLES[0]]


async def test_a_new_card_that_is_not_found_stays_in_sight_until_something_else_is_asked() -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press("tab", "enter")
        await driver.do("card.add")
        await driver.write("Another thing")
        await driver.press("enter")
        assert driver.selected == "Another thing"
        assert driver.column("To Do").titles[-1] == "Another thing"
        await driver.do("find.next")
        assert driver.selected == "Order landing lights"
        await driver.do("find.open")
        await driver.press("i")
        assert "Another thing" not in driver.column("To Do").titles


async def test_a_card_that_another_process_adds_is_found_at_once() -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press("enter")
        change = driver.keeper.do(cards.add, titles=("Landing lights again",), column_id=2)
        driver.app.tell_changed(change, is_ours=False)
        await driver.settle()
        await driver.do("find.filter")
        assert driver.column("Doing").titles == ["Order landing lights", "Landing lights again"]


async def test_a_term_that_is_not_known_is_told_and_what_was_found_stands() -> None:
    async with running(acts()) as driver:
        await search(driver, "land tga:")
        assert 'There is no "tga:" to search by. Did you mean "tag:"?' in bar(driver)
        assert driver.selected == "Write the landing page"
        await driver.press("backspace", "backspace", "backspace", "backspace")
        assert "enter keep" in bar(driver)


async def test_nothing_found_leaves_the_cursor_where_it_was() -> None:
    async with running(acts()) as driver:
        await driver.do("walk.down")
        await search(driver, "qqq")
        assert "nothing found" in bar(driver)
        assert driver.selected == "Pick testers"
        await driver.press("enter")
        await driver.do("find.next")
        assert driver.lines[1].strip() == "Nothing is found on the board."
        await driver.press("tab")
        assert driver.selected is None
        await driver.press("escape")
        assert driver.column("To Do").titles == list(TITLES)


async def test_before_a_search_its_keys_name_the_one_that_begins_it() -> None:
    async with running(acts()) as driver:
        for command in ("find.next", "find.previous", "find.filter"):
            await driver.do(command)
            assert driver.lines[1].strip() == "/ searches first."


async def test_letters_and_other_keys_are_the_searchs_while_it_is_typed() -> None:
    async with running(acts()) as driver:
        before = driver.board.seq
        await search(driver, "dxu")
        await driver.press("ctrl+s", "question_mark")
        assert driver.is_on_board
        assert driver.board.seq == before
        await driver.press("escape")
        await driver.do("keys.show")
        assert not driver.is_on_board


async def test_arrows_go_from_match_to_match_while_typing() -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press("down", "down")
        assert driver.selected == "Order landing lights"
        await driver.press("up")
        assert driver.selected == "Land the ship"


async def test_marks_come_off_before_the_search_ends() -> None:
    async with running(acts()) as driver:
        await search(driver, "land")
        await driver.press("tab", "enter")
        await driver.do("card.mark-all")
        await driver.do("board.clear")
        assert driver.column("To Do").titles == ["Write the landing page", "Land the ship"]
        await driver.do("board.clear")
        assert driver.column("To Do").titles == list(TITLES)


async def test_in_quiet_mode_no_count_is_told() -> None:
    async with running(acts(), config=Config(quiet=True, animations=False)) as driver:
        await search(driver, "land")
        await driver.press("tab")
        assert not any(char.isdigit() for char in "\n".join(driver.lines[2:]))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)], ids=str)
async def test_the_bar_fits_any_screen(size: tuple[int, int]) -> None:
    async with running(acts(), size=size) as driver:
        await driver.do("find.open")
        assert "words  tag:bug" in bar(driver)
        await driver.press(*"land")
        assert driver.lines[-2].startswith(" / land")
        assert driver.lines[-2].rstrip().endswith("1 of 3")
        assert driver.lines[-1].rstrip().endswith("esc back")


async def test_a_column_that_a_search_names_may_go() -> None:
    held = board_in_memory(noon, acts())
    async with running(keeper=held) as driver:
        await search(driver, "column:doing")
        await driver.press("enter")
        assert "1 of 2" in driver.lines[1]
        change = held.do(cards.archive, card_ids=(4,))
        driver.app.tell_changed(change, is_ours=False)
        await driver.settle()
        await driver.do("walk.up")
        assert driver.selected == "Call Ann"


async def test_many_cards_are_looked_through_in_slices_and_the_last_letter_wins() -> None:
    titles = tuple(f"Step {number} of many" for number in range(4000))
    many = [*acts(), lambda board: cards.add(board, NOON, titles=titles)]
    async with running(many) as driver:
        await driver.do("find.open")
        await driver.pilot.press("s", "t", "e", "p")
        for _ in range(50):
            await driver.settle()
            if "of 4000" in bar(driver):
                break
        assert "1 of 4000" in bar(driver)
