"""Cycle times as dots, plotted by plotext.

Plotext colours by number; each number stands for an ink, so that a theme is put on as anywhere
else. It takes 150 ms to load, so this module is imported when the dots are first shown.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import plotext
from rich.style import Style
from rich.text import Text

from kanban.domain.flow import PERCENTS, CycleTime
from kanban.ui.widgets.picture import AXIS_CELLS, Part, Row, axis, runs, week_ruler

NAME_CELLS = 9
FIRST_COLOR = 16
"""Codes below have a meaning of their own in terminals."""
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
            axis(labels.get(y, "")),
            *runs((char, ink or "text", "background") for char, ink in row),
            Part(f" {names.get(y, '')}", "muted"),
        ]
        for y, row in enumerate(plot)
    ]
    return [*drawn, week_ruler(first, days, plot_width, width)]


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
    """Return the figure by rows, each code as its ink."""
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


def _names(percentiles: Sequence[int], top: int, rows: int) -> dict[int, str]:
    """Return the name of each percentile by its row; of two in one row the higher one stays."""
    return {
        round((top - days) / (top - 1) * (rows - 1)): f"{percent} % {days}d"
        for percent, days in zip(PERCENTS, percentiles, strict=True)
    }
