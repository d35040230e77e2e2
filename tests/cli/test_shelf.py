"""`board`: the verbs for all boards side by side."""

import pytest

from kanban.store import presence

from .shell import Shell


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_WAIT_S", 0.0)


@pytest.fixture
def two(shell: Shell) -> Shell:
    """A shell with the boards main, of three cards, and garden."""
    for title in ("Test login", "Pay rent", "Dig the bed"):
        shell.ok("add", title)
    shell.ok("done", "2")
    shell.ok("board", "create", "garden")
    return shell


def test_boards_are_listed_with_what_they_hold(two: Shell):
    assert two.ok("board", "list").lines == [
        "garden  Garden: 0 open, 0 done, changed 2026-11-22 09:12",
        "main    Main: 2 open, 1 done, 1 win today, changed 2026-11-22 09:12",
    ]
    document = two.ok("board", "list", "--json").json
    assert document["boards"][1] == {
        "name": "main",
        "title": "Main",
        "open_cards": 2,
        "done_cards": 1,
        "wins_today": 1,
        "changed_at": "2026-11-22T08:12:00+00:00",
        "is_archived": False,
        "trouble": None,
    }


def test_somebody_without_a_board_is_told_how_to_begin(shell: Shell):
    with shell.unchanged():
        assert shell.ok("board", "list").out == "No boards yet. progress-board opens a first one.\n"
    assert shell.ok("board", "list", "--json").json == {"boards": []}


def test_a_board_that_cannot_be_read_is_listed_with_the_reason(two: Shell):
    (two.home / "boards" / "garden.json").write_bytes(b"{")
    line = two.ok("board", "list").lines[0]
    assert line.startswith("garden  ")
    assert "garden.json" in line
    assert two.ok("board", "list", "--json").json["boards"][0]["trouble"]


def test_a_board_is_created_renamed_put_away_and_brought_back(two: Shell):
    assert two.ok("board", "create", "Side Project").out == (
        'Created. It opens with: progress-board --board "Side Project"\n'
    )
    answer = two.ok("board", "rename", "Side Project", "novel")
    assert answer.out == '"Side Project" is called "novel" now.\n'
    answer = two.ok("board", "archive", "novel")
    assert answer.out == 'Put away "novel", whole; restore brings it back.\n'
    assert two.ok("board", "list").lines[-1].endswith("put away")
    two("--board", "novel", "list").refuses(1, 'There is no board called "novel"')
    assert two.ok("board", "restore", "novel").out == '"novel" is back.\n'
    two.ok("board", "archive", "novel")
    two.ok("board", "restore", "novel", "--as", "book")
    assert two.ok("--board", "book", "list").out.startswith("To Do (0)")


def test_the_board_that_opens_by_itself_gets_another_title(two: Shell):
    answer = two.ok("board", "rename", "main", "Home: Q4!")
    assert answer.out == (
        'Its title is "Home: Q4!" now; it stays main, the board that opens by itself.\n'
    )
    assert two.titles("To Do") == ["Test login", "Dig the bed"]


def test_every_act_answers_in_json(two: Shell):
    assert two.ok("board", "create", "novel", "--json").json["title"] == "Novel"
    assert two.ok("board", "rename", "novel", "book", "--json").json["name"] == "book"
    assert two.ok("board", "archive", "book", "--json").json["is_archived"] is True
    assert two.ok("board", "restore", "book", "--json").json["is_archived"] is False
    assert two.ok("board", "send", "3", "--to", "garden", "--json").json == {
        "to": "garden",
        "words": 'Sent "Dig the bed" to Garden',
        "remarks": [],
    }


def test_cards_are_sent_to_another_board_and_undo_brings_them_back(two: Shell):
    answer = two.ok("board", "send", "2", "3", "--to", "garden")
    assert answer.lines == [
        "Sent 2 cards to Garden.",
        "  Wins stay here, where they were earned.",
    ]
    assert two.titles("To Do", "garden") == ["Dig the bed"]
    assert two.titles("Done", "garden") == ["Pay rent"]
    assert two.titles("To Do") == ["Test login"]
    assert two.ok("undo").out == "Undone: Sent 2 cards to Garden.\n"
    assert two.titles("To Do") == ["Test login", "Dig the bed"]
    assert two.titles("To Do", "garden") == ["Dig the bed"]
    two.ok("--board", "garden", "board", "send", "2", "--to", "main")
    assert two.titles("To Do") == ["Test login", "Dig the bed", "Dig the bed"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["create", "main"], 1, 'There is a board called "main" already. Choose another name.'),
        (["create", "a/b"], 2, '"a/b" cannot be the name of a board: it holds /.'),
        (["rename", "nope", "x"], 1, 'There is no board called "nope" (there are: garden, main)'),
        (["rename", "garden", "main"], 1, 'There is a board called "main" already.'),
        (["rename", "main", " "], 1, "A board title needs"),
        (["archive", "nope"], 1, 'There is no board called "nope"'),
        (["restore", "nope"], 1, 'No board called "nope" was put away (there are: none yet).'),
        (["send", "99", "--to", "garden"], 1, "There is no card 99 on this board."),
        (["send", "x", "--to", "garden"], 2, '"x" is not the number of a card.'),
        (["send", "1", "--to", "main"], 1, 'They are on "main" already.'),
        (["send", "1", "--to", "nope"], 1, 'There is no board called "nope"'),
        (["send", "1"], 2, "The following arguments are required: --to."),
        ([], 2, "The following arguments are required: COMMAND."),
        (["list", "extra"], 2, "Unrecognized arguments: extra."),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(two: Shell, words, code, said):
    with two.unchanged():
        two("board", *words).refuses(code, said)


def test_a_board_that_is_open_is_not_renamed_or_put_away(two: Shell):
    with two.keeper("garden"):
        for words in (["rename", "garden", "yard"], ["archive", "garden"]):
            two("board", *words).refuses(
                3,
                'The board "garden" is open in another window or program.',
                "Close it there, and try again.",
            )
    two.ok("board", "rename", "garden", "yard")
