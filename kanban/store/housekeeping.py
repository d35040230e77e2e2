"""Folding and backing up in a process of its own, so that no key waits for the interpreter.

Writing 20,000 cards as JSON holds the interpreter for a third of a second; another process has
another interpreter. What it writes, an open board notices as it notices any other process.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kanban.clock import SystemClock
from kanban.errors import BoardError, StorageError
from kanban.store.board_file import BehindError, BoardFile
from kanban.store.presence import Presence
from kanban.store.system import step_back

if TYPE_CHECKING:
    import subprocess


STEPS_BACK = 5
"""How much nicer than the screen it is: where the processor is busy, keys go first."""


class Housekeeping:
    """Starts the process and says how it went.

    Args:
        path: The board's snapshot.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._running: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin to back up and fold, unless that is under way.

        Raises:
            StorageError: No process can be started.
        """
        import subprocess  # 5 ms, and the verbs of the shell never come here

        if self._running is not None:
            return
        try:
            self._running = subprocess.Popen(  # noqa: S603 - our own module, a list, no shell
                [sys.executable, "-m", "kanban.store.housekeeping", str(self._path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,  # a closed terminal does not end it half-way
            )
        except OSError as error:
            raise StorageError(
                f"The board could not be backed up: {error.strerror}.", "Your changes are safe."
            ) from error

    def finish(self) -> str:
        """Do it once more from its beginning, wait for its end, and say how it went, as `trouble`.

        Raises:
            StorageError: No process can be started.
        """
        if self._running is not None:  # it may have begun before the last change
            self._running.wait()
            self.trouble()
        self.start()
        if self._running is not None:
            self._running.wait()
        return self.trouble()

    def trouble(self) -> str:
        """Return what went wrong once it has ended, as a sentence; empty for nothing."""
        if self._running is None or self._running.poll() is None:
            return ""
        _, words = self._running.communicate()
        failed = self._running.returncode != 0
        self._running = None
        return words.strip().rpartition("\n")[2] if failed else ""


def keep_house(path: Path) -> None:
    """Take a backup where there is something new, fold the journal, and put old years away.

    Raises:
        BoardError: One of them failed; nothing is lost.
    """
    presence = Presence(path)
    file = BoardFile(path)
    try:
        board = file.load()
        try:
            file.back_up(board.seq, datetime.now(UTC))
        finally:  # a year that cannot be copied is no reason for a long journal
            with suppress(BehindError):  # the next one folds
                file.fold(board)
                file.put_away(board, SystemClock()().day)
    finally:
        file.close()
        presence.close()


if __name__ == "__main__":
    step_back(STEPS_BACK)
    try:
        keep_house(Path(sys.argv[1]))
    except BoardError as error:
        sys.exit(str(error))
