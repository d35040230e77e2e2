from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.insight_words import Words, say_date, words
from kanban.domain.insights import (
    Insights,
    WinDays,
    goal_wins,
    inner_days,
    insights,
    level,
    win_days,
)
from kanban.domain.moment import local_day
from kanban.domain.records import Card, Column, Day, Goal, Win, WinKind
from kanban.domain.values import replace

from .builder import Desk, local_moment, moderate, written_win
from .test_flow import BERLIN, COLUMNS, DOING, DONE, NOON, TODO, board_of, card, wins_of

TODAY = date(2026, 11, 22)
IDS = [
    "year",
    "days",
    "goals",
    "inner_work_life",
    "cycle_time",
    "throughput",
    "cumulative_flow",
    "ageing",
    "forecast",
]
GOALS = [Goal(id=1, title="Launch", rank="a"), Goal(id=2, title="Paper", rank="b")]


def day_of(at: datetime) -> date:
    return local_day(at, BERLIN)


def seen(board: Board) -> Insights:
    return insights(board, TODAY, day_of)


def said(board: Board) -> dict[str, Words]:
    told = words(seen(board), lambda command: f"<{command}>", with_private=True)
    return {each.id: each for each in told}


@st.composite
def wins(draw: Callable) -> list[Win]:
    return [
        written_win(
            number,
            TODAY - timedelta(days=draw(st.integers(-2, 400))),
            goal_id=draw(st.sampled_from([None, 1, 2, 99])),
            withdrawn_at=draw(st.sampled_from([None, None, NOON])),
        )
        for number in range(1, draw(st.integers(0, 25)) + 1)
    ]


# -- the year and the days -----------------------------------------------------------------------


@moderate
@given(wins(), st.sampled_from([1, 8, 53]))
def test_each_day_has_the_wins_that_count_on_it(all_wins: list[Win], weeks: int):
    found = win_days(Board(all_wins), TODAY, weeks)
    assert found.first.weekday() == 0
    assert found.first + timedelta(days=len(found.wins) - 1) == TODAY
    assert len(found.wins) == 7 * weeks
    for after, count in enumerate(found.wins):
        day = found.first + timedelta(days=after)
        assert count == sum(win.day == day and not win.withdrawn_at for win in all_wins)
    assert found.total == sum(found.wins)


def test_a_week_that_has_begun_ends_today():
    monday = date(2026, 11, 16)
    assert win_days(Board(), monday, 8).wins == (0,) * 50


def test_no_year_before_the_last_is_looked_into():
    for back in range(4000):
        today = date(2030, 1, 10) - timedelta(days=back)
        found = win_days(Board(), today, 53)
        assert found.first.year >= today.year - 1
        assert found.first.weekday() == 0
        assert len(found.wins) >= 52 * 7 - 6


def test_the_fullest_day_is_the_latest_of_several():
    days = WinDays(date(2026, 11, 16), (0, 3, 1, 3, 0))
    assert days.fullest() == (date(2026, 11, 19), 3)


def test_a_day_is_as_bright_as_its_own_wins_make_it():
    assert [level(count) for count in (0, 1, 2, 3, 4, 6, 7, 40)] == [0, 1, 2, 2, 3, 3, 4, 4]


# -- goals ---------------------------------------------------------------------------------------


@moderate
@given(wins())
def test_wins_by_goal_and_those_without_make_all_of_them(all_wins: list[Win]):
    board = Board([*GOALS, *all_wins])
    found = goal_wins(board, TODAY)
    assert sum(each.wins for each in found) == win_days(board, TODAY, 53).total
    assert all(each.wins for each in found)
    with_goal = [each for each in found if each.goal]
    assert [each.wins for each in with_goal] == sorted((e.wins for e in with_goal), reverse=True)
    assert all(each.goal for each in found[:-1])


# -- inner work life -----------------------------------------------------------------------------


def test_how_a_day_felt_stands_beside_its_wins():
    day = Day(id=1, on=TODAY, emotion=4, perception=2)
    *before, today = inner_days(Board([day, written_win(1, TODAY)]), TODAY)
    assert (today.wins, today.emotion, today.motivation, today.perception) == (1, 4, None, 2)
    assert today.is_written
    assert not any(each.is_written for each in before)
    assert len(before) == 55


def felt(*days: tuple[int, int]) -> Board:
    """Return a board of days backward from today, each by how it felt and its wins."""
    records: list[Day | Win] = []
    for back, (emotion, count) in enumerate(days):
        on = TODAY - timedelta(days=back)
        records.append(Day(id=back + 1, on=on, emotion=emotion))
        records += [written_win(100 * back + each + 1, on) for each in range(count)]
    return Board(records)


def test_days_with_and_without_a_win_are_compared_when_there_are_ten_and_five_of_each():
    enough = said(felt(*[(4, 1)] * 5, *[(3, 0)] * 5))["inner_work_life"]
    assert enough.reading == "Days with a win felt like 4.0 of 5, days without one like 3.0."
    assert enough.numbers == "Emotion 3.5 of 5 on 10 days."
    for days in ([(4, 1)] * 5 + [(3, 0)] * 4, [(4, 1)] * 7 + [(3, 0)] * 4):
        assert "without" not in said(felt(*days))["inner_work_life"].reading


# -- in words ------------------------------------------------------------------------------------


def test_an_empty_board_is_told_what_would_fill_each_picture():
    found = said(Desk.new(local_moment("2026-11-22 09:00")).board)
    assert list(found) == IDS
    for each in found.values():
        assert each.is_empty
        assert "<" in each.reading, "names the way to fill it"


def test_how_the_days_felt_is_left_out_unless_asked_for():
    told = words(seen(felt((4, 1))), str, with_private=False)
    assert [each.id for each in told] == [name for name in IDS if name != "inner_work_life"]


def full_board() -> Board:
    cards = [
        replace(card(number, (TODO, 80), (DOING, 2 * number + 3), (DONE, 2 * number)), goal_id=1)
        for number in range(1, 31)
    ]
    under_way = card(31, (TODO, 90), (DOING, 8))
    waiting = [card(number, (TODO, 20), goal_id=1) for number in range(32, 40)]
    all_wins = [replace(win, goal_id=1) for win in wins_of(*cards)]
    day = Day(id=1, on=TODAY, emotion=4, motivation=3, perception=5)
    return Board([*COLUMNS, *GOALS, *cards, under_way, *waiting, *all_wins, day])


def test_every_picture_is_told_with_its_numbers():
    found = {name: (each.reading, each.numbers) for name, each in said(full_board()).items()}
    assert found == {
        "year": (
            "30 days of the last year hold a win; the fullest was Fri 20 Nov, with 1.",
            "30 wins; a win on 3 of the last 7 days and on 13 of the last 28.",
        ),
        "days": (
            "27 days of these weeks hold a win.",
            "27 wins; a week: 3, 4, 3, 4, 3, 4, 3; this week 3.",
        ),
        "goals": ("30 of the 30 wins of the last year served Launch.", "Launch 30."),
        "inner_work_life": (
            "1 day of 8 weeks said how they felt.",
            "Emotion 4.0, motivation 3.0, perception 5.0 of 5 on 1 day.",
        ),
        "cycle_time": (
            "85 % of the cards took 4 days or less.",
            "30 cards in 12 weeks; 50 %: 4, 85 %: 4, 95 %: 4 days or less.",
        ),
        "throughput": (
            "3 cards this week; 27 cards in the 11 weeks before, 2.5 a week.",
            "Cards a week: 0, 0, 0, 3, 3, 4, 3, 4, 3, 4, 3; this week 3.",
        ),
        "cumulative_flow": (
            "30 cards came to Done in 12 weeks; 1 is under way.",
            "Today: To Do 8, Doing 1, Review 0, Done 30.",
        ),
        "ageing": (
            '"Card 31" has been under way for 9 days.',
            "1 card, days: 9; 85 % of finished cards took 4 or less.",
        ),
        "forecast": (
            "Launch, 85 %: by 9 Dec, from 30 cards in 9 weeks.",
            "50, 85 and 95 %. All cards, 9 to go: 9 Dec, 12 Dec, 14 Dec; "
            "Launch, 8 to go: 7 Dec, 9 Dec, 11 Dec.",
        ),
    }


def test_a_day_of_work_is_told_without_shares_of_it():
    done = board_of(card(1, (TODO, 2), (DOING, 1), (DONE, 0)))
    found = {name: each.reading for name, each in said(done).items()}
    assert found["year"] == "One day of the last year holds a win: Sun 22 Nov."
    assert found["cycle_time"] == '"Card 1" took 2 days.'
    assert found["throughput"] == "1 card this week."
    board = board_of(card(1, (DOING, 9), (DONE, 0)), card(2, (TODO, 0)))
    assert said(board)["forecast"].reading == (
        "A date is said from 10 cards finished over 5 weeks. So far: 1 card in 1 week."
    )


def test_what_a_picture_shows_is_said_without_a_count():
    """So that quiet mode can show it."""
    for each in said(full_board()).values():
        fixed = each.shows.replace("1 to 5", "").replace("85 %", "")
        assert not any(char.isdigit() for char in fixed)


def test_a_day_to_come_has_its_year_where_it_is_not_soon():
    days = (date(2026, 12, 12), date(2027, 1, 2), date(2027, 11, 12), None)
    assert [say_date(day, TODAY) for day in days] == [
        "12 Dec",
        "2 Jan",
        "12 Nov 2027",
        "more than two years away",
    ]


def test_a_weekday_is_named_where_it_is_one_alone():
    fridays = [
        written_win(number, date(2026, 11, 20) - timedelta(weeks=number)) for number in range(7)
    ]
    others = [written_win(10 + number, TODAY - timedelta(days=number)) for number in range(4)]
    reading = said(Board([*fridays, *others]))["days"].reading
    assert reading == "Friday is the day with the most wins, 8 in all."


# -- time ----------------------------------------------------------------------------------------


@pytest.mark.long
def test_three_years_of_wins_and_cards_take_tens_of_milliseconds():
    cards: list[Card] = []
    all_wins: list[Win] = []
    for number in range(1, 10_001):
        ago = (10_000 - number) * 1095 / 10_000
        cards.append(card(number, (TODO, ago + 9), (DOING, ago + 4), (DONE, ago), goal_id=1))
        day = (datetime(2026, 11, 22, 12, tzinfo=UTC) - timedelta(days=ago)).date()
        win = written_win(number, day, kind=WinKind.CARD, goal_id=1, card_id=number)
        all_wins.append(win)
    to_do = [card(number, (TODO, 3), goal_id=1) for number in range(10_001, 10_030)]
    columns: list[Column] = COLUMNS
    board = Board([*columns, *GOALS, *cards, *to_do, *all_wins])
    start = perf_counter()
    found = seen(board)
    elapsed_ms = (perf_counter() - start) * 1000
    assert found.forecasts
    assert elapsed_ms < 150
