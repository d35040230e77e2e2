from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.nudges import is_due
from kanban.domain.operations import wins
from kanban.domain.progress import meter, rhythm
from kanban.domain.records import Win, WinKind
from kanban.domain.wins import REFRAMES
from kanban.errors import RuleError

from .builder import Desk, local_moment, moderate


def test_a_win_is_logged_in_the_persons_words(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    change = desk.do(wins.log, texts=(" Sent that email ",), goal_id=goal_id)
    assert change.words == 'Logged the win "Sent that email"'
    assert dict(desk.board.table(Win)) == {
        1: Win(
            id=1,
            kind=WinKind.NOTE,
            text="Sent that email",
            at=desk.now.at,
            zone="Europe/Berlin",
            utc_offset_minutes=60,
            day=date(2026, 11, 22),
            goal_id=goal_id,
        )
    }


def test_many_wins_are_logged_in_one_change_in_their_order(desk: Desk) -> None:
    desk.win("Before")
    change = desk.do(wins.log, texts=("One", "Two", "Three"))
    assert change.words == "Logged 3 wins"
    assert list(desk.board.table(Win)) == [1, 2, 3, 4]
    assert desk.wins_today() == ["Before", "One", "Two", "Three"]
    desk.undo()
    assert desk.wins_today() == ["Before"]


@pytest.mark.parametrize("text", ["x", "!", "\u2713", "\U0001fae8"])
def test_one_visible_character_is_a_win(desk: Desk, text: str) -> None:
    desk.win(text)
    assert desk.wins_today() == [text]


def test_the_same_words_twice_are_two_wins(desk: Desk) -> None:
    desk.win("Called Ana")
    desk.win("Called Ana")
    assert desk.wins_today() == ["Called Ana", "Called Ana"]


def test_a_win_after_midnight_belongs_to_the_evening_before(desk: Desk) -> None:
    desk.now = local_moment("2026-11-23 02:30")
    desk.win("Sent that email")
    assert [win.text for win in desk.board.wins_on(date(2026, 11, 22))] == ["Sent that email"]


def test_a_board_without_columns_takes_a_win(now) -> None:
    desk = Desk(Board(), now)
    desk.win("Sent that email")
    assert desk.wins_today() == ["Sent that email"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"texts": (" \u200b",)}, "A win needs at least one visible character"),
        ({"texts": ("Sent", "")}, "A win needs at least one visible character"),
        ({"texts": ("Sent", "a" * 501)}, "This win is too long"),
        ({"texts": ("Sent",), "goal_id": 9}, "no goal 9"),
        ({"texts": ()}, "0 wins cannot be logged at once, where 1 to 1000 can"),
        ({"texts": ("Sent",) * 1_001}, "1001 wins cannot be logged at once"),
    ],
)
def test_an_impossible_win_is_refused(desk: Desk, arguments: dict, words: str) -> None:
    with desk.refusal(words):
        desk.do(wins.log, **arguments)


def test_a_win_taken_back_is_withdrawn_and_never_deleted(desk: Desk) -> None:
    win_id = desk.win("Sent that email")
    desk.wait(days=1)
    desk.undo()
    assert desk.board.table(Win)[win_id].withdrawn_at == desk.now.at
    assert desk.board.days_with_wins() == []
    desk.redo()
    assert desk.board.table(Win)[win_id].withdrawn_at is None


def test_hostile_text_is_kept_harmless_in_a_win(desk: Desk, hostile: str) -> None:
    desk.win(hostile)
    assert all(char.isprintable() or char in "\u200b\u200d" for char in desk.wins_today()[0])


# -- a step forward --------------------------------------------------------------------------------


def test_a_step_on_an_unfinished_card_is_a_win_of_its_goal(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    (card_id,) = desk.add("Write the page", fields={"goal_id": goal_id})
    desk.do(wins.forward, card_id=card_id, text=" Half of it ")
    (win,) = desk.board.wins_on(desk.now.day)
    assert (win.kind, win.text) == (WinKind.FORWARD, "Half of it")
    assert (win.card_id, win.goal_id) == (card_id, goal_id)


def test_a_step_without_words_has_those_of_its_card(desk: Desk) -> None:
    desk.add("Write the page")
    desk.do(wins.forward, card_id=1)
    assert desk.wins_today() == ["Write the page"]


def test_a_card_has_one_step_a_day(desk: Desk) -> None:
    (card_id,) = desk.add("Write the page")
    desk.do(wins.forward, card_id=card_id)
    with desk.refusal("has its step of today"):
        desk.do(wins.forward, card_id=card_id, text="More")
    desk.wait(days=1)
    desk.do(wins.forward, card_id=card_id)
    assert desk.wins_today() == ["Write the page"]


def test_a_step_taken_back_can_be_taken_again_and_counts_once(desk: Desk) -> None:
    (card_id,) = desk.add("Write the page")
    desk.do(wins.forward, card_id=card_id)
    first = desk.board.wins_on(desk.now.day)[0].at
    desk.undo()
    desk.wait(hours=1)
    desk.do(wins.forward, card_id=card_id, text="Half of it")
    (win,) = desk.board.wins_on(desk.now.day)
    assert (win.text, win.at) == ("Half of it", first)


def test_a_finished_card_has_no_steps(desk: Desk) -> None:
    desk.add("Write the page")
    desk.finish(1)
    with desk.refusal("is finished"):
        desk.do(wins.forward, card_id=1)


# -- a stuck moment --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [WinKind.CLARITY, WinKind.KNOWLEDGE, WinKind.LEVERAGE])
def test_a_stuck_moment_becomes_a_win_and_the_meter_rises(desk: Desk, kind: WinKind) -> None:
    desk.do(wins.reframe, learned="It is the cookie", kind=kind, in_the_way="The login broke")
    (win,) = desk.board.wins_on(desk.now.day)
    assert (win.kind, win.text, win.in_the_way) == (kind, "It is the cookie", "The login broke")


def test_a_stuck_card_gets_a_next_step_and_its_reason_in_one_change(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.add("Other")
    (card_id,) = desk.add("Test login", fields={"goal_id": goal_id})
    desk.do(
        wins.reframe,
        learned="Ana knows",
        kind=WinKind.LEVERAGE,
        card_id=card_id,
        in_the_way="No account",
        next_title="Ask Ana",
        is_blocked=True,
    )
    assert desk.titles("To Do") == ["Ask Ana", "Other", "Test login"]
    assert desk.card(card_id).blocked == "Ana knows"
    assert desk.card(3).goal_id == goal_id
    desk.undo()
    assert (desk.titles("To Do"), desk.wins_today()) == (["Other", "Test login"], [])
    assert desk.card(card_id).blocked == ""


def test_a_card_is_blocked_by_what_is_known_and_never_by_the_private_words(desk: Desk) -> None:
    (card_id,) = desk.add("Test login")
    desk.do(
        wins.reframe,
        learned="No account",
        kind=WinKind.KNOWLEDGE,
        card_id=card_id,
        in_the_way="Ana did not answer me",
        is_blocked=True,
    )
    assert desk.card(card_id).blocked == "No account"


@pytest.mark.parametrize("kind", [WinKind.CARD, WinKind.NOTE, WinKind.GOAL])
def test_a_stuck_moment_becomes_one_of_three(desk: Desk, kind: WinKind) -> None:
    with desk.refusal("does not become a"):
        desk.do(wins.reframe, learned="It is clear", kind=kind)


@pytest.mark.parametrize("kind", [WinKind.NOTE, WinKind.CLARITY])
def test_a_win_by_hand_may_say_its_kind(desk: Desk, kind: WinKind) -> None:
    desk.do(wins.log, texts=("It is clear",), kind=kind)
    assert desk.board.wins_on(desk.now.day)[0].kind is kind


def test_a_win_that_only_a_card_can_make_is_not_logged_by_hand(desk: Desk) -> None:
    with desk.refusal("not logged by hand"):
        desk.do(wins.log, texts=("Done",), kind=WinKind.CARD)


# -- both together ---------------------------------------------------------------------------------

LINES = st.sampled_from(["", "It is the cookie", "[red]", "\x1b[31m", "x" * 501])
ACTS = st.one_of(
    st.tuples(
        st.just(wins.forward), st.fixed_dictionaries({"card_id": st.integers(1, 5), "text": LINES})
    ),
    st.tuples(
        st.just(wins.log),
        st.fixed_dictionaries({"texts": st.tuples(LINES), "kind": st.sampled_from(WinKind)}),
    ),
    st.tuples(
        st.just(wins.reframe),
        st.fixed_dictionaries(
            {
                "learned": LINES,
                "kind": st.sampled_from(WinKind),
                "card_id": st.one_of(st.none(), st.integers(1, 5)),
                "in_the_way": LINES,
                "next_title": LINES,
                "is_blocked": st.booleans(),
            }
        ),
    ),
)


@moderate
@given(st.lists(ACTS, max_size=20))
def test_no_step_and_no_stuck_moment_ever_lowers_the_meter(acts: list) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:12"))
    desk.add("One", "Two", "Three")
    desk.finish(3)
    for operation, arguments in acts:
        before = meter(desk.board, desk.now.day, 3).wins
        try:
            desk.do(operation, **arguments)
        except RuleError:
            assert meter(desk.board, desk.now.day, 3).wins == before
        else:
            assert meter(desk.board, desk.now.day, 3).wins == before + 1


@pytest.mark.parametrize("kind", REFRAMES)
def test_a_day_of_no_moves_and_one_stuck_moment_is_a_complete_day(desk: Desk, kind) -> None:
    desk.add("Test login")
    desk.do(wins.reframe, learned="It is the cookie", kind=kind, card_id=1)
    assert meter(desk.board, desk.now.day, 3).wins == 1
    assert rhythm(desk.board, desk.now.day).days == 1
    desk.close()
    evening = local_moment("2026-11-22 18:00")
    assert not is_due(desk.board, evening, recap_at=evening.at.time())
