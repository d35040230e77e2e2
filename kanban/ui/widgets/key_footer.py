"""The last line: the keys that matter here, or what may follow a key; it never wraps."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.ui.cells import strip

GAP = "   "
INDENT_CELLS = 3
WAITING_CELLS = 2
"""What waits takes at least so much room, or the hints would jump at its second letter."""


class Hint(NamedTuple):
    """A key, the verb behind it, and the action it runs; no action where it stands for several."""

    key: str
    verb: str
    action: str


class KeyFooter(Widget):
    """Draws as many hints as fit; the last one always does."""

    COMPONENT_CLASSES = {"footer--key", "footer--verb"}

    class Pressed(Message):
        """A hint was clicked."""

        def __init__(self, action: str) -> None:
            self.action = action
            super().__init__()

    def __init__(self, hints: tuple[Hint, ...], indent_cells: int = INDENT_CELLS) -> None:
        super().__init__()
        self._hints = hints
        self._waiting = ""
        self._following: tuple[Hint, ...] = ()
        self.indent_cells = indent_cells

    def show(self, hints: tuple[Hint, ...]) -> None:
        """Draw other hints."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def wait(self, said: str, following: tuple[Hint, ...]) -> None:
        """Draw what waits for another key, and the hints of what may follow; "" ends it."""
        self._waiting, self._following = said, following
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        parts: list[tuple[str, Style]] = []
        if self._waiting:
            style = self.get_component_rich_style("footer--key")
            parts = [(" " * self.indent_cells, self.rich_style), (self._waiting, style)]
        for start, hint in self._placed():
            parts += [
                (" " * (start - sum(cell_len(text) for text, _ in parts)), self.rich_style),
                (hint.key, self.get_component_rich_style("footer--key")),
                (f" {hint.verb}", self.get_component_rich_style("footer--verb")),
            ]
        return strip(parts, self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Say which hint was clicked."""
        for start, hint in self._placed():
            if start <= event.x < start + _width(hint) and hint.action:
                self.post_message(self.Pressed(hint.action))

    def _placed(self) -> list[tuple[int, Hint]]:
        hints = list(self._following or self._hints)
        start = self.indent_cells
        if self._waiting:
            start += max(cell_len(self._waiting), WAITING_CELLS) + len(GAP)
        while len(hints) > 1 and _total(hints) + start > self.size.width:
            del hints[-2]
        placed = []
        for hint in hints:
            placed.append((start, hint))
            start += _width(hint) + len(GAP)
        return placed


def _width(hint: Hint) -> int:
    return cell_len(hint.key) + 1 + cell_len(hint.verb)


def _total(hints: list[Hint]) -> int:
    return sum(map(_width, hints)) + len(GAP) * (len(hints) - 1)
