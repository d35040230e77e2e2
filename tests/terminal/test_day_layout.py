"""A working day's layout in a real terminal: many cards at once, the mouse, density, any size."""

from pathlib import Path

import pytest

from .program import CARDS, HEADINGS, Home, OpenBoard

pytestmark = pytest.mark.terminal

SIX = tuple(f"Step {number} of six" for number in range(1, 7))


@pytest.fixture
def six(home: Home) -> Home:
    """A home with six cards in the first column."""
    home.run("add", "-", stdin="\n".join(SIX))
    return home


def mouse(board: OpenBoard, button: int, x: int, y: int, *, up: bool = False) -> None:
    """Send what a terminal sends for the mouse (SGR 1006); x and y count from 0."""
    board.terminal.send(f"\x1b[<{button};{x + 1};{y + 1}{'m' if up else 'M'}")


PRESS, MOVE, WHEEL_UP, WHEEL_DOWN = 0, 32, 64, 65


def test_marked_cards_are_carried_done_and_undone_as_one_and_the_shell_sees_the_same(
    six: Home, tmp_path: Path
) -> None:
    shell = Home(tmp_path / "shell")
    shell.run("add", "-", stdin="\n".join(SIX))
    with six.opened() as board:
        board.press("  ", "2 cards are marked.")
        board.select(SIX[2])
        board.press("L", "Doing 2")
        board.press("u", "Doing 0")
        assert six.columns["To Do"] == list(SIX)
        board.press("U", "Doing 2")
        board.terminal.send("\x1b")
        board.terminal.wait(lambda seen: "x archive" not in seen.lines[-1])
        board.press("V", "1 card is marked.")
        board.press("jjV", "3 cards are marked.")
        board.press("d", "3 wins today")
        board.press("u", "0 wins today")
        board.press("U", "3 wins today")
        assert board.quit() == 0
    shell.run("move", "1", "2", "Doing")
    shell.run("done", "3", "4", "5")
    assert six.columns == shell.columns
    assert six.wins == shell.wins == list(SIX[2:5])


def test_the_mouse_selects_drags_scrolls_and_opens(six: Home) -> None:
    with six.opened((80, 24)) as board:
        (left, _), (middle, _), (right, _) = board.spans
        mouse(board, PRESS, left + 4, CARDS + 3)
        mouse(board, PRESS, left + 4, CARDS + 3, up=True)
        board.select(SIX[1])

        mouse(board, PRESS, left + 4, CARDS)
        mouse(board, MOVE, left + 9, CARDS + 1)
        mouse(board, MOVE, middle + 4, CARDS + 2)
        board.terminal.wait('Drop "Step 1 of six" in Doing.')
        assert "╺━" in board.rows(1)[CARDS - HEADINGS]
        mouse(board, PRESS, middle + 4, CARDS + 2, up=True)
        board.terminal.wait("Doing 1")
        board.select(SIX[0])
        assert six.columns["Doing"] == [SIX[0]]

        mouse(board, PRESS, middle + 4, CARDS)
        mouse(board, MOVE, right + 4, CARDS + 6)
        board.terminal.wait("in Done. esc puts back.")
        board.press("\x1b", "Put back.")
        mouse(board, PRESS, right + 4, CARDS + 6, up=True)
        board.settle()
        assert six.columns["Doing"] == [SIX[0]]

        mouse(board, PRESS, middle + 4, CARDS)
        mouse(board, MOVE, right + 4, CARDS + 6)
        mouse(board, PRESS, right + 4, CARDS + 6, up=True)
        board.terminal.wait("1 win today")
        assert six.wins == [SIX[0]]

        for _ in range(2):
            mouse(board, PRESS, left + 4, CARDS)
            mouse(board, PRESS, left + 4, CARDS, up=True)
        board.terminal.wait("tab next field")
        board.press("\x1b", "? keys")
        assert board.quit() == 0


def test_the_wheel_goes_through_a_column_that_is_longer_than_the_screen(home: Home) -> None:
    home.run("add", "-", stdin="\n".join(f"Card {number}" for number in range(1, 31)))
    with home.opened((80, 24)) as board:
        left, _ = board.spans[0]
        for _ in range(3):
            mouse(board, WHEEL_DOWN, left + 4, CARDS)
        board.terminal.wait(lambda _: board.titles(0)[0] == "Card 4")
        mouse(board, WHEEL_UP, left + 4, CARDS)
        board.terminal.wait(lambda _: board.titles(0)[0] == "Card 3")


def test_every_density_at_every_size_keeps_the_card_and_the_choice_is_remembered(
    home: Home,
) -> None:
    titles = [f"Card {number} of many" for number in range(1, 31)]
    home.run("add", "-", stdin="\n".join(titles))
    with home.opened((80, 24)) as board:
        board.terminal.send("j" * 17)
        board.select(titles[17])
        for size in ((60, 20), (80, 24), (120, 36)):
            board.terminal.resize(*size)
            for said in ("Roomy", "Compact", "Cosy"):
                board.press("v", said)
                board.terminal.wait(lambda seen: f"█ {titles[17]}" in seen.text)
                assert "? keys" in board.terminal.lines[-1]
                assert {len(board.terminal.cells(y)) for y in range(size[1])} == {size[0]}
        board.press("vv", "Compact")
        assert board.quit() == 0
    with home.opened((80, 24)) as board:
        shown = [title for title in titles if title in board.terminal.text]
        assert shown == titles[:18]
        assert "⋮ 12 more" in board.terminal.text
