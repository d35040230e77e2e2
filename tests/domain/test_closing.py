from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.closing import closing
from kanban.domain.operations import wins
from kanban.domain.recap import recap
from kanban.domain.records import WinKind

from .builder import Desk, few, local_moment

TODAY = date(2026, 11, 22)


def said(desk: Desk, day: date = TODAY, **how: bool) -> list[str]:
    return [each.text for each in closing(recap(desk.board, day), desk.now.day, **how)]


def test_a_day_is_said_back_from_what_moved_to_its_first_step(desk: Desk) -> None:
    for text in ("One", "Two", "Three"):
        desk.win(text)
    desk.close(
        three=("One", "Mine"),
        mattered="The way is free",
        setback="The login broke",
        learned="It is the cookie",
        learned_kind=WinKind.CLARITY,
        emotion=1,
        hindered=("time",),
        first_step="Call Ana",
    )
    assert said(desk) == [
        "What moved: One; Mine.",
        "Also: Two; Three.",
        "Why it mattered: The way is free.",
        "Clear now: It is the cookie.",
        "Tomorrow begins with: Call Ana.",
    ]


def test_a_day_without_anything_ends_on_a_plain_good_word(desk: Desk) -> None:
    desk.close()
    assert said(desk) == ["The rest can wait until tomorrow."]
    assert said(desk, TODAY - timedelta(days=3)) == ["It is kept with your days."]


def test_a_stuck_moment_turned_around_during_the_day_is_said_as_what_it_became(desk: Desk) -> None:
    desk.do(wins.reframe, learned="Noor knows", kind=WinKind.LEVERAGE, in_the_way="No data")
    desk.close()
    assert said(desk) == ["Can help: Noor knows.", "The rest can wait until tomorrow."]


def test_the_goals_that_were_served_are_named_once(desk: Desk) -> None:
    launch, home = desk.goal("Launch"), desk.goal("Home")
    desk.win("One", launch)
    desk.win("Two", launch)
    desk.win("Three", home)
    desk.close(three=("One", "Two"))
    assert said(desk)[:3] == ["What moved: One; Two.", "Also: Three.", "Closer to: Launch."]
    desk.undo()
    desk.close()
    assert said(desk)[:2] == ["What moved: One; Two; Three.", "Closer to: Launch, Home."]


def test_many_wins_are_named_by_the_first_and_their_number(desk: Desk) -> None:
    for number in range(9):
        desk.win(f"Win {number}")
    desk.close()
    assert said(desk)[0] == "What moved: Win 0; Win 1; Win 2; and 6 more."
    assert said(desk, is_quiet=True)[0] == "What moved: Win 0; Win 1; Win 2; and more."


def test_the_first_step_of_a_past_day_is_not_called_tomorrows(desk: Desk) -> None:
    desk.close(TODAY - timedelta(days=2), first_step="Call Ana")
    assert said(desk, TODAY - timedelta(days=2)) == ["The first step after Fri 20 Nov: Call Ana."]


@few
@given(
    st.booleans(),
    st.sampled_from([None, *WinKind]),
    st.text("ab ", max_size=4),
    st.sampled_from(["", "Call Ana"]),
)
def test_no_day_ends_on_a_setback_or_tells_how_it_felt(
    is_won: bool, kind: WinKind | None, learned: str, first_step: str
) -> None:
    desk = Desk.new(local_moment("2026-11-22 20:00"))
    if is_won:
        desk.win("A win")
    desk.close(
        setback="SETBACK",
        learned=learned,
        learned_kind=kind if kind in (WinKind.CLARITY, WinKind.KNOWLEDGE) else None,
        emotion=1,
        hindered=("respect",),
        first_step=first_step,
    )
    sentences = said(desk)
    last = f"Tomorrow begins with: {first_step}." if first_step else "The rest can wait"
    assert sentences[-1].startswith(last)
    assert not any("SETBACK" in each or "disregard" in each for each in sentences)


@pytest.mark.parametrize("days_ago", [0, 1, 40])
def test_a_day_with_hostile_words_is_said_back_harmless(
    desk: Desk, hostile: str, days_ago: int
) -> None:
    day = TODAY - timedelta(days=days_ago)
    desk.win(hostile)
    desk.close(day, three=(hostile,), mattered=hostile, first_step=hostile)
    for each in closing(recap(desk.board, day), TODAY):
        assert all(char.isprintable() or char in "\u200b\u200d" for char in each.text)
