"""Wins from where the work is done, told by git on the screen of an open board."""

import os
import re
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kanban.domain.records import Win
from tests.cli.repository import Repository, alone

from .program import NOTICE, PROGRAM, Home
from .terminal import Terminal

pytestmark = pytest.mark.terminal


@pytest.fixture
def repository(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose commits are made now, in the zone of the board."""
    alone(monkeypatch)
    for name, value in home.env.items():
        monkeypatch.setenv(name, value)
    made = Repository(tmp_path / "my work")
    made.at = datetime.now(ZoneInfo(home.env["TZ"])).replace(microsecond=0)
    return made


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as a command on the PATH, and no other one there."""
    path = tmp_path / "bin" / "progress-board"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n')
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


def test_a_commit_that_is_marked_shows_on_the_open_board(
    home: Home, repository: Repository, program: Path
) -> None:
    home.run("hook", "install", str(repository.folder))
    home.run("add", "A first card")
    with home.opened() as board:
        repository.commit("Wash the car")
        repository.commit("Fix array[/] bug", "Win: people can log in")
        told = time.perf_counter()
        seen = board.terminal.wait("1 win today")
        assert seen.at - told < 1
        assert re.search(r"\d\d:\d\d ✎ people can log in", board.board_text)
        assert 'Logged the win "people can log in"' in board.terminal.lines[NOTICE]
        assert "Wash the car" not in board.terminal.text
        home.run("undo")
        board.terminal.wait("0 wins today")
        home.run("win", "--from-git", str(repository.folder), stdin="n\ny\n")
        board.terminal.wait("1 win today")
        assert "people can log in" in board.board_text
        board.press("d", "2 wins today")
    assert home.wins == ["people can log in", "A first card"]
    assert len(home.board.table(Win)) == 2


def test_each_commit_is_asked_for_on_a_terminal_and_a_line_answers(
    home: Home, repository: Repository
) -> None:
    for subject in ("Dig the bed", "Sow beans", "Mow"):
        repository.commit(subject)
    command = [*PROGRAM, "win", "--from-git", str(repository.folder)]
    terminal = Terminal(command, home.env, (60, 12))
    try:
        terminal.wait("Dig the bed  y/n?")
        terminal.press("y\r", "Sow beans  y/n?")
        terminal.press("n\r", "Mow  y/n?")
        terminal.press("q\r", "Logged. 1 win today.")
        assert terminal.finish() == 0
        rows = [line.strip() for line in terminal.lines if line.strip()]
        assert rows[0] == "y takes it, n leaves it, q ends."
        assert [row[7:] for row in rows[1:4]] == [
            "Dig the bed  y/n? y",
            "Sow beans  y/n? n",
            "Mow  y/n? q",
        ]
        assert len(rows) == 5
    finally:
        terminal.close()
    assert home.wins == ["Dig the bed"]


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Let children heed ctrl+c, which a shell has ignored in what it runs behind itself."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_ctrl_c_in_the_middle_of_asking_logs_nothing(home: Home, repository: Repository) -> None:
    repository.commit("One")
    repository.commit("Two")
    command = [*PROGRAM, "win", "--from-git", str(repository.folder)]
    terminal = Terminal(command, home.env, (60, 12))
    try:
        terminal.wait("One  y/n?")
        terminal.press("y\r", "Two  y/n?")
        terminal.send("\x03")
        assert terminal.finish() == 130
    finally:
        terminal.close()
    assert home.wins == []


TMUX = """
set -g status-interval 1
set -g status-left ""
set -g status-right-length 60
set -g status-right "#({command} status --format '{{meter}} {{wins}}/{{aim}}  {{rhythm}}')"
"""


def test_a_line_stands_in_the_bar_of_tmux(home: Home, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("no tmux on this computer")
    home.run("win", "One")
    config = tmp_path / "tmux.conf"
    config.write_text(TMUX.format(command=shlex.join([sys.executable, "-m", "kanban"])))
    socket = str(tmp_path / "tmux.sock")
    command = ["tmux", "-u", "-S", socket, "-f", str(config), "new-session", "cat"]
    terminal = Terminal(command, home.env, (80, 8))
    try:
        terminal.wait("▰▱▱ 1/3  1 of 7")
        home.run("win", "Two")
        terminal.wait("▰▰▱ 2/3  1 of 7")
        terminal.send("\x04")
        terminal.finish()
    finally:
        terminal.close()
