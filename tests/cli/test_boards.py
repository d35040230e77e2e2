import json
from pathlib import Path

import pytest

from kanban.cli.boards import _demo
from kanban.cli.main import parser
from kanban.domain.records import Card

TRELLO = json.dumps(
    {
        "name": "Garden",
        "lists": [
            {"id": "i", "name": "Ideas", "pos": 1, "closed": False},
            {"id": "d", "name": "Done", "pos": 2, "closed": False},
        ],
        "cards": [
            {"id": "c1", "name": "Dig the bed", "idList": "i", "pos": 1, "closed": False},
            {"id": "c2", "name": "Mow", "idList": "d", "pos": 1, "closed": False},
            {"id": "c3", "name": "Burn leaves", "idList": "i", "pos": 2, "closed": True},
        ],
        "actions": [
            {
                "type": "updateCard",
                "date": "2026-11-20T18:30:00.000Z",
                "data": {
                    "card": {"id": "c2"},
                    "listBefore": {"id": "i"},
                    "listAfter": {"id": "d"},
                },
            }
        ],
    }
)
TASKELL = "## Ideas\n\n- Dig the bed\n    > Two spades deep\n    * [x] Spade\n\n## Done\n\n- Mow\n"
OBSIDIAN = """---
kanban-plugin: basic
---

## Ideas

- [ ] Dig the bed #soil

## Done

- [x] Mow @completed(2026-11-20)
"""
LINES = "# Garden\n\n- [ ] Dig the bed\n- [x] Mow\n"
FORMATS = {
    "trello": ("garden.json", TRELLO),
    "taskell": ("garden.taskell.md", TASKELL),
    "obsidian": ("garden.md", OBSIDIAN),
    "lines": ("garden.txt", LINES),
}


@pytest.fixture(params=FORMATS)
def format_(request):
    """Each format that can be imported."""
    return request.param


@pytest.mark.parametrize("is_named", [False, True], ids=["found out", "named"])
def test_import_takes_each_format(shell, file, format_, is_named):
    name, content = FORMATS[format_]
    shell.ok("import", file(name, content), *(["--format", format_] if is_named else []))
    todo = "To Do" if format_ == "lines" else "Ideas"
    assert shell.titles(todo) == ["Dig the bed"]
    assert shell.titles("Done") == ["Mow"]


def test_import_prints_what_it_took_and_what_it_left_out_and_why(shell, file):
    assert shell.ok("import", file("garden.json", TRELLO)).lines == [
        'Imported 2 cards from "Garden": 2 columns, 1 win.',
        "Left out:",
        "  1 archived card: put away in Trello",
    ]


def test_import_prints_what_is_good_to_know(shell, file):
    assert shell.ok("import", file("garden.txt", LINES)).lines == [
        'Imported 2 cards from "Garden": 0 wins.',
        "Good to know:",
        "  1 card in Done without a win: the file tells no finish date",
    ]


@pytest.mark.parametrize("name", ["trello", "obsidian"])
def test_a_card_finished_before_is_a_win_of_its_own_day_and_not_of_today(shell, file, name):
    shell.ok("import", file(*FORMATS[name]))
    assert shell.ok("recap", "--json").json["wins"] == []
    then = shell.ok("recap", "--json", "--day", "2026-11-20").json["wins"]
    assert [win["text"] for win in then] == ["Mow"]


def test_import_reads_stdin(shell, format_):
    shell.ok("import", "-", stdin=FORMATS[format_][1])
    assert shell.titles("Done") == ["Mow"]


def test_import_sets_up_the_board_named_with_into(shell, file):
    shell.ok("import", file("garden.json", TRELLO), "--into", "garden")
    assert shell.titles("Ideas", "garden") == ["Dig the bed"]
    assert not (shell.home / "boards" / "main.json").exists()


def test_import_into_a_board_in_use_adds_to_its_columns(shell, file):
    shell.ok("add", "Own")
    shell.ok("import", file("garden.txt", LINES))
    assert shell.titles("To Do") == ["Own", "Dig the bed"]
    shell.ok("undo")
    assert shell.titles("To Do") == ["Own"]
    assert shell.titles("Done") == []


def test_the_done_column_is_the_one_named(shell, file):
    shell.ok("import", file("garden.taskell.md", TASKELL), "--done", "ideas")
    assert shell.ok("list", "--json").json["columns"][0]["is_done"] is True


def test_the_same_file_is_taken_once_unless_again_is_asked_for(shell, file):
    path = file("garden.json", TRELLO)
    shell.ok("import", path)
    with shell.unchanged():
        shell("import", path).refuses(1, "was imported into", "--again")
    shell.ok("import", path, "--again")
    assert len(shell.board().table(Card)) == 4


def test_the_same_file_may_go_into_two_boards(shell, file):
    path = file("garden.json", TRELLO)
    shell.ok("import", path, "--into", "one")
    shell.ok("import", path, "--into", "two")
    assert shell.titles("Ideas", "one") == shell.titles("Ideas", "two") == ["Dig the bed"]


@pytest.mark.parametrize("into", [(), ("--into", "garden")], ids=["main", "new"])
def test_a_refused_import_leaves_no_empty_board_behind(shell, file, into):
    path = file("garden.json", TRELLO)
    with shell.unchanged():
        shell("import", path, "--done", "Nope", *into).refuses(1, "--done", "It has Ideas, Done")
    assert shell.files() == {}


def test_a_title_that_an_import_must_shorten_is_told_and_kept_in_the_notes(shell, file):
    title = "word " * 110
    answer = shell.ok("import", file("long.txt", f"- {title}\n"))
    assert "  1 long title: cut, and in full at the head of the notes" in answer.lines
    assert shell.only_card().notes.startswith(title.strip())


def test_undo_and_redo_tell_what_they_did(shell):
    shell.ok("add", "One")
    shell.ok("done", "1")
    assert shell.ok("undo").out == 'Undone: Moved "One" to Done.\n'
    assert shell.titles("To Do") == ["One"]
    assert shell.ok("redo").out == 'Done again: Moved "One" to Done.\n'
    assert shell.titles("Done") == ["One"]


def test_undo_goes_back_one_change_a_call(shell):
    for title in ("one", "two", "three"):
        shell.ok("add", title)
    shell.ok("undo")
    shell.ok("undo")
    assert shell.titles("To Do") == ["one"]
    shell.ok("redo")
    assert shell.titles("To Do") == ["one", "two"]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_what_cannot_be_undone_or_redone_is_refused(shell, verb):
    shell.ok("list")
    with shell.unchanged():
        shell(verb).refuses(1, f"There is nothing to {verb}.")


def test_a_change_after_an_undo_leaves_nothing_to_redo(shell):
    shell.ok("add", "One")
    shell.ok("undo")
    shell.ok("add", "Two")
    shell("redo").refuses(1, "nothing to redo")


def test_where_names_every_place_and_makes_none(shell):
    printed = shell.ok("where", "--json").json
    assert printed == {
        "board": str(shell.home / "boards" / "main.json"),
        "boards": str(shell.home / "boards"),
        "config": str(shell.home / "config.toml"),
        "themes": str(shell.home / "themes"),
    }
    assert [line.split(maxsplit=1) for line in shell.ok("where").lines] == [
        list(each) for each in printed.items()
    ]
    assert not shell.home.exists()


def test_where_answers_beside_settings_that_are_broken(shell):
    shell.configure("= broken")
    assert Path(shell.ok("where", "--json").json["config"]).exists()


def test_the_board_option_stands_before_or_behind_the_verb(shell):
    shell.ok("--board", "home", "--create", "add", "One")
    shell.ok("add", "Two", "--board", "home")
    shell.ok("--board", "home", "add", "Three")
    assert shell.titles("To Do", "home") == ["One", "Two", "Three"]
    assert shell.ok("list", "--json", "--board", "home").json["board"] == "home"
    assert shell.ok("where", "--json", "--board", "home").json["board"].endswith("home.json")


def test_a_board_that_is_not_there_is_made_only_when_asked_for(shell):
    shell.ok("list")
    with shell.unchanged():
        shell("add", "One", "--board", "home").refuses(
            1, '"home"', "(there are: main)", '--board "home" --create'
        )


def test_create_keeps_a_board_that_is_there(shell):
    shell.ok("add", "One")
    shell.ok("--create", "list")
    assert shell.titles("To Do") == ["One"]


def test_the_demo_is_a_command(shell):
    assert parser().parse_args(["demo"]).run is _demo


@pytest.mark.parametrize("argv", [(), ("demo",)], ids=["board", "demo"])
def test_the_screen_is_not_opened_without_a_terminal(shell, screen_stays_closed, argv):
    shell(*argv).refuses(2, "needs a terminal", "progress-board --help")
