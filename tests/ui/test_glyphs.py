"""The screen in ASCII: no glyph of the program is left, and nothing moves."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from kanban.config import Config
from kanban.ui.glyphs import PLAIN, PlainGlyphs
from tests.domain.builder import moderate
from tests.terminal.program import ROOT, Home, OpenBoard

from .driver import board_of, running
from .hostile import SCREENS, write_records
from .test_hostile import visit
from .test_quiet import records

RANGES_OF_SIGNS = ("ui/cells.py",)
"""Modules that name signs to tell people's own ones apart."""


def drawn(text: str) -> str:
    segments = PlainGlyphs().apply([Segment(text)], Color(0, 0, 0))
    return "".join(segment.text for segment in segments)


def test_each_glyph_and_its_sign_take_the_same_cells():
    for code, sign in PLAIN.items():
        assert sign.isascii(), chr(code)
        assert sign.isprintable(), chr(code)
        assert cell_len(sign) == cell_len(chr(code)), chr(code)


@moderate
@given(some.text())
def test_what_is_no_glyph_of_ours_stays_as_it_is(text: str):
    assert drawn(text) == "".join(PLAIN.get(ord(char), char) for char in text)
    others = "".join(char for char in text if ord(char) not in PLAIN)
    assert drawn(others) == others


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("▰▰▱ 2 wins", "##. 2 wins"),
        ("● ○ ◆ ◇", "@ o * o"),
        ("esc ← → ↑ ↓", "esc < > ^ v"),
        ("Ünï 屋根 👍", "Ünï 屋根 👍"),
        ("A long…", "A long~"),
        ("⣿⠁⠀", "@. "),
        ("╭─┬╴", "+-+-"),
    ],
)
def test_glyphs_become_signs(text: str, plain: str):
    assert drawn(text) == plain


def literals(path: Path) -> set[str]:
    """Return the strings of a module that may reach the screen."""
    tree = ast.parse(path.read_text())
    told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    return {
        each.value
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in told
    }


def test_every_glyph_in_the_code_of_the_screen_has_its_sign():
    folder = ROOT / "kanban"
    modules = [*(folder / "ui").rglob("*.py"), *(folder / "domain").rglob("*words.py")]
    modules += [folder / "domain" / "progress.py", folder / "key_names.py"]
    names = {str(path.relative_to(folder)) for path in modules} - {*RANGES_OF_SIGNS, "ui/glyphs.py"}
    glyphs = {
        char
        for name in names
        for text in literals(folder / name)
        for char in text
        if not char.isascii() and char != "\u024f"
    }
    assert len(glyphs) > 30
    assert {char for char in glyphs if ord(char) not in PLAIN} == set()


def left(board: OpenBoard) -> list[str]:
    return [row for row in board.terminal.lines if not row.isascii()]


@pytest.mark.terminal
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
def test_no_screen_shows_a_glyph(tmp_path: Path, size: tuple[int, int]) -> None:
    home = Home(tmp_path / "home")
    write_records(home.snapshot, records(datetime.now(UTC)))
    (home.folder / "config.toml").write_text('glyphs = "ascii"\n')
    with home.opened(size, header="Main") as board:
        assert left(board) == []
        for name in visit(board, [name for name, opening in SCREENS.items() if opening.keys]):
            assert left(board) == [], name
            if name == "InsightsScreen":
                for number in "23456789":
                    board.terminal.send(number)
                    board.settle()
                    assert left(board) == [], f"picture {number}"
                board.press("1", SCREENS[name].words)
            if name == "RecapScreen":
                for _ in range(4):
                    board.terminal.send("\x1b[6~")
                    board.settle()
                    assert left(board) == [], "a step of the recap"
        for keys in ("d", " ", "wSent it\r", "u", "lll", "V"):
            board.terminal.send(keys)
            board.settle()
            assert left(board) == [], keys


async def test_a_title_keeps_every_sign_that_is_no_glyph_of_ours():
    config = Config(animations=False, glyphs="ascii")
    async with running(board_of("Dach für 屋根 → fertig"), config=config) as driver:
        assert "# Dach für 屋根 > fertig" in driver.text
        assert driver.selected == "Dach für 屋根 → fertig"
