"""A picture made of rows of text, and what pictures share: parts, axes of days, bars of blocks."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from typing import NamedTuple

from rich.cells import cell_len
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.dates import MONTHS
from kanban.domain.flow import WEEK_DAYS
from kanban.ui.cells import strip
from kanban.ui.inks import Inks


class Part(NamedTuple):
    """Some text with its ink; `role` and `ground` as in `Inks`."""

    text: str
    role: str = "text"
    ground: str = "background"


AXIS_CELLS = 5
"""What stands left of a plot."""
LABEL_CELLS = 7
"""What `28 Sep` and a gap take."""

Row = list[Part]
Draw = Callable[[int, int], list[Row]]
"""Returns the rows of a picture for a width and a height in cells; of more, none is shown."""


def nothing(_width: int, _height: int) -> list[Row]:
    """Draw nothing."""
    return []


class Picture(Widget):
    """Draws the rows it is given, anew for each size."""

    def __init__(self, inks: Inks) -> None:
        super().__init__()
        self._inks = inks
        self._draw: Draw = nothing
        self._rows: list[Row] = []

    def show(self, draw: Draw, inks: Inks) -> None:
        """Draw another picture."""
        self._draw, self._inks = draw, inks
        self._rows = draw(*self.size)
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._rows = self._draw(*self.size)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        row = self._rows[y] if y < len(self._rows) else []
        parts = [(part.text, self._inks.style(part.role, part.ground)) for part in row]
        return strip(parts, self.size.width, self._inks.style("text"))


def ruler(labels: Iterable[tuple[int, str]], width: int, role: str = "dim") -> Row:
    """Return labels in a row, each beginning at its cell; what would touch another is left out."""
    text = ""
    for at, label in labels:
        if (not text or at > cell_len(text)) and at + cell_len(label) <= width:
            text = text.ljust(at) + label
    return [Part(text, role)]


def say_short(day: date) -> str:
    """Return a day for an axis: `7 Sep`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def mondays(first: date, weeks: int, cells: float, start: int = 0) -> list[tuple[int, str]]:
    """Return the labels of weeks, of every second or third one where each has too few cells.

    Args:
        first: The first Monday.
        weeks: How many there are.
        cells: What a week takes.
        start: The cell with which they begin.
    """
    step = max(1, ceil(LABEL_CELLS / cells))
    return [
        (start + round(week * cells), say_short(first + timedelta(weeks=week)))
        for week in range(0, weeks, step)
    ]


def week_ruler(first: date, days: int, plot_cells: int, width: int) -> Row:
    """Return the Mondays below a plot whose last cell is so many days after `first`."""
    cells = WEEK_DAYS * (plot_cells - 1) / max(1, days)
    return ruler(mondays(first, days // WEEK_DAYS + 1, cells, AXIS_CELLS), width, "muted")


def axis(label: str) -> Part:
    """Return what stands left of one row of a plot."""
    return Part(label.rjust(AXIS_CELLS - 2).ljust(AXIS_CELLS), "dim")


def runs(cells: Iterable[tuple[str, str, str]]) -> Row:
    """Return (character, role, ground) cells as parts."""
    return [
        Part("".join(char for char, _, _ in run), role, ground)
        for (role, ground), run in groupby(cells, key=lambda cell: cell[1:])
    ]
