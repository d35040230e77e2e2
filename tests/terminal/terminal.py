"""A program in a real pseudo terminal, with its screen as a person would see it.

Used by the tests that need a terminal and by the benchmarks. A thread stamps each read the moment
it returns, so that the slow emulator does not blur the times.
"""

import fcntl
import os
import queue
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte
from wcwidth import wcwidth

FRAME_END = b"\x1b[?2026l"
_QUERIES = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$[a-z]|\x1b[P_^X].*?\x1b\\"
    rb"|\x1b\[\d+ q|\x1b\[[0-9;]*:[0-9;:]*m",
    re.DOTALL,
)


class NotSeenError(AssertionError):
    """What was waited for did not come; holds the screen."""


class _Screen(pyte.Screen):
    """Draws on behind a character of no width, where pyte gives up the rest of the text."""

    def draw(self, data: str) -> None:
        super().draw("".join(char for char in data if wcwidth(char) or unicodedata.combining(char)))


@dataclass(frozen=True)
class Seen:
    """When something was on the screen.

    Attributes:
        at: The time of the read that brought it, `time.perf_counter()`.
        frames: How many synchronised frames were drawn until the screen was quiet.
    """

    at: float
    frames: int


class Terminal:
    """Runs a program and reads its screen.

    Args:
        command: The program and its arguments.
        env: Added to the environment.
        size: Columns and rows.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (120, 36),
    ) -> None:
        self.columns, self.rows = size
        self.screen = _Screen(self.columns, self.rows)
        self._stream = pyte.ByteStream(self.screen)
        self._reads: queue.Queue[tuple[float, bytes]] = queue.Queue()
        self.raw = bytearray()
        self.closed = threading.Event()
        sys.setswitchinterval(0.0005)
        self._start(command, dict(env or {}))

    def _start(self, command: Sequence[str], env: dict[str, str]) -> None:
        master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        full = {name: value for name, value in os.environ.items() if name not in _UNSET}
        full |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"} | env
        self.name = os.ttyname(slave)
        self.started_at = time.perf_counter()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            terminal = os.open(self.name, os.O_RDWR)  # becomes the controlling terminal
            for target in (0, 1, 2):
                os.dup2(terminal, target)
            os.closerange(3, 256)
            os.execvpe(command[0], list(command), full)
        self._slave = slave
        self.master = master
        self._let_go, self._letting_go = os.pipe()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        while True:
            try:
                ready, _, _ = select.select([self.master, self._let_go], [], [])
                data = b"" if self._let_go in ready else os.read(self.master, 1 << 16)
            except OSError:
                data = b""
            if not data:
                self.closed.set()
                return
            self._reads.put((time.perf_counter(), data))
            for pattern, answer in _QUERIES:
                for _ in pattern.finditer(data):
                    os.write(self.master, answer)

    def send(self, keys: str | bytes) -> float:
        """Write keys; return the moment just before."""
        at = time.perf_counter()
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)
        return at

    def wait(
        self,
        holds: Callable[["Terminal"], bool] | str,
        timeout_s: float = 20,
        quiet_s: float = 0.08,
    ) -> Seen:
        """Wait until a text or a condition is on the screen, and then until it is quiet.

        Raises:
            NotSeenError: It did not come in time.
        """
        condition = (lambda terminal: holds in terminal.text) if isinstance(holds, str) else holds
        until = time.perf_counter() + timeout_s
        at = time.perf_counter() if condition(self) else None
        frames = 0
        while True:
            try:
                stamp, data = self._reads.get(timeout=quiet_s)
            except queue.Empty:
                if at is not None:
                    return Seen(at, frames)
                if time.perf_counter() > until or self.closed.is_set():
                    raise NotSeenError(f"not seen: {holds!r}\n{self.text}") from None
                continue
            frames += data.count(FRAME_END)
            self.raw += data
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
            if at is None and condition(self):
                at = stamp

    def press(self, keys: str, holds: Callable[["Terminal"], bool] | str) -> tuple[float, int]:
        """Send keys; return (milliseconds until it held, frames drawn)."""
        sent = self.send(keys)
        seen = self.wait(holds)
        return (seen.at - sent) * 1000, seen.frames

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size; the kernel tells the program."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def cells(self, y: int) -> list[str]:
        """What stands in each cell of a row; the second cell of a wide character is empty."""
        row = self.screen.buffer[y]
        return [row[x].data for x in range(self.columns)]

    @property
    def lines(self) -> list[str]:
        return ["".join(self.cells(y)) for y in range(self.rows)]

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines)

    @property
    def pss_mb(self) -> float:
        """Proportional memory of the program."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]

    @property
    def cpu_s(self) -> float:
        """Processor time of the program so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def settings(self) -> list[object]:
        """The terminal's modes as they are now, to compare with `before`."""
        return termios.tcgetattr(self._slave)

    @property
    def has_unread_keys(self) -> bool:
        """Whether the program has yet to read what was sent."""
        return bool(select.select([self._slave], [], [], 0)[0])

    def finish(self, timeout_s: float = 10) -> int:
        """Wait for the program's end and return its exit code, negative for a signal."""
        until = time.perf_counter() + timeout_s
        while time.perf_counter() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            select.select([], [], [], 0.01)
        raise NotSeenError(f"still running\n{self.text}")

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a window that is closed does."""
        os.write(self._letting_go, b"x")
        self._reader.join()  # a terminal that is being read is not closed
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        """End the program, whatever it does."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        os.close(self._slave)


_UNSET = ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL", "TMUX", "STY", "PYTHONDONTWRITEBYTECODE")
