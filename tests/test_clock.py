import os
import subprocess
import sys
import time as system_time
import timeit
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import tzlocal

from kanban import clock as clock_module
from kanban.clock import SystemClock, local_days
from kanban.domain.moment import moment
from kanban.domain.values import replace

SUMMER_NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
needs_tzset = pytest.mark.skipif(
    not hasattr(system_time, "tzset"), reason="this C library reads no zone names"
)


@pytest.fixture
def set_zone(monkeypatch):
    """Set TZ, or unset it with None; the C library is told again at the end."""

    def _set(name):
        if name is None:
            monkeypatch.delenv("TZ", raising=False)
        else:
            monkeypatch.setenv("TZ", name)

    yield _set
    monkeypatch.undo()
    if hasattr(system_time, "tzset"):
        system_time.tzset()


@pytest.mark.parametrize("value", ["Europe/Berlin", ":Europe/Berlin"])
def test_the_zone_of_the_environment_holds(set_zone, value):
    set_zone(value)
    moment = SystemClock().localize(SUMMER_NOON)
    assert (moment.zone, moment.utc_offset_minutes) == ("Europe/Berlin", 120)


def test_now_is_now(set_zone):
    set_zone("Asia/Kathmandu")
    before = datetime.now(UTC)
    moment = SystemClock()()
    assert before <= moment.at <= datetime.now(UTC)
    assert moment.at.utcoffset() == timedelta(0)
    assert moment.utc_offset_minutes == 345


def test_another_instant_gets_the_offset_it_had(set_zone):
    set_zone("Europe/Berlin")
    clock = SystemClock()
    assert clock.localize(SUMMER_NOON).utc_offset_minutes == 120
    assert clock.localize(datetime(2026, 1, 1, tzinfo=UTC)).utc_offset_minutes == 60


def test_an_instant_may_come_from_any_zone(set_zone):
    set_zone("Europe/Berlin")
    tokyo = SUMMER_NOON.astimezone(timezone(timedelta(hours=9)))
    assert SystemClock().localize(tokyo) == SystemClock().localize(SUMMER_NOON)


def test_the_day_starts_when_the_person_says(set_zone):
    set_zone("Europe/Berlin")
    half_past_two = datetime(2026, 7, 2, 0, 30, tzinfo=UTC)
    assert SystemClock(time(4)).localize(half_past_two).day == date(2026, 7, 1)
    assert SystemClock(time(2)).localize(half_past_two).day == date(2026, 7, 2)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        SystemClock().localize(datetime(2026, 7, 1))  # noqa: DTZ001


@needs_tzset
@pytest.mark.parametrize(
    ("value", "summer_minutes"),
    [("UTC0", 0), ("XYZ5", -300), ("<+0330>-3:30", 210), ("CET-1CEST,M3.5.0,M10.5.0/3", 120)],
)
def test_a_zone_without_a_name_keeps_its_offset(set_zone, value, summer_minutes):
    set_zone(value)
    moment = SystemClock().localize(SUMMER_NOON)
    assert (moment.zone, moment.utc_offset_minutes) == ("", summer_minutes)


@pytest.mark.parametrize(
    "value",
    ["", " ", "Nowhere/City", "../../etc/passwd", "/etc/passwd", "Europe", "x" * 5000, "a\udcff"],
)
def test_a_zone_that_makes_no_sense_never_stops_the_clock(set_zone, value):
    set_zone(value)
    assert abs(SystemClock()().at - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_damaged_zone_file_never_stops_the_clock(set_zone, tmp_path):
    damaged = tmp_path / "zone"
    damaged.write_bytes(b"TZif2" + bytes(20))
    set_zone(str(damaged))
    assert SystemClock()().zone == ""


def test_a_traveller_finds_the_new_zone_without_a_restart(set_zone):
    clock = SystemClock()
    set_zone("Europe/Berlin")
    assert clock.localize(SUMMER_NOON).zone == "Europe/Berlin"
    set_zone("Asia/Tokyo")
    moment = clock.localize(SUMMER_NOON)
    assert (moment.zone, moment.utc_offset_minutes) == ("Asia/Tokyo", 540)


@pytest.fixture
def system_link(set_zone, monkeypatch, tmp_path):
    """Lead the system's link to a target; the C library's view of it is left out."""
    set_zone(None)
    link = tmp_path / "localtime"
    monkeypatch.setattr(clock_module, "_LOCALTIME", str(link))
    monkeypatch.setattr(clock_module, "_is_believable", lambda zone: True)

    def _lead(target):
        new = tmp_path / "new"
        new.symlink_to(target)
        new.replace(link)

    return _lead


@pytest.mark.parametrize(
    "folder",
    ["/usr/share/zoneinfo", "../usr/share/zoneinfo", "/etc/zoneinfo", "/usr/share/zoneinfo/posix"],
)
def test_the_link_of_the_system_names_the_zone_without_tzlocal(system_link, monkeypatch, folder):
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: pytest.fail("not needed"))
    system_link(f"{folder}/America/Argentina/Ushuaia")
    assert SystemClock()().zone == "America/Argentina/Ushuaia"


def test_where_no_link_names_the_zone_tzlocal_does(system_link, monkeypatch):
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: ZoneInfo("Asia/Tokyo"))
    assert SystemClock()().zone == "Asia/Tokyo"
    system_link("/some/file")
    assert SystemClock()().zone == "Asia/Tokyo"


def test_a_traveller_whose_system_changes_the_link_finds_the_new_zone(system_link):
    clock = SystemClock()
    system_link("/usr/share/zoneinfo/Europe/Berlin")
    assert clock().zone == "Europe/Berlin"
    system_link("/usr/share/zoneinfo/Asia/Tokyo")
    assert clock().zone == "Asia/Tokyo"


def test_the_zone_is_not_read_again_while_nothing_changes(system_link, monkeypatch):
    asked = []
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: asked.append(1) or ZoneInfo("UTC"))
    clock = SystemClock()
    assert clock().zone == clock().zone == "UTC"
    assert len(asked) == 1


@pytest.mark.parametrize("key", ["local", "localtime"])
def test_the_name_of_a_file_is_no_zone(system_link, monkeypatch, key):
    class Zone:
        pass

    Zone.key = key
    monkeypatch.setattr(tzlocal, "reload_localzone", Zone)
    monkeypatch.setattr("zoneinfo.ZoneInfo", lambda name: pytest.fail(f"{name} was looked up"))
    assert SystemClock()().zone == ""


def test_a_zone_a_person_chose_is_believed_where_the_system_has_no_zone_files(
    set_zone, monkeypatch
):
    set_zone("XYZ0")
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: ZoneInfo("Asia/Tokyo"))
    assert SystemClock()().utc_offset_minutes == 540


@needs_tzset
def test_a_name_that_contradicts_the_system_clock_is_not_believed(set_zone, monkeypatch, tmp_path):
    set_zone(None)
    system_time.tzset()
    offset = datetime.now().astimezone().utcoffset()
    stale = "Asia/Tokyo" if offset != timedelta(hours=9) else "Asia/Kathmandu"
    monkeypatch.setattr(clock_module, "_LOCALTIME", str(tmp_path / "none"))
    monkeypatch.setattr(tzlocal, "reload_localzone", lambda: ZoneInfo(stale))
    moment = SystemClock()()
    assert moment.zone == ""
    assert timedelta(minutes=moment.utc_offset_minutes) == offset


GRUMBLE = """
import logging, warnings, zoneinfo, tzlocal
def grumble():
    warnings.warn("no zone")
    logging.getLogger("tzlocal").warning("deprecated")
    return zoneinfo.ZoneInfo("UTC")
tzlocal.reload_localzone = grumble
"""


@pytest.mark.parametrize("before", ["", GRUMBLE])
@pytest.mark.parametrize("zone", ["UTC0", "Nowhere/City", "Europe/Berlin"])
def test_nothing_is_printed_over_the_board(before, zone):
    code = f"{before}\nfrom kanban.clock import SystemClock\nSystemClock()()"
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": zone},
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_asking_the_time_costs_less_than_a_fifth_of_a_millisecond():
    clock = SystemClock()
    clock()
    assert min(timeit.repeat(clock, number=100, repeat=5)) / 100 < 0.0002


def test_instants_without_a_day_get_that_of_the_zone_they_are_seen_from():
    now = moment(SUMMER_NOON.astimezone(ZoneInfo("Europe/Berlin")), "Europe/Berlin")
    day_of = local_days(now, time(4))
    assert day_of(datetime(2026, 7, 1, 1, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert day_of(datetime(2026, 7, 1, 2, 0, tzinfo=UTC)) == date(2026, 7, 1)
    assert day_of(datetime(2026, 1, 1, 2, 59, tzinfo=UTC)) == date(2025, 12, 31), "winter time"


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "Europe"])
def test_where_the_zone_has_no_name_its_offset_tells_the_day(name: str):
    now = replace(moment(SUMMER_NOON.astimezone(timezone(timedelta(hours=2)))), zone=name)
    assert local_days(now, time(4))(datetime(2026, 1, 1, 2, 0, tzinfo=UTC)) == date(2026, 1, 1)
