"""The one owner of stderr and of exit codes."""

import sys
from contextlib import suppress

from kanban.domain.text import harmless
from kanban.errors import BoardError

INTERRUPTED = 130


def fail(error: BoardError) -> int:
    """Print an error as one line and return its exit code."""
    warn(str(error))
    return error.exit_code


def warn(line: str) -> None:
    """Print one line that is no result; where stderr is closed or full there is nobody to tell."""
    if sys.stderr is not None:  # print() would take stdout instead
        with suppress(OSError):
            print(f"progress-board: {harmless(line)}", file=sys.stderr)
