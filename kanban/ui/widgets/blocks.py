"""A list of blocks, each some rows high, with a cursor on one of them; draws the rows on screen."""

from collections.abc import Sequence
from typing import Protocol

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.ui.cells import Row, strip
from kanban.ui.inks import Inks

INDENT = " "


class Block(Protocol):
    """Some rows that belong together."""

    @property
    def is_selectable(self) -> bool:
        """Whether the cursor can stand on it."""

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its rows, as many whether it is selected or not; an empty row is a gap."""


class Blocks(Widget):
    """Draws blocks from top to bottom, whole ones alone.

    Args:
        inks: The colours.
        ground: What it is drawn on, a ground of the inks.
        name: Its id on the screen.
    """

    class Chosen(Message):
        """A block was clicked; `is_opened` on the second click of two."""

        def __init__(self, place: int, is_opened: bool) -> None:
            self.place = place
            self.is_opened = is_opened
            super().__init__()

    def __init__(self, inks: Inks, *, ground: str = "background", name: str = "list") -> None:
        super().__init__(id=name)
        self._inks = inks
        self._ground = ground
        self._blocks: Sequence[Block] = ()
        self._rows: list[list[Row]] = []
        self._selected: int | None = None
        self._first = 0
        self._drawn: list[tuple[int, Row]] = []

    def show(self, blocks: Sequence[Block], inks: Inks) -> None:
        """Draw other blocks; the cursor stays at its place, or on the last one there is."""
        self._blocks, self._inks = blocks, inks
        self._rows = [block.rows(self._room, False) for block in blocks]
        self.point(self._selected)

    @property
    def selected(self) -> int | None:
        """The place of the block under the cursor, None where none can be selected."""
        return self._selected

    def point(self, place: int | None) -> None:
        """Put the cursor on a block, or on the nearest one where it can stand."""
        places = [at for at, block in enumerate(self._blocks) if block.is_selectable]
        if not places:
            self._selected = None
        else:
            wanted = places[0] if place is None else place
            self._selected = min(places, key=lambda at: (abs(at - wanted), at))
        self._follow(places)
        self._draw()

    def walk(self, by: int) -> None:
        """Go down (up, negative) so many blocks that can be selected, at most to the end."""
        places = [at for at, block in enumerate(self._blocks) if block.is_selectable]
        if self._selected is None:
            self.scroll_blocks(by)
            return
        here = places.index(self._selected) + by
        self.point(places[max(0, min(len(places) - 1, here))])

    def scroll_blocks(self, by: int) -> None:
        """Scroll so many blocks down (up, negative), as long as more are there."""
        for _ in range(abs(by)):
            if by > 0 and self._end(self._first) < len(self._blocks):
                self._first += 1
            elif by < 0:
                self._first = max(0, self._first - 1)
        self._draw()

    def on_resize(self) -> None:
        """Set every block to the new width, from the top as far as the cursor lets."""
        self._first = 0
        self.show(self._blocks, self._inks)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        place, row = self._drawn[y] if y < len(self._drawn) else (-1, [])
        is_on = place == self._selected and place >= 0 and bool(row)
        ground = "selected" if is_on else self._ground
        parts = [(INDENT, self._inks.style("text", self._ground))]
        parts += [(text, self._inks.style(role, ground)) for text, role in row]
        return strip(parts, self.size.width, self._inks.style("text", ground))

    def on_click(self, event: events.Click) -> None:
        """Say which block was clicked."""
        place, _ = self._drawn[event.y] if 0 <= event.y < len(self._drawn) else (-1, [])
        if place >= 0 and self._blocks[place].is_selectable:
            self.point(place)
            self.post_message(self.Chosen(place, event.chain > 1))

    def on_mouse_scroll_down(self) -> None:
        """Scroll a block down."""
        self.scroll_blocks(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll a block up."""
        self.scroll_blocks(-1)

    @property
    def _room(self) -> int:
        return max(1, self.size.width - 2 * len(INDENT))

    def _follow(self, places: list[int]) -> None:
        """Scroll the cursor's block into view, and what stands above the first one with it."""
        here = self._selected
        self._first = max(0, min(self._first, len(self._blocks) - 1))
        if here is None:
            return
        self._first = 0 if here == places[0] else min(self._first, here)
        while self._first < here and self._end(self._first) <= here:
            self._first += 1

    def _end(self, first: int) -> int:
        """Return the place behind the last block that fits when `first` is at the top."""
        height = self.size.height
        if sum(map(len, self._rows[first:])) - _gap(self._rows[-1:]) <= height:
            return len(self._blocks)
        used = 0
        for place in range(first, len(self._blocks)):
            used += len(self._rows[place])
            if used - _gap([self._rows[place]]) >= height and place > first:
                return place
        return len(self._blocks)

    def _draw(self) -> None:
        end = self._end(self._first)
        drawn: list[tuple[int, Row]] = []
        for place in range(self._first, end):
            rows = self._rows[place]
            if place == self._selected:
                rows = self._blocks[place].rows(self._room, True)
            drawn += [(place, row) for row in rows]
        height = self.size.height
        if end < len(self._blocks):
            blank: Row = []
            drawn = [*drawn[: height - 1], *[(-1, blank)] * (height - 1 - len(drawn))]
            drawn.append((-1, [("  ⋮ more", "dim")]))
        self._drawn = drawn
        self.refresh()


def _gap(blocks: list[list[Row]]) -> int:
    """Return how many rows of the last block may fall off the end."""
    return int(bool(blocks and blocks[-1] and not blocks[-1][-1]))
