"""The banner of a milestone: once ever, whatever is done, undone and done again."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.change import Change
from kanban.domain.operations import cards, goals
from kanban.domain.progress import milestones_reached
from kanban.domain.records import Win, WinKind
from kanban.domain.splitting import Step
from kanban.errors import BoardError, StorageError
from kanban.ui.desk import Desk
from kanban.ui.screens import banner
from kanban.ui.screens.banner import BannerScreen

from .driver import NOON, BoardDriver, noon, running, unchanged
from .test_goals import QUIET, shed


def is_shown(driver: BoardDriver) -> bool:
    return isinstance(driver.app.screen, BannerScreen)


async def reach_foundation(driver: BoardDriver) -> None:
    await driver.do("card.done", times=2)
    assert is_shown(driver)


async def test_the_last_card_of_a_milestone_shows_its_banner() -> None:
    async with running(shed(), size=(80, 24)) as driver:
        await driver.do("card.done")
        assert not is_shown(driver)
        await driver.do("card.done")
        assert is_shown(driver)
        for words in (
            "◆ Foundation",
            "Build a shed",
            "Somewhere to work in the rain",
            "◆ Foundation   ◇ First wall   ◇ Roof",
            "2 steps made it",
            "Done: Pour. 4 wins today.",
        ):
            assert words in driver.text
        bar = next(line for line in driver.lines if line.count("◇") == 2 and "━" in line)
        assert "━◆━" in bar


@pytest.mark.parametrize("key", ["escape", "enter", "space"])
async def test_a_key_that_closes_things_closes_it_and_does_nothing_more(key: str) -> None:
    async with running(shed()) as driver:
        await reach_foundation(driver)
        with unchanged(driver.board):
            await driver.press(key)
        assert driver.is_on_board


async def test_any_other_key_closes_it_and_is_not_lost() -> None:
    async with running(shed()) as driver:
        await reach_foundation(driver)
        await driver.press("d")
        assert driver.is_on_board
        assert driver.board.is_done(driver.card("Bricks"))


async def test_keys_typed_ahead_reach_the_board_in_their_order() -> None:
    async with running(shed()) as driver:
        for key in "dddj":
            driver.app.simulate_key(key)
        await driver.settle()
        await driver.pilot.pause(0.1)
        assert driver.is_on_board
        assert driver.column("Done").titles == ["Bricks", "Pour", "Dig"]
        assert driver.selected == "Level"


async def test_a_click_closes_it() -> None:
    async with running(shed()) as driver:
        await reach_foundation(driver)
        await driver.pilot.click("#banner")
        assert driver.is_on_board


async def test_undo_redo_and_doing_it_again_by_hand_show_no_second_banner() -> None:
    async with running(shed()) as driver:
        await reach_foundation(driver)
        await driver.press("escape")
        for command in ("change.undo", "change.redo", "change.undo"):
            await driver.do(command)
            assert driver.is_on_board
        await driver.column("To Do").select("Pour")
        await driver.do("card.done")
        assert driver.is_on_board
        assert driver.board.is_done(driver.card("Pour"))


async def test_reaching_it_from_the_page_of_its_goal_shows_it_there() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("enter", "d", "d")
        assert is_shown(driver)
        await driver.press("escape")
        assert "pgdn story" in driver.text


async def test_what_another_process_reaches_shows_no_banner() -> None:
    async with running(shed()) as driver:
        change = cards.finish(driver.board, NOON, card_ids=(1, 2))
        driver.board.apply(change)
        driver.app.tell_changed(change, is_ours=False)
        await driver.settle()
        assert milestones_reached(change)
        assert driver.is_on_board


async def test_two_milestones_of_one_act_are_shown_one_after_the_other() -> None:
    async with running(shed()) as driver:
        change = cards.finish(driver.board, NOON, card_ids=(1, 2, 6, 7))
        driver.board.apply(change)
        driver.app.tell_changed(change, is_ours=True)
        await driver.settle()
        assert driver.app.screen._view.name == "Foundation"  # type: ignore[attr-defined]
        await driver.press("escape")
        assert driver.app.screen._view.name == "Roof"  # type: ignore[attr-defined]
        await driver.press("escape")
        assert driver.is_on_board


async def test_quiet_mode_hides_how_many_steps_it_took() -> None:
    async with running(shed(), config=QUIET) as driver:
        await reach_foundation(driver)
        assert "made it" not in driver.text
        assert "◇ First wall   ◇ Roof" in driver.text


async def test_without_animations_the_bar_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[float] = []

    def watch(_bar: banner._StageBar, part: float) -> None:
        parts.append(part)

    monkeypatch.setattr(banner._StageBar, "watch_part", watch, raising=False)
    async with running(shed()) as driver:
        await reach_foundation(driver)
        assert set(parts) - {0.0} == {3 / 8}


async def test_the_bar_grows_over_the_stage_for_less_than_400_ms() -> None:
    assert banner.GROWS_S < 0.4
    async with running(shed(), config=Config(animations=True)) as driver:
        await reach_foundation(driver)
        await driver.pilot.wait_for_animation()
        assert driver.app.screen.query_one(banner._StageBar).part == 3 / 8


class Counting:
    """Counts the banners that the app would show."""

    def __init__(self) -> None:
        self.shown: list[tuple[int | None, str]] = []

    def tell_changed(self, change: Change | None, is_ours: bool) -> None:
        if change is not None and is_ours:
            self.shown += [(win.goal_id, win.text) for win in milestones_reached(change)]

    def tell_trouble(self, error: BoardError) -> None: ...

    def tell_unsaved(self, error: StorageError | None, count: int) -> None: ...

    def tell_waiting(self, holder: str) -> None: ...


some = st.sampled_from([(1,), (2,), (1, 2), (3, 4, 5), (6, 7), (7,), (1, 2, 6, 7)])
acts = st.one_of(
    st.tuples(st.just("move"), some, st.sampled_from([3, 3, 1, 2])),
    st.tuples(st.just("archive"), some, st.none()),
    st.tuples(st.just("add"), st.sampled_from(["Foundation", "Roof"]), st.none()),
    st.tuples(st.sampled_from(["undo", "redo"]), st.none(), st.none()),
)


@given(st.lists(acts, max_size=30))
def test_each_milestone_has_one_banner_whatever_is_done_undone_and_done_again(
    story: list[tuple[str, Any, Any]],
) -> None:
    counting = Counting()
    keeper = board_in_memory(noon, shed())
    desk = Desk(keeper, counting)

    async def play() -> None:
        for act, which, column in story:
            if act == "move":
                await desk.do(cards.move, card_ids=which, column_id=column)
            elif act == "archive":
                await desk.do(cards.archive, card_ids=which)
            elif act == "add":
                step = Step("One more", milestone=str(which))
                await desk.do(goals.split_goal, goal_id=1, steps=(step,))
            else:
                await (desk.undo() if act == "undo" else desk.redo())

    asyncio.run(play())
    assert len(counting.shown) == len(set(counting.shown))
    held = [win for win in desk.board.table(Win).values() if win.kind is WinKind.MILESTONE]
    assert sorted(counting.shown) == sorted((win.goal_id, win.text) for win in held)


keys = st.sampled_from(["d", "u", "U", "u", "U", "L", "H", "j", "k", "h", "l", "space"])


@settings(max_examples=3, deadline=None)
@given(st.lists(keys, min_size=8, max_size=16))
def test_any_keys_on_the_board_show_a_banner_for_each_milestone_once(pressed: list[str]) -> None:
    seen: list[str] = []

    async def play() -> None:
        async with running(shed(), size=(80, 24)) as driver:
            for key in ("d", "d", "u", "U", *pressed):
                before = driver.app.screen
                await driver.press(key)
                screen = driver.app.screen
                if isinstance(screen, BannerScreen) and screen is not before:
                    seen.append(screen._view.name)
            wins = driver.board.table(Win).values()
            held = [win.text for win in wins if win.kind is WinKind.MILESTONE]
            assert sorted(seen) == sorted(held)

    asyncio.run(play())
