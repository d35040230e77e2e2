"""When a card is due, as other programs write it: a day, or a wall clock's time on it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from kanban.domain.moment import Moment, wall_clock
from kanban.domain.records import Card
from kanban.exchange.draft import YEARS, When

Localize: TypeAlias = Callable[[datetime], Moment]
"""From an aware datetime to its moment, by the person's zone and start of the day."""


def due_of(card: Card) -> When | None:
    """Return a card's day, or its day and time without a zone; None outside of `YEARS` too."""
    if card.due_on is None or card.due_on.year not in YEARS:
        return None
    return card.due_on if card.due_at is None else datetime.combine(card.due_on, card.due_at)


def instant_of(wall: datetime, localize: Localize) -> datetime | None:
    """Return the instant at which clocks showed a time.

    None in an hour that they skipped, and where the instant is outside of `YEARS`.
    """
    found = localize(instant_at(wall, localize))
    shown = wall_clock(found.at, found.utc_offset_minutes)
    is_one = shown.replace(tzinfo=None) == wall and found.at.year in YEARS
    return found.at if is_one else None


def instant_at(wall: datetime, localize: Localize) -> datetime:
    """Return the instant of a wall clock.

    The offset depends on the instant and the instant on the offset, so it is asked for twice.
    """
    as_utc = wall.replace(tzinfo=UTC)
    instant = as_utc
    for _ in range(2):
        instant = as_utc - timedelta(minutes=localize(instant).utc_offset_minutes)
    return instant
