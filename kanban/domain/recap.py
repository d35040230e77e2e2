"""What one day held: its wins, what else it may name, and what the person wrote about it."""

from datetime import date, datetime
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.moment import wall_clock
from kanban.domain.operations.days import ACHIEVEMENTS
from kanban.domain.records import Card, Day, Goal, Win
from kanban.domain.waiting import is_held
from kanban.domain.wins import REFRAMES

OFFERED_DAYS = 7
"""How far back a day with few wins may look for more."""
MOST_STEPS_A_COLUMN = 3


class RecapWin(NamedTuple):
    """A win together with the goal it served."""

    win: Win
    goal: Goal | None

    @property
    def local_time(self) -> datetime:
        """When it was, on the wall clock of the place it happened."""
        return wall_clock(self.win.at, self.win.utc_offset_minutes)


class Recap(NamedTuple):
    """One day, put together.

    Attributes:
        written: What the person saved, None when nothing yet.
        three: Their achievements; while a day is open and names none, the words of its wins,
            starred first.
        offers: For a day with fewer wins than it may name, those of the seven days before that no
            earlier day has named; the newest first.
    """

    day: date
    wins: tuple[RecapWin, ...]
    written: Day | None
    three: tuple[str, ...]
    offers: tuple[RecapWin, ...] = ()

    @property
    def is_thin(self) -> bool:
        """Whether the day has fewer wins than it may name."""
        return len(self.wins) < ACHIEVEMENTS

    @property
    def is_closed(self) -> bool:
        """Whether the person has closed the day."""
        return self.written is not None and self.written.closed_at is not None

    @property
    def first_step(self) -> str:
        """The first step for the day after; empty for none."""
        return self.written.first_step if self.written else ""

    @property
    def reframes(self) -> tuple[RecapWin, ...]:
        """The stuck moments of the day that were turned around."""
        return tuple(each for each in self.wins if each.win.kind in REFRAMES)

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals that the three, and where none is named all wins of the day, have served."""
        named = set(self.three)
        served = [
            each.goal
            for each in (*self.wins, *self.offers)
            if each.goal and (each.win.text in named or not named)
        ]
        return tuple({goal.id: goal for goal in served}.values())

    @property
    def written_later_on(self) -> date | None:
        """The day it was written on, where that is a later one; None elsewhere."""
        on = self.written.written_on if self.written else None
        return on if on is not None and on > self.day else None


def recap(board: Board, day: date) -> Recap:
    """Return what a day held; withdrawn wins are left out."""
    wins = wins_with_goals(board, day)
    written = board.day(day)
    three = written.three if written else ()
    if not three and (written is None or written.closed_at is None):
        offered = sorted((each.win for each in wins), key=lambda win: not win.starred)
        three = tuple(win.text for win in offered[:ACHIEVEMENTS])
    offers = _offers(board, day) if len(wins) < ACHIEVEMENTS else ()
    return Recap(day, wins, written, three, offers)


def first_step_for(board: Board, day: date) -> str:
    """Return the first step that the last day written before `day` left for it; may be empty."""
    before = [each for each in board.table(Day).values() if each.on < day]
    return max(before, key=lambda each: each.on).first_step if before else ""


def first_step_offers(board: Board) -> tuple[Card, ...]:
    """Return cards to begin a day with: the first of what is under way, then of what waits.

    A card that is blocked or waits for others is none, for nobody can begin with it.
    """
    under_way = [column for column in board.columns() if not column.is_done]
    under_way.sort(key=lambda column: column.id == board.first_column.id)  # what waits comes last
    return tuple(
        card
        for column in under_way
        for card in board.cards_in(column.id)[:MOST_STEPS_A_COLUMN]
        if not is_held(board, card)
    )


def wins_with_goals(board: Board, day: date) -> tuple[RecapWin, ...]:
    """Return the wins of a day that count, each with the goal it served, in their order."""
    return tuple(
        RecapWin(win, None if win.goal_id is None else board.get(Goal, win.goal_id))
        for win in board.wins_on(day)
    )


def _offers(board: Board, day: date) -> tuple[RecapWin, ...]:
    # What later days name is left out, so that this day stays as it was.
    days = _days_before(day)
    written = [board.day(on) for on in days]
    named = {text for each in written if each is not None for text in each.three}
    named |= {win.text for win in board.wins_on(day)}
    found: dict[str, RecapWin] = {}
    for on in days:
        for each in reversed(wins_with_goals(board, on)):
            found.setdefault(each.win.text, each)
    return tuple(each for text, each in found.items() if text not in named)


def _days_before(day: date) -> list[date]:
    first = date.min.toordinal()  # the calendar begins there
    last = day.toordinal()
    return [
        date.fromordinal(on) for on in range(last - 1, last - 1 - OFFERED_DAYS, -1) if on >= first
    ]
