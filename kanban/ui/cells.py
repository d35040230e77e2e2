"""Text in terminal cells: cut to a width, set in segments."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from kanban.domain.text import harmless

ELLIPSIS = "…"


def cut(text: str, width_cells: int) -> str:
    """Return text that takes at most so many cells, with an ellipsis where it was longer."""
    text = harmless(text)
    if width_cells <= 0:
        return ""
    if cell_len(text) <= width_cells:
        return text
    return set_cell_size(text, width_cells - 1).rstrip() + ELLIPSIS


def strip(parts: Iterable[tuple[str, Style]], width_cells: int, fill: Style) -> Strip:
    """Return parts in a row as a strip of exactly that width, filled up on the right."""
    segments = [Segment(text, style) for text, style in parts if text]
    return Strip(segments).adjust_cell_length(width_cells, fill)


def spread(
    left: list[tuple[str, Style]],
    middle: list[tuple[str, Style]],
    right: list[tuple[str, Style]],
    width_cells: int,
    fill: Style,
) -> Strip:
    """Return three groups as a strip: at the left, in the middle, at the right.

    Where they do not fit the middle moves left, then the right group is left out.
    """
    sizes = [sum(cell_len(text) for text, _ in group) for group in (left, middle, right)]
    start = max(sizes[0] + 2, (width_cells - sizes[1]) // 2)
    start = min(start, max(sizes[0] + 2, width_cells - sizes[2] - 2 - sizes[1]))
    end = start + sizes[1]
    gap = width_cells - end - sizes[2]
    row = [*left, (" " * (start - sizes[0]), fill), *middle]
    if gap >= 1:
        row += [(" " * gap, fill), *right]
    return strip(row, width_cells, fill)
