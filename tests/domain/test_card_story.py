from datetime import UTC, datetime, timedelta

from kanban.domain.board import Board
from kanban.domain.card_story import GONE, say_days, stays
from kanban.domain.moment import moment
from kanban.domain.records import Card, Column, Move

NOW = moment(datetime(2026, 11, 22, 12, tzinfo=UTC))


def ago(**span: int) -> datetime:
    return NOW.at - timedelta(**span)


def card(*moves: Move) -> Card:
    return Card(id=1, title="a", column_id=2, rank="a", created_at=ago(days=9), moves=moves)


def test_a_card_tells_where_it_was_the_newest_first() -> None:
    board = Board([Column(id=1, name="To Do", rank="a"), Column(id=2, name="Doing", rank="b")])
    found = stays(
        board, card(Move(1, ago(days=9)), Move(7, ago(days=2)), Move(2, ago(hours=1))), NOW
    )
    assert [(stay.column, stay.days, stay.is_now) for stay in found] == [
        ("Doing", 0, True),
        (GONE, 2, False),
        ("To Do", 7, False),
    ]
    assert found[0].arrived.hour == 11


def test_days_are_counted_by_the_persons_days_and_never_below_none() -> None:
    board = Board([Column(id=1, name="To Do", rank="a")])
    assert stays(board, card(Move(1, ago(hours=9))), NOW)[0].days == 1  # at three in the night
    assert stays(board, card(Move(1, ago(days=-3))), NOW)[0].days == 0  # a clock set back
    assert stays(board, card(), NOW) == ()


def test_a_span_is_said_in_the_largest_unit_it_has_two_of() -> None:
    spans = {
        0: "less than a day",
        1: "1 day",
        13: "13 days",
        14: "2 weeks",
        59: "8 weeks",
        60: "2 months",
    }
    assert {days: say_days(days) for days in spans} == spans
