"""The forecasts as rows: from today to the days by which the last card may be done."""

from collections.abc import Sequence
from datetime import date

from kanban.domain.flow import PERCENTS
from kanban.domain.forecast import Forecast
from kanban.domain.insight_words import counted, say_date
from kanban.ui.cells import cut
from kanban.ui.widgets.picture import Part, Row

MARKS = ("○", "◐", "●")
"""One a percentage of `PERCENTS`."""
LEAST_BAR_CELLS = 16


def outlook(
    found: Sequence[Forecast], today: date, width: int, height: int, is_quiet: bool
) -> list[Row]:
    """Return two rows a forecast: whose it is, and its bar; the ready ones first."""
    ready = [each for each in found if each.by]
    room = max(1, (height - 2) // 3)
    shown = ready[:room]
    days = [(day - today).days for each in shown for day in each.by if day is not None]
    farthest = max([*days, 1])
    told = [_dates(each, today) for each in shown]
    cells = max(map(len, told))
    rows: list[Row] = []
    for each, words in zip(shown, told, strict=True):
        line = _line(each, today, farthest, max(LEAST_BAR_CELLS, width - cells - 3))
        rows += [_head(each, width, is_quiet), [*line, Part(f"   {words}")], []]
    return [*rows, _key(width)]


def _head(each: Forecast, width: int, is_quiet: bool) -> Row:
    role = _role(each)
    title = cut(each.goal.title if each.goal else "All cards", width // 2)
    if is_quiet:
        return [Part(title, role)]
    words = f"{each.remaining} to go, from {counted(each.cards, 'card')} in "
    return [Part(title, role), Part(f"  {words}{counted(each.weeks, 'week')}", "muted")]


def _dates(each: Forecast, today: date) -> str:
    return "   ".join(
        f"{mark} {say_date(day, today) if day else 'far off':<6}"
        for mark, day in zip(MARKS, each.by, strict=True)
    )


def _line(each: Forecast, today: date, farthest: int, room: int) -> Row:
    places = [
        room - 1 if day is None else (day - today).days * (room - 1) // farthest for day in each.by
    ]
    line = ["━" if at <= places[0] else "─" if at <= places[-1] else " " for at in range(room)]
    for place, mark in zip(places, MARKS, strict=True):
        line[place] = mark
    return [Part("".join(line), _role(each))]


def _role(each: Forecast) -> str:
    return f"goal-{each.goal.color}" if each.goal else "accent"


def _key(width: int) -> Row:
    marks = "   ".join(f"{mark} {percent} %" for mark, percent in zip(MARKS, PERCENTS, strict=True))
    return [Part(cut(f"Of 100 futures, so many are done by then:  {marks}", width), "dim")]
