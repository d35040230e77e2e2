"""How cards flow: cycle time, throughput, cumulative flow, ageing work in progress.

Computed each time anew from the moves that the cards keep and from their wins. A win knows its
local day; a move holds an instant alone, and whoever calls says which local day that belongs to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, WinKind

DayOf = Callable[[datetime], date]
"""Returns the local day of an instant."""

PERCENTS = (50, 85, 95)
WEEK_DAYS = 7
WEEKS = 12
"""Weeks that the pictures of flow look at, about a quarter of a year."""


class Passage(NamedTuple):
    """A card's way across the board.

    Attributes:
        started_at: Its first arrival beyond the first column, UTC; None while it waits there.
        finished_on: The local day of its last win by arriving in Done, where it still is; None
            for a card that was finished before the days looked at, or that was taken in from
            elsewhere without a word of when it was finished.
    """

    card: Card
    started_at: datetime | None
    finished_on: date | None


class CycleTime(Struct, frozen=True):
    """How long a finished card took.

    Attributes:
        started_on: The local day on which it first left the first column; where it never stood in
            another one than Done, the day it was finished.
        finished_on: The local day of its last arrival in Done, as its win has it.
    """

    card: Card
    started_on: date
    finished_on: date

    @property
    def days(self) -> int:
        """Days on which it was under way, the first and the last included; 1 or more.

        Finished less started plus one, after Vacanti, *Actionable Agile Metrics for
        Predictability* (2015): a card of one afternoon took one day.
        """
        return max(0, (self.finished_on - self.started_on).days) + 1


class Ageing(Struct, frozen=True):
    """A card that is under way; `days` counts as a cycle time does, up to today."""

    card: Card
    column: Column
    days: int


class CumulativeFlow(Struct, frozen=True):
    """Cards in each column at the end of each day.

    Attributes:
        first: The first day.
        columns: From left to right.
        counts: One row a column, one number a day. A card archived in Done stays counted there, as
            in the goals' bars; one archived elsewhere is counted up to the day before.
    """

    first: date
    columns: tuple[Column, ...]
    counts: tuple[tuple[int, ...], ...]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def first_day(today: date) -> date:
    """Return the Monday with which the last `WEEKS` weeks begin, this week included."""
    return monday_of(today) - timedelta(days=WEEK_DAYS * (WEEKS - 1))


def passages(board: Board, today: date) -> list[Passage]:
    """Return every card's way, archived cards too, in the order they were made.

    What was finished is known for the days that the pictures and the forecast look at: `WEEKS`
    whole weeks before today, and the rest of the week these begin in.
    """
    columns = board.columns()
    first_id = columns[0].id if columns else None
    finished = _finished(board, today)
    return [
        Passage(card, _started_at(card, first_id), finished.get(card.id))
        for card in board.table(Card).values()
    ]


def cycle_times(ways: Iterable[Passage], day_of: DayOf, since: date) -> list[CycleTime]:
    """Return the cards finished since a day, in the order in which they were finished."""
    found = []
    for way in ways:
        if way.finished_on is not None and way.finished_on >= since:
            started_on = day_of(way.started_at) if way.started_at else way.finished_on
            found.append(CycleTime(way.card, started_on, way.finished_on))
    return sorted(found, key=lambda time: (time.finished_on, time.card.id))


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the nearest-rank percentile: the least value that so many per cent do not exceed.

    Args:
        values: In ascending order, one or more.
        percent: 1 to 100.
    """
    return values[-(-percent * len(values) // 100) - 1]


def throughput(times: Iterable[CycleTime], first: date, weeks: int = WEEKS) -> tuple[int, ...]:
    """Return the cards finished in each of the weeks that begin with Monday `first`."""
    counts = Counter((time.finished_on - first).days // WEEK_DAYS for time in times)
    return tuple(counts[week] for week in range(weeks))


def ageing(board: Board, ways: Iterable[Passage], day_of: DayOf, today: date) -> list[Ageing]:
    """Return the cards that are between the first column and Done, the longest under way first."""
    between = {column.id: column for column in board.columns()[1:] if not column.is_done}
    found = []
    for way in ways:
        column = between.get(way.card.column_id)
        if column is not None and way.card.archived_at is None:
            days = max(0, (today - day_of(way.started_at or way.card.created_at)).days) + 1
            found.append(Ageing(way.card, column, days))
    return sorted(found, key=lambda each: (-each.days, each.card.id))


def cumulative_flow(board: Board, day_of: DayOf, first: date, last: date) -> CumulativeFlow:
    """Return how many cards stood in each column at the end of each day from `first` to `last`.

    A card stands where the last of its moves up to that day, in the order they are kept, brought
    it.
    """
    columns = board.columns()
    days = (last - first).days + 1
    steps = {column.id: [0] * (days + 1) for column in columns}
    done = {column.id for column in columns if column.is_done}
    place_of = _placing(day_of, first, days)
    for card in board.table(Card).values():
        end = days
        if card.archived_at is not None and card.column_id not in done:
            end = place_of(card.archived_at)
        for move in reversed(card.moves):
            start = place_of(move.at)
            if start < end:
                if move.column_id in steps:
                    steps[move.column_id][start] += 1
                    steps[move.column_id][end] -= 1
                end = start
            if end <= 0:
                break
    counts = tuple(tuple(accumulate(steps[column.id][:days])) for column in columns)
    return CumulativeFlow(first, tuple(columns), counts)


def _started_at(card: Card, first_id: int | None) -> datetime | None:
    for move in card.moves:
        if move.column_id != first_id:
            return move.at
    return None


def _finished(board: Board, today: date) -> dict[int, date]:
    """Return the last day of each card that was won in the last weeks and is in Done."""
    days = (today - timedelta(days=back) for back in range(WEEK_DAYS * (WEEKS + 1), -1, -1))
    return {
        win.card_id: win.day
        for day in days
        for win in board.wins_on(day)
        if win.kind is WinKind.CARD
        and win.card_id is not None
        and (card := board.get(Card, win.card_id)) is not None
        and board.is_done(card)
    }


def _placing(day_of: DayOf, first: date, days: int) -> Callable[[datetime], int]:
    """Return what finds the place of an instant's day, cut to 0 and `days`."""
    earliest = first - timedelta(days=2)

    def place_of(at: datetime) -> int:
        if at.date() < earliest:
            return 0
        return min(max(0, (day_of(at) - first).days), days)

    return place_of
