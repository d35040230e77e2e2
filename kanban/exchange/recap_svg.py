"""A recap as a picture one can show: an SVG card of one period.

Text stands in it as text, cut to the card's width; what XML does not allow is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape

from wcwidth import wcswidth

from kanban.domain.dates import MONTHS, WEEKDAYS
from kanban.domain.periods import LookBack, Span
from kanban.domain.text import harmless
from kanban.exchange.page import Line, Section, page
from kanban.exchange.shading import level, shades
from kanban.theme_files import Palette

WIDTH, MARGIN = 880, 56
CELL_PX = 9.6
"""How wide a character is in the monospaced face, at 16 px."""
ROW_PX = 30
MOST_LINES = 12
"""Of one section; the rest is told in a line."""
ASIDE_CELLS = 18
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FACE = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"


@dataclass
class _Pen:
    """Where the next line goes.

    Attributes:
        y: The foot of the last line, in pixels from the top.
    """

    palette: Palette
    y: float = MARGIN

    def text(
        self,
        x: float,
        words: str,
        color: str,
        *,
        size: int = 16,
        weight: int = 400,
        end: bool = False,
    ) -> str:
        """Return words on the current line, from `x` on or up to it."""
        anchor = ' text-anchor="end"' if end else ""
        return (
            f'<text x="{x:g}" y="{self.y:g}" fill="{color}" font-size="{size}"'
            f' font-weight="{weight}"{anchor} xml:space="preserve">{plain(words)}</text>'
        )


def write(view: LookBack, palette: Palette) -> str:
    """Return the picture, in the colours of a palette."""
    said = page(view)
    pen = _Pen(palette)
    room = int((WIDTH - 2 * MARGIN) / CELL_PX)
    pen.y += 18
    shapes = [pen.text(MARGIN, said.title, palette.text, size=28, weight=700)]
    pen.y += ROW_PX
    shapes.append(pen.text(MARGIN, said.counts, palette.muted))
    pen.y += 12
    if view.period.span is not Span.DAY and view.wins:
        shapes += _days(view, pen)
    if said.nothing:
        pen.y += ROW_PX
        shapes.append(pen.text(MARGIN, said.nothing, palette.muted))
    for section in said.sections:
        shapes += _section(section, pen, room)
    height = round(pen.y + MARGIN)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
            f' viewBox="0 0 {WIDTH} {height}" font-family="{_FACE}" role="img">',
            f"<title>{plain(said.title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" rx="16" fill="{palette.background}"/>',
            *shapes,
            "</svg>",
        ]
    )


def plain(text: str) -> str:
    """Return one line of text as it may stand in the picture or in an attribute."""
    return escape(_NO_XML.sub("", harmless(text)).strip())


def cut(text: str, width_cells: int) -> str:
    """Return text that takes at most so many cells, with an ellipsis where it was longer."""
    line = _NO_XML.sub("", harmless(text)).strip()
    if _cells(line) <= width_cells:
        return line
    while line and _cells(line) > width_cells - 1:
        line = line[: min(len(line) - 1, width_cells)]
    return f"{line.rstrip()}…"


def _cells(text: str) -> int:
    width = wcswidth(text)
    return width if width >= 0 else len(text)


def _section(section: Section, pen: _Pen, room: int) -> Iterator[str]:
    palette = pen.palette
    if section.title:
        pen.y += 1.5 * ROW_PX
        color = palette.goals.get(section.color, palette.muted)
        yield pen.text(MARGIN, cut(section.title, room - ASIDE_CELLS), color, weight=600)
        if section.aside:
            yield pen.text(WIDTH - MARGIN, section.aside, palette.muted, size=14, end=True)
    lead_cells = max(_cells(line.lead) for line in section.lines)
    fitting = MOST_LINES if len(section.lines) > MOST_LINES + 1 else MOST_LINES + 1
    for line in section.lines[:fitting]:
        pen.y += ROW_PX
        yield from _line(line, pen, room, lead_cells)
    left = len(section.lines) - fitting
    if left > 0:
        pen.y += ROW_PX
        yield pen.text(MARGIN + 18, f"and {left} more", palette.muted, size=14)


def _line(line: Line, pen: _Pen, room: int, lead_cells: int) -> Iterator[str]:
    palette = pen.palette
    color = palette.goals.get(line.color, palette.rule)
    yield (f'<rect x="{MARGIN}" y="{pen.y - 15:g}" width="4" height="20" rx="2" fill="{color}"/>')
    x = MARGIN + 18.0
    if line.lead:
        yield pen.text(x, line.lead, palette.muted)
        x += (lead_cells + 2) * CELL_PX
    aside = cut(line.aside, ASIDE_CELLS)
    taken = (x - MARGIN) / CELL_PX + (_cells(aside) + 2 if aside else 0)
    yield pen.text(x, cut(line.text, int(room - taken)), palette.text)
    if aside:
        side = palette.goals.get(line.color, palette.muted)
        yield pen.text(WIDTH - MARGIN, aside, side, size=14, end=True)


def _days(view: LookBack, pen: _Pen) -> Iterator[str]:
    """Yield a square a day: in one row, or for a year a column a week."""
    is_year = view.period.span is Span.YEAR
    most = max(len(each.wins) for each in view.days)
    colors = shades(pen.palette)
    monday = view.period.first.toordinal() - view.period.first.weekday()
    side, gap = (11.0, 3.3) if is_year else (22.0, 2.6)
    top = pen.y + (ROW_PX if is_year else 14)
    for place, each in enumerate(view.days):
        column, row = divmod(each.day.toordinal() - monday, 7) if is_year else (place, 0)
        x, y = MARGIN + column * (side + gap), top + row * (side + gap)
        square = f'width="{side:g}" height="{side:g}" rx="3"'
        yield f'<rect x="{x:g}" y="{y:g}" {square} fill="{colors[level(len(each.wins), most)]}"/>'
        pen.y = top - 8 if is_year else top + side + 18
        if words := _label(view.period.span, each.day):
            yield pen.text(x, words, pen.palette.muted, size=12)
    pen.y = top + 7 * (side + gap) if is_year else top + side + 18


def _label(span: Span, day: date) -> str:
    """Return what stands beside a day's square; empty for most days."""
    if span is Span.YEAR:
        return MONTHS[day.month - 1] if day.day == 1 else ""
    if span is Span.WEEK:
        return WEEKDAYS[day.weekday()][0].upper()
    return f"{day.day}" if day.weekday() == 0 else ""
