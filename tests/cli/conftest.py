from pathlib import Path

import pytest

from tests.domain.builder import HOSTILE

from .repository import Repository, alone
from .shell import Shell


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """A shell of somebody who never ran the program, on a Sunday morning in Berlin."""
    return Shell(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path):
    """Write a file to import and return its name."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return write


@pytest.fixture(params=HOSTILE, ids=ascii)
def hostile(request: pytest.FixtureRequest) -> str:
    """Each of the texts that harm a program which trusts them."""
    return request.param


@pytest.fixture
def screen_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the screen is opened: it would wait for keys for ever."""

    def opened(_app: object) -> None:
        raise AssertionError("the screen was opened")

    monkeypatch.setattr("kanban.ui.app.ProgressBoard.run", opened)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository in whose folder the shell stands."""
    alone(monkeypatch)
    made = Repository(tmp_path / "my garden")
    monkeypatch.chdir(made.folder)
    return made
