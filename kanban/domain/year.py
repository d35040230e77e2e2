"""A year in review: its months with a win each, and its best weeks."""

from collections.abc import Iterator

from msgspec import Struct

from kanban.domain.periods import LookBack, Period, Span, chosen, period
from kanban.domain.recap import RecapWin

BEST_WEEKS = 3


class Stretch(Struct, frozen=True):
    """A part of a year.

    Attributes:
        count: How many wins it holds.
        win: The one that stands for it.
    """

    period: Period
    count: int
    win: RecapWin


def months(view: LookBack) -> tuple[Stretch, ...]:
    """Return the months of a period that hold a win, the earliest first."""
    return tuple(_stretches(view, Span.MONTH))


def best_weeks(view: LookBack) -> tuple[Stretch, ...]:
    """Return the weeks with the most wins of a period, at most three, earlier ones first if equal.

    Of a week that reaches beyond the period, the wins within it count.
    """
    weeks = _stretches(view, Span.WEEK)
    return tuple(sorted(weeks, key=lambda week: -week.count)[:BEST_WEEKS])


def _stretches(view: LookBack, span: Span) -> Iterator[Stretch]:
    found: dict[Period, list[RecapWin]] = {}
    for day in view.days:
        if day.wins:
            found.setdefault(period(span, day.day), []).extend(day.wins)
    for stretch, wins in found.items():
        win = chosen(wins)
        if win is not None:
            yield Stretch(stretch, len(wins), win)
