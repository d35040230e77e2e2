"""Days as the shell tells them, kept in files: every zone, every kind of day, any clock."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kanban.domain.moment import DAY_STARTS_AT, Moment, moment
from kanban.domain.records import Win
from tests.domain.builder import ZONES

from .shell import Shell


class TravellingClock:
    """Shows what it was set to, in the zone it was taken to."""

    local = datetime(2026, 11, 22, 9, 12, tzinfo=ZoneInfo("Europe/Berlin"))

    def __init__(self, day_starts_at: time = DAY_STARTS_AT) -> None:
        self._day_starts_at = day_starts_at

    def __call__(self) -> Moment:
        return self.localize(self.local)

    def localize(self, at: datetime) -> Moment:
        zone = self.local.tzinfo
        return moment(at.astimezone(zone), str(zone), self._day_starts_at)


class Traveller:
    """Somebody with a shell, whose clock goes where and when it is told."""

    def __init__(self, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shell = shell
        self._monkeypatch = monkeypatch
        monkeypatch.setattr("kanban.cli.session.SystemClock", TravellingClock)

    def at(self, wall: str, zone: str, fold: int = 0) -> None:
        """Set the clock to what clocks in a zone show."""
        local = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold)
        self._monkeypatch.setattr(TravellingClock, "local", local)

    def win(self, text: str) -> None:
        self.shell.ok("win", text)

    def recap(self, *day: str) -> Any:
        return self.shell.ok("recap", "--json", *day).json

    def held(self, *day: str) -> list[tuple[str, str]]:
        """Return the wall clock and the words of a day's wins."""
        return [(win["at"][:16], win["text"]) for win in self.recap(*day)["wins"]]


@pytest.fixture
def traveller(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Traveller:
    return Traveller(shell, monkeypatch)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("evening", "next_morning"),
    [
        ("2026-12-31", "2027-01-01"),
        ("2028-02-28", "2028-02-29"),
        ("2028-02-29", "2028-03-01"),
        ("2027-02-28", "2027-03-01"),
    ],
    ids=["year end", "before a leap day", "leap day", "no leap day"],
)
def test_a_night_belongs_to_its_evening_and_is_read_back_so(
    traveller: Traveller, zone: str, evening: str, next_morning: str
) -> None:
    for wall in (f"{evening}T23:59", f"{next_morning}T03:59", f"{next_morning}T04:00"):
        traveller.at(wall, zone)
        traveller.win(wall[-5:])
    assert traveller.recap()["day"] == next_morning
    assert traveller.held() == [(f"{next_morning}T04:00", "04:00")]
    night = [(f"{evening}T23:59", "23:59"), (f"{next_morning}T03:59", "03:59")]
    assert traveller.held("--day", "yesterday") == night
    assert traveller.held("--day", evening) == night


@pytest.mark.parametrize(
    ("zone", "evening", "walls"),
    [
        ("Europe/Berlin", "2026-03-28", ["2026-03-29T01:59", "2026-03-29T03:00"]),
        ("America/New_York", "2026-03-07", ["2026-03-08T01:59", "2026-03-08T03:00"]),
        ("Pacific/Auckland", "2026-09-26", ["2026-09-27T01:59", "2026-09-27T03:00"]),
        ("Africa/Cairo", "2026-04-23", ["2026-04-23T23:59", "2026-04-24T01:00"]),
        ("Pacific/Chatham", "2026-09-26", ["2026-09-27T02:44", "2026-09-27T03:45"]),
    ],
)
def test_the_hour_that_is_left_out_moves_no_win_to_another_day(
    traveller: Traveller, zone: str, evening: str, walls: list[str]
) -> None:
    for wall in walls:
        traveller.at(wall, zone)
        traveller.win(wall)
    assert traveller.recap()["day"] == evening
    assert traveller.held() == [(wall, wall) for wall in walls]
    first, second = (datetime.fromisoformat(win["at"]) for win in traveller.recap()["wins"])
    assert second - first == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("zone", "wall"),
    [
        ("Europe/Berlin", "2026-10-25T02:30"),
        ("America/New_York", "2026-11-01T01:30"),
        ("Pacific/Auckland", "2026-04-05T02:30"),
        ("Africa/Cairo", "2026-10-29T23:30"),
        ("Pacific/Chatham", "2026-04-05T03:00"),
    ],
)
def test_the_hour_that_comes_twice_keeps_both_wins_in_their_order(
    traveller: Traveller, zone: str, wall: str
) -> None:
    for fold in (0, 1):
        traveller.at(wall, zone, fold)
        traveller.win(f"reading {fold}")
    assert traveller.held() == [(wall, "reading 0"), (wall, "reading 1")]
    first, second = (datetime.fromisoformat(win["at"]) for win in traveller.recap()["wins"])
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("first", ["2026-03-26", "2026-10-22", "2026-12-28", "2028-02-25"])
def test_seven_days_with_a_win_are_seven_whatever_the_clocks_do(
    traveller: Traveller, first: str
) -> None:
    start = datetime.fromisoformat(first)
    for days in range(7):
        traveller.at(f"{start + timedelta(days=days):%Y-%m-%d}T09:00", "Europe/Berlin")
        traveller.win(f"{days}")
    assert traveller.shell.ok("status", "--json").json["rhythm"] == {"days": 7, "of": 7}


def test_wins_in_two_zones_are_told_by_the_clock_of_each_in_their_order(
    traveller: Traveller,
) -> None:
    traveller.at("2026-11-22T21:00", "Asia/Kolkata")
    traveller.win("one")
    traveller.at("2026-11-22T17:30", "Europe/Berlin")
    traveller.win("two")
    traveller.at("2026-11-22T12:15", "America/New_York")
    traveller.win("three")
    ats = [win["at"] for win in traveller.recap()["wins"]]
    assert ats == [
        "2026-11-22T21:00:00+05:30",
        "2026-11-22T17:30:00+01:00",
        "2026-11-22T12:15:00-05:00",
    ]
    lines = traveller.shell.ok("recap").lines
    assert lines[1:] == ["  21:00  one", "  17:30  two", "  12:15  three"]


@pytest.mark.parametrize("back_to", ["2026-11-22T08:12", "2016-11-22T09:12"])
def test_a_clock_set_back_keeps_every_win_and_its_backup(
    traveller: Traveller, back_to: str
) -> None:
    traveller.at("2026-11-22T09:12", "Europe/Berlin")
    traveller.win("before")
    traveller.at(back_to, "Europe/Berlin")
    traveller.win("after")
    held = traveller.held("--day", "2026-11-22")
    later = (back_to, "after")
    before = ("2026-11-22T09:12", "before")
    assert held == ([before, later] if back_to.startswith("2026") else [before])
    assert later in traveller.held()
    wins = traveller.shell.board().table(Win)
    assert [wins[key].text for key in sorted(wins)] == ["before", "after"]
    traveller.shell.ok("undo")
    assert traveller.held("--day", "2026-11-22") == [before]
    traveller.shell.ok("redo")
    copy = traveller.shell.ok("backup").lines[-1]
    traveller.win("too much")
    traveller.shell.ok("restore", copy)
    wins = traveller.shell.board().table(Win)
    assert [wins[key].text for key in sorted(wins)] == ["before", "after"]


def test_another_day_start_leaves_what_is_written_where_it_is(traveller: Traveller) -> None:
    traveller.at("2026-11-23T02:30", "Europe/Berlin")
    traveller.win("night")
    traveller.shell.configure('day_starts_at = "00:00"')
    assert traveller.held() == []
    assert traveller.held("--day", "yesterday") == [("2026-11-23T02:30", "night")]
    traveller.win("new day")
    traveller.shell.configure('day_starts_at = "06:00"')
    assert traveller.held() == [("2026-11-23T02:30", "night")]
    assert traveller.held("--day", "2026-11-23") == [("2026-11-23T02:30", "new day")]
