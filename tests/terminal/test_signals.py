"""However the board is ended from outside, the win is on disk and the terminal as it was before."""

import os
import re
import select
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kanban.boards import create_board
from kanban.clock import SystemClock
from kanban.domain.operations import cards
from kanban.domain.records import Win

from .program import PROGRAM, Home, OpenBoard
from .terminal import Terminal

pytestmark = pytest.mark.terminal

CARD = "Ask Łukasz for the ladder"
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
KEYBOARD = re.compile(rb"\x1b\[([><])[0-9;]*u")
AT_FIRST_ON = {b"7", b"25"}
"""Wrapped lines and the cursor; every other private mode is off in a terminal that waits."""
ALTERNATE, CURSOR, MOUSE, PASTE = b"1049", b"25", b"1003", b"2004"
UNSEEN = re.compile(rb"\x1b\[[?><]?[0-9;]*[a-zA-Z]|\x1b\]22;default\x07")
SCREEN_OFF = b"\x1b[?1049l"
LIMITED = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.executable, [sys.executable, "-m", "kanban"])
"""
ENDS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGUSR1")


def until(holds: Callable[[], bool], timeout_s: float = 10) -> None:
    """Wait for a condition that no byte of the terminal tells."""
    end = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        select.select([], [], [], 0.01)


def changed_modes(raw: bytes) -> set[bytes]:
    """Return the private modes that these bytes leave other than they were."""
    state: dict[bytes, bytes] = {}
    for names, to in MODE.findall(raw):
        state |= dict.fromkeys(names.split(b";"), to)
    return {name for name, to in state.items() if (to == b"h") != (name in AT_FIRST_ON)}


def read_all(terminal: Terminal) -> bytes:
    """Return all that the program has written, after it has ended."""
    terminal.wait(lambda _: True)
    return bytes(terminal.raw)


def printed_after(raw: bytes) -> str:
    """Return what stands on the terminal behind the board."""
    rest = raw[raw.rfind(SCREEN_OFF) :]
    return UNSEEN.sub(b"", rest).decode().strip()


def check_terminal_is_as_before(terminal: Terminal) -> str:
    """Check modes and settings; return what was printed behind the board."""
    raw = read_all(terminal)
    assert terminal.settings == terminal.before
    assert changed_modes(raw) == set()
    pushed = KEYBOARD.findall(raw)
    assert pushed.count(b">") == pushed.count(b"<")
    assert raw.rfind(SCREEN_OFF) > raw.rfind(b"\x1b[?1049h") >= 0
    assert b"Traceback" not in raw
    return printed_after(raw)


def processes_of(home: Home) -> list[int]:
    """Return the processes that work for this home, in whatever session they are."""
    mark = f"PROGRESS_BOARD_HOME={home.folder}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def is_stopped(pid: int) -> bool:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return fields[0] == "T"


def check_nothing_is_left(home: Home) -> None:
    """Check that no process goes on and that no fault was reported."""
    until(lambda: not processes_of(home))
    assert not list(home.folder.rglob("crash-*"))


@pytest.fixture
def used(home: Home) -> Home:
    """A home with two cards."""
    keeper = create_board(home.snapshot.parent, "main", SystemClock())
    keeper.do(cards.add, titles=(CARD, "Order the bricks"))
    keeper.close()
    return home


def wins_of(home: Home) -> list[str]:
    """Return the words of the wins on disk."""
    wins = home.board.table(Win)
    return [wins[key].text for key in sorted(wins)]


@contextmanager
def with_a_win(home: Home) -> Iterator[OpenBoard]:
    """Open the board and finish its first card."""
    with home.opened() as board:
        board.press("d", "1 win today")
        yield board


@contextmanager
def limited_file_size(home: Home, limit: int) -> Iterator[OpenBoard]:
    """Open the board where no file may grow beyond so many bytes, the snapshot being larger."""
    home.run("add", "-", stdin="".join(f"Brick {number} {'x' * 100}\n" for number in range(60)))
    keeper = create_board(home.snapshot.parent, "main", SystemClock())
    keeper.fold()
    keeper.close()
    with home.opened(command=[sys.executable, "-c", LIMITED, str(limit)]) as board:
        yield board


@pytest.mark.parametrize("name", ENDS)
def test_a_signal_ends_the_board_as_its_own_key_does(used: Home, name: str) -> None:
    number = signal.Signals[name]
    with with_a_win(used) as board:
        assert {ALTERNATE, CURSOR, MOUSE, PASTE} <= changed_modes(bytes(board.terminal.raw))
        board.terminal.kill(number)
        assert board.terminal.finish() == 128 + number
        assert check_terminal_is_as_before(board.terminal) == ""
    check_nothing_is_left(used)
    assert wins_of(used) == [CARD]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_before_the_first_paint_leaves_the_terminal_as_it_was(
    used: Home, name: str
) -> None:
    number = signal.Signals[name]
    terminal = Terminal(PROGRAM, used.env)
    try:
        terminal.wait(lambda seen: b"\x1b[?1049h" in seen.raw, quiet_s=0)
        terminal.kill(number)
        assert terminal.finish() == 128 + number
        assert check_terminal_is_as_before(terminal) == ""
    finally:
        terminal.close()
    check_nothing_is_left(used)


def test_two_signals_at_once_end_it_once(used: Home) -> None:
    with with_a_win(used) as board:
        board.terminal.kill(signal.SIGTERM)
        board.terminal.kill(signal.SIGHUP)
        assert board.terminal.finish() in (128 + signal.SIGTERM, 128 + signal.SIGHUP)
        assert check_terminal_is_as_before(board.terminal) == ""
    assert wins_of(used) == [CARD]


def test_a_pipe_that_breaks_elsewhere_does_not_end_the_board(used: Home) -> None:
    with with_a_win(used) as board:
        board.terminal.kill(signal.SIGPIPE)
        board.press("d", "2 wins today")
        assert board.quit() == 0
        assert check_terminal_is_as_before(board.terminal) == ""
    assert len(wins_of(used)) == 2


def test_a_board_put_to_sleep_gives_the_terminal_back_and_goes_on_when_woken(used: Home) -> None:
    with with_a_win(used) as board:
        terminal = board.terminal
        for times in (2, 3):
            terminal.kill(signal.SIGTSTP)
            until(lambda: is_stopped(terminal.pid))
            assert check_terminal_is_as_before(terminal) == ""
            used.run("win", "Logged meanwhile")
            terminal.screen.reset()
            terminal.kill(signal.SIGCONT)
            terminal.wait(f"{times} wins today")
            terminal.wait("Order the bricks")
            assert terminal.settings != terminal.before
            assert {ALTERNATE, CURSOR, MOUSE, PASTE} <= changed_modes(bytes(terminal.raw))
        board.press("d", "4 wins today")
        assert board.quit() == 0
        assert check_terminal_is_as_before(terminal) == ""
    assert len(wins_of(used)) == 4


def test_a_board_stopped_from_outside_goes_on_and_leaves_the_terminal_as_it_was(
    used: Home,
) -> None:
    with with_a_win(used) as board:
        terminal = board.terminal
        terminal.kill(signal.SIGSTOP)
        until(lambda: is_stopped(terminal.pid))
        terminal.screen.reset()
        terminal.kill(signal.SIGCONT)
        terminal.wait("Order the bricks")
        board.press("d", "2 wins today")
        assert board.quit() == 0
        assert check_terminal_is_as_before(terminal) == ""
    assert len(wins_of(used)) == 2


def test_a_closed_terminal_ends_the_board_and_loses_nothing(used: Home) -> None:
    with with_a_win(used) as board:
        board.terminal.hang_up()
        assert board.terminal.finish() == 128 + signal.SIGHUP
    check_nothing_is_left(used)
    assert wins_of(used) == [CARD]


def test_a_terminal_closed_under_a_board_that_sleeps_wakes_and_ends_it(used: Home) -> None:
    with with_a_win(used) as board:
        board.terminal.kill(signal.SIGTSTP)
        until(lambda: is_stopped(board.terminal.pid))
        board.terminal.hang_up()
        board.terminal.kill(signal.SIGCONT)  # as the kernel does for a group without a parent
        assert board.terminal.finish() == 128 + signal.SIGHUP
    check_nothing_is_left(used)
    assert wins_of(used) == [CARD]


def test_a_signal_over_a_dialog_with_something_typed_asks_nothing(used: Home) -> None:
    with with_a_win(used) as board:
        board.press("aA title half", "A title half")
        board.terminal.kill(signal.SIGTERM)
        assert board.terminal.finish() == 128 + signal.SIGTERM
        assert check_terminal_is_as_before(board.terminal) == ""
    check_nothing_is_left(used)
    assert wins_of(used) == [CARD]
    assert all("A title half" not in titles for titles in used.columns.values())


HOLDER = """
import os, signal, sys
from pathlib import Path
from kanban.store.board_file import BoardFile
with BoardFile(Path(sys.argv[1])).lock():
    os.kill(os.getpid(), signal.SIGSTOP)
"""


@contextmanager
def held_lock(home: Home) -> Iterator[int]:
    """Let another process take the board's lock and stop."""
    pid = os.fork()
    if pid == 0:
        command = [sys.executable, "-c", HOLDER, str(home.snapshot)]
        os.execve(sys.executable, command, os.environ | home.env)
    try:
        os.waitpid(pid, os.WUNTRACED)
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_a_signal_while_another_process_holds_the_lock_ends_the_board_at_once(
    used: Home,
) -> None:
    with with_a_win(used) as board:
        until(lambda: len(processes_of(used)) == 1)  # else what folds beside waits, too
        with held_lock(used) as holder:
            board.press("d", f"Waiting for process {holder}")
            told = time.monotonic()
            board.terminal.kill(signal.SIGTERM)
            assert board.terminal.finish(20) == 128 + signal.SIGTERM
            assert time.monotonic() - told < 2
            assert check_terminal_is_as_before(board.terminal) == ""
    assert wins_of(used) == [CARD]
    assert CARD not in used.columns["To Do"]
    assert "Order the bricks" in used.columns["To Do"]


def test_a_signal_while_the_lock_is_held_and_nothing_waits_ends_the_board_at_once(
    used: Home,
) -> None:
    with with_a_win(used) as board:
        until(lambda: len(processes_of(used)) == 1)
        with held_lock(used):
            told = time.monotonic()
            board.terminal.kill(signal.SIGTERM)
            assert board.terminal.finish(20) == 128 + signal.SIGTERM
            assert time.monotonic() - told < 2
            assert check_terminal_is_as_before(board.terminal) == ""
    assert wins_of(used) == [CARD]


def test_leaving_by_key_while_another_process_holds_the_lock_is_calm(used: Home) -> None:
    with with_a_win(used) as board:
        until(lambda: len(processes_of(used)) == 1)
        with held_lock(used):
            told = time.monotonic()
            assert board.quit() == 0
            assert time.monotonic() - told < 2
            assert check_terminal_is_as_before(board.terminal) == ""
    assert wins_of(used) == [CARD]


def test_leaving_a_board_that_cannot_be_folded_says_so_and_is_no_failure(used: Home) -> None:
    """The limit on a file is beyond the journal and below the snapshot."""
    with limited_file_size(used, 6_000) as board:
        board.press("d", "1 win today")
        assert board.quit() == 0
        words = check_terminal_is_as_before(board.terminal)
    assert words.startswith("progress-board: Cannot write ")
    assert wins_of(used) == [CARD]


def test_leaving_without_what_the_disk_would_not_take_is_told_behind_the_board(
    used: Home,
) -> None:
    with limited_file_size(used, 0) as board:
        board.press("d", "not saved yet")
        board.press("q", "Once more leaves without")
        assert board.quit() == 3
        words = check_terminal_is_as_before(board.terminal)
    assert words.replace("\r\n", "\n") == (
        "progress-board: 1 change was left unsaved: the board could not be written."
    )
    assert wins_of(used) == []


FAULT = """
from kanban.cli.start import run
from kanban.ui.screens.board import {module}

def fail(screen, *_):
    title = screen._desk.board.card(1).title
    raise RuntimeError("it broke on " + title)

{module}.{name} = fail
run()
"""
FAULTS = {
    "in a key's action": ("screen", "BoardScreen.action_card_split", "s"),
    "while a change is drawn": ("face", "BoardFace._show_numbers", "d"),
}


@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_of_our_own_is_a_sentence_and_a_private_report(
    used: Home, tmp_path: Path, where: str
) -> None:
    module, name, key = FAULTS[where]
    script = tmp_path / "faulty.py"
    script.write_text(FAULT.format(module=module, name=name))
    with used.opened(command=[sys.executable, str(script)]) as board:
        board.terminal.send(key)
        assert board.terminal.finish() == 4
        words = check_terminal_is_as_before(board.terminal)
    (report,) = used.folder.rglob("crash-*")
    assert words.replace("\r\n", "") == (
        "progress-board: progress-board stopped on a fault of its own; the board is as last shown."
        f" The report is {report}."
    )
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700
    assert "RuntimeError" in report.read_text()
    until(lambda: not processes_of(used))
    assert wins_of(used) == ([CARD] if key == "d" else [])


def test_a_fault_that_no_report_can_be_written_of_is_a_sentence_all_the_same(
    used: Home, tmp_path: Path
) -> None:
    module, name, key = FAULTS["in a key's action"]
    script = tmp_path / "faulty.py"
    script.write_text(FAULT.format(module=module, name=name))
    (used.folder / "crashes").touch()
    with used.opened(command=[sys.executable, str(script)]) as board:
        board.terminal.send(key)
        assert board.terminal.finish() == 4
        words = check_terminal_is_as_before(board.terminal)
    assert "stopped on a fault of its own" in words
    assert "No report could be written" in words


def test_bytes_that_are_no_text_do_not_end_the_board(used: Home) -> None:
    with with_a_win(used) as board:
        board.terminal.send(b"\xff\xfe\xc3")
        until(lambda: not board.terminal.has_unread_keys)
        board.press("d", "2 wins today")
        assert board.quit() == 0
        assert check_terminal_is_as_before(board.terminal) == ""
    assert len(wins_of(used)) == 2
