"""Cumulative flow as bands, each drawn to an eighth of a row.

Plotext fills areas to half a row at best, in which three cards of a hundred cannot be seen, and
drawn finer it took 0.2 to 2 seconds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from kanban.domain.flow import CumulativeFlow
from kanban.ui.cells import cut
from kanban.ui.widgets.bars import EIGHTHS, STEPS
from kanban.ui.widgets.picture import AXIS_CELLS, Part, Row, axis, runs, week_ruler

BETWEEN = ("accent", "goal-blue", "goal-violet", "goal-teal", "goal-rose", "goal-sand")
"""Inks of the columns between the first and Done."""
LEGEND_ROWS = 3


def bands(flow: CumulativeFlow, width: int, height: int, is_quiet: bool) -> list[Row]:
    """Return a band a column, Done at the bottom, each day's height the cards in it.

    Done begins at what it held on the first day, so that years of it do not flatten the rest.
    """
    plot_width = max(8, width - AXIS_CELLS)
    rows = max(3, height - LEGEND_ROWS)
    stacked = _stacked(flow)
    counts = [_from_least(row) if is_done else row for _, row, is_done in stacked]
    inks = _inks([is_done for _, _, is_done in stacked])
    tops = list(accumulate(counts, _plus))
    most = max(1, *tops[-1])
    days = len(tops[-1])
    columns = []
    for x in range(plot_width):
        day = x * (days - 1) // (plot_width - 1)
        columns.append([round(row[day] * rows * STEPS / most) for row in tops])
    drawn = [
        [axis("" if is_quiet or level < rows - 1 else f"{most}"), *_row(columns, inks, level)]
        for level in range(rows - 1, -1, -1)
    ]
    named = [(name, ink) for (name, _, _), ink in zip(stacked, inks, strict=True)]
    return [*drawn, week_ruler(flow.first, days - 1, plot_width, width), [], _legend(named, width)]


def _stacked(flow: CumulativeFlow) -> list[tuple[str, Sequence[int], bool]]:
    """Return (name, counts, is done) of the columns from the bottom to the top."""
    rows = [
        (column.name, counts, column.is_done)
        for column, counts in zip(flow.columns, flow.counts, strict=True)
    ]
    rows.reverse()
    return sorted(rows, key=lambda row: not row[2])


def _row(columns: Iterable[Sequence[int]], inks: Sequence[str], level: int) -> Row:
    """Return one row; `columns` are the tops of the bands at each cell, from the bottom up."""
    return runs(_cell(tops, inks, level * STEPS) for tops in columns)


def _cell(tops: Sequence[int], inks: Sequence[str], bottom: int) -> tuple[str, str, str]:
    """Return a cell, which has room for its lowest band and the largest of those above that."""
    ceiling = bottom + STEPS
    lowest = bisect_right(tops, bottom)
    if lowest == len(tops):
        return " ", "text", "background"
    full = min(tops[lowest], ceiling) - bottom
    above = {"background": ceiling - min(tops[-1], ceiling)}
    for place in range(lowest + 1, len(tops)):
        part = min(tops[place], ceiling) - min(tops[place - 1], ceiling)
        above[inks[place]] = above.get(inks[place], 0) + part
    return EIGHTHS[full], inks[lowest], max(above, key=lambda ink: above[ink])


def _legend(named: Sequence[tuple[str, str]], width: int) -> Row:
    row = [axis("")]
    room = max(6, (width - AXIS_CELLS) // len(named) - 5)
    for name, ink in reversed(named):
        row += [Part("■ ", ink), Part(f"{cut(name, room)}   ", "muted")]
    return row


def _inks(are_done: Sequence[bool]) -> list[str]:
    """Return the inks of the bands from the bottom: Done's, those between, the first column's."""
    inks = []
    for place, is_done in enumerate(are_done):
        between = BETWEEN[(place - 1) % len(BETWEEN)]
        inks.append("done@75" if is_done else between if place < len(are_done) - 1 else "rule")
    return inks


def _from_least(row: Sequence[int]) -> tuple[int, ...]:
    least = min(row)
    return tuple(count - least for count in row)


def _plus(below: Sequence[int], row: Sequence[int]) -> tuple[int, ...]:
    return tuple(under + count for under, count in zip(below, row, strict=True))
