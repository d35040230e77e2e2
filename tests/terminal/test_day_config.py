"""Keys and settings of one's own, in a real terminal: written, checked, worked with, corrected."""

from pathlib import Path

import pytest

from .program import PROGRAM, Home
from .terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.fixture
def garden(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.run("add", "-", stdin="Order the bricks\nDraw the window\nAsk Noor\nDig the bed\nSow\n")
    return home


def set_in(home: Home, *lines: str) -> None:
    """Put lines into the settings file above its table of keys, as a person would."""
    file = home.folder / "config.toml"
    head, table, tail = file.read_text().partition("#[keys]")
    file.write_text("\n".join([head, *lines, "", table + tail]))


def test_a_hand_that_knows_vim_works_a_morning(garden: Home) -> None:
    assert "every setting" in garden.run("config")
    assert "is in order" in garden.run("config")
    set_in(garden, 'key_map = "vim"')
    todo, _, done = garden.columns
    titles = garden.columns[todo]
    with garden.opened() as board:
        board.terminal.send("3j")
        board.select(titles[3])
        board.terminal.send("gg")
        board.select(titles[0])
        board.press("2d", "2d")
        board.terminal.wait("d archive")
        board.press("\x1b", "a add")
        assert garden.columns[todo] == titles
        board.press("2dd", "Archived 2 cards")
        assert garden.columns[todo] == titles[2:]
        board.press("u", "Undone")
        assert garden.columns[todo] == titles
        board.terminal.send("G")
        board.select(titles[-1])
        board.press("m", "1 win today")
        assert garden.columns[done] == [titles[-1]]
        board.press("a", "New card")
        board.press("dd3jgg", "dd3jgg")
        board.press("\r", "a add")
        board.terminal.wait(lambda _: "dd3jgg" in garden.columns[todo])
        board.press("?", "Keys of the vim map")
        board.press("send", "g1-9")
        board.terminal.press("\x1b", lambda seen: "Keys of the vim map" not in seen.text)
        assert board.quit() == 0


def test_keys_of_ones_own_are_refused_until_they_are_right(garden: Home) -> None:
    garden.run("config")
    file = garden.folder / "config.toml"
    file.write_text('[keys]\n"card.done" = "ctl+d"\nwin.log = "a"\n')
    terminal = Terminal(PROGRAM, garden.env)
    assert terminal.finish() == 2
    terminal.wait(
        lambda seen: (
            'line 2: No terminal sends the key "ctl+d"' in "".join(seen.lines)
            and 'Did you mean "ctrl+d"?' in "".join(seen.lines)
        )
    )
    terminal.close()
    file.write_text('[keys]\n"card.done" = ["ctrl+d", "z d"]\n"counts.toggle-quiet" = "z q"\n')
    assert "is in order" in garden.run("config")
    first = next(iter(garden.columns.values()))
    with garden.opened() as board:
        board.press("z", "q quiet")
        board.press("d", "1 win today")
        board.press("\x04", "2 wins today")
        assert garden.wins == first[:2]
        board.press("zq", "Counts are hidden. zq shows them.")
        assert board.quit() == 0


def test_a_plain_terminal_gets_plain_signs_and_no_colour(garden: Home) -> None:
    garden.run("config")
    set_in(garden, 'glyphs = "ascii"', "animations = false")
    with garden.opened(env={"NO_COLOR": "1"}) as board:
        assert board.terminal.text.isascii()
        buffer = board.terminal.screen.buffer
        (row,) = (y for y, line in enumerate(board.terminal.lines) if "Order the bricks" in line)
        column = board.terminal.lines[row].index("Order")
        assert buffer[row][column].reverse
        board.press("d", "1 win today")
        assert board.terminal.text.isascii()
        assert board.quit() == 0
