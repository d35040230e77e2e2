"""The first lines of the recap: the day, the four steps, and how much of an evening it asks for."""

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from kanban.ui.cells import cut, spread, strip
from kanban.ui.inks import Inks

INDENT = "  "
ENOUGH = " 5 minutes are enough "


class RecapHeaderView(Struct, frozen=True):
    """What the lines draw.

    Attributes:
        day: In words.
        state: What is known of it besides: closed, written later; may be empty.
        step: The one that is open, from 0.
        is_written: Which steps hold something.
        words: How many words are written, as a sentence; empty hides it.
        share: How much of the five minutes has passed, 0 to 1; None says it in words.
    """

    day: str
    state: str
    step: int
    is_written: tuple[bool, ...]
    words: str
    share: float | None
    inks: Inks


class RecapHeader(Widget):
    """Draws them."""

    def __init__(self, view: RecapHeaderView) -> None:
        super().__init__()
        self._view = view

    def show(self, view: RecapHeaderView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the words, or the line that fills."""
        return self._words() if y == 0 else self._line()

    def _words(self) -> Strip:
        view, width = self._view, self.size.width
        state = f"  {view.state}" if view.state else ""
        left = [(f"{INDENT}{view.day}", self._ink("title")), (state, self._ink("muted"))]
        right = [(f"{view.words}{INDENT}", self._ink("muted"))] if view.words else []
        middle: list[tuple[str, Style]] = []
        for place, is_written in enumerate(view.is_written):
            role = "current" if place == view.step else "done" if is_written else "dim"
            middle += [
                (" ─ " if place else "", self._ink("rule")),
                (f"{place + 1}", self._ink(role)),
            ]
        return spread(left, middle, right, width, self._ink("text"))

    def _line(self) -> Strip:
        view, width = self._view, self.size.width
        share = view.share
        if share is None:
            words = cut(ENOUGH, width)
            rest = max(0, width - cell_len(words) - len(INDENT))
            parts = [("─" * rest, self._ink("rule")), (words, self._ink("dim"))]
            return strip([*parts, ("─" * len(INDENT), self._ink("rule"))], width, self._ink("rule"))
        full = round(max(0.0, share) * width)
        parts = [("━" * full, self._ink("dim")), ("─" * (width - full), self._ink("rule"))]
        return strip(parts, width, self._ink("rule"))

    def _ink(self, role: str) -> Style:
        return self._view.inks.style(role)
