"""What one day held: its wins, and what the person wrote about it."""

from dataclasses import dataclass
from datetime import date, datetime

from kanban.domain.board import Board
from kanban.domain.moment import wall_clock
from kanban.domain.operations.days import ACHIEVEMENTS
from kanban.domain.records import Day, Goal, Win


@dataclass(frozen=True, slots=True)
class RecapWin:
    """A win together with the goal it served."""

    win: Win
    goal: Goal | None

    @property
    def local_time(self) -> datetime:
        """When it was, on the wall clock of the place it happened."""
        return wall_clock(self.win.at, self.win.utc_offset_minutes)


@dataclass(frozen=True, slots=True)
class Recap:
    """One day, put together.

    Attributes:
        written: What the person saved, None when nothing yet.
        three: Their achievements; before a day is written, the words of its wins, starred first.
    """

    day: date
    wins: tuple[RecapWin, ...]
    written: Day | None
    three: tuple[str, ...]

    @property
    def first_step(self) -> str:
        """The first step for the day after; empty for none."""
        return self.written.first_step if self.written else ""


def recap(board: Board, day: date) -> Recap:
    """Return what a day held; withdrawn wins are left out."""
    wins = tuple(
        RecapWin(win, None if win.goal_id is None else board.get(Goal, win.goal_id))
        for win in board.wins_on(day)
    )
    written = board.day(day)
    offered = sorted((each.win for each in wins), key=lambda win: not win.starred)
    three = written.three if written else tuple(win.text for win in offered[:ACHIEVEMENTS])
    return Recap(day, wins, written, three)


def first_step_for(board: Board, day: date) -> str:
    """Return the first step that the last day written before `day` left for it; may be empty."""
    before = [each for each in board.table(Day).values() if each.on < day]
    return max(before, key=lambda each: each.on).first_step if before else ""
