"""The first line of the board: its title, the meter, the rhythm and the day."""

from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.progress import Meter, Rhythm
from kanban.ui.cells import cut, spread
from kanban.ui.inks import Inks

INDENT = "   "


@dataclass(frozen=True, slots=True)
class HeaderView:
    """What the header draws; `day` is a day in words."""

    title: str
    meter: Meter
    rhythm: Rhythm
    day: str
    inks: Inks
    is_quiet: bool = False


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
        title = [(f"{INDENT}{cut(view.title, max(8, width // 3 - 2))}", self._style("title"))]
        day = [(f"{view.day} ", self._style("muted"))] if width >= 100 else []
        if view.is_quiet:
            return spread(title, [], day, width, self._style("text"))
        return spread(title, self._meter(), [*self._rhythm(), *day], width, self._style("text"))

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
