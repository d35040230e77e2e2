"""Progress as it is shown: the meter, the rhythm, the goals' bars.

All of it is computed from the records each time; nothing here is kept, so nothing can be lost.
More work never lowers a number.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Goal, Win, WinKind

MOST_BLOCKS = 10
"""The most blocks that a meter is drawn with; more could not be told apart at a glance."""
BARS = " ▁▂▃▄▅▆▇█"


class Meter(NamedTuple):
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


class Rhythm(NamedTuple):
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


class Stage(NamedTuple):
    """A milestone on a goal's bar.

    Attributes:
        done: Cards done under it.
        total: Cards under it.
        ends_at: Where on the bar it ends, 0 to 1.
    """

    name: str
    done: int
    total: int
    ends_at: float

    @property
    def is_reached(self) -> bool:
        """Whether all of its cards are done."""
        return 0 < self.total == self.done


class GoalBar(NamedTuple):
    """How far a goal has come: cards done of all its cards."""

    goal: Goal
    done: int
    total: int

    @property
    def part(self) -> float:
        """How much of the bar is filled, 0 to 1.

        Splitting a goal is its first step, so a goal that was split is never at 0: a head start
        keeps people going (Nunes and Dreze 2006).
        """
        return (self.done + 1) / (self.total + 1) if self.total else 0.0

    @property
    def words(self) -> str:
        """What is done as long as that is less than half, then what is left."""
        if not self.total:
            return "not split yet"
        if self.done == self.total:
            return "all done"
        if 2 * self.done < self.total:
            return f"{self.done} done" if self.done else "split and ready"
        return f"{self.total - self.done} left"


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


def goal_bar(board: Board, goal: Goal) -> GoalBar:
    """Return the bar of a goal."""
    return GoalBar(goal, *board.tally(goal.id))


def spark(counts: Sequence[int]) -> str:
    """Return counts as bars, one character each, the highest of them full; a blank for 0."""
    most = max(counts, default=0)
    full = len(BARS) - 1
    return "".join(BARS[max(1, count * full // most) if count else 0] for count in counts)


def goal_bars(board: Board) -> list[GoalBar]:
    """Return the bars of the goals that are open, in their order."""
    return [
        goal_bar(board, goal)
        for goal in board.goals()
        if goal.achieved_at is None and goal.set_aside_at is None
    ]


def stages(board: Board, goal: Goal) -> tuple[Stage, ...]:
    """Return a goal's milestones in their order, those without a card too."""
    _, total = board.tally(goal.id)
    found: list[Stage] = []
    behind = 0
    for name in goal.milestones:
        done, under = board.stage_tally(goal.id, name)
        behind += under
        found.append(Stage(name, done, under, behind / total if total else 0.0))
    return tuple(found)


def milestones_reached(change: Change) -> tuple[Win, ...]:
    """Return the wins of milestones that a change earns for the first time ever.

    Taking it back and doing it again withdraws and reinstates the same win, so that each milestone
    is among these once.
    """
    return tuple(
        edit.after
        for edit in change.edits
        if edit.before is None
        and isinstance(edit.after, Win)
        and edit.after.kind is WinKind.MILESTONE
    )


def goal_wins(board: Board, goal_id: int) -> list[Win]:
    """Return all wins of a goal that count, oldest first: its story."""
    wins = (win for win in board.table(Win).values() if win.goal_id == goal_id)
    return sorted(
        (win for win in wins if win.withdrawn_at is None), key=lambda win: (win.day, win.id)
    )


def goal_wins_in_week(board: Board, goal_id: int, day: date) -> int:
    """Return how many wins a goal has in the week of a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    days = (monday + timedelta(days=after) for after in range(7))
    return sum(win.goal_id == goal_id for each in days for win in board.wins_on(each))
