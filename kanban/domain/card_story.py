"""A card's way over the board: where it was, since when, and for how long."""

from datetime import datetime, time
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.moment import DAY_STARTS_AT, Moment, moment, wall_clock
from kanban.domain.records import Card, Column

GONE = "a column that is gone"


class Stay(NamedTuple):
    """A card's time in one column.

    Attributes:
        column: The name of the column; `GONE` where there is none any more.
        arrived: When it came, on the wall clock.
        came: The moment it came, by which days are counted.
        days: How many local days it stayed, or has stayed until now; 0 within one day.
        is_now: Whether it is there still.
    """

    column: str
    arrived: datetime
    came: Moment
    days: int
    is_now: bool


def stays(
    board: Board, card: Card, now: Moment, day_starts_at: time = DAY_STARTS_AT
) -> tuple[Stay, ...]:
    """Return where a card was, the newest first; none for a card that never moved in."""
    found: list[Stay] = []
    until = now
    for place, move in enumerate(reversed(card.moves)):
        arrived = wall_clock(move.at, now.utc_offset_minutes)
        came = moment(arrived, now.zone, day_starts_at)
        column = board.get(Column, move.column_id)
        found.append(
            Stay(
                column.name if column else GONE,
                arrived,
                came,
                max(0, (until.day - came.day).days),
                is_now=place == 0,
            )
        )
        until = came
    return tuple(found)


def say_days(days: int) -> str:
    """Return how long in words, in the largest unit it has two of; "less than a day" for 0 days."""
    if days < 1:
        return "less than a day"
    for unit, length in (("month", 30), ("week", 7)):
        if days >= 2 * length:
            return f"{days // length} {unit}s"
    return f"{days} {'day' if days == 1 else 'days'}"
