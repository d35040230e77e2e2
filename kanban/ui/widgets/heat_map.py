"""A year of wins: a column a week, a square a day, the fuller the more wins."""

from datetime import date, timedelta
from itertools import pairwise

from kanban.domain.dates import MONTHS
from kanban.domain.flow import WEEK_DAYS
from kanban.domain.insights import LEVELS, WinDays, level
from kanban.domain.progress import Rhythm
from kanban.ui.widgets.picture import Part, Row, ruler

LABEL_CELLS = 5
SQUARES = ("·", "□", "■", "■", "■")
"""By level; the first is a day without a win."""
INKS = ("rule", "accent@60", "accent@55", "accent@80", "accent")
_WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")


def heat_map(year: WinDays, month: Rhythm, width: int, _height: int, is_quiet: bool) -> list[Row]:
    """Return the rows of the year, of the weeks that fit, with what the squares mean below."""
    weeks = -(-len(year.wins) // WEEK_DAYS)
    cells = 2 if width >= LABEL_CELLS + 2 * weeks - 1 else 1
    shown = min(weeks, (width - LABEL_CELLS) // cells)
    first = weeks - shown
    months = {
        LABEL_CELLS + (week - first) * cells: month
        for week, month in _months(year.first, weeks)
        if week >= first
    }
    names = [(at, MONTHS[month.month - 1]) for at, month in months.items()]
    rows = [ruler(names, width, "muted")]
    for weekday, name in enumerate(_WEEKDAYS):
        row = [Part(name.ljust(LABEL_CELLS), "dim")]
        for week in range(first, weeks):
            place = week * WEEK_DAYS + weekday
            if place < len(year.wins):
                of = level(year.wins[place])
                row.append(Part(SQUARES[of].ljust(cells), INKS[of]))
        rows.append(row)
    if not is_quiet:
        counts = [(at, f"{_wins_of(year, each)}") for at, each in months.items()]
        rows.append(ruler(counts, width, "muted"))
    return [*rows, [], _legend(is_quiet), [], _rhythm(month)]


def _months(first: date, weeks: int) -> list[tuple[int, date]]:
    """Return (week, first of the month) for the weeks in which a month begins."""
    sundays = ((week, first + timedelta(days=week * WEEK_DAYS + 6)) for week in range(weeks))
    return [(week, sunday.replace(day=1)) for week, sunday in sundays if sunday.day <= WEEK_DAYS]


def _wins_of(year: WinDays, month: date) -> int:
    days = ((year.first + timedelta(days=at), count) for at, count in enumerate(year.wins))
    return sum(count for day, count in days if day.replace(day=1) == month)


def _legend(is_quiet: bool) -> Row:
    row = [Part(" " * LABEL_CELLS)]
    names = ["fewer", "", "", "more"] if is_quiet else _names()
    for of, name in enumerate(names, start=1):
        row += [Part(f"{SQUARES[of]} ", INKS[of]), Part(f"{name}   " if name else " ", "dim")]
    return row


def _names() -> list[str]:
    between = [f"{least} to {after - 1}" for least, after in pairwise(LEVELS[1:])]
    return [f"{LEVELS[0]} win", *between, f"{LEVELS[-1]} or more"]


def _rhythm(month: Rhythm) -> Row:
    row = [Part(" " * LABEL_CELLS), Part("28 days  ", "dim")]
    for place, count in enumerate(month.wins):
        gap = "  " if place % WEEK_DAYS == WEEK_DAYS - 1 else ""
        row.append(Part(("●" if count else "○") + gap, "done" if count else "dim"))
    return row
