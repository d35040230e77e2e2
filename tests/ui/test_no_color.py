"""`NO_COLOR`: no colour reaches the terminal, and what is selected shows all the same."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.terminal.program import CARDS, Home, OpenBoard

from .hostile import SCREENS, write_records
from .test_hostile import visit
from .test_quiet import records

pytestmark = pytest.mark.terminal

STYLE = re.compile(rb"\x1b\[([0-9;:]*)m")
SHOW_WHERE_KEYS_ACT = (
    *("CalendarScreen", "CardScreen", "GoalEditScreen", "GoalPage", "GoalScreen", "GoalsScreen"),
    *("KeysScreen", "Prompt", "RecapScreen", "SplitScreen", "TemplatesScreen", "StuckScreen"),
    "CommandPalette",
)


def colors(raw: bytes) -> set[str]:
    """Return the codes of colours that were sent, but for those that ask for the default."""
    codes = [code for each in STYLE.findall(raw) for code in re.split("[;:]", each.decode())]
    return {code for code in codes if re.fullmatch("[34][0-8]|9[0-7]|10[0-7]", code)}


CURSOR_ALONE = ("SplitScreen",)
"""Where nothing is written yet, the cursor is one cell."""


def shown_by_weight(board: OpenBoard, name: str) -> list[str]:
    """Return what stands turned around or underlined, row by row, scroll bars left out."""
    least = 1 if name in CURSOR_ALONE else 2
    buffer, columns = board.terminal.screen.buffer, board.terminal.columns
    rows = [
        "".join(
            buffer[y][x].data
            for x in range(columns)
            if buffer[y][x].reverse or buffer[y][x].underscore
        )
        for y in range(board.terminal.rows)
    ]
    return [row.strip() for row in rows if len(row) >= least]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    write_records(home.snapshot, records(datetime.now(UTC)))
    return home


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
def test_no_screen_sends_a_colour_and_each_shows_where_it_is(
    home: Home, size: tuple[int, int]
) -> None:
    with home.opened(size, {"NO_COLOR": "1"}, header="Main") as board:
        for name in visit(board, [name for name, opening in SCREENS.items() if opening.keys]):
            if name in SHOW_WHERE_KEYS_ACT:
                board.terminal.wait(lambda _, name=name: bool(shown_by_weight(board, name)))
            assert colors(bytes(board.terminal.raw)) == set(), name
        assert board.quit() == 0
        assert colors(bytes(board.terminal.raw)) == set()


def test_the_selected_card_is_turned_around_and_no_other(home: Home) -> None:
    with home.opened(env={"NO_COLOR": "1"}, header="Main") as board:
        board.press("j", "A small step")
        first, second = board.spans[0], CARDS + 3
        buffer = board.terminal.screen.buffer
        turned = {y for y in range(board.terminal.rows) if buffer[y][first[0] + 4].reverse}
        assert turned == {second, second + 1}
        assert not any(buffer[y][board.spans[1][0] + 4].reverse for y in turned)


def test_a_dialog_covers_what_it_cannot_dim(home: Home) -> None:
    with home.opened(env={"NO_COLOR": "1"}, header="Main") as board:
        board.press("e", "Change the title")
        assert "A small step" in board.terminal.text
        assert "To Do" not in board.terminal.text


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_value_asks_for_nothing(home: Home, value: str | None) -> None:
    env = {} if value is None else {"NO_COLOR": value}
    with home.opened(env=env, header="Main") as board:
        assert colors(bytes(board.terminal.raw))
        assert board.quit() == 0
