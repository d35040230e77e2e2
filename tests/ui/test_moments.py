"""The moments around the recap: a step forward and a stuck moment, by keys."""

import pytest

from kanban.config import Config
from kanban.domain.operations import cards, goals, wins
from kanban.domain.records import Card, Win, WinKind

from .driver import KEYS, NOON, BoardDriver, board_of, running, unchanged

SECRET = "the boss shouted"


def the_wins(driver: BoardDriver) -> list[tuple[WinKind, str]]:
    return [(win.kind, win.text) for win in driver.board.wins_on(NOON.day)]


# -- a step forward --------------------------------------------------------------------------------


async def test_f_and_enter_log_a_step_in_the_cards_own_words() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("card.forward")
        assert "What moved?" in driver.text
        await driver.press("enter")
        assert driver.is_on_board
        assert the_wins(driver) == [(WinKind.FORWARD, "Test login")]
        assert "A step forward: Test login. 1 win today." in driver.lines[1]
        assert any("12:00 › Test login" in line for line in driver.lines)
        assert "›" in driver.column("To Do").lines[3]


async def test_a_step_may_have_words_of_its_own() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("card.forward")
        await driver.write("Half of [red] it")
        await driver.press("enter")
        assert the_wins(driver) == [(WinKind.FORWARD, "Half of [red] it")]
        assert "A step forward: Half of [red] it. 1 win today." in driver.lines[1]


async def test_a_second_step_of_a_day_is_told_of_calmly_and_changes_nothing() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("card.forward")
        await driver.press("enter")
        with unchanged(driver.board):
            await driver.do("card.forward")
        assert driver.is_on_board
        assert "Its step of today is logged. w logs what else moved." in driver.lines[1]


async def test_a_card_that_is_done_has_no_step() -> None:
    async with running(board_of("Test login", column=3)) as driver:
        await driver.column("Done").select("Test login")
        with unchanged(driver.board):
            await driver.do("card.forward")
        assert "It is done already. w logs what else moved." in driver.lines[1]


async def test_a_step_taken_back_leaves_its_card() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("card.forward")
        await driver.press("enter")
        await driver.do("change.undo")
        assert the_wins(driver) == []
        assert "›" not in driver.column("To Do").lines[3]
        await driver.do("card.forward")
        assert "What moved?" in driver.text


async def test_a_step_from_the_shell_shows_on_its_card() -> None:
    async with running(board_of("a", "b")) as driver:
        change = driver.keeper.do(wins.forward, card_id=2)
        driver.app.tell_changed(change, is_ours=False)
        await driver.settle()
        assert "›" in driver.column("To Do").lines[6]
        assert "›" not in driver.column("To Do").lines[3]


async def test_leaving_the_prompt_logs_no_step() -> None:
    async with running(board_of("Test login")) as driver:
        with unchanged(driver.board):
            await driver.do("card.forward")
            await driver.press("escape")
        assert driver.is_on_board


# -- a stuck moment --------------------------------------------------------------------------------

WAYS = {
    "clarity": ("What is clear now?", "Clear now"),
    "knowledge": ("What blocks it?", "Known now"),
    "leverage": ("Who can help?", "Can help"),
}


@pytest.mark.parametrize("kind", WAYS)
async def test_a_stuck_moment_becomes_a_win_by_keys_alone(kind: str) -> None:
    question, said = WAYS[kind]
    async with running(board_of("Test login")) as driver:
        await driver.do("moment.reframe")
        assert "Stuck: Test login" in driver.text
        await driver.press(*"ab", "enter")
        await driver.press(KEYS.command(f"stuck.choose-{kind}").keys[0])
        assert driver.text.count(question) == 2
        await driver.press(*"cookie", "enter", "enter")
        assert driver.is_on_board
        assert f"{said}: cookie. 1 win today." in driver.lines[1]
        (win,) = driver.board.wins_on(NOON.day)
        assert (win.kind, win.text, win.in_the_way) == (WinKind(kind), "cookie", "ab")
        assert win.card_id == driver.card("Test login").id
        assert driver.board.seq == 1


async def test_the_next_step_and_the_block_are_of_the_same_change() -> None:
    acts = [
        *board_of(),
        lambda board: goals.add(board, NOON, title="Launch", why="", steps=("Other", "Test login")),
    ]
    async with running(acts) as driver:
        await driver.column("To Do").select("Test login")
        await driver.do("moment.reframe")
        await driver.write(SECRET, into="in-the-way")
        await driver.press("enter", "l")
        await driver.write("Ana knows", into="learned")
        await driver.write("Ask Ana", into="next")
        await driver.press("ctrl+t", "ctrl+s")
        assert driver.column("To Do").titles == ["Ask Ana", "Other", "Test login"]
        assert driver.card("Test login").blocked == "Ana knows"
        assert driver.card("Ask Ana").goal_id == 1
        assert driver.selected == "Test login"
        assert driver.board.seq == 1
        assert SECRET not in driver.text
        await driver.do("change.undo")
        assert driver.column("To Do").titles == ["Other", "Test login"]
        assert driver.card("Test login").blocked == ""


async def test_the_mark_of_a_block_can_be_taken_off_again() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("moment.reframe")
        await driver.press("ctrl+t")
        assert "☑ Mark the card as blocked" in driver.text
        await driver.press("ctrl+t")
        assert "☐ Mark the card as blocked" in driver.text


@pytest.mark.parametrize("column", [1, 3])
async def test_without_a_card_that_is_open_the_moment_stands_for_itself(column: int) -> None:
    async with running(board_of(*(["Test login"] if column == 3 else []), column=column)) as driver:
        await driver.press("escape")  # the welcome of an empty board
        if column == 3:
            await driver.column("Done").select("Test login")
        await driver.do("moment.reframe")
        assert "A stuck moment" in driver.text
        assert "blocked" not in driver.text
        await driver.press("enter", "c")
        await driver.write("It is the cookie", into="learned")
        await driver.press("ctrl+s")
        assert driver.board.table(Win)[max(driver.board.table(Win))].card_id is None


async def test_what_was_typed_is_left_only_when_asked_twice() -> None:
    async with running(board_of("Test login")) as driver:
        with unchanged(driver.board):
            await driver.do("moment.reframe")
            await driver.press("escape")
            assert driver.is_on_board
            await driver.do("moment.reframe")
            await driver.write(SECRET, into="in-the-way")
            await driver.press("escape")
            assert "Not saved yet" in driver.text
            assert SECRET in driver.text
            await driver.press("escape")
            assert driver.is_on_board


async def test_what_is_missing_is_asked_for_and_nothing_is_lost() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("moment.reframe")
        await driver.write(SECRET, into="in-the-way")
        with unchanged(driver.board):
            await driver.press("ctrl+s")
            assert "Choose one of the three first" in driver.text
            await driver.press("k", "ctrl+s")
            assert "One line makes it a win. What blocks it?" in driver.text
            await driver.write("x" * 501, into="learned")
            await driver.press("ctrl+s")
            assert "too long: 501" in driver.text
        assert SECRET in driver.text
        await driver.write("No account", into="learned")
        await driver.press("ctrl+s")
        assert the_wins(driver) == [(WinKind.KNOWLEDGE, "No account")]


async def test_another_way_may_be_chosen_before_it_is_saved() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("moment.reframe")
        await driver.press("enter", "k", "shift+tab", "c")
        assert driver.text.count("What is clear now?") == 2
        assert driver.text.count("What blocks it?") == 1


async def test_a_way_is_chosen_by_a_click_and_so_is_the_block() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("moment.reframe")
        await driver.pilot.click("WayChoice", offset=(4, 2))
        await driver.pilot.click("#blocked")
        await driver.settle()
        assert driver.text.count("Who can help?") == 2
        assert "☑ Mark the card as blocked" in driver.text


async def test_quiet_mode_says_what_was_won_and_no_count() -> None:
    async with running(board_of("a"), config=Config(animations=False, quiet=True)) as driver:
        await driver.do("card.forward")
        await driver.press("enter")
        assert "A step forward: a." in driver.lines[1]
        await driver.do("moment.reframe")
        await driver.press("enter", "c")
        await driver.write("It is the cookie", into="learned")
        await driver.press("ctrl+s")
        assert driver.lines[1].strip() == "Clear now: It is the cookie."


async def test_a_card_put_away_elsewhere_is_told_of_and_the_words_stay() -> None:
    async with running(board_of("a", "b")) as driver:
        await driver.do("card.forward")
        driver.keeper.do(cards.archive, card_ids=(1,))
        await driver.write("Half of it")
        await driver.press("enter")
        assert not driver.is_on_board
        assert "is finished" in driver.text
        assert driver.board.table(Card)[1].archived_at is not None
        assert the_wins(driver) == []
