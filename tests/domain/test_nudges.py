from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.moment import moment
from kanban.domain.nudges import is_due
from kanban.domain.once import is_told

from .builder import ZONES, Desk, local_moment, moderate

FIVE = time(17)


def due(desk: Desk, wall: str, recap_at: time = FIVE, **settings: object) -> bool:
    """Tell whether the evening is spoken of when clocks in Berlin show this."""
    start = settings.get("day_starts_at", time(4))
    return is_due(
        desk.board, local_moment(wall, day_starts_at=start), recap_at=recap_at, **settings
    )


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.add("Write the page")
    return desk


@pytest.mark.parametrize(
    ("wall", "is_it"),
    [
        ("2026-11-22 16:59", False),
        ("2026-11-22 17:00", True),
        ("2026-11-22 23:59", True),
        ("2026-11-23 01:30", True),  # still the evening of Sunday
        ("2026-11-23 03:59", True),
        ("2026-11-23 04:00", False),
    ],
)
def test_the_evening_lasts_from_its_hour_to_the_next_day(desk, wall: str, is_it: bool) -> None:
    assert due(desk, wall) is is_it


@pytest.mark.parametrize(
    ("wall", "is_it"),
    [("2026-11-22 23:00", False), ("2026-11-23 00:59", False), ("2026-11-23 01:00", True)],
)
def test_an_hour_after_midnight_is_that_of_the_evening_before(desk, wall: str, is_it: bool) -> None:
    assert due(desk, wall, time(1)) is is_it


def test_a_day_that_starts_at_midnight_has_its_evening_before_it(desk) -> None:
    assert due(desk, "2026-11-22 23:30", day_starts_at=time(0))
    assert not due(desk, "2026-11-23 00:30", day_starts_at=time(0))


def test_a_day_without_a_win_is_worth_looking_back_on_too(desk) -> None:
    assert desk.wins_today() == []
    assert due(desk, "2026-11-22 18:00")
    desk.win("Sent that email")
    assert due(desk, "2026-11-22 18:00")


def test_a_closed_day_is_left_alone_and_one_that_is_only_written_about_is_not(desk) -> None:
    desk.write(note="n")
    assert due(desk, "2026-11-22 18:00")
    desk.close(three=("One",))
    assert not due(desk, "2026-11-22 18:00")
    assert due(desk, "2026-11-23 18:00")


def test_rest_days_are_left_alone(desk) -> None:
    assert not due(desk, "2026-11-22 18:00", rest_days=("sat", "sun"))
    assert not due(desk, "2026-11-23 01:30", rest_days=("sat", "sun"))
    assert due(desk, "2026-11-23 18:00", rest_days=("sat", "sun"))


def test_a_board_that_nobody_has_used_is_left_alone(now) -> None:
    assert not due(Desk.new(now), "2026-11-22 18:00")


@moderate
@given(
    zone=st.sampled_from(ZONES),
    begin=st.sampled_from(
        [date(2026, 3, 27), date(2026, 4, 3), date(2026, 9, 25), date(2026, 10, 23)]
    ),
    recap_at=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    steps=st.lists(st.integers(0, 30 * 60), max_size=40),
)
def test_a_day_is_spoken_of_at_most_once_and_never_before_its_hour(
    zone: str, begin: date, recap_at: time, steps: list[int]
) -> None:
    """The days around the changes of the clocks in all six zones."""
    at = datetime(begin.year, begin.month, begin.day, 12, tzinfo=UTC)
    desk = Desk.new(moment(at.astimezone(ZoneInfo(zone)), zone))
    desk.add("Write the page")
    last, told = None, []
    for minutes in steps:
        at += timedelta(minutes=minutes)
        local = at.astimezone(ZoneInfo(zone))
        now = moment(local, zone)
        if is_due(desk.board, now, recap_at=recap_at) and not is_told(last, now.day):
            told.append(now.day)
            last = now.day
            after_midnight = timedelta(days=recap_at < time(4))
            hour = datetime.combine(now.day + after_midnight, recap_at)
            assert local.replace(tzinfo=None) >= hour
    assert told == sorted(set(told))


@moderate
@given(zone=st.sampled_from(ZONES), day=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_an_open_board_speaks_of_every_evening(zone: str, day: date) -> None:
    """Also of those on which the clocks change."""
    evening = datetime.combine(day, FIVE, tzinfo=ZoneInfo(zone))
    desk = Desk.new(moment(evening, zone))
    desk.add("Write the page")
    assert is_due(desk.board, moment(evening, zone), recap_at=FIVE)
    before = (evening.astimezone(UTC) - timedelta(minutes=1)).astimezone(ZoneInfo(zone))
    assert not is_due(desk.board, moment(before, zone), recap_at=FIVE)
