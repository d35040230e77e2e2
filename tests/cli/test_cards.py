import json
from datetime import date

import pytest

from kanban.domain.operations import cards
from kanban.domain.records import Item, Win

CARD_KEYS = [
    *("id", "title", "column", "goal", "milestone", "tags", "due_on", "due_at"),
    *("repeat", "blocked"),
    *("waits_for", "notes", "checklist", "created_at", "archived_at"),
]


def test_add_joins_its_words_to_one_title_and_prints_the_number(shell):
    assert shell.ok("add", "Test", "login", "flow").out == "1\n"
    assert shell.ok("add", "Pick testers").out == "2\n"
    assert shell.titles("To Do") == ["Test login flow", "Pick testers"]


def test_add_takes_column_goal_tags_and_due_day(shell):
    goal_id = shell.goal("Launch the product")
    options = ["--column", "doing", "--goal", "launch", "--tag", "bug", "--tag", "#web"]
    shell.ok("add", "Test login", *options, "--due", "fri")
    card = shell.only_card()
    assert shell.titles("Doing") == ["Test login"]
    assert (card.goal_id, card.tags, card.due_on) == (goal_id, ("bug", "web"), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", "2026-11-22"),
        ("tomorrow", "2026-11-23"),
        ("+3d", "2026-11-25"),
        ("-1d", "2026-11-21"),
        ("+2w", "2026-12-06"),
        ("28 nov", "2026-11-28"),
        ("2027-01-02", "2027-01-02"),
    ],
)
def test_a_due_day_is_written_as_people_write_it(shell, words, day):
    shell.ok("add", "Test login", "--due", words)
    assert shell.only_card().due_on == date.fromisoformat(day)


def test_add_reads_one_card_a_line_from_stdin_as_one_change(shell):
    listed = "- [ ] one\n\n2. two\r\n* three\n"
    assert shell.ok("add", "-", "--tag", "plan", stdin=listed).out == "1\n2\n3\n"
    assert shell.titles("To Do") == ["one", "two", "three"]
    assert shell.ok("undo").out == "Undone: Added 3 cards.\n"
    assert shell.titles("To Do") == []


def test_a_byte_order_mark_on_stdin_is_no_part_of_a_title(shell):
    shell.ok("add", "-", stdin=b"\xef\xbb\xbf- one\n")
    assert shell.titles("To Do") == ["one"]


def test_no_more_of_stdin_is_read_than_the_limit(shell, monkeypatch):
    class Endless:
        @property
        def buffer(self) -> "Endless":
            return self

        def read(self, most_bytes: int = -1) -> bytes:
            assert 0 < most_bytes < 100_000_000
            return b"x" * most_bytes

    monkeypatch.setattr(shell, "give", lambda _: monkeypatch.setattr("sys.stdin", Endless()))
    for argv in (("add", "-"), ("win", "-"), ("import", "-")):
        shell(*argv).refuses(2, "20 MB")


def test_add_prints_the_card_as_json(shell):
    shell.goal("Launch")
    printed = shell.ok("add", "A", "--goal", "1", "--tag", "b", "--due", "+1d", "--json").json
    assert list(printed) == CARD_KEYS
    assert printed == {
        "id": 1,
        "title": "A",
        "column": "To Do",
        "goal": "Launch",
        "milestone": None,
        "tags": ["b"],
        "due_on": "2026-11-23",
        "due_at": None,
        "repeat": None,
        "blocked": None,
        "waits_for": [],
        "notes": "",
        "checklist": [],
        "created_at": "2026-11-22T08:12:00+00:00",
        "archived_at": None,
    }


def test_a_card_added_to_the_done_column_is_a_win(shell):
    shell.ok("add", "Sent the mail", "--column", "done")
    assert shell.ok("status", "--json").json["wins"] == 1


def test_a_title_may_start_with_a_dash_behind_two_dashes(shell):
    shell.ok("add", "--", "-v prints more")
    assert shell.titles("To Do") == ["-v prints more"]


def test_list_shows_each_column_with_its_cards_goal_due_day_and_tags(shell):
    shell.goal("Launch")
    shell.ok("add", "Test login", "--goal", "launch", "--due", "tomorrow", "--tag", "bug")
    shell.ok("add", "Write the page", "--column", "doing")
    assert shell.ok("list").lines == [
        "To Do (1)",
        "     1  Test login  Launch  tomorrow  #bug",
        "",
        "Doing (1)",
        "     2  Write the page",
        "",
        "Done (0)",
    ]


def test_list_shows_limits_and_what_is_in_the_way(shell, file):
    lists = [{"id": "d", "name": "Doing", "pos": 1, "softLimit": 3}, {"id": "x", "name": "Done"}]
    trello = {"name": "Garden", "lists": lists, "cards": [{"name": "a", "idList": "d"}]}
    shell.ok("import", file("garden.json", json.dumps(trello)))
    with shell.keeper() as held:
        held.do(cards.amend, card_id=1, fields={"blocked": "No key"})
    assert shell.ok("list").lines[:2] == ["Doing (1 of 3)", "     1  a  blocked: No key"]
    assert shell.ok("list", "--json").json["columns"][0]["wip_limit"] == 3


def test_list_json_holds_the_whole_board_in_board_order(shell):
    shell.goal("Launch")
    shell.ok("add", "One", "--goal", "launch")
    shell.ok("add", "Two")
    shell.ok("add", "Three", "--column", "Doing")
    shell.ok("done", "2")
    document = shell.ok("list", "--json").json
    assert list(document) == ["board", "columns"]
    assert document["board"] == "main"
    assert [list(each) for each in document["columns"]] == [
        ["id", "name", "is_done", "is_hidden", "is_narrow", "wip_limit", "cards"]
    ] * 3
    assert [
        (each["id"], each["name"], each["is_done"], each["wip_limit"])
        for each in document["columns"]
    ] == [(1, "To Do", False, None), (2, "Doing", False, None), (3, "Done", True, None)]
    held = [[card["title"] for card in each["cards"]] for each in document["columns"]]
    assert held == [["One"], ["Three"], ["Two"]]
    assert list(document["columns"][0]["cards"][0]) == CARD_KEYS
    assert document["columns"][0]["cards"][0]["goal"] == "Launch"


def test_list_json_tells_checklist_blocked_and_notes(shell):
    shell.ok("add", "One")
    fields = {
        "blocked": "No key",
        "notes": "# Why\n[red]",
        "checklist": (Item("a", True), Item("b")),
    }
    with shell.keeper() as held:
        held.do(cards.amend, card_id=1, fields=fields)
    card = shell.ok("list", "--json").json["columns"][0]["cards"][0]
    assert card["blocked"] == "No key"
    assert card["notes"] == "# Why\n[red]"
    assert card["checklist"] == [{"text": "a", "is_done": True}, {"text": "b", "is_done": False}]


def test_archived_cards_are_left_out_unless_asked_for(shell):
    shell.ok("add", "-", stdin="one\ntwo\nthree")
    with shell.keeper() as held:
        held.do(cards.archive, card_ids=(2,))

    def listed(*options: str) -> list[tuple[int, bool]]:
        column = shell.ok("list", "--json", *options).json["columns"][0]
        return [(card["id"], card["archived_at"] is not None) for card in column["cards"]]

    assert listed() == [(1, False), (3, False)]
    assert listed("--archived") == [(1, False), (2, True), (3, False)]
    assert "     2  two  archived" not in shell.ok("list").lines
    assert "     2  two  archived" in shell.ok("list", "--archived").lines


@pytest.mark.parametrize("column", ["Doing", "doing", "2"])
def test_move_knows_a_column_by_name_in_any_case_or_by_its_place(shell, column):
    shell.ok("add", "One")
    assert shell.ok("move", "1", column).out == 'Moved "One" to Doing.\n'
    assert shell.titles("Doing") == ["One"]


def test_move_takes_several_cards_as_one_change(shell):
    shell.ok("add", "-", stdin="one\ntwo\nthree")
    assert shell.ok("move", "3", "1", "Doing").out == "Moved 2 cards to Doing.\n"
    assert shell.titles("Doing") == ["three", "one"]
    shell.ok("undo")
    assert shell.titles("To Do") == ["one", "two", "three"]


def test_one_card_that_cannot_move_keeps_all_where_they_are(shell):
    shell.ok("add", "-", stdin="one\ntwo")
    with shell.unchanged():
        shell("move", "1", "99", "Doing").refuses(1, "no card 99")


def test_done_moves_cards_to_the_done_column_and_logs_a_win_each(shell):
    shell.ok("add", "-", stdin="one\ntwo")
    assert shell.ok("done", "1", "2").out == "Moved 2 cards to Done.\n"
    assert [win.text for win in shell.board().table(Win).values()] == ["one", "two"]


def test_a_card_named_twice_is_done_once(shell):
    shell.ok("add", "one")
    shell.ok("done", "1", "1")
    assert len(shell.board().table(Win)) == 1


def test_a_card_done_already_is_refused(shell):
    shell.ok("add", "one")
    shell.ok("done", "1")
    with shell.unchanged():
        shell("done", "1").refuses(1, "it is in Done already")


def test_an_archived_card_is_refused_by_its_title(shell):
    shell.ok("add", "one")
    with shell.keeper() as held:
        held.do(cards.archive, card_ids=(1,))
    with shell.unchanged():
        shell("done", "1").refuses(1, '"one" is in the archive')


def test_a_column_whose_name_is_a_number_is_meant_before_a_place(shell, file):
    shell.ok("import", file("b.md", "## 2\n\n- [ ] a\n\n## 1\n\n## Done\n"))
    shell.ok("move", "1", "1")
    assert shell.titles("1") == ["a"]
    shell.ok("move", "1", "2")
    assert shell.titles("2") == ["a"]
    shell.ok("move", "1", "3")
    assert shell.titles("Done") == ["a"]
