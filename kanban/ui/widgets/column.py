"""One column: its name, a quiet count, a rule, and the cards that are on the screen.

One plain widget draws only the visible rows, whatever the column's length, and keeps its own
scroll offset: a widget a card takes seconds to open a thousand of them.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.records import Card
from kanban.ui.cells import cut, spread, strip
from kanban.ui.widgets.card_face import Setting
from kanban.ui.widgets.card_rows import Look, card_row
from kanban.ui.widgets.column_strip import strip_row

HEAD_ROWS = 2
CARD_ROWS = 3
INDENT = "  "


@dataclass(frozen=True, slots=True)
class ColumnView:
    """What a column draws.

    Attributes:
        column_id: Which column.
        name: Its heading.
        count: The quiet words behind the name.
        cards: From top to bottom.
        is_done: Whether its cards are finished.
        is_narrow: Whether it is a strip while the cursor is elsewhere.
        is_over: Whether it holds more cards than its limit says.
        empty: The sentence shown when there are no cards.
        marked: Ids of the cards that are marked; others may be among them.
    """

    column_id: int
    name: str
    count: str
    cards: Sequence[Card]
    is_done: bool
    is_narrow: bool = False
    is_over: bool = False
    empty: str = ""
    marked: Set[int] = frozenset()


class ColumnWidget(Widget):
    """Draws a column and says which card was pointed at."""

    class CardChosen(Message):
        """A card was clicked; `is_opened` by a double click."""

        def __init__(self, column_id: int, card_id: int | None, is_opened: bool) -> None:
            self.column_id = column_id
            self.card_id = card_id
            self.is_opened = is_opened
            super().__init__()

    def __init__(
        self, view: ColumnView, setting: Setting, cursor: int | None, *, is_current: bool
    ) -> None:
        super().__init__()
        self._view = view
        self._setting = setting
        self._cursor = cursor
        self._first = 0
        self._lit: set[int] = set()
        self._more = (0, 0)
        self.is_current = is_current

    @property
    def view(self) -> ColumnView:
        """What it draws."""
        return self._view

    @property
    def is_strip(self) -> bool:
        """Whether it is drawn as a strip."""
        return self._view.is_narrow and not self.is_current

    @property
    def cards_per_page(self) -> int:
        """How many cards fit on the screen, 1 or more."""
        return max(1, (self.size.height - HEAD_ROWS) // CARD_ROWS)

    def show(self, view: ColumnView, setting: Setting, cursor: int | None) -> None:
        """Draw another state of the column; `cursor` is the place of the selected card."""
        is_repainted = setting.inks is not self._setting.inks
        before = self._rows_drawn
        self._view = view
        self._setting = setting
        self._cursor = cursor
        self._follow_cursor()
        if is_repainted:
            self.refresh()
        else:  # a short column leaves most of its rows as they are
            self.refresh(Region(0, 0, self.size.width, max(before, self._rows_drawn)))

    @property
    def _rows_drawn(self) -> int:
        """How many rows are not blank."""
        cards = max(1, len(self._view.cards) - self._first)
        return min(self.size.height, HEAD_ROWS + CARD_ROWS * cards)

    def point(self, cursor: int | None, is_current: bool) -> None:
        """Move the cursor, drawing only what looks different.

        Args:
            cursor: The place of the selected card; None where it is not in this column.
            is_current: Whether this is the column walked in; it may be empty.
        """
        before = self._cursor
        self._cursor = cursor
        if self._follow_cursor() or is_current != self.is_current:
            self.is_current = is_current
            self.refresh()
        elif before != cursor:
            for place in {before, cursor} - {None}:
                self.refresh(self._region(place or 0))

    def show_more(self, left: int, right: int) -> None:
        """Say how many columns wait at either side of this one."""
        if self._more != (left, right):
            self._more = (left, right)
            self.refresh()

    def light(self, card_ids: set[int]) -> bool:
        """Fill the bars of some cards in the colour of a win; return whether any is here."""
        before = self._lit
        self._lit = {card.id for card in self._view.cards[: self.cards_per_page]} & card_ids
        if self._lit != before:
            self.refresh()
        return bool(self._lit)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        if self.is_strip:
            parts = strip_row(self._view.name, self._strip_head, y, self.size.height)
            return self._row([(text, self._style(role)) for text, role in parts], width)
        if y < HEAD_ROWS:
            return self._head(y, width)
        place, row = divmod(y - HEAD_ROWS, CARD_ROWS)
        place += self._first
        if not self._view.cards:
            words = self._view.empty if y == HEAD_ROWS else ""
            return self._row([(cut(INDENT + words, width), self._style("dim"))], width)
        below = len(self._view.cards) - self._first - self.cards_per_page
        if place >= self._first + self.cards_per_page:
            is_last_row = y == self.size.height - 1
            return self._more_below(below, width) if is_last_row else self._row([], width)
        if row == CARD_ROWS - 1 or place >= len(self._view.cards):
            return self._row([], width)
        try:
            card = self._view.cards[place]
        except IndexError:  # gone already; the next view will say so
            return self._row([], width)
        look = Look(
            is_done=self._view.is_done,
            is_selected=place == self._cursor,
            is_marked=card.id in self._view.marked,
            is_lit=card.id in self._lit,
        )
        return card_row(card, row, self._setting, look, width)

    def on_resize(self) -> None:
        """Keep the selected card on the screen."""
        self._follow_cursor()

    def on_click(self, event: events.Click) -> None:
        """Say which card was clicked."""
        place = (event.y - HEAD_ROWS) // CARD_ROWS + self._first
        card = self._view.cards[place] if 0 <= place < len(self._view.cards) else None
        is_card = card is not None and event.y >= HEAD_ROWS and not self.is_strip
        self.post_message(
            self.CardChosen(
                self._view.column_id, card.id if card and is_card else None, event.chain > 1
            )
        )

    def on_mouse_scroll_down(self) -> None:
        """Scroll a card down."""
        self._scroll(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll a card up."""
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        last = max(0, len(self._view.cards) - self.cards_per_page)
        first = max(0, min(last, self._first + by))
        if first != self._first:
            self._first = first
            self.refresh()

    def _follow_cursor(self) -> bool:
        """Scroll the selected card into view; return whether that moved anything."""
        before = self._first
        page = self.cards_per_page
        if self._cursor is not None:
            self._first = max(self._cursor - page + 1, min(self._first, self._cursor))
        self._first = max(0, min(self._first, len(self._view.cards) - page))
        return self._first != before

    def _region(self, place: int) -> Region:
        return Region(0, HEAD_ROWS + (place - self._first) * CARD_ROWS, self.size.width, CARD_ROWS)

    def _style(self, role: str, ground: str = "background") -> Style:
        return self._setting.inks.style(role, ground)

    def _row(self, parts: list[tuple[str, Style]], width: int, ground: str = "background") -> Strip:
        return strip(parts, width, self._style("text", ground))

    def _head(self, y: int, width: int) -> Strip:
        if y == 1:
            line, role = ("━", "accent") if self.is_current else ("─", "rule")
            return self._row([(line * width, self._style(role))], width)
        left, right = ("" if self._setting.is_quiet else f"{more} " for more in self._more)
        quiet = self._style("muted")
        count = f" {self._view.count}" if self._view.count else ""
        more = f"{right}›" if self._more[1] else ""
        before = f"‹ {left} " if self._more[0] else INDENT
        room = width - len(before) - len(count) - (len(more) + 3 if more else 1)
        name = cut(self._view.name, room)
        name_style = self._style("current" if self.is_current else "title")
        head = [
            (before, quiet),
            (name, name_style),
            (count, self._style("accent") if self._view.is_over else quiet),
        ]
        return spread(head, [], [(more, quiet)], width, self._style("text"))

    @property
    def _strip_head(self) -> str:
        """Return what a strip has above its rule: what waits beside it, else its count."""
        left, right = ("" if self._setting.is_quiet else f"{more}" for more in self._more)
        if self._more[0]:
            return f"‹{left}"
        return f"{right}›" if self._more[1] else self._view.count.partition(" ")[0]

    def _more_below(self, count: int, width: int) -> Strip:
        """Say, in the rows too few for a card, how many there are below."""
        words = f"{INDENT}⋮ more" if self._setting.is_quiet else f"{INDENT}⋮ {count} more"
        return self._row([(words, self._style("dim"))] if count > 0 else [], width)
