"""What stands in the list of columns: a column in one row."""

from msgspec import Struct
from rich.cells import cell_len

from kanban.ui.cells import Row, cut

MOST_BLOCKS = 9
"""The highest limit that is drawn as blocks."""
COUNT_CELLS = 12
ROOMY_CELLS = 72
"""On a narrower screen the blocks are left out."""


class ColumnLine(Struct, frozen=True):
    """A column as it is listed.

    Attributes:
        place: Its place among those that are shown; a dot where it is not.
        name: Its name.
        name_cells: How wide the names of all of them are.
        count: How many cards it holds, of how many, in words; empty in quiet mode.
        held: How many it holds.
        limit: How many it is meant to hold at most, 0 for any number.
        marks: What else is to be said of it: that it is hidden, for example.
        is_done: Whether it is the done column.
        is_hidden: Whether the board leaves it out.
        has_gap: Whether an empty row follows.
    """

    place: str
    name: str
    name_cells: int
    count: str
    held: int
    limit: int
    marks: str
    is_done: bool
    is_hidden: bool
    has_gap: bool
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its row, and a gap where there is room for gaps."""
        edge = ("█ " if is_selected else "▌ ", self._edge_role)
        name = cut(self.name, self.name_cells)
        quiet = "dim" if self.is_hidden and not is_selected else "muted"
        left: Row = [
            edge,
            (f"{self.place:<3}", "accent"),
            (name, "title" if is_selected else quiet if self.is_hidden else "text"),
            (" " * (self.name_cells - cell_len(name) + 3), "text"),
            (f"{self.count:<{COUNT_CELLS}}", "accent" if self.is_over else quiet),
            *self._blocks(width_cells),
            (self.marks, "done" if self.is_done else quiet),
        ]
        return [left, []] if self.has_gap else [left]

    @property
    def is_over(self) -> bool:
        """Whether it holds more than its limit says."""
        return 0 < self.limit < self.held

    @property
    def _edge_role(self) -> str:
        return "done" if self.is_done else "dim" if self.is_hidden else "accent"

    def _blocks(self, width_cells: int) -> Row:
        """Return the limit as blocks, as wide for every column; none where there is no room."""
        if width_cells < ROOMY_CELLS:
            return []
        limit = self.limit if self.limit <= MOST_BLOCKS and self.count else 0
        full = min(self.held, limit)
        gap = " " * (MOST_BLOCKS + 2 - limit)
        return [("▰" * full, "accent"), ("▱" * (limit - full), "dim"), (gap, "text")]
