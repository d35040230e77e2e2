import pytest

from kanban.domain.hints import Lingering, lingering, reads_like_a_project
from kanban.domain.operations import cards, columns

from .builder import Desk


@pytest.mark.parametrize(
    "line",
    [
        "Launch the product",
        "learn Rust",
        "Call Ana and Ben and Cem",
        "Write the page & send it; then rest",
        "Write a long description of all that has to be said about the release of next week",
    ],
)
def test_a_line_that_takes_more_than_a_sitting_is_noticed(line: str) -> None:
    assert reads_like_a_project(line)


@pytest.mark.parametrize(
    "line", ["Call Ana", "Salt and pepper", "Ask about the launch", "Planet book", "x", ""]
)
def test_a_small_step_is_left_alone(line: str) -> None:
    assert not reads_like_a_project(line)


def test_a_card_more_than_five_days_under_way_is_named(desk: Desk) -> None:
    desk.add("Old", to="Doing")
    desk.wait(days=2)
    desk.add("Newer", to="Doing")
    desk.add("Waiting")
    desk.add("Finished", to="Done")
    desk.wait(days=3)
    assert list(lingering(desk.board, desk.now)) == []
    desk.wait(days=1)
    assert list(lingering(desk.board, desk.now)) == [Lingering(desk.card(1), 6)]
    desk.wait(days=9)
    assert [each.card.title for each in lingering(desk.board, desk.now)] == ["Old", "Newer"]


def test_a_card_that_is_blocked_waits_for_something_else(desk: Desk) -> None:
    desk.add("Old", to="Doing")
    desk.do(cards.amend, card_id=1, fields={"blocked": "no account"})
    desk.wait(days=9)
    assert list(lingering(desk.board, desk.now)) == []


def test_a_card_that_waits_for_another_lingers_once_that_one_is_done(desk: Desk) -> None:
    desk.add("Old", to="Doing")
    desk.add("Before it")
    desk.do(cards.amend, card_id=1, fields={"waits_for": (2,)})
    desk.wait(days=9)
    assert list(lingering(desk.board, desk.now)) == []
    desk.finish(2)
    assert [each.card.title for each in lingering(desk.board, desk.now)] == ["Old"]


def test_a_card_in_a_hidden_column_was_put_out_of_mind(desk: Desk) -> None:
    desk.add("Old", to="Doing")
    desk.do(columns.hide, column_id=2)
    desk.wait(days=9)
    assert list(lingering(desk.board, desk.now)) == []
