"""When the screen has the house kept: as soon as the keys rest, or when they have not for long."""

import asyncio
from collections.abc import Callable
from unittest.mock import patch

import pytest
from textual import events

from kanban.boards import board_in_memory
from kanban.keeper import Keeper
from kanban.ui.key_line import MOST_RESTS, KeyLine

from .driver import board_of, noon, running, until


def a_line() -> KeyLine:
    return KeyLine(None, None, None, has_counts=False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("comes", "rests"),
    [
        (lambda _rest: False, 1),
        (lambda rest: rest < 4, 4),
        (lambda _rest: True, MOST_RESTS),
    ],
)
async def test_keys_rest_where_none_has_come_or_have_to_in_the_end(
    comes: Callable[[int], bool], rests: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, slept = a_line(), []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if comes(len(slept)):
            line.join(events.Key("j", "j"))

    monkeypatch.setattr(asyncio, "sleep", sleep)
    await line.rest()
    assert len(slept) == rests


async def test_the_house_is_kept_once_when_the_keys_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kanban.ui.key_line.REST_S", 0.01)
    keeper = board_in_memory(noon, board_of())
    with patch.object(Keeper, "tidy") as tidy:
        async with running(keeper=keeper) as driver:
            await until(driver, lambda: tidy.called)
    tidy.assert_called_once()
