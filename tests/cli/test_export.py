"""A board goes out whole and comes back; what a format cannot hold is told on stderr."""

import json
import time

import pytest

from kanban.cli.exporting import FORMATS
from kanban.domain.operations import cards
from kanban.domain.records import TABLES, Card

from .test_hostile_text import is_plain

OTHERS = [each for each in FORMATS if each != "json"]


def everything(board):
    return {table: dict(board.table(kind)) for table, kind in TABLES.items()}


@pytest.fixture
def worked(shell):
    """A shell on whose board somebody has worked for a while."""
    shell.goal("Launch the product", "Write the page")
    shell.ok("add", "Pick three testers", "--due", "fri", "--tag", "people")
    shell.ok("done", "1")
    shell.ok("win", "Sent that email")
    shell.ok("stuck", "2", "--learned", "Ann knows", "--kind", "leverage", "--in-the-way", "Fear")
    return shell


def test_json_makes_an_equal_board_of_another_name(worked, file):
    printed = worked.ok("export")
    assert worked.ok("export", "--json").out == printed.out
    assert worked.ok("import", file("main.json", printed.out), "--into", "copy").lines == [
        'Imported 2 cards from "Main": 3 columns, 4 wins.'
    ]
    assert everything(worked.board("copy")) == everything(worked.board())
    again = worked.ok("export", "--board", "copy").out
    assert again == printed.out.replace('"board": "main"', '"board": "copy"')


def test_an_import_of_json_is_one_change(worked):
    data = worked.ok("export").out
    worked.ok("import", "-", "--into", "copy", stdin=data)
    assert worked.ok("undo", "--board", "copy").lines == ['Undone: Imported 2 cards from "Main".']
    assert not worked.board("copy").table(Card)
    worked.ok("import", "-", "--into", "copy", stdin=data)
    assert everything(worked.board("copy")) == everything(worked.board())


def test_json_is_not_taken_into_a_board_in_use(worked):
    data = worked.ok("export").out
    with worked.unchanged():
        worked("import", "-", stdin=data).refuses(1, "Somebody has worked", "--into")


@pytest.mark.parametrize("option", [("--done", "Doing"), ("--again",), ("--goals",)])
def test_options_for_boards_of_other_programs_say_nothing_about_json(worked, option):
    data = worked.ok("export").out
    worked("import", "-", "--into", "copy", *option, stdin=data).refuses(2, "taken as it is")


def test_json_that_names_its_format_may_have_its_keys_in_any_order(worked):
    data = json.dumps(json.loads(worked.ok("export").out), sort_keys=True)
    worked.ok("import", "-", "--into", "copy", "--format", "json", stdin=data)
    assert everything(worked.board("copy")) == everything(worked.board())


def test_what_is_not_json_is_no_whole_board(shell):
    shell("import", "-", "--format", "json", stdin="- milk").refuses(2, "not a whole board")


@pytest.mark.parametrize("format_", OTHERS)
def test_every_other_format_comes_back_with_its_cards(worked, format_):
    printed = worked("export", "--format", format_)
    assert printed.code == 0
    assert worked.ok("import", "-", "--into", "copy", stdin=printed.out).code == 0
    there, here = worked.board("copy"), worked.board()
    for column in ("To Do", "Done"):
        assert worked.titles(column, "copy") == worked.titles(column)
    assert there.card(1).due_on == here.card(1).due_on or there.card(1).title != here.card(1).title


@pytest.mark.parametrize("format_", OTHERS)
def test_what_is_left_out_is_told_in_one_line_on_stderr(worked, format_):
    told = worked("export", "--format", format_).err
    assert told.startswith("progress-board: Left out: ")
    assert "1 goal, 4 wins" in told
    assert told.endswith(" --format json holds everything.\n")
    assert told.count("\n") == 1


@pytest.mark.parametrize("format_", FORMATS)
def test_a_hostile_title_goes_out_plain_and_comes_back(shell, hostile, format_):
    shell.ok("add", "--tag", hostile, "--", hostile)
    printed = shell("export", "--format", format_)
    assert is_plain(printed.out)
    argv = ("import", "-", "--into", "copy", "--format", format_)
    shell.ok(*argv, stdin=printed.out)
    assert [(card.title, card.tags) for card in shell.board("copy").table(Card).values()] == [
        (card.title, card.tags) for card in shell.board().table(Card).values()
    ]


def test_exporting_changes_no_file(worked):
    with worked.unchanged():
        for format_ in FORMATS:
            assert worked("export", "--format", format_).code == 0


def test_a_format_that_is_none_is_refused_with_those_there_are(shell):
    shell("export", "--format", "yaml").refuses(2, "yaml", "taskell", "csv")


def test_a_board_that_is_not_there_is_refused(shell):
    shell("export", "--board", "nowhere").refuses(1, "There is no board")


@pytest.mark.long
@pytest.mark.parametrize("format_", FORMATS)
def test_ten_times_the_cards_take_about_ten_times_as_long(shell, format_):
    def seconds(count: int) -> float:
        with shell.keeper(f"b{count}") as held:
            titles = tuple(f"Card [{number}] #one" for number in range(count))
            held.do(cards.add, titles=titles, fields={"tags": ("a",), "notes": "one\ntwo"})
        began = time.perf_counter()
        assert shell("export", "--format", format_, "--board", f"b{count}").code == 0
        return time.perf_counter() - began

    assert seconds(10_000) < 40 * seconds(1_000)
