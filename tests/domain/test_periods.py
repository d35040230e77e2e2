from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.dates import WEEKDAYS
from kanban.domain.inner_life import FACTORS
from kanban.domain.periods import (
    LookBack,
    Period,
    Span,
    after,
    before,
    look_back,
    memories,
    period,
)
from kanban.domain.records import About, Day, Goal, Win, WinKind
from kanban.domain.sharing import shareable
from kanban.domain.values import replace
from kanban.domain.year import best_weeks, months

from .builder import ZONES, Desk, few, local_moment, written_win

TODAY = date(2026, 11, 22)
BEGUN = datetime(2024, 1, 1, tzinfo=UTC)
ALL = (Span.DAY, Span.WEEK, Span.MONTH, Span.YEAR)
any_day = st.dates(date(1, 1, 1), date(9999, 12, 31))
any_span = st.sampled_from(ALL)


def board_of(*wins: Win, goals: int = 0, written: tuple[Day, ...] = (), begun=BEGUN) -> Board:
    about = About(title="Main", created_at=begun)
    numbered = [Goal(id=n, title=f"Goal {n}", rank=f"{9 - n}") for n in range(1, goals + 1)]
    return Board([about, *numbered, *wins, *written])


def looked(board: Board, span: Span = Span.WEEK, day: date = TODAY, **more) -> LookBack:
    return look_back(board, period(span, day), TODAY, **more)


def on(text: str) -> date:
    return date.fromisoformat(text)


# -- what a period is ------------------------------------------------------------------------------


@given(any_span, any_day)
def test_a_period_holds_its_day_and_neighbours_meet(span: Span, day: date) -> None:
    held = period(span, day)
    assert held.first <= day <= held.last
    assert list(held.days)[:1] == [held.first]
    assert all(period(span, each) == held for each in (held.first, held.last))
    if held.last < date.max:
        assert after(held).first == held.last + timedelta(days=1)
    if held.first > date.min:
        assert before(held).last == held.first - timedelta(days=1)
        assert after(before(held)) == held


@pytest.mark.parametrize(
    ("span", "day", "first", "last", "words"),
    [
        (Span.DAY, "2026-11-22", "2026-11-22", "2026-11-22", "Sun 22 Nov 2026"),
        (Span.WEEK, "2026-11-22", "2026-11-16", "2026-11-22", "16 to 22 Nov 2026"),
        (Span.WEEK, "2026-12-01", "2026-11-30", "2026-12-06", "30 Nov to 6 Dec 2026"),
        (Span.WEEK, "2027-01-01", "2026-12-28", "2027-01-03", "28 Dec 2026 to 3 Jan 2027"),
        (Span.MONTH, "2028-02-10", "2028-02-01", "2028-02-29", "Feb 2028"),
        (Span.YEAR, "2026-11-22", "2026-01-01", "2026-12-31", "2026"),
    ],
)
def test_a_period_is_called_by_its_days(span, day, first, last, words) -> None:
    held = period(span, on(day))
    assert held == Period(span, on(first), on(last))
    assert held.words == words


# -- wins ------------------------------------------------------------------------------------------


@st.composite
def years(draw: Callable) -> Board:
    """A year of days in the life of somebody who travels through six zones."""
    records: list[Win] = []
    for number in range(1, draw(st.integers(0, 60)) + 1):
        wall = BEGUN + timedelta(days=731, minutes=draw(st.integers(0, 525_000)))
        now = local_moment(f"{wall:%Y-%m-%d %H:%M}", draw(st.sampled_from(ZONES)))
        win = Win(
            id=number,
            kind=draw(st.sampled_from(list(WinKind))),
            text=f"Win {number}",
            at=now.at,
            zone=now.zone,
            utc_offset_minutes=now.utc_offset_minutes,
            day=now.day,
            goal_id=draw(st.sampled_from([None, 1, 2, 3, 99])),
            starred=draw(st.booleans()),
            withdrawn_at=draw(st.sampled_from([None, None, BEGUN])),
        )
        records.append(win)
    return board_of(*records, goals=3)


def counting(board: Board, held: Period) -> list[Win]:
    """The wins of a period by looking at every win there is."""
    wins = board.table(Win).values()
    return [w for w in wins if held.first <= w.day <= held.last and w.withdrawn_at is None]


@few
@given(years(), any_span, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_wins_by_goal_and_without_one_are_all_wins(board: Board, span: Span, day: date) -> None:
    view = looked(board, span, day)
    all_wins = counting(board, view.period)
    grouped = [each.win.id for group in view.groups for each in group.wins]
    assert sorted(grouped) == sorted(win.id for win in all_wins)
    for group in view.groups:
        assert group.wins
        assert all(each.goal == group.goal for each in group.wins)
    with_goal = [group.goal for group in view.groups if group.goal]
    assert with_goal == [goal for goal in board.goals() if goal in with_goal]
    assert [group.goal for group in view.groups if group.goal is None] in ([], [None])
    assert not any(group.goal is None for group in view.groups[:-1])
    expected = Counter(win.goal_id if win.goal_id in (1, 2, 3) else None for win in all_wins)
    found = {group.goal.id if group.goal else None: len(group.wins) for group in view.groups}
    assert found == expected


@few
@given(years(), any_span, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_days_best_days_months_and_weeks_are_those_of_brute_force(
    board: Board, span: Span, day: date
) -> None:
    view = looked(board, span, day)
    all_wins = counting(board, view.period)
    by_day = Counter(win.day for win in all_wins)
    assert {each.day: len(each.wins) for each in view.days if each.wins} == by_day
    assert [each.day for each in view.days] == list(view.period.days)
    best = sorted(by_day, key=lambda each: (-by_day[each], each))[:3]
    assert [each.day for each in view.best] == best
    assert view.active_days == sum(each <= TODAY for each in by_day)
    by_month = Counter(each.replace(day=1) for each in sorted(win.day for win in all_wins))
    assert {each.period.first: each.count for each in months(view)} == by_month
    by_week = Counter(win.day - timedelta(days=win.day.weekday()) for win in all_wins)
    weeks = sorted(by_week, key=lambda each: (-by_week[each], each))[:3]
    assert [(each.period.first, each.count) for each in best_weeks(view)] == [
        (week, by_week[week]) for week in weeks
    ]
    for month in months(view):
        assert month.win.win in all_wins
        starred = [w for w in all_wins if w.starred and period(Span.MONTH, w.day) == month.period]
        assert month.win.win.starred == bool(starred)


def test_of_a_month_a_star_stands_first_then_a_goal_then_a_milestone_then_what_served_a_goal() -> (
    None
):
    board = board_of(
        written_win(1, TODAY),
        written_win(2, TODAY, goal_id=1),
        written_win(3, TODAY, kind=WinKind.MILESTONE),
        written_win(4, TODAY, kind=WinKind.GOAL),
        written_win(5, TODAY, starred=True),
        goals=1,
    )
    for expected in (5, 4, 3, 2, 1):
        assert months(looked(board, Span.MONTH))[0].win.win.id == expected
        board.apply(Change("Gone", (Edit(board.get(Win, expected), None),)))
    assert months(looked(board, Span.MONTH)) == ()


def test_a_goal_is_achieved_on_the_day_of_its_win_or_at_its_instant() -> None:
    board = board_of(written_win(1, on("2026-11-20"), kind=WinKind.GOAL, goal_id=2), goals=3)
    other = board.goal(3)
    at = datetime(2026, 10, 2, tzinfo=UTC)
    board.apply(Change("Achieved", (Edit(other, replace(other, achieved_at=at)),)))
    assert [goal.id for goal in looked(board).achieved] == [2]
    assert [goal.id for goal in looked(board, Span.MONTH, on("2026-10-09")).achieved] == [3]
    assert [goal.id for goal in looked(board, Span.YEAR).achieved] == [3, 2]


# -- rhythm ----------------------------------------------------------------------------------------


def test_the_rhythm_counts_the_days_so_far() -> None:
    board = board_of(written_win(1, on("2026-11-17")), written_win(2, on("2026-11-18")))
    thursday = look_back(board, period(Span.WEEK, TODAY), on("2026-11-19"))
    assert (thursday.active_days, thursday.days_so_far) == (2, 4)


@pytest.mark.parametrize(("worked", "so_far"), [((), 5), (("2026-11-21",), 6)])
def test_a_rest_day_is_no_gap_and_counts_where_it_holds_a_win(worked, so_far) -> None:
    wins = [written_win(n, on(day)) for n, day in enumerate(("2026-11-17", *worked), start=1)]
    view = looked(board_of(*wins), rest_days=("sat", "sun"))
    assert (view.active_days, view.days_so_far) == (1 + len(worked), so_far)


@pytest.mark.parametrize("hour", ["00:30", "03:59", "04:00", "09:12", "23:59"])
def test_the_day_a_board_begins_is_one_day_in_every_zone(zone: str, hour: str) -> None:
    desk = Desk.new(local_moment(f"2026-11-19 {hour}", zone))
    desk.win("One")
    today = desk.now.day
    view = look_back(desk.board, period(Span.YEAR, today), today)
    assert (view.active_days, view.days_so_far) == (1, 1)


def test_days_before_the_board_began_are_no_gap() -> None:
    begun = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert looked(board_of(begun=begun)).days_so_far == 3
    imported = board_of(written_win(1, on("2026-11-18")), begun=begun)
    assert looked(imported).days_so_far == 5
    assert looked(imported, day=on("2026-11-11")).days_so_far == 0


@few
@given(
    years(),
    any_span,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sets(st.sampled_from(WEEKDAYS)),
)
def test_no_rhythm_is_over_its_days(board: Board, span: Span, day: date, rest: set[str]) -> None:
    view = looked(board, span, day, rest_days=rest)
    assert view.active_days <= view.days_so_far <= len(view.days)


# -- what was written ------------------------------------------------------------------------------


def written(number: int, **fields) -> Day:
    return Day(id=number + 1, on=TODAY - timedelta(days=number), **fields)


def test_what_helped_and_hindered_is_told_from_five_written_days_on() -> None:
    four = tuple(written(n, helped=("help", "goals")) for n in range(4))
    assert looked(board_of(written=four)).helped == ()
    view = looked(
        board_of(written=(*four, written(4, helped=("goals", "far"), hindered=("time",))))
    )
    assert view.helped == ((FACTORS["goals"], 5), (FACTORS["help"], 4))
    assert view.hindered == ((FACTORS["time"], 1),)


def scored(with_win: list[int], without: list[int], measure: str = "motivation") -> Board:
    scores = [*with_win, *without]
    days = tuple(written(n, **{measure: score}) for n, score in enumerate(scores))
    wins = [written_win(n + 1, days[n].on) for n in range(len(with_win))]
    return board_of(*wins, written=days)


def test_the_flywheel_says_both_averages() -> None:
    board = scored([4] * 11 + [5], [3, 3, 2])
    words = "On 12 days with a win motivation was 4.1, on 3 without 2.7."
    assert looked(board).flywheel == words
    assert looked(scored([4] * 11 + [5], [3, 3, 2], "emotion")).flywheel == words.replace(
        "motivation", "emotion"
    )


@pytest.mark.parametrize(
    ("with_win", "without"),
    [([4] * 7, [3] * 2), ([4] * 10, []), ([], [3] * 10), ([4] * 5, [3] * 6)],
    ids=["nine days", "every day", "no day", "most without"],
)
def test_the_flywheel_is_silent(with_win: list[int], without: list[int]) -> None:
    assert looked(scored(with_win, without)).flywheel == ""


score = st.integers(1, 5)


@few
@given(st.lists(score, min_size=5, max_size=40), st.lists(score, min_size=5, max_size=40))
def test_the_flywheels_arithmetic_is_that_of_brute_force(
    with_win: list[int], without: list[int]
) -> None:
    board = scored(with_win, without)
    said = looked(board).flywheel
    won = {win.day for win in board.table(Win).values()}
    means = []
    for had_win in (True, False):
        held = [
            day.motivation
            for day in board.table(Day).values()
            if (day.on in won) == had_win and TODAY - timedelta(days=84) < day.on <= TODAY
        ]
        means.append((len(held), f"{sum(held) / len(held):.1f}"))
    (many, high), (few_days, low) = means
    expected = f"On {many} days with a win motivation was {high}, on {few_days} without {low}."
    assert said == (expected if few_days <= many else "")


# -- memories --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-10-22", "A month ago"),
        ("2026-10-15", "A month ago"),
        ("2026-10-14", None),
        ("2026-10-23", None),
        ("2025-11-22", "A year ago"),
        ("2025-11-15", "A year ago"),
        ("2025-11-14", None),
    ],
)
def test_a_memory_is_of_the_date_or_of_the_week_before_it(day: str, found: str | None) -> None:
    board = board_of(written_win(1, on(day)))
    assert [(each.words, each.day) for each in memories(board, TODAY)] == (
        [(found, on(day))] if found else []
    )


def test_the_nearest_day_is_remembered_and_shorter_months_end_earlier() -> None:
    board = board_of(written_win(1, on("2026-02-20")), written_win(2, on("2026-02-27")))
    assert [each.win.win.id for each in memories(board, on("2026-03-31"))] == [2]
    assert list(memories(board, date(1, 1, 1))) == []


def test_the_memories_of_a_past_period_are_those_of_its_end() -> None:
    board = board_of(written_win(1, on("2026-09-30")))
    assert looked(board, Span.MONTH, on("2026-10-31")).memories[0].day == on("2026-09-30")
    assert looked(board).memories == ()


# -- what may leave --------------------------------------------------------------------------------

SECRET = "secret words"


def test_no_private_word_is_left_in_what_may_be_shared(desk: Desk) -> None:
    desk.close(
        three=("One",),
        mattered="It helps",
        setback=SECRET,
        learned="Ask earlier",
        learned_kind=WinKind.CLARITY,
        emotion=2,
        motivation=4,
        perception=3,
        helped=("help",),
        hindered=("time",),
        note=SECRET,
    )
    for span in ALL:
        view = looked(desk.board, span)
        assert SECRET in repr(view)
        shared = shareable(view)
        assert SECRET not in repr(shared)
        (day,) = shared.written
        assert (day.emotion, day.motivation, day.perception) == (None, None, None)
        assert (day.helped, day.hindered) == ((), ())
        assert (day.three, day.mattered, day.learned) == (("One",), "It helps", "Ask earlier")
        assert [each.win.id for each in shared.wins] == [each.win.id for each in view.wins]


def test_counts_of_factors_and_the_flywheel_are_private() -> None:
    board = scored([4] * 12, [3] * 3)
    shared = shareable(looked(board))
    assert (shared.flywheel, shared.helped, shared.hindered) == ("", (), ())
