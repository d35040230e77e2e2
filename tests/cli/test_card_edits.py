from datetime import date, time

import pytest

from kanban.domain.operations import goals
from kanban.domain.records import Item

ADDED = "one\ntwo\nthree"


def lines(shell, *verb: str) -> list[str]:
    """Return what a list prints for the first column, without its head."""
    return shell.ok(*(verb or ("list",))).out.split("\n\n")[0].splitlines()[1:]


# -- add -----------------------------------------------------------------------------------------


def test_add_takes_every_field(shell):
    with shell.keeper() as held:
        held.do(goals.add, title="Launch", why="", steps=())
        held.do(goals.amend, goal_id=1, fields={"milestones": ("First page",)})
    shell.ok("add", "Ask Ann")
    shell.ok(
        *("add", "Write", "the", "page", "--goal", "launch", "--milestone", "first page"),
        *("--due", "fri 5pm", "--repeat", "Every 2 weeks", "--notes", "# Why\n- [red]"),
        *("--waits-for", "1", "--blocked", "no text yet", "--tag", "text"),
    )
    card = shell.board().card(2)
    assert (card.goal_id, card.milestone, card.tags) == (1, "First page", ("text",))
    assert (card.due_on, card.due_at) == (date(2026, 11, 27), time(17))
    assert (card.repeat, card.repeat_from) == ("every 2 weeks", date(2026, 11, 27))
    assert (card.notes, card.waits_for, card.blocked) == ("# Why\n- [red]", (1,), "no text yet")
    assert lines(shell) == [
        "     1  Ask Ann",
        "     2  Write the page  Launch  fri 27 17:00  every 2 weeks  #text  "
        "blocked: no text yet  waits for 1",
    ]


def test_notes_may_come_from_stdin(shell):
    shell.ok("add", "Write", "--notes", "-", stdin="# Why\n\nmany lines\n")
    assert shell.only_card().notes == "# Why\n\nmany lines"
    shell("add", "-", "--notes", "-", stdin="a").refuses(2, "titles or notes")


def test_json_tells_the_time_and_a_list_what_is_still_waited_for(shell):
    shell.ok("add", "-", stdin=ADDED)
    printed = shell.ok("add", "Four", "--due", "2026-11-28T09:30", "--waits-for", "1", "--json")
    assert (printed.json["due_on"], printed.json["due_at"]) == ("2026-11-28", "09:30")
    shell.ok("edit", "4", "--waits-for", "2", "--waits-for", "1")
    assert lines(shell)[-1] == "     4  Four  sat 28 09:30  waits for 2, 1"
    shell.ok("done", "2")
    assert lines(shell)[-1] == "     4  Four  sat 28 09:30  waits for 1"


# -- done ----------------------------------------------------------------------------------------


def test_done_tells_which_card_comes_next(shell):
    shell.ok("add", "Water the plants", "--repeat", "every sun", "--due", "today 18:00")
    assert shell.ok("done", "1").lines == [
        'Moved "Water the plants" to Done.',
        "Next: 2  Water the plants  29 Nov 18:00  every sun",
    ]
    assert shell.ok("undo").out == 'Undone: Moved "Water the plants" to Done.\n'
    assert lines(shell) == ["     1  Water the plants  today 18:00  every sun"]


def test_done_and_move_tell_which_cards_wait_for_nothing_any_more(shell):
    shell.ok("add", "-", stdin=ADDED)
    shell.ok("edit", "2", "3", "--waits-for", "1")
    assert shell.ok("move", "1", "done").lines == [
        'Moved "one" to Done.',
        "Free now: 2  two",
        "Free now: 3  three",
    ]


def test_a_card_added_in_done_that_repeats_prints_its_own_number(shell):
    answer = shell.ok("add", "Water", "--column", "done", "--repeat", "every day")
    assert answer.out == "1\n"
    assert lines(shell) == ["     2  Water  tomorrow  every day"]


# -- edit ----------------------------------------------------------------------------------------


def test_edit_changes_every_field_and_empties_it_again(shell):
    with shell.keeper() as held:
        held.do(goals.add, title="Launch", why="", steps=())
        held.do(goals.amend, goal_id=1, fields={"milestones": ("First page",)})
    shell.ok("add", "-", stdin="one\ntwo")
    before = shell.board().card(1)
    options = ["--goal", "Launch", "--milestone", "First page", "--due", "tomorrow 9am"]
    options += ["--repeat", "every day", "--notes", "n", "--blocked", "b", "--waits-for", "2"]
    assert shell.ok("edit", "1", *options).out == 'Changed "one".\n'
    card = shell.board().card(1)
    assert (card.goal_id, card.milestone, card.due_at) == (1, "First page", time(9))
    assert (card.repeat, card.notes, card.blocked) == ("every day", "n", "b")
    empty = ["--no-goal", "--no-milestone", "--no-due", "--no-repeat", "--no-notes", "--unblock"]
    shell.ok("edit", "1", *empty)
    assert shell.board().card(1) == before
    assert shell.ok("edit", "1", "--title", "Uno").out == 'Renamed "one" to "Uno".\n'


def test_edit_changes_several_cards_in_one_change(shell):
    shell.ok("add", "-", stdin=ADDED)
    assert shell.ok("edit", "1", "3", "--due", "-3d").out == "Changed 2 cards.\n"
    assert [card.due_on for card in shell.board().cards_in(1)] == [
        date(2026, 11, 19),
        None,
        date(2026, 11, 19),
    ]
    shell.ok("undo")
    assert not any(card.due_on for card in shell.board().cards_in(1))


def test_edit_ticks_items_of_a_checklist(shell):
    shell.ok("add", "one")
    shell.ok("edit", "1", "--item", "a", "--item", "b", "--check", "2")
    assert shell.only_card().checklist == (Item("a"), Item("b", is_done=True))
    shell.ok("edit", "1", "--check", "1", "--uncheck", "2")
    assert shell.only_card().checklist == (Item("a", is_done=True), Item("b"))
    shell("edit", "1", "--check", "3").refuses(1, '"one" has no item 3', "It has 2")
    shell("edit", "1", "--check", "0").refuses(1, "no item 0")
    shell("edit", "1", "--check", "last").refuses(2, '"last" is not the number of an item')


def test_edit_prints_the_cards_as_json(shell):
    shell.ok("add", "-", stdin=ADDED)
    answer = shell.ok("edit", "2", "--blocked", "no key", "--json")
    assert (answer.json["id"], answer.json["blocked"]) == (2, "no key")


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (("edit", "1"), 2, ("Nothing to change is named", "--help")),
        (("edit", "one", "--title", "x"), 2, ('"one" is not the number of a card',)),
        (("edit", "9", "--title", "x"), 1, ("There is no card 9",)),
        (("edit", "1", "2", "--title", "x"), 2, ("--title is for one card, not 2",)),
        (("edit", "1", "2", "--check", "1"), 2, ("--check is for one card",)),
        (("edit", "1", "--title", ""), 1, ("A title needs at least one visible",)),
        (("edit", "1", "--title", "one"), 1, ('Nothing changed on "one"',)),
        (("edit", "1", "--check", "1"), 1, ("has none yet: --item adds one",)),
        (("edit", "1", "--due", "someday"), 2, ('"someday" names no day', "tomorrow 5pm")),
        (("edit", "1", "--due", "fri", "--no-due"), 2, ("not allowed with",)),
        (("edit", "1", "--repeat", "hourly"), 2, ('"hourly" is no repeat rule', "every fri")),
        (("edit", "1", "--repeat", "FREQ=HOURLY"), 2, ("by days, not hourly",)),
        (("edit", "1", "--goal", "x"), 1, ('No goal starts with "x"',)),
        (("edit", "1", "--milestone", "x"), 1, ('"x" needs a goal',)),
        (("edit", "1", "--waits-for", "1"), 1, ('"one" cannot wait for itself',)),
        (("edit", "1", "--waits-for", "9"), 1, ("There is no card 9",)),
        (("edit", "1", "--waits-for", "two"), 2, ('"two" is not the number of a card',)),
        (("edit", "2", "--waits-for", "3"), 1, ('"three" waits for "two" already', "circle")),
        (("tag", "1"), 2, ("No tag is named", "--add TAG")),
        (("tag", "1", "--add", "#"), 1, ("A tag needs",)),
        (("tag", "1", "--remove", "x"), 1, ('Nothing changed on "one"',)),
        (("tag", "9", "--add", "x"), 1, ("There is no card 9",)),
        (("add", "x", "--waits-for", "9"), 1, ("There is no card 9",)),
        (("add", "x", "--repeat", "never"), 2, ('"never" is no repeat rule',)),
        (("add", "x", "--due", "fri 25:00"), 2, ('"fri 25:00" names no day',)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_is_refused_in_a_line_and_changes_nothing(shell, argv, code, words):
    shell.ok("add", "-", stdin=ADDED)
    shell.ok("edit", "3", "--waits-for", "2")
    with shell.unchanged():
        shell(*argv).refuses(code, *words)


# -- tag -----------------------------------------------------------------------------------------


def test_tag_gives_and_takes_tags_of_several_cards_in_one_change(shell):
    shell.ok("add", "one", "--tag", "later", "--tag", "web")
    shell.ok("add", "two", "--tag", "web")
    assert shell.ok("tag", "1", "2", "--add", "#bug", "--remove", "later").out == (
        "Changed 2 cards.\n"
    )
    assert [card.tags for card in shell.board().cards_in(1)] == [("web", "bug"), ("web", "bug")]
    shell.ok("undo")
    assert [card.tags for card in shell.board().cards_in(1)] == [("later", "web"), ("web",)]
    assert shell.ok("tag", "2", "--remove", "web", "--json").json["tags"] == []


# -- an hour of work by the shell ------------------------------------------------------------------


def test_a_repeating_card_keeps_its_time_over_summer_time_and_its_day_over_month_ends(shell):
    shell.wait(days=124)  # Friday 26 March 2027; clocks change on Sunday
    shell.ok("add", "Back up", "--repeat", "every day", "--due", "sat 02:30")
    shell.ok("add", "Pay rent", "--repeat", "every month", "--due", "2027-01-31")
    for card_id in ("1", "3", "4"):
        shell.ok("done", card_id)
        shell.wait(days=1)
    shell.ok("done", "2")
    assert lines(shell) == [
        "     5  Back up  tomorrow 02:30  every day",
        "     6  Pay rent  wed 31  every month",
    ]
