import json
import sys

import pytest

from kanban.domain.records import Card, Win, WinKind

from .shell import REPOSITORY

ROADMAP = REPOSITORY.parent / "shared" / "boards" / "taskell-roadmap.taskell.md"


def test_a_goal_is_added_listed_shown_and_changed(shell):
    assert shell("goal", "add", "Launch", "it", "--why", "For Ana", "--by", "28 nov").out == "1\n"
    assert shell("goal", "list").out == "     1  Launch it  not split yet  by sat 28\n"
    shell("goal", "edit", "launch", "--title", "Launch", "--why", "", "--color", "rose")
    (goal,) = shell.ok("goal", "list", "--json").json["goals"]
    assert goal == {
        "id": 1,
        "title": "Launch",
        "why": None,
        "done": 0,
        "total": 0,
        "milestones": [],
        "target_on": "2026-11-28",
        "achieved_at": None,
        "set_aside_at": None,
    }


def test_an_empty_board_says_how_to_begin(shell):
    assert "goal add" in shell("goal", "list").out
    assert shell.ok("goal", "list", "--json").json == {"goals": []}


def test_lines_from_stdin_become_cards_under_milestones_as_one_change(shell):
    shell("goal", "add", "House")
    text = "# Foundation\n- [ ] Dig @fri #soil\n- [ ] Pour\n# Roof\nBeams\n"
    assert shell("goal", "split", "house", stdin=text).out == 'Split "House" into 3 steps.\n'
    goal = shell.ok("goal", "show", "house", "--json").json
    assert goal["milestones"] == [
        {"name": "Foundation", "done": 0, "total": 2, "is_reached": False},
        {"name": "Roof", "done": 0, "total": 1, "is_reached": False},
    ]
    assert [win["text"] for win in goal["wins"]] == ['Split "House" into 3 steps']
    shell("undo")
    assert shell.ok("goal", "show", "house", "--json").json["total"] == 0


@pytest.mark.parametrize("count", [30, 500])
def test_a_long_list_is_one_change_and_one_undo(shell, count):
    shell("goal", "add", "House")
    shell("goal", "split", "house", stdin="\n".join(f"* Step {n}" for n in range(count)))
    assert shell.ok("goal", "list", "--json").json["goals"][0]["total"] == count
    shell("undo")
    assert shell.ok("goal", "list", "--json").json["goals"][0]["total"] == 0


def test_a_template_splits_a_goal(shell):
    shell("goal", "add", "New job")
    shell("goal", "split", "1", "--template", "job search")
    goal = shell.ok("goal", "list", "--json").json["goals"][0]
    assert [stage["name"] for stage in goal["milestones"]] == [
        "Direction",
        "Papers",
        "Reaching out",
        "Talks",
    ]


def test_a_split_is_kept_as_a_template_that_splits_another_goal_alike(shell):
    shell("goal", "add", "House")
    text = "First\n# Foundation\n- Dig @fri #soil\n- # 1 @ [red]\n# Roof\nBeams\nTiles\n"
    shell("goal", "split", "house", stdin=text)
    shell("done", "2")
    assert shell.ok("goal", "save-template", "house", "A", "house").out.endswith("a-house.toml\n")
    held = shell.ok("goal", "templates", "--json").json["templates"][-1]
    assert held == {
        "id": "a-house",
        "name": "A house",
        "about": "",
        "steps": "First\n# Foundation\nDig #soil\n- # 1 @ [red]\n# Roof\nBeams\nTiles",
    }
    shell("goal", "add", "Barn")
    shell("goal", "split", "barn", "--template", "a house")
    cards = shell.board().table(Card).values()
    house, barn = (
        [(card.title, card.milestone, card.tags) for card in cards if card.goal_id == goal_id]
        for goal_id in (1, 2)
    )
    assert house == barn
    shell("goal", "save-template", "barn", "A house").refuses(1, "already")


def test_what_is_wrong_with_an_own_template_is_told_and_the_others_are_listed(shell):
    folder = shell.home / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("steps = 3\n")
    answer = shell("goal", "templates")
    assert answer.code == 0
    assert len(answer.lines) == 5
    assert "steps must be text" in answer.err


def test_a_program_of_ones_own_suggests_lines_and_nothing_changes(shell, file):
    code = "import sys; print('# ' + sys.stdin.readline()); print(' Dig \\x1b[31m')"
    shell.configure(f"split_command = {json.dumps([sys.executable, '-I', '-c', code])}\n")
    shell("goal", "add", "House")
    with shell.unchanged():
        answer = shell.ok("goal", "split", "house", "--suggest")
    assert answer.lines == ["# House", "", " Dig \u241b[31m"]


def test_a_goal_is_achieved_and_reopened(shell):
    shell("goal", "add", "Launch")
    shell("goal", "achieve", "launch", "--made-possible", "Ana's tests")
    held = shell.ok("goal", "show", "launch", "--json").json
    assert held["achieved_at"] == "2026-11-22T08:12:00+00:00"
    assert held["made_possible"] == "Ana's tests"
    assert "What made it possible: Ana's tests" in shell("goal", "show", "launch").out
    assert "achieved" in shell("goal", "list").out
    shell("goal", "reopen", "launch")
    shell("goal", "set-aside", "launch")
    assert "set aside" in shell("goal", "list").out


def test_the_last_card_of_a_milestone_is_a_win(shell):
    shell("goal", "add", "House")
    shell("goal", "split", "house", stdin="# Roof\nBeams\nTiles\n")
    shell("done", "1", "2")
    kinds = [win.kind for win in shell.board().table(Win).values()]
    assert kinds.count(WinKind.MILESTONE) == 1
    assert "◆ Roof  2/2" in shell("goal", "show", "house").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["goal", "show", "nothing"], 1, 'No goal starts with "nothing"'),
        (["goal", "add", " "], 1, "A goal needs"),
        (["goal", "add", "x", "--by", "someday"], 2, "names no day"),
        (["goal", "split", "launch"], 1, "0 steps"),
        (["goal", "split", "launch", "--template", "x"], 2, "There is no template"),
        (["goal", "split", "launch", "--suggest"], 2, "Set split_command"),
        (["goal", "split", "launch", "--suggest", "--template", "x"], 2, "not allowed with"),
        (["goal", "save-template", "launch", "x"], 1, "no cards to keep"),
        (["goal", "edit", "launch", "--color", "red"], 1, 'no colour "red"'),
        (["goal", "edit", "launch"], 1, "Nothing changed"),
        (["goal", "reopen", "launch"], 1, "is open"),
        (["goal"], 2, "ACT"),
        (["challenge", "stop"], 1, "no seven days"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(shell, words, code, said):
    shell("goal", "add", "Launch")
    shell(*words).refuses(code, said)


def test_seven_days_hold_one_tiny_thing_each(shell):
    assert "challenge start" in shell("challenge", "show").out
    shell("challenge", "start")
    shell("win", "Watered the plant")
    shell.wait(days=1)
    assert shell("challenge", "show").out.splitlines()[:2] == [
        "  ■ Watered the plant",
        "  □   today",
    ]
    assert shell.ok("challenge", "show", "--json").json == {
        "began_on": "2026-11-22",
        "things": ["Watered the plant", *[None] * 6],
        "today": 1,
    }
    shell("challenge", "stop")
    assert shell.ok("challenge", "show", "--json").json["began_on"] is None


@pytest.mark.skipif(not ROADMAP.exists(), reason="the real boards are not beside the project")
def test_the_headings_of_a_roadmap_become_goals_with_their_cards(shell):
    answer = shell("import", str(ROADMAP), "--goals", "--into", "roadmap")
    assert answer.code == 0
    board = shell.board("roadmap")
    titles = [goal.title for goal in board.goals()]
    cards = list(board.table(Card).values())
    assert "Bugs" in titles
    assert "Done" not in titles
    assert len(cards) == 210
    assert all(card.goal_id is not None for card in cards if not board.is_done(card))
    assert [column.name for column in board.columns()] == ["To Do", "Doing", "Done"]


def test_headings_become_goals_once(shell, file):
    path = file("plan.md", "## Launch\n\n- One\n\n## Done\n\n- Two\n\n## Learn\n\n- Three\n")
    shell("goal", "add", "launch")
    answer = shell("import", str(path), "--format", "taskell", "--goals")
    assert answer.out.startswith('Imported 3 cards from "plan": 1 goal, 0 wins.')
    board = shell.board()
    assert [goal.title for goal in board.goals()] == ["launch", "Learn"]
    assert [(card.title, card.goal_id) for card in board.table(Card).values()] == [
        ("One", 1),
        ("Two", None),
        ("Three", 2),
    ]


def test_a_file_without_headings_makes_no_goals(shell, file):
    answer = shell("import", str(file("list.txt", "One\nTwo\n")), "--goals")
    assert answer.code == 1
    assert "no headings" in answer.err
