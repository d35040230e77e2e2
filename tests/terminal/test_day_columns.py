"""A day on which the columns themselves are changed, by keys in a real terminal and by shell."""

import json
from pathlib import Path

import pytest

from .program import HEADER, HEADINGS, NOTICE, Home, OpenBoard
from .test_story import imported, records

pytestmark = pytest.mark.terminal

WORK = """---
kanban-plugin: board
---

## Ideas

- [ ] Step 10 of the shed
- [ ] Ask [@click=app.quit]Ann[/]
- [ ] Step 2 of the shed

## Doing

- [ ] Order the bricks
- [ ] Draw the window

## Waiting

- [ ] 屋根の写真を撮る

## Done

- [x] Measure the garden
"""


@pytest.fixture
def work(home: Home) -> Home:
    return imported(home, WORK)


def notice(board: OpenBoard, words: str) -> None:
    board.terminal.wait(lambda seen: words in seen.lines[NOTICE])


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
def test_columns_are_made_over_by_keys_and_undone_to_the_last(
    work: Home, size: tuple[int, int]
) -> None:
    before = work.columns
    with work.opened(size) as board:
        board.press("c", "e rename")
        board.press("a", "New column")
        board.press("Review [red]\r", "2  Review [red]")
        board.press("eLater", "Another name")
        board.press("\r", "Review [red]Later")
        board.press("J", "3  Review [red]Later")
        board.press("+2\r", "takes 2 cards at most")
        board.press("jh", "Waiting is hidden; its cards stay in it. h shows it.")
        board.press("k-", "is a strip while you are elsewhere")
        board.press("kk=", "Sort Ideas")
        board.press("t", "Sorted Ideas by title")
        board.press("\x1b", "? keys")
        board.terminal.wait(lambda seen: "1 hidden" in seen.lines[HEADER])
        assert work.columns["Ideas"] == [
            "Ask [@click=app.quit]Ann[/]",
            "Step 2 of the shed",
            "Step 10 of the shed",
        ]
        assert list(work.columns) == ["Ideas", "Doing", "Review [red]Later", "Waiting", "Done"]
        board.terminal.wait(lambda _: [b - a for a, b in board.spans][2:3] == [4])
        assert [each.split()[0] for each in board.headings[:2]] == ["Ideas", "Doing"]
        board.terminal.send("ll")
        board.terminal.wait(lambda _: board.current == 2)
        assert board.spans[2][1] - board.spans[2][0] > 20
        board.terminal.send("l")
        board.terminal.wait(lambda _: board.headings[board.current].startswith("Done"))
        board.press("u" * 7, "Undone: Added the column")
        assert work.columns == before
        assert board.quit() == 0


def test_a_full_column_asks_once_more_and_the_same_key_answers(work: Home) -> None:
    work.run("column", "limit", "doing", "2")
    with work.opened((80, 24)) as board:
        board.terminal.wait(lambda seen: "Doing 2/2" in seen.lines[HEADINGS])
        board.terminal.send("L")
        notice(board, "Doing holds 2 of 2. Press again to put it there all the same.")
        assert len(work.columns["Doing"]) == 2
        board.terminal.send("L")
        notice(board, "Doing holds 3 of 2 now. u takes it back.")
        board.terminal.wait(lambda seen: "Doing 3/2" in seen.lines[HEADINGS])
        assert len(work.columns["Doing"]) == 3
        board.press("u", "Undone")
        board.terminal.send("aOne more thing\r")
        board.select("One more thing")
        board.terminal.send("2")
        notice(board, "Press again")
        board.terminal.send("2")
        notice(board, "3 of 2 now")
        assert work.columns["Doing"][-1] == "One more thing"


def test_a_hard_limit_is_kept_until_it_is_changed(work: Home) -> None:
    work.run("column", "limit", "doing", "2")
    (work.folder / "config.toml").write_text('wip = "hard"\n')
    with work.opened((80, 24)) as board:
        board.terminal.send("LL")
        notice(board, "Doing holds 2 of 2, and its limit is kept. + changes it.")
        assert len(work.columns["Doing"]) == 2
        board.press("l+", "How many cards does Doing take at most?")
        board.press("\x7f3\r", "Doing takes 3 cards at most.")
        board.terminal.send("hL")
        board.terminal.wait(lambda seen: "Doing 3/3" in seen.lines[HEADINGS])


def test_what_the_shell_does_to_columns_shows_on_the_open_board(work: Home) -> None:
    with work.opened((120, 36)) as board:
        board.terminal.wait(lambda seen: "Waiting 1" in seen.lines[HEADINGS])
        work.run("column", "hide", "waiting")
        board.terminal.wait(
            lambda seen: (
                "Waiting" not in seen.lines[HEADINGS] and "1 hidden, c shows" in seen.lines[HEADER]
            )
        )
        work.run("column", "rename", "doing", "Under way")
        board.terminal.wait(lambda seen: "Under way 2" in seen.lines[HEADINGS])
        assert "屋根" in work.run("find", "屋根")
        assert board.quit() == 0


def test_the_same_acts_by_keys_and_by_shell_leave_the_same_records(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for each in (keys, shell):
        imported(each, WORK)
    with keys.opened() as board:
        board.press("ca", "New column")
        board.press("Review\r", "2  Review")
        board.press("jJ", "3  Waiting")
        board.press("d", "Cards that come to Doing are done now.")
        board.press("\x1b", "? keys")
        board.press("=", "Sort Ideas")
        board.press("t", "Sorted Ideas by title")
        board.press("l+", "How many cards does Review take")
        board.press("4\r", "Review takes 4 cards at most.")
        board.press("-", "is a strip while you are elsewhere")
        board.press("cjjjx", "Where do the cards of Done go?")
        board.press("\x1b[H\r", "Removed Done")
        board.press("\x1b", "? keys")
        assert board.quit() == 0
    shell.run("column", "add", "Review", "--at", "2")
    shell.run("column", "move", "doing", "4")
    shell.run("column", "done", "doing")
    shell.run("column", "sort", "ideas", "title")
    shell.run("column", "limit", "review", "4")
    shell.run("column", "narrow", "review")
    shell.run("column", "remove", "done", "--to", "ideas")
    assert records(keys) == records(shell)
    listed = json.loads(shell.run("column", "list", "--json"))["columns"]
    assert [each["name"] for each in listed] == ["Ideas", "Review", "Waiting", "Doing"]
