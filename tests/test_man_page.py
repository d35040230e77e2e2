"""The man page is made from the parsers and docs/cli.md, so they cannot differ."""

import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from kanban.cli.main import commands

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "progress-board.1"
WITHOUT_DATE = "missing date"
"""The page is made anew with every change of a command, so a date on it would be untrue."""


@pytest.fixture(scope="module")
def make_man() -> ModuleType:
    """The script that writes the page."""
    spec = spec_from_file_location("make_man", DOCS / "make_man.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_parsers_and_the_docs_say(make_man: ModuleType):
    assert PAGE.read_text() == make_man.man_page(), "run: make docs"


def test_the_page_names_every_command_and_every_option():
    page = PAGE.read_text().replace("\\-", "-")
    for command in commands().all():
        if not command.acts:
            assert f"\\fBprogress-board {' '.join(command.words)}\\fR" in page
        for option in command.options:
            for name in set(option.names) - {"-h", "--help"}:
                assert f"\\fB{name}\\fR" in page


@pytest.mark.parametrize(
    "check",
    [("mandoc", "-T", "lint", "-W", "style"), ("man", "--warnings", "-l", "-E", "UTF-8")],
    ids=lambda check: check[0],
)
def test_the_page_is_sound(check: tuple[str, ...]):
    needed = {"man": "mandb"}.get(check[0], check[0])  # another man knows no such option
    if shutil.which(needed) is None:
        pytest.skip(f"there is no {check[0]} on this computer")
    ended = subprocess.run(
        [*check, str(PAGE)], capture_output=True, text=True, timeout=60, check=False
    )
    said = ended.stderr if check[0] == "man" else ended.stdout + ended.stderr
    assert [line for line in said.splitlines() if WITHOUT_DATE not in line] == []


def test_what_roff_would_obey_is_text(make_man: ModuleType):
    assert make_man.inline(r"`a` -b \n **c**") == r"\fBa\fR \-b \en \fBc\fR"
    assert make_man.inline(".hidden").startswith(r"\&.")
    long = "word " * 15 + ".hidden"
    assert [line[:2] for line in make_man.folded([long])] == ["wo", r"\&"]
