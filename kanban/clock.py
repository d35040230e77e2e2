"""The time and the zone of this computer; nothing else in the program asks for them.

A laptop travels while the board is open, so the zone is read again whenever the traces of it
change. Its name is the empty string where it cannot be told: a wrong name is worse than none.
"""

import os
import time as system_time
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import partial

from kanban.domain.moment import DAY_STARTS_AT, Moment, local_day, moment

_LOCALTIME = "/etc/localtime"
_IS_WINDOWS = os.name == "nt"
_NOT_A_ZONE = ("", "local", "localtime")
"""What stands for the name where the zone came from a file without one."""


class SystemClock:
    """The clock on the wall of whoever runs the program.

    Calling it costs 10 µs; the first call reads the zone: 3 ms, or 16 where tzlocal must tell it.
    """

    def __init__(self, day_starts_at: time = DAY_STARTS_AT) -> None:
        self._day_starts_at = day_starts_at
        self._traces: Hashable = None
        self._zone: tzinfo | None = None
        self._name = ""

    def __call__(self) -> Moment:
        """Return this moment."""
        return self.localize(datetime.now(UTC))

    def localize(self, at: datetime) -> Moment:
        """Return the moment of another instant, as the local clock shows it.

        Args:
            at: An aware datetime in any zone.

        Raises:
            ValueError: `at` has no zone.
            OverflowError: `at` lies less than a day from the ends of the calendar.
        """
        if at.utcoffset() is None:
            raise ValueError("an instant needs an aware datetime")
        self._look_at_zone()
        # Without a zone astimezone() takes the system's own rules, summer time included.
        return moment(at.astimezone(self._zone), self._name, self._day_starts_at)

    def _look_at_zone(self) -> None:
        traces = _zone_traces()
        if traces == self._traces:
            return
        if hasattr(system_time, "tzset"):
            system_time.tzset()  # the C library looks at the zone once and never again
        self._name, self._zone = _named_zone()
        self._traces = traces


def _zone_traces() -> Hashable:
    """Return what changes when the zone does, cheap enough to look at on each call.

    Windows keeps the zone in the registry, which is looked at once a minute.
    """
    minute = int(system_time.monotonic() // 60) if _IS_WINDOWS else 0
    try:
        link = os.lstat(_LOCALTIME)
    except OSError:
        return os.environ.get("TZ"), minute
    return os.environ.get("TZ"), minute, link.st_ino, link.st_mtime_ns


def _named_zone() -> tuple[str, tzinfo | None]:
    """Return the zone's IANA name and its rules; None for the system's own rules."""
    linked = _told_by_link()
    if linked not in _NOT_A_ZONE:
        return linked, None  # the C library follows the same link; zoneinfo takes 3 ms to load
    name = _told_by_tzlocal()
    if name in _NOT_A_ZONE:
        return "", None
    from zoneinfo import ZoneInfo

    try:
        zone = ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return "", None
    return (name, zone) if _is_believable(zone) else ("", None)


def _told_by_link() -> str:
    """Return the name the system's link leads to, as it does on most computers.

    It is where tzlocal ends up too, after 15 ms of loading.
    """
    try:
        target = "" if os.environ.get("TZ") else os.readlink(_LOCALTIME)
    except OSError:
        return ""
    return target.partition("/zoneinfo/")[2].removeprefix("posix/")


def _told_by_tzlocal() -> str:
    import logging
    import warnings

    import tzlocal

    logging.getLogger("tzlocal").disabled = True  # its warnings would land on the board
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(getattr(tzlocal.reload_localzone(), "key", ""))
        except Exception:  # a damaged zone file raises whatever its parser trips over
            return ""


def _is_believable(zone: tzinfo) -> bool:
    """Tell whether a zone agrees with the system's clock.

    A leftover `/etc/timezone` names a zone the computer is no longer in. Not asked where a person
    chose the zone with TZ, nor on Windows, whose C library does not read such names.
    """
    if os.environ.get("TZ") or _IS_WINDOWS:
        return True
    now = datetime.now(UTC)
    return now.astimezone(zone).utcoffset() == now.astimezone().utcoffset()


def local_days(now: Moment, day_starts_at: time) -> Callable[[datetime], date]:
    """Return what tells the local day of an instant, by the zone of a moment.

    Where that has no name, the offset it had then holds for all instants.
    """
    zone: tzinfo = timezone(timedelta(minutes=now.utc_offset_minutes))
    if now.zone:
        from zoneinfo import ZoneInfo  # 3 ms

        with suppress(OSError, ValueError, LookupError):
            zone = ZoneInfo(now.zone)
    return partial(local_day, zone=zone, day_starts_at=day_starts_at)
