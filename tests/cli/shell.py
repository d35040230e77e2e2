"""The program as a shell calls it: in this process with a clock that stands, or in its own."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kanban import boards
from kanban.cli.main import main, parser
from kanban.domain.board import Board
from kanban.domain.moment import DAY_STARTS_AT, Moment, moment
from kanban.domain.naming import column_named
from kanban.domain.operations import goals
from kanban.domain.records import Card, Goal
from kanban.keeper import Keeper

REPOSITORY = Path(__file__).parents[2]
BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 22, 9, 12, tzinfo=BERLIN)
"""A Sunday."""

_PARSER = parser()
"""Built once: it keeps nothing of a call, and a thousand calls would build it for seconds."""

_WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""Takes from root what lets it write where the permissions say no."""


class FrozenClock:
    """Stands still in Berlin until it is set; takes the place of `SystemClock`."""

    wall = MORNING

    def __init__(self, day_starts_at: time = DAY_STARTS_AT) -> None:
        self._day_starts_at = day_starts_at

    def __call__(self) -> Moment:
        return self.localize(self.wall)

    def localize(self, at: datetime) -> Moment:
        return moment(at.astimezone(BERLIN), "Europe/Berlin", self._day_starts_at)


@dataclass(frozen=True)
class Answer:
    """What a call of the program gave back."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def refuses(self, code: int, *words: str) -> None:
        """Check that it is a refusal: one line on stderr with these words, nothing on stdout."""
        assert self.out == ""
        assert self.err.startswith("progress-board: ")
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        assert "Traceback" not in self.err
        for word in words:
            assert word in self.err
        assert self.code == code


class Shell:
    """Calls the program in this process.

    Attributes:
        home: What `PROGRESS_BOARD_HOME` names.
    """

    def __init__(
        self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.setenv("PROGRESS_BOARD_HOME", str(home))
        monkeypatch.setenv("COLUMNS", "80")  # argparse folds its help to it
        for sync in ("fsync", "fdatasync"):  # what is durable, the tests of the store prove
            monkeypatch.setattr(os, sync, lambda _descriptor: None)
        monkeypatch.setattr("kanban.cli.main.parser", lambda _verb=None: _PARSER)
        monkeypatch.setattr("kanban.cli.session.SystemClock", FrozenClock)
        monkeypatch.setattr(FrozenClock, "wall", MORNING)
        self.give("")

    def __call__(self, *argv: str, stdin: str | bytes = "") -> Answer:
        """Run one command."""
        self.give(stdin)
        self._capsys.readouterr()
        code = main(argv)
        seen = self._capsys.readouterr()
        return Answer(code, seen.out, seen.err)

    def ok(self, *argv: str, stdin: str | bytes = "") -> Answer:
        """Run one command that must succeed without a word on stderr."""
        answer = self(*argv, stdin=stdin)
        assert (answer.code, answer.err) == (0, "")
        return answer

    def give(self, stdin: str | bytes) -> None:
        """Put something on stdin."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    def wait(self, **span: int) -> None:
        """Let time pass."""
        self._monkeypatch.setattr(FrozenClock, "wall", FrozenClock.wall + timedelta(**span))

    def configure(self, text: str | bytes) -> Path:
        """Write the file of settings."""
        self.home.mkdir(exist_ok=True)
        path = self.home / "config.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    @contextmanager
    def keeper(self, name: str = "main") -> Iterator[Keeper]:
        """Hold a board as the screen does."""
        held = boards.create_board(self.home / "boards", name, FrozenClock())
        try:
            yield held
        finally:
            held.close()

    def board(self, name: str = "main") -> Board:
        """Return a board as it lies on disk."""
        with self.keeper(name) as held:
            return held.board

    def titles(self, column: str, name: str = "main") -> list[str]:
        """Return the titles in a column from top to bottom."""
        board = self.board(name)
        return [card.title for card in board.cards_in(column_named(board, column).id)]

    def only_card(self) -> Card:
        """Return the card of a board that has one."""
        (card,) = self.board().table(Card).values()
        return card

    def goal(self, title: str, *steps: str) -> int:
        """Add a goal, which the screen alone can do, and return its id."""
        with self.keeper() as held:
            change = held.do(goals.add, title=title, why="", steps=steps)
        return change.of(Goal)[0].record.id

    def files(self) -> dict[str, bytes]:
        """Return every file by its name, save the lock, which tells who wrote last."""
        return {
            str(path.relative_to(self.home)): path.read_bytes()
            for path in sorted(self.home.rglob("*"))
            if path.is_file() and path.suffix != ".lock"
        }

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Check that no file comes, goes or changes."""
        before = self.files()
        yield
        assert self.files() == before


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a process that runs this working copy."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {
        **inherited,
        "PROGRESS_BOARD_HOME": str(home),
        "PYTHONPATH": str(REPOSITORY),
        "TZ": "Europe/Berlin",
    }


def spawn(
    home: Path, *argv: str, stdin: bytes = b"", before: Sequence[str] = (), **options: Any
) -> Answer:
    """Run one command in a process of its own.

    Args:
        home: See `Shell`.
        argv: The arguments.
        stdin: What is on stdin.
        before: Words that come before the interpreter, such as `setpriv`.
        options: For `subprocess.run`.
    """
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    ended = subprocess.run(
        [*before, sys.executable, "-m", "kanban", *argv],
        input=stdin,
        env=environment(home),
        timeout=60,
        check=False,
        **{**streams, **options},
    )
    return Answer(ended.returncode, (ended.stdout or b"").decode(), (ended.stderr or b"").decode())


def as_anyone() -> list[str]:
    """Return the words before a command that is to obey permissions, even where root runs it."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv to stop it")
    trial = subprocess.run([*_WITHOUT_OVERRIDE, "true"], capture_output=True, check=False)
    if trial.returncode:
        pytest.skip("root may write anywhere, and setpriv is not let stop it")
    return _WITHOUT_OVERRIDE
