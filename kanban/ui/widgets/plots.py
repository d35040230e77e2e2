"""Cycle times as dots and cumulative flow as bands, plotted by plotext.

Plotext colours by number; each number stands for an ink, so that a theme is put on as anywhere
else. It takes 150 ms to load, so this module is imported when the first plot is shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, groupby

import plotext
from rich.style import Style
from rich.text import Text

from kanban.domain.flow import PERCENTS, WEEK_DAYS, CumulativeFlow, CycleTime
from kanban.ui.cells import cut
from kanban.ui.widgets.bars import EIGHTHS, STEPS
from kanban.ui.widgets.picture import Part, Row, mondays, ruler

AXIS_CELLS = 5
NAME_CELLS = 9
FIRST_COLOR = 16
"""Codes below have a meaning of their own in terminals."""
BANDS = ("accent", "goal-blue", "goal-violet", "goal-teal", "goal-rose", "goal-sand")
"""Inks of the columns between the first and Done."""
MOST_FINE_ROWS = 14
"""Up to so many rows a band is drawn to an eighth of a row, else to a quarter, for its time."""
_BLANK = FIRST_COLOR + 200

Cell = tuple[str, str]
"""A character and its ink, which is empty where nothing is drawn."""


def scatter(
    times: Sequence[CycleTime],
    percentiles: Sequence[int],
    first: date,
    today: date,
    width: int,
    height: int,
    is_quiet: bool,
) -> list[Row]:
    """Return a dot a finished card, with a line at each percentile, named at its end."""
    plot_width = max(8, width - AXIS_CELLS - NAME_CELLS)
    rows = max(3, height - 1)
    most = max(time.days for time in times)
    top = max(most, 2)
    _begin(plot_width, rows)
    days = (today - first).days
    plotext.xlim(0, max(days, 1))
    plotext.ylim(1, top)
    for each in percentiles:
        plotext.plot([0, days], [each, each], marker="─", color=FIRST_COLOR)
    counts = Counter(((time.finished_on - first).days, time.days) for time in times)
    for marker, is_many in (("○", False), ("●", True)):
        dots = [place for place, count in counts.items() if (count > 1) == is_many]
        across, upwards = [x for x, _ in dots], [y for _, y in dots]
        plotext.scatter(across, upwards, marker=marker, color=FIRST_COLOR + 1)
    plot = _cells(("dim", "accent"))
    names = {} if is_quiet else _names(percentiles, top, rows)
    labels = {} if is_quiet else {0: f"{top}", rows - 1: "1"}
    drawn = [
        [
            Part(labels.get(y, "").rjust(AXIS_CELLS - 2).ljust(AXIS_CELLS), "dim"),
            *_runs((char, ink or "text", "background") for char, ink in row),
            Part(f" {names.get(y, '')}", "muted"),
        ]
        for y, row in enumerate(plot)
    ]
    return [*drawn, _weeks(first, days, plot_width, width)]


def bands(flow: CumulativeFlow, width: int, height: int, is_quiet: bool) -> list[Row]:
    """Return a band a column, Done at the bottom, each day's height the cards in it.

    Done begins at what it held on the first day, so that years of it do not flatten the rest.
    """
    plot_width = max(8, width - AXIS_CELLS)
    rows = max(3, height - 3)
    order = sorted(range(len(flow.columns)), key=lambda at: not flow.columns[at].is_done)
    is_done = [at for at in order if flow.columns[at].is_done]
    rest = [at for at in reversed(order) if at not in is_done]
    counts = [_from_least(flow.counts[at]) for at in is_done] + [flow.counts[at] for at in rest]
    inks = ["done@75"] * len(is_done) + _inks(len(rest))
    tops = [list(row) for row in accumulate(counts, _plus)]
    days = len(flow.counts[0])
    most = max(1, *tops[-1])
    fine = 8 if rows <= MOST_FINE_ROWS else 4
    _begin(plot_width, rows * fine)
    plotext.xlim(0, max(1, days - 1))
    plotext.ylim(0, most)
    for at in range(len(tops) - 1, -1, -1):
        plotext.plot(range(days), tops[at], marker="█", color=FIRST_COLOR + at, fillx=True)
    plot = _cells(inks)
    drawn_rows = [_blocks(plot[y : y + fine]) for y in range(0, rows * fine, fine)]
    labels = {} if is_quiet else {0: f"{most}"}
    drawn = [
        [Part(labels.get(y, "").rjust(AXIS_CELLS - 2).ljust(AXIS_CELLS), "dim"), *row]
        for y, row in enumerate(drawn_rows)
    ]
    named = [(flow.columns[at].name, ink) for at, ink in zip([*is_done, *rest], inks, strict=True)]
    return [*drawn, _weeks(flow.first, days - 1, plot_width, width), [], _legend(named, width)]


def _begin(width: int, height: int) -> None:
    plotext.clear_figure()
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    plotext.frame(False)
    plotext.xaxes(False, False)
    plotext.yaxes(False, False)
    plotext.xticks([])
    plotext.yticks([])
    plotext.canvas_color(_BLANK)
    plotext.axes_color(_BLANK)


def _cells(inks: Sequence[str]) -> list[list[Cell]]:
    """Return the figure by rows, each color code as its ink."""
    rows = []
    for line in Text.from_ansi(plotext.build()).split():
        row = [(char, "") for char in line.plain]
        for span in line.spans:
            color = span.style.color if isinstance(span.style, Style) else None
            place = -1 if color is None or color.number is None else color.number - FIRST_COLOR
            if 0 <= place < len(inks):
                for x in range(span.start, span.end):
                    row[x] = (line.plain[x], inks[place])
        rows.append(row)
    return rows


def _blocks(fine_rows: Sequence[Sequence[Cell]]) -> Row:
    """Return one row made of several fine ones: the lowest band as a block over the next one."""
    cells = []
    for column in zip(*reversed(fine_rows), strict=True):
        inks = [ink if char == "█" else "" for char, ink in column]
        full = next((at for at, ink in enumerate(inks) if ink != inks[0]), len(inks))
        above = Counter(inks[full:]).most_common(1)[0][0] if full < len(inks) else ""
        block = EIGHTHS[full * STEPS // len(inks)] if inks[0] else " "
        cells.append((block, inks[0] or "text", above or "background"))
    return _runs(cells)


def _runs(cells: Iterable[tuple[str, str, str]]) -> Row:
    """Return (character, role, ground) cells as parts."""
    return [
        Part("".join(char for char, _, _ in run), role, ground)
        for (role, ground), run in groupby(cells, key=lambda cell: cell[1:])
    ]


def _names(percentiles: Sequence[int], top: int, rows: int) -> dict[int, str]:
    """Return the name of each percentile by its row; of two in one row the higher one stays."""
    return {
        round((top - days) / (top - 1) * (rows - 1)): f"{percent} % {days}d"
        for percent, days in zip(PERCENTS, percentiles, strict=True)
    }


def _weeks(first: date, days: int, plot_width: int, width: int) -> Row:
    weeks = days // WEEK_DAYS + 1
    cells = WEEK_DAYS * (plot_width - 1) / max(1, days)
    return ruler(mondays(first, weeks, cells, AXIS_CELLS), width, "muted")


def _legend(named: Sequence[tuple[str, str]], width: int) -> Row:
    row = [Part(" " * AXIS_CELLS)]
    room = max(6, (width - AXIS_CELLS) // len(named) - 5)
    for name, ink in reversed(named):
        row += [Part("■ ", ink), Part(f"{cut(name, room)}   ", "muted")]
    return row


def _inks(count: int) -> list[str]:
    """Return the inks of the columns before Done, from the last to the first."""
    between = [BANDS[at % len(BANDS)] for at in range(max(0, count - 1))]
    return [*between, "rule"][:count] if count else []


def _from_least(row: Sequence[int]) -> tuple[int, ...]:
    least = min(row)
    return tuple(count - least for count in row)


def _plus(below: Sequence[int], row: Sequence[int]) -> list[int]:
    return [under + count for under, count in zip(below, row, strict=True)]
