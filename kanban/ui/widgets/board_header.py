"""The first line of the board: its title, the meter, the rhythm and the day."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.progress import Meter, Rhythm
from kanban.ui.cells import cut, spread
from kanban.ui.inks import Inks

INDENT = "   "
GAPS_CELLS = 4
"""What stays free between the parts of the line."""
LEAST_TITLE_CELLS = 8
"""The least of the title beside the word that columns are hidden."""


class HeaderView(NamedTuple):
    """What the header draws.

    Attributes:
        day: A day in words.
        hidden: That columns are hidden, the longest words first; empty where none is.
    """

    title: str
    meter: Meter
    rhythm: Rhythm
    day: str
    inks: Inks
    is_quiet: bool = False
    hidden: tuple[str, ...] = ()


class BoardHeader(Widget):
    """Draws the header in one line."""

    def __init__(self, view: HeaderView) -> None:
        super().__init__()
        self._view = view
        self._is_lit = False

    def show(self, view: HeaderView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self.refresh()

    def light(self, is_lit: bool) -> None:
        """Light up the newest block, or let it rest."""
        self._is_lit = is_lit
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        view = self._view
        day = [(f"{view.day} ", self._style("muted"))] if width >= 100 else []
        meter = [] if view.is_quiet else self._meter()
        right = day if view.is_quiet else [*self._rhythm(), *day]
        title = cut(view.title, max(8, width // 3 - 2))
        room = width - len(INDENT) - _width(meter) - GAPS_CELLS
        if cell_len(title) + _width(right) <= room:  # else it is left out
            room -= _width(right)
        left = self._left(title, room)
        return spread(left, meter, right, width, self._style("text"))

    def _left(self, title: str, room_cells: int) -> list[tuple[str, Style]]:
        """Return the title, and behind it in quiet words that columns are hidden.

        Where both are too long, the words are shorter, and then the title is.
        """
        plain = self._style("title")
        fits = (each for each in self._view.hidden if cell_len(title) + len(each) + 2 <= room_cells)
        words = next(fits, self._view.hidden[-1] if self._view.hidden else "")
        if not words:
            return [(f"{INDENT}{title}", plain)]
        title = cut(title, max(LEAST_TITLE_CELLS, room_cells - len(words) - 2))
        return [(f"{INDENT}{title}", plain), (f"  {words}", self._style("muted"))]

    def _meter(self) -> list[tuple[str, Style]]:
        meter = self._view.meter
        won, blocks = meter.blocks
        lit = 1 if self._is_lit and won else 0
        return [
            ("▰" * (won - lit), self._style("accent")),
            ("▰" * lit, self._style("lit")),
            ("▱" * (blocks - won), self._style("dim")),
            (f"  {meter.words}", self._style("text")),
            (f"  aim {meter.aim}", self._style("muted")),
        ]

    def _rhythm(self) -> list[tuple[str, Style]]:
        rhythm = self._view.rhythm
        dots = "".join("●" if count else "○" for count in rhythm.wins)
        return [
            (dots, self._style("done")),
            (f" {rhythm.days} of {rhythm.of} days  ", self._style("muted")),
        ]

    def _style(self, role: str) -> Style:
        return self._view.inks.style(role)


def _width(parts: list[tuple[str, Style]]) -> int:
    return sum(cell_len(text) for text, _ in parts)
