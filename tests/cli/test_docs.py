"""`docs/cli.md` is a contract: its examples are run, and it names every command and option."""

import re
import shlex
from argparse import Action, ArgumentParser, _SubParsersAction

import pytest

from kanban.cli.main import parser

from .repository import Repository, alone
from .shell import REPOSITORY, Shell

PAGE = (REPOSITORY / "docs" / "cli.md").read_text()
EXAMPLE = re.compile(r"(?:^    .*\n|^\n(?=    ))+", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """Return the commands of the page in order, each with what it prints."""
    found: list[tuple[str, str]] = []
    for block in EXAMPLE.findall(PAGE):
        lines = [line[4:] for line in block.strip("\n").splitlines()]
        if not lines[0].startswith("$ "):
            continue
        for line in lines:
            if line.startswith("$ "):
                found.append((line[2:], ""))
            else:
                found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
    return found


def commands() -> dict[str, ArgumentParser]:
    """Return the parser of each command."""
    actions = parser()._actions
    (verbs,) = (each for each in actions if isinstance(each, _SubParsersAction))
    return dict(verbs.choices)


def actions_of(verb: ArgumentParser) -> list[Action]:
    """Return what a command understands, the acts that it is divided into included."""
    found: list[Action] = []
    for action in verb._actions:
        found.append(action)
        if isinstance(action, _SubParsersAction):
            found += [each for act in action.choices.values() for each in actions_of(act)]
    return found


def play(shell: Shell, line: str) -> str:
    """Run one line of the page and return what a terminal would show."""
    words = shlex.split(line)
    if words[0] == "cat":
        return (shell.home.parent / words[1]).read_text()
    stdin = ""
    if words[0] == "printf":
        at = words.index("|")
        stdin, words = words[1].replace("\\n", "\n"), words[at + 1 :]
    program, *argv = words
    assert program == "progress-board"
    answer = shell(*argv, stdin=stdin)
    exit_code = f"[exit code {answer.code}]\n" if answer.code else ""
    shown = (answer.out + answer.err + exit_code).replace(str(shell.home), "HOME")
    return shown.replace(f"{shell.home.parent}/", "")


def test_every_example_prints_what_the_page_says(shell, file, monkeypatch):
    alone(monkeypatch)
    monkeypatch.chdir(shell.home.parent)
    shell.ok("--board", "home", "--create", "list")
    Repository(shell.home.parent / "site").commit("Lay out the first page")
    file(
        "garden.md",
        "## Ideas\n\n- [ ] Dig the bed #soil\n\n## Done\n\n- [x] Mow @completed(2026-11-20)\n",
    )
    shell.goal("Launch the product")
    shown = [(line, play(shell, line)) for line, _ in examples()]
    assert shown == examples()
    assert len(shown) > 20


@pytest.mark.parametrize("verb", commands())
def test_every_command_has_its_section_and_every_option_its_words(verb: str):
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))
    options = {option for each in actions_of(commands()[verb]) for option in each.option_strings}
    for option in options - {"-h", "--help", "--board"}:
        assert f"`{option}" in sections[verb], option
    assert f"progress-board {verb}" in sections[verb]


def test_every_option_of_the_program_has_its_words():
    for action in parser()._actions:
        for option in action.option_strings:
            assert option in ("-h", "--help") or f"`{option}" in PAGE
