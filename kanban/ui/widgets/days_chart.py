"""The days of a week, a month or a year as a picture in cells: bars, or a square a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from kanban.domain.dates import MONTHS, WEEKDAYS
from kanban.domain.periods import DayWins, Span

Part = tuple[str, str]
BAR_ROWS = 3
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_FULL = len(_EIGHTHS) - 1
_SQUARES = (("·", "$rule"), ("▪", "$dim"), ("▪", "$accent"), ("■", "$accent"))
"""A day without a win, and with few, some and the most."""
_LABEL_CELLS = 5


def days_chart(span: Span, days: Sequence[DayWins], today: date) -> list[Content]:
    """Return the rows of the picture; none where no day holds a win.

    Days that are still ahead are left blank.
    """
    if not any(each.wins for each in days):
        return []
    if span is Span.YEAR:
        return [Content.assemble(*row) for row in _squares(days, today)]
    if span is Span.WEEK:
        return [Content.assemble(*row) for row in _bars(days, today, bar_cells=4, gap_cells=4)]
    return [Content.assemble(*row) for row in _bars(days, today, bar_cells=1, gap_cells=1)]


def _bars(
    days: Sequence[DayWins], today: date, *, bar_cells: int, gap_cells: int
) -> Iterator[list[Part]]:
    """Yield rows of bars that stand on a line, and what the days are called below."""
    most = max(len(each.wins) for each in days)
    gap = " " * gap_cells
    heights = [-(-len(each.wins) * BAR_ROWS * _FULL // most) for each in days]
    for row in range(BAR_ROWS - 1, -1, -1):
        tops = (max(0, min(_FULL, height - row * _FULL)) for height in heights)
        yield [("".join(_EIGHTHS[top] * bar_cells + gap for top in tops), "$accent")]
    line = [("▔" if each.day <= today else " ") * bar_cells + gap for each in days]
    yield [("".join(line), "$rule")]
    yield list(_names(days, today, bar_cells + gap_cells))


def _names(days: Sequence[DayWins], today: date, cells: int) -> Iterator[Part]:
    """Yield each day's name where there is room, else the date of each Monday."""
    is_named = cells > _LABEL_CELLS
    for each in days:
        weekday = each.day.weekday()
        if is_named:
            words = f"{WEEKDAYS[weekday].capitalize()} {each.day.day}"
            yield words.ljust(cells), "$foreground" if each.day == today else "$muted"
        elif weekday == 0:
            yield f"{each.day.day}".ljust(2 * cells), "$muted"
        elif weekday != 1 or each.day == days[0].day:
            yield " " * cells, "$muted"


def _squares(days: Sequence[DayWins], today: date) -> Iterator[list[Part]]:
    """Yield a row of months and seven rows of weekdays, a column a week."""
    most = max(len(each.wins) for each in days)
    monday = days[0].day.toordinal() - days[0].day.weekday()
    columns = (days[-1].day.toordinal() - monday) // 7 + 1
    yield [(" " * _LABEL_CELLS + _months(days, monday, columns), "$muted")]
    for weekday, name in enumerate(WEEKDAYS):
        cells: list[Part] = [(" ", "$rule")] * columns
        for each in days:
            if each.day.weekday() == weekday and each.day <= today:
                column = (each.day.toordinal() - monday) // 7
                cells[column] = _SQUARES[-(-len(each.wins) * 3 // most)]
        label = name.capitalize() if weekday % 2 == 0 else ""
        yield [(label.ljust(_LABEL_CELLS), "$muted"), *cells]


def _months(days: Sequence[DayWins], monday: int, columns: int) -> str:
    """Return the months' names over the weeks that hold their first days."""
    line = " " * columns
    for each in days:
        if each.day.day == 1:
            at = (each.day.toordinal() - monday) // 7
            line = f"{line[:at]}{MONTHS[each.day.month - 1]}{line[at + 3 :]}"
    return line
