"""A program of a person's own choice that drafts the steps of a goal; off unless it is set.

Its lines go into the editor, never onto the board. It runs from an argument list, without a shell,
and away from the terminal.
"""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

from kanban.domain.text import clean_notes, harmless
from kanban.errors import UsageError

MOST_BYTES = 64_000
_PIPE = subprocess.PIPE
_HINT = "Check split_command in the settings."


class SplitHelper:
    """One call of the program; another thread may stop it.

    Args:
        command: The program and its arguments.
        timeout_s: How long it may take.
    """

    def __init__(self, command: Sequence[str], timeout_s: float) -> None:
        self._command = list(command)
        self._timeout_s = timeout_s
        self._running: subprocess.Popen[bytes] | None = None
        self.name = harmless(self._command[0])
        self.is_stopped = False

    def draft(self, title: str, why: str) -> str:
        """Return the lines that the program writes for a goal.

        Args:
            title: The goal, the first line of its stdin.
            why: Why it matters, the second line; may be empty.

        Raises:
            UsageError: It cannot be started, took too long, was stopped, failed, or wrote nothing
                that can be used.
        """
        try:
            with subprocess.Popen(  # noqa: S603 - the person's own program, a list, no shell
                self._command, stdin=_PIPE, stdout=_PIPE, stderr=_PIPE, start_new_session=True
            ) as running:
                self._running = running
                written, said = self._listen(running, f"{title}\n{why}\n".encode())
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{self.name} cannot be started: {reason}.", _HINT) from None
        return self._lines(running.returncode, written, said)

    def stop(self) -> None:
        """End the program and whatever it started; its call then raises."""
        self.is_stopped = True
        if self._running is not None and self._running.returncode is None:
            _end(self._running)

    def _listen(self, running: "subprocess.Popen[bytes]", words: bytes) -> tuple[bytes, bytes]:
        if self.is_stopped:  # before it had begun
            _end(running)
        try:
            return running.communicate(words, self._timeout_s)
        except subprocess.TimeoutExpired:
            _end(running)
            took = f"{self.name} took longer than {self._timeout_s:g} seconds."
            raise UsageError(took, _HINT) from None

    def _lines(self, code: int, written: bytes, said: bytes) -> str:
        if code:
            last = said.decode(errors="replace").strip().rpartition("\n")[2]
            words = f": {harmless(last[:200])}" if last else ""
            raise UsageError(f"{self.name} ended with {code}{words}.", _HINT)
        if len(written) > MOST_BYTES:
            raise UsageError(f"{self.name} wrote more than {MOST_BYTES // 1000} kB.", _HINT)
        lines = clean_notes(written.decode(errors="replace"))
        if not lines.strip():
            raise UsageError(f"{self.name} wrote no step.", _HINT)
        return lines


def draft_steps(command: Sequence[str], title: str, why: str, timeout_s: float) -> str:
    """Return the lines that a program writes for a goal, waiting for them; see `SplitHelper`."""
    return SplitHelper(command, timeout_s).draft(title, why)


def _end(running: "subprocess.Popen[bytes]") -> None:
    """Kill a program together with what it started, which may hold its pipes open."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)  # it leads a session of its own
        else:
            running.kill()
