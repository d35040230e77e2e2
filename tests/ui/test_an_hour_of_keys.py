"""Any keys in any order, and then everything undone: the board is the one that was imported."""

import asyncio
from functools import partial
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from kanban.boards import board_in_memory
from kanban.commands.of_board import COMMANDS
from kanban.domain import history
from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Day, Goal, Record, Win
from kanban.exchange.reading import read_draft
from kanban.exchange.taking import take
from kanban.keeper import Keeper
from kanban.ui.screens.board import face
from tests.ui.driver import NOON, BoardDriver, noon, running

LEAVING = ("app.", "palette.", "theme.", "board.show", "board.send", "boards.")
"""Areas of commands that end the board, open another one, or run any command by name."""
ACTING = ("card.carry", "card.send", "card.done", "card.archive", "mark.", "change.", "walk.")
"""Areas of commands that need no dialog; an hour has more of them."""
BOARD_KEYS = [key for each in COMMANDS for key in each.keys if not each.id.startswith(LEAVING)]
ACTING_KEYS = [key for each in COMMANDS for key in each.keys if each.id.startswith(ACTING)]
DIALOG_KEYS = ["tab", "shift+tab", "enter", "escape", "ctrl+s", "space", "up", "down", "backspace"]
WORDS = ["x", "#tag", "fri", "宽", "[/]", "2", "-", " "]
KEYS_A_BOARD = 100
"""No more than what can be undone."""
KEYS_AN_HOUR = 10_000
POOLS = (ACTING_KEYS, [*ACTING_KEYS, "escape"], BOARD_KEYS, DIALOG_KEYS, WORDS)
keys = some.lists(
    some.one_of(*map(some.sampled_from, POOLS)), min_size=KEYS_A_BOARD, max_size=KEYS_A_BOARD
)
tries = partial(
    settings,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)


def a_board_of_200_cards() -> str:
    """Return a board of the Obsidian plugin with what such boards hold."""
    lines = []
    for name, box in (("Ideas", " "), ("To Do", " "), ("Doing", " "), ("Done", "x")):
        lines += [f"## {name}", ""]
        for number in range(50):
            lines.append(
                f"- [{box}] {name} {number} #tag{number % 5} @{{2026-11-{number % 30 + 1}}}"
            )
            lines += [f"\t- [{'x' if number % 2 else ' '}] part of {number}"] * (number % 3)
        lines.append("")
    return "\n".join(lines)


def imported() -> Keeper:
    draft = read_draft(a_board_of_200_cards().encode(), "plan.md", "obsidian")
    taking = partial(
        take,
        now=NOON,
        draft=draft,
        fingerprint="0",
        title="Plan",
        done=None,
        again=False,
        localize=lambda at: (at, ""),
    )
    return board_in_memory(noon, [taking])


def state(board: Board) -> dict[str, list[Record]]:
    """Return all that a board holds, but for wins that were withdrawn and do not count."""
    kinds: tuple[type[Record], ...] = (Column, Goal, Card, Day)
    held = {kind.__name__: sorted(board.table(kind).values(), key=_id) for kind in kinds}
    wins = [win for win in board.table(Win).values() if win.withdrawn_at is None]
    return {**held, "Win": wins, "About": [board.about]}


def _id(record: Record) -> int:
    return record.id


async def back_to_the_board(driver: BoardDriver) -> None:
    for _ in range(12):
        await driver.settle()
        if driver.is_on_board:
            break
        await driver.pilot.press("escape")
    assert driver.is_on_board, driver.text
    await driver.press("escape", "escape", "escape")  # a drag, a search, the marks


async def work_and_undo(pressed: list[str], size: tuple[int, int]) -> None:
    keeper = imported()
    assert len(keeper.board.table(Card)) == 200
    before = state(keeper.board)
    async with running(keeper=keeper, size=size) as driver:
        await back_to_the_board(driver)
        for key in pressed:
            await driver.pilot.press(key)
        await back_to_the_board(driver)
        while keeper.board.history.done:
            seq = keeper.board.seq
            await driver.pilot.press("u")
            await driver.settle()
            assert keeper.board.seq > seq, driver.text
        assert state(keeper.board) == before


def test_whatever_was_pressed_can_be_undone_to_the_board_that_was_imported() -> None:
    @tries(max_examples=3)
    @given(keys)
    def check(pressed: list[str]) -> None:
        asyncio.run(work_and_undo(pressed, (80, 24)))

    check()


@pytest.mark.long
def test_an_hour_of_keys_can_be_undone_to_the_board_that_was_imported() -> None:
    @tries(max_examples=100)
    @given(keys, some.sampled_from([(60, 20), (80, 24), (120, 36)]))
    def check(pressed: list[str], size: tuple[int, int]) -> None:
        asyncio.run(work_and_undo(pressed, size))

    check()


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
def test_ten_thousand_keys_on_one_board_can_be_undone_where_undo_is_that_deep(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in (history, face):
        monkeypatch.setattr(owner, "DEPTH", KEYS_AN_HOUR)
    some_of = Random(seed)
    pressed = [some_of.choice(some_of.choice(POOLS)) for _ in range(KEYS_AN_HOUR)]
    asyncio.run(work_and_undo(pressed, (80, 24)))
