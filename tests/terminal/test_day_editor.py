"""A card through a whole day, in a real terminal: its notes, in an editor too, and every field."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kanban.domain.records import Card, Item

from .program import Home, OpenBoard

pytestmark = pytest.mark.terminal

SAVE, LEAVE = "\x13", "\x1b"
EDITOR = """
import os, pathlib, signal, sys
path = pathlib.Path(sys.argv[-1])
print("editor on", os.ttyname(0), flush=True)
{body}
"""
WAITS = """
for line in sys.stdin:
    if line.strip() == "save":
        break
    with path.open("a") as file:
        file.write(line)
"""


def write_editor(folder: Path, body: str) -> dict[str, str]:
    """Return the environment of a person whose editor runs code with `path`."""
    program = folder / "editor.py"
    program.write_text(EDITOR.format(body=body))
    (folder / "tmp").mkdir(exist_ok=True)
    command = f"{sys.executable} -I {program}"
    return {"VISUAL": "", "EDITOR": command, "TMPDIR": str(folder / "tmp")}


@contextmanager
def opened(
    home: Home, folder: Path, body: str, size: tuple[int, int] = (120, 36)
) -> Iterator[OpenBoard]:
    """Open the first card of a board with two."""
    home.run("add", "Write the page")
    home.run("add", "Ask Noor")
    with home.opened(size, env=write_editor(folder, body)) as board:
        board.press("\r", "Card 1 in To Do")
        yield board


def close(board: OpenBoard, key: str) -> None:
    """Close the card."""
    board.terminal.send(key)
    board.terminal.wait(lambda seen: " in To Do since" not in seen.text)


def card(home: Home, card_id: int = 1) -> Card:
    return home.board.card(card_id)


def test_every_field_of_a_card_is_filled_by_keys_and_saved_as_one_change(
    home: Home, tmp_path: Path
) -> None:
    home.run("goal", "add", "Launch")
    with opened(home, tmp_path, "pass") as board:
        before = home.board.seq
        board.press("\x0e# Plan\r\rSay **why**", "Say **why**")
        board.press("\t", "Say why")  # the page again, and the line for an item
        board.press("Headline\r", "0/1")
        board.press("\x1b[200~- [x] Reasons\n- Price\n\x1b[201~", "1/3")
        board.press("\t\r\x1b[B\r", "Launch      ")  # the goal
        board.press("\tfri 5pm", "17:00")
        board.press("\tevery fri", "every fri.")
        board.press("\tweb text\tno photo yet", "no photo yet")
        board.press("\task", "Ask Noor")
        board.press("\x1b[C", "2 Ask Noor")
        close(board, SAVE)
        assert board.quit() == 0
    found = card(home)
    assert home.board.seq == before + 1
    assert found.notes == "# Plan\n\nSay **why**"
    assert found.checklist == (Item("Headline"), Item("Reasons", is_done=True), Item("Price"))
    assert found.tags == ("web", "text")
    assert (found.blocked, found.waits_for, found.repeat) == ("no photo yet", (2,), "every fri")
    assert found.due_on is not None
    assert found.due_on.weekday() == 4
    assert f"{found.due_at:%H:%M}" == "17:00"


def test_notes_are_written_in_the_persons_editor_and_saved_with_the_card(
    home: Home, tmp_path: Path
) -> None:
    with opened(home, tmp_path, WAITS) as board:
        board.press("\x0f", "editor on ")
        board.terminal.send("# From *outside*\nsave\n")
        board.press("", "Taken over from python")
        assert "From outside" in board.terminal.text
        assert card(home).notes == ""  # until it is saved
        close(board, SAVE)
        assert board.quit() == 0
    assert card(home).notes == "# From *outside*"
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("pass", "Nothing changed in "),
        ("sys.exit(3)", "ended with 3. The notes stay as they were."),
        ("path.write_bytes(bytes([255])); sys.exit()", "not in UTF-8. It is kept in "),
        ("path.write_text('x' * 70_000)", "where 64000 are the limit. It is kept in"),
    ],
    ids=range(4),
)
def test_what_an_editor_does_wrong_is_one_sentence_and_the_card_stays_open(
    home: Home, tmp_path: Path, body: str, words: str
) -> None:
    with opened(home, tmp_path, body) as board:
        board.press("\x0f", words)
        close(board, LEAVE)
        assert board.quit() == 0


def test_an_editor_that_is_not_there_is_named(home: Home, tmp_path: Path) -> None:
    home.run("add", "Write the page")
    with home.opened(env={"VISUAL": "no-such-editor", "EDITOR": ""}) as board:
        board.press("\r", "Card 1 in To Do")
        board.press("\x0f", "no-such-editor cannot be started")
        close(board, LEAVE)
        assert board.quit() == 0


def test_a_key_that_breaks_the_editor_off_leaves_the_board_open(home: Home, tmp_path: Path) -> None:
    body = "signal.signal(signal.SIGINT, lambda *_: print('not me', flush=True))\n" + WAITS
    with opened(home, tmp_path, body) as board:
        board.press("\x0f", "editor on ")
        board.press("\x03", "not me")
        board.terminal.send("kept\nsave\n")
        board.press("", "Taken over from python")
        close(board, SAVE)
        assert board.quit() == 0
    assert card(home).notes == "kept"


def test_a_board_that_is_told_to_end_while_the_editor_runs_ends_after_it(
    home: Home, tmp_path: Path
) -> None:
    with opened(home, tmp_path, WAITS) as board:
        board.press("\x0f", "editor on ")
        os.kill(board.terminal.pid, signal.SIGTERM)
        board.terminal.send("save\n")
        assert board.terminal.finish() == 128 + signal.SIGTERM
        assert board.terminal.settings == board.terminal.before


def test_cards_are_given_a_day_tags_a_goal_and_what_they_wait_for_by_one_key_each(
    home: Home, tmp_path: Path
) -> None:
    home.run("goal", "add", "Launch")
    with opened(home, tmp_path, "pass", (80, 24)) as board:
        close(board, LEAVE)
        board.press("  ", "2 cards are marked")
        board.press("Dtomorrow 9:30\r", "Due tomorrow 09:30")
        board.press("Tweb\r", "Adds #web")
        board.press("p\r", "Under Launch")
        board.terminal.send(LEAVE)
        board.terminal.wait(lambda seen: "◆" not in seen.text)
        board.press("kBAsk Noor\r", 'Waits for "Ask Noor"')
        assert "waits for Ask Noor" in board.terminal.text
        assert board.quit() == 0
    for card_id in (1, 2):
        found = card(home, card_id)
        assert (found.tags, found.goal_id) == (("web",), 1)
        assert f"{found.due_at:%H:%M}" == "09:30"
    assert card(home).waits_for == (2,)
