"""Text from outside is data: shown as it stands, on every screen, never a code to the terminal."""

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.screen import Screen

from kanban.boards import drawer_of
from kanban.ui import screens
from tests.terminal.program import HEADINGS, RULES, Home, OpenBoard

from .hostile import (
    HOSTILE,
    PLAIN,
    SCREENS,
    SHOWN,
    write_board,
    write_new_board,
    write_week,
)

pytestmark = pytest.mark.terminal

WIDE, NARROW = (120, 36), (80, 24)
SEQUENCE = re.compile(
    r"\x1b(?:\[(?P<mark>[<=>?]?)[0-9;:]*(?P<end>[ -/]*[@-~])"  # control sequences
    r"|(?P<string>[\]PX^_][0-9]*)[^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system commands and such
    r"|(?P<short>[ -/]*[0-~]))"
)
TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029}


OPENED = [name for name, opening in SCREENS.items() if opening.keys]
OF_A_CARD = ("CardScreen", "GoalChoiceScreen", "SplitScreen", "Prompt", "StuckScreen")
ALL_OPENED_AT = (1, 4)
"""Texts, one of markup and one of codes, on which each screen of a card is opened."""


def kinds(raw: bytes) -> set[str]:
    """Return what reached a terminal besides printable text: kinds of sequences, control codes."""
    text = raw.decode("utf-8", "surrogateescape")
    found = {"".join(part or "" for part in each.groups()) for each in SEQUENCE.finditer(text)}
    left = SEQUENCE.sub("", text)
    return found | {
        f"U+{ord(char):04X}"
        for char in set(left)
        if unicodedata.category(char) in ("Cc", "Cs") or ord(char) in TURNING
    }


@contextmanager
def opened(
    folder: Path, texts: tuple[str, ...], size: tuple[int, int], days_old: int = 0
) -> Iterator[OpenBoard]:
    home = Home(folder)
    write_board(home.snapshot, texts, days_old)
    with home.opened(size) as board:
        yield board


def columns_are_straight(board: OpenBoard) -> bool:
    """Tell whether in every row each column begins, and the panel beside them, where it should."""
    rows = [board.terminal.cells(y) for y in range(HEADINGS, board.terminal.rows - 1)]
    panel = board.panel
    return all(
        row[start] in {HEADINGS: " ‹", RULES: "━─"}.get(y, "▌█ ") and row[start - 1] == " "
        for y, row in enumerate(rows, HEADINGS)
        for start, _ in board.spans
    ) and (panel is None or all(row[panel - 2 : panel] == [" ", " "] for row in rows))


def visit(board: OpenBoard, names: Iterable[str]) -> Iterator[str]:
    """Open screens on the selected card, yielding the name of each while it is open."""
    for name in names:
        way = [each for each in (SCREENS[name].over, name) if each]
        for each in way:
            board.terminal.send(SCREENS[each].keys)
            board.terminal.wait(SCREENS[each].words, quiet_s=0.02)
        yield name
        for each in reversed(way):
            board.terminal.send(SCREENS[each].leave)
            gone = SCREENS[each].words
            board.terminal.wait(lambda seen, gone=gone: gone not in seen.text, quiet_s=0.02)
        board.terminal.wait("? keys", quiet_s=0.02)


def select(board: OpenBoard, beginning: str) -> None:
    """Wait until the cursor is on the card of a text."""
    board.terminal.wait(lambda _: board.selected.startswith(beginning[:10]))


def heading(board: OpenBoard) -> str:
    """Return the heading of the column walked in, without the count of those at its side."""
    headings = board.headings
    return headings[board.current].lstrip("‹ 0123456789") if headings else ""


def test_every_screen_has_joined_the_table() -> None:
    found = set()
    walked = pkgutil.walk_packages(screens.__path__, f"{screens.__name__}.")
    for module in [importlib.import_module(each.name) for each in walked]:  # all, then subclasses
        for name, each in vars(module).items():
            if isinstance(each, type) and issubclass(each, Screen) and not each.__subclasses__():
                found.add(name)
    assert found == set(SCREENS) - {"CommandPalette"}


@pytest.fixture(scope="module")
def harmless_kinds(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What reaches the terminal from a board of plain words."""
    with opened(tmp_path_factory.mktemp("plain") / "home", PLAIN, NARROW) as board:
        for _ in visit(board, OPENED):
            pass
        board.press("d", "Done: ")
        assert board.quit() == 0
        return kinds(bytes(board.terminal.raw))


def test_every_screen_opens_on_every_hostile_text_and_shows_it_as_it_stands(
    tmp_path: Path, harmless_kinds: set[str]
) -> None:
    with opened(tmp_path / "home", HOSTILE, NARROW) as board:
        for name in visit(board, set(OPENED) - set(OF_A_CARD)):
            if name == "RecapScreen":
                for beginning in SHOWN[3::3]:
                    board.press("[", beginning.replace("␛", ""))
                for title in ("What got", "How the", "First step"):
                    board.press("\x1b[6~", f"●  {title}")
            if name == "LookBackScreen":
                assert SHOWN[0] in board.terminal.text
                board.press("\t", "Month")
                board.press("\t", "Month by month")
        for place, beginning in enumerate(SHOWN):
            select(board, beginning)
            for _ in visit(board, OF_A_CARD if place in ALL_OPENED_AT else OF_A_CARD[:1]):
                assert beginning in board.terminal.text
            board.terminal.send("j")
        board.settle()  # a sequence may still be on its way
        assert kinds(bytes(board.terminal.raw)) <= harmless_kinds


@pytest.mark.parametrize("first", [0, 5])
def test_the_seven_days_end_on_hostile_texts_as_on_any(
    first: int, tmp_path: Path, harmless_kinds: set[str]
) -> None:
    home = Home(tmp_path / "home")
    write_week(home.snapshot, HOSTILE[first:])
    with home.opened(NARROW) as board:
        board.terminal.wait(SCREENS["MorningScreen"].words)
        board.press("\r", SCREENS["SevenDaysScreen"].words)
        for beginning in SHOWN[first : first + 7]:
            assert beginning in board.terminal.text
        starts = [line.index("■") for line in board.terminal.lines if "■" in line]
        assert len(set(starts)) == 1
        assert len(starts) == 7
        board.terminal.send("x")
        board.terminal.wait(lambda seen: "any key" not in seen.text)
        assert kinds(bytes(board.terminal.raw)) <= harmless_kinds


@pytest.mark.parametrize("place", range(0, len(HOSTILE), 3))
def test_the_welcome_shows_hostile_texts_as_it_does_any(
    place: int, tmp_path: Path, harmless_kinds: set[str]
) -> None:
    home = Home(tmp_path / "home")
    write_new_board(home.snapshot)
    goal, why, steps = HOSTILE[place : place + 3]
    draft = {"goal": goal, "why": why, "steps": steps, "win": goal, "page": 2}
    drawer_of(home.snapshot).put("welcome", draft)
    with home.opened(NARROW) as board:
        board.terminal.wait("Which three small steps come first?")
        for beginning in SHOWN[place : place + 2]:
            assert f"▌ {beginning}" in board.terminal.text
        board.press("\t", "What have you done today already?")
        assert kinds(bytes(board.terminal.raw)) <= harmless_kinds


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_columns_stay_straight_whatever_stands_in_them(
    size: tuple[int, int], tmp_path: Path, harmless_kinds: set[str]
) -> None:
    with opened(tmp_path / "home", HOSTILE, size) as board:
        for beginning in SHOWN:
            select(board, beginning)
            board.terminal.wait(lambda _, name=beginning[:3]: heading(board).startswith(name))
            assert columns_are_straight(board), board.terminal.text
            board.terminal.send("jl")
        board.terminal.send("h")
        board.press("d", "Done: ")
        assert columns_are_straight(board), board.terminal.text
        assert board.quit() == 0
        assert kinds(bytes(board.terminal.raw)) <= harmless_kinds


@pytest.mark.parametrize("turn", range(0, len(HOSTILE), 3))
def test_the_morning_shows_every_hostile_text_as_it_stands(
    turn: int, tmp_path: Path, harmless_kinds: set[str]
) -> None:
    turned = [texts[turn:] + texts[:turn] for texts in (HOSTILE, SHOWN)]
    with opened(tmp_path / "home", turned[0], NARROW, days_old=9) as board:
        board.terminal.wait(SCREENS["MorningScreen"].words)
        marks = [line.index("✓") for line in board.terminal.lines if "✓" in line]
        for beginning in turned[1][3:6]:
            assert beginning in board.terminal.text
        assert marks == [5] * 3
        board.terminal.send("\r")
        board.terminal.wait(lambda seen: SCREENS["MorningScreen"].words not in seen.text)
        assert board.quit() == 0
        assert kinds(bytes(board.terminal.raw)) <= harmless_kinds
