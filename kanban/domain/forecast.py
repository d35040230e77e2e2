"""When the last card of a goal may be done: a Monte Carlo forecast from its own throughput.

Weeks of the past are drawn whole, each day on its weekday, so that weekends and busy weeks stay
what they are. Each week drawn goes back into the urn twice: a few weeks then promise less than
many (the Bayesian bootstrap, Rubin 1981, drawn as a Pólya urn). `benchmarks/forecast.py` shows how
often such forecasts hold.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dice import Dice
from kanban.domain.flow import PERCENTS, WEEK_DAYS, WEEKS, DayOf, Passage, percentile
from kanban.domain.records import Goal

LEAST_CARDS = 10
LEAST_WEEKS = 5
"""From less than these no date is said: after 3 weeks the 85 % date holds in two lives of three."""
RUNS = 1000
"""The 85 % date of so many runs is off by one per cent at most, two times out of three."""
FARTHEST_WEEKS = 104
"""A date further away is not said either."""

Week = tuple[int, ...]
"""Cards finished on each of seven days."""


class Forecast(Struct, frozen=True):
    """When the cards that are left may all be done.

    Attributes:
        goal: Whose cards; None for all on the board.
        remaining: Cards to go, 1 or more.
        cards: Finished in the weeks looked at, which end with yesterday.
        weeks: How many these are, 0 to `WEEKS`.
        by: The day of each of `PERCENTS`, None where it lies too far off; empty where cards and
            weeks are too few.
    """

    goal: Goal | None
    remaining: int
    cards: int
    weeks: int
    by: tuple[date | None, ...]


def forecasts(
    board: Board, ways: Sequence[Passage], day_of: DayOf, today: date
) -> tuple[Forecast, ...]:
    """Return the forecast of all that is on the board, then of each goal with cards to go."""
    open_cards = sum(board.count_in(column.id) for column in board.columns() if not column.is_done)
    found = [_forecast(None, open_cards, ways, day_of, today)]
    ways_of: dict[int | None, list[Passage]] = {}
    for way in ways:
        ways_of.setdefault(way.card.goal_id, []).append(way)
    for goal in board.goals():
        done, total = board.tally(goal.id)
        if goal.achieved_at is None:
            own = ways_of.get(goal.id, [])
            found.append(_forecast(goal, total - done, own, day_of, today))
    return tuple(each for each in found if each.remaining)


def days_needed(weeks: Sequence[Week], cards: int, seed: int, runs: int = RUNS) -> list[int]:
    """Return the days until so many cards are done, 0 for the first day, one a run, ascending.

    Args:
        weeks: The past, one or more weeks that begin on the weekday of the first day to come.
        cards: How many are to be done, 1 or more.
        seed: The same seed gives the same answer, so that a screen does not flicker.
        runs: How often the future is drawn.
    """
    totals = [sum(week) for week in weeks]
    dice = Dice(seed)
    return sorted(_days(weeks, totals, cards, dice) for _ in range(runs))


def _forecast(
    goal: Goal | None, remaining: int, ways: Iterable[Passage], day_of: DayOf, today: date
) -> Forecast:
    finished = Counter(way.finished_on for way in ways)
    began_at = min((way.started_at for way in ways if way.started_at is not None), default=None)
    age_days = 0 if began_at is None else (today - day_of(began_at)).days
    count = max(0, min(age_days // WEEK_DAYS, WEEKS))
    past = [today - timedelta(days=back) for back in range(WEEK_DAYS * count, 0, -1)]
    done = [finished[day] for day in past]
    weeks = [tuple(done[at : at + WEEK_DAYS]) for at in range(0, len(done), WEEK_DAYS)]
    cards = sum(done)
    by: tuple[date | None, ...] = ()
    if remaining and cards >= LEAST_CARDS and count >= LEAST_WEEKS:
        # Today is drawn as a whole day, so what it brought already is still to be done in it.
        needed = days_needed(weeks, remaining + finished[today], goal.id if goal else 0)
        by = tuple(_day(today, percentile(needed, percent)) for percent in PERCENTS)
    return Forecast(goal, remaining, cards, count, by)


def _days(weeks: Sequence[Week], totals: Sequence[int], cards: int, dice: Dice) -> int:
    urn = list(range(len(weeks)))
    for week in range(FARTHEST_WEEKS):
        drawn = urn[dice.below(len(urn))]
        urn.append(drawn)
        if cards <= totals[drawn]:
            for day, done in enumerate(weeks[drawn]):
                cards -= done
                if cards <= 0:
                    return week * WEEK_DAYS + day
        cards -= totals[drawn]
    return FARTHEST_WEEKS * WEEK_DAYS


def _day(today: date, days: int) -> date | None:
    return None if days >= FARTHEST_WEEKS * WEEK_DAYS else today + timedelta(days=days)
