"""The board's screen spoken to in the product's words; the only test file that knows selectors."""

import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from kanban import theme_files
from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import cards, columns
from kanban.domain.records import Card
from kanban.keeper import Keeper
from kanban.keymap import Keymap, keymap
from kanban.shelf import Shelf
from kanban.ui.app import ProgressBoard
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.own_rows import OwnRows

Act = Callable[[Board], Change]
NOON = moment(datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Berlin")), "Europe/Berlin")
KEYS = keymap()


def noon() -> Moment:
    return NOON


def board_of(*titles: str, column: int = 1) -> list[Act]:
    """Return the acts that make a board whose first (or another) column holds these cards."""
    acts: list[Act] = [lambda board: columns.set_up(board, NOON, title="Main")]
    if titles:
        acts.append(lambda board: cards.add(board, NOON, titles=titles, column_id=column))
    return acts


@dataclass
class ColumnDriver:
    """One column on the screen."""

    driver: "BoardDriver"
    widget: ColumnWidget

    @property
    def titles(self) -> list[str]:
        return [card.title for card in self.widget.view.cards]

    @property
    def lines(self) -> list[str]:
        """What is painted, row by row."""
        return [row.text for row in self.widget.render_lines(self.widget.size.region)]

    async def select(self, title: str) -> "ColumnDriver":
        """Walk to a card."""
        names = [each.view.name for each in self.driver.columns]
        await self.driver.do("walk.left", times=len(names))
        await self.driver.do("walk.right", times=names.index(self.widget.view.name))
        await self.driver.do("walk.first")
        await self.driver.do("walk.down", times=self.titles.index(title))
        assert self.driver.selected == title
        return self


class BoardDriver:
    """A running board."""

    def __init__(self, app: ProgressBoard, pilot: Pilot[None], keeper: Keeper) -> None:
        self.app = app
        self.pilot = pilot
        self.keeper = keeper

    async def do(self, command_id: str, times: int = 1) -> None:
        """Press the key of a command."""
        for _ in range(times):
            await self.pilot.press(KEYS.command(command_id).keys[0])
        await self.settle()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def frames(self, *keys: str) -> list[str]:
        """Press keys; return what stands in the last two rows in each frame that they draw."""
        drawn: list[str] = []
        display = self.app._display

        def see(*given: Any) -> None:
            display(*given)
            drawn.append("\n".join(self.lines[-2:]))

        with patch.object(self.app, "_display", see):
            await self.press(*keys)
        return drawn

    async def write(self, text: str, into: str | None = None) -> None:
        """Put text into the field with the focus, or into the one of an id."""
        field = self.app.screen.query_one(f"#{into}") if into else self.app.focused
        if isinstance(field, TextArea):
            field.text = text
        else:
            assert isinstance(field, Input)
            field.value = text
        await self.settle()

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.pilot.pause()

    @property
    def board(self) -> Board:
        return self.app.desk.board

    @property
    def columns(self) -> list[ColumnWidget]:
        return list(self.app.screen_stack[0].query(ColumnWidget))

    def column(self, name: str) -> ColumnDriver:
        return ColumnDriver(self, next(each for each in self.columns if each.view.name == name))

    @property
    def selected(self) -> str | None:
        for widget in self.columns:
            if widget.is_current and widget._cursor is not None:
                return widget.view.cards[widget._cursor].title
        return None

    @property
    def lines(self) -> list[str]:
        """The rows of the screen that is open."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """What is printed on the screen that is open, row by row, each with its style."""
        rows = self.app.screen._compositor.render_strips()
        return [
            [(char, str(part.style)) for part in row for char in part.text if char != " "]
            for row in rows
        ]

    def forget_what_is_drawn(self) -> None:
        """Have each row drawn anew that is asked for next."""
        for widget in self.app.screen.query("*"):
            widget._styles_cache.clear()
            if isinstance(widget, OwnRows):
                widget._kept.clear()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_on_board(self) -> bool:
        return len(self.app.screen_stack) == 1

    def card(self, title: str) -> Card:
        return next(card for card in self.board.table(Card).values() if card.title == title)


@asynccontextmanager
async def running(
    acts: Iterable[Act] | None = None,
    *,
    keeper: Keeper | None = None,
    size: tuple[int, int] = (120, 36),
    config: Config | None = None,
    config_file: Path | None = None,
    template_folder: Path | None = None,
    keys: Keymap = KEYS,
    open_shelf: Callable[[], Shelf] | None = None,
) -> AsyncIterator[BoardDriver]:
    """Run the app on a board in memory, or on a keeper's."""
    held = keeper or board_in_memory(noon, board_of() if acts is None else acts)
    palettes, problems = theme_files.load_palettes(Path("no-such-folder"))
    app = ProgressBoard(
        held,
        keys,
        config or Config(animations=False),
        config_file,
        Path(tempfile.gettempdir()) / "progress-board-crashes",
        palettes,
        problems,
        template_folder,
        open_shelf,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = BoardDriver(app, pilot, held)
        await driver.settle()
        yield driver


async def until(driver: BoardDriver, is_so: Callable[[], bool]) -> None:
    """Wait for what a thread beside has to read first."""
    for _ in range(200):
        if is_so():
            return
        await driver.pilot.pause(0.02)
    pytest.fail(f"it never came to that:\n{driver.text}")


@contextmanager
def unchanged(board: Board) -> Iterator[None]:
    """Check that nothing was committed."""
    before = board.seq
    yield
    assert board.seq == before
