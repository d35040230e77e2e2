"""Several boards in a real terminal: turn to another, name one, put it away, send a card."""

import os
import subprocess

import pytest

from .program import PROGRAM, Home

pytestmark = pytest.mark.terminal

CONFIG = 'greeting = false\nnudge = "off"\n'


@pytest.fixture
def two(home: Home) -> Home:
    """A home with the boards main, of two cards, and garden, of one."""
    home.folder.mkdir()
    (home.folder / "config.toml").write_text(CONFIG)
    home.run("add", "-", stdin="Test login\nPay rent\n")
    home.run("board", "create", "garden")
    home.run("--board", "garden", "add", "Sow the peas")
    return home


def boards(home: Home) -> dict[str, tuple[int, int]]:
    """Return how many cards are open and done, by board."""
    held = home.json("board", "list")["boards"]
    return {
        each["name"]: (each["open_cards"], each["done_cards"])
        for each in held
        if not each["is_archived"]
    }


def folded(home: Home, name: str) -> bool:
    """Tell whether a board's journal holds its header alone."""
    return (home.folder / "boards" / f"{name}.journal").read_bytes().count(b"\n") == 1


def titles(home: Home, name: str) -> list[str]:
    listed = home.json("--board", name, "list")["columns"]
    return [card["title"] for column in listed for card in column["cards"]]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_a_day_on_two_boards(two: Home, size: tuple[int, int]) -> None:
    with two.opened(size) as board:
        board.select("Test login")
        board.press("o", "Garden")
        board.press("k\r", "Sow the peas")
        board.select("Sow the peas")
        board.press("d", "Done: Sow the peas.")
        board.terminal.wait(lambda _: folded(two, "main"))  # as leaving does, and beside
        assert boards(two) == {"garden": (0, 1), "main": (2, 0)}

        board.press("o", "2 open")
        board.press("j\r", "Pay rent")
        board.select("Test login")
        board.press("u", "Undone: Added 2 cards.")  # of this board, not of garden
        board.press("U", "Done again: Added 2 cards.")
        board.quit()
    assert boards(two) == {"garden": (0, 1), "main": (2, 0)}
    assert [win["text"] for win in two.json("--board", "garden", "recap")["wins"]] == [
        "Sow the peas"
    ]


def test_a_card_is_sent_with_its_history_and_undo_brings_it_back(two: Home) -> None:
    with two.opened() as board:
        board.select("Test login")
        board.press("L", "Doing 1")
        board.press("M", 'Send "Test login" to')
        board.press("\r", 'Sent "Test login" to Garden.')
        board.terminal.wait(lambda seen: "Doing 0" in seen.text)
        assert titles(two, "garden") == ["Sow the peas", "Test login"]
        listed = two.json("--board", "garden", "list")["columns"]
        assert [card["title"] for card in listed[1]["cards"]] == ["Test login"]
        board.press("u", "Undone: Sent")
        board.terminal.wait(lambda seen: "Doing 1" in seen.text)
        assert titles(two, "main") == ["Pay rent", "Test login"]
        assert titles(two, "garden") == ["Sow the peas", "Test login"]


def test_a_board_is_set_up_named_put_away_and_brought_back(two: Home) -> None:
    with two.opened() as board:
        board.select("Test login")
        board.press("o", "Garden")
        board.press("a", "Name the board")
        board.press("novel\r", "novel is set up")
        board.press("e", "Give it another name")
        board.press("\x15", "Give it another name")
        board.press("book\r", "Renamed to book.")
        board.press("x", "Put away book, with all its files.")
        assert set(boards(two)) == {"garden", "main"}
        board.press("b", "book is back.")
        board.press("\x1b", "? keys")
    assert set(boards(two)) == {"book", "garden", "main"}


def test_the_board_that_is_open_is_named_and_worked_on(two: Home) -> None:
    with two.opened() as board:
        board.select("Test login")
        board.press("o", "Garden")
        board.press("k\r", "Sow the peas")
        board.select("Sow the peas")
        board.press("o", "2 open")
        board.press("e", "Give it another name")
        board.press("\x15", "Give it another name")
        board.press("allotment\r", "Allotment")
        board.select("Sow the peas")
        board.press("d", "Done: Sow the peas.")
        assert board.quit() == 0
    assert boards(two) == {"allotment": (0, 1), "main": (2, 0)}


def test_a_board_open_in_two_windows_keeps_its_name(two: Home) -> None:
    with two.opened() as board:
        board.select("Test login")
        with two.opened(command=[*PROGRAM, "--board", "garden"]) as other:
            other.select("Sow the peas")
            board.press("o", "1 open")
            board.press("k", "Garden")
            board.press("x", '"garden" is open in another window')
            other.quit()
        board.press("x", "Put away garden")


def test_a_program_that_is_killed_on_another_board_leaves_all_that_was_shown(two: Home) -> None:
    with two.opened() as board:
        board.select("Test login")
        board.press("d", "Done: Test login.")
        board.press("o", "Garden")
        board.press("k\r", "Sow the peas")
        board.select("Sow the peas")
        board.press("d", "Done: Sow the peas.")
        board.terminal.kill()
    assert boards(two) == {"garden": (0, 1), "main": (1, 1)}


def test_a_day_on_two_boards_from_the_shell(two: Home) -> None:
    """The same by the other door; `tests/cli/test_shelf.py` has every answer."""
    assert two.run("board", "send", "1", "--to", "garden") == 'Sent "Test login" to Garden.\n'
    assert titles(two, "garden") == ["Sow the peas", "Test login"]
    two.run("undo")
    assert titles(two, "main") == ["Test login", "Pay rent"]
    refused = subprocess.run(
        [*PROGRAM, "board", "send", "1", "--to", "nowhere"],
        env=os.environ | two.env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert 'There is no board called "nowhere"' in refused.stderr
