"""The columns side by side: shares the width, and slides to where the cursor is.

A column is never drawn too narrow to read; those that do not fit wait at the side, and the ones
at the edge say how many. A narrow one is a strip, and opens while the cursor is in it.
"""

from collections.abc import Iterable, Mapping, Sequence

from kanban.ui.widgets import column_strip
from kanban.ui.widgets.card_face import Setting
from kanban.ui.widgets.column import ColumnView, ColumnWidget
from kanban.ui.widgets.drag_field import DragField

NARROWEST_CELLS = 25
STRIP_CELLS = column_strip.STRIP_CELLS + 1
"""A strip, and the gap behind it."""


class Columns(DragField):
    """Holds one widget a column.

    Args:
        views: What the columns draw, from left to right.
        setting: What their cards need to know.
        column_id: The column of the cursor.
        place: The cursor's place in it; None where it is empty.
    """

    def __init__(
        self, views: Iterable[ColumnView], setting: Setting, column_id: int, place: int | None
    ) -> None:
        self._current_id = column_id
        self._place = place
        self._window = 0
        self._end = 0
        super().__init__(*self._made(views, setting, {}))

    def _made(
        self, views: Iterable[ColumnView], setting: Setting, firsts: Mapping[int, int]
    ) -> list[ColumnWidget]:
        return [
            ColumnWidget(
                view,
                setting,
                self._place_in(view.column_id),
                is_current=view.column_id == self._current_id,
                first=firsts.get(view.column_id, 0),
            )
            for view in views
        ]

    @property
    def cards_per_page(self) -> int:
        """How many cards a column shows at once, 1 or more."""
        return next((each.cards_per_page for each in self.widgets() if each.display), 1)

    def show(self, views: Iterable[ColumnView], setting: Setting) -> None:
        """Draw another state of some columns."""
        widgets = {widget.view.column_id: widget for widget in self.widgets()}
        for view in views:
            widgets[view.column_id].show(view, setting, self._place_in(view.column_id))

    def point(self, column_id: int, place: int | None) -> None:
        """Move the cursor to a place of a column; None where the column is empty."""
        self._current_id = column_id
        self._place = place
        for widget in self.widgets():
            here = widget.view.column_id
            widget.point(self._place_in(here), here == column_id)
        self._slide()

    async def rebuild(self, views: Iterable[ColumnView], setting: Setting) -> None:
        """Draw other columns; those that were there before stay scrolled as they are."""
        firsts = {widget.view.column_id: widget.first for widget in self.widgets()}
        async with self.batch():
            await self.remove_children()
            await self.mount(*self._made(views, setting, firsts))

    def peek(self, by: int) -> None:
        """Slide by a column, whatever the cursor is on, until it moves."""
        edge = self._window - 1 if by < 0 else self._end
        if 0 <= edge < len(self.widgets()):
            self._slide(edge)

    def light(self, card_ids: set[int]) -> None:
        """Fill the bars of some cards, or of none, in the colour of a win."""
        for widget in self.widgets():
            widget.light(card_ids)

    def on_resize(self) -> None:
        """Share the width anew."""
        self._slide()

    def _place_in(self, column_id: int) -> int | None:
        return self._place if column_id == self._current_id else None

    def _slide(self, to: int | None = None) -> None:
        """Show as many columns as fit, the current one among them, or the one at a place."""
        widgets = self.widgets()
        ids = [widget.view.column_id for widget in widgets]
        here = ids.index(self._current_id) if self._current_id in ids else 0
        here = here if to is None else to
        start, end = window(
            [STRIP_CELLS if widget.is_strip else NARROWEST_CELLS for widget in widgets],
            self.size.width,
            here,
            self._window,
        )
        self._window, self._end = start, end
        for place, widget in enumerate(widgets):
            is_shown = start <= place < end
            widget.set_class(widget.is_strip, "-strip")
            if widget.display != is_shown:  # saying it again would lay the screen out again
                widget.display = is_shown
            left = start if place == start else 0
            right = max(0, len(widgets) - end) if place == end - 1 else 0
            widget.show_more(left, right)


def window(least_cells: Sequence[int], room_cells: int, here: int, start: int) -> tuple[int, int]:
    """Return the first of the columns that are shown, and the one behind the last.

    Args:
        least_cells: What each column takes at least.
        room_cells: What there is.
        here: The column that is always among them.
        start: The first one until now, which stays it where that is possible.
    """
    start = min(start, here)
    while start < here and sum(least_cells[start : here + 1]) > room_cells:
        start += 1
    end = here + 1
    while end < len(least_cells) and sum(least_cells[start : end + 1]) <= room_cells:
        end += 1
    while start > 0 and sum(least_cells[start - 1 : end]) <= room_cells:
        start -= 1
    return start, end
