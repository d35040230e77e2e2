from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.forecast import PROCESSES, kept
from kanban.domain.flow import passages
from kanban.domain.forecast import (
    FARTHEST_WEEKS,
    LEAST_CARDS,
    LEAST_WEEKS,
    Forecast,
    days_needed,
    forecasts,
)
from kanban.domain.moment import local_day

from .builder import ZONES, Desk, local_moment, moderate
from .test_flow import BERLIN

MONDAY = local_moment("2026-08-31 10:00")


def day_of(at: datetime) -> date:
    return local_day(at, BERLIN)


def worked(weeks: int, a_week: int, to_go: int = 6) -> tuple[Desk, int]:
    """Return a session after some weeks in which a goal's cards were done, each Tuesday."""
    desk = Desk.new(MONDAY)
    steps = tuple(f"Step {number}" for number in range(weeks * a_week + to_go))
    goal_id = desk.goal("Launch", *steps)
    ids = [card.id for card in desk.board.cards_in(1)]
    for week in range(weeks):
        desk.wait(days=1)
        desk.finish(*ids[week * a_week : (week + 1) * a_week])
        desk.wait(days=6)
    return desk, goal_id


def found(desk: Desk) -> dict[int | None, Forecast]:
    all_of_them = forecasts(desk.board, passages(desk.board, desk.now.day), day_of, desk.now.day)
    return {each.goal and each.goal.id: each for each in all_of_them}


# -- when a date is said -------------------------------------------------------------------------


def test_a_goal_with_an_even_pace_is_done_when_that_pace_says():
    desk, goal_id = worked(weeks=6, a_week=3, to_go=6)
    each = found(desk)[goal_id]
    tuesday = desk.now.day + timedelta(days=8)
    assert tuesday.weekday() == 1
    assert (each.remaining, each.cards, each.by) == (6, 15, (tuesday,) * 3)


@pytest.mark.parametrize(("weeks", "a_week"), [(3, 5), (9, 1)])
def test_too_few_weeks_or_cards_say_no_date(weeks: int, a_week: int):
    desk, goal_id = worked(weeks, a_week)
    each = found(desk)[goal_id]
    assert (each.cards < LEAST_CARDS) != (each.weeks < LEAST_WEEKS)
    assert each.by == ()


def test_what_there_was_is_told_where_no_date_is():
    desk, goal_id = worked(weeks=2, a_week=3)
    each = found(desk)[goal_id]
    assert (each.cards, each.weeks, each.by) == (3, 1, ())


def test_a_goal_without_cards_to_go_has_no_forecast():
    desk, _ = worked(weeks=6, a_week=3, to_go=0)
    assert found(desk) == {}


def test_a_new_board_has_no_forecast():
    assert found(Desk.new(MONDAY)) == {}


def test_the_whole_board_is_asked_too():
    desk, _ = worked(weeks=6, a_week=3)
    desk.add("Elsewhere")
    each = found(desk)[None]
    assert (each.goal, each.remaining, len(each.by)) == (None, 7, 3)


def test_cards_put_away_are_not_to_go_and_those_done_still_count():
    desk, goal_id = worked(weeks=6, a_week=3, to_go=6)
    before = found(desk)[goal_id]
    desk.archive(1, 19)
    after = found(desk)[goal_id]
    assert (after.remaining, after.cards) == (5, before.cards)


def test_a_day_that_already_brought_what_it_brings_promises_no_more_of_it():
    desk, goal_id = worked(weeks=6, a_week=3, to_go=6)
    desk.wait(days=1)
    ids = [card.id for card in desk.board.cards_in(1)]
    desk.finish(*ids[:3])
    assert found(desk)[goal_id].by == (desk.now.day + timedelta(days=7),) * 3


def test_the_same_board_is_told_the_same_date_each_time():
    desk, _ = worked(weeks=8, a_week=2)
    assert found(desk) == found(desk)


@pytest.mark.parametrize("zone", ZONES)
def test_any_zone_has_its_forecast(zone: str):
    desk = Desk.new(local_moment("2026-08-31 10:00", zone))
    desk.add("One", "Two")
    desk.finish(1)
    assert found(desk)[None].remaining == 1


# -- drawing the future --------------------------------------------------------------------------


def weeks_of(*numbers: int) -> list[tuple[int, ...]]:
    return [(number, 0, 0, 0, 0, 0, 0) for number in numbers]


def test_nothing_done_in_all_weeks_is_never_done():
    assert days_needed(weeks_of(0, 0, 0), 1, seed=1) == [FARTHEST_WEEKS * 7] * 1000


def test_weekends_without_work_stay_without_work():
    weeks = [(1, 1, 1, 1, 1, 0, 0), (2, 0, 1, 0, 1, 0, 0), (0, 0, 1, 3, 0, 0, 0)]
    assert all(day % 7 < 5 for day in days_needed(weeks, 17, seed=4))


pasts = st.lists(
    st.lists(st.integers(0, 4), min_size=7, max_size=7).map(tuple), min_size=1, max_size=8
)


@moderate
@given(pasts, st.integers(1, 20), st.integers(0, 99))
def test_more_cards_never_take_fewer_days(past: list[tuple[int, ...]], cards: int, seed: int):
    some = days_needed(past, cards, seed, runs=1)
    assert some <= days_needed(past, cards + 1, seed, runs=1)


def test_the_chance_is_the_one_that_the_urn_has():
    """Of one full and one empty week: done in the first week 1/2, in the second 1/2 * 1/3."""
    days = days_needed(weeks_of(1, 0), 1, seed=7, runs=20_000)
    shares = [sum(day // 7 == week for day in days) / len(days) for week in range(3)]
    assert shares == pytest.approx([1 / 2, 1 / 6, 1 / 12], abs=0.01)


def test_few_weeks_promise_less_than_many_of_the_same_kind():
    few, many = weeks_of(1, 3, 2), weeks_of(1, 3, 2) * 4
    late = int(1000 * 0.95)
    assert days_needed(few, 20, seed=3)[late] > days_needed(many, 20, seed=3)[late]


# -- whether it holds ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROCESSES)
def test_what_is_said_with_85_per_cent_comes_true_about_that_often(name: str):
    """400 lives; the full table is `python -m benchmarks.forecast`."""
    half, most, nearly_all = kept(PROCESSES[name], weeks=8, cards=15, lives=400, runs=200)
    assert half == pytest.approx(0.50, abs=0.12)
    assert most == pytest.approx(0.85, abs=0.08)
    assert nearly_all == pytest.approx(0.95, abs=0.05)
