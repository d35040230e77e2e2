from datetime import timedelta

from kanban.domain.board import Board
from kanban.domain.challenge import challenge as seen
from kanban.domain.operations import challenge

from .builder import Desk


def test_seven_days_begin_today(desk: Desk) -> None:
    assert seen(desk.board, desk.now.day) is None
    desk.do(challenge.start)
    found = seen(desk.board, desk.now.day)
    assert found is not None
    assert (found.things, found.today, found.count) == (("",) * 7, 0, 0)


def test_the_first_win_written_by_hand_is_the_thing_of_its_day(desk: Desk) -> None:
    desk.do(challenge.start)
    desk.add("A card", to="Done")
    assert seen(desk.board, desk.now.day).things[0] == "A card"
    desk.win("Watered the plant")
    desk.win("Swept")
    assert seen(desk.board, desk.now.day).things[0] == "Watered the plant"


def test_five_of_seven_is_five_tiny_things(desk: Desk) -> None:
    desk.do(challenge.start)
    for number in range(7):
        if number not in (2, 3):
            desk.win(f"Thing {number}")
        desk.wait(days=1)
    found = seen(desk.board, desk.now.day)
    assert found.is_over
    assert found.words == "5 tiny things"
    assert found.things == ("Thing 0", "Thing 1", "", "", "Thing 4", "Thing 5", "Thing 6")


def test_after_a_blank_day_today_can_be_picked_up(desk: Desk) -> None:
    desk.do(challenge.start)
    assert not seen(desk.board, desk.now.day).is_picked_up
    desk.wait(days=2)
    assert seen(desk.board, desk.now.day).is_picked_up
    desk.win("Thing")
    assert not seen(desk.board, desk.now.day).is_picked_up


def test_the_days_are_those_of_the_calendar(desk: Desk) -> None:
    desk.do(challenge.start)
    began = desk.now.day
    assert seen(desk.board, began + timedelta(days=6)).today == 6
    assert seen(desk.board, began + timedelta(days=7)).today is None
    assert seen(desk.board, began - timedelta(days=1)).today is None


def test_stopping_leaves_the_wins(desk: Desk) -> None:
    desk.do(challenge.start)
    desk.win("Thing")
    desk.do(challenge.stop)
    assert seen(desk.board, desk.now.day) is None
    assert desk.wins_today() == ["Thing"]
    with desk.refusal("no seven days under way"):
        desk.do(challenge.stop)


def test_seven_days_are_begun_once_at_a_time(desk: Desk) -> None:
    desk.do(challenge.start)
    with desk.refusal("begun already"):
        desk.do(challenge.start)


def test_a_board_that_is_not_set_up_has_no_days(now) -> None:
    desk = Desk(Board(), now)
    with desk.refusal("not set up"):
        desk.do(challenge.start)
