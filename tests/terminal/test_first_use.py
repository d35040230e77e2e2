"""The first use, the seven days and the next step, lived in a terminal and by the shell."""

from pathlib import Path

import pytest

from kanban.domain.records import Goal

from .program import HEADER, PROGRAM, Home
from .terminal import Terminal
from .test_story import records

pytestmark = pytest.mark.terminal

QUESTIONS = (
    "What do you want to bring about?",
    "Why does it matter to you?",
    "Which three small steps come first?",
    "What have you done today already?",
)
STEPS = ("Write [red] words", "屋根の写真", "Ask Ann")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_two_minutes_lead_from_nothing_to_a_goal_its_steps_and_two_wins(
    home: Home, size: tuple[int, int]
) -> None:
    with home.opened(size) as board:
        board.terminal.wait(QUESTIONS[0])
        board.press("Launch the product\r", QUESTIONS[1])
        board.press("People wait for it\r", QUESTIONS[2])
        board.press("\r".join(STEPS) + "\r\r", QUESTIONS[3])
        assert "is your first win" in board.terminal.text
        board.press("Sent that email\r", "w logs a win, ? shows every key.")
        board.select(STEPS[0])
        assert "2 wins today" in board.terminal.lines[HEADER]
        assert board.titles(0) == list(STEPS)
        board.press("d", "3 wins today")
        assert board.quit() == 0
    (goal,) = home.board.table(Goal).values()
    assert (goal.title, goal.why) == ("Launch the product", "People wait for it")
    assert home.wins == ['Split "Launch the product" into 3 steps', "Sent that email", STEPS[0]]
    with home.opened(size) as board:
        board.select(STEPS[1])
        assert QUESTIONS[0] not in board.terminal.text


def test_a_terminal_closed_in_the_middle_of_the_welcome_loses_no_letter(home: Home) -> None:
    with home.opened() as board:
        board.press("Launch\r", QUESTIONS[1])
        board.press("People wait\r", QUESTIONS[2])
        board.press("one\rtw", "tw")
        board.terminal.kill(9)
        board.terminal.finish()
    assert home.board.is_unused
    with home.opened() as board:
        board.terminal.wait(QUESTIONS[2])
        board.press("\x13", "w logs a win, ? shows every key.")
        board.select("one")
    assert home.columns["To Do"] == ["one", "tw"]
    assert home.board.goals()[0].why == "People wait"


def test_one_escape_leads_past_the_welcome_for_ever(home: Home) -> None:
    with home.opened() as board:
        board.terminal.wait(QUESTIONS[0])
        board.press("\x1b", "a adds a small step, w logs a win, ? shows every key.")
        assert board.quit() == 0
    with home.opened() as board:
        board.terminal.wait("a adds a small step.")
        board.settle()
        assert QUESTIONS[0] not in board.terminal.text


def test_what_is_typed_faster_than_the_welcome_opens_goes_into_it(home: Home) -> None:
    terminal = Terminal(PROGRAM, home.env, (80, 24))
    try:
        terminal.wait(QUESTIONS[0])
        terminal.send("Launch dux\rit waits\rone u\rtwo d\r\rwon\r")
        terminal.wait("2 wins today")
    finally:
        terminal.close()
    assert home.columns["To Do"] == ["one u", "two d"]


def test_the_welcome_and_the_shell_leave_the_same_records(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    with keys.opened() as board:
        board.terminal.wait(QUESTIONS[0])
        board.terminal.send("Launch\rPeople wait\rone\rtwo\r\rSent that email\r")
        board.terminal.wait("2 wins today")
        assert board.quit() == 0
    shell.run("goal", "add", "Launch", "--why", "People wait")
    shell.run("goal", "split", "Launch", stdin="one\ntwo\n")
    shell.run("win", "Sent that email")
    by_keys, by_shell = records(keys), records(shell)
    assert [len(each.pop("history")) for each in (by_keys, by_shell)] == [2, 3]
    assert by_keys.pop("store")["1"]["next_ids"] == by_shell.pop("store")["1"]["next_ids"]
    assert by_keys == by_shell
