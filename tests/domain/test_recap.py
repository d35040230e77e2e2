from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.change import Change, Edit
from kanban.domain.moment import moment
from kanban.domain.operations import cards, goals, wins
from kanban.domain.recap import first_step_for, first_step_offers, recap
from kanban.domain.records import Goal, Win, WinKind
from kanban.domain.values import replace

from .builder import ZONES, Desk, few, local_moment, moderate

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


def test_a_day_closed_without_achievements_offers_none(desk: Desk) -> None:
    desk.win("One")
    desk.write(note="A note")
    assert recap(desk.board, TODAY).three == ("One",)
    desk.close(note="A note")
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


# -- a thin day ------------------------------------------------------------------------------------


def offered(desk: Desk, day: date = TODAY) -> list[str]:
    return [each.win.text for each in recap(desk.board, day).offers]


def test_a_thin_day_offers_what_the_week_before_has_not_named(desk: Desk) -> None:
    desk.now = local_moment("2026-11-15 12:00")
    desk.win("Seven days ago")
    desk.wait(days=4)
    desk.win("Named then")
    desk.win("Not named")
    desk.close(three=("Named then",))
    desk.wait(days=3)
    desk.win("Today")
    assert recap(desk.board, TODAY).is_thin
    assert offered(desk) == ["Not named", "Seven days ago"]


def test_a_day_of_three_wins_offers_nothing_from_before(desk: Desk) -> None:
    desk.now = local_moment("2026-11-20 12:00")
    desk.win("Before")
    desk.wait(days=2)
    for number in range(3):
        assert offered(desk) == ["Before"]
        desk.win(f"Win {number}")
    assert offered(desk) == []


def test_what_lies_eight_days_back_was_withdrawn_or_was_said_twice_is_not_offered(
    desk: Desk,
) -> None:
    desk.now = local_moment("2026-11-14 12:00")
    desk.win("Eight days ago")
    desk.wait(days=1)
    desk.win("Twice")
    desk.win("Again today")
    desk.add("Withdrawn", to="Done")
    desk.move(1, to="To Do")
    desk.wait(days=1)
    desk.win("Twice")
    desk.now = local_moment("2026-11-22 12:00")
    desk.win("Again today")
    assert offered(desk) == ["Twice"]


def test_a_win_named_today_stays_among_the_offers_of_today(desk: Desk) -> None:
    desk.now = local_moment("2026-11-21 12:00")
    desk.win("Yesterday")
    desk.wait(days=1)
    desk.close(three=("Yesterday",))
    assert offered(desk) == ["Yesterday"]
    assert offered(desk, date(2026, 11, 23)) == []


def test_the_first_days_of_the_calendar_have_a_recap(desk: Desk) -> None:
    assert recap(desk.board, date.min).offers == ()


def test_stuck_moments_turned_around_are_told_from_the_other_wins(desk: Desk) -> None:
    desk.win("Plain")
    desk.do(wins.reframe, learned="It is the cookie", kind=WinKind.CLARITY)
    assert [each.win.text for each in recap(desk.board, TODAY).reframes] == ["It is the cookie"]


def test_a_day_written_later_says_when(desk: Desk) -> None:
    desk.write(on=TODAY - timedelta(days=2), note="Late")
    desk.write(note="In time")
    assert recap(desk.board, TODAY - timedelta(days=2)).written_later_on == TODAY
    assert recap(desk.board, TODAY).written_later_on is None
    assert recap(desk.board, TODAY - timedelta(days=1)).written_later_on is None


def test_a_first_step_is_offered_from_what_is_under_way_and_then_from_what_waits(
    desk: Desk,
) -> None:
    desk.add("Waits 1", "Waits 2", "Waits 3", "Waits 4")
    desk.add("Under way", "Blocked", to="Doing")
    desk.add("Finished", to="Done")
    desk.do(cards.amend, card_id=6, fields={"blocked": "no answer"})
    desk.add("Behind another", to="Doing", fields={"waits_for": (1,)})
    titles = [card.title for card in first_step_offers(desk.board)]
    assert titles == ["Under way", "Waits 1", "Waits 2", "Waits 3"]


# -- what later days do ----------------------------------------------------------------------------

NEXT_DAYS = ("win", "finish", "back", "archive", "reframe", "close", "star new", "amend", "wait")


def happen(desk: Desk, act: str, number: int) -> None:
    """Do something on a later day, where it is possible."""
    card = desk.card(number % 8 + 1)
    match act:
        case "win":
            desk.win(f"Card {number}")
        case "finish" if not desk.board.is_done(card) and card.archived_at is None:
            desk.finish(card.id)
        case "back" if desk.board.is_done(card) and card.archived_at is None:
            desk.move(card.id, to="Doing")
        case "archive" if card.archived_at is None:
            desk.archive(card.id)
        case "reframe":
            desk.do(wins.reframe, learned=f"Learned {number}", kind=WinKind.KNOWLEDGE)
        case "close" if desk.board.day(desk.now.day) is None:
            desk.close(three=("Card 1", "Win 0"), learned="x", learned_kind=WinKind.LEVERAGE)
        case "star new" if today := desk.board.wins_on(desk.now.day):
            star(desk, today[-1].id)
        case "amend":
            desk.do(cards.amend, card_id=card.id, fields={"notes": f"n {desk.board.seq}"})
        case "wait":
            desk.wait(days=number // 3, hours=1)


@moderate
@given(
    st.lists(st.tuples(st.sampled_from(NEXT_DAYS), st.integers(0, 9)), max_size=25),
    st.integers(0, 4),
)
def test_the_recap_of_a_past_day_never_changes_through_what_happens_later(
    later: list[tuple[str, int]], wins_of_the_day: int
) -> None:
    desk = Desk.new(local_moment("2026-11-20 18:00"))
    desk.goal("Launch", *(f"Card {number}" for number in range(1, 9)), why="It matters")
    desk.finish(1)
    desk.close(three=("Card 1",))
    desk.wait(days=2)
    for number in range(wins_of_the_day):
        desk.win(f"Win {number}")
    desk.finish(2)
    desk.close(three=("Card 2",), learned="Clear", learned_kind=WinKind.CLARITY, setback="s")
    before = {day: recap(desk.board, day) for day in map(_days_before, range(4))}
    desk.wait(days=1)
    for act, number in later:
        happen(desk, act, number)
    assert {day: recap(desk.board, day) for day in before} == before


def _days_before(count: int) -> date:
    return TODAY - timedelta(days=count)


@few
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=12))
def test_more_wins_never_lower_a_number(acts: list[tuple[int, bool]]) -> None:
    desk = Desk.new(local_moment("2026-11-16 09:00"))
    desk.add(*(f"Card {number}" for number in range(1, 11)))
    counts = dict.fromkeys(map(_days_before, range(8)), 0)
    for number, is_card in acts:
        card = desk.card(number + 1)
        if is_card and not desk.board.is_done(card):
            desk.finish(card.id)
        else:
            desk.win(f"Win {number}")
        desk.wait(hours=13)
        now = {day: len(recap(desk.board, day).wins) for day in counts}
        assert all(now[day] >= count for day, count in counts.items())
        assert sum(now.values()) > sum(counts.values()) or desk.now.day > TODAY
        counts = now


@few
@given(st.data())
def test_a_year_of_days_in_six_zones_is_grouped_as_by_brute_force(data: st.DataObject) -> None:
    desk = Desk.new(local_moment("2025-11-22 12:00"))
    start = desk.now.at
    minutes = st.lists(st.integers(0, 366 * 24 * 60), min_size=20, max_size=60)
    expected: dict[date, list[str]] = {}
    for number, minute in enumerate(sorted(data.draw(minutes))):
        zone = data.draw(st.sampled_from(ZONES))
        local = (start + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))
        desk.now = moment(local, zone)
        desk.win(f"Win {number}")
        wall = local.replace(tzinfo=None)
        day = wall.date() if wall.hour >= 4 else wall.date() - timedelta(days=1)
        expected.setdefault(day, []).append(f"Win {number}")
    for day in {*expected, *(each + timedelta(days=1) for each in expected)}:
        held = recap(desk.board, day)
        texts = expected.get(day, [])
        assert [each.win.text for each in held.wins] == texts
        assert held.three == tuple(texts[:3])
        before = [day - timedelta(days=back) for back in range(1, 8)]
        week = [text for each in before for text in reversed(expected.get(each, []))]
        assert [each.win.text for each in held.offers] == (week if len(texts) < 3 else [])
