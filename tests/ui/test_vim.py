"""The vim map: counts, keys of several strokes, and typing that none of it touches."""

from collections.abc import AsyncIterator

import pytest
from textual.widgets import Input

from kanban.domain.records import Card
from kanban.key_names import say_key
from kanban.keymap import keymap

from .driver import BoardDriver, board_of, running

TITLES = ("One", "Two", "Three", "Four", "Five")


@pytest.fixture
async def driver() -> AsyncIterator[BoardDriver]:
    async with running(board_of(*TITLES), keys=keymap(name="vim")) as driver:
        yield driver


def last_line(driver: BoardDriver) -> str:
    return driver.lines[-1].strip()


def first_column(driver: BoardDriver) -> list[str]:
    return driver.columns[0].view.cards and [card.title for card in driver.columns[0].view.cards]


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("3j", "Four"),
        ("9j", "Five"),
        ("3j2k", "Two"),
        ("G", "Five"),
        ("Ggg", "One"),
        ("2gg", "Two"),
        ("4G", "Four"),
        ("1 0 j".replace(" ", ""), "Five"),
        ("2l2h", "One"),
    ],
)
async def test_counts_walk(driver: BoardDriver, keys: str, selected: str):
    await driver.press(*keys)
    assert driver.selected == selected


async def test_dd_puts_cards_away_in_one_change(driver: BoardDriver):
    await driver.press("j", *"2dd")
    assert first_column(driver) == ["One", "Four", "Five"]
    await driver.press("u")
    assert first_column(driver) == list(TITLES)
    await driver.press("ctrl+r")
    assert first_column(driver) == ["One", "Four", "Five"]


async def test_more_than_there_are_is_all_there_are(driver: BoardDriver):
    await driver.press("j", *"99dd")
    assert first_column(driver) == ["One"]


async def test_a_count_before_undo_takes_so_many_changes_back(driver: BoardDriver):
    await driver.press(*"ddmx")
    assert len(first_column(driver)) == 2
    await driver.press(*"3u")
    assert first_column(driver) == list(TITLES)
    await driver.press("2", "ctrl+r")
    assert first_column(driver) == ["Three", "Four", "Five"]


async def test_g_and_a_digit_send_the_card_to_that_column(driver: BoardDriver):
    await driver.press(*"2g3")
    assert [driver.card(title).column_id for title in TITLES] == [3, 3, 1, 1, 1]


async def test_what_waits_shows_what_may_follow_and_escape_lets_go(driver: BoardDriver):
    before = last_line(driver)
    await driver.press(*"3g")
    assert last_line(driver).startswith("3g ")
    assert "g first" in last_line(driver)
    assert "1-9 to that column" in last_line(driver)
    assert driver.selected == "One"
    await driver.press("escape")
    assert last_line(driver) == before
    await driver.press("g")
    assert driver.selected == "One"


async def test_a_key_that_follows_nothing_is_let_go(driver: BoardDriver):
    before = driver.board.seq
    await driver.press("d", "a")
    assert driver.is_on_board
    assert driver.board.seq == before
    await driver.press("j")
    assert driver.selected == "Two"


async def test_a_count_is_for_one_key_alone(driver: BoardDriver):
    await driver.press(*"2jj")
    assert driver.selected == "Four"


async def test_a_title_is_typed_as_it_is(driver: BoardDriver):
    await driver.press("a", *"dd3jgg", "enter")
    assert "dd3jgg" in first_column(driver)


async def test_a_click_on_what_may_follow_does_it(driver: BoardDriver):
    await driver.press("G", "g")
    row = len(driver.lines) - 1
    await driver.pilot.click(offset=(driver.lines[row].index("g first"), row))
    await driver.settle()
    assert driver.selected == "One"


async def test_the_keys_screen_shows_the_map_in_use(driver: BoardDriver):
    await driver.press("question_mark")
    assert "gg  home" in driver.text


async def test_in_the_default_map_digits_send_and_d_is_done():
    async with running(board_of("One", "Two")) as driver:
        await driver.press("2", "d")
        assert driver.card("One").column_id == 2
        assert driver.board.is_done(driver.card("Two"))


async def test_own_keys_may_have_several_strokes_in_any_map():
    own = keymap({"walk.last": ("z z",), "counts.toggle-quiet": (), "goals.walk-down": ("z j",)})
    async with running(board_of("One", "Two"), keys=own) as driver:
        await driver.press("z", "z")
        assert driver.selected == "Two"
        await driver.press("z", "d")
        assert not any(card.archived_at for card in driver.board.table(Card).values())


async def test_sentences_name_the_keys_of_the_person():
    own = keymap({"dialog.save": ("ctrl+w",), "win.log": ("W",)}, "vim")
    async with running(board_of("One"), keys=own) as driver:
        assert "m on a card, or W for a win" in driver.text
        await driver.press("enter", "x", "escape")
        assert "ctrl+w saves it" in driver.text


async def test_every_command_that_has_a_key_stands_on_the_keys_screen(driver: BoardDriver):
    keys = keymap(name="vim")
    await driver.press("question_mark")
    for command in keys.commands:
        if command.keys and "send-to" not in command.id:
            driver.app.screen.query_one("#wanted", Input).value = command.help
            await driver.settle()
            assert say_key(command.keys[0]) in driver.text, command.id
