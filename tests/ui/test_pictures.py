"""The pictures themselves: what each row shows, without an app around it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kanban.domain.flow import CumulativeFlow, CycleTime
from kanban.domain.forecast import Forecast
from kanban.domain.insights import WinDays
from kanban.domain.progress import Rhythm
from kanban.domain.records import Card, Column, Goal
from kanban.ui.widgets.bars import Bar, eighths, lying, upright
from kanban.ui.widgets.day_bars import week_bars, win_bars
from kanban.ui.widgets.flow_bands import bands
from kanban.ui.widgets.heat_map import heat_map
from kanban.ui.widgets.outlook import outlook
from kanban.ui.widgets.picture import Part, Row, mondays, ruler
from kanban.ui.widgets.plots import scatter
from tests.domain.builder import few

from .driver import NOON

MONDAY = date(2026, 8, 31)
TODAY = date(2026, 11, 22)
COLUMNS = (
    Column(id=1, name="To Do", rank="a"),
    Column(id=2, name="Doing", rank="b"),
    Column(id=3, name="Done", rank="c", is_done=True),
)
sizes = st.tuples(st.integers(60, 200), st.integers(6, 60))


def text(rows: list[Row]) -> list[str]:
    return ["".join(part.text for part in row) for row in rows]


def fits(rows: list[Row], size: tuple[int, int]) -> bool:
    return len(rows) <= size[1] and all(cell_len(line) <= size[0] for line in text(rows))


# -- bars ----------------------------------------------------------------------------------------


def test_an_upright_bar_is_as_high_as_its_share():
    assert text(upright([0, 1, 2, 4], 4, rows=2, cells=1, gap=0, role="accent")) == [
        "   █",
        " ▄██",
    ]


@few
@given(st.lists(st.integers(0, 500), min_size=1, max_size=60), st.integers(1, 20))
def test_what_is_above_nought_is_never_drawn_as_nothing(values: list[int], rows: int):
    heights = eighths(values, max(1, *values), rows)
    assert [height > 0 for height in heights] == [value > 0 for value in values]
    assert all(height <= rows * 8 for height in heights)


def test_lying_bars_are_as_long_as_their_shares_and_marked_in_each_row():
    bars = [Bar("One", 4, "accent", "4d"), Bar("Two", 2, "accent", "2d")]
    assert text(lying(bars, 17, 3, mark=3)) == [
        "One  ━━━━━━┊━  4d",
        "           ┊ ",
        "Two  ━━━━  ┊   2d",
    ]


def test_bars_without_room_are_told_of():
    bars = [Bar(f"{number}", 1, "accent", "") for number in range(9)]
    assert len(lying(bars, 40, 4)) == 4
    assert text(lying(bars, 40, 4))[-1] == "and more"


# -- axes ----------------------------------------------------------------------------------------


@few
@given(st.integers(1, 60), st.floats(0.5, 20))
def test_labels_of_weeks_never_touch(weeks: int, cells: float):
    labels = mondays(MONDAY, weeks, cells)
    assert all(at + len(name) < after for (at, name), (after, _) in pairwise(labels))
    (part,) = ruler(labels, 1000)
    assert part.text.split("  ")[0].startswith("31 Aug")


# -- the year ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "cells"), [(74, 1), (114, 2)])
def test_a_square_stands_in_the_row_of_its_weekday_and_the_column_of_its_week(
    width: int, cells: int
):
    wins = [0] * 371
    wins[10 * 7 + 2] = 4
    rows = heat_map(WinDays(date(2025, 11, 17), tuple(wins)), Rhythm((0,) * 28), width, 14, False)
    wednesday = text(rows)[3]
    assert wednesday.startswith("Wed")
    assert [at for at, char in enumerate(wednesday) if char == "■"] == [5 + 10 * cells]


def test_each_month_has_its_wins_below_its_name():
    first = date(2025, 11, 17)
    wins = [int((first + timedelta(days=at)).month == 3) * 2 for at in range(371)]
    rows = text(heat_map(WinDays(first, tuple(wins)), Rhythm((0,) * 28), 114, 14, False))
    at = rows[0].index("Mar")
    assert rows[8][at : at + 2] == "62"


def test_the_weeks_that_do_not_fit_are_the_oldest():
    wins = [0] * 370 + [7]
    rows = text(heat_map(WinDays(date(2025, 11, 17), tuple(wins)), Rhythm((0,)), 40, 14, False))
    assert rows[7].rstrip().endswith("■")
    assert len(rows[7].rstrip()) == 40


# -- days and weeks ------------------------------------------------------------------------------


def test_a_day_with_a_win_has_a_bar_and_a_dot_below_it():
    *_, low, dots, days = text(win_bars(WinDays(MONDAY, (1, 0, 2)), 74, 6, False))
    bars = low[3:]
    assert [char != " " for char in bars.ljust(5)] == [char == "●" for char in dots[3:].ljust(5)]
    assert days.strip() == "31 Aug"


def test_a_week_has_its_number_right_above_its_bar():
    rows = text(week_bars(MONDAY, [4, 0, 2], 27, 6, False))
    assert [line.rstrip() for line in rows] == [
        "   4",
        "███████",
        "███████              2",
        "███████           ███████",
        "███████           ███████",
        "31 Aug   7 Sep    14 Sep",
    ]


# -- cumulative flow -----------------------------------------------------------------------------


def flow_of(*rows: tuple[int, ...]) -> CumulativeFlow:
    return CumulativeFlow(MONDAY, COLUMNS[3 - len(rows) :], rows)


def test_done_is_the_lowest_band_and_the_first_column_the_highest():
    rows = bands(flow_of((4, 4), (4, 4), (0, 4)), 45, 9, False)
    right = [row[-1].role for row in rows[:6]]
    assert right == ["rule"] * 2 + ["accent"] * 2 + ["done@75"] * 2
    left = [row[1].role for row in rows[:6]]
    assert left == ["text"] * 2 + ["rule"] * 2 + ["accent"] * 2


def test_a_band_thinner_than_a_row_is_drawn_to_an_eighth_of_it():
    row = bands(flow_of((21, 21), (0, 3)), 45, 6, False)[2]
    assert row[-1] == Part("▃", "done@75", "rule")


def test_done_begins_at_what_it_held_on_the_first_day():
    assert bands(flow_of((2, 2), (900, 902)), 45, 9, False) == bands(
        flow_of((2, 2), (0, 2)), 45, 9, False
    )


# -- dots ----------------------------------------------------------------------------------------


def times_of(*places: tuple[int, int]) -> list[CycleTime]:
    """Return finished cards by the day after `MONDAY` on which each was, and its days."""
    card = Card(id=1, title="x", column_id=3, rank="a", created_at=NOON.at)
    return [
        CycleTime(card, MONDAY + timedelta(days=at - days + 1), MONDAY + timedelta(days=at))
        for at, days in places
    ]


def test_a_dot_stands_at_its_day_and_as_high_as_its_days():
    rows = text(
        scatter(times_of((0, 1), (83, 9), (83, 9)), (9, 9, 9), MONDAY, TODAY, 98, 10, False)
    )
    assert rows[0].startswith("  9  ")
    assert rows[0][5 + 83] == "●"
    assert rows[8][5] == "○"
    assert rows[0].rstrip().endswith("95 % 9d")


def test_cards_that_took_a_day_each_can_be_drawn():
    rows = text(scatter(times_of((3, 1)), (1, 1, 1), MONDAY, TODAY, 60, 6, True))
    assert sum(line.count("○") for line in rows) == 1
    assert not any(char.isdigit() for line in rows[:-1] for char in line)


# -- the forecast --------------------------------------------------------------------------------


def test_a_forecast_leads_from_today_by_three_marks():
    goal = Goal(id=1, title="Launch", rank="a")
    by = tuple(TODAY + timedelta(days=days) for days in (5, 10, 20))
    head, line, *_ = text(outlook([Forecast(goal, 3, 14, 6, by)], TODAY, 70, 8, False))
    assert head == "Launch  3 to go, from 14 cards in 6 weeks"
    assert [line.index(mark) for mark in "○◐●"] == [9, 18, 36]
    assert line[40:] == "○ 27 Nov   ◐ 2 Dec    ● 12 Dec"


def test_what_lies_too_far_off_is_said_so():
    found = Forecast(None, 3, 14, 6, (TODAY, None, None))
    assert "far off" in text(outlook([found], TODAY, 80, 8, False))[1]


# -- sizes ---------------------------------------------------------------------------------------


@few
@given(sizes, st.lists(st.integers(0, 30), min_size=50, max_size=56), st.booleans())
def test_no_picture_is_larger_than_its_place(
    size: tuple[int, int], wins: list[int], is_quiet: bool
):
    width, height = size
    days = WinDays(MONDAY, tuple(wins))
    found = [Forecast(None, 3, 14, 6, (TODAY, TODAY + timedelta(days=9), None))] * 9
    times = times_of(*enumerate(count + 1 for count in wins))
    assert fits(lying([Bar("x" * 90, n, "accent", "1") for n in wins], width, height, 3), size)
    counts = tuple(wins)
    assert fits(bands(flow_of(counts, counts, counts), width, height, is_quiet), size)
    assert fits(win_bars(days, width, height, is_quiet), size)
    assert fits(week_bars(MONDAY, wins[:12], width, height, is_quiet), size)
    assert fits(scatter(times, (1, 2, 3), MONDAY, TODAY, width, height, is_quiet), size)
    assert fits(outlook(found, TODAY, width, height, is_quiet), size)
