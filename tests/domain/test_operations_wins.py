from datetime import date

import pytest

from kanban.domain.board import Board
from kanban.domain.operations import wins
from kanban.domain.records import Win, WinKind

from .builder import Desk, local_moment


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
