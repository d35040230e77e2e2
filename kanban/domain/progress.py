"""Progress as it is shown: the meter, the rhythm, the goals' bars.

All of it is computed from the records each time; nothing here is kept, so nothing can be lost.
More work never lowers a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kanban.domain.board import Board
from kanban.domain.records import Goal

MOST_BLOCKS = 10
"""The most blocks that a meter is drawn with; more could not be told apart at a glance."""
BARS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Meter:
    """Wins of a day against the aim; `aim` is 1 or more."""

    wins: int
    aim: int

    @property
    def words(self) -> str:
        """The count in words: `3 wins today`."""
        return f"{self.wins} {'win' if self.wins == 1 else 'wins'} today"

    @property
    def blocks(self) -> tuple[int, int]:
        """How many blocks are full, and of how many."""
        blocks = min(max(self.aim, self.wins), MOST_BLOCKS)
        return min(self.wins, blocks), blocks


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Days with a win among the last ones, today included.

    Attributes:
        wins: Wins a day, oldest first; its length is what the days are counted among.
    """

    wins: tuple[int, ...]

    @property
    def days(self) -> int:
        """How many of them hold a win."""
        return sum(count > 0 for count in self.wins)

    @property
    def of(self) -> int:
        """How many days are looked at."""
        return len(self.wins)


@dataclass(frozen=True, slots=True)
class GoalBar:
    """How far a goal has come: cards done of all its cards."""

    goal: Goal
    done: int
    total: int


def meter(board: Board, day: date, aim: int) -> Meter:
    """Return the meter of a day."""
    return Meter(len(board.wins_on(day)), aim)


def rhythm(board: Board, day: date, of: int = 7) -> Rhythm:
    """Return the rhythm of the `of` days that end with `day`."""
    days = (day - timedelta(days=back) for back in range(of - 1, -1, -1))
    return Rhythm(tuple(len(board.wins_on(each)) for each in days))


def week(board: Board, day: date) -> tuple[int, ...]:
    """Return the wins of the seven days, Monday first, of the week that holds `day`."""
    monday = day - timedelta(days=day.weekday())
    return tuple(len(board.wins_on(monday + timedelta(days=after))) for after in range(7))


def spark(counts: Sequence[int]) -> str:
    """Return counts as bars, one character each, the highest of them full; a blank for 0."""
    most = max(counts, default=0)
    full = len(BARS) - 1
    return "".join(BARS[max(1, count * full // most) if count else 0] for count in counts)


def goal_bars(board: Board) -> list[GoalBar]:
    """Return the bars of the goals that are not achieved, in their order."""
    return [
        GoalBar(goal, *board.tally(goal.id)) for goal in board.goals() if goal.achieved_at is None
    ]
