from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.due import Due, Nearness, due_of, nearness, parse_due, say_due, write_due
from kanban.domain.moment import Moment
from kanban.domain.records import Card
from kanban.errors import UsageError

from .builder import ZONES, local_moment, moderate

NOW = local_moment("2026-11-22 09:12")
TODAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def card(on: date | None, at: time | None = None) -> Card:
    return Card(id=1, title="One", column_id=1, rank="1", created_at=NOW.at, due_on=on, due_at=at)


@pytest.mark.parametrize(
    ("words", "on", "at"),
    [
        ("fri", date(2026, 11, 27), None),
        ("+3d", date(2026, 11, 25), None),
        ("25 nov", date(2026, 11, 25), None),
        ("2026-11-28", date(2026, 11, 28), None),
        ("tomorrow 5pm", MONDAY, time(17)),
        ("Tomorrow 5 PM", MONDAY, time(17)),
        ("tomorrow at 5:30pm", MONDAY, time(17, 30)),
        ("fri 17:00", date(2026, 11, 27), time(17)),
        ("fri, 17:00", date(2026, 11, 27), time(17)),
        ("25 nov 14:30", date(2026, 11, 25), time(14, 30)),
        ("25 Nov at 9:05", date(2026, 11, 25), time(9, 5)),
        ("25.11. 14:30", date(2026, 11, 25), time(14, 30)),
        ("28 5pm", date(2026, 11, 28), time(17)),
        ("+3d 08:00", date(2026, 11, 25), time(8)),
        ("5pm tomorrow", MONDAY, time(17)),
        ("at 17:00 fri", date(2026, 11, 27), time(17)),
        ("noon tomorrow", MONDAY, time(12)),
        ("today 12am", TODAY, time(0)),
        ("today 12pm", TODAY, time(12)),
        ("today 08:00", TODAY, time(8)),
        ("17:00", TODAY, time(17)),
        ("09:12", TODAY, time(9, 12)),
        ("8am", MONDAY, time(8)),
        ("noon", TODAY, time(12)),
        ("2026-11-28T14:30", date(2026, 11, 28), time(14, 30)),
        ("2026-11-28 14:30", date(2026, 11, 28), time(14, 30)),
        ("2026-11-28 14:30:59", date(2026, 11, 28), time(14, 30)),
        ("20261128T1430", date(2026, 11, 28), time(14, 30)),
        ("2026-11-28 5pm", date(2026, 11, 28), time(17)),
        ("2026-11-28T14:30Z", date(2026, 11, 28), time(15, 30)),
        ("2026-07-01T23:30+00:00", date(2026, 7, 2), time(1, 30)),
    ],
)
def test_a_due_day_and_its_time_are_read_as_people_write_them(
    words: str, on: date, at: time | None
) -> None:
    assert parse_due(words, NOW) == Due(on, at)


@pytest.mark.parametrize(
    "words",
    [
        *("", "soon", "fri 25:00", "fri 9:60", "fri 13pm", "fri 0am", "5 o'clock", "pm", "at"),
        *("soon 5pm", "5pm soon", "tomorrow 5pm 6pm", "28 nov 17:00:30", "2026-11-28T25:00"),
        *("2026-02-30T10:00", "fri 5pmish", "9999999:00", "\x1b[31m 5pm", "0001-01-01T00:00+23:00"),
    ],
    ids=ascii,
)
def test_words_that_name_no_day_or_time_are_refused_with_examples(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_due(words, NOW)
    assert caught.value.message == f'"{words}" names no day.'
    assert "tomorrow 5pm" in caught.value.hint


def test_a_time_alone_is_the_next_one_on_the_clock_even_before_the_day_starts() -> None:
    night = local_moment("2026-11-24 02:00")
    assert night.day == MONDAY
    assert parse_due("03:00", night) == Due(date(2026, 11, 24), time(3))
    assert parse_due("01:00", night) == Due(date(2026, 11, 25), time(1))


def test_the_minute_that_runs_is_not_over_yet() -> None:
    now = local_moment("2026-11-22 09:12:40")
    assert parse_due("09:12", now) == Due(TODAY, time(9, 12))


@pytest.mark.parametrize("zone", ZONES)
def test_a_time_is_kept_on_the_wall_clock_across_a_change_of_the_clocks(zone: str) -> None:
    for wall in ("2026-03-07 12:00", "2026-03-28 12:00", "2026-10-24 12:00", "2026-10-31 12:00"):
        now = local_moment(wall, zone)
        assert parse_due("tomorrow 02:30", now) == Due(now.day + timedelta(days=1), time(2, 30))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Due(TODAY), "today"),
        (Due(date(2026, 11, 27)), "fri 27"),
        (Due(date(2026, 11, 27), time(17)), "fri 27 17:00"),
        (Due(date(2027, 1, 5), time(9, 5)), "5 Jan 09:05"),
    ],
)
def test_a_due_day_is_said_back_in_few_words(due: Due, words: str) -> None:
    assert say_due(due, TODAY) == words
    assert say_due(card(due.on, due.at), TODAY) == words


def test_a_card_that_is_never_due_says_nothing() -> None:
    assert (due_of(card(None)), say_due(card(None), TODAY), write_due(card(None))) == (None, "", "")


@moderate
@given(st.dates(), st.none() | st.times())
def test_what_is_written_for_a_due_day_is_read_back_as_it(day: date, at: time | None) -> None:
    due = Due(day, at and at.replace(second=0, microsecond=0))
    assert parse_due(write_due(due), NOW) == due


@moderate
@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)), st.times(), st.sampled_from(ZONES))
def test_what_is_said_of_a_near_day_is_read_back_as_it(day: date, at: time, zone: str) -> None:
    now = local_moment(f"{day} 12:00", zone)
    for ahead in range(7):
        due = Due(day + timedelta(days=ahead), at.replace(second=0, microsecond=0))
        assert parse_due(say_due(due, day), now) == due


@pytest.mark.parametrize(
    ("on", "at", "near"),
    [
        (None, None, None),
        (date(2026, 11, 21), None, Nearness.PASSED),
        (TODAY, None, Nearness.TODAY),
        (TODAY, time(9, 11), Nearness.PASSED),
        (TODAY, time(9, 12), Nearness.TODAY),
        (MONDAY, time(0), Nearness.SOON),
        (MONDAY, None, Nearness.SOON),
        (date(2026, 11, 24), None, Nearness.LATER),
    ],
)
def test_how_near_a_due_day_is_knows_the_time_of_it(
    on: date | None, at: time | None, near: Nearness | None
) -> None:
    assert nearness(card(on, at), NOW) == near


def test_at_night_the_evening_before_is_still_today_and_its_times_have_passed() -> None:
    night: Moment = local_moment("2026-11-24 02:00")
    assert nearness(card(MONDAY), night) is Nearness.TODAY
    assert nearness(card(MONDAY, time(23)), night) is Nearness.PASSED
    assert nearness(card(date(2026, 11, 24), time(3)), night) is Nearness.SOON


@moderate
@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.times())  # noqa: DTZ001
def test_a_time_alone_is_less_than_a_day_ahead(wall: datetime, at: time) -> None:
    now = local_moment(f"{wall:%Y-%m-%d %H:%M}", "Asia/Kolkata")
    due = parse_due(f"{at:%H:%M}", now)
    assert due.at is not None
    ahead = datetime.combine(due.on, due.at) - wall.replace(second=0, microsecond=0)
    assert timedelta(0) <= ahead < timedelta(days=1)
