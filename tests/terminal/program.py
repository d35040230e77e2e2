"""The installed program with a home of its own, and its board as a person reads it off a screen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kanban.domain.board import Board
from kanban.store.board_file import BoardFile

from .terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "kanban"]
HEADER, NOTICE, HEADINGS, RULES, CARDS = 0, 1, 2, 3, 4
"""The rows of the board."""
CARD_ROWS = 3


def _noon_zone() -> str:
    """Return a zone where it is about noon, so that no test runs over the end of a day."""
    hours = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"


@dataclass(frozen=True)
class Home:
    """One person's data and settings."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        return {
            "PROGRESS_BOARD_HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            "TZ": _noon_zone(),
        }

    @property
    def snapshot(self) -> Path:
        return self.folder / "boards" / "main.json"

    def run(self, *arguments: str, stdin: str = "") -> str:
        """Run a verb in another process; return what it printed."""
        done = subprocess.run(
            [*PROGRAM, *arguments],
            env=os.environ | self.env,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    @property
    def wins(self) -> list[str]:
        """The words of today's wins, as another process reads them."""
        return [win["text"] for win in self.json("recap")["wins"]]

    @property
    def board(self) -> Board:
        """The board as its files have it now."""
        file = BoardFile(self.snapshot)
        try:
            return file.load()
        finally:
            file.close()

    @property
    def columns(self) -> dict[str, list[str]]:
        """The titles in every column."""
        board = self.board
        columns = board.columns()
        return {each.name: [card.title for card in board.cards_in(each.id)] for each in columns}

    @property
    def done(self) -> str:
        """The name of the done column."""
        return self.board.done_column.name

    @contextmanager
    def opened(
        self,
        size: tuple[int, int] = (120, 36),
        env: dict[str, str] | None = None,
        command: Sequence[str] = PROGRAM,
        header: str = "today",
    ) -> Iterator["OpenBoard"]:
        """Open the board in a terminal; `header` is what tells that its first line is drawn."""
        terminal = Terminal(command, self.env | (env or {}), size)
        try:
            terminal.wait(lambda seen: "? keys" in seen.text and header in seen.lines[HEADER])
            yield OpenBoard(terminal)
        finally:
            terminal.close()


class OpenBoard:
    """A board on a screen."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each column on the screen begins and ends, from the rules under the headings."""
        heads = self.terminal.cells(HEADINGS)
        return [span for span in self._ruled if heads[span[0]] in " ‹"]

    @property
    def panel(self) -> int | None:
        """Where the rule of the Today panel begins, None where it is folded away."""
        heads = self.terminal.cells(HEADINGS)
        return next((start for start, _ in self._ruled if heads[start] == "T"), None)

    @property
    def _ruled(self) -> list[tuple[int, int]]:
        marks = self.terminal.cells(RULES)
        starts = [x for x, mark in enumerate(marks) if mark in "━─" and marks[x - 1] not in "━─"]
        spans = []
        for start in starts:
            end = start
            while end < len(marks) and marks[end] in "━─":
                end += 1
            spans.append((start, end))
        return spans

    @property
    def current(self) -> int:
        """Which of the columns on the screen has the cursor; -1 while they are being drawn."""
        marks = self.terminal.cells(RULES)
        return next((at for at, (start, _) in enumerate(self.spans) if marks[start] == "━"), -1)

    def rows(self, column: int) -> list[str]:
        """What stands in a column on the screen, row by row from its heading."""
        start, end = self.spans[column]
        last = self.terminal.rows - 1  # the keys
        return ["".join(self.terminal.cells(y)[start:end]).rstrip() for y in range(HEADINGS, last)]

    @property
    def headings(self) -> list[str]:
        return [self.rows(column)[0].strip() for column in range(len(self.spans))]

    def titles(self, column: int) -> list[str]:
        """The titles of the cards that a column shows, as far as they fit."""
        cards = [row for row in self.rows(column)[CARDS - HEADINGS :: CARD_ROWS] if row]
        return [row[1:].strip().removeprefix("✓ ") for row in cards if row[0] in "▌█"]

    @property
    def selected(self) -> str:
        """The title of the card under the cursor; empty for none."""
        current = self.current
        for row in self.rows(current)[CARDS - HEADINGS :: CARD_ROWS] if current >= 0 else ():
            if row.startswith("█"):
                return row[1:].strip().removeprefix("✓ ")
        return ""

    @property
    def board_text(self) -> str:
        """All but the line that says what happened last."""
        lines = self.terminal.lines
        return "\n".join(lines[:NOTICE] + lines[NOTICE + 1 :])

    def press(self, keys: str, holds: Callable[[Terminal], bool] | str) -> None:
        """Press keys and wait for words on the screen, or for something else."""
        self.terminal.press(keys, holds)

    def settle(self) -> None:
        """Wait until nothing more is drawn."""
        self.terminal.wait(lambda _: True)

    def select(self, title: str) -> None:
        """Wait until the cursor is on a card."""
        self.terminal.wait(lambda _: is_cut_of(self.selected, title))

    def quit(self) -> int:
        """Leave by key; return the exit code."""
        self.terminal.send("q")
        code = self.terminal.finish()
        self.settle()
        return code


def is_cut_of(shown: str, title: str) -> bool:
    """Tell whether a shown text is a title, whole or cut short."""
    beginning = shown.removesuffix("…").rstrip()
    is_beginning = shown.endswith("…") and title.startswith(beginning)
    return bool(beginning) and (shown == title or is_beginning)
