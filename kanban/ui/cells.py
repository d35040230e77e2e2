"""Text in terminal cells: cut to a width, set in segments."""

import re
from collections.abc import Iterable
from functools import lru_cache
from sys import maxsize

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from kanban.domain.text import harmless

ELLIPSIS = "…"
Row = list[tuple[str, str]]
"""A row as (text, role) pairs; what a role looks like is the inks' business."""
_FLAG_A = 0x1F1E6
_OF_UNSURE_WIDTH = {
    **dict.fromkeys((0x200B, 0x2060, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400))),
    **dict.fromkeys(range(0xE0020, 0xE0080)),
    **{_FLAG_A + place: chr(ord("A") + place) for place in range(26)},
}
_EMOJI_JOINER = re.compile("\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])")


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """Return one line as every terminal prints it, in the same number of cells.

    Where some terminals draw several characters as one, which pushes all that stands right of
    them aside, they are drawn apart: a family by its members, a flag by its letters.
    """
    text = harmless(text)
    if text.isascii():
        return text
    return _EMOJI_JOINER.sub("", text).translate(_OF_UNSURE_WIDTH)


def cut(text: str, width_cells: int) -> str:
    """Return text that takes at most so many cells, with an ellipsis where it was longer."""
    text = shown(text)
    if width_cells <= 0:
        return ""
    if cell_len(text) <= width_cells:
        return text
    return set_cell_size(text, width_cells - 1).rstrip() + ELLIPSIS


def apart(left: Row, right: Row, width_cells: int) -> Row:
    """Return a row with one part at each side; the right one is left out where it does not fit."""
    taken, needed = (sum(cell_len(shown(text)) for text, _ in side) for side in (left, right))
    gap = width_cells - taken - needed
    return [*left, (" " * gap, "text"), *right] if right and gap >= 1 else left


def strip(parts: Iterable[tuple[str, Style]], width_cells: int, fill: Style) -> Strip:
    """Return parts in a row as a strip of exactly that width, filled up on the right."""
    return _strip(tuple(parts), width_cells, fill)


@lru_cache(maxsize=512)  # a card that moves up takes its rows along, with all that is kept in them
def _strip(parts: tuple[tuple[str, Style], ...], width_cells: int, fill: Style) -> Strip:
    segments = [Segment(shown(text), style) for text, style in parts if text]
    missing = width_cells - sum(cell_len(segment.text) for segment in segments)
    if missing < 0:
        return Strip(segments).adjust_cell_length(width_cells)
    if missing:
        segments.append(Segment(" " * missing, fill))
    return Strip(segments, width_cells)


def spread_words(left: tuple[str, str], right: tuple[str, str], width_cells: int) -> Content:
    """Return two (text, style) as one row: at the left, cut where need be, and at the right."""
    (words, style), (aside, aside_style) = left, right
    words = cut(words, width_cells - cell_len(aside) - 2 * bool(aside))
    gap = " " * (width_cells - cell_len(words) - cell_len(aside))
    return Content.assemble((words, style), gap, (aside, aside_style))


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


def wrapped(text: str, width_cells: int, most_lines: int = maxsize) -> list[str]:
    """Return text in lines of at most so many cells, broken between words where that is possible.

    What does not fit into so many lines is cut, with an ellipsis.
    """
    rest = shown(text)
    lines: list[str] = []
    while rest and len(lines) < most_lines - 1 and cell_len(rest) > width_cells:
        line = set_cell_size(rest, width_cells)
        line = line if rest.startswith(line) else line[:-1]  # half of a wide character
        blank = line.rfind(" ") if rest[len(line)] != " " else len(line)
        end = blank if blank > 0 else max(1, len(line))
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*lines, cut(rest, width_cells)] if rest or not lines else lines
