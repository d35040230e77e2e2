"""One column: its name, a quiet count, a rule, and the cards that are on the screen.

One plain widget draws only the visible rows, whatever the column's length, and keeps its own
scroll offset: a widget a card takes seconds to open a thousand of them.
"""

from collections.abc import Iterable, Iterator, Sequence, Set

from msgspec import Struct
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from kanban.domain.records import Card
from kanban.ui.cells import cut, spread, strip
from kanban.ui.widgets.card_face import Setting
from kanban.ui.widgets.card_rows import Look, card_row
from kanban.ui.widgets.column_strip import STRIP_CELLS, strip_row
from kanban.ui.widgets.own_rows import OwnRows
from kanban.ui.widgets.stack import DENSITIES, Stack

HEAD_ROWS = 2
INDENT = "  "


class FoldedWeek(Struct, frozen=True):
    """Cards at the end of a column that are told in one line.

    Attributes:
        words: Which they are.
        count: How many, 1 or more.
    """

    words: str
    count: int


class ColumnView(Struct, frozen=True):
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
        folded: What stands in place of the last cards.
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
    folded: tuple[FoldedWeek, ...] = ()

    @property
    def reach(self) -> int:
        """How many cards, from the top, are not folded."""
        return len(self.cards) - sum(week.count for week in self.folded)


class ColumnWidget(OwnRows):
    """Draws a column and says which card was pointed at."""

    ALLOW_SELECT = False

    class CardChosen(Message):
        """A card was clicked; `is_opened` by a double click."""

        def __init__(self, column_id: int, card_id: int | None, is_opened: bool) -> None:
            self.column_id = column_id
            self.card_id = card_id
            self.is_opened = is_opened
            super().__init__()

    class FoldChosen(Message):
        """The lines that stand in place of folded cards were clicked."""

    def __init__(
        self,
        view: ColumnView,
        setting: Setting,
        cursor: int | None,
        *,
        is_current: bool,
        first: int = 0,
    ) -> None:
        super().__init__()
        self._view = view
        self._setting = setting
        self._cursor = cursor
        self._first = first
        self._lit: set[int] = set()
        self._more = (0, 0)
        self._drop: int | None = None
        self._lifted: set[int] = set()
        self.is_current = is_current

    @property
    def view(self) -> ColumnView:
        """What it draws."""
        return self._view

    @property
    def first(self) -> int:
        """The place of the topmost card on the screen."""
        return self._first

    @property
    def is_strip(self) -> bool:
        """Whether it is drawn as a strip."""
        return self._view.is_narrow and not self.is_current

    @property
    def cards_per_page(self) -> int:
        """How many cards fit on the screen, 1 or more."""
        return self._stack.page

    @property
    def _stack(self) -> Stack:
        density = DENSITIES[self._setting.density]
        rows = max(0, self.outer_size.height - HEAD_ROWS)
        return Stack(rows, density, self._view.reach, self._first, bool(self._view.folded))

    def show(self, view: ColumnView, setting: Setting, cursor: int | None) -> None:
        """Draw another state of the column; `cursor` is the place of the selected card."""
        is_repainted = setting.inks is not self._setting.inks
        before, form = self._rows_drawn, self._form
        self._view = view
        self._setting = setting
        self._cursor = cursor
        self._follow_cursor()
        if is_repainted:
            self.refresh()
        elif view.cards and self._form == form and self._drop is None:
            self.refresh(*self._card_regions())  # the rows between are as they were
        else:  # a short column leaves most of its rows as they are
            self.refresh(Region(0, 0, self.outer_size.width, max(before, self._rows_drawn)))

    @property
    def _form(self) -> tuple[object, ...]:
        """What tells where anything stands, and what stands there besides cards."""
        return self._stack, self._view.folded, self._setting.is_quiet

    def _card_regions(self) -> Iterator[Region]:
        """Yield the rows of the heading, and of each card."""
        stack, width = self._stack, self.outer_size.width
        yield Region(0, 0, width, HEAD_ROWS)
        for place in range(stack.first, stack.end):
            yield Region(0, HEAD_ROWS + stack.row_of(place), width, stack.density.card_rows)

    @property
    def _rows_drawn(self) -> int:
        """How many rows are not blank."""
        stack = self._stack
        if self._view.folded or stack.below or self._drop is not None:
            return self.outer_size.height
        rows = (stack.end - stack.first) * stack.density.stride
        return min(self.outer_size.height, HEAD_ROWS + max(1, rows))

    def point(self, cursor: int | None, is_current: bool) -> None:
        """Move the cursor, drawing only what looks different.

        Args:
            cursor: The place of the selected card; None where it is not in this column.
            is_current: Whether this is the column walked in; it may be empty.
        """
        before, was_strip = self._cursor, self.is_strip
        self._cursor = cursor
        is_turned, self.is_current = is_current != self.is_current, is_current
        if self._follow_cursor() or was_strip != self.is_strip:
            self.refresh()
            return
        if is_turned:
            self.refresh(Region(0, 0, self.outer_size.width, HEAD_ROWS))
        if before != cursor:
            for place in {before, cursor} - {None}:
                self.refresh(self._region(place or 0))

    def show_more(self, left: int, right: int) -> None:
        """Say how many columns wait at either side of this one."""
        if self._more != (left, right):
            self._more = (left, right)
            self.refresh()

    def light(self, card_ids: set[int]) -> bool:
        """Fill the bars of some cards in the colour of a win; return whether any is here."""
        before, stack = self._lit, self._stack
        self._lit = {card.id for card in self._view.cards[stack.first : stack.end]} & card_ids
        if self._lit != before:
            self.refresh()
        return bool(self._lit)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        return next(self.paint([y]))

    def paint(self, rows: Iterable[int]) -> Iterator[Strip]:
        """Draw some rows."""
        size, stack = self.size, self._stack
        return (self._painted(y, size, stack) for y in rows)

    def _painted(self, y: int, size: Size, stack: Stack) -> Strip:
        width = size.width
        if self.is_strip:
            parts = strip_row(self._view.name, self._strip_head, y, size.height)
            return self._row([(text, self._style(role)) for text, role in parts], width)
        if y < HEAD_ROWS:
            return self._head(y, width)
        if not self._view.cards and self._drop is None:
            words = self._view.empty if y == HEAD_ROWS else ""
            return self._row([(cut(INDENT + words, width), self._style("dim"))], width)
        row = self._past_drop(stack, y - HEAD_ROWS)
        if row is None:
            return self._row([(f"╺{'━' * (width - 2)}╸", self._style("accent"))], width)
        if (found := stack.card_at(row)) is None:
            return self._below(stack, row, width)
        place, row = found
        try:
            card = self._view.cards[place]
        except IndexError:  # gone already; the next view will say so
            return self._row([], width)
        look = Look(
            is_done=self._view.is_done,
            is_selected=place == self._cursor,
            is_marked=card.id in self._view.marked,
            is_lit=card.id in self._lit,
            is_lifted=card.id in self._lifted,
        )
        return card_row(card, row, self._setting, look, width)

    def on_resize(self) -> None:
        """Keep the selected card on the screen."""
        if self._follow_cursor():
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Say which card was clicked."""
        stack, row = self._stack, event.y - HEAD_ROWS
        if self._view.folded and row >= stack.tail and not self.is_strip:
            self.post_message(self.FoldChosen())
            return
        place = None if self.is_strip else self._place_at(row)
        card_id = None if place is None else self._view.cards[place].id
        self.post_message(self.CardChosen(self._view.column_id, card_id, event.chain > 1))

    def card_at(self, screen_y: int) -> int | None:
        """Return the id of the card at a row of the screen, None for none."""
        place = None if self.is_strip else self._place_at(screen_y - self.region.y - HEAD_ROWS)
        return None if place is None else self._view.cards[place].id

    def slot_at(self, screen_y: int) -> int | None:
        """Return the place that a card dropped on a row of the screen would take.

        None where the column shows no cards, and it would arrive as a card that is sent does.
        """
        row = screen_y - self.region.y - HEAD_ROWS
        return None if self.is_strip else self._stack.slot_at(row)

    def edge_at(self, screen_y: int) -> int:
        """Return -1 or 1 for a row of the screen at the upper or lower end of a column, else 0."""
        row, rows = screen_y - self.region.y, self.size.height
        return -1 if row < HEAD_ROWS else 1 if row >= rows - 1 else 0

    def show_drop(self, place: int | None, lifted: set[int]) -> None:
        """Show where cards would be dropped, and which are being dragged; None ends that."""
        if (place, lifted) != (self._drop, self._lifted):
            self._drop, self._lifted = place, lifted
            self.refresh()

    def _past_drop(self, stack: Stack, row: int) -> int | None:
        """Return which row of the cards stands in a row; None for the line of the drop place.

        The line stands in the gap above a card; where there is none, the cards make room for it.
        """
        if self._drop is None:
            return row
        at = max(0, stack.row_of(self._drop))
        gap = stack.density.gap_rows if at else 0
        at = min(at - gap, stack.rows - 1)
        if row == at:
            return None
        return row - 1 if row > at and not gap else row

    def _place_at(self, row: int) -> int | None:
        """Return the place of the card in a row or in the gap above it, None for none."""
        stack = self._stack
        at = stack.card_at(row) or stack.card_at(row - stack.density.gap_rows)
        return at[0] if at else None

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self.scroll_cards(1)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self.scroll_cards(-1)

    def scroll_cards(self, by: int) -> None:
        """Scroll so many cards down (or up, negative), at most to the end."""
        first = self._stack.scrolled(self._first + by).first
        if first != self._first:
            self._first = first
            self.refresh()

    def _follow_cursor(self) -> bool:
        """Scroll the selected card into view; return whether that moved anything."""
        before = self._first
        if self.size.height:  # before it is laid out, one card is all that would fit
            self._first = self._stack.scrolled_to(self._cursor).first
        return self._first != before

    def _region(self, place: int) -> Region:
        stack = self._stack
        top = HEAD_ROWS + stack.row_of(place)
        return Region(0, top, self.outer_size.width, stack.density.stride)

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
        if self._more[1]:
            return f"{right}›"
        count = self._view.count.partition(" ")[0]
        return count if len(count) < STRIP_CELLS else count.partition("/")[0]

    def _below(self, stack: Stack, row: int, width: int) -> Strip:
        """Say, in the rows below the cards, what there is besides them."""
        folded = self._view.folded
        if stack.below:
            words = "⋮ more" if self._setting.is_quiet else f"⋮ {stack.below} more"
            return self._note(words if row == stack.rows - 1 else "", "", width)
        line = row - stack.tail
        room = stack.rows - stack.tail
        if stack.density.gap_rows == 0 and room > len(folded) and stack.count:
            line -= 1
        if not 0 <= line < min(len(folded), room):
            return self._note("", "", width)
        week = folded[line]
        if line == room - 1 and line < len(folded) - 1:
            week = FoldedWeek("earlier" if line else "older", sum(w.count for w in folded[line:]))
        return self._note(f"⋯ {week.words}", f"{week.count}", width)

    def _note(self, words: str, count: str, width: int) -> Strip:
        """Return words in the place of a card, and at the right of the row how many there are."""
        dim = self._style("dim")
        if not count or self._setting.is_quiet:
            return self._row([(cut(INDENT + words, width), dim)], width)
        words = cut(INDENT + words, width - len(count) - 3)
        left = [(words, self._style("muted"))]
        return spread(left, [], [(f"{count} ", dim)], width, self._style("text"))
