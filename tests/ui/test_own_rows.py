"""Rows that are kept: painted once, and what they would be if they were painted anew."""

import asyncio

from hypothesis import given
from hypothesis import strategies as some
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip

from kanban.ui.widgets.own_rows import OwnRows
from tests.ui.driver import BoardDriver, running
from tests.ui.test_an_hour_of_keys import ACTING_KEYS, imported, tries

SHOWING_KEYS = ["space", "V", "escape", "z", "v", "t", "minus", "Z", "down", "up", "left", "right"]


class Counted(OwnRows):
    """Counts how often each row is painted."""

    DEFAULT_CSS = "Counted { width: 8; height: 4; }"

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.painted.append(y)
        return Strip([Segment(f"row {y}   ")], 8)


class Louder(LineFilter):
    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        return [Segment(each.text.upper(), Style.null()) for each in segments]


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield Counted()


async def test_only_rows_that_changed_are_painted() -> None:
    app = Page()
    async with app.run_test(size=(20, 6)) as pilot:
        rows = app.query_one(Counted)
        assert sorted(rows.painted) == [0, 1, 2, 3]
        rows.painted.clear()
        rows.refresh(Region(0, 1, 8, 2))
        await pilot.pause()
        assert rows.painted == [1, 2]
        rows.painted.clear()
        rows.refresh()
        await pilot.pause()
        assert rows.painted == [0, 1, 2, 3]
        rows.painted.clear()
        rows.styles.width = 10
        await pilot.pause()
        assert rows.painted == [0, 1, 2, 3]


async def test_a_part_of_the_rows_is_cut_out_of_them() -> None:
    app = Page()
    async with app.run_test(size=(20, 6)):
        cut_out = app.query_one(Counted).render_lines(Region(2, 1, 3, 2))
        assert [row.text for row in cut_out] == ["w 1", "w 2"]


async def test_what_every_row_passes_on_its_way_is_heeded_and_may_change() -> None:
    app = Page()
    async with app.run_test(size=(20, 6)):
        rows = app.query_one(Counted)
        assert rows.render_lines(Region(0, 0, 8, 1))[0].text == "row 0   "
        app._filters.append(Louder())
        assert rows.render_lines(Region(0, 0, 8, 1))[0].text == "ROW 0   "


def check_rows(driver: BoardDriver) -> None:
    for widget in driver.app.screen.query(OwnRows):
        kept = [list(row) for row in widget.render_lines(widget.size.region)]
        widget._kept.clear()
        assert [list(row) for row in widget.render_lines(widget.size.region)] == kept


async def press_and_check(pressed: list[str], size: tuple[int, int]) -> None:
    async with running(keeper=imported(), size=size) as driver:
        await driver.press("escape")
        for key in pressed:
            await driver.press(key)
            check_rows(driver)


def test_rows_that_are_kept_are_what_would_be_painted() -> None:
    keys = some.sampled_from(ACTING_KEYS) | some.sampled_from(SHOWING_KEYS)

    @tries(max_examples=2)
    @given(
        some.lists(keys, min_size=40, max_size=40),
        some.sampled_from([(60, 20), (120, 36)]),
    )
    def check(pressed: list[str], size: tuple[int, int]) -> None:
        asyncio.run(press_and_check(pressed, size))

    check()
