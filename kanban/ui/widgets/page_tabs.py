"""The pages of a screen in one line, each with the digit that opens it."""

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.ui.cells import strip
from kanban.ui.inks import Inks

INDENT_CELLS = 3
GAP_CELLS = 2


class PageTabs(Widget):
    """Draws the names; the current one in the accent."""

    class Chosen(Message):
        """A page was clicked; `number` counts from 1."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, names: tuple[str, ...], inks: Inks) -> None:
        super().__init__()
        self._names = names
        self._inks = inks
        self._current = 1

    def show(self, current: int, inks: Inks) -> None:
        """Mark a page, counted from 1, as the one that is open."""
        self._current, self._inks = current, inks
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        ink = self._inks.style
        parts = [(" " * INDENT_CELLS, ink("text"))]
        for number, name in enumerate(self._labels(), start=1):
            is_current = number == self._current
            parts += [
                (f"{number} ", ink("current" if is_current else "dim")),
                (name + " " * GAP_CELLS, ink("current" if is_current else "muted")),
            ]
        return strip(parts, self.size.width, ink("text"))

    def on_click(self, event: events.Click) -> None:
        """Say which page was clicked."""
        start = INDENT_CELLS
        for number, name in enumerate(self._labels(), start=1):
            end = start + _width(name)
            if start <= event.x < end:
                self.post_message(self.Chosen(number))
            start = end + GAP_CELLS

    def _labels(self) -> list[str]:
        """Return what stands behind each digit; where not all have room, the current name alone."""
        needed = INDENT_CELLS + sum(_width(name) + GAP_CELLS for name in self._names) - GAP_CELLS
        if needed <= self.size.width:
            return list(self._names)
        return [
            name if number == self._current else ""
            for number, name in enumerate(self._names, start=1)
        ]


def _width(name: str) -> int:
    return 2 + cell_len(name)
