"""Bars: upright ones over days and weeks, lying ones for goals and cards."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from kanban.ui.cells import cut
from kanban.ui.widgets.picture import Part, Row

EIGHTHS = " ▁▂▃▄▅▆▇█"
STEPS = len(EIGHTHS) - 1


class Bar(NamedTuple):
    """A lying bar.

    Attributes:
        title: What it stands for.
        value: Its length, 0 or more.
        role: Its ink.
        words: What stands behind it.
    """

    title: str
    value: int
    role: str
    words: str


def upright(
    values: Sequence[float], most: float, rows: int, cells: int, gap: int, role: str
) -> list[Row]:
    """Return upright bars, `most` as high as the rows are; above 0 each shows at least a trace."""
    heights = eighths(values, most, rows)
    return [
        [Part("".join(block(height, level) * cells + " " * gap for height in heights), role)]
        for level in range(rows - 1, -1, -1)
    ]


def eighths(values: Sequence[float], most: float, rows: int) -> list[int]:
    """Return the heights of upright bars in eighths of a row."""
    return [
        max(1, round(value / most * rows * STEPS)) if value > 0 and most > 0 else 0
        for value in values
    ]


def block(height: int, level: int) -> str:
    """Return what a bar shows in a row, `level` 0 being the lowest."""
    return EIGHTHS[min(max(height - level * STEPS, 0), STEPS)]


def lying(bars: Sequence[Bar], width: int, height: int, mark: int | None = None) -> list[Row]:
    """Return a row a bar, with a blank one between where all have room.

    Args:
        bars: From top to bottom; where they do not fit, the last row says so.
        width: In cells.
        height: In rows.
        mark: A value at which every row has a mark.
    """
    title = min(width // 3, max(cell_len(cut(bar.title, width)) for bar in bars))
    words = max(cell_len(bar.words) for bar in bars)
    room = max(4, width - title - words - 4)
    most = max(*(bar.value for bar in bars), mark or 1, 1)
    is_wide = 2 * len(bars) - 1 <= height
    shown = bars if len(bars) <= height else bars[: height - 1]
    at = None if mark is None else min(room - 1, mark * room // most)
    rows: list[Row] = []
    for bar in shown:
        full = -(-bar.value * room // most)
        name = cut(bar.title, title)
        head = Part(name + " " * (title - cell_len(name) + 2), "text")
        rows.append(
            [
                head,
                *_line(full, room, bar.role, at),
                Part(" " * (words - cell_len(bar.words) + 2) + bar.words, "muted"),
            ]
        )
        if is_wide and bar is not shown[-1]:
            rows.append([Part(" " * (title + 2)), *_line(0, room, bar.role, at)])
    if len(shown) < len(bars):
        rows.append([Part("and more", "dim")])
    return rows


def _line(full: int, room: int, role: str, at: int | None) -> Row:
    if at is None:
        return [Part("━" * full, role), Part(" " * (room - full))]
    row = "━" * full + " " * (room - full)
    return [Part(row[:at], role), Part("┊", "muted"), Part(row[at + 1 :], role)]
