"""The page of keys is made from the command table, so the two cannot differ."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def make_keys() -> ModuleType:
    """The script that writes the page."""
    spec = spec_from_file_location("make_keys", DOCS / "make_keys.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_keys_is_what_the_command_table_says(make_keys: ModuleType):
    assert (DOCS / "keys.md").read_text() == make_keys.keys_page(), "run: make docs"


def test_the_page_names_every_command_once(make_keys: ModuleType):
    page = make_keys.keys_page()
    for command in (*COMMANDS, *DIALOG_COMMANDS):
        assert page.count(f"| `{command.id}` |") == 1


def test_what_stands_under_one_heading_stands_there_once(make_keys: ModuleType):
    headings = [line for line in make_keys.keys_page().splitlines() if line.startswith("## ")]
    assert len(headings) == len(set(headings))
