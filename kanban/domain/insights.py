"""Pictures of the wins: a year, the last weeks, the goals, how the days felt; and how cards flow.

Owns the figures behind each picture; `insight_words.py` says them. No figure here falls because
more was done, and a day without a win is a blank.
"""

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from kanban.domain import flow
from kanban.domain.board import Board
from kanban.domain.flow import WEEK_DAYS, Ageing, CumulativeFlow, CycleTime, DayOf
from kanban.domain.forecast import Forecast, forecasts
from kanban.domain.progress import Rhythm, rhythm
from kanban.domain.records import Goal

YEAR_WEEKS = 53
DAYS_WEEKS = 8
LEVELS = (1, 2, 4, 7)
"""Wins from which a day of the year is drawn a step brighter.

Fixed, not shares of the fullest day: a very full day would make all others fade.
"""


class WinDays(Struct, frozen=True):
    """Wins a day, without a gap; `first` is a Monday, the last day is today."""

    first: date
    wins: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.wins)

    @property
    def days(self) -> int:
        """How many days hold one."""
        return sum(count > 0 for count in self.wins)

    def fullest(self) -> tuple[date, int]:
        """Return the day with the most wins, the latest of several, and how many it holds."""
        most = max(self.wins)
        place = max(place for place, count in enumerate(self.wins) if count == most)
        return self.first + timedelta(days=place), most


class GoalWins(Struct, frozen=True):
    """Wins of the year that served a goal; None for those that served none."""

    goal: Goal | None
    wins: int


class InnerDay(Struct, frozen=True):
    """How a day felt, beside its wins: 1 to 5 each, None when skipped."""

    on: date
    wins: int
    emotion: int | None
    motivation: int | None
    perception: int | None

    @property
    def is_written(self) -> bool:
        """Whether any of the three was given."""
        return (self.emotion, self.motivation, self.perception) != (None, None, None)


class CardFlow(Struct, frozen=True):
    """How cards flowed in the last `flow.WEEKS` weeks, this week included.

    Attributes:
        first: The Monday they begin with.
        times: The cards finished since, in the order they were finished.
        percentiles: Their cycle times in days at each of `flow.PERCENTS`; empty for no card.
        throughput: Cards finished a week.
        ageing: What is under way, the longest first.
    """

    first: date
    times: tuple[CycleTime, ...]
    percentiles: tuple[int, ...]
    throughput: tuple[int, ...]
    cumulative: CumulativeFlow
    ageing: tuple[Ageing, ...]


class Insights(Struct, frozen=True):
    """Every picture's figures, as of `today`.

    Attributes:
        year: The last 53 weeks; 52 in the first days of January.
        recent: The last 8 weeks.
        week: The rhythm of 7 days.
        month: The rhythm of 28 days.
        goals: Wins of the year by goal, the most first; those without a goal last.
        inner: The days of the last 8 weeks.
    """

    today: date
    year: WinDays
    recent: WinDays
    week: Rhythm
    month: Rhythm
    goals: tuple[GoalWins, ...]
    inner: tuple[InnerDay, ...]
    flow: CardFlow
    forecasts: tuple[Forecast, ...]


def insights(board: Board, today: date, day_of: DayOf) -> Insights:
    """Return every picture's figures.

    Args:
        board: The board.
        today: The person's local day.
        day_of: Returns the local day of an instant.
    """
    ways = flow.passages(board, today)
    return Insights(
        today=today,
        year=win_days(board, today, YEAR_WEEKS),
        recent=win_days(board, today, DAYS_WEEKS),
        week=rhythm(board, today),
        month=rhythm(board, today, 28),
        goals=goal_wins(board, today),
        inner=inner_days(board, today),
        flow=card_flow(board, ways, today, day_of),
        forecasts=forecasts(board, ways, day_of, today),
    )


def win_days(board: Board, today: date, weeks: int) -> WinDays:
    """Return the wins of each day of the last weeks, this one included, up to today.

    No year before the last one is looked into.
    """
    days = _days(today, weeks)
    return WinDays(days[0], tuple(len(board.wins_on(day)) for day in days))


def goal_wins(board: Board, today: date) -> tuple[GoalWins, ...]:
    """Return the wins of the year by goal, the most first; those without a goal last."""
    counts = Counter(win.goal_id for day in _days(today, YEAR_WEEKS) for win in board.wins_on(day))
    goals = [GoalWins(goal, counts[goal.id]) for goal in board.goals() if counts[goal.id]]
    goals.sort(key=lambda each: -each.wins)
    without = counts.total() - sum(each.wins for each in goals)
    return (*goals, *([GoalWins(None, without)] if without else []))


def inner_days(board: Board, today: date) -> tuple[InnerDay, ...]:
    """Return how the days of the last 8 weeks felt, beside their wins."""
    found = []
    for on in _days(today, DAYS_WEEKS):
        day = board.day(on)
        felt = (day.emotion, day.motivation, day.perception) if day else (None, None, None)
        found.append(InnerDay(on, len(board.wins_on(on)), *felt))
    return tuple(found)


def level(wins: int) -> int:
    """Return how bright a day of the year is drawn, 0 for none to 4."""
    return sum(wins >= least for least in LEVELS)


def card_flow(board: Board, ways: list[flow.Passage], today: date, day_of: DayOf) -> CardFlow:
    """Return how cards flowed in the last weeks."""
    first = flow.first_day(today)
    times = flow.cycle_times(ways, day_of, first)
    ascending = sorted(time.days for time in times)
    return CardFlow(
        first=first,
        times=tuple(times),
        percentiles=tuple(
            flow.percentile(ascending, percent) for percent in flow.PERCENTS if ascending
        ),
        throughput=flow.throughput(times, first),
        cumulative=flow.cumulative_flow(board, day_of, first, today),
        ageing=tuple(flow.ageing(board, ways, day_of, today)),
    )


def _days(today: date, weeks: int) -> list[date]:
    first = flow.monday_of(today) - timedelta(days=WEEK_DAYS * (weeks - 1))
    if first.year < today.year - 1:  # some days in January; the wins of that year are put away
        first += timedelta(days=WEEK_DAYS)
    return [first + timedelta(days=after) for after in range((today - first).days + 1)]
