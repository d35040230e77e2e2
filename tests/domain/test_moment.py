from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.moment import DAY_STARTS_AT, Moment, moment, wall_clock

from .builder import ZONES, local_moment, moderate


def told_by_hand(local: datetime, starts_at: time = DAY_STARTS_AT) -> date:
    """Return the local day: the date on the wall, or the one before until the day starts."""
    has_started = (local.hour, local.minute) >= (starts_at.hour, starts_at.minute)
    return date(local.year, local.month, local.day) - timedelta(days=0 if has_started else 1)


def instants(first: str, days: int, minutes: int) -> list[datetime]:
    start = datetime.fromisoformat(first).replace(tzinfo=UTC)
    return [start + timedelta(minutes=step) for step in range(0, days * 1440, minutes)]


def hours_of(day: date, zone: str) -> float:
    around = instants(f"{day - timedelta(days=2)}", 5, 15)
    return sum(moment(at.astimezone(ZoneInfo(zone))).day == day for at in around) / 4


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-11-22 03:59", date(2026, 11, 21)),
        ("2026-11-22 04:00", date(2026, 11, 22)),
        ("2026-11-22 23:59", date(2026, 11, 22)),
        ("2026-11-23 00:00", date(2026, 11, 22)),
        ("2027-01-01 03:59", date(2026, 12, 31)),
        ("2027-01-01 04:00", date(2027, 1, 1)),
        ("2028-02-29 03:59", date(2028, 2, 28)),
        ("2028-02-29 04:00", date(2028, 2, 29)),
        ("2028-03-01 03:59", date(2028, 2, 29)),
        ("2027-03-01 03:59", date(2027, 2, 28)),
    ],
)
def test_a_day_begins_at_four_on_the_wall(zone: str, wall: str, day: date) -> None:
    assert local_moment(wall, zone).day == day


@pytest.mark.parametrize(
    "first",
    [
        "2026-03-05",
        "2026-03-27",
        "2026-04-03",
        "2026-04-22",
        "2026-09-24",
        "2026-10-23",
        "2026-10-28",
        "2026-12-30",
        "2028-02-27",
    ],
)
def test_the_local_day_is_that_of_the_wall_clock_when_clocks_change(zone: str, first: str) -> None:
    before: Moment | None = None
    for at in instants(first, 5, 13):
        local = at.astimezone(ZoneInfo(zone))
        now = moment(local, zone)
        assert now.day == told_by_hand(local)
        assert now.at == at
        assert before is None or now.day - before.day in (timedelta(0), timedelta(days=1))
        before = now


@moderate
@given(
    st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.sampled_from([*ZONES, "America/St_Johns", "Australia/Lord_Howe", "Etc/UTC"]),
    st.times(),
)
def test_the_local_day_equals_the_plain_definition_for_any_start(
    naive: datetime, zone: str, starts_at: time
) -> None:
    starts_at = starts_at.replace(second=0, microsecond=0)
    local = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    now = moment(local, zone, starts_at)
    assert now.day == told_by_hand(local, starts_at)
    assert now.at == naive.replace(tzinfo=UTC)
    assert now.at.tzinfo is UTC


@moderate
@given(st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_the_wall_clock_gives_back_the_local_time(naive: datetime, zone: str) -> None:
    local = naive.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    now = moment(local, zone)
    wall = wall_clock(now.at, now.utc_offset_minutes)
    assert wall.replace(tzinfo=None) == local.replace(tzinfo=None, fold=0)
    assert wall.astimezone(UTC) == naive.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 28), 23),
        ("Europe/Berlin", date(2026, 10, 24), 25),
        ("America/New_York", date(2026, 3, 7), 23),
        ("America/New_York", date(2026, 10, 31), 25),
        ("Pacific/Auckland", date(2026, 9, 26), 23),
        ("Pacific/Auckland", date(2026, 4, 4), 25),
        ("Pacific/Chatham", date(2026, 9, 26), 23),
        ("Pacific/Chatham", date(2026, 4, 4), 25),
        ("Asia/Kolkata", date(2026, 3, 28), 24),
        ("Africa/Cairo", date(2026, 4, 23), 23),
        ("Africa/Cairo", date(2026, 10, 29), 25),
        ("Australia/Lord_Howe", date(2026, 4, 4), 24.5),
    ],
)
def test_a_day_is_one_day_however_many_hours_it_has(zone: str, day: date, hours: float) -> None:
    assert hours_of(day, zone) == hours


def test_both_readings_of_a_doubled_hour_are_different_instants_of_one_day() -> None:
    local = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    first, second = moment(local), moment(local.replace(fold=1))
    assert second.at - first.at == timedelta(hours=1)
    assert (first.utc_offset_minutes, second.utc_offset_minutes) == (120, 60)
    assert first.day == second.day == date(2026, 10, 24)


def test_the_wall_clock_of_a_doubled_hour_is_the_one_that_was_read() -> None:
    local = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    for reading in (local, local.replace(fold=1)):
        now = moment(reading)
        assert wall_clock(now.at, now.utc_offset_minutes).isoformat() == reading.isoformat()


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("Europe/Berlin", 60),
        ("America/New_York", -300),
        ("Asia/Kolkata", 330),
        ("Pacific/Auckland", 780),
        ("Africa/Cairo", 120),
        ("Pacific/Chatham", 825),
    ],
)
def test_a_moment_keeps_instant_zone_and_offset(zone: str, offset: int) -> None:
    now = local_moment("2026-11-22 09:12", zone)
    utc = datetime(2026, 11, 22, 9, 12, tzinfo=UTC) - timedelta(minutes=offset)
    assert now == Moment(utc, zone, offset, date(2026, 11, 22))
    assert now.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("starts_at", "day"),
    [
        (time(0), date(2026, 11, 22)),
        (time(3), date(2026, 11, 22)),
        (time(3, 30), date(2026, 11, 22)),
        (time(3, 31), date(2026, 11, 21)),
        (time(12), date(2026, 11, 21)),
    ],
)
def test_another_day_start_moves_the_border(starts_at: time, day: date) -> None:
    assert local_moment("2026-11-22 03:30", day_starts_at=starts_at).day == day


def test_a_time_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="aware"):
        moment(datetime(2026, 11, 22, 9, 12))  # noqa: DTZ001
