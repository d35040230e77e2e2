import time
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.dates import WEEKDAYS
from kanban.domain.repeat import check_rule, next_day
from kanban.errors import UsageError

from .builder import moderate

DAY = timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2190, 1, 1))
spans = st.integers(0, 3_000).map(lambda number: timedelta(days=number))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("every day", "every day"),
        ("  Every   DAY ", "every day"),
        ("daily", "every day"),
        ("weekly", "every week"),
        ("monthly", "every month"),
        ("yearly", "every year"),
        ("every 1 day", "every day"),
        ("every 2 weeks", "every 2 weeks"),
        ("every 2 week", "every 2 weeks"),
        ("every other month", "every 2 months"),
        ("every 3 months", "every 3 months"),
        ("every year", "every year"),
        ("every weekday", "every weekday"),
        ("every workday", "every weekday"),
        ("every fri", "every fri"),
        ("every Friday", "every fri"),
        ("every wed, mon", "every mon, wed"),
        ("every mon,wed and fri", "every mon, wed, fri"),
        ("every mon tue wed thurs fri", "every weekday"),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR", "RRULE:FREQ=WEEKLY;BYDAY=FR"),
        ("rrule:freq=monthly;byday=-1fr;", "RRULE:FREQ=MONTHLY;BYDAY=-1FR"),
        ("FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;COUNT=3"),
        ("FREQ=DAILY;UNTIL=20261231T225959Z", "RRULE:FREQ=DAILY;UNTIL=20261231T225959Z"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"),
    ],
)
def test_a_rule_is_read_as_people_say_it_and_kept_in_one_way(said: str, kept: str) -> None:
    assert check_rule(said) == kept
    assert check_rule(kept) == kept


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "is no repeat rule"),
        ("every", "is no repeat rule"),
        ("every ", "is no repeat rule"),
        ("fri", "is no repeat rule"),
        ("every hour", "is no repeat rule"),
        ("every fri 2", "is no repeat rule"),
        ("every m", "is no repeat rule"),
        ("every and", "is no repeat rule"),
        ("every -1 days", "is no repeat rule"),
        ("every 0 days", "0 days, where 1 to 999 can be"),
        ("every 1000 days", "1000 days, where 1 to 999 can be"),
        ("every 99999999999 days", "is no repeat rule"),
        ("every " + "mon, " * 60, "200 are the limit"),
        ("RRULE:", "is no repeat rule"),
        ("RRULE:BYDAY=FR", "needs FREQ"),
        ("RRULE:FREQ=HOURLY", "by days, not hourly"),
        ("FREQ=SECONDLY", "by days, not secondly"),
        ("FREQ=DAILY;BYHOUR=9", '"BYHOUR=9" has no place'),
        ("FREQ=DAILY;FREQ=DAILY", "is no repeat rule"),
        ("FREQ=DAILY;INTERVAL=0", '"INTERVAL=0" has no place'),
        ("FREQ=DAILY;INTERVAL=1000", "1 to 999"),
        ("FREQ=DAILY;COUNT=0", '"COUNT=0" has no place'),
        ("FREQ=DAILY;COUNT=10000", "at most 9999 times"),
        ("FREQ=DAILY;UNTIL=20260230", "is no repeat rule"),
        ("FREQ=DAILY\nDTSTART:19700101", "has no place"),
        ("FREQ=MONTHLY;BYDAY=XX", "is no repeat rule"),
        ("FREQ=WEEKLY;BYDAY=,", "is no repeat rule"),
        ("FREQ=MONTHLY;BYSETPOS=400", "is no repeat rule"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "names no day, ever"),
        ("FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30", "names no day, ever"),
        ("FREQ=MONTHLY;BYDAY=53WE", "names no day, ever"),
    ],
    ids=lambda text: ascii(text[:40]),
)
def test_what_is_no_rule_is_refused_in_one_sentence(said: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_rule(said)
    assert words in str(caught.value)
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_rule_that_never_names_a_day_is_seen_soon() -> None:
    start = time.process_time()
    with pytest.raises(UsageError):
        check_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert next_day("RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU", date(2026, 11, 23), date.min) is None
    assert time.process_time() - start < 2  # to the year 9999 it takes 4 seconds and more


def series(rule: str, start: date, count: int = 6) -> list[date]:
    found: list[date] = []
    last = start - DAY
    while len(found) < count and (day := next_day(rule, start, last)) is not None:
        found.append(day)
        last = day
    return found


@pytest.mark.parametrize(
    ("rule", "start", "named"),
    [
        ("every day", "2026-03-28", ["03-28", "03-29", "03-30"]),
        ("every 3 days", "2026-12-30", ["12-30", "01-02", "01-05"]),
        ("every week", "2026-11-25", ["11-25", "12-02", "12-09"]),
        ("every 2 weeks", "2026-11-25", ["11-25", "12-09", "12-23"]),
        ("every fri", "2026-11-25", ["11-27", "12-04", "12-11"]),
        ("every mon, wed", "2026-11-25", ["11-25", "11-30", "12-02"]),
        ("every weekday", "2026-11-27", ["11-27", "11-30", "12-01"]),
        ("every month", "2026-01-31", ["01-31", "02-28", "03-31", "04-30", "05-31"]),
        ("every month", "2028-01-30", ["01-30", "02-29", "03-30"]),
        ("every 3 months", "2026-11-30", ["11-30", "02-28", "05-30"]),
        ("every year", "2028-02-29", ["02-29", "02-28", "02-28", "02-28", "02-29"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=-1FR", "2026-11-01", ["11-27", "12-25", "01-29"]),
        ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-23", ["11-23", "12-07"]),
    ],
)
def test_a_series_keeps_its_day_over_month_ends(rule: str, start: str, named: list[str]) -> None:
    found = series(rule, date.fromisoformat(start), len(named))
    assert [f"{day:%m-%d}" for day in found] == named


def test_a_rule_with_a_count_or_an_end_comes_to_one() -> None:
    start = date(2026, 11, 23)
    three = [start, start + DAY, start + 2 * DAY]
    assert series("RRULE:FREQ=DAILY;COUNT=3", start) == three
    assert series("RRULE:FREQ=DAILY;UNTIL=20261125", start) == three
    assert series("RRULE:FREQ=DAILY;UNTIL=20261125T120000", start) == three


@pytest.mark.parametrize(
    "rule",
    ["every day", "every 2 weeks", "every tue", "every month", "every year", "RRULE:FREQ=DAILY"],
)
def test_no_day_comes_before_the_first_of_a_series(rule: str) -> None:
    start = date(2026, 12, 8)  # a Tuesday
    assert next_day(rule, start, date(2026, 11, 22)) == start


def test_a_series_of_the_last_century_goes_on() -> None:
    assert next_day("RRULE:FREQ=WEEKLY;INTERVAL=2", date(1999, 12, 20), date(1999, 12, 20)) == date(
        2000, 1, 3
    )


@pytest.mark.parametrize("rule", ["every day", "every fri", "every year", "RRULE:FREQ=DAILY"])
def test_at_the_end_of_all_days_nothing_follows(rule: str) -> None:
    assert next_day(rule, date.max, date.max) is None


@pytest.mark.parametrize("rule", ["nonsense", "every", "RRULE:FREQ=SOON", "RRULE:X"])
def test_what_a_file_holds_instead_of_a_rule_is_refused(rule: str) -> None:
    with pytest.raises(UsageError, match="no repeat rule"):
        next_day(rule, date(2026, 11, 23), date(2026, 11, 23))


@moderate
@given(
    st.integers(1, 999),
    st.sampled_from(["day", "week", "month", "year"]),
    days,
    spans,
)
def test_a_step_falls_on_whole_steps_from_the_first_day_and_misses_none(
    count: int, unit: str, start: date, span: timedelta
) -> None:
    after = start + span
    found = next_day(f"every {count} {unit}s", start, after)
    assert found is not None
    before = [start]
    number = 0
    while before[-1] <= after:
        number += 1
        before.append(stepped(start, unit, count * number))
    assert found == before[-1]


def stepped(start: date, unit: str, number: int) -> date:
    if unit in ("day", "week"):
        return start + number * (DAY if unit == "day" else 7 * DAY)
    months = start.year * 12 + start.month - 1 + number * (1 if unit == "month" else 12)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@moderate
@given(st.sets(st.integers(0, 6), min_size=1), days, spans)
def test_weekdays_are_the_nearest_of_them(named: set[int], start: date, span: timedelta) -> None:
    rule = check_rule(f"every {' '.join(WEEKDAYS[day] for day in named)}")
    after = start + span
    found = next_day(rule, start, after)
    expected = next(
        after + number * DAY for number in range(1, 8) if (after + number * DAY).weekday() in named
    )
    assert found == expected


@moderate
@given(
    st.sampled_from(
        [
            ("RRULE:FREQ=DAILY;INTERVAL={}", "every {} days"),
            ("RRULE:FREQ=WEEKLY;INTERVAL={}", "every {} weeks"),
        ]
    ),
    st.integers(2, 40),
    days,
    spans,
)
def test_an_rrule_names_the_days_that_plain_words_do(
    forms: tuple[str, str], count: int, start: date, span: timedelta
) -> None:
    rrule, plain = (form.format(count) for form in forms)
    assert next_day(rrule, start, start + span) == next_day(plain, start, start + span)


@moderate
@given(st.text("EVRYLUFQ=;:0129abdfimnortuwy, \n\x1b", max_size=60), days)
def test_any_text_is_a_rule_or_refused(text: str, start: date) -> None:
    try:
        rule = check_rule(text)
    except UsageError:
        return
    assert check_rule(rule) == rule
    found = next_day(rule, start, start)
    assert found is None or found > start
