from datetime import date, timedelta

from kanban.domain.operations import cards
from kanban.domain.standup import StandUp, stand_up

from .builder import Desk


def test_a_new_board_has_nothing_to_say(desk: Desk) -> None:
    assert stand_up(desk.board, desk.now.day) == StandUp(date(2026, 11, 22), None, (), (), ())


def test_it_tells_the_last_day_with_wins_today_and_what_is_blocked(desk: Desk) -> None:
    friday = desk.now.day - timedelta(days=2)
    desk.now = desk.now.__class__(
        desk.now.at - timedelta(days=2), desk.now.zone, desk.now.utc_offset_minutes, friday
    )
    desk.win("Sent that email")
    desk.win("Sent that email")
    desk.close(first_step="Open the draft", setback="secret", mattered="m")
    desk.wait(days=2)
    desk.win("Of today")
    desk.add("In work", to="Doing")
    (stuck,) = desk.add("Stuck", to="Doing")
    desk.add("Later")
    desk.do(cards.amend, card_id=stuck, fields={"blocked": "secret"})
    desk.add("Behind it", to="Doing", fields={"waits_for": (stuck,)})
    found = stand_up(desk.board, desk.now.day)
    assert found.last_day == friday
    assert found.done == ("Sent that email",)
    assert found.today == ("Open the draft", "In work")
    assert found.in_the_way == ("Stuck", "Behind it")
    assert "secret" not in repr(found)


def test_the_three_of_the_day_stand_for_its_wins(desk: Desk) -> None:
    desk.win("One")
    desk.close(three=("The larger one",))
    desk.wait(days=1)
    assert stand_up(desk.board, desk.now.day).done == ("The larger one",)


def test_each_list_stays_short_with_what_moved_last_first(desk: Desk) -> None:
    for number in range(8):
        desk.wait(minutes=1)
        desk.add(f"In work {number}", f"Stuck {number}", to="Doing")
        desk.do(cards.amend, card_id=2 * number + 2, fields={"blocked": "secret"})
    found = stand_up(desk.board, desk.now.day)
    assert found.today == tuple(f"In work {number}" for number in (7, 6, 5, 4, 3))
    assert found.in_the_way == tuple(f"Stuck {number}" for number in (7, 6, 5, 4, 3))
