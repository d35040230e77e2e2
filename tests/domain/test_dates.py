from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanban.domain.dates import MONTHS, WEEKDAYS, parse_day, say_day, say_long
from kanban.errors import UsageError

from .builder import moderate

SUNDAY = date(2026, 11, 22)
todays = st.dates(date(1980, 1, 1), date(2180, 1, 1))
FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def nearest(today: date, fits: Callable[[date], bool], *, past: bool) -> date:
    day = today
    while not fits(day):
        day += timedelta(days=-1 if past else 1)
    return day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 22)),
        (" Tomorrow ", date(2026, 11, 23)),
        ("YESTERDAY", date(2026, 11, 21)),
        ("sun", date(2026, 11, 22)),
        ("mon", date(2026, 11, 23)),
        ("Fri", date(2026, 11, 27)),
        ("friday", date(2026, 11, 27)),
        ("thurs", date(2026, 11, 26)),
        ("saturday", date(2026, 11, 28)),
        ("+0d", date(2026, 11, 22)),
        ("+3d", date(2026, 11, 25)),
        ("+0000000003d", date(2026, 11, 25)),
        ("-1d", date(2026, 11, 21)),
        ("+2w", date(2026, 12, 6)),
        ("-2w", date(2026, 11, 8)),
        ("2026-11-28", date(2026, 11, 28)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2026-12-11", date(2026, 12, 11)),
        ("20261211", date(2026, 12, 11)),
        ("2026/12/11", date(2026, 12, 11)),
        ("2026.12.11", date(2026, 12, 11)),
        ("2026-12-11T10:30", date(2026, 12, 11)),
        ("2026-12-11 10:30:45.123", date(2026, 12, 11)),
        ("28 Nov", date(2026, 11, 28)),
        ("28  nov", date(2026, 11, 28)),
        ("nov 28", date(2026, 11, 28)),
        ("28th of november", date(2026, 11, 28)),
        ("28 nov 2027", date(2027, 11, 28)),
        ("Sat 28 Nov", date(2026, 11, 28)),
        ("21 nov", date(2027, 11, 21)),
        ("1 jan", date(2027, 1, 1)),
        ("29 feb", date(2028, 2, 29)),
        ("28.11.", date(2026, 11, 28)),
        ("24.12", date(2026, 12, 24)),
        ("1.5.", date(2027, 5, 1)),
        ("24.12.2027", date(2027, 12, 24)),
        ("12/11/2027", date(2027, 11, 12)),
        ("24/12", date(2026, 12, 24)),
        ("28", date(2026, 11, 28)),
        ("fri 28", date(2026, 11, 28)),
        ("22", date(2026, 11, 22)),
        ("1", date(2026, 12, 1)),
        ("31", date(2026, 12, 31)),
    ],
)
def test_a_day_is_read_as_people_write_it(words: str, day: date) -> None:
    assert parse_day(words, SUNDAY) == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("sun", date(2026, 11, 22)),
        ("sat", date(2026, 11, 21)),
        ("mon", date(2026, 11, 16)),
        ("21 nov", date(2026, 11, 21)),
        ("22 nov", date(2026, 11, 22)),
        ("23 nov", date(2025, 11, 23)),
        ("29 feb", date(2024, 2, 29)),
        ("28", date(2026, 10, 28)),
        ("31", date(2026, 10, 31)),
        ("28 nov 2027", date(2027, 11, 28)),
        ("tomorrow", date(2026, 11, 23)),
        ("+1d", date(2026, 11, 23)),
    ],
)
def test_a_past_day_is_the_last_one_unless_it_is_named_in_full(words: str, day: date) -> None:
    assert parse_day(words, SUNDAY, past=True) == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "soon",
        "sund\u00e4y",
        "sunny",
        "fr",
        "next friday",
        "november",
        "nov 2026",
        "2026-11",
        "11.2026",
        "2027",
        "10:30",
        "5pm",
        "0",
        "32",
        "30 feb",
        "31/11",
        "31 nov",
        "2026-02-30",
        "2026-13-01",
        "29 feb 2027",
        "+d",
        "+3",
        "3d",
        "+3m",
        "+-3d",
        "+3.5d",
        "+36601d",
        "-9999w",
        "+" + "9" * 5_000 + "d",
        "9" * 5_000,
        "1e400",
        "nan1",
        "infinity1",
        "\u00b2",
        "28 \ud800",
        "\x1b[31m",
    ],
    ids=lambda words: ascii(words[:20]),
)
@pytest.mark.parametrize("past", [False, True])
def test_words_that_name_no_day_are_refused_with_examples(words: str, past: bool) -> None:
    with pytest.raises(UsageError) as caught:
        parse_day(words, SUNDAY, past=past)
    assert caught.value.message == f'"{words}" names no day.'
    assert "2026-11-28" in caught.value.hint


@pytest.mark.parametrize("sign", "+-")
def test_a_distance_reaches_a_hundred_years(sign: str) -> None:
    days = 36_600 if sign == "+" else -36_600
    assert parse_day(f"{sign}36600d", SUNDAY) - SUNDAY == timedelta(days=days)


@moderate
@given(todays, st.integers(0, 36_600), st.sampled_from(["d", "w"]), st.booleans())
def test_a_distance_is_counted_in_days_and_weeks(
    today: date, number: int, unit: str, is_ahead: bool
) -> None:
    number //= 7 if unit == "w" else 1
    distance = timedelta(**{"weeks" if unit == "w" else "days": number})
    words = f"{'+' if is_ahead else '-'}{number}{unit}"
    assert parse_day(words, today) == (today + distance if is_ahead else today - distance)


@moderate
@given(st.dates(), todays, st.booleans())
def test_an_iso_date_is_read_back(day: date, today: date, past: bool) -> None:
    assert parse_day(day.isoformat(), today, past=past) == day


@moderate
@given(todays, st.sampled_from(FULL), st.integers(3, 9), st.booleans())
def test_a_weekday_is_the_nearest_of_its_name(
    today: date, name: str, letters: int, past: bool
) -> None:
    found = parse_day(name[:letters], today, past=past)
    assert found == nearest(today, lambda day: day.strftime("%A") == name, past=past)


@moderate
@given(
    todays,
    st.dates(),
    st.sampled_from(["{d} {b}", "{b} {d}", "{d}.{m}.", "{d}/{m}"]),
    st.booleans(),
)
@example(date(2026, 11, 22), date(2028, 2, 29), "{d} {b}", False)
@example(date(2104, 2, 28), date(2028, 2, 29), "{d}.{m}.", True)
def test_a_date_without_a_year_is_the_nearest_of_its_name(
    today: date, named: date, form: str, past: bool
) -> None:
    if "/" in form and named.day <= 12:
        form = "{d} {b}"
    words = form.format(d=named.day, m=named.month, b=MONTHS[named.month - 1])
    wanted = (named.month, named.day)
    found = parse_day(words, today, past=past)
    assert found == nearest(today, lambda day: (day.month, day.day) == wanted, past=past)


@moderate
@given(todays, st.integers(1, 31), st.booleans())
def test_a_bare_number_is_the_nearest_day_of_a_month(today: date, number: int, past: bool) -> None:
    found = parse_day(str(number), today, past=past)
    assert found == nearest(today, lambda day: day.day == number, past=past)


@moderate
@given(todays, st.integers(-1_000, 1_000))
@example(date(2026, 11, 28), 4)
@example(date(2026, 12, 30), 6)
def test_what_the_board_says_it_also_understands(today: date, distance: int) -> None:
    day = today + timedelta(days=distance)
    assert parse_day(say_day(day, today), today, past=distance < 0) == day


VOCABULARY = (
    *("1", "28", "31", "00", "99", "2026", "0001", "9999", "\u00b2", "\u0663", "inf", "nan", "e5"),
    *("nov", "feb", "sat", "t", "z", "utc", "am", "pm", "th", "d", "w", "today", "\x00", "\ud800"),
    *("+", "-", "/", ".", ",", ":", "'", "(", "+05:00", "12:30:45.5"),
)
fragments = st.builds(
    str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(VOCABULARY), max_size=6)
)


@moderate
@given(st.one_of(st.text(st.characters(), max_size=20), fragments), todays, st.booleans())
def test_any_words_name_a_day_or_are_refused_as_usage(words: str, today: date, past: bool) -> None:
    try:
        day = parse_day(words, today, past=past)
    except UsageError:
        return
    assert type(day) is date
    if sum(char.isdigit() for char in words) <= 2 and not set(words) & set("+-"):
        assert abs((day - today).days) <= 8 * 366
        assert (
            day == today
            or (day < today) == past
            or words.strip().casefold()
            in (
                "tomorrow",
                "yesterday",
            )
        )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 11, 24), "tue 24"),
        (date(2026, 11, 28), "sat 28"),
        (date(2026, 11, 16), "mon 16"),
        (date(2026, 11, 29), "29 Nov"),
        (date(2026, 11, 15), "15 Nov"),
        (date(2027, 9, 17), "17 Sep"),
        (date(2027, 9, 18), "18 Sep 2027"),
        (date(2026, 1, 26), "26 Jan 2026"),
        (date(2026, 1, 27), "27 Jan"),
    ],
)
def test_a_day_is_said_in_few_words(day: date, words: str) -> None:
    assert say_day(day, SUNDAY) == words


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 11, 22), "Sun 22 Nov"), (date(2028, 2, 29), "Tue 29 Feb")]
)
def test_a_day_is_said_for_a_heading(day: date, words: str) -> None:
    assert say_long(day) == words


def test_the_names_of_days_and_months_are_in_order() -> None:
    assert [date(2026, 11, 16 + index).strftime("%a").lower() for index in range(7)] == list(
        WEEKDAYS
    )
    assert [date(2026, month, 1).strftime("%b") for month in range(1, 13)] == list(MONTHS)
