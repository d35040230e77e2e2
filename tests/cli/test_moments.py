"""A step forward, a stuck moment and the evening's word, from the shell."""

import pytest

from kanban.domain.operations import days
from kanban.domain.records import Card, Win, WinKind

SECRET = "the boss shouted at me"


@pytest.fixture
def cards(shell):
    shell.goal("Launch")
    shell.ok("add", "-", "--goal", "Launch", stdin="Write the page\nTest login\n")
    return shell


def the_wins(shell):
    return [(win.kind, win.text, win.card_id) for win in shell.board().table(Win).values()]


def test_forward_logs_a_step_in_the_words_given_or_the_cards(cards):
    out = 'A step forward on "Write the page". 1 win today.\n'
    assert cards.ok("forward", "1", "Half", "of", "it").out == out
    assert cards.ok("forward", "2").out == 'A step forward on "Test login". 2 wins today.\n'
    assert the_wins(cards) == [
        (WinKind.FORWARD, "Half of it", 1),
        (WinKind.FORWARD, "Test login", 2),
    ]
    cards("forward", "1").refuses(1, "has its step of today", "Log what else moved as a win.")
    cards.wait(days=1)
    assert cards.ok("forward", "1").out == 'A step forward on "Write the page". 1 win today.\n'


def test_forward_is_for_cards_that_are_not_done(cards):
    cards.ok("done", "1")
    cards("forward", "1").refuses(1, "is finished")
    cards("forward", "9").refuses(1, "no card 9")
    cards("forward", "one").refuses(2, '"one" is not the number of a card')
    cards("forward").refuses(2, "ID")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("clarity", "Clear now"), ("knowledge", "Known now"), ("leverage", "Can help")],
)
def test_stuck_says_the_win_back_and_how_many_that_makes(shell, kind, said):
    answer = shell.ok("stuck", "--learned", " It is the cookie ", "--kind", kind)
    assert answer.lines == [f"{said}: It is the cookie", "1 win today."]
    assert the_wins(shell) == [(WinKind(kind), "It is the cookie", None)]


def test_stuck_blocks_its_card_and_adds_the_next_step_as_one_change(cards):
    answer = cards.ok(
        *("stuck", "2", "--learned", "No account yet", "--kind", "knowledge"),
        *("--in-the-way", SECRET, "--next", "Ask Ana", "--blocked"),
    )
    assert answer.lines == ["Known now: No account yet", "Next step: card 3.", "1 win today."]
    assert cards.titles("To Do") == ["Ask Ana", "Write the page", "Test login"]
    held = cards.board()
    assert held.table(Win)[1].in_the_way == SECRET
    assert held.table(Card)[2].blocked == "No account yet"
    assert held.table(Card)[3].goal_id == 1
    cards.ok("undo")
    assert cards.titles("To Do") == ["Write the page", "Test login"]


def test_what_got_in_the_way_is_printed_by_no_command(cards):
    told = [
        cards.ok(
            *("stuck", "2", "--learned", "No account yet", "--kind", "knowledge"),
            *("--in-the-way", SECRET, "--next", "Ask Ana", "--blocked"),
        )
    ]
    for verb in ("recap", "status", "list", "doctor"):
        told += [cards.ok(verb), cards.ok(verb, "--json")]
    told += [cards.ok("undo"), cards.ok("redo"), cards.ok("recap", "--json")]
    assert not any(SECRET in answer.out for answer in told)
    assert SECRET in str(cards.files())


def test_stuck_refuses_what_is_no_stuck_moment(cards):
    cards("stuck", "--learned", "x").refuses(2, "--kind")
    cards("stuck", "--kind", "clarity").refuses(2, "--learned")
    wrong = cards("stuck", "--learned", "x", "--kind", "note")
    wrong.refuses(2, '"note" is not one of clarity, knowledge, leverage')
    cards("stuck", "9", "--learned", "x", "--kind", "clarity").refuses(1, "no card 9")
    cards("stuck", "--learned", " ", "--kind", "clarity").refuses(1, "one visible character")
    unnamed = cards("stuck", "--learned", "x", "--kind", "clarity", "--blocked")
    unnamed.refuses(2, "--blocked marks a card", "Name its number.")
    assert the_wins(cards) == []


def test_a_win_says_its_kind(shell):
    assert shell.ok("win", "--kind", "clarity", "It is the cookie").out == "Logged. 1 win today.\n"
    assert shell.ok("recap", "--json").json["wins"][0]["kind"] == "clarity"
    shell("win", "--kind", "card", "x").refuses(2, '"card" is not one of')
    shell("win", "--kind", "\x1b[31m", "x").refuses(2, "is not one of")


@pytest.mark.parametrize("verb", ["forward", "stuck"])
def test_hostile_words_are_kept_and_printed_harmless(cards, hostile, verb):
    words = {
        "forward": ("1", "--", hostile),
        "stuck": ("--kind", "clarity", f"--learned={hostile}"),
    }
    answer = cards.ok(verb, *words[verb])
    assert all(char.isprintable() or char in "\n\u200b\u200d" for char in answer.out)
    assert len(the_wins(cards)) == 1


# -- the evening -----------------------------------------------------------------------------------

TOLD = "The day is still open: progress-board opens the board, r looks back on it.\n"


def test_the_evening_is_told_of_once_from_its_hour_on(shell):
    shell.ok("win", "One")
    assert shell.ok("recap", "--if-due").out == ""  # 09:12
    shell.wait(hours=8)
    assert shell.ok("recap", "--if-due").out == TOLD
    assert shell.ok("recap", "--if-due").out == ""
    shell.wait(days=1)
    assert shell.ok("recap", "--if-due").out == TOLD


def test_half_past_one_at_night_is_still_the_evening_before(shell):
    shell.ok("add", "One")
    shell.wait(hours=16, minutes=18)
    assert shell.ok("recap", "--if-due").out == TOLD
    shell.wait(hours=3)
    assert shell.ok("recap", "--if-due").out == ""


def test_the_hour_and_the_rest_days_are_those_of_the_settings(shell):
    shell.ok("add", "One")
    shell.configure('recap_at = "09:00"\nrest_days = ["sun"]\nnudge = "off"')
    assert shell.ok("recap", "--if-due").out == ""
    shell.wait(days=1)
    assert shell.ok("recap", "--if-due").out == TOLD


def test_a_closed_day_and_an_unused_board_are_left_alone(shell):
    shell.configure('recap_at = "09:00"')
    assert shell.ok("recap", "--if-due").out == ""
    shell.ok("add", "One")
    with shell.keeper() as held:
        held.do(days.close, on=held.clock().day, fields={})
    assert shell.ok("recap", "--if-due").out == ""


def test_what_is_not_due_leaves_no_trace(shell):
    shell.ok("add", "One")
    with shell.unchanged():
        shell.ok("recap", "--if-due")


def test_what_the_board_has_said_the_shell_does_not_repeat(shell):
    shell.ok("add", "One")
    shell.wait(hours=8)
    with shell.keeper() as held:
        assert held.drawer.claim("nudged", held.clock().day)
    assert shell.ok("recap", "--if-due").out == ""


@pytest.mark.parametrize("option", ["--json", "--day=mon"])
def test_if_due_is_about_today_and_for_people(shell, option):
    shell("recap", "--if-due", option).refuses(2, "--if-due says one line about today")
