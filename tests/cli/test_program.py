import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from kanban.errors import StorageError
from kanban.keeper import Keeper

from .shell import Answer, environment, spawn

VERBS = [
    *("add", "next", "list", "move", "done", "win", "recap", "status", "insights"),
    *("import", "undo", "redo", "where", "demo", "hook"),
]

INTERRUPTED = """
import os, signal, sys
from kanban.cli.main import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored behind itself

class Terminal:
    def read(self, most_bytes):
        os.kill(os.getpid(), signal.SIGINT)
        return b"never"
    buffer = property(lambda self: self)

sys.stdin = Terminal()
sys.exit(main(sys.argv[1:]))
"""
"""Presses ctrl+c at the moment the program waits for its input."""


def test_help_names_every_command_with_what_it_does(shell):
    lines = shell.ok("--help").lines
    for verb in VERBS:
        (line,) = [each for each in lines if each.split()[:1] == [verb]]
        assert len(line.split()) > 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_its_own_help(shell, verb):
    assert shell.ok(verb, "--help").lines[0].startswith(f"usage: progress-board {verb}")


def test_the_version_is_the_installed_one(shell):
    assert shell.ok("--version").out == f"progress-board {version('progress-board')}\n"


def test_help_and_version_touch_no_file(shell):
    shell.ok("--help")
    shell.ok("--version")
    assert not shell.home.exists()


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["frobnicate"], ["invalid choice: 'frobnicate'", "add", "progress-board --help"]),
        (["add"], ["required: title", "progress-board add --help"]),
        (["move", "1"], ["required: COLUMN", "progress-board move --help"]),
        (["done"], ["required: ID", "progress-board done --help"]),
        (["list", "--js"], ["--js", "progress-board --help"]),
        (["list", "--jso\nn"], ["--jso n", "progress-board --help"]),
        (["recap", "--day"], ["--day", "expected one argument", "progress-board recap --help"]),
        (["add", "-x"], ["add --help"]),
    ],
    ids=lambda value: " ".join(value).replace("\n", "|") if isinstance(value, list) else None,
)
def test_a_wrong_command_line_is_one_line_and_names_the_help(shell, argv, words):
    shell(*argv).refuses(2, *words)
    assert not shell.home.exists()


def test_an_option_is_never_guessed_from_its_beginning(shell):
    shell("status", "--j").refuses(2, "--j")


def test_every_verb_works_in_a_process_of_its_own(tmp_path):
    assert spawn(tmp_path, "add", "Test [red]", "--json").json["title"] == "Test [red]"
    assert spawn(tmp_path, "add", "-", stdin="Möhren\n".encode()).out == "2\n"
    assert spawn(tmp_path, "done", "1").out == 'Moved "Test [red]" to Done.\n'
    assert spawn(tmp_path, "win", "Asked").out == "Logged. 2 wins today.\n"
    assert len(spawn(tmp_path, "recap", "--json").json["wins"]) == 2
    assert spawn(tmp_path, "done", "9").code == 1
    assert spawn(tmp_path, "done", "x").code == 2


def test_text_goes_out_as_utf_8_whatever_the_locale(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    spawn(tmp_path, "add", "宽字符 é")
    assert "宽字符 é" in spawn(tmp_path, "list").out


def test_an_interrupted_command_exits_with_130_and_changes_nothing(shell, tmp_path):
    shell.ok("add", "One")
    with shell.unchanged():
        ended = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, "add", "-"],
            env=environment(shell.home),
            capture_output=True,
            timeout=60,
            check=False,
        )
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


def test_an_interrupt_in_the_middle_of_a_verb_exits_with_130(shell, monkeypatch):
    def interrupt(_keeper: Keeper, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Keeper, "do", interrupt)
    assert shell("win", "One").code == 130


@pytest.mark.parametrize("argv", [["list"], ["list", "--json"], ["--help"], ["--version"]])
def test_a_reader_that_went_away_is_no_error(tmp_path, argv):
    spawn(tmp_path, "add", "One")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        answer = spawn(tmp_path, *argv, stdout=writer)
    finally:
        os.close(writer)
    assert answer == Answer(0, "", "")


def test_a_win_is_kept_when_nobody_reads_its_answer(tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        spawn(tmp_path, "win", "One", stdout=writer)
    finally:
        os.close(writer)
    assert len(spawn(tmp_path, "recap", "--json").json["wins"]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("argv", [["list"], ["--help"]])
def test_an_answer_that_cannot_be_written_is_one_line(tmp_path, argv):
    with open("/dev/full", "wb") as full:
        spawn(tmp_path, *argv, stdout=full).refuses(3, "could not be printed", "No space left")


@pytest.mark.parametrize(
    ("closing", "argv", "code"),
    [
        (">&-", "win One", 0),
        (">&-", "--help", 0),
        ("2>&-", "done 99", 1),
        ("<&-", "add -", 1),
        ("<&- >&- 2>&-", "list", 0),
    ],
)
def test_a_closed_stream_is_no_traceback(tmp_path, closing, argv, code):
    ended = subprocess.run(
        ["sh", "-c", f'"$0" -m kanban {argv} {closing}', sys.executable],
        env=environment(tmp_path),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == code
    assert ended.stdout == b""
    assert b"Traceback" not in ended.stderr
    assert ended.stderr.count(b"\n") == (1 if code and "2>&-" not in closing else 0)


def test_a_journal_that_cannot_be_folded_does_not_undo_the_act(shell, monkeypatch):
    def fold(_keeper: Keeper) -> None:
        raise StorageError("Cannot write the board: the disk is full.", "Free some space.")

    monkeypatch.setattr(Keeper, "wants_folding", True)
    monkeypatch.setattr(Keeper, "fold", fold)
    answer = shell("win", "One")
    assert (answer.code, answer.out) == (0, "Logged. 1 win today.\n")
    assert (
        answer.err == "progress-board: Cannot write the board: the disk is full. Free some space.\n"
    )


def test_a_long_journal_is_folded_at_the_end_of_a_command(shell, monkeypatch):
    shell.ok("add", "One")
    journal = shell.home / "boards" / "main.journal"
    before = journal.stat().st_size
    monkeypatch.setattr(Keeper, "wants_folding", True)
    shell.ok("list")
    assert journal.stat().st_size < before
    assert shell.titles("To Do") == ["One"]


def test_files_are_for_their_owner_alone(tmp_path):
    home = tmp_path / "home"
    spawn(home, "add", "One")
    for path in (home, *home.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_board_is_main_unless_another_is_named(shell):
    shell.ok("add", "One")
    assert shell.ok("list", "--json").json["board"] == "main"
    assert shell.titles("To Do", "main") == ["One"]
