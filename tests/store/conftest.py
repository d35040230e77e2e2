from pathlib import Path

import pytest

from kanban.keeper import Keeper

from .builder import new_keeper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the test's board lives; made with the board."""
    return tmp_path / "boards"


@pytest.fixture
def keeper(folder: Path) -> Keeper:
    """The keeper of a board just set up."""
    return new_keeper(folder)
