"""When a card is due: a day, and a time of it on the wall clock where one was given.

Owns the words for both, read and said back, and how near a due day is. Days alone are those of
`dates.py`. A due time is local wherever a person is, so summer time moves none.
"""

import re
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import NamedTuple

from kanban.domain.dates import parse_day, say_day
from kanban.domain.moment import Moment, wall_clock
from kanban.domain.records import Card
from kanban.errors import UsageError

SOON_DAYS = 2
"""A card due in fewer days than this is due soon: today's and tomorrow's."""

_CLOCK = r"(?:at )?(?:(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))? ?(?P<half>am|pm)"
_CLOCK += r"|(?P<hours>[0-9]{1,2}):(?P<minutes>[0-9]{2})|(?P<noon>noon))"
_BEHIND = re.compile(rf"(?:(?P<day>.+?)(?: |,)+)?{_CLOCK}")
_BEFORE = re.compile(rf"{_CLOCK}(?: |,)+(?P<day>.+)")
_ISO = re.compile("[0-9]{4}-?[0-9]{2}-?[0-9]{2}[t ][0-9]{2}:?[0-9]{2}[^ ]*")


class Due(NamedTuple):
    """A due day.

    Attributes:
        on: The day.
        at: The time of that day, on the wall clock; None for any.
    """

    on: date
    at: time | None = None


class Nearness(StrEnum):
    """How near a due day is."""

    PASSED = "passed"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


def parse_due(text: str, now: Moment) -> Due:
    """Return the day, and the time where there is one, that words name.

    Understood: what `parse_day` understands, a time behind or before it (`tomorrow 5pm`, `fri
    17:00`, `25 nov at 14:30`, `noon tomorrow`), a time alone, which is the next one, and a date of
    ISO 8601 with its time; one with an offset is put on the wall clock of here.

    Args:
        text: The words.
        now: When they are said.

    Raises:
        UsageError: They name no day, or no time of one.
    """
    words = " ".join(text.strip().casefold().split())
    if _ISO.fullmatch(words):
        return _iso(text, words, now)
    match = _BEHIND.fullmatch(words) or _BEFORE.fullmatch(words)
    try:
        if match is None:
            # A day's words may hold a clock, which `parse_day` passes over: here it would be lost.
            return Due(parse_day("" if ":" in words else words, now.day))
        at = _time(match)
        day = match["day"]
        return Due(_next(at, now) if day is None else parse_day(day, now.day), at)
    except (UsageError, ValueError, OverflowError) as error:
        raise _unknown(text) from error


def due_of(card: Card) -> Due | None:
    """Return when a card is due, None for never."""
    return None if card.due_on is None else Due(card.due_on, card.due_at)


def say_due(due: Card | Due, today: date) -> str:
    """Return a due day in few words, as seen from today: `tomorrow`, `fri 27 17:00`.

    Empty for a card that is never due.
    """
    found = due_of(due) if isinstance(due, Card) else due
    if found is None:
        return ""
    day = say_day(found.on, today)
    return day if found.at is None else f"{day} {found.at:%H:%M}"


def write_due(due: Card | Due) -> str:
    """Return a due day as it is typed and read back: `2026-11-27 17:00`; empty for never."""
    found = due_of(due) if isinstance(due, Card) else due
    if found is None:
        return ""
    return found.on.isoformat() if found.at is None else f"{found.on} {found.at:%H:%M}"


def nearness(card: Card, now: Moment) -> Nearness | None:
    """Return how near a card's due day is, None where it has none; a finished card counts too."""
    if card.due_on is None:
        return None
    if card.due_at is not None:
        wall = wall_clock(now.at, now.utc_offset_minutes).replace(tzinfo=None)
        if datetime.combine(card.due_on, card.due_at) < wall:
            return Nearness.PASSED
    days = (card.due_on - now.day).days
    if days <= 0:
        return Nearness.TODAY if days == 0 else Nearness.PASSED
    return Nearness.SOON if days < SOON_DAYS else Nearness.LATER


def _time(match: re.Match[str]) -> time:
    if match["noon"]:
        return time(12)
    if match["hours"]:
        return time(int(match["hours"]), int(match["minutes"]))
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return time(hour % 12 + (12 if match["half"] == "pm" else 0), int(match["minute"] or 0))


def _next(at: time, now: Moment) -> date:
    """Return the day on which the wall clock shows a time next."""
    wall = wall_clock(now.at, now.utc_offset_minutes)
    return wall.date() + timedelta(days=at < wall.time().replace(second=0, microsecond=0))


def _iso(text: str, words: str, now: Moment) -> Due:
    try:
        found = datetime.fromisoformat(words.upper())
        if found.tzinfo is not None:
            found = found.astimezone(_zone(now))
    except (ValueError, OverflowError) as error:
        raise _unknown(text) from error
    return Due(found.date(), found.time().replace(second=0, microsecond=0))


def _zone(now: Moment) -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # for a time of elsewhere alone

    try:
        return ZoneInfo(now.zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone(timedelta(minutes=now.utc_offset_minutes))


def _unknown(text: str) -> UsageError:
    return UsageError(
        f'"{text}" names no day.',
        "Write today, fri, +3d, 28 nov, tomorrow 5pm or 2026-11-28 14:30, for example.",
    )
