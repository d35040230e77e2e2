"""Texts that harm a program which trusts them are shown as they are, and never obeyed."""

import json
import unicodedata

import pytest

from kanban.cli import output
from kanban.domain.text import clean

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def is_plain(text: str) -> bool:
    """Tell whether a terminal would print every character of it, line by line."""
    return not any(
        char != "\n" and (unicodedata.category(char) in _UNSEEN or ord(char) in _TURNING)
        for char in text
    )


@pytest.mark.parametrize("text", ["\x1b[31m", "a\rb", "a\x85b", "\x9b", "\u202e", "\ud800", "\x7f"])
def test_the_check_of_this_file_sees_what_is_not_plain(text):
    assert not is_plain(text)


def test_a_title_is_listed_as_it_is(shell, hostile):
    shell.ok("add", "--", hostile)
    shown = shell.ok("list")
    assert is_plain(shown.out)
    assert f"     1  {clean(hostile)}" in shown.lines
    assert shell.only_card().title == clean(hostile)


def test_a_title_comes_back_from_json_as_it_is(shell, hostile):
    printed = shell.ok("add", "--json", "--tag", hostile, "--", hostile)
    listed = shell.ok("list", "--json")
    assert is_plain(printed.out)
    assert is_plain(listed.out)
    assert printed.json["title"] == clean(hostile)
    assert listed.json["columns"][0]["cards"][0] == printed.json


def test_a_title_in_what_was_done_is_as_it_is(shell, hostile):
    shell.ok("add", "--", hostile)
    for argv in (("done", "1"), ("undo",), ("redo",)):
        shown = shell.ok(*argv)
        assert is_plain(shown.out)
        assert f'Moved "{clean(hostile)}" to Done.' in shown.out


def test_a_win_is_recapped_as_it_is(shell, hostile):
    shell.goal(hostile)
    shell.ok("win", "--goal", "1", "--", hostile)
    for verb in ("recap", "status", "insights"):
        assert is_plain(shell.ok(verb).out)
        assert is_plain(shell.ok(verb, "--json").out)
    (win,) = shell.ok("recap", "--json").json["wins"]
    assert (win["text"], win["goal"]) == (clean(hostile), clean(hostile))
    text = clean(hostile)
    assert shell.ok("recap").lines[1] == f"  09:12  {text}  ({text})"


def test_titles_from_stdin_are_kept_as_they_are(shell, hostile):
    line = " ".join(hostile.split("\n")).replace("\r", " ")
    encoded = line.encode("utf-8", "replace")
    shell.ok("add", "-", stdin=encoded)
    shown = shell.ok("list").out
    assert is_plain(shown)
    assert clean(encoded.decode().splitlines()[0]) in shown


def test_an_imported_title_is_as_it_is(shell, file, hostile):
    cards = [{"id": "c", "name": hostile, "idList": "l", "desc": hostile}]
    lists = [{"id": "l", "name": hostile}, {"id": "d", "name": "Done"}]
    path = file("board.json", json.dumps({"name": hostile, "lists": lists, "cards": cards}))
    told = shell.ok("import", path)
    assert is_plain(told.out)
    assert f'"{clean(hostile)}"' in told.lines[0]
    assert shell.only_card().title == clean(hostile)
    assert is_plain(shell.ok("list", "--json").out)


def test_a_refusal_shows_what_was_given_as_it_is(shell, hostile):
    for argv in (
        ("move", "1", hostile),
        ("add", "x", "--goal", hostile),
        ("add", "x", f"--due={hostile}"),
        ("list", f"--board={hostile}/"),
        ("import", f"/no/{hostile}"),
        (f"x{hostile}",),
    ):
        answer = shell(*argv)
        answer.refuses(answer.code)
        assert answer.code in (1, 2, 3)
        assert is_plain(answer.err)


def test_json_escapes_what_a_file_may_hold_and_a_terminal_should_not_see(capsys, hostile):
    text = hostile + "\x1b\x7f\x9b\u2028\u202e\u2066\ud800"
    output.say_json({"title": text})
    printed = capsys.readouterr().out
    assert is_plain(printed)
    assert json.loads(printed) == {"title": text}


def test_a_line_for_people_is_plain_whatever_a_file_may_hold(capsys, hostile):
    output.say(hostile + "\x1b\x7f\x9b\u2028\u202e\u2066\ud800")
    printed = capsys.readouterr().out
    assert is_plain(printed)
    assert printed.count("\n") == 1
