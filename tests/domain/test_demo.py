from datetime import timedelta

import pytest

from kanban.domain.board import Board
from kanban.domain.demo import demo_acts
from kanban.domain.insight_words import words
from kanban.domain.insights import insights
from kanban.domain.moment import Moment, local_day
from kanban.domain.progress import goal_bars, meter, rhythm
from kanban.domain.records import Card

from .builder import brute_force, local_moment, observed
from .test_flow import BERLIN


def demo(now: Moment) -> Board:
    board = Board()
    for act in demo_acts(now):
        board.apply(act(board))
    return board


@pytest.mark.parametrize(
    "wall", ["2026-11-22 09:12", "2026-11-22 04:00", "2026-03-01 00:30", "2028-02-29 23:59"]
)
def test_the_demo_can_be_shown_anywhere_at_any_hour(zone: str, wall: str) -> None:
    now = local_moment(wall, zone)
    board = demo(now)
    assert observed(board) == brute_force(board)
    assert meter(board, now.day, 3).wins == 3
    assert rhythm(board, now.day).days == 6
    assert all(board.count_in(column.id) for column in board.columns())
    assert all(bar.done < bar.total for bar in goal_bars(board))


def test_the_demo_is_the_same_each_time(now: Moment) -> None:
    assert observed(demo(now)) == observed(demo(now))


def test_the_demo_wrote_yesterday(now: Moment) -> None:
    day = demo(now).day(now.day - timedelta(days=1))
    assert day.three
    assert day.first_step in [card.title for card in demo(now).cards_in(2)]


def test_nothing_in_the_demo_happens_later_than_now(now: Moment) -> None:
    board = demo(now)
    for column in board.columns():
        for card in board.cards_in(column.id):
            assert all(move.at <= now.at for move in card.moves)
    assert all(win.at <= now.at for win in board.wins_on(now.day))


def test_every_picture_of_the_insights_has_something_to_show(now: Moment) -> None:
    found = insights(demo(now), now.day, lambda at: local_day(at, BERLIN))
    assert not any(each.is_empty for each in words(found, str, with_private=True))
    assert sum(day.is_written for day in found.inner) > 10


def test_the_past_of_the_demo_is_not_on_the_board(now: Moment) -> None:
    board = demo(now)
    shown = sum(board.count_in(column.id) for column in board.columns())
    assert shown == 21
    assert len(board.table(Card)) > 40
