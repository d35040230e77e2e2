"""The one story the product exists for, in a real terminal, on real files."""

import base64
import os
import re
import signal
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from kanban.store.snapshot import board_tables

from .program import HEADINGS, NOTICE, Home, OpenBoard, is_cut_of

pytestmark = pytest.mark.terminal

SMALL = """---
kanban-plugin: board
---

## Ideas

- [ ] Ask a neighbour for a ladder
- [ ] Fix array[/] bug
- [ ] 屋根の写真を撮る

## This week

- [ ] Order the bricks #build
- [ ] Draw the window

## Done

- [x] Measure the garden
"""
EIGHT = "".join(
    f"## Stage {number} of the long way\n\n"
    + "".join(f"- [ ] Step {number}.{step}\n" for step in range(1, 9))
    + "\n"
    for number in range(1, 9)
)
REAL = {
    "sprint.trello.json": (),
    "clipkit.trello.json": ("--done", "クローズ"),
    "taskell-roadmap.taskell.md": (),
    "modpack.obsidian.md": (),
}


def real_boards() -> Path | None:
    """Return the folder of boards that people keep, None where it is not on this computer."""
    named = os.environ.get("PROGRESS_BOARD_REAL_BOARDS")
    folder = Path(named) if named else Path(__file__).parents[3] / "shared" / "boards"
    return folder if folder.is_dir() else None


def imported(home: Home, text: str) -> Home:
    home.folder.mkdir()
    file = home.folder / "garden.md"
    file.write_text(text)
    home.run("import", str(file))
    return home


@pytest.fixture
def garden(home: Home) -> Home:
    """A home with a small board that came from another program."""
    return imported(home, SMALL)


@pytest.fixture(params=["small", *REAL])
def any_board(request: pytest.FixtureRequest, home: Home) -> Home:
    """A home with the small board, or with one of the real ones."""
    if request.param == "small":
        return imported(home, SMALL)
    folder = real_boards()
    if folder is None:
        pytest.skip("no folder of real boards: set PROGRESS_BOARD_REAL_BOARDS to it")
    home.run("import", str(folder / request.param), *REAL[request.param])
    return home


def lists_today(board: OpenBoard, title: str) -> bool:
    """Tell whether the Today panel lists a win with these words."""
    wins = re.findall(r"\d\d:\d\d ✓ (.+)", board.board_text)
    return any(is_cut_of(win.strip(), title) for win in wins)


def walk_to_done(board: OpenBoard, home: Home) -> None:
    """Walk right to the done column, which may wait beyond the edge, and to its first card."""
    names = list(home.columns)
    board.terminal.send("h" * len(names) + "l" * names.index(home.done) + "\x1b[H")


def test_one_key_shows_the_win_and_undo_leaves_none_of_it_and_redo_brings_it_back(
    any_board: Home,
) -> None:
    before = any_board.columns
    first, *_ = before
    title = before[first][1]
    with any_board.opened() as board:
        board.terminal.send("j")
        board.select(title)
        board.press("d", "1 win today")
        assert lists_today(board, title)
        assert any_board.wins == [title]
        assert any_board.columns[any_board.done][0] == title

        board.press("u", "0 wins today")
        assert not lists_today(board, title)
        assert "✓ " + title[:6] not in board.board_text.partition("Today")[2]
        assert any_board.wins == []
        assert any_board.columns == before

        board.press("U", "1 win today")
        assert lists_today(board, title)
        assert any_board.wins == [title]
        walk_to_done(board, any_board)
        board.select(title)
        assert " 1 today" in board.headings[board.current]
        assert board.quit() == 0


@pytest.mark.parametrize("any_board", ["small", "clipkit.trello.json"], indirect=True)
def test_what_was_shown_survives_kill_9(any_board: Home) -> None:
    first, titles = next(iter(any_board.columns.items()))
    with any_board.opened() as board:
        board.press("d", "1 win today")
        board.terminal.kill(signal.SIGKILL)
        assert board.terminal.finish() == -signal.SIGKILL
    assert any_board.wins == [titles[0]]
    assert titles[0] not in any_board.columns[first]
    with any_board.opened() as board:
        assert "1 win today" in board.terminal.lines[0]
        assert lists_today(board, titles[0])
        walk_to_done(board, any_board)
        board.select(titles[0])


def test_a_win_from_another_process_shows_within_a_second(
    garden: Home, record_property: Any
) -> None:
    with garden.opened() as board:
        garden.run("win", "Sent that email")
        told = time.perf_counter()
        seen = board.terminal.wait(
            lambda terminal: (
                "Sent that email" in board.board_text and "1 win today" in terminal.text
            )
        )
        record_property("seconds_until_seen", round(seen.at - told, 3))
        assert seen.at - told < 1
        assert re.search(r"\d\d:\d\d ✎ Sent that email", board.board_text)
        assert "Sent that email" in board.terminal.lines[NOTICE]


MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
KEYBOARD = re.compile(rb"\x1b\[([><])[0-9;]*u")
WRAP, CURSOR, MOUSE, ALTERNATE = b"7", b"25", b"1003", b"1049"
AT_FIRST_ON = {WRAP, CURSOR}


def modes_changed(raw: bytes) -> set[bytes]:
    """Return the private modes of a terminal that are not as they were before these bytes."""
    state: dict[bytes, bytes] = {}
    for names, to in MODES.findall(raw):
        state |= dict.fromkeys(names.split(b";"), to)
    return {name for name, to in state.items() if (to == b"h") != (name in AT_FIRST_ON)}


def test_quitting_leaves_the_terminal_and_the_files_in_order(garden: Home) -> None:
    with garden.opened() as board:
        assert board.terminal.settings != board.terminal.before
        assert {ALTERNATE, MOUSE, CURSOR} <= modes_changed(bytes(board.terminal.raw))
        board.press("d", "1 win today")
        assert board.quit() == 0
        raw = bytes(board.terminal.raw)
        assert board.terminal.settings == board.terminal.before
        assert modes_changed(raw) == set()
        pushed = KEYBOARD.findall(raw)
        assert pushed.count(b">") == pushed.count(b"<")
        assert raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h") >= 0
        after = raw[raw.rfind(b"\x1b[?1049l") :]
        assert not re.sub(rb"\x1b\[[?><]?[0-9;]*[a-zA-Z]", b"", after).strip()

    with TinyDB(garden.snapshot) as database:
        assert {"about", "columns", "goals", "cards", "wins", "days"} <= database.tables()
        assert [win["text"] for win in database.table("wins")] == ["Ask a neighbour for a ladder"]
        assert len(database.table("cards")) == 6
    assert stat.S_IMODE(garden.snapshot.stat().st_mode) == 0o600


def test_ctrl_c_loses_nothing_that_was_asked_for_before_it(garden: Home) -> None:
    with garden.opened() as board:
        board.terminal.send("d\x03")
        board.terminal.wait(lambda terminal: terminal.closed.is_set() or bool(garden.wins))
    assert garden.wins == ["Ask a neighbour for a ladder"]
    with garden.opened() as board:
        assert "1 win today" in board.terminal.lines[0]


def test_resizing_keeps_the_card(home: Home) -> None:
    titles = [f"Card {number} of many" for number in range(1, 31)]
    home.run("add", "-", stdin="\n".join(titles))
    with home.opened() as board:
        board.terminal.send("j" * 17)
        board.select(titles[17])
        for size in ((60, 20), (120, 36), (80, 24), (200, 50)):
            board.terminal.resize(*size)
            board.terminal.wait("? keys")
            board.select(titles[17])
            widths = {len(board.terminal.cells(y)) for y in range(size[1])}
            assert widths == {size[0]}
        board.press("d", "1 win today")
    assert home.wins == [titles[17]]


def test_eight_columns_are_all_within_reach_at_80x24(home: Home) -> None:
    imported(home, EIGHT)
    with home.opened((80, 24)) as board:
        for number in range(1, 9):
            board.terminal.wait(lambda _, at=number: board.selected == f"Step {at}.1")
            assert f"Stage {number} " in board.headings[board.current]
            shown = len(board.spans)
            assert shown == 3
            assert all(len(board.titles(column)) == 6 for column in range(shown))
            assert all(end - start >= 24 for start, end in board.spans)
            left = number - 1 - board.current
            right = 8 - left - shown
            row = board.terminal.lines[HEADINGS]
            assert (f"‹ {left} " in row) == (left > 0)
            assert (f" {right} ›" in row) == (right > 0)
            board.terminal.send("l")


def test_keys_typed_faster_than_they_can_be_shown_are_all_handled_in_order(home: Home) -> None:
    titles = [f"Card {number}" for number in range(1, 26)]
    home.run("add", "-", stdin="\n".join(titles))
    with home.opened() as board:
        board.press("d" * 20, "20 wins today")
        assert home.wins == titles[:20]
        board.press("u" * 20, "0 wins today")
        assert home.columns["To Do"] == titles
        board.press("U" * 20, "20 wins today")
        assert home.wins == titles[:20]


def test_more_undos_in_one_write_than_there_are_changes_end_at_the_beginning(garden: Home) -> None:
    before = garden.columns
    with garden.opened() as board:
        board.terminal.send("jjld" + "u" * 20)
        board.terminal.wait("There is nothing to undo.")
        board.settle()
        assert garden.wins == []
        board.press("U" * 2, "1 win today")
        assert garden.wins == [before["This week"][1]]
        assert garden.columns["Ideas"] == before["Ideas"]


def test_what_is_typed_while_a_dialog_opens_goes_into_the_dialog(garden: Home) -> None:
    before = garden.columns
    with garden.opened() as board:
        board.terminal.send("auxdU\rwduxU\rsone xu\rtwo dd\x13")
        board.terminal.wait(lambda _: {"one xu", "two dd"} <= set(board.titles(0)))
    assert garden.wins == ["duxU"]
    assert garden.columns == before | {"Ideas": [*before["Ideas"], "uxdU", "one xu", "two dd"]}


def test_a_doubled_enter_saves_once(garden: Home) -> None:
    with garden.opened() as board:
        board.terminal.send("aBuy milk\r\r")
        board.terminal.wait("Card 7 in Ideas")
    assert garden.columns["Ideas"].count("Buy milk") == 1


TIMES = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)")


def records(home: Home) -> dict[str, Any]:
    """Return the tables of records with every instant written the same."""

    def timeless(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: timeless(each) for name, each in value.items()}
        if isinstance(value, list):
            return [timeless(each) for each in value]
        return TIMES.sub("then", value) if isinstance(value, str) else value

    tables = board_tables(home.board)
    history = [[each["kind"], each["words"]] for each in tables.pop("history").values()]
    return {"history": history} | timeless(tables)


def test_the_same_story_by_keys_and_by_shell_leaves_the_same_records(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for each in (keys, shell):
        imported(each, SMALL)
    with keys.opened() as board:
        board.press("aBuy [red] paint\r", "[red] paint")
        board.press("L", "This week 3")
        board.press("hk", "")
        board.terminal.send("kk")
        board.select("Ask a neighbour for a ladder")
        board.press("d", "1 win today")
        board.press("wSent that email\r", "2 wins today")
        board.press("2", "This week 4")
        board.press("u", "This week 3")
        board.press("U", "This week 4")
        board.press("u", "This week 3")
        assert board.quit() == 0

    number = shell.run("add", "Buy [red] paint").strip()
    shell.run("move", number, "This week")
    shell.run("done", "1")
    shell.run("win", "Sent that email")
    shell.run("move", "2", "2")
    shell.run("undo")
    shell.run("redo")
    shell.run("undo")
    assert shell.wins == ["Ask a neighbour for a ladder", "Sent that email"]
    assert records(keys) == records(shell)


def test_one_escape_leaves_a_recap_that_has_more_wins_than_rows(home: Home) -> None:
    home.run("win", "-", stdin="\n".join(f"Win {number}" for number in range(1, 26)))
    with home.opened((80, 24)) as board:
        board.press("r", "Win 2")
        board.press("[", "No wins are kept for")
        board.press("]", "Win 2")
        board.terminal.send("\x1b")
        board.terminal.wait(lambda seen: "close the day" not in seen.text)


OSC_52 = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")


def copied(raw: bytes) -> list[str]:
    """Return what was put on the clipboard of the terminal, in order."""
    return [base64.b64decode(each).decode() for each in OSC_52.findall(raw)]


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_a_week_is_looked_back_on_and_copied_for_elsewhere(
    garden: Home, size: tuple[int, int]
) -> None:
    with garden.opened(size) as board:
        board.press("d", "1 win today")
        board.press("wAsked for [/] help\r", "2 wins today")
        board.press("R", "2 wins on 1 day")
        assert "Asked for [/] help" in board.terminal.text
        board.press("y", "Copied as text:")
        board.press("Y", "the stand-up of today")
        board.press("\t\t", "Month by month")
        board.press("[", "No wins are kept for this year")
        board.terminal.send("\x1b")
        board.terminal.wait(lambda seen: "stand-up" not in seen.text)
        assert board.quit() == 0
        week, standup = copied(bytes(board.terminal.raw))
    assert week == garden.run("recap", "--week").rstrip("\n")
    assert standup == garden.run("recap", "--standup").rstrip("\n")


def test_a_closed_day_lies_in_the_journal_folder_and_a_foreign_note_is_told(
    garden: Home, tmp_path: Path
) -> None:
    folder = tmp_path / "Wins"
    (garden.folder / "config.toml").write_text(f'journal_folder = "{folder}"\n')
    with garden.opened() as board:
        board.press("d", "1 win today")
        board.press("r", "Ask a neighbour")
        board.terminal.send("\x13")
        board.terminal.wait("any key goes back")
        board.press(" ", "? keys")
        (note,) = folder.glob("*.md")
        _, _, text = note.read_text().partition("\n")
        assert text == garden.run("recap", "--format", "md")
        note.write_text("mine")
        board.press(" ", "? keys")
        board.press("wLate\r", "written")
        assert board.quit() == 0
    assert note.read_text() == "mine"
    assert garden.wins == ["Ask a neighbour for a ladder", "Late"]
