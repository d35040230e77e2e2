"""The verb for columns, and what limits do in the shell."""

import pytest

from .shell import Shell


@pytest.fixture
def four(shell: Shell) -> Shell:
    """A board with four columns and three cards in the first."""
    shell.ok("column", "add", "Review")
    shell.ok("add", "-", stdin="One\nTwo\nThree\n")
    return shell


def names(shell: Shell) -> list[str]:
    return [column.name for column in shell.board().columns()]


def test_columns_are_listed_with_their_counts_limits_and_marks(four: Shell) -> None:
    four.ok("column", "limit", "doing", "3")
    four.ok("column", "narrow", "review")
    four.ok("column", "hide", "3")
    assert four.ok("column", "list").lines == [
        "     1  To Do (3)",
        "     2  Doing (0 of 3)",
        "     3  Review (0)  hidden  narrow",
        "     4  Done (0)  done",
    ]
    assert four.ok("column", "list", "--json").json["columns"][2] == {
        "id": 4,
        "name": "Review",
        "place": 3,
        "is_done": False,
        "is_hidden": True,
        "is_narrow": True,
        "wip_limit": None,
        "count": 0,
    }


def test_list_says_which_columns_are_hidden(four: Shell) -> None:
    four.ok("move", "2", "review")
    four.ok("column", "hide", "review")
    four.ok("column", "limit", "review", "5")
    assert "Review (1 of 5, hidden)" in four.ok("list").lines
    column = four.ok("list", "--json").json["columns"][2]
    assert (column["is_hidden"], column["is_narrow"]) == (True, False)
    assert [card["title"] for card in column["cards"]] == ["Two"]


def test_a_column_is_added_at_a_place_with_a_limit(four: Shell) -> None:
    answer = four.ok(
        "column", "add", "Waiting", "for", "Ann", "--at", "1", "--limit", "2", "--json"
    )
    assert answer.json["name"] == "Waiting for Ann"
    assert (answer.json["place"], answer.json["wip_limit"]) == (1, 2)
    assert names(four) == ["Waiting for Ann", "To Do", "Doing", "Review", "Done"]
    four.ok("undo")
    assert names(four) == ["To Do", "Doing", "Review", "Done"]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (("rename", "review", "Second", "look"), 'Renamed the column "Review" to "Second look".'),
        (("move", "review", "1"), 'Moved the column "Review".'),
        (("limit", "review", "2"), "Changed the limit of Review."),
        (("hide", "review"), 'Hid the column "Review".'),
        (("narrow", "review"), 'Narrowed the column "Review".'),
        (("done", "review"), "Made Review the done column."),
        (("remove", "review"), 'Removed the column "Review".'),
        (("sort", "to do", "title"), "Sorted To Do by title."),
        (("remove", "to do", "--to", "doing"), 'Removed the column "To Do", its 3 cards to Doing.'),
    ],
)
def test_each_act_is_one_change_that_one_undo_takes_back(four: Shell, act, said) -> None:
    before = four.ok("list", "--json").json
    assert four.ok("column", *act).lines == [said]
    assert four.ok("list", "--json").json != before
    four.ok("undo")
    assert four.ok("list", "--json").json == before


def test_what_was_hidden_or_narrow_or_limited_is_put_back(four: Shell) -> None:
    for there, back in (
        (("hide", "review"), ("show", "review")),
        (("narrow", "review"), ("widen", "review")),
        (("limit", "review", "1"), ("limit", "review", "none")),
    ):
        before = four.ok("list", "--json").json
        four.ok("column", *there)
        four.ok("column", *back)
        assert four.ok("list", "--json").json == before


@pytest.mark.parametrize(
    ("act", "code", "words"),
    [
        (("add", "doing"), 1, 'There is a column "Doing" already.'),
        (("add", " "), 1, "A column name needs at least one visible character."),
        (("add", "New", "--at", "9"), 1, "There is no place 9 among 5 columns."),
        (
            ("add", "New", "--at", "first"),
            2,
            '"first" is no place of a column. The first one is 1.',
        ),
        (("add", "New", "--limit", "many"), 2, '"many" is no limit. Write 1 to 999, or none.'),
        (("limit", "doing", "0"), 1, "A limit is 1 to 999 cards, not 0."),
        (("rename", "nowhere", "New"), 1, 'There is no column "nowhere" on this board.'),
        (("move", "doing", "2"), 1, "Doing is at place 2 already."),
        (("hide", "done"), 1, "Done is the done column, which is always shown."),
        (("show", "done"), 1, "Done is shown."),
        (("done", "done"), 1, "Done is the done column already."),
        (("sort", "to do", "colour"), 1, 'A column is not sorted by "colour".'),
        (("sort", "done", "title"), 1, "Done stands newest first."),
        (("remove", "to do"), 1, "To Do holds 3 cards. Name the column they go to."),
        (("remove", "to do", "--to", "1"), 1, "The cards of To Do cannot stay there."),
        (("remove", "to do", "--to", "no"), 1, 'There is no column "no" on this board.'),
        ((), 2, "required: ACT"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(four: Shell, act, code, words) -> None:
    with four.unchanged():
        four("column", *act).refuses(code, words)


# -- limits ------------------------------------------------------------------------------------


@pytest.fixture
def full(four: Shell) -> Shell:
    """The same with one card in Doing, which takes one."""
    four.ok("move", "1", "doing")
    four.ok("column", "limit", "doing", "1")
    return four


def test_a_soft_limit_says_so_on_stderr_and_takes_the_card(full: Shell) -> None:
    answer = full("move", "2", "doing")
    assert answer.code == 0
    assert answer.lines == ['Moved "Two" to Doing.']
    assert answer.err == "progress-board: Doing holds 1 of 1; with this it is 2.\n"
    answer = full("add", "Four", "--column", "doing")
    assert (answer.code, answer.out) == (0, "4\n")
    assert "Doing holds 2 of 1; with this it is 3." in answer.err


def test_a_hard_limit_refuses_add_move_next_and_done(full: Shell) -> None:
    full.configure('wip = "hard"')
    full.ok("column", "limit", "done", "1")
    full.ok("column", "limit", "to do", "2")
    full.ok("done", "1")
    full.ok("move", "2", "doing")
    full.ok("add", "Fills it up")
    for act, words in (
        (("add", "Four", "--column", "doing"), "Doing holds 1 of 1"),
        (("move", "3", "doing"), "Doing holds 1 of 1"),
        (("next", "2", "Smaller"), "To Do holds 2 of 2"),
        (("done", "2"), "Done holds 1 of 1"),
    ):
        with full.unchanged():
            full(*act).refuses(1, f"{words}, and its limit is kept. --anyway puts it there all")
        full.ok(*act, "--anyway")
        full.ok("undo")


def test_a_hard_limit_holds_up_no_win_no_day_and_no_import(full: Shell, file) -> None:
    full.configure('wip = "hard"')
    full.ok("column", "limit", "to do", "1")
    full.ok("win", "Sent that email")
    full.ok("goal", "add", "Launch")
    full.ok("goal", "split", "Launch", stdin="a\nb\n")
    full.ok("import", file("more.md", "## To Do\n\n- [ ] Dig\n- [ ] Sow\n"))
    assert len(full.titles("To Do")) == 6


def test_soft_limits_are_passed_without_a_word_when_asked_for_and_off_ones_always(full) -> None:
    full.ok("move", "2", "doing", "--anyway")
    full.configure('wip = "off"')
    full.ok("move", "3", "doing")
    assert full.titles("Doing") == ["One", "Two", "Three"]


def test_what_stays_or_leaves_is_never_too_much(full: Shell) -> None:
    full("move", "2", "doing")
    full.configure('wip = "hard"')
    full.ok("done", "1")
    full.ok("undo")
    assert full.titles("Doing") == ["One", "Two"]
