"""What can go wrong, as sentences a person can act on.

Every error that leaves a room is a `BoardError`: one line that names the thing and the limit, and
a hint that names the next step. The shell prints both and maps the class to an exit code; the
screen shows both in a notice.
"""


class BoardError(Exception):
    """Something a person can read and act on.

    Attributes:
        message: What is wrong, naming the thing and the limit, as one sentence.
        hint: The next step, as one sentence; empty where there is none.
        exit_code: What the shell exits with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """Return the message and the hint on one line."""
        return f"{self.message} {self.hint}".strip()


class RuleError(BoardError):
    """A rule of the board refuses the act; nothing has changed."""


class NudgeError(RuleError):
    """Something worth asking once more; asked again, it is done."""


class UsageError(BoardError):
    """The words of a command or a setting cannot be understood."""

    exit_code = 2


class StorageError(BoardError):
    """The board's files cannot be read or written."""

    exit_code = 3


class BusyError(StorageError):
    """Another process is writing to the board."""


class DamagedError(StorageError):
    """The board's files hold something this program did not write."""


class FaultError(BoardError):
    """The program failed; a report was written."""

    exit_code = 4
