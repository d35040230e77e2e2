"""The plain mode: a dialogue of lines, in which every command of the shell is understood."""

import io
import sys

import pytest

from kanban.cli.main import VERBS, main
from kanban.cli.plain import MOST_BYTES, OWN, words
from kanban.domain.naming import column_named
from kanban.domain.operations import cards, columns
from kanban.domain.text import clean
from kanban.errors import UsageError

from .test_hostile_text import is_plain

BEGINS = "Type a command and press enter. help lists them, quit ends."


def say(shell, *lines, board=()):
    """Return what is answered to lines, without the board that is shown first."""
    answer = shell.ok("--plain", *board, stdin="".join(f"{line}\n" for line in lines))
    return answer.lines[answer.lines.index(BEGINS) + 1 :]


def test_it_begins_with_the_board_as_headed_lists(shell):
    shell.goal("Launch the product", "Write the page")
    shell.ok("add", "Pick three testers", "--due", "fri", "--tag", "people", "--column", "doing")
    shell.ok("win", "Sent that email")
    assert shell.ok("--plain").lines == [
        "Main",
        "2 wins today.",
        "",
        "To Do, 1 card",
        "  1: Write the page, Launch the product",
        "",
        "Doing, 1 card",
        "  2: Pick three testers, due fri 27, tag people",
        "",
        "Done, no cards",
        "",
        BEGINS,
    ]


def test_a_day_of_work_is_answered_line_by_line(shell):
    assert say(
        shell,
        "add Dig the bed",
        "add Rake",
        "done 1",
        "move 2 doing",
        "win Ann's idea",
        "undo",
        "goal add Plant a tree",
        "recap --day today",
    ) == [
        "1",
        'Added "Dig the bed".',
        "2",
        'Added "Rake".',
        'Moved "Dig the bed" to Done.',
        "1 win today.",
        'Moved "Rake" to Doing.',
        "Logged. 2 wins today.",
        'Undone: Logged the win "Ann\'s idea".',
        "1 win today.",
        "1",
        'Added the goal "Plant a tree".',
        "Sun 22 Nov: 1 win",
        "  09:12  Dig the bed",
    ]


def test_a_card_is_shown_with_all_it_holds(shell):
    shell.ok("add", "Dig", "--due", "fri", "--tag", "soil")
    shell.ok("move", "1", "doing")
    assert say(shell, "show 1") == [
        "Card 1: Dig",
        "Column: Doing",
        "Due: fri 27",
        "Tags: soil",
        "So far less than a day in Doing.",
        "Before that less than a day in To Do.",
    ]


def test_a_long_column_is_cut_on_the_board_and_shown_whole_by_its_name(shell):
    shell.ok("add", "-", stdin="".join(f"Card {number}\n" for number in range(1, 31)))
    assert "  And 10 more: show To Do" in shell.ok("--plain").lines
    assert say(shell, "show to do")[0] == "To Do, 30 cards"
    assert len(say(shell, "show To Do")) == 31


def test_a_hidden_column_is_named_alone(shell):
    shell.ok("add", "Dig", "--column", "doing")
    with shell.keeper() as held:
        held.do(columns.hide, column_id=column_named(held.board, "doing").id)
    said = shell.ok("--plain").lines
    assert "Doing is hidden: show Doing" in said
    assert not any("Dig" in line for line in said)
    assert say(shell, "show doing") == ["Doing, 1 card", "  1: Dig"]


def test_quiet_mode_says_no_count_of_wins(shell):
    shell.configure("quiet = true")
    shell.ok("add", "Dig")
    answer = shell.ok("--plain", stdin="done 1\nundo\n")
    assert "win" not in answer.out


def test_what_others_did_is_told_before_the_next_command(shell, monkeypatch):
    class Meanwhile(io.BytesIO):
        """Somebody adds a card elsewhere while the first line is typed."""

        def readline(self, most_bytes=-1):
            line = super().readline(most_bytes)
            if line == b"add Mine\n":
                with shell.keeper() as other:
                    other.do(cards.add, titles=("Theirs",))
            return line

    shell.ok("list")
    shell("where")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Meanwhile(b"add Mine\nundo\n\nundo\n")))
    main(["--plain"])
    said = shell._capsys.readouterr().out.splitlines()
    told = said[said.index(BEGINS) + 1 :]
    assert told == [
        "2",
        'Added "Mine".',
        'Meanwhile: Added "Theirs".',
        'Undone: Added "Mine".',
        "There is nothing to undo.",
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("done 99", "There is no card 99 on this board. List them first."),
        ("done x", '"x" is not the number of a card. list shows the numbers.'),
        ("dig", 'There is no command "dig". help lists them.'),
        ("--board x list", 'There is no command "--board". help lists them.'),
        ("add", "The following arguments are required: title. Try: add --help"),
        ('add "Dig', 'A " is not closed. Close it, or put \\ before it.'),
        ("demo", "demo opens the screen. Leave, and start it from a shell."),
        ("show 99", "There is no card 99 on this board. List them first."),
        ("open nowhere", 'There is no board called "nowhere"'),
        ("list --board nowhere", 'There is no board called "nowhere"'),
        (f"add {'x' * MOST_BYTES} end", f"This line has more than {MOST_BYTES} bytes."),
    ],
)
def test_a_refusal_is_one_line_and_the_dialogue_goes_on(shell, line, sentence):
    refusal, *rest = say(shell, line, "add Dig")
    assert refusal.startswith(sentence)
    assert rest == ["1", 'Added "Dig".']


def test_the_programs_own_name_may_stand_before_a_command(shell):
    assert say(shell, "progress-board add Dig") == ["1", 'Added "Dig".']


def test_help_names_every_command_with_what_it_does(shell):
    said = say(shell, "help")
    assert [line.partition(":")[0] for line in said] == [
        *(verb for verb in VERBS if verb != "demo"),
        *OWN,
    ]
    assert all(line.partition(": ")[2] for line in said)
    assert say(shell, "help add")[0].startswith("usage: progress-board add")
    assert say(shell, "help show")[-1].startswith("quit: ")


@pytest.mark.parametrize("last", ["quit", "exit", "q"])
def test_leaving_ends_it(shell, last):
    assert say(shell, last, "add Never") == []
    assert shell.titles("To Do") == []


def test_what_a_command_reads_ends_at_a_dot(shell):
    assert say(shell, "add -", "Dig", "Rake", ".", "done 2") == [
        "1",
        "2",
        "Added 2 cards.",
        'Moved "Rake" to Done.',
        "1 win today.",
    ]
    say(shell, "goal add Shed", "goal split shed", "Dig", "Pour", ".", "add After")
    assert shell.titles("To Do")[-1] == "After"


def test_another_board_is_a_word_away(shell):
    shell.ok("--board", "garden", "--create", "add", "Dig")
    said = say(shell, "open garden", "done 1", "open main", "show")
    assert said[0] == "Garden"
    assert 'Moved "Dig" to Done.' in said
    assert shell.titles("Done", "garden") == ["Dig"]
    assert said.count("Main") == 2


def test_a_command_for_another_board_leaves_this_one_alone(shell):
    shell.ok("--board", "garden", "--create", "list")
    say(shell, "add Dig --board garden", "add Rake")
    assert (shell.titles("To Do", "garden"), shell.titles("To Do")) == (["Dig"], ["Rake"])


def test_a_board_that_was_left_can_be_put_away(shell):
    shell.ok("--board", "garden", "--create", "list")
    shell.ok("list")
    lines = ("board archive garden", "open main", "board archive garden", "open garden")
    said = say(shell, *lines, board=("--board", "garden"))
    assert said[0].startswith('The board "garden" is open')
    assert said[-1].startswith('There is no board called "garden"')


def test_a_backup_and_a_doctor_work_beside_the_open_board(shell):
    said = say(shell, "add Dig", "backup", "doctor", "add Rake")
    assert said[-2:] == ["2", 'Added "Rake".'] or said[-2:] == ["3", 'Added "Rake".']
    assert shell.titles("To Do")[0] == "Dig"


def test_an_import_goes_into_a_board_of_its_own(shell):
    say(shell, "import - --into garden", "- [ ] Dig", ".", "add Rake")
    assert (shell.titles("To Do", "garden"), shell.titles("To Do")) == (["Dig"], ["Rake"])


def test_hostile_text_is_said_as_it_is(shell, hostile):
    shell.ok("add", "--tag", hostile, "--", hostile)
    answer = shell.ok("--plain", stdin="show 1\ndone 1\n")
    assert is_plain(answer.out)
    assert f"Card 1: {clean(hostile)}" in answer.lines


def test_ctrl_c_ends_it_with_everything_kept(shell, monkeypatch):
    class Interrupted(io.BytesIO):
        def readline(self, most_bytes=-1):
            line = super().readline(most_bytes)
            if not line:
                raise KeyboardInterrupt
            return line

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Interrupted(b"add Dig\n")))
    assert main(["--plain"]) == 130
    assert shell.titles("To Do") == ["Dig"]


def test_it_ends_where_there_is_no_stdin(shell, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["--plain"]) == 0


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ('add "Dig the  bed" now', ["add", "Dig the  bed", "now"]),
        ("win Ann's and Bob's", ["win", "Ann's", "and", "Bob's"]),
        ('add say \\"hi\\" # not a comment', ["add", "say", '"hi"', "#", "not", "a", "comment"]),
        ("", []),
        ("  \n", []),
        ("add 屋根 😀", ["add", "屋根", "😀"]),
    ],
)
def test_words_are_parted_as_in_a_shell_but_for_apostrophes(line, parted):
    assert words(line) == parted


def test_a_quote_without_its_end_is_refused():
    with pytest.raises(UsageError, match="not closed"):
        words('"')
