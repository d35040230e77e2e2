"""Goals in a real terminal, on real files: by keys and by the shell, with the same records."""

from pathlib import Path

import pytest

from .program import Home
from .test_story import real_boards, records

pytestmark = pytest.mark.terminal

SHED = "# Foundation\n- Dig\n- Pour\n# Roof\n- Beams\n"
BANNER = "Any key goes on."


@pytest.fixture
def shed(home: Home) -> Home:
    """A home with a goal in two stages."""
    home.run("goal", "add", "Build a shed", "--why", "Somewhere to work in the rain")
    home.run("goal", "split", "build", stdin=SHED)
    return home


def test_a_milestone_shows_its_banner_once_and_no_key_is_lost(shed: Home) -> None:
    with shed.opened((80, 24)) as board:
        board.press("dd", BANNER)
        for words in ("◆ Foundation", "Somewhere to work in the rain", "2 steps made it"):
            assert words in board.terminal.text
        board.press("u", lambda seen: BANNER not in seen.text and "Undone: " in seen.text)
        board.press("U", "Done again: ")
        board.press("u", "Undone: ")
        board.select("Pour")
        board.press("d", "Done: Pour.")
        assert BANNER not in board.terminal.text
        board.press("d", BANNER)
        assert "◆ Roof" in board.terminal.text
        board.press("\x1b", lambda seen: BANNER not in seen.text)
        assert board.quit() == 0
    assert [win for win in shed.wins if win in ("Foundation", "Roof")] == ["Foundation", "Roof"]


def test_what_the_shell_reaches_shows_no_banner_on_the_open_board(shed: Home) -> None:
    with shed.opened() as board:
        shed.run("done", "1", "2")
        board.terminal.wait(lambda seen: "4 wins today" in seen.text)
        board.settle()
        assert BANNER not in board.terminal.text


def test_no_banner_comes_back_after_a_restart(shed: Home) -> None:
    with shed.opened() as board:
        board.press("dd", BANNER)
        board.press("u", "Undone: ")
        assert board.quit() == 0
    with shed.opened() as board:
        board.press("U", "Done again: ")
        assert BANNER not in board.terminal.text


def test_a_goal_is_edited_achieved_set_aside_and_reopened_by_keys(shed: Home) -> None:
    shed.run("goal", "add", "Learn piano")
    with shed.opened((80, 24)) as board:
        board.press("g", "◇ Foundation 0/2   ◇ Roof 0/1")
        board.press("jx", "Set aside: Learn piano.")
        board.press("o", "Open again: Learn piano.")
        board.press("d", "What made it possible?")
        board.press("Ten quiet minutes\r", "Achieved: Learn piano.")
        board.press("\r", "Ten quiet minutes")
        assert "★ Learn piano" in board.terminal.text
        board.press("\x1b", "x set aside")
        board.press("ke", "Change the goal")
        board.terminal.send("\t\t28 nov")
        board.terminal.wait("-11-28")
        board.press("\x13", "by ")
        board.press("\x1b", "? keys")
        assert board.quit() == 0
    goals = {each["title"]: each for each in shed.json("goal", "list")["goals"]}
    assert goals["Learn piano"]["achieved_at"]
    assert goals["Build a shed"]["target_on"].endswith("-11-28")


def test_ending_goals_by_keys_and_by_shell_leaves_the_same_records(tmp_path: Path) -> None:
    keys, shell = Home(tmp_path / "keys"), Home(tmp_path / "shell")
    for each in (keys, shell):
        each.run("goal", "add", "Paper")
        each.run("goal", "add", "Learn piano")
    with keys.opened() as board:
        board.press("gd", "What made it possible?")
        board.press("Noor\r", "Achieved: Paper.")
        board.press("o", "Open again: Paper.")
        board.press("jx", "Set aside: Learn piano.")
        board.press("\x1b", "? keys")
        assert board.quit() == 0
    shell.run("goal", "achieve", "paper", "--made-possible", "Noor")
    shell.run("goal", "reopen", "paper")
    shell.run("goal", "set-aside", "learn")
    assert records(keys) == records(shell)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_roadmap_taken_in_as_goals_is_looked_at(home: Home, size: tuple[int, int]) -> None:
    folder = real_boards()
    if folder is None:
        pytest.skip("no folder of real boards: set PROGRESS_BOARD_REAL_BOARDS to it")
    file = str(folder / "taskell-roadmap.taskell.md")
    home.run("import", file, "--goals", "--into", "main")
    titles = [each["title"] for each in home.json("goal", "list")["goals"]]
    with home.opened(size) as board:
        board.press("g", "x set aside")
        assert all(title in board.terminal.text for title in titles)
        assert board.terminal.text.count("split and ready") == len(titles)
        board.press("jjj\r", "To Do 21")
        assert "Features" in board.terminal.lines[0]
        board.press("\x1b\x1b", "? keys")
        assert board.quit() == 0
