"""A stuck moment, a step forward, the morning and the evening, in a real terminal on real files."""

import re
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kanban.boards import create_board
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import cards, days, goals, wins
from kanban.domain.records import Win

from .program import HEADER, NOTICE, PROGRAM, Home
from .terminal import Terminal
from .test_story import records

pytestmark = pytest.mark.terminal

HINT = "enter to the board"
OPEN = "The day is still open"
AFTER_BREAKFAST = 'recap_at = "05:00"\n'
"""An hour that has come wherever these tests run, for there it is about noon."""
SECRET = "nobody answered me"


def configure(home: Home, text: str) -> None:
    home.folder.mkdir(exist_ok=True)
    (home.folder / "config.toml").write_text(text)


def live(home: Home, days_ago: int) -> None:
    """Close a day of some days ago, with wins, a first step and private words."""
    zone = home.env["TZ"]
    then = datetime.now(UTC).astimezone(ZoneInfo(zone)) - timedelta(days=days_ago)

    def clock() -> Moment:
        return moment(then, zone)

    held = create_board(home.folder / "boards", "main", clock)
    held.do(goals.add, title="Launch", why="", steps=("Write the page", "Test login"))
    held.do(cards.add, titles=("Call Ana",))
    held.do(wins.log, texts=("Asked for [red] the contract",))
    fields = {
        "three": ("Asked for [red] the contract",),
        "mattered": "It is out of my head",
        "setback": SECRET,
        "first_step": "Test login",
        "first_card_id": 2,
    }
    held.do(days.close, on=clock().day, fields=fields)
    held.close()


def cards_of(home: Home, *titles: str) -> Home:
    home.run("add", "-", stdin="\n".join(titles))
    return home


# -- by keys and by shell --------------------------------------------------------------------------


def test_the_same_moments_by_keys_and_by_shell_leave_the_same_records(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for home in (keys, shell):
        cards_of(home, "Write the page", "Test login")
    with keys.opened((80, 24)) as board:
        board.press("fHalf of it\r", "A step forward: Half of it. 1 win today.")
        board.press("f", "Its step of today is logged.")
        board.terminal.send("j")
        board.select("Test login")
        board.press("f\r", "A step forward: Test login. 2 wins today.")
        board.terminal.send(f"b{SECRET}\rkNo account yet\rAsk Ana\x14\x13")
        board.terminal.wait("Known now: No account yet. 3 wins today.")
        assert SECRET not in board.terminal.text
        assert "blocked" in board.terminal.text
        board.press("b\rcIt is the cookie\r\r", "Clear now: It is the cookie. 4 wins today.")
        assert board.quit() == 0
    shell.run("forward", "1", "Half of it")
    shell.run("forward", "2")
    stuck = ("stuck", "2", "--learned", "No account yet", "--kind", "knowledge")
    shell.run(*stuck, "--in-the-way", SECRET, "--next", "Ask Ana", "--blocked")
    shell.run("stuck", "2", "--learned", "It is the cookie", "--kind", "clarity")
    assert records(keys) == records(shell)
    assert keys.columns["To Do"] == ["Ask Ana", "Write the page", "Test login"]


def test_a_stuck_moment_that_was_shown_survives_kill_9(home: Home) -> None:
    cards_of(home, "Test login")
    with home.opened() as board:
        board.press("b\rlAna knows\rAsk Ana\r", "Can help: Ana knows. 1 win today.")
        board.terminal.kill(signal.SIGKILL)
        assert board.terminal.finish() == -signal.SIGKILL
    assert home.wins == ["Ana knows"]
    assert home.columns["To Do"] == ["Ask Ana", "Test login"]


def test_a_step_from_the_shell_shows_on_the_open_board(home: Home) -> None:
    cards_of(home, "Test login")
    with home.opened() as board:
        home.run("forward", "1", "Half of it")
        board.terminal.wait("1 win today")
        assert re.search(r"\d\d:\d\d › Half of it", board.board_text)
        assert board.rows(0)[3].strip("█ ") == "›"


# -- the morning -----------------------------------------------------------------------------------


def test_the_first_start_of_a_day_shows_the_day_before_and_the_second_does_not(home: Home) -> None:
    live(home, days_ago=1)
    with home.opened((80, 24)) as board:
        board.terminal.wait(HINT)
        for words in ("Yesterday, ", "✓ Asked for [red] the contract", "It is out of my head"):
            assert words in board.terminal.text
        assert "First step" in board.terminal.text
        assert SECRET not in board.terminal.text
        board.terminal.send("\r")
        board.select("Test login")
        assert HINT not in board.terminal.text
        assert board.quit() == 0
    with home.opened((80, 24)) as board:
        board.settle()
        assert HINT not in board.terminal.text
        assert board.quit() == 0


def test_who_starts_the_board_and_types_on_loses_nothing(home: Home) -> None:
    live(home, days_ago=1)
    with home.opened() as board:
        board.terminal.send("aBuy dud paint\r")
        board.terminal.wait(lambda seen: "Buy dud paint" in home.columns["To Do"])
        board.settle()
    assert home.columns["To Do"] == ["Test login", "Write the page", "Call Ana", "Buy dud paint"]
    assert home.wins == []


def test_of_two_terminals_opened_at_once_one_greets(home: Home) -> None:
    live(home, days_ago=1)
    terminals = [Terminal(PROGRAM, home.env, (80, 24)) for _ in range(2)]
    try:
        for terminal in terminals:
            terminal.wait(lambda seen: "? keys" in seen.text and "today" in seen.lines[HEADER])
            terminal.wait(lambda _: True, quiet_s=1)
        assert sorted(HINT in terminal.text for terminal in terminals) == [False, True]
    finally:
        for terminal in terminals:
            terminal.close()


def test_after_a_quiet_week_there_is_the_last_win_and_one_small_step(home: Home) -> None:
    live(home, days_ago=7)
    with home.opened((80, 24)) as board:
        board.terminal.wait(HINT)
        for words in ("The last win, ", "✓ Asked for [red] the contract", "One small step"):
            assert words in board.terminal.text
        assert "It is out of my head" not in board.terminal.text
        board.press("d", "Done: Test login. 1 win today.")
        assert board.quit() == 0
    assert home.wins == ["Test login"]


def test_the_greeting_can_be_turned_off(home: Home) -> None:
    live(home, days_ago=1)
    configure(home, "greeting = false\n")
    with home.opened() as board:
        board.settle()
        assert HINT not in board.terminal.text
        assert board.quit() == 0


# -- the evening -----------------------------------------------------------------------------------


def test_the_evening_is_spoken_of_once_by_the_board_or_the_shell(home: Home) -> None:
    configure(home, AFTER_BREAKFAST)
    cards_of(home, "Test login")
    with home.opened() as board:
        board.terminal.wait(f"{OPEN}: r looks back on it.")
        assert home.run("recap", "--if-due") == ""
        board.terminal.send("q")
        board.terminal.wait("q once more leaves.")
        assert board.quit() == 0
    with home.opened() as board:
        board.settle()
        assert OPEN not in board.terminal.text
        assert board.quit() == 0


def test_what_the_shell_has_said_the_board_does_not_repeat(home: Home) -> None:
    configure(home, AFTER_BREAKFAST)
    cards_of(home, "Test login")
    assert home.run("recap", "--if-due").startswith(OPEN)
    assert home.run("recap", "--if-due") == ""
    with home.opened() as board:
        board.settle()
        assert OPEN not in board.terminal.lines[NOTICE]


COMMAND = re.compile(rb"\x1b\](.*?)(?:\x07|\x1b\\\\)")
"""An operating system command, as the title of the window is; it may end in a bell."""


@pytest.mark.parametrize(
    ("nudge", "rings", "notices"), [("line", 0, 0), ("bell", 1, 0), ("terminal", 0, 1)]
)
def test_the_evening_rings_or_notifies_where_that_was_chosen(
    home: Home, nudge: str, rings: int, notices: int
) -> None:
    configure(home, AFTER_BREAKFAST + f'nudge = "{nudge}"\n')
    cards_of(home, "Private title")
    with home.opened() as board:
        board.terminal.wait(OPEN)
        raw = bytes(board.terminal.raw)
    told = [each for each in COMMAND.findall(raw) if b"The day is still open." in each]
    assert COMMAND.sub(b"", raw).count(b"\x07") == rings
    assert len(told) == notices
    assert not any(b"Private" in each for each in COMMAND.findall(raw))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_an_open_evening_at_once(home: Home, number: int) -> None:
    configure(home, AFTER_BREAKFAST)
    cards_of(home, "Test login")
    with home.opened() as board:
        board.terminal.wait(OPEN)
        board.terminal.kill(number)
        assert board.terminal.finish() == 128 + number
    assert not (home.folder / "boards" / "drawer" / "main" / "asked.json").exists()


def test_a_closed_day_is_left_without_a_word(home: Home) -> None:
    configure(home, AFTER_BREAKFAST)
    live(home, days_ago=0)
    with home.opened() as board:
        board.settle()
        assert OPEN not in board.terminal.text
        assert board.quit() == 0
    wins = [win.text for win in home.board.table(Win).values()]
    assert wins == ['Split "Launch" into 2 steps', "Asked for [red] the contract"]
