"""A widget whose rows are painted by itself from edge to edge, and kept until they change.

Textual gives each row its borders, paddings and tints, and looks all of them up for that; a third
of a key's time goes there for widgets that have none.
"""

from collections.abc import Iterable, Sequence
from typing import Self

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class OwnRows(Widget):
    """Paints each row as `render_line` returns it; its style has no border, padding or opacity."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[int, Strip] = {}
        self._kept_for: Sequence[object] = ()
        """What else the rows that are kept depend on: size, background and filters."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Paint some rows anew, or all where no region is named."""
        for region in regions:
            for y in region.line_range:
                self._kept.pop(y, None)
        if not regions:
            self._kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region, of which only those are painted that are not kept."""
        size, background = self.size, self.background_colors[1]
        filters = self.get_line_filters()
        kept_for = (size, background, *filters)
        if kept_for != self._kept_for:
            self._kept.clear()
            self._kept_for = kept_for
        missing = [y for y in crop.line_range if y not in self._kept]
        for y, row in zip(missing, self.paint(missing), strict=True):
            for each in filters:
                row = row.apply_filter(each, background)
            self._kept[y] = row
        rows = [self._kept[y] for y in crop.line_range]
        start, end = crop.column_span
        return rows if (start, end) == (0, size.width) else [row.crop(start, end) for row in rows]

    def paint(self, rows: Iterable[int]) -> Iterable[Strip]:
        """Return some rows, counted from 0; for those who need not look at all for each of them."""
        return map(self.render_line, rows)
