"""What the board says by itself: in the morning, at the change of a day, in the evening."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.operations import cards, days, wins
from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.store.drawer import FileDrawer
from kanban.ui.day_voice import notification

from .driver import BoardDriver, board_of, running
from .test_time import Clock, tick

HINT = "enter to the board"
OPEN = "The day is still open: r looks back on it."
ASKS = "The day is still open: r looks back on it, q once more leaves."


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-22 12:00")


@pytest.fixture
def keeper(clock: Clock, tmp_path: Path) -> Keeper:
    """A board with three cards, whose notes lie in files."""
    held = board_in_memory(clock, board_of("a", "b", "c"))
    held.drawer = FileDrawer(tmp_path / "drawer")
    return held


def still(**settings: object) -> Config:
    return Config(animations=False, **settings)  # type: ignore[arg-type]


@pytest.fixture
def looked_back(keeper: Keeper, clock: Clock) -> Keeper:
    """The same board on the morning after a day that was closed."""
    keeper.do(wins.log, texts=("Asked for [red] the contract",))
    fields = {
        "three": ("Asked for [red] the contract", "Wrote to Noor"),
        "mattered": "It is out of my head.",
        "setback": "nobody answered",
        "first_step": "b",
        "first_card_id": 2,
    }
    keeper.do(days.close, on=clock().day, fields=fields)
    keeper.do(cards.shift, card_id=2, by=1)
    clock.set("2026-11-23 09:00")
    return keeper


# -- the morning -----------------------------------------------------------------------------------


async def test_the_first_start_of_a_day_shows_the_day_before(looked_back: Keeper) -> None:
    async with running(keeper=looked_back, size=(80, 24)) as driver:
        for words in (
            "Yesterday, Sun 22 Nov",
            "✓ Asked for [red] the contract",
            "✓ Wrote to Noor",
            "Why it mattered",
            "It is out of my head.",
            "First step",
            "▌ b",
            HINT,
        ):
            assert words in driver.text
        assert "nobody answered" not in driver.text
        assert driver.selected == "b"
        assert driver.column("To Do").titles == ["a", "b", "c"]
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.selected == "b"


@pytest.mark.parametrize("key", ["enter", "space", "escape", "q", "y"])
async def test_a_key_that_closes_things_only_closes_it(looked_back: Keeper, key: str) -> None:
    async with running(keeper=looked_back) as driver:
        before = looked_back.board.seq
        await driver.press(key)
        assert driver.is_on_board
        assert driver.app.is_running
        assert driver.app._exit is False
        assert looked_back.board.seq == before


async def test_who_types_on_loses_nothing(looked_back: Keeper) -> None:
    async with running(keeper=looked_back) as driver:
        await driver.press(*"aCall", "space", *"dud", "enter")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["a", "b", "c", "Call dud"]


async def test_a_key_of_the_board_does_what_it_does_there(looked_back: Keeper) -> None:
    async with running(keeper=looked_back) as driver:
        await driver.press("d")
        assert driver.is_on_board
        assert driver.column("Done").titles == ["b"]
        assert "Done: b. 1 win today." in driver.lines[1]


async def test_a_key_of_the_program_does_what_it_does(looked_back: Keeper) -> None:
    async with running(keeper=looked_back) as driver:
        await driver.press("question_mark")
        assert "Go to the column on the left" in driver.text
        assert HINT not in driver.text


async def test_a_click_closes_it(looked_back: Keeper) -> None:
    async with running(keeper=looked_back) as driver:
        await driver.pilot.click(offset=(2, 2))
        await driver.settle()
        assert driver.is_on_board


async def test_the_second_start_of_a_day_shows_the_board(looked_back: Keeper, clock: Clock) -> None:
    async with running(keeper=looked_back) as driver:
        assert HINT in driver.text
    clock.set("2026-11-24 03:30")  # still the same day
    async with running(keeper=looked_back) as driver:
        assert driver.is_on_board
    clock.set("2026-11-24 04:00")
    async with running(keeper=looked_back) as driver:
        assert "Sun 22 Nov" in driver.text
        assert "Yesterday" not in driver.text


async def test_of_two_boards_one_greets(looked_back: Keeper) -> None:
    async with running(keeper=looked_back) as first, running(keeper=looked_back) as second:
        assert [HINT in first.text, HINT in second.text] == [True, False]


async def test_the_greeting_can_be_turned_off(looked_back: Keeper) -> None:
    async with running(keeper=looked_back, config=still(greeting=False)) as driver:
        assert driver.is_on_board
    assert looked_back.drawer.names() == []


async def test_where_nothing_lasts_nothing_is_said(clock: Clock) -> None:
    held = board_in_memory(clock, board_of("a"))
    held.do(wins.log, texts=("One",))
    clock.set("2026-11-23 18:00")
    async with running(keeper=held) as driver:
        await tick(driver)
        assert driver.is_on_board
        assert "still open" not in driver.text


async def test_an_unused_board_welcomes(clock: Clock, tmp_path: Path) -> None:
    held = board_in_memory(clock, board_of())
    held.drawer = FileDrawer(tmp_path / "drawer")
    held.do(days.close, on=clock().day, fields={"three": ("One",)})
    clock.set("2026-11-23 09:00")
    async with running(keeper=held) as driver:
        assert "Welcome" in driver.text


async def test_after_a_gap_there_is_the_last_win_and_one_small_step(
    keeper: Keeper, clock: Clock
) -> None:
    keeper.do(wins.log, texts=("Asked for the contract",))
    clock.set("2026-11-26 09:00")
    async with running(keeper=keeper) as driver:
        for words in ("The last win, Sun 22 Nov", "✓ Asked for the contract", "One small step"):
            assert words in driver.text
        for word in ("missed", "gap", "days", "only", "streak"):
            assert word not in driver.text.replace("of 7 days", "")
        assert driver.selected == "a"
    clock.set("2026-11-27 09:00")
    async with running(keeper=keeper) as driver:  # once in a quiet spell
        assert driver.is_on_board
    keeper.do(wins.log, texts=("One more",))
    clock.set("2026-12-03 09:00")
    async with running(keeper=keeper) as driver:
        assert "The last win, Fri 27 Nov" in driver.text


async def test_rest_days_are_no_gap(keeper: Keeper, clock: Clock) -> None:
    keeper.do(wins.log, texts=("One",))
    clock.set("2026-11-26 09:00")
    async with running(keeper=keeper, config=still(rest_days=("wed",))) as driver:
        assert "The last win" not in driver.text
        assert "Sun 22 Nov" in driver.text


async def test_a_drawer_that_keeps_nothing_is_told_of_and_nothing_is_shown_twice(
    looked_back: Keeper, tmp_path: Path
) -> None:
    (tmp_path / "drawer").touch()
    async with running(keeper=looked_back) as driver:
        assert driver.is_on_board
        assert "Cannot" in driver.lines[1]


# -- the change of a day ---------------------------------------------------------------------------


async def test_a_board_left_open_says_that_a_day_has_begun_over_nobodys_typing(
    looked_back: Keeper, clock: Clock
) -> None:
    clock.set("2026-11-22 23:50")
    async with running(keeper=looked_back) as driver:
        await driver.do("card.add")
        await driver.write("Half a tit")
        clock.set("2026-11-23 04:00")
        await tick(driver)
        assert "Half a tit" in driver.text
        assert len(driver.app.screen_stack) == 2
        await driver.press("escape", "escape")
        assert driver.is_on_board
        assert "A new day, Mon 23 Nov. First step: b" in driver.lines[1]
    async with running(keeper=looked_back) as driver:  # the first start of this day
        assert HINT in driver.text


# -- the evening -----------------------------------------------------------------------------------


async def until_said(driver: BoardDriver) -> bool:
    await tick(driver)
    return OPEN in driver.lines[1]


async def test_the_evening_is_spoken_of_once(keeper: Keeper, clock: Clock) -> None:
    async with running(keeper=keeper) as driver:
        clock.set("2026-11-22 16:59")
        assert not await until_said(driver)
        clock.set("2026-11-22 17:00")
        assert await until_said(driver)
        await driver.do("walk.down")
        assert OPEN in driver.lines[1]
        await driver.do("card.done")
        clock.set("2026-11-22 19:00")
        assert not await until_said(driver)
    async with running(keeper=keeper) as driver:
        assert not await until_said(driver)
        clock.set("2026-11-23 17:00")
        assert await until_said(driver)


async def test_the_evening_waits_for_a_dialog_to_close(keeper: Keeper, clock: Clock) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.add")
        clock.set("2026-11-22 18:00")
        await tick(driver)
        assert keeper.drawer.get("nudged") is None
        await driver.press("escape")
        assert await until_said(driver)


SILENT: dict[str, Callable[[Keeper], Config]] = {
    "turned off": lambda _: still(nudge="off"),
    "a rest day": lambda _: still(rest_days=("sun",)),
    "a later hour": lambda _: still(recap_at=time(21)),
    "a closed day": lambda keeper: (
        keeper.do(days.close, on=keeper.clock().day, fields={}) and still()
    ),
}


@pytest.mark.parametrize("why", SILENT)
async def test_an_evening_that_is_nobodys_business_is_silent(
    keeper: Keeper, clock: Clock, why: str
) -> None:
    config = SILENT[why](keeper)
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper, config=config) as driver:
        assert not await until_said(driver)
        await driver.press("q")
        assert driver.app._exit


@pytest.mark.parametrize(
    ("nudge", "rings", "writes"),
    [("line", 0, []), ("bell", 1, []), ("terminal", 0, [notification("The day is still open.")])],
)
async def test_the_evening_comes_as_it_was_chosen(
    keeper: Keeper, clock: Clock, monkeypatch, nudge: str, rings: int, writes: list[str]
) -> None:
    rung: list[bool] = []
    written: list[str] = []
    async with running(keeper=keeper, config=still(nudge=nudge)) as driver:
        monkeypatch.setattr(driver.app, "bell", lambda: rung.append(True))
        monkeypatch.setattr(driver.app._driver, "write", written.append)
        clock.set("2026-11-22 18:00")
        assert await until_said(driver)
        await tick(driver)
        assert (len(rung), written) == (rings, writes)


@pytest.mark.parametrize(
    ("env", "sequence"),
    [
        ({"TERM": "xterm-256color"}, "\x1b]9;progress-board: Hi.\x07"),
        ({"TERM": "rxvt-unicode"}, "\x1b]777;notify;progress-board;Hi.\x07"),
        ({"VTE_VERSION": "7600"}, "\x1b]777;notify;progress-board;Hi.\x07"),
        ({"TMUX": "/tmp/1"}, "\x1bPtmux;\x1b\x1b]9;progress-board: Hi.\x07\x1b\\"),
    ],
)
def test_a_notification_is_what_the_terminal_knows(env: dict[str, str], sequence: str) -> None:
    assert notification("Hi.", env) == sequence


async def test_leaving_on_an_open_evening_is_asked_about_once(keeper: Keeper, clock: Clock) -> None:
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper) as driver:
        await driver.press("q")
        assert not driver.app._exit
        await tick(driver)
        assert ASKS in driver.lines[1]
        await driver.press("q")
        assert driver.app._exit
    async with running(keeper=keeper) as driver:
        await driver.press("q")
        assert driver.app._exit


async def test_the_answer_to_leaving_may_be_to_look_back(keeper: Keeper, clock: Clock) -> None:
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper) as driver:
        await driver.press("q", "r")
        assert not driver.is_on_board
        assert not driver.app._exit


async def test_leaving_before_the_evening_is_not_asked_about(keeper: Keeper) -> None:
    async with running(keeper=keeper) as driver:
        await driver.press("q")
        assert driver.app._exit


async def test_leaving_a_dialog_asks_about_the_dialog_alone(keeper: Keeper, clock: Clock) -> None:
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper) as driver:
        await driver.do("card.add")
        await driver.press("ctrl+q")
        assert driver.app._exit


async def test_a_signal_leaves_at_once(keeper: Keeper, clock: Clock) -> None:
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper) as driver:
        driver.app._end(143)
        assert driver.app._exit
    assert keeper.drawer.get("asked") is None


async def test_a_drawer_that_keeps_nothing_blocks_no_leaving(
    keeper: Keeper, clock: Clock, monkeypatch
) -> None:
    def refuse(_name: str, _day: object) -> bool:
        raise StorageError("Cannot write the note: the disk is full.", "Free some space.")

    monkeypatch.setattr(keeper.drawer, "claim", refuse)
    clock.set("2026-11-22 18:00")
    async with running(keeper=keeper) as driver:
        await driver.press("q")
        assert driver.app._exit
