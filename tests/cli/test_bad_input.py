"""Whatever is wrong: one line on stderr, the right exit code, and the files as they were."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from kanban.exchange.reading import MOST_BYTES

from .shell import Shell, as_anyone, spawn

RULE, USAGE, STORAGE = 1, 2, 3


@dataclass(frozen=True)
class Bad:
    """A call that is refused.

    Attributes:
        argv: The arguments.
        code: The exit code.
        words: What the line says: the thing, the limit, the next step.
        stdin: What is on stdin.
    """

    argv: tuple[str, ...]
    code: int
    words: tuple[str, ...]
    stdin: str | bytes = ""


COLUMNS = "It has To Do, Doing, Done."
GOALS = 'It has "Launch the page", "Launch the shop".'
NO_TITLE = ("needs at least one visible character", "Write a few words")
DAYS = ("names no day", "Write today, fri, +3d")
NUMBERS = ("is not the number of a card", "progress-board list shows the numbers")
BOARDS = "Use 1 to 64 letters, digits, spaces, - and _."

CALLS = {
    "unknown card": Bad(("done", "99"), RULE, ("no card 99", "List them")),
    "unknown card to move": Bad(("move", "99", "Doing"), RULE, ("no card 99", "List them")),
    "one unknown of two": Bad(("done", "1", "99"), RULE, ("no card 99",)),
    "next step of no card": Bad(("next", "99", "Open it"), RULE, ("no card 99",)),
    "next step without words": Bad(("next", "1", " "), RULE, ("visible character",)),
    "next step of a word": Bad(("next", "One", "Open it"), USAGE, ('"One"', *NUMBERS)),
    "card by a word": Bad(("done", "One"), USAGE, ('"One"', *NUMBERS)),
    "card below zero": Bad(("done", "-1"), USAGE, ('"-1"', *NUMBERS)),
    "card of many digits": Bad(("done", "9" * 5_000), USAGE, NUMBERS),
    "card in other digits": Bad(("done", "١"), USAGE, NUMBERS),
    "unknown column": Bad(("move", "1", "Later"), RULE, ('"Later"', COLUMNS)),
    "column by a place too high": Bad(("move", "1", "4"), RULE, ('"4"', COLUMNS)),
    "column by no place": Bad(("move", "1", "0"), RULE, ('"0"', COLUMNS)),
    "unknown column to add to": Bad(("add", "x", "--column", "L\nt"), RULE, ('"L t"', COLUMNS)),
    "column without a name": Bad(("add", "x", "--column", " "), RULE, ('" "', COLUMNS)),
    "moved where it is": Bad(("move", "1", "to do"), RULE, ("in To Do already",)),
    "unknown board": Bad(("list", "--board", "home"), RULE, ('"home"', "are: main", "--create")),
    "board by a path": Bad(("list", "--board", "../home"), USAGE, ('"../home"', BOARDS)),
    "board without a name": Bad(("list", "--board", ""), USAGE, ("nothing to see", BOARDS)),
    "board with a control code": Bad(("list", "--board", "a\x1b"), USAGE, ("\\x1b", BOARDS)),
    "long board": Bad(("list", "--board", "b" * 65), USAGE, ("65 characters, where 64", BOARDS)),
    "board of a device": Bad(("list", "--board", "con"), USAGE, ("Windows", BOARDS)),
    "import into a path": Bad(("import", "-", "--into", "a/b"), USAGE, ("a/b", BOARDS), "- x"),
    "unknown goal": Bad(("add", "x", "--goal", "Swim"), RULE, ('"Swim"', GOALS)),
    "unknown goal of a win": Bad(("win", "x", "--goal", "9"), RULE, ('"9"', GOALS)),
    "one of two goals": Bad(("win", "x", "--goal", "launch"), RULE, ("More than one", GOALS)),
    "unknown date": Bad(("add", "x", "--due", "someday"), USAGE, ('"someday"', *DAYS)),
    "impossible date": Bad(("add", "x", "--due", "2026-02-30"), USAGE, ('"2026-02-30"', *DAYS)),
    "date too far": Bad(("add", "x", "--due", "+99999w"), USAGE, ('"+99999w"', *DAYS)),
    "date in two lines": Bad(("recap", "--day", "a\nb"), USAGE, ('"a b"', *DAYS)),
    "empty title": Bad(("add", ""), RULE, ("A title", *NO_TITLE)),
    "blank title": Bad(("add", " ", "\t\n"), RULE, ("A title", *NO_TITLE)),
    "title of nothing visible": Bad(("add", "\u200b\u2060"), RULE, ("A title", *NO_TITLE)),
    "long title": Bad(("add", "x" * 501), RULE, ("501 characters", "500", "Shorten it")),
    "heavy title": Bad(("add", "👨‍👩‍👧" * 300), RULE, ("5400 bytes", "4000 bytes", "Shorten it")),
    "empty win": Bad(("win", ""), RULE, ("A win", *NO_TITLE)),
    "long win": Bad(("win", "x" * 501), RULE, ("This win", "501 characters", "500")),
    "empty tag": Bad(("add", "x", "--tag", "#"), RULE, ("A tag", *NO_TITLE)),
    "many tags": Bad(
        ("add", "x", *(word for n in range(21) for word in ("--tag", f"t{n}"))),
        RULE,
        ("at most 20 tags, not 21", "Name fewer"),
    ),
    "nothing on stdin": Bad(("add", "-"), RULE, ("0 cards", "1 to 10000", "one title a line")),
    "no win on stdin": Bad(("win", "-"), RULE, ("0 wins", "1 to 1000", "one win a line"), "\n \n"),
    "one bad line": Bad(("add", "-"), RULE, ("501 characters",), "good\n" + "x" * 501),
    "many lines": Bad(("add", "-"), RULE, ("10001 cards", "10000"), "x\n" * 10_001),
    "stdin in Latin-1": Bad(("add", "-"), USAGE, ("stdin", "byte 2", "UTF-8"), b"M\xf6hren"),
    "stdin without end": Bad(
        ("add", "-"), USAGE, ("stdin", "20 MB", "one short text a line"), b"x" * (MOST_BYTES + 9)
    ),
    "unknown format": Bad(
        ("import", "-", "--format", "jira"), USAGE, ('"jira"', "trello, taskell"), "- x"
    ),
    "unknown done column": Bad(
        ("import", "-", "--done", "Later"), RULE, ('is "Done"', "--into"), "- x"
    ),
    "import of nothing": Bad(("import", "-"), USAGE, ('"stdin" is empty', "Name a board's export")),
    "unknown command": Bad(("finish", "1"), USAGE, ("'finish'", "progress-board --help")),
}

FILES: dict[str, tuple[str, bytes, tuple[str, ...]]] = {
    "text named JSON": ("notes.json", b"Dear all,", ("is not valid JSON at line 1",)),
    "JSON of something else": ("a.json", b'{"name": "x"}', ("has no lists and cards",)),
    "truncated JSON": (
        "board.trello.json",
        b'{"lists": [], "cards": [{"name": "be',
        ("breaks off at line 1",),
    ),
    "deep JSON": ("deep.json", b"[" * 100_000, ("nested too deeply",)),
    "picture": ("board.md", b"\x89PNG\r\n\x1a\n\0\0", ("not UTF-8 at byte 1", "Save it as UTF-8")),
    "Latin-1": ("list.txt", b"M\xf6hren", ("not UTF-8 at byte 2", "Save it as UTF-8")),
    "UTF-16": ("list.txt", "Möhren".encode("utf-16"), ("UTF-16", "Save it as UTF-8")),
    "NUL": ("list.txt", b"milk\n\0", ("NUL at character 6",)),
    "empty": ("list.txt", b"", ("is empty",)),
    "headings alone": ("list.txt", b"# Garden\n\n## A\n", ("holds no card",)),
}

SETTINGS = {
    "not TOML": (b"aim = = 3", ("not valid TOML", "line 1", "Correct the file")),
    "not UTF-8": (b'theme = "\xff"', ("Line 1 is not UTF-8", "Correct the file")),
    "large": (b"#" * 70_000, ("larger than 64 kB",)),
    "unknown setting": (b"aims = 3", ('"aims"', 'Did you mean "aim"?')),
    "aim too low": (b"aim = 0", ("aim must be", "1 to 99", "not 0")),
    "aim as text": (b'aim = "3\\u001b"', ("aim must be", "1 to 99")),
    "late day start": (b'day_starts_at = "13:00"', ('"00:00" to "12:00"', '"13:00"')),
    "key as number": (b'[keys]\n"card.done" = 4', ("keys.card.done must be", "not 4")),
}

SCREEN_SETTINGS = {
    "unknown theme": (b'theme = "evning"', ('"evning"', 'Did you mean "evening"?', "paper")),
    "unknown key id": (b'[keys]\n"card.dome" = "d"', ('"card.dome"', "Did you mean card.done?")),
    "clashing keys": (b'[keys]\n"card.done" = "a"', ('"a"', "card.add and card.done", "another")),
}


@pytest.fixture
def used(shell: Shell) -> Shell:
    """A shell with a board that holds two goals and a card."""
    shell.goal("Launch the page")
    shell.goal("Launch the shop")
    shell.ok("add", "One")
    return shell


@pytest.mark.parametrize("case", CALLS)
def test_a_bad_call_names_the_thing_the_limit_and_the_next_step(used, case):
    bad = CALLS[case]
    with used.unchanged():
        used(*bad.argv, stdin=bad.stdin).refuses(bad.code, *bad.words)


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_is_named_and_nothing_is_taken_from_it(used, file, case):
    name, content, words = FILES[case]
    with used.unchanged():
        used("import", file(name, content)).refuses(USAGE, f'"{name}"', *words)


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_makes_no_board(shell, file, case):
    name, content, _ = FILES[case]
    shell("import", file(name, content), "--into", "garden").refuses(USAGE, f'"{name}"')
    assert not shell.home.exists()


def test_a_file_of_50_mb_is_refused_by_its_limit(used, tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as sparse:
        sparse.truncate(50_000_000)
    with used.unchanged():
        used("import", str(path)).refuses(USAGE, '"huge.json"', "20 MB", "split the file")


def test_a_file_in_another_format_than_the_one_named_is_refused(used, file):
    listed, exported = file("a.txt", "- milk"), file("b.json", '{"lists": [], "cards": []}')
    with used.unchanged():
        used("import", listed, "--format", "trello").refuses(USAGE, '"a.txt" is not JSON')
        used("import", exported, "--format", "lines").refuses(USAGE, '"b.json" is JSON')


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.json", "No such file"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(used, tmp_path, name, reason):
    path = str(tmp_path / name)
    with used.unchanged():
        used("import", path).refuses(STORAGE, f'Cannot read "{path}"', reason, "may read")


@pytest.mark.parametrize("case", SETTINGS)
@pytest.mark.parametrize("argv", [("add", "Two"), ("win", "Two"), ("status",), ()], ids=" ".join)
def test_settings_that_are_wrong_stop_every_command_with_their_file(used, case, argv):
    content, words = SETTINGS[case]
    path = used.configure(content)
    with used.unchanged():
        used(*argv).refuses(USAGE, str(path), *words)


@pytest.mark.parametrize("case", SCREEN_SETTINGS)
@pytest.mark.parametrize("argv", [(), ("demo",)], ids=["board", "demo"])
def test_settings_of_the_screen_that_are_wrong_keep_it_closed(
    used, screen_stays_closed, case, argv
):
    content, words = SCREEN_SETTINGS[case]
    used.configure(content)
    with used.unchanged():
        used(*argv).refuses(USAGE, *words)


@pytest.mark.parametrize("case", SCREEN_SETTINGS)
def test_settings_of_the_screen_do_not_stop_the_shell(used, case):
    used.configure(SCREEN_SETTINGS[case][0])
    used.ok("add", "Two")


def test_settings_in_a_folder_of_that_name_are_refused(used):
    (used.home / "config.toml").mkdir()
    with used.unchanged():
        used("add", "Two").refuses(USAGE, "config.toml", "not a plain file")


def test_a_home_that_is_a_file_is_refused(shell, tmp_path):
    shell.home.write_text("mine")
    shell("add", "One").refuses(
        STORAGE, "config.toml cannot be read", "Not a directory", "its folder"
    )
    assert shell.home.read_text() == "mine"


def test_a_home_that_leads_nowhere_is_refused(shell, monkeypatch):
    monkeypatch.setenv("PROGRESS_BOARD_HOME", "~nobody-of-that-name/x")
    shell("add", "One").refuses(USAGE, "PROGRESS_BOARD_HOME", "full path")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"cards": 3}', b"\xff\xfe", b'{"a": ' * 5_000]
)
@pytest.mark.parametrize("argv", [("list",), ("add", "Two"), ("undo",), ("status",)], ids=" ".join)
def test_a_board_file_that_something_else_wrote_is_named_and_kept(used, content, argv):
    path = used.home / "boards" / "main.json"
    path.write_bytes(content)
    with used.unchanged():
        used(*argv).refuses(STORAGE, "main.")


def test_a_board_that_may_not_be_written_is_refused(used):
    before = as_anyone()
    boards = used.home / "boards"
    for path in boards.iterdir():
        path.chmod(0o400)
    boards.chmod(0o500)
    try:
        with used.unchanged():
            answer = spawn(used.home, "add", "Two", before=before)
            answer.refuses(STORAGE, "main.", "you may not", "Check who owns")
    finally:
        boards.chmod(0o700)


def test_a_home_that_may_not_be_written_is_refused(tmp_path):
    before = as_anyone()
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    answer = spawn(home, "win", "One", before=before)
    answer.refuses(STORAGE, str(home / "boards"), "you may not", "Check who owns")
    assert list(home.iterdir()) == []


def test_a_file_that_may_not_be_read_is_refused(used, file):
    before = as_anyone()
    path = file("mine.txt", "- milk")
    os.chmod(path, 0)
    with used.unchanged():
        answer = spawn(used.home, "import", path, before=before)
        answer.refuses(STORAGE, "mine.txt", "Permission denied", "may read")


def test_settings_that_may_not_be_read_are_refused(used):
    before = as_anyone()
    used.configure("aim = 5").chmod(0)
    answer = spawn(used.home, "status", before=before)
    answer.refuses(STORAGE, "config.toml", "Permission denied", "who owns it")


def test_a_refusal_in_a_process_of_its_own_is_one_line_too(used, tmp_path):
    truncated = tmp_path / "board.json"
    truncated.write_text(json.dumps({"lists": [], "cards": [{"name": "x"}]})[:-5])
    with used.unchanged():
        spawn(used.home, "import", str(truncated)).refuses(USAGE, '"board.json"', "breaks off")
        spawn(used.home, "done", "99").refuses(RULE, "no card 99")
        spawn(used.home, "import", str(Path("no") / "such")).refuses(STORAGE, "No such file")
