"""A long list, a row each, with a cursor on one; makes the rows that are on the screen."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.ui.cells import cut, strip
from kanban.ui.inks import Inks

LEAST_TEXT_CELLS = 24
"""In less room what stands at the right is left out."""


Spans: TypeAlias = Callable[[str], list[tuple[int, int]]]


class ListRow(Struct, frozen=True):
    """A row.

    Attributes:
        sign: One character at its beginning.
        role: The ink of that.
        text: What it says.
        aside: What stands at the right.
    """

    sign: str
    role: str
    text: str
    aside: str = ""


class RowList(Widget):
    """Draws rows and walks them.

    Args:
        inks: The colours.
        ground: What it is drawn on, a ground of the inks.
    """

    class Chosen(Message):
        """A row was clicked; `is_opened` on the second click of two."""

        def __init__(self, place: int, is_opened: bool) -> None:
            self.place = place
            self.is_opened = is_opened
            super().__init__()

    def __init__(self, inks: Inks, ground: str = "background") -> None:
        super().__init__()
        self._inks = inks
        self._ground = ground
        self._count = 0
        self._row: Callable[[int], ListRow] = lambda _place: ListRow("", "text", "")
        self._empty = ""
        self._spans: Spans = lambda _text: []
        self._first = 0
        self._selected = 0

    @property
    def selected(self) -> int | None:
        """The place of the row under the cursor; None where there is no row."""
        return self._selected if self._count else None

    @property
    def rows_per_page(self) -> int:
        """How many rows fit on the screen, 1 or more."""
        return max(1, self.size.height)

    def show(
        self,
        count: int,
        row: Callable[[int], ListRow],
        empty: str,
        inks: Inks,
        spans: Spans = lambda _text: [],
    ) -> None:
        """Draw other rows; the cursor stays at its place, or on the last one there is.

        Args:
            count: How many rows there are.
            row: Returns the row at a place.
            empty: The sentence for none.
            inks: The colours.
            spans: Returns where a text is marked, as (start, end).
        """
        self._spans = spans
        self._count, self._row, self._empty, self._inks = count, row, empty, inks
        self.point(self._selected)

    def point(self, place: int) -> None:
        """Put the cursor on a row, or on the nearest one."""
        self._selected = max(0, min(place, self._count - 1))
        page = self.rows_per_page
        self._first = max(self._selected - page + 1, min(self._first, self._selected))
        self._first = max(0, min(self._first, self._count - page))
        self.refresh()

    def walk(self, by: int) -> None:
        """Go so many rows down (up, negative), at most to the end."""
        self.point(self._selected + by)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self.point(self._selected)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width, place = self.size.width, self._first + y
        fill = self._inks.style("text", self._ground)
        if place >= self._count:
            words = self._empty if y == 0 and not self._count else ""
            style = self._inks.style("dim", self._ground)
            return strip([(cut(f"  {words}", width), style)], width, fill)
        is_on = place == self._selected
        ground = "selected" if is_on else self._ground
        ink, row = self._inks.style, self._row(place)
        aside = cut(row.aside, width // 2)
        room = width - 4 - (cell_len(aside) + 2 if aside else 0)
        if room < LEAST_TEXT_CELLS:
            aside, room = "", width - 4
        text = cut(row.text, room)
        parts = [(f" {row.sign} ", ink(row.role, ground))]
        at, plain = 0, ink("selected-title" if is_on else "text", ground)
        for start, end in self._spans(text):
            parts += [(text[at:start], plain), (text[start:end], ink("current", ground))]
            at = max(at, end)
        parts.append((text[at:], plain))
        gap = " " * (width - 4 - cell_len(text) - cell_len(aside))
        parts += [(gap, plain), (f"{aside} ", ink("muted", ground))]
        return strip(parts, width, ink("text", ground))

    def on_click(self, event: events.Click) -> None:
        """Say which row was clicked."""
        place = self._first + event.y
        if place < self._count:
            self.point(place)
            self.post_message(self.Chosen(place, event.chain > 1))

    def on_mouse_scroll_down(self) -> None:
        """Go a row down."""
        self.walk(1)

    def on_mouse_scroll_up(self) -> None:
        """Go a row up."""
        self.walk(-1)
