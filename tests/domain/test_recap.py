from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, goals
from kanban.domain.recap import first_step_for, recap
from kanban.domain.records import Goal, Win

from .builder import Desk, few, local_moment

TODAY = date(2026, 11, 22)


def star(desk: Desk, *win_ids: int) -> None:
    wins = [desk.board.table(Win)[win_id] for win_id in win_ids]
    edits = tuple(Edit(win, replace(win, starred=True)) for win in wins)
    desk.commit(Change("Starred", edits))


def test_a_day_without_anything_is_empty(desk: Desk) -> None:
    found = recap(desk.board, TODAY)
    assert (found.day, found.wins, found.written, found.three) == (TODAY, (), None, ())
    assert found.first_step == ""


def test_a_recap_holds_the_wins_of_its_day_in_order_with_their_goals(desk: Desk) -> None:
    desk.goal("Launch")
    desk.add("One", fields={"goal_id": 1})
    desk.win("Early")
    desk.wait(hours=1)
    desk.finish(1)
    desk.wait(days=1)
    desk.win("Tomorrow")
    found = recap(desk.board, TODAY)
    assert [each.win.text for each in found.wins] == ["Early", "One"]
    assert [each.goal for each in found.wins] == [None, desk.board.goal(1)]


def test_a_withdrawn_win_is_not_in_the_recap(desk: Desk) -> None:
    desk.add("One", "Two", to="Done")
    desk.move(1, to="Doing")
    assert [each.win.text for each in recap(desk.board, TODAY).wins] == ["Two"]
    assert recap(desk.board, TODAY).three == ("Two",)


def test_a_win_outlives_its_goal(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.win("One", goal_id)
    desk.commit(Change("Removed", (Edit(desk.board.goal(goal_id), None),)))
    assert desk.board.get(Goal, goal_id) is None
    assert [each.goal for each in recap(desk.board, TODAY).wins] == [None]


def test_a_win_shows_the_clock_of_the_place_where_it_was_earned(zone: str) -> None:
    desk = Desk.new(local_moment("2026-07-01 21:05", zone))
    desk.win("One")
    desk.now = local_moment("2026-12-01 10:00", "Europe/Berlin")
    found = recap(desk.board, date(2026, 7, 1)).wins[0].local_time
    assert f"{found:%Y-%m-%d %H:%M}" == "2026-07-01 21:05"


@pytest.mark.parametrize(
    ("count", "starred", "three"),
    [
        (0, (), ()),
        (1, (), ("Win 1",)),
        (3, (), ("Win 1", "Win 2", "Win 3")),
        (5, (), ("Win 1", "Win 2", "Win 3")),
        (5, (4,), ("Win 4", "Win 1", "Win 2")),
        (5, (5, 2), ("Win 2", "Win 5", "Win 1")),
        (5, (5, 4, 3, 2), ("Win 2", "Win 3", "Win 4")),
    ],
)
def test_three_achievements_are_offered_the_starred_ones_first(
    desk: Desk, count: int, starred: tuple[int, ...], three: tuple[str, ...]
) -> None:
    for number in range(1, count + 1):
        desk.win(f"Win {number}")
    star(desk, *starred)
    assert recap(desk.board, TODAY).three == three
    assert [each.win.id for each in recap(desk.board, TODAY).wins] == list(range(1, count + 1))


def test_what_was_written_takes_the_place_of_what_was_offered(desk: Desk) -> None:
    desk.win("One")
    desk.write(three=("My own words",), first_step="Call Ana")
    found = recap(desk.board, TODAY)
    assert found.three == ("My own words",)
    assert found.first_step == "Call Ana"
    assert found.written == desk.board.day(TODAY)
    assert [each.win.text for each in found.wins] == ["One"]


def test_a_day_written_without_achievements_offers_none(desk: Desk) -> None:
    desk.win("One")
    desk.write(note="Only a note")
    assert recap(desk.board, TODAY).three == ()


def test_what_was_offered_can_be_saved_as_it_stands(desk: Desk, hostile: str) -> None:
    desk.win(hostile)
    desk.add(hostile, to="Done")
    offered = recap(desk.board, TODAY).three
    desk.write(three=offered)
    assert recap(desk.board, TODAY).three == offered


LATER = ("win", "finish", "leave", "rename", "restate", "star", "archive", "tomorrow", "next day")


@few
@given(st.lists(st.sampled_from(LATER), max_size=12))
def test_a_written_day_keeps_the_persons_words_whatever_happens_later(later: list[str]) -> None:
    desk = Desk.new(local_moment("2026-11-22 18:00"))
    desk.goal("Launch", "One", "Two")
    desk.add("Kept", to="Done")
    desk.finish(1)
    desk.write(three=("My own words", "Kept"), first_step="Call Ana", note="n")
    written = desk.board.day(TODAY)
    for number, act in enumerate(later):
        match act:
            case "win":
                desk.win("Another")
            case "finish" | "leave" if desk.board.is_done(desk.card(2)) == (act == "leave"):
                desk.move(2, to="Doing" if act == "leave" else "Done")
            case "rename":
                desk.do(cards.amend, card_id=3, fields={"title": f"Renamed {number}"})
            case "restate":
                fields = {"title": f"Restated {number}"}
                desk.do(goals.amend, goal_id=1, fields=fields)
            case "star":
                star(desk, 1)
            case "archive" if desk.card(3).archived_at is None:
                desk.archive(3)
            case "tomorrow":
                desk.wait(days=1)
            case "next day" if desk.now.day > TODAY:
                desk.do(cards.add, titles=("New",))
                desk.write(three=(f"Other words {number}",))
    found = recap(desk.board, TODAY)
    assert found.written == written
    assert found.three == ("My own words", "Kept")
    assert found.first_step == "Call Ana"


def test_the_first_step_is_that_of_the_last_day_written_before(desk: Desk) -> None:
    desk.write(on=TODAY - timedelta(days=9), first_step="Long ago")
    desk.write(on=TODAY - timedelta(days=2), first_step="Call Ana")
    desk.write(on=TODAY, first_step="For tomorrow")
    assert first_step_for(desk.board, TODAY) == "Call Ana"
    assert first_step_for(desk.board, TODAY + timedelta(days=1)) == "For tomorrow"
    assert first_step_for(desk.board, TODAY + timedelta(days=30)) == "For tomorrow"
    assert first_step_for(desk.board, TODAY - timedelta(days=2)) == "Long ago"
    assert first_step_for(desk.board, TODAY - timedelta(days=9)) == ""


def test_the_first_step_does_not_depend_on_the_order_of_writing(desk: Desk) -> None:
    desk.write(on=TODAY - timedelta(days=1), first_step="Yesterday's")
    desk.write(on=TODAY - timedelta(days=5), first_step="Written late")
    assert first_step_for(desk.board, TODAY) == "Yesterday's"


def test_a_last_day_that_left_no_first_step_leaves_none(desk: Desk) -> None:
    desk.write(on=TODAY - timedelta(days=2), first_step="Old")
    desk.write(on=TODAY - timedelta(days=1), note="n")
    assert first_step_for(desk.board, TODAY) == ""
