"""Where cards are dragged: tells a drag from a click, and where on the columns the pointer is."""

from typing import NamedTuple

from textual import events, on
from textual.containers import Horizontal
from textual.message import Message

from kanban.ui.widgets.column import ColumnWidget

LEAST_CELLS = 2
"""A hand that clicks moves less than this to a side."""


class Slot(NamedTuple):
    """Where cards would be dropped.

    Attributes:
        column_id: The column.
        place: The place in it; None where the column does not show its cards.
        edge: -1 or 1 where the pointer is at the upper or lower end of the column, else 0.
        side: -1 or 1 where it is at the left or right end of all columns, else 0.
    """

    column_id: int
    place: int | None
    edge: int = 0
    side: int = 0


class DragField(Horizontal):
    """Holds columns between which cards can be dragged."""

    ALLOW_SELECT = False

    class Dragged(Message):
        """The pointer went on with a card; x and y are cells of the screen."""

        def __init__(self, card_id: int, x: int, y: int) -> None:
            self.card_id = card_id
            self.x = x
            self.y = y
            super().__init__()

    class Dropped(Message):
        """The button was let go."""

    _pressed: events.MouseDown | None = None
    _card_id: int | None = None
    _is_dragging = False
    _was_dragged = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember the card that may be dragged."""
        widget = self._widget_at(event.screen_x)
        self._was_dragged = False
        self._card_id = widget.card_at(event.screen_y) if widget and event.button == 1 else None
        self._pressed = event if self._card_id is not None else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell where the card is now."""
        if self._pressed is None or self._card_id is None:
            return
        aside = abs(event.screen_x - self._pressed.screen_x)
        if not self._is_dragging and (
            aside >= LEAST_CELLS or event.screen_y != self._pressed.screen_y
        ):
            self._is_dragging = True
            self.capture_mouse()
        if self._is_dragging:
            self.post_message(self.Dragged(self._card_id, event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Tell that the card was let go."""
        if self._is_dragging:
            self._was_dragged = True
            self.post_message(self.Dropped())
        self.let_go()

    def let_go(self) -> None:
        """End a drag; what the pointer does until the button is pressed anew means nothing."""
        self._was_dragged = self._was_dragged or self._is_dragging
        self._pressed = None
        self._is_dragging = False
        self.release_mouse()
        self.show_drop(None, set())

    @on(ColumnWidget.CardChosen)
    @on(ColumnWidget.FoldChosen)
    def _pass_on(self, message: Message) -> None:
        """Take the end of a drag for no click."""
        if self._was_dragged:
            message.stop()

    def slot_at(self, x: int, y: int) -> Slot | None:
        """Return where a card would be dropped at a cell of the screen; None without columns."""
        widget = self._widget_at(x)
        if widget is None:
            return None
        side = -1 if x <= self.region.x else 1 if x >= self.region.right - 1 else 0
        return Slot(widget.view.column_id, widget.slot_at(y), widget.edge_at(y), side)

    def show_drop(self, slot: Slot | None, lifted: set[int]) -> None:
        """Show where the cards that are lifted would be dropped; None ends that."""
        for widget in self.widgets():
            is_here = slot is not None and slot.column_id == widget.view.column_id
            widget.show_drop(slot.place if slot and is_here else None, lifted)

    def scroll_column(self, column_id: int, by: int) -> None:
        """Scroll a column so many cards down (or up, negative)."""
        for widget in self.widgets():
            if widget.view.column_id == column_id:
                widget.scroll_cards(by)

    def widgets(self) -> list[ColumnWidget]:
        """Return the columns from left to right, those beyond the edge too."""
        return [child for child in self.children if isinstance(child, ColumnWidget)]

    def _widget_at(self, x: int) -> ColumnWidget | None:
        """Return the column at a cell of the screen, or the nearest one to its left."""
        shown = [widget for widget in self.widgets() if widget.display]
        before = [widget for widget in shown if widget.region.x <= x]
        return before[-1] if before else next(iter(shown), None)
