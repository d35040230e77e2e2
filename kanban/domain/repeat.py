"""Repeat rules: what can be said, and the days that a rule names.

Owns two ways to say one: `every ...` in plain words, and RRULE of RFC 5545. A rule names days,
never times, so summer time moves nothing; what it names is counted from the first day of its
series, so that months keep their day: 31 Jan, 28 Feb, 31 Mar.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct

from kanban.domain.dates import WEEKDAYS, is_weekday
from kanban.errors import UsageError

LONGEST = 999
"""The most days, weeks, months or years that a rule steps over at once."""

MOST_TIMES = 9_999
MOST_CHARACTERS = 200

_DAY = timedelta(days=1)
_WORKDAYS = frozenset(range(5))
_SHORT = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_STEP = re.compile("(?:(?P<count>[0-9]{1,4}|other) )?(?P<unit>day|week|month|year)s?")
_PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,3}"),
    "UNTIL": re.compile("[0-9]{8}(T[0-9]{6}Z?)?"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(r"[-+0-9A-Z,]+"),
    **dict.fromkeys(
        ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"), re.compile("[-+0-9,]+")
    ),
}
_CYCLE_YEARS = 400
"""After so many years the calendar is the same again, to the weekday."""

_LAST_YEAR = date.max.year - 100
"""No rule is asked about a later one, so that the end of all years is far."""


class _Step(Struct, frozen=True):
    """So many days, months or years at a time."""

    count: int
    unit: str


def check_rule(text: str) -> str:
    """Return a rule as it is kept.

    Understood: `every day`, `every weekday`, `every fri`, `every mon, wed`, `every 2 weeks`, `every
    other month`, `daily`, and `RRULE:FREQ=...` with days, weeks, months or years.

    Raises:
        UsageError: It is no rule, is finer than a day, or names no day ever.
    """
    words = " ".join(text.split())
    if len(words) > MOST_CHARACTERS:
        raise UsageError(
            f"This rule has {len(words)} characters, where {MOST_CHARACTERS} are the limit.",
            "Say it shorter: every 2 weeks, for example.",
        )
    if re.match("(rrule:|freq=)", words, re.IGNORECASE):
        return _checked_rrule(words)
    said = words.casefold()
    return _say(_read(f"every {_SHORT[said]}" if said in _SHORT else said, text))


def next_day(rule: str, start: date, after: date) -> date | None:
    """Return the first day of a series that is later than another, None where it has ended.

    Args:
        rule: As `check_rule` returns it.
        start: The first day of the series; what is counted is counted from here.
        after: The day before.

    Raises:
        UsageError: The rule is none.
    """
    after = max(after, start - _DAY) if start > date.min else after
    try:
        if rule.startswith("RRULE:"):
            return _by_rrule(rule, start, after)
        found = _read(rule, rule)
        if isinstance(found, _Step):
            return _stepped(found, start, after)
        return next(day for day in _week_after(after) if day.weekday() in found)
    except OverflowError:
        return None  # beyond the year 9999


def _read(words: str, text: str) -> _Step | frozenset[int]:
    """Return the step of a rule in plain words, or its weekdays."""
    said = words.removeprefix("every ")
    if said == words or not said:
        raise _unknown(text)
    if said in ("weekday", "weekdays", "workday", "workdays"):
        return _WORKDAYS
    if match := _STEP.fullmatch(said):
        count = 2 if match["count"] == "other" else int(match["count"] or 1)
        if not 1 <= count <= LONGEST:
            raise UsageError(
                f'"{text}" steps over {count} {match["unit"]}s, where 1 to {LONGEST} can be.',
                "Write every 2 weeks, for example.",
            )
        return _Step(count, match["unit"])
    names = [name for name in re.split("[, ]+", said) if name not in ("", "and")]
    if not names or not all(map(is_weekday, names)):
        raise _unknown(text)
    return frozenset(WEEKDAYS.index(name[:3]) for name in names)


def _say(found: _Step | frozenset[int]) -> str:
    if isinstance(found, _Step):
        return f"every {found.unit}" if found.count == 1 else f"every {found.count} {found.unit}s"
    if found == _WORKDAYS:
        return "every weekday"
    return f"every {', '.join(WEEKDAYS[day] for day in sorted(found))}"


def _week_after(day: date) -> list[date]:
    return [day + timedelta(days=ahead) for ahead in range(1, 8)]


def _stepped(step: _Step, start: date, after: date) -> date:
    if step.unit in ("day", "week"):
        days = step.count * (7 if step.unit == "week" else 1)
        return start + timedelta(days=((after - start).days // days + 1) * days)
    months = step.count * (12 if step.unit == "year" else 1)
    apart = (after.year - start.year) * 12 + after.month - start.month
    times = max(0, apart // months)
    while (day := _months_on(start, times * months)) <= after:
        times += 1
    return day


def _months_on(start: date, months: int) -> date:
    """Return the day so many months on, or the last of its month where that is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _checked_rrule(words: str) -> str:
    parts = _split(words.upper().removeprefix("RRULE:"), words)
    frequency = parts.get("FREQ", "")
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise UsageError(
            f"A card repeats by days, not {frequency.lower()}.", "Write FREQ=DAILY, for example."
        )
    for name, value in parts.items():
        if name not in _PARTS or not _PARTS[name].fullmatch(value):
            raise UsageError(
                f'"{name}={value}" has no place in a repeat rule here.',
                f"It may have {', '.join(_PARTS)}; steps of 1 to {LONGEST}, at most {MOST_TIMES}"
                " times.",
            )
    if not frequency:
        raise UsageError("A repeat rule needs FREQ.", "Write RRULE:FREQ=WEEKLY;BYDAY=FR.")
    rule = "RRULE:" + ";".join(f"{name}={value}" for name, value in parts.items())
    _until(parts, words)
    # Which days an interval falls on depends on the first one, which is not known here.
    any_start = {name: value for name, value in parts.items() if name not in ("COUNT", "INTERVAL")}
    if _first(any_start, date(2000, 1, 1), date(1999, 12, 31), words) is None:
        raise UsageError(f'"{words}" names no day, ever.', "Write RRULE:FREQ=WEEKLY;BYDAY=FR.")
    return rule


def _split(body: str, words: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in body.rstrip(";").split(";"):
        name, is_part, value = piece.partition("=")
        if not is_part or name in parts:
            raise _unknown(words)
        parts[name] = value
    return parts


def _by_rrule(rule: str, start: date, after: date) -> date | None:
    parts = _split(rule.removeprefix("RRULE:"), rule)
    until = _until(parts, rule)
    day = _first(parts, start, after, rule)
    return None if day is None or day > until else day


def _until(parts: dict[str, str], words: str) -> date:
    """Return the last day a rule may name; its time of day says nothing here."""
    try:
        return date.fromisoformat(parts["UNTIL"][:8]) if "UNTIL" in parts else date.max
    except ValueError as error:
        raise _unknown(words) from error


def _first(parts: dict[str, str], start: date, after: date, words: str) -> date | None:
    """Return the first day of an RRULE that is later than another, whatever UNTIL says."""
    from datetime import datetime

    from dateutil.rrule import rrulestr  # 20 ms, for a rule that plain words cannot say

    # For a rule that never names a day, dateutil looks on to the year 9999, for seconds. The same
    # days lie in the last 500 years, where that takes a fifth of one.
    shift = (_LAST_YEAR - max(start, after).year) // _CYCLE_YEARS * _CYCLE_YEARS
    begin, bound = (
        datetime(day.year + shift, day.month, day.day)  # noqa: DTZ001
        for day in (start, after)
    )
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    try:
        named = rrulestr(text, dtstart=begin)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise _unknown(words) from error
    try:
        found = named.after(bound)
        return None if found is None else date(found.year - shift, found.month, found.day)
    except (ValueError, OverflowError, IndexError):
        return None  # how dateutil comes to the end of all years, or to the 53rd Friday of a May


def _unknown(text: str) -> UsageError:
    return UsageError(
        f'"{text}" is no repeat rule.',
        "Write every fri, every 2 weeks, every month or RRULE:FREQ=WEEKLY;BYDAY=FR, for example.",
    )
