from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.morning import morning
from kanban.domain.once import is_told
from kanban.domain.operations import cards, wins

from .builder import ZONES, Desk, all_records, local_moment, moderate, rebuilt, written_win

WEEKEND = ("sat", "sun")


@pytest.fixture
def desk() -> Desk:
    """A session that begins on a Monday morning."""
    return Desk.new(local_moment("2026-11-16 09:12"))


def test_the_morning_shows_what_was_written_the_day_before(desk: Desk) -> None:
    (card_id,) = desk.add("Call Ana")
    desk.close(three=("One", "Two"), mattered="It is out", first_step="Call Ana", first_card_id=1)
    desk.wait(days=1)
    held = morning(desk.board, desk.now)
    assert held is not None
    assert (held.day, held.three) == (date(2026, 11, 16), ("One", "Two"))
    assert (held.mattered, held.step, held.card_id) == ("It is out", "Call Ana", card_id)
    assert not held.is_after_gap


def test_a_day_that_was_not_written_about_shows_its_wins_starred_first(desk: Desk) -> None:
    for text in ("One", "Two", "Three", "Four"):
        desk.win(text)
    desk.wait(days=1)
    held = morning(desk.board, desk.now)
    assert held is not None
    assert (held.three, held.mattered, held.step) == (("One", "Two", "Three"), "", "")


def test_the_last_day_that_holds_something_is_shown_with_its_date(desk: Desk) -> None:
    desk.add("Call Ana")
    desk.close(three=("One",))
    desk.wait(days=2)
    held = morning(desk.board, desk.now)
    assert held is not None
    assert held.day == date(2026, 11, 16)


def test_private_words_alone_are_nothing_to_show(desk: Desk) -> None:
    desk.add("Call Ana")
    desk.close(setback="Ana did not answer", emotion=1, hindered=("help",))
    desk.wait(days=1)
    assert morning(desk.board, desk.now) is None


@pytest.mark.parametrize("is_put_away", [True, False])
def test_a_first_step_that_is_done_or_put_away_is_not_asked_for(desk, is_put_away: bool) -> None:
    desk.add("Call Ana")
    desk.close(three=("One",), first_step="Call Ana", first_card_id=1)
    desk.do(cards.archive if is_put_away else cards.finish, card_ids=(1,))
    desk.wait(days=1)
    held = morning(desk.board, desk.now)
    assert held is not None
    assert (held.three, held.step, held.card_id) == (("One",), "", None)


def test_a_first_step_has_the_words_its_card_has_now(desk: Desk) -> None:
    desk.add("Call Ana")
    desk.close(three=("One",), first_step="Call Ana", first_card_id=1)
    desk.do(cards.amend, card_id=1, fields={"title": "Write to Ana"})
    desk.wait(days=1)
    held = morning(desk.board, desk.now)
    assert held is not None
    assert (held.step, held.card_id) == ("Write to Ana", 1)


def test_a_new_board_and_one_without_a_past_show_nothing(desk: Desk) -> None:
    assert morning(desk.board, desk.now) is None
    desk.add("One")
    desk.win("Two")
    assert morning(desk.board, desk.now) is None


def test_days_that_came_with_an_import_are_not_looked_back_on(desk: Desk) -> None:
    desk.add("One")
    imported = written_win(1, date(2026, 11, 13))
    desk = Desk(rebuilt(desk.board, [*all_records(desk.board), imported]), desk.now)
    assert morning(desk.board, desk.now) is None
    desk.wait(days=30)
    assert morning(desk.board, desk.now) is None


# -- after a quiet spell ---------------------------------------------------------------------------


def after(desk: Desk, days: int, rest_days: tuple[str, ...] = WEEKEND):
    desk.wait(days=days)
    return morning(desk.board, desk.now, rest_days=rest_days)


@pytest.mark.parametrize(
    ("days", "rest_days", "is_gap"),
    [
        (3, WEEKEND, False),  # Tuesday and Wednesday
        (4, WEEKEND, True),
        (4, ("wed", "sat", "sun"), False),
        (5, ("wed", "sat", "sun"), True),
        (4, (), True),
        (400, WEEKEND, True),
        (400, ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), False),
    ],
)
def test_a_gap_is_three_workdays_without_a_win(desk, days, rest_days, is_gap: bool) -> None:
    desk.win("One")
    held = after(desk, days, rest_days)
    assert held is not None
    assert held.is_after_gap is is_gap


def test_a_weekend_is_no_gap_for_who_rests(desk: Desk) -> None:
    desk.wait(days=4)  # Friday
    desk.win("One")
    held = after(desk, 4)
    assert held is not None
    assert not held.is_after_gap
    held = after(desk, 1)
    assert held is not None
    assert not held.is_after_gap
    held = after(desk, 1)
    assert held is not None
    assert held.is_after_gap


def test_after_a_gap_there_is_the_last_win_and_one_small_card(desk: Desk) -> None:
    desk.add("A large one", fields={"checklist": ()})
    desk.do(cards.amend, card_id=1, fields={"blocked": "no answer"})
    desk.wait(minutes=1)
    desk.add("A small one")
    desk.wait(minutes=1)
    desk.do(cards.add, titles=("A younger one",), on_top=True)
    desk.win("One")
    desk.win("Two")
    held = after(desk, 7)
    assert held is not None
    assert (held.day, held.three, held.mattered) == (date(2026, 11, 16), ("Two",), "")
    assert (held.step, held.card_id) == ("A small one", 2)


def test_after_a_gap_the_first_step_that_was_written_comes_before_the_oldest(desk: Desk) -> None:
    desk.add("The oldest", "Call Ana")
    desk.win("One")
    desk.close(first_step="Call Ana", first_card_id=2)
    held = after(desk, 7)
    assert held is not None
    assert (held.step, held.card_id) == ("Call Ana", 2)


def test_where_no_card_is_small_it_is_the_one_on_top(desk: Desk) -> None:
    desk.add("First", "Second")
    for card_id in (1, 2):
        desk.do(cards.amend, card_id=card_id, fields={"blocked": "no answer"})
    desk.win("One")
    held = after(desk, 7)
    assert held is not None
    assert held.step == "First"


def test_where_nothing_waits_there_is_the_last_win_alone(desk: Desk) -> None:
    desk.win("One")
    held = after(desk, 7)
    assert held is not None
    assert (held.three, held.step, held.card_id) == (("One",), "", None)


def test_a_win_of_today_ends_the_gap_before_the_board_is_opened(desk: Desk) -> None:
    desk.win("One")
    desk.wait(days=7)
    desk.do(wins.log, texts=("From the shell",))
    held = morning(desk.board, desk.now)
    assert held is not None
    assert not held.is_after_gap


def test_a_board_set_up_after_midnight_knows_the_evening_it_began_on() -> None:
    desk = Desk.new(local_moment("2026-11-17 01:00"))
    desk.win("One")
    desk.now = local_moment("2026-11-17 09:00")
    held = morning(desk.board, desk.now)
    assert held is not None
    assert held.day == date(2026, 11, 16)
    assert morning(desk.board, desk.now, day_starts_at=time(0)) is None


@moderate
@given(
    zone=st.sampled_from(ZONES),
    rest_days=st.sampled_from([(), WEEKEND]),
    starts=st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=40),
)
def test_a_day_greets_at_most_once_and_a_quiet_spell_too(zone, rest_days, starts: list) -> None:
    """Starts of the program hours apart, with or without a win behind, over changes of clocks."""
    desk = Desk.new(local_moment("2026-03-20 12:00", zone))
    desk.add("One")
    greeted, spell = None, None
    days, spells = [], []
    for hours, wins_behind in starts:
        desk.wait(hours=hours)
        held = morning(desk.board, desk.now, rest_days=rest_days)
        if held and not is_told(greeted, desk.now.day):
            greeted = desk.now.day
            if not held.is_after_gap:
                days.append(greeted)
                assert held.day < greeted
            elif not is_told(spell, held.day):
                spell = held.day
                spells.append(spell)
                days.append(greeted)
        if wins_behind:
            desk.win("Sent that email")
    assert days == sorted(set(days))
    assert spells == sorted(set(spells))
