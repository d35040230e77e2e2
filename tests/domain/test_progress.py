from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, goals
from kanban.domain.progress import (
    GoalBar,
    Meter,
    Rhythm,
    Stage,
    goal_bars,
    goal_wins,
    goal_wins_in_week,
    meter,
    rhythm,
    stages,
    week,
)
from kanban.domain.records import Card, Column, Goal, Record, Win
from kanban.domain.splitting import Step
from kanban.domain.values import replace

from .builder import Desk, brute_tally, few, local_moment, moderate, written_win

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 1, tzinfo=UTC)


@st.composite
def boards(draw: Callable) -> Board:
    columns = [
        Column(id=1, name="To Do", rank="a"),
        Column(id=2, name="Done", rank="b", is_done=True),
    ]
    ranks = draw(st.permutations("cdef"))
    board_goals = [
        Goal(id=n, title=f"Goal {n}", rank=rank, achieved_at=draw(st.sampled_from([None, AT])))
        for n, rank in enumerate(ranks[: draw(st.integers(0, 4))], start=1)
    ]
    goal_ids = st.sampled_from([None, *(goal.id for goal in board_goals)])
    board_cards = [
        Card(
            id=n,
            title=f"Card {n}",
            rank=f"800000{n:02}",
            column_id=draw(st.integers(1, 2)),
            goal_id=draw(goal_ids),
            created_at=AT,
            archived_at=draw(st.sampled_from([None, None, AT])),
        )
        for n in range(1, draw(st.integers(0, 12)) + 1)
    ]
    board_wins = [
        written_win(
            n,
            TODAY - timedelta(days=draw(st.integers(-3, 12))),
            withdrawn_at=draw(st.sampled_from([None, None, AT])),
        )
        for n in range(1, draw(st.integers(0, 25)) + 1)
    ]
    records: list[Record] = [*columns, *board_goals, *board_cards, *board_wins]
    return Board(records)


def counted(board: Board, day: date) -> int:
    return sum(win.day == day and win.withdrawn_at is None for win in board.table(Win).values())


@moderate
@given(boards(), st.integers(-2, 10), st.integers(1, 9))
def test_the_meter_counts_the_wins_of_the_day_that_count(board: Board, back: int, aim: int) -> None:
    day = TODAY - timedelta(days=back)
    assert meter(board, day, aim) == Meter(counted(board, day), aim)


@moderate
@given(boards(), st.integers(-2, 10), st.integers(1, 28))
def test_the_rhythm_counts_days_with_a_win_among_the_last(board: Board, back: int, of: int) -> None:
    day = TODAY - timedelta(days=back)
    found = rhythm(board, day, of)
    days = [date.fromordinal(n) for n in range(day.toordinal() - of + 1, day.toordinal() + 1)]
    assert found.wins == tuple(counted(board, each) for each in days)
    assert found.days == len({each for each in days if counted(board, each)})
    assert found.of == of


@moderate
@given(boards(), st.integers(-10, 10))
def test_a_week_runs_from_monday_to_sunday_around_the_day(board: Board, back: int) -> None:
    day = TODAY - timedelta(days=back)
    around = [day + timedelta(days=n) for n in range(-6, 7)]
    of_week = [each for each in around if each.isocalendar()[:2] == day.isocalendar()[:2]]
    assert [each.isoweekday() for each in of_week] == list(range(1, 8))
    assert week(board, day) == tuple(counted(board, each) for each in of_week)


@moderate
@given(boards())
def test_the_bars_show_the_open_goals_in_their_order(board: Board) -> None:
    open_goals = [goal for goal in board.table(Goal).values() if goal.achieved_at is None]
    bars = goal_bars(board)
    assert [bar.goal for bar in bars] == sorted(open_goals, key=lambda goal: goal.rank)
    for bar in bars:
        assert (bar.done, bar.total) == brute_tally(board.table(Card).values(), {2}, bar.goal.id)
        assert 0 <= bar.done <= bar.total


def shown(board: Board, day: date) -> dict[str, int]:
    numbers = {"meter": meter(board, day, 3).wins, "rhythm": rhythm(board, day, 28).days}
    numbers |= {f"day {n}": wins for n, wins in enumerate(rhythm(board, day, 28).wins)}
    numbers |= {f"weekday {n}": wins for n, wins in enumerate(week(board, day))}
    return numbers | {f"goal {bar.goal.id}": bar.done for bar in goal_bars(board)}


def work(desk: Desk, data) -> None:
    goal_id = data.draw(st.sampled_from([None, *desk.board.table(Goal)]))
    on_board = [card for card in desk.board.table(Card).values() if card.archived_at is None]
    open_ids = [card.id for card in on_board if not desk.board.is_done(card)]
    done_ids = [card.id for card in on_board if desk.board.is_done(card)]
    match data.draw(st.sampled_from(["win", "add", "add done", "split", "finish", "archive"])):
        case "win":
            desk.win("Sent that email", goal_id)
        case "add":
            desk.add("New", fields={"goal_id": goal_id})
        case "add done":
            desk.add("New", to="Done", fields={"goal_id": goal_id})
        case "split" if goal_id:
            desk.do(goals.split_goal, goal_id=goal_id, steps=("One", "Two"))
        case "finish" if open_ids:
            desk.finish(*data.draw(st.lists(st.sampled_from(open_ids), min_size=1, unique=True)))
        case "archive" if done_ids:
            desk.archive(data.draw(st.sampled_from(done_ids)))


@moderate
@given(boards(), st.data())
def test_more_work_never_lowers_a_number_that_is_shown(board: Board, data) -> None:
    desk = Desk(board, local_moment("2026-11-22 09:12"))
    for _ in range(6):
        before = shown(board, TODAY)
        work(desk, data)
        after = shown(board, TODAY)
        assert {name: after[name] >= number for name, number in before.items()} == dict.fromkeys(
            before, True
        )


@few
@given(boards())
def test_finishing_a_card_raises_the_meter_by_one(board: Board) -> None:
    desk = Desk(board, local_moment("2026-11-22 09:12"))
    open_ids = [card.id for card in board.table(Card).values() if not board.is_done(card)]
    on_board = [card_id for card_id in open_ids if board.card(card_id).archived_at is None]
    assume(on_board)
    before = meter(board, TODAY, 3).wins
    desk.finish(*on_board)
    assert meter(board, TODAY, 3).wins == before + len(on_board)


def test_a_goal_reached_has_no_bar(desk: Desk) -> None:
    desk.goal("Launch", "One")
    goal = desk.board.goal(1)
    assert goal_bars(desk.board) == [GoalBar(goal, 0, 1)]
    desk.commit(Change("Reached", (Edit(goal, replace(goal, achieved_at=AT)),)))
    assert goal_bars(desk.board) == []


def test_cards_without_a_goal_have_no_bar(desk: Desk) -> None:
    desk.add("One")
    assert goal_bars(desk.board) == []


def test_a_gap_is_a_nought_and_nothing_else(desk: Desk) -> None:
    desk.win("One")
    desk.wait(days=3)
    desk.win("Two")
    assert rhythm(desk.board, desk.now.day).wins == (0, 0, 0, 1, 0, 0, 1)
    assert rhythm(desk.board, desk.now.day).days == 2


def test_the_meter_starts_anew_at_four(desk: Desk) -> None:
    desk.now = local_moment("2026-11-23 03:59")
    desk.win("Late")
    assert meter(desk.board, desk.now.day, 3).wins == 1
    desk.wait(minutes=1)
    assert meter(desk.board, desk.now.day, 3).wins == 0


def test_a_win_stays_on_its_day_when_the_person_travels(desk: Desk) -> None:
    desk.now = local_moment("2026-11-22 23:30", "Pacific/Auckland")
    desk.win("One")
    desk.now = local_moment("2026-11-22 10:00", "America/New_York")
    desk.win("Two")
    assert meter(desk.board, TODAY, 3).wins == 2


@pytest.mark.parametrize(
    ("wins", "words"), [(0, "0 wins today"), (1, "1 win today"), (12, "12 wins today")]
)
def test_the_meter_says_its_count(wins: int, words: str) -> None:
    assert Meter(wins, 3).words == words


def test_a_rhythm_tells_its_days(desk: Desk) -> None:
    assert (Rhythm((0, 2, 1, 0)).days, Rhythm((0, 2, 1, 0)).of) == (2, 4)
    assert rhythm(desk.board, TODAY).of == 7


def test_a_card_put_away_undone_lowers_what_is_left_and_not_what_is_done(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One", "Two")
    desk.finish(1)
    desk.do(cards.archive, card_ids=(2,))
    assert goal_bars(desk.board) == [GoalBar(desk.board.goal(goal_id), 1, 1)]


# -- bars of goals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "total", "words"),
    [
        (0, 0, "not split yet"),
        (0, 8, "split and ready"),
        (3, 8, "3 done"),
        (49, 100, "49 done"),
        (50, 100, "50 left"),
        (51, 100, "49 left"),
        (7, 8, "1 left"),
        (8, 8, "all done"),
    ],
)
def test_a_bar_says_what_is_done_below_half_and_what_is_left_above(
    desk: Desk, done: int, total: int, words: str
) -> None:
    desk.goal("Launch")
    assert GoalBar(desk.board.goal(1), done, total).words == words


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_bar_of_a_split_goal_is_never_empty_and_full_when_all_is_done(
    done: int, more: int
) -> None:
    goal = Goal(id=1, title="Launch", rank="8")
    bar = GoalBar(goal, done, done + more)
    assert 0 < bar.part < 1
    assert GoalBar(goal, done + 1, done + more).part > bar.part
    assert GoalBar(goal, done + more, done + more).part == 1


def test_the_stages_of_a_goal_share_its_bar(desk: Desk) -> None:
    desk.goal("House")
    steps = (
        Step("Dig", "Foundation"),
        Step("Pour", "Foundation"),
        Step("Beams", "Roof"),
        Step("x"),
    )
    desk.do(goals.split_goal, goal_id=1, steps=steps)
    desk.do(goals.amend, goal_id=1, fields={"milestones": ("Foundation", "Roof", "Feast")})
    desk.finish(1, 2)
    found = stages(desk.board, desk.board.goal(1))
    assert found == (
        Stage("Foundation", 2, 2, 0.5),
        Stage("Roof", 0, 1, 0.75),
        Stage("Feast", 0, 0, 0.75),
    )
    assert [stage.is_reached for stage in found] == [True, False, False]


def test_a_goal_set_aside_has_no_bar(desk: Desk) -> None:
    desk.goal("Launch", "One")
    desk.do(goals.set_aside, goal_id=1)
    assert goal_bars(desk.board) == []


@moderate
@given(boards())
def test_wins_by_goal_and_those_without_one_are_all_wins(board: Board) -> None:
    counting = [win for win in board.table(Win).values() if win.withdrawn_at is None]
    by_goal = [win for goal_id in board.table(Goal) for win in goal_wins(board, goal_id)]
    others = [win for win in counting if win.goal_id not in board.table(Goal)]
    assert sorted(win.id for win in [*by_goal, *others]) == sorted(win.id for win in counting)


def test_the_wins_of_a_goal_in_a_week_are_counted_from_monday(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.win("Sunday", goal_id)
    desk.win("Of no goal")
    desk.wait(days=1)
    desk.win("Monday", goal_id)
    desk.wait(days=3)
    desk.win("Thursday", goal_id)
    assert goal_wins_in_week(desk.board, goal_id, desk.now.day) == 2
    assert [win.text for win in goal_wins(desk.board, goal_id)] == ["Sunday", "Monday", "Thursday"]
