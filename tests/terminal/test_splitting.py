"""Splitting in a real terminal: pasted lists, drafts that outlive kill -9, a program that helps."""

import json
import re
import signal
import sys
from collections.abc import Iterable

import pytest

from kanban.domain.records import Card
from tests.ui.hostile import HOSTILE

from .program import Home, OpenBoard

pytestmark = pytest.mark.terminal

SAVE, TEMPLATE, SMALLER, ASK = "\x13", "\x14", "\x12", "\x07"


def paste(board: OpenBoard, lines: Iterable[str], holds: str) -> None:
    text = "\r".join(lines)
    board.press(f"\x1b[200~{text}\x1b[201~", holds)


@pytest.fixture
def house(home: Home) -> Home:
    """A home with a goal and no card."""
    home.run("goal", "add", "House", "--why", "A dry place")
    return home


@pytest.mark.parametrize("count", [30, 500])
def test_a_pasted_list_is_one_change_and_one_undo(house: Home, count: int) -> None:
    before = house.board.seq
    with house.opened() as board:
        board.press("s", "A dry place")
        paste(board, (f"- [ ] Step {number}." for number in range(count)), f"{count} cards")
        board.press(SAVE, f"Step {0}.")
        assert house.board.seq == before + 1
        assert house.columns["To Do"] == [f"Step {number}." for number in range(count)]
        assert house.wins == [f'Split "House" into {count} steps']
        board.press("u", "Undone: Split")
        assert house.columns["To Do"] == []
        assert house.wins == []
        assert board.quit() == 0


def test_hostile_lines_stay_text(house: Home) -> None:
    plain = (re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text) for text in HOSTILE)  # as terminals paste
    lines = [" ".join(text.split()) for text in plain]
    with house.opened() as board:
        board.press("s", "A dry place")
        paste(board, (f"a {line}"[:300] for line in lines), f"{len(lines)} cards")
        board.press(SAVE, "a fix array[/] bug")
        assert house.columns["To Do"][:3] == [f"a {line}" for line in lines[:3]]
        assert board.quit() == 0


def test_a_draft_outlives_kill_9_in_the_middle_of_a_word(house: Home) -> None:
    with house.opened() as board:
        board.press("s", "A dry place")
        board.press("# Roof\rBuy be", "█ Buy be")
        board.terminal.kill(signal.SIGKILL)
        assert board.terminal.finish() == -signal.SIGKILL
    assert house.columns["To Do"] == []
    with house.opened((80, 24)) as board:
        board.press("s", "from before stand here")
        board.press("ams", "█ Buy beams")
        board.press(SAVE, "Buy beams")
        board.press("s", "This card")
        assert "from before" not in board.terminal.text
        board.press("\x1b", "? keys")
        assert board.quit() == 0
    (card,) = house.board.table(Card).values()
    assert (card.title, card.milestone) == ("Buy beams", "Roof")


def test_a_template_is_chosen_changed_and_split(house: Home) -> None:
    with house.opened((80, 24)) as board:
        board.press("s", "A dry place")
        board.press(TEMPLATE, "Job search")
        board.press("\x1b[B\r", "under 4 milestones")
        board.press("Launch it all\r", "Smaller?")
        board.press(SMALLER + "One page", "█ One page")
        board.press(SAVE, "? keys")
        board.press("\x1b[F", "One page")
        assert board.quit() == 0
    (goal,) = house.json("goal", "list")["goals"]
    assert [stage["name"] for stage in goal["milestones"]][-2:] == ["Share", "Launch it all"]


def test_a_program_of_ones_own_drafts_lines_that_reach_the_board_when_they_are_saved(
    house: Home,
) -> None:
    code = "import sys; print('# Roof'); print('Beams for', sys.stdin.readline())"
    command = json.dumps([sys.executable, "-I", "-c", code])
    (house.folder / "config.toml").write_text(f"split_command = {command}\n")
    with house.opened() as board:
        board.press("s", "ctrl+g ask")
        board.press(ASK, "▌ Beams for House")
        assert house.columns["To Do"] == []
        board.press(SAVE, "Beams for House")
        assert board.quit() == 0
    assert house.columns["To Do"] == ["Beams for House"]
    assert house.run("goal", "split", "house", "--suggest") == "# Roof\nBeams for House\n"


def test_leaving_ends_a_program_that_is_slow(house: Home) -> None:
    command = json.dumps([sys.executable, "-I", "-c", "import time; time.sleep(600)"])
    settings = f"split_command = {command}\nsplit_timeout_s = 600\n"
    (house.folder / "config.toml").write_text(settings)
    with house.opened() as board:
        board.press("s", "ctrl+g ask")
        board.press(ASK + "x", "1 card")
        assert "Waiting for" in board.terminal.text
        board.terminal.send("\x11")
        assert board.terminal.finish() == 0
