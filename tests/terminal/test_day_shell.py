"""The plain mode in a terminal: a dialogue of lines that a screen reader can follow."""

import re
from collections.abc import Iterator

import pytest

from .program import PROGRAM, Home
from .terminal import Terminal

pytestmark = pytest.mark.terminal

PLAIN = [*PROGRAM, "--plain"]
SIZE = (100, 120)
"""High enough that nothing scrolls away."""
BEYOND_LINES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xe2[\x94-\x96]")
"""What moves a cursor, colours, rings, or draws a box or a block."""


def asks(terminal: Terminal) -> bool:
    """Tell whether it waits for a command: the cursor stands behind a prompt alone."""
    return terminal.lines[terminal.screen.cursor.y].strip() == ">"


def answer(terminal: Terminal, line: str, holds: str) -> None:
    """Type a line, and wait for what is said and the next prompt."""
    terminal.send(f"{line}\r")
    terminal.wait(lambda seen: holds in seen.text and asks(seen))


@pytest.fixture
def plain(home: Home) -> Iterator[Terminal]:
    """The plain mode at its first prompt."""
    terminal = Terminal(PLAIN, home.env, SIZE)
    try:
        terminal.wait(lambda seen: "help lists them" in seen.text and asks(seen))
        yield terminal
    finally:
        terminal.close()


def test_a_day_is_worked_by_lines_alone(plain: Terminal, home: Home) -> None:
    answer(plain, 'goal add "Plant a garden" --why "To eat in the sun"', "1")
    answer(plain, "add Dig the bed --goal plant --due fri", 'Added "Dig the bed".')
    answer(plain, "add Ann's spade", 'Added "Ann\'s spade".')
    answer(plain, "done 1", "1 win today.")
    answer(plain, "win Ordered seeds", "2 wins today.")
    answer(plain, "show 1", "Goal: Plant a garden")
    home.run("add", "Theirs")
    answer(plain, "undo", 'Meanwhile: Added "Theirs".')
    plain.wait(lambda seen: 'Undone: Logged the win "Ordered seeds".' in seen.text)
    plain.send("add -\r")
    plain.wait(lambda seen: "a dot on a line of its own" in seen.text)
    plain.send("Rake\rSow\r")
    answer(plain, ".", "Added 2 cards.")
    answer(plain, "show to do", "To Do, 4 cards")
    answer(plain, "don 3", 'There is no command "don".')
    answer(plain, "recap", "Dig the bed")
    plain.send("quit\r")
    assert plain.finish() == 0
    assert home.columns == {
        "To Do": ["Ann's spade", "Theirs", "Rake", "Sow"],
        "Doing": [],
        "Done": ["Dig the bed"],
    }
    assert home.wins == ["Dig the bed"]


def test_it_writes_lines_and_nothing_else(plain: Terminal) -> None:
    answer(plain, "add Dig", 'Added "Dig".')
    answer(plain, "done 1", "1 win today.")
    for line in ("show", "status", "recap --week", "goal list", "list", "help"):
        answer(plain, line, "")
    plain.send("\x04")
    assert plain.finish() == 0
    plain.wait(lambda _: True)
    assert BEYOND_LINES.search(bytes(plain.raw)) is None


def test_ctrl_c_ends_it_with_everything_kept(plain: Terminal, home: Home) -> None:
    answer(plain, "add Dig", 'Added "Dig".')
    plain.send("add Ra\x03")
    assert plain.finish() == 130
    assert plain.settings == plain.before
    assert home.columns["To Do"] == ["Dig"]


def test_a_pipe_is_read_like_a_person(home: Home) -> None:
    said = home.run("--plain", stdin="add Dig\ndone 1\n").splitlines()
    assert said[-3:] == ['Added "Dig".', 'Moved "Dig" to Done.', "1 win today."]
    assert home.wins == ["Dig"]
