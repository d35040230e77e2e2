from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.flow import (
    PERCENTS,
    Ageing,
    CycleTime,
    ageing,
    cumulative_flow,
    cycle_times,
    first_day,
    monday_of,
    passages,
    percentile,
    throughput,
)
from kanban.domain.moment import local_day
from kanban.domain.records import Card, Column, Move, Win, WinKind
from kanban.domain.values import replace

from .builder import Desk, local_moment, moderate, written_win

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
TODO, DOING, REVIEW, DONE = 1, 2, 3, 4
COLUMNS = [
    Column(id=TODO, name="To Do", rank="a"),
    Column(id=DOING, name="Doing", rank="b"),
    Column(id=REVIEW, name="Review", rank="c"),
    Column(id=DONE, name="Done", rank="d", is_done=True),
]


def day_of(at: datetime) -> date:
    return local_day(at, BERLIN)


def card(card_id: int, *moves: tuple[int, float], **fields: object) -> Card:
    """Return a card by its moves, each a column and how many days ago it was reached."""
    arrivals = tuple(Move(to, NOON - timedelta(days=ago)) for to, ago in moves)
    column_id = moves[-1][0] if moves else TODO
    made = Card(
        id=card_id,
        title=f"Card {card_id}",
        column_id=column_id,
        rank=f"{card_id:06}",
        created_at=arrivals[0].at if arrivals else NOON,
        moves=arrivals,
    )
    return replace(made, **fields)


def wins_of(*cards: Card) -> list[Win]:
    """Return the wins that go with the cards' arrivals in Done, as the board would have written."""
    days = [
        (one.id, day_of(move.at)) for one in cards for move in one.moves if move.column_id == DONE
    ]
    return [
        written_win(number, day, kind=WinKind.CARD, card_id=card_id)
        for number, (card_id, day) in enumerate(dict.fromkeys(days), start=1)
    ]


def board_of(*cards: Card) -> Board:
    return Board([*COLUMNS, *cards, *wins_of(*cards)])


def times(*cards: Card) -> list[CycleTime]:
    return cycle_times(passages(board_of(*cards), TODAY), day_of, first_day(TODAY))


def days_of(*cards: Card) -> list[int]:
    return [each.days for each in times(*cards)]


@st.composite
def histories(draw: Callable) -> list[Card]:
    """Cards that moved anywhere, in any order of time, some put away."""
    ago = st.floats(-2, 100, allow_nan=False)
    column_ids = st.sampled_from([TODO, DOING, REVIEW, DONE, 99])
    made = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        moves = draw(st.lists(st.tuples(column_ids, ago), max_size=6))
        if draw(st.booleans()):
            moves.sort(key=lambda move: -move[1])
        put_away = draw(st.none() | ago)
        archived_at = None if put_away is None else NOON - timedelta(days=put_away)
        made.append(card(number, *moves, archived_at=archived_at))
    return made


# -- cycle time ----------------------------------------------------------------------------------


def test_a_card_of_one_afternoon_took_one_day():
    assert days_of(card(1, (TODO, 30), (DOING, 1.2), (DONE, 1.1))) == [1]


def test_the_first_and_the_last_day_both_count():
    assert days_of(card(1, (TODO, 30), (DOING, 6), (DONE, 1))) == [6]


def test_waiting_in_the_first_column_is_no_part_of_it():
    late = card(1, (TODO, 80), (DOING, 3), (DONE, 2))
    assert days_of(late) == days_of(card(1, (TODO, 3.5), (DOING, 3), (DONE, 2)))


def test_a_card_carried_back_keeps_the_day_it_was_started():
    assert days_of(card(1, (TODO, 9), (DOING, 8), (TODO, 7), (DOING, 2), (DONE, 1))) == [8]


def test_a_card_done_again_is_finished_when_it_came_last():
    assert days_of(card(1, (TODO, 9), (DOING, 8), (DONE, 7), (DOING, 3), (DONE, 0))) == [9]


def test_a_card_taken_out_of_done_is_not_finished():
    assert times(card(1, (DOING, 8), (DONE, 7), (DOING, 3))) == []


def test_a_card_sent_straight_to_done_took_one_day():
    assert days_of(card(1, (TODO, 40), (DONE, 2)), card(2, (DONE, 2))) == [1, 1]


def test_a_card_put_away_after_it_was_done_counts():
    assert days_of(card(1, (DOING, 8), (DONE, 7), archived_at=NOON)) == [2]


def test_a_card_taken_in_from_elsewhere_without_the_day_it_was_finished_is_left_out():
    """It is in Done since the import, and no win of that day: it was finished on another."""
    board = Board([*COLUMNS, card(1, (DONE, 0))])
    assert cycle_times(passages(board, TODAY), day_of, first_day(TODAY)) == []


def test_the_day_is_that_of_the_win_wherever_the_person_is_now():
    """Finished at noon in Berlin, seen from Auckland, where it was past midnight."""
    desk = Desk(board_of(), local_moment("2026-11-20 17:00"))
    desk.add("One")
    desk.finish(1)
    auckland = ZoneInfo("Pacific/Auckland")
    ways = passages(desk.board, TODAY)
    (time,) = cycle_times(ways, lambda at: local_day(at, auckland), first_day(TODAY))
    assert time.finished_on == date(2026, 11, 20)


def test_a_clock_set_back_makes_no_day_negative():
    assert days_of(card(1, (DOING, 1), (DONE, 5))) == [1]


def test_the_evening_lasts_until_the_day_begins():
    started, done = "2026-11-19 23:50", "2026-11-20 02:30"
    moves = (Move(DOING, local_moment(started).at), Move(DONE, local_moment(done).at))
    (time,) = times(card(1, (DONE, 2), moves=moves))
    assert (time.started_on, time.finished_on, time.days) == (
        date(2026, 11, 19),
        date(2026, 11, 19),
        1,
    )


def test_days_are_dates_not_spans_of_24_hours():
    """The clocks went back on 25 October: 49 hours, three dates."""
    moves = (
        Move(DOING, local_moment("2026-10-24 12:00").at),
        Move(DONE, local_moment("2026-10-26 12:00").at),
    )
    assert days_of(card(1, (DONE, 2), moves=moves)) == [3]


def test_only_cards_finished_in_the_weeks_looked_at_count_and_in_that_order():
    first = first_day(TODAY)
    ago = (TODAY - first).days
    cards = [card(1, (DONE, ago + 1)), card(2, (DONE, 1)), card(3, (DONE, ago))]
    assert [each.card.id for each in times(*cards)] == [3, 2]


def test_the_moves_that_the_board_itself_writes_are_understood():
    desk = Desk(board_of(), local_moment("2026-11-17 10:00"))
    one, two = desk.add("One", "Two")
    desk.move(one, to="Doing")
    desk.wait(days=3)
    desk.finish(one, two)
    found = cycle_times(passages(desk.board, desk.now.day), day_of, first_day(TODAY))
    assert [(each.card.id, each.days) for each in found] == [(one, 4), (two, 1)]


# -- percentiles ---------------------------------------------------------------------------------


def nearest_rank_by_counting(values: list[int], percent: int) -> int:
    """Return the least value of them all that at least so many per cent do not exceed."""
    return min(
        value
        for value in values
        if Fraction(sum(each <= value for each in values), len(values)) >= Fraction(percent, 100)
    )


@moderate
@given(st.lists(st.integers(0, 60), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[int], percent: int
):
    assert percentile(sorted(values), percent) == nearest_rank_by_counting(values, percent)


def test_percentiles_of_the_textbook():
    """Five values by nearest rank, as Wikipedia's article "Percentile" works them out."""
    values = [15, 20, 35, 40, 50]
    assert [percentile(values, each) for each in (5, 30, 40, 50, 100)] == [15, 20, 20, 35, 50]


# -- throughput ----------------------------------------------------------------------------------


@moderate
@given(histories())
def test_throughput_counts_each_finished_card_in_the_week_it_was_finished(cards: list[Card]):
    first = first_day(TODAY)
    found = times(*cards)
    weeks = throughput(found, first)
    assert len(weeks) == 12
    for week, count in enumerate(weeks):
        monday = first + timedelta(weeks=week)
        assert count == sum(monday_of(each.finished_on) == monday for each in found)


# -- cumulative flow -----------------------------------------------------------------------------


def standing(one: Card, day: date) -> int | None:
    """Return the column a card stands in at the end of a day, by replaying its moves."""
    if one.archived_at and one.column_id != DONE and day_of(one.archived_at) <= day:
        return None
    reached = [move.column_id for move in one.moves if day_of(move.at) <= day]
    return reached[-1] if reached else None


@moderate
@given(histories(), st.integers(0, 90), st.integers(0, 40))
def test_cumulative_flow_is_a_replay_of_every_move_day_by_day(
    cards: list[Card], ago: int, span: int
):
    first = TODAY - timedelta(days=ago)
    last = first + timedelta(days=span)
    found = cumulative_flow(board_of(*cards), day_of, first, last)
    days = [first + timedelta(days=after) for after in range(span + 1)]
    assert [column.id for column in found.columns] == [TODO, DOING, REVIEW, DONE]
    assert found.counts == tuple(
        tuple(sum(standing(one, day) == column.id for one in cards) for day in days)
        for column in found.columns
    )


def test_the_last_day_of_cumulative_flow_is_what_the_board_shows():
    desk = Desk.new(local_moment("2026-11-10 10:00"))
    cards = desk.add("One", "Two", "Three", "Four")
    desk.wait(days=2)
    desk.move(*cards[:3], to="Doing")
    desk.finish(cards[0])
    desk.archive(cards[3])
    found = cumulative_flow(desk.board, day_of, desk.now.day, desk.now.day)
    shown = [desk.board.count_in(column.id) for column in found.columns]
    assert [row[-1] for row in found.counts] == shown == [0, 2, 1]


# -- ageing --------------------------------------------------------------------------------------


def ages(*cards: Card) -> list[tuple[int, int]]:
    board = board_of(*cards)
    found: list[Ageing] = ageing(board, passages(board, TODAY), day_of, TODAY)
    return [(each.card.id, each.days) for each in found]


def test_what_is_under_way_is_shown_the_longest_first():
    fresh = card(1, (TODO, 50), (DOING, 0))
    old = card(2, (TODO, 50), (DOING, 8), (REVIEW, 1))
    assert ages(fresh, old) == [(2, 9), (1, 1)]


def test_what_waits_is_done_or_put_away_is_not_under_way():
    away = card(3, (DOING, 5), archived_at=NOON)
    assert ages(card(1, (DOING, 5), (TODO, 1)), card(2, (DOING, 5), (DONE, 1)), away) == []


def test_a_card_whose_moves_nobody_kept_ages_from_the_day_it_was_made():
    assert ages(card(1, column_id=DOING, created_at=NOON - timedelta(days=3))) == [(1, 4)]


# -- boards that are unlike others ---------------------------------------------------------------


@pytest.mark.parametrize(
    "columns",
    [[], [COLUMNS[0]], [COLUMNS[3]], [replace(COLUMNS[3], rank="0"), COLUMNS[1]]],
    ids=["none", "no done column", "done alone", "done first"],
)
def test_any_columns_will_do(columns: list[Column]):
    one = card(1, (TODO, 3), (DOING, 2), (DONE, 1))
    board = Board([*columns, one, *wins_of(one)])
    ways = passages(board, TODAY)
    assert len(cycle_times(ways, day_of, TODAY - timedelta(days=9))) == (
        DONE in board.table(Column)
    )
    assert ageing(board, ways, day_of, TODAY) == []
    assert len(cumulative_flow(board, day_of, TODAY, TODAY).counts) == len(columns)


def test_percents_are_those_that_kanban_people_use():
    assert PERCENTS == (50, 85, 95)
