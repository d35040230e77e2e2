"""How full a column is, and which columns a change takes past their limit."""

import pytest

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.operations import cards, columns, days, goals, wins
from kanban.domain.records import WinKind
from kanban.domain.wip import crowd, crowds

from .builder import Desk


@pytest.fixture
def desk(now) -> Desk:
    desk = Desk.new(now)
    desk.add("One", "Two")
    desk.add("Three", to="Doing")
    desk.do(columns.limit, column_id=2, wip_limit=2)
    return desk


@pytest.fixture
def board(desk: Desk) -> Board:
    return desk.board


def decided(desk: Desk, operation, **arguments) -> Change:
    change: Change = operation(desk.board, desk.now, **arguments)
    return change


def test_a_limit_is_kept_up_to_its_number(board: Board) -> None:
    assert crowd(board, 2, 1) is None
    found = crowd(board, 2, 2)
    assert found is not None
    assert (found.before, found.after, found.limit) == (1, 3, 2)


@pytest.mark.parametrize(("column_id", "arriving"), [(1, 500), (2, 0), (2, -1), (99, 5)])
def test_without_a_limit_or_an_arrival_nothing_is_too_full(board, column_id, arriving) -> None:
    assert crowd(board, column_id, arriving) is None


def test_a_change_tells_which_columns_it_takes_past_their_limit(desk: Desk) -> None:
    over = decided(desk, cards.move, card_ids=(1, 2), column_id=2)
    assert [each.column.name for each in crowds(desk.board, over)] == ["Doing"]
    fits = decided(desk, cards.move, card_ids=(1,), column_id=2)
    assert crowds(desk.board, fits) == []
    added = decided(desk, cards.add, titles=("a", "b"), column_id=2)
    assert [each.after for each in crowds(desk.board, added)] == [3]


def test_what_stays_leaves_or_is_archived_in_a_full_column_is_no_arrival(desk: Desk) -> None:
    desk.move(1, 2, to="Doing")
    for change in (
        decided(desk, cards.shift, card_id=1, by=1),
        decided(desk, cards.archive, card_ids=(1,)),
        decided(desk, cards.finish, card_ids=(1,)),
        decided(desk, cards.amend, card_id=1, fields={"title": "Other"}),
    ):
        assert crowds(desk.board, change) == []


def test_what_does_more_than_to_carry_cards_is_not_held_up(desk: Desk) -> None:
    desk.do(columns.limit, column_id=1, wip_limit=1)
    desk.goal("Launch")
    for change in (
        decided(desk, goals.split_goal, goal_id=1, steps=("a", "b")),
        decided(
            desk, wins.reframe, learned="a", kind=WinKind.CLARITY, card_id=None, next_title="b"
        ),
        decided(desk, days.close, on=desk.now.day, fields={"first_step": "a"}),
        decided(desk, columns.remove, column_id=1, to_id=2),
    ):
        assert change.edits
        assert crowds(desk.board, change) == []
