"""An instant together with the local day it belongs to.

The domain never asks what time it is: whoever calls it passes a `Moment`. Days are counted on
local dates, never on seconds, so a day of 23 or 25 hours is one day.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from msgspec import Struct

DAY_STARTS_AT = time(4)
"""A night owl's half past two still belongs to the evening before."""


class Moment(Struct, frozen=True):
    """When something happens.

    Attributes:
        at: The instant, UTC.
        zone: IANA name of the local zone; empty where it is not known.
        utc_offset_minutes: Local time less UTC.
        day: The local day it belongs to.
    """

    at: datetime
    zone: str
    utc_offset_minutes: int
    day: date


def moment(local: datetime, zone: str = "", day_starts_at: time = DAY_STARTS_AT) -> Moment:
    """Return the moment of an aware local time.

    Args:
        local: An aware datetime in the person's zone.
        zone: That zone's IANA name.
        day_starts_at: The wall-clock time at which a new day begins.

    Raises:
        ValueError: `local` has no zone.
    """
    offset = local.utcoffset()
    if offset is None:
        raise ValueError("a moment needs an aware datetime")
    return Moment(
        at=local.astimezone(UTC),
        zone=zone,
        utc_offset_minutes=round(offset.total_seconds() / 60),
        day=_day_of_wall(local, day_starts_at),
    )


def wall_clock(at: datetime, utc_offset_minutes: int) -> datetime:
    """Return the local time an instant had, from the offset that was kept with it."""
    return at.astimezone(timezone(timedelta(minutes=utc_offset_minutes)))


def local_day(at: datetime, zone: tzinfo, day_starts_at: time = DAY_STARTS_AT) -> date:
    """Return the local day of an instant that was kept without one.

    Args:
        at: An aware instant.
        zone: The person's zone.
        day_starts_at: The wall-clock time at which a new day begins.
    """
    return _day_of_wall(at.astimezone(zone), day_starts_at)


def _day_of_wall(local: datetime, day_starts_at: time) -> date:
    start = timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
    return (local.replace(tzinfo=None) - start).date()
