import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.cli.status_line import COUNTS, NAMES, State, fill
from kanban.domain.board import Board
from kanban.errors import UsageError
from tests.domain.builder import Desk, few, local_moment, moderate

from .shell import REPOSITORY

NOW = local_moment("2026-11-22 09:12")


@pytest.fixture
def used(shell):
    """A board with two days of wins, a goal and a card that is due."""
    shell.goal("Launch")
    shell.ok("add", "-", "--goal", "Launch", stdin="a\nb\n")
    shell.ok("win", "One")
    shell.wait(days=-1)
    shell.ok("win", "Before")
    shell.wait(days=1)
    shell.ok("done", "1")
    shell.ok("add", "Late", "--due", "yesterday")
    shell.ok("add", "Now", "--due", "today")
    shell.ok("add", "Later", "--due", "tomorrow")
    return shell


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{wins}/{aim} {rhythm}", "2/3 2 of 7"),
        ("{meter}", "▰▰▱"),
        ("{week}", "·····▄█"),
        ("{day}", "Sun 22 Nov"),
        ("{due}", "2"),
        ("{goal}", "Launch"),
        ("{{wins}} {wins}", "{wins} 2"),
        ("{{{wins}}}", "{2}"),
        ("no name", "no name"),
        ("%d \\n $HOME #(x)", "%d \\n $HOME #(x)"),
        ("{wins}\n{goal}", "2\nLaunch"),
    ],
)
def test_each_name_is_filled_in(used, template, line):
    assert used.ok("status", "--format", template).out == f"{line}\n"


def test_a_line_whose_names_are_all_empty_is_empty(shell):
    assert shell.ok("status", "--format", "goal: {goal}!").out == "\n"
    assert shell.ok("status", "--format", "{wins} goal: {goal}!").out == "0 goal: !\n"


def test_quiet_hides_every_count_of_it(used):
    used.configure("quiet = true")
    for name in COUNTS:
        assert used.ok("status", "--format", f"x {{{name}}} y").out == "\n"
    assert used.ok("status", "--format", "{day} {wins}").out == "Sun 22 Nov\n"
    assert used.ok("status", "--format", "{goal}").out == "Launch\n"
    assert used.ok("status").lines[0].startswith("2 wins today")


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{win}", 'Did you mean "wins"?'),
        ("{rythm}", 'Did you mean "rhythm"?'),
        ("{wins.__class__}", "no name"),
        ("{wins!r}", "no name"),
        ("{wins:>10}", "no name"),
        ("{0}", "The names are: wins, aim"),
        ("{}", "no name"),
        ("{ wins }", "no name"),
        ("{WINS}", "no name"),
        ("{wins", "Write {{ where it is meant"),
        ("wins}", "Write }} where it is meant"),
        ("{a\x1b[31m}", "no name"),
    ],
)
def test_what_is_no_name_is_refused_in_a_sentence(shell, template, told):
    shell("status", "--format", template).refuses(2, told)


def test_a_line_and_json_do_not_go_together(shell):
    shell("status", "--format", "{wins}", "--json").refuses(2, "do not go together")


def test_hostile_titles_and_templates_stay_harmless(shell, hostile):
    shell.goal(hostile)
    line = shell.ok(
        "status", "--format", f"{{goal}} {hostile.replace('{', '{{').replace('}', '}}')}"
    )
    assert not re.search("[\0-\t\v-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", line.out)
    assert line.out.count("\n") == 1 + hostile.count("\n")


PIECES = [*"{}. \n", *string.ascii_lowercase[:3], "{{", "}}", *(f"{{{name}}}" for name in NAMES)]


@moderate
@given(template=some.lists(some.sampled_from(PIECES), max_size=8).map("".join))
def test_any_template_is_filled_or_refused_in_a_sentence(template):
    state = State(Board(), NOW.day, 3)
    try:
        lines = fill(template, state)
    except UsageError:
        named = "|".join(NAMES)
        assert re.search(r"[{}]", re.sub(rf"\{{\{{|\}}\}}|\{{(?:{named})\}}", "", template))
    else:
        assert len(lines) == template.count("\n") + 1


@few
@given(aim=some.integers(1, 99), wins=some.integers(0, 12))
def test_the_meter_is_as_many_blocks_as_the_board_draws(aim, wins):
    desk = Desk.new(NOW)
    for number in range(wins):
        desk.win(f"{number}")
    (line,) = fill("{meter}", State(desk.board, NOW.day, aim))
    assert len(line) == min(max(aim, wins), 10)
    assert line.count("▰") == min(wins, 10)
    assert line == "".join(sorted(line))


def test_the_page_names_every_name():
    page = (REPOSITORY / "docs" / "prompt.md").read_text()
    assert re.findall(r"^\| `\{(\w+)\}`", page, re.MULTILINE) == list(NAMES)
