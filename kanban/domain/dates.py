"""Dates as people write them, and as the board says them back."""

import re
from datetime import date, datetime, timedelta

from kanban.errors import UsageError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORDS = {"today": 0, "tomorrow": 1, "yesterday": -1}
_UNITS = {"d": 1, "w": 7}
_FAR_DAYS = 36_600
_LEAP_DAY_MONTHS = 96
"""Two leap days lie at most this far apart, across a year like 2100."""


def parse_day(text: str, today: date, *, past: bool = False) -> date:
    """Return the day that words name.

    Understood: today, tomorrow, yesterday, a weekday, +3d, -1d, +2w, 2026-11-28, 28 Nov, 28.11.,
    28 (of this month or the next).

    Args:
        text: The words.
        today: The day they are said on.
        past: A weekday, or a date without a year or a month, is the last one, not the next.

    Raises:
        UsageError: The words name no day.
    """
    words = " ".join(text.strip().casefold().split())
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    if is_weekday(words):
        ahead = (WEEKDAYS.index(words[:3]) - today.weekday()) % 7
        return today + timedelta(days=ahead - 7 if past and ahead else ahead)
    if words[:1] in ("+", "-") and words[-1:] in _UNITS and words[1:-1].isdecimal():
        days = int(words[1:-1].lstrip("0")[:9] or 0) * _UNITS[words[-1]]
        if days <= _FAR_DAYS:
            return today + timedelta(days=days if words[0] == "+" else -days)
        raise _unknown(text)
    return _parsed(text, words, today, past)


def say_day(day: date, today: date) -> str:
    """Return a day in few words, as seen from today: `today`, `fri 28`, `28 Nov`, `28 Nov 2027`."""
    distance = (day - today).days
    for word, days in _WORDS.items():
        if distance == days:
            return word
    if -7 < distance < 7:
        return f"{WEEKDAYS[day.weekday()]} {day.day}"
    if abs(distance) < 300:
        return f"{day.day} {MONTHS[day.month - 1]}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_long(day: date) -> str:
    """Return a day for a heading: `Sun 22 Nov`."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1]}"


def is_weekday(word: str) -> bool:
    """Tell whether a word in small letters is a weekday, or three or more letters of one."""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return word[:3] in WEEKDAYS and any(name.startswith(word) for name in full)


def _parsed(text: str, words: str, today: date, past: bool) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    if not any(char.isdigit() for char in words):
        raise _unknown(text)
    from dateutil import parser  # 40 ms, and most dates are given in one of the ways above

    if ":" not in words:
        words = re.sub(r"(?<=[0-9])[.,](?=[0-9])", "/", words.rstrip(".,"))
    # What the words leave open comes from the default, so two defaults tell what they name.
    is_day_first = re.match(r"[0-9]{4}", words) is None
    try:
        day, other = (
            parser.parse(words, default=default, dayfirst=is_day_first).date()
            for default in (datetime(2000, 1, 1), datetime(2004, 3, 2))  # noqa: DTZ001
        )
    except (parser.ParserError, OverflowError) as error:
        raise _unknown(text) from error
    if day == other:
        return day
    if day.day != other.day or day.year == other.year:
        raise _unknown(text)
    nearest = _nearest(day.day, day.month if day.month == other.month else None, today, past)
    if nearest is None:
        raise _unknown(text)
    return nearest


def _nearest(day: int, month: int | None, today: date, past: bool) -> date | None:
    this_month = today.year * 12 + today.month - 1
    for months in range(_LEAP_DAY_MONTHS + 1):
        year, month_index = divmod(this_month + (-months if past else months), 12)
        if month not in (None, month_index + 1):
            continue
        try:
            found = date(year, month_index + 1, day)
        except ValueError:
            continue
        if found == today or (found < today) == past:
            return found
    return None


def _unknown(text: str) -> UsageError:
    return UsageError(
        f'"{text}" names no day.', "Write today, fri, +3d, 28 nov or 2026-11-28, for example."
    )
