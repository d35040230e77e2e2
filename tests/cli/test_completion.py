"""Completion, driven in the shells it is for: what a person is offered who presses tab."""

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kanban.cli.completion import SHELLS
from kanban.cli.completion_scripts import kind_of
from kanban.cli.exporting import FORMATS
from kanban.cli.main import VERBS, commands
from tests.terminal.terminal import Terminal

from .shell import environment

PROMPT = "ready>"
HOSTILE = 'It\'s [1] $(touch oops) `x` "q" \\ : é'


@pytest.fixture
def home(shell, tmp_path: Path) -> Path:
    """A home with two boards, and a program in its folder that opens it."""
    shell.goal("Plant a garden", "Dig the bed")
    shell.ok("add", HOSTILE, "--tag", "soil")
    shell.ok("done", "1")
    shell.ok("add", "Rake")
    shell.ok("--board", "my garden", "--create", "add", "Sow")
    program = tmp_path / "bin" / "progress-board"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m kanban "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for name in SHELLS:
        (tmp_path / f"script.{name}").write_text(shell.ok("completion", name).out)
    (tmp_path / "list.txt").write_text("- milk\n")
    return tmp_path


def env(home: Path) -> dict[str, str]:
    path = f"{home / 'bin'}:/usr/local/bin:/usr/bin:/bin"
    return environment(home / "home") | {"PATH": path, "HOME": str(home), "ZDOTDIR": str(home)}


class Shell:
    """A shell at its prompt, in a terminal."""

    def __init__(self, home: Path, command: list[str], first: str) -> None:
        self.terminal = Terminal(command, env(home), (160, 50))
        self.terminal.send(first)
        self.terminal.wait(lambda seen: self._line(seen).strip() == PROMPT)

    @staticmethod
    def _line(seen: Terminal) -> str:
        return seen.lines[seen.screen.cursor.y]

    def type(self, text: str, holds: str) -> str:
        """Type, press tab twice, wait for words on the screen and clear the line."""
        self.terminal.send(f"{text}\t\t")
        self.terminal.wait(lambda seen: holds in seen.text)
        shown = self.terminal.text
        self.terminal.send("\x15\x0c")
        self.terminal.wait(
            lambda seen: self._line(seen).strip() == PROMPT and holds not in seen.text
        )
        return shown


def shell_of(home: Path, name: str) -> Shell:
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} on this computer")
    script = home / f"script.{name}"
    if name == "bash":
        settings = f"cd {home}; PS1='{PROMPT} '; bind 'set completion-query-items -1'; . {script}\r"
        return Shell(home, ["bash", "--norc", "--noprofile", "-i"], settings)
    (home / ".zshrc").write_text(
        f"autoload -Uz compinit; compinit -u -d {home}/dump; unsetopt beep\n"
        f"LISTMAX=1000; . {script}; PS1='{PROMPT} '; cd {home}\n"
    )
    return Shell(home, ["zsh", "-i"], "")


@pytest.fixture(params=["bash", "zsh"])
def at_prompt(request: pytest.FixtureRequest, home: Path) -> Iterator[Shell]:
    """Each shell that is driven through a terminal, with its script loaded."""
    opened = shell_of(home, request.param)
    yield opened
    opened.terminal.close()


@pytest.mark.terminal
def test_tab_completes_a_command_an_option_and_a_choice(at_prompt):
    at_prompt.type("progress-board comp", "progress-board completion")
    at_prompt.type("progress-board add --col", "progress-board add --column")
    at_prompt.type("progress-board goal set", "progress-board goal set-aside")
    at_prompt.type("progress-board export --format obs", "progress-board export --format obsidian")
    at_prompt.type("progress-board stuck --kind lev", "progress-board stuck --kind leverage")


@pytest.mark.terminal
def test_tab_offers_what_is_on_the_board(at_prompt):
    assert "Rake" in at_prompt.type("progress-board move ", "Rake")
    at_prompt.type("progress-board add x --column Doi", "--column Doing")
    at_prompt.type("progress-board add x --column To", "--column To\\ Do")
    at_prompt.type("progress-board add x --tag s", "--tag soil")
    at_prompt.type("progress-board goal show Pl", "goal show Plant\\ a\\ garden")
    at_prompt.type("progress-board list --board my", "--board my\\ garden")
    assert "Rake" not in at_prompt.type("progress-board --board my\\ garden done ", "done 1")


@pytest.mark.terminal
def test_tab_shows_a_hostile_title_and_runs_nothing_of_it(at_prompt, home):
    shown = at_prompt.type("progress-board done ", "touch oops")
    assert HOSTILE in shown
    assert not (home / "oops").exists()


@pytest.mark.terminal
def test_tab_completes_files_for_an_import(at_prompt):
    at_prompt.type("progress-board import li", "progress-board import list.txt")


def fish(home: Path, line: str) -> dict[str, str]:
    """Return what fish offers for a line, with its descriptions."""
    if shutil.which("fish") is None:
        pytest.skip("there is no fish on this computer")
    source = f"source {home}/script.fish; cd {home}; complete -C {line!r}"
    ended = subprocess.run(
        ["fish", "--no-config", "-c", source],
        env=env(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stderr == ""
    pairs = (said.partition("\t") for said in ended.stdout.splitlines())
    return {offered: about for offered, _, about in pairs}


@pytest.mark.terminal
def test_fish_offers_commands_options_choices_and_what_is_on_the_board(home):
    assert fish(home, "progress-board comp") == {
        "completion": "print a script that completes commands"
    }
    assert fish(home, "progress-board add --col") == {"--column": "its column; else the first"}
    assert set(fish(home, "progress-board export --format ")) == set(FORMATS)
    assert fish(home, "progress-board done ") == {"2": HOSTILE, "3": "Rake"}
    assert set(fish(home, "progress-board add x --column ")) == {"To Do", "Doing", "Done"}
    assert set(fish(home, "progress-board goal show ")) == {"Plant a garden"}
    assert set(fish(home, "progress-board --board ")) == {"main", "my garden"}
    assert fish(home, "progress-board --board 'my garden' done ") == {"1": "Sow"}
    assert "list.txt" in fish(home, "progress-board import li")
    assert "add" not in fish(home, "progress-board goal split ")


@pytest.mark.parametrize("name", SHELLS)
def test_every_command_and_option_is_in_every_script(shell, name):
    script = shell.ok("completion", name).out
    for command in commands().all():
        for option in command.options:
            for each in option.names:
                assert not each.startswith("--") or each.removeprefix("--") in script
        if command.words:
            assert command.help.replace("'", "") in re.sub(r"'\"'\"'|\\'", "", script)


@pytest.mark.parametrize("name", SHELLS)
def test_a_script_is_sound(shell, name, tmp_path):
    if shutil.which(name) is None:
        pytest.skip(f"there is no {name} on this computer")
    script = tmp_path / "script"
    script.write_text(shell.ok("completion", name).out)
    subprocess.run([name, "-n", str(script)], check=True)


def test_what_is_on_the_board_is_told_with_its_words(shell):
    shell.goal("Plant", "Dig")
    shell.ok("add", "Rake", "--tag", "b", "--tag", "a")
    shell.ok("done", "1")
    assert shell.ok("completion", "cards").out == "2\tRake\n"
    assert shell.ok("completion", "tags").lines == ["a", "b"]
    assert shell.ok("completion", "columns").lines == ["To Do", "Doing", "Done"]
    assert shell.ok("completion", "goals").lines == ["Plant"]
    assert shell.ok("completion", "boards").lines == ["main"]


@pytest.mark.parametrize("what", ["cards", "columns", "goals", "tags", "boards", *SHELLS])
def test_asking_sets_no_board_up(shell, what):
    shell.ok("completion", what)
    assert not shell.home.exists()


def test_every_verb_stands_in_the_grammar_with_what_it_does():
    assert [each.words[0] for each in commands().acts] == list(VERBS)
    assert all(each.help for each in commands().all())


def test_a_value_is_known_by_the_word_for_it():
    known = {
        (" ".join(command.words), argument.names or argument.value): kind_of(command, argument)
        for command in commands().all()
        for argument in command.arguments
    }
    assert known["move", "ID"] == "cards"
    assert known["add", ("--goal",)] == "goals"
    assert known["import", ("--into",)] == "boards"
    assert known["board rename", "NAME"] == "boards"
    assert known["goal save-template", "NAME"] == "any"
    assert known["list", ("--json",)] == ""
