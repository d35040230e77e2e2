"""What is done by week: this week's cards stand open, older ones are told by how many they are.

Cards arrive at the head of Done, so it is newest first, and a week begins where a search by halves
finds the first card that came before it. Where a person put cards into another order, a week is a
stretch of that order, named after its first card: it may hold a card of another week.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from kanban.domain.moment import DAY_STARTS_AT, Moment, wall_clock
from kanban.domain.records import Card

MOST_WEEKS = 6
"""As many are told one by one; what is older still is told together."""


class OlderWeek(Struct, frozen=True):
    """Cards that were done in a week before this one.

    Attributes:
        monday: Its first day; None for all that is older than the weeks told one by one.
        count: How many cards, 1 or more.
    """

    monday: date | None
    count: int


def older_weeks(
    cards: Sequence[Card], now: Moment, day_starts_at: time = DAY_STARTS_AT
) -> tuple[OlderWeek, ...]:
    """Return the weeks before this one, newest first; looks at a handful of the cards.

    Args:
        cards: Of the done column, from top to bottom.
        now: This moment, whose week stands open.
        day_starts_at: The wall-clock time at which a day begins.

    Raises:
        IndexError: Another thread is taking cards away.
    """
    weeks: list[OlderWeek] = []
    start = _end_of_week(cards, 0, _monday(now.day), now, day_starts_at)
    while start < len(cards) and len(weeks) < MOST_WEEKS:
        begins = timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
        came = wall_clock(_arrived_at(cards[start]), now.utc_offset_minutes) - begins
        monday = _monday(came.date())
        end = _end_of_week(cards, start + 1, monday, now, day_starts_at)
        weeks.append(OlderWeek(monday, end - start))
        start = end
    rest = len(cards) - start
    return (*weeks, OlderWeek(None, rest)) if rest else tuple(weeks)


def _end_of_week(
    cards: Sequence[Card], start: int, monday: date, now: Moment, day_starts_at: time
) -> int:
    """Return the place, from `start` on, of the first card that came before a week began."""
    begins = datetime.combine(monday, day_starts_at, UTC)
    begins -= timedelta(minutes=now.utc_offset_minutes)
    return bisect_left(cards, True, start, key=lambda card: _arrived_at(card) < begins)


def _arrived_at(card: Card) -> datetime:
    return card.moves[-1].at if card.moves else card.created_at


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
