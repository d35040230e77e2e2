"""The first use, the seven days and the next step, lived in a terminal and by the shell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kanban.boards import create_board
from kanban.domain.moment import moment
from kanban.domain.operations import cards, challenge, wins
from kanban.domain.records import Goal
from kanban.keeper import Keeper

from .program import HEADER, NOTICE, PROGRAM, Home
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


@contextmanager
def past(home: Home, days: int) -> Iterator[Keeper]:
    """Hold the board as it was held some days ago."""
    zone = home.env["TZ"]
    then = datetime.now(ZoneInfo(zone)) - timedelta(days=days)
    held = create_board(home.folder / "boards", "main", lambda: moment(then, zone))
    try:
        yield held
    finally:
        held.close()


def test_seven_days_by_keys_and_by_shell(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for each in (keys, shell):
        each.run("add", "One")
    with keys.opened() as board:
        board.press("\x10", "Search for commands")
        board.press("Seven days of one tiny", "challenge.start")
        board.press("\r", "Seven days of one tiny thing.")
        board.terminal.wait("□   □   □   □   □   □   □")
        board.press("wSent that email\r", "■   □   □   □   □   □   □")
        board.terminal.resize(80, 24)
        board.terminal.wait("[■] □ □ □ □ □ □  seven days")
        assert board.quit() == 0
    shell.run("challenge", "start")
    shell.run("win", "Sent that email")
    assert keys.json("challenge", "show") == shell.json("challenge", "show")
    assert keys.json("challenge", "show")["things"] == ["Sent that email", *[None] * 6]
    assert records(keys) == records(shell)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_five_of_seven_days_end_as_five_tiny_things_once(home: Home, size: tuple[int, int]) -> None:
    things = ("Watered it", "Sent it", "", "", "Called Ann", "Swept", "Read a page")
    with past(home, 8) as held:
        held.do(challenge.start)
        held.do(cards.add, titles=("One",))
    for place, thing in enumerate(things):
        if thing:
            with past(home, 8 - place) as held:
                held.do(wins.log, texts=(thing,))
    with home.opened(size) as board:
        board.terminal.wait("enter to the board")  # the morning comes first
        board.press("\r", "5 tiny things")
        lines = [line.split("■")[-1].strip() for line in board.terminal.lines if "■" in line]
        assert lines == [thing for thing in things if thing]
        board.terminal.send("d")
        board.terminal.wait(lambda seen: "5 tiny things" not in seen.text)
        board.settle()
        assert home.columns["To Do"] == ["One"]
        assert board.quit() == 0
    assert home.json("challenge", "show")["began_on"] is None
    with home.opened(size) as board:
        board.select("One")
        board.settle()
        assert "tiny things" not in board.terminal.text


def test_a_card_long_under_way_is_offered_its_next_step_once_and_the_shell_makes_the_same(
    tmp_path: Path,
) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for each in (keys, shell):
        with past(each, 7) as held:
            held.do(cards.add, titles=("Waiting",))
            held.do(cards.add, titles=("Test [red] login",), column_id=2)
    offer = "Under way for 7 days: Test [red] login  S smallest next step?"
    with keys.opened((80, 24)) as board:
        board.terminal.wait(offer)
        board.press("S", "Smallest next step: Test [red] login")
        board.press("Open the page\r", "To Do 2")
        board.select("Open the page")
        assert board.quit() == 0
    with keys.opened((80, 24)) as board:
        board.select("Open the page")
        board.settle()
        assert not board.terminal.lines[NOTICE].strip()
    assert shell.run("next", "2", "Open", "the", "page") == "3\n"
    assert records(keys) == records(shell)


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
