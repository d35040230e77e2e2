"""Days and weeks as upright bars: wins of the last weeks, how days felt, cards finished a week."""

from collections.abc import Sequence
from datetime import date

from kanban.domain.flow import WEEK_DAYS
from kanban.domain.inner_life import HIGHEST, SCALES
from kanban.domain.insights import InnerDay, WinDays
from kanban.ui.widgets.bars import STEPS, block, eighths, upright
from kanban.ui.widgets.picture import Part, Row, mondays, ruler

AXIS_CELLS = 3
MOST_ROWS = 20
MOST_TRACK_ROWS = 4
TRACK_INKS = ("goal-violet", "goal-teal", "goal-rose")


def win_bars(days: WinDays, width: int, height: int, is_quiet: bool) -> list[Row]:
    """Return a bar a day, a dot below each day with a win, and the Mondays."""
    cells = _cells(width - AXIS_CELLS, len(days.wins))
    rows = max(1, min(MOST_ROWS, height - 2))
    most = max(1, *days.wins)
    bars = upright(days.wins, most, rows, 1, cells - 1, "accent")
    gap = " " * (cells - 1)
    dots = "".join(("●" if count else " ") + gap for count in days.wins)
    weeks = -(-len(days.wins) // WEEK_DAYS)
    return [
        *_with_axis(bars, most, is_quiet),
        [Part(" " * AXIS_CELLS), Part(dots, "done")],
        ruler(mondays(days.first, weeks, cells * WEEK_DAYS, AXIS_CELLS), width, "muted"),
    ]


def inner_tracks(inner: Sequence[InnerDay], width: int, height: int) -> list[Row]:
    """Return how the days felt in three tracks, and their wins in a fourth."""
    cells = _cells(width, len(inner))
    each = max(1, min(MOST_TRACK_ROWS, (height - 1) // (len(SCALES) + 1) - 1))
    rows: list[Row] = []
    for name, role in zip(SCALES, TRACK_INKS, strict=True):
        values = [min(getattr(day, name) or 0, HIGHEST) for day in inner]
        rows += _track(name.capitalize(), values, HIGHEST, each, cells, role)
    wins = [day.wins for day in inner]
    rows += _track("Wins", wins, max(1, *wins), each, cells, "accent")
    weeks = -(-len(inner) // WEEK_DAYS)
    labels = mondays(inner[0].on, weeks, cells * WEEK_DAYS)
    return [*rows, ruler(labels, width, "muted")]


def week_bars(
    first: date, counts: Sequence[int], width: int, height: int, is_quiet: bool
) -> list[Row]:
    """Return a bar a week with its number above, and the Mondays."""
    cells = max(2, min(9, width // len(counts)))
    gap = 2 if cells > 4 else 1
    rows = max(1, min(MOST_ROWS, height - 2))
    heights = eighths(counts, max(1, *counts), rows)
    numbers = ["" if is_quiet or not count else f"{count}" for count in counts]
    drawn = []
    for level in range(rows, -1, -1):
        row: Row = []
        for height, number in zip(heights, numbers, strict=True):
            if number and level == -(-height // STEPS):
                row.append(Part(number.center(cells - gap), "muted"))
            else:
                row.append(Part(block(height, level) * (cells - gap), "done"))
            row.append(Part(" " * gap))
        drawn.append(row)
    return [*drawn, ruler(mondays(first, len(counts), cells), width, "muted")]


def _track(
    name: str, values: Sequence[float], most: float, rows: int, cells: int, role: str
) -> list[Row]:
    return [[Part(name, "muted")], *upright(values, most, rows, 1, cells - 1, role)]


def _with_axis(bars: list[Row], most: int, is_quiet: bool) -> list[Row]:
    """Return bars with the number of the highest at their left."""
    label = "" if is_quiet else f"{most}"
    return [
        [Part((label if at == 0 else "").rjust(AXIS_CELLS - 1).ljust(AXIS_CELLS), "dim"), *row]
        for at, row in enumerate(bars)
    ]


def _cells(width: int, days: int) -> int:
    """Return the cells of a day: 2 where all have room, else 1."""
    weeks = -(-days // WEEK_DAYS)
    return 2 if weeks * WEEK_DAYS * 2 - 1 <= width else 1
