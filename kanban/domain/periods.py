"""A day, a week, a month or a year looked back on: its wins by goal, its rhythm, what stood out.

Reads the board by date, within the period and a little before it; a board of many years costs no
more than a new one.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dates import MONTHS, WEEKDAYS, say_long
from kanban.domain.flywheel import flywheel
from kanban.domain.inner_life import FACTORS, Factor
from kanban.domain.moment import wall_clock
from kanban.domain.recap import RecapWin, wins_with_goals
from kanban.domain.records import Day, Goal, WinKind
from kanban.errors import BoardError

BEST_DAYS = 3
FACTORS_FROM_DAYS = 5
"""From how many written days on it is told what helped and hindered."""
FLYWHEEL_DAYS = 84
"""The flywheel looks at twelve weeks at least; a week of scores says nothing."""
MEMORY_DAYS = 7
"""How far before the same date a win of a month or a year ago may lie."""

Counted = tuple[tuple[Factor, int], ...]


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Period(Struct, frozen=True):
    """A stretch of local days.

    Attributes:
        first: Its first day; of a week a Monday.
        last: Its last day, which belongs to it.
    """

    span: Span
    first: date
    last: date

    @property
    def days(self) -> Iterator[date]:
        """Its days, the earliest first."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    @property
    def words(self) -> str:
        """What a heading calls it: `Sun 22 Nov 2026`, `16 to 22 Nov 2026`, `Nov 2026`, `2026`."""
        first, last = self.first, self.last
        if self.span is Span.DAY:
            return f"{say_long(first)} {first.year}"
        if self.span is Span.YEAR:
            return f"{first.year}"
        if self.span is Span.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        year = f" {first.year}" if first.year != last.year else ""
        month = f" {MONTHS[first.month - 1]}" if first.month != last.month else ""
        return f"{first.day}{month}{year} to {last.day} {MONTHS[last.month - 1]} {last.year}"


class DayWins(Struct, frozen=True):
    """The wins of one day, in the order they were earned."""

    day: date
    wins: tuple[RecapWin, ...]


class GoalWins(Struct, frozen=True):
    """The wins that served a goal; None stands for those without one."""

    goal: Goal | None
    wins: tuple[RecapWin, ...]


class Memory(Struct, frozen=True):
    """A win of some time ago.

    Attributes:
        words: How long ago: `A month ago`.
    """

    words: str
    day: date
    win: RecapWin


class LookBack(Struct, frozen=True):
    """A period, put together.

    Attributes:
        days: Every day of the period with its wins, empty ones too.
        groups: The wins by goal, goals in the board's order, those without a goal last.
        active_days: Days with a win.
        days_so_far: The days they are counted among: from the board's beginning to today, rest days
            without a win left out.
        best: The days with the most wins, at most three, the earlier first among equals.
        achieved: The goals achieved.
        written: What was written about its days, by day.
        helped: How many days name each factor, the most named first; empty below five days written.
        hindered: As `helped`.
        flywheel: How a day feels with progress and without, as a sentence; may be empty.
        memories: Wins of a month and of a year before its end.
    """

    period: Period
    days: tuple[DayWins, ...]
    groups: tuple[GoalWins, ...]
    active_days: int
    days_so_far: int
    best: tuple[DayWins, ...]
    achieved: tuple[Goal, ...]
    written: tuple[Day, ...]
    helped: Counted
    hindered: Counted
    flywheel: str
    memories: tuple[Memory, ...]

    @property
    def wins(self) -> list[RecapWin]:
        """All its wins, the earliest day first."""
        return [each for day in self.days for each in day.wins]

    @property
    def count_words(self) -> str:
        """How many wins there are: `3 wins`."""
        return say_wins(sum(len(day.wins) for day in self.days))


def say_wins(count: int) -> str:
    """Return a number of wins in words."""
    return f"{count} {'win' if count == 1 else 'wins'}"


def period(span: Span, day: date) -> Period:
    """Return the day, week, month or year that holds a day."""
    if span is Span.WEEK:
        return Period(span, _moved(day, -day.weekday()), _moved(day, 6 - day.weekday()))
    if span is Span.MONTH:
        last = monthrange(day.year, day.month)[1]
        return Period(span, day.replace(day=1), day.replace(day=last))
    if span is Span.YEAR:
        return Period(span, date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(span, day, day)


def before(held: Period) -> Period:
    """Return the period before; at the beginning of the calendar the same one."""
    return period(held.span, _moved(held.first, -1))


def after(held: Period) -> Period:
    """Return the period after; at the end of the calendar the same one."""
    return period(held.span, _moved(held.last, 1))


def look_back(board: Board, held: Period, today: date, rest_days: Iterable[str] = ()) -> LookBack:
    """Return a period, put together.

    Args:
        board: The board.
        held: The period.
        today: Up to which the rhythm is counted.
        rest_days: Weekdays that are no gap, as in `WEEKDAYS`.

    Raises:
        BoardError: Its wins were put away with their year, and cannot be read.
    """
    days = tuple(DayWins(day, wins_with_goals(board, day)) for day in held.days)
    written = tuple(day for each in days if (day := board.day(each.day)) is not None)
    seen = min(held.last, today)
    return LookBack(
        period=held,
        days=days,
        groups=by_goal(board, [each for day in days for each in day.wins]),
        active_days=sum(bool(each.wins) for each in days if each.day <= today),
        days_so_far=_days_so_far(board, days, today, frozenset(rest_days)),
        best=_best(days),
        achieved=_achieved(board, held, days),
        written=written,
        helped=_counted(written, "helped"),
        hindered=_counted(written, "hindered"),
        flywheel=flywheel(board, min(held.first, _moved(seen, 1 - FLYWHEEL_DAYS)), seen),
        memories=tuple(memories(board, seen)),
    )


def by_goal(board: Board, wins: Iterable[RecapWin]) -> tuple[GoalWins, ...]:
    """Return wins by the goal they served, goals in their order, those without a goal last."""
    found: dict[int | None, list[RecapWin]] = {}
    for each in wins:
        found.setdefault(each.goal.id if each.goal else None, []).append(each)
    goals = (*board.goals(), None)
    pairs = ((goal, found.get(goal.id if goal else None)) for goal in goals)
    return tuple(GoalWins(goal, tuple(group)) for goal, group in pairs if group)


def memories(board: Board, on: date) -> Iterator[Memory]:
    """Yield a win of a month and of a year before a day: of that date, or of the week before it.

    A year that was put away and cannot be read holds none: of that, opening the board tells.
    """
    for words, months in (("A month ago", 1), ("A year ago", 12)):
        day = _months_before(on, months)
        if day is None:
            continue
        for back in range(MEMORY_DAYS + 1):
            then = _moved(day, -back)
            with suppress(BoardError):
                if win := chosen(wins_with_goals(board, then)):
                    yield Memory(words, then, win)
                    break


def chosen(wins: Sequence[RecapWin]) -> RecapWin | None:
    """Return the one that stands for all: starred, a goal, a milestone, else first of a goal."""

    def place(each: RecapWin) -> tuple[bool, ...]:
        kind = each.win.kind
        return (
            not each.win.starred,
            kind is not WinKind.GOAL,
            kind is not WinKind.MILESTONE,
            each.goal is None,
        )

    return min(wins, key=place, default=None)


def _moved(day: date, by: int) -> date:
    """Return the day so many days on, at most the ends of the calendar."""
    ordinal = day.toordinal() + by
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))


def _months_before(day: date, months: int) -> date | None:
    """Return the same date some months before, or a shorter month's last; None before year 1."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days_so_far(
    board: Board, days: Iterable[DayWins], today: date, rest_days: frozenset[str]
) -> int:
    """Count the days from the board's beginning to today, rest days without a win left out."""
    past = [each for each in days if each.day <= today]
    won = [each.wins[0].win for each in past if each.wins]
    offset = won[0].utc_offset_minutes if won else 0
    begun = wall_clock(board.about.created_at, offset).date() if board.about else date.min
    first = min([begun, *(win.day for win in won)])
    return sum(
        bool(each.wins) or (each.day >= first and WEEKDAYS[each.day.weekday()] not in rest_days)
        for each in past
    )


def _best(days: Iterable[DayWins]) -> tuple[DayWins, ...]:
    with_wins = [each for each in days if each.wins]
    return tuple(sorted(with_wins, key=lambda each: -len(each.wins))[:BEST_DAYS])


def _achieved(board: Board, held: Period, days: Iterable[DayWins]) -> tuple[Goal, ...]:
    """Return the goals achieved: on the day of their win, where there is none by their instant."""
    won = {
        each.goal.id
        for day in days
        for each in day.wins
        if each.goal and each.win.kind is WinKind.GOAL
    }

    def is_achieved(goal: Goal) -> bool:
        at = goal.achieved_at
        return at is not None and held.first <= at.date() <= held.last

    return tuple(goal for goal in board.goals() if goal.id in won or is_achieved(goal))


def _counted(written: Sequence[Day], field: str) -> Counted:
    if len(written) < FACTORS_FROM_DAYS:
        return ()
    counts = Counter(each for day in written for each in set(getattr(day, field)))
    named = [(factor, counts[factor.id]) for factor in FACTORS.values() if counts[factor.id]]
    return tuple(sorted(named, key=lambda pair: -pair[1]))
