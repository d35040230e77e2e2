"""A program of a person's own choice that drafts the steps of a goal; off unless it is set.

Its lines go into the editor, never onto the board. It runs from an argument list, without a shell.
"""

import subprocess
from collections.abc import Sequence

from kanban.domain.text import clean_notes, harmless
from kanban.errors import UsageError

MOST_BYTES = 64_000
_PIPE = subprocess.PIPE
_HINT = "Check split_command in the settings."


def draft_steps(command: Sequence[str], title: str, why: str, timeout_s: float) -> str:
    """Return the lines that a program writes for a goal.

    Args:
        command: The program and its arguments.
        title: The goal, the first line of its stdin.
        why: Why it matters, the second line; may be empty.
        timeout_s: How long it may take.

    Raises:
        UsageError: It cannot be started, took too long, failed, or wrote nothing that can be used.
    """
    name = harmless(command[0])
    try:
        with subprocess.Popen(  # noqa: S603 - the person's own program, a list, no shell
            list(command), stdin=_PIPE, stdout=_PIPE, stderr=_PIPE
        ) as running:
            try:
                written, said = running.communicate(f"{title}\n{why}\n".encode(), timeout_s)
            except subprocess.TimeoutExpired:
                running.kill()
                raise UsageError(f"{name} took longer than {timeout_s:g} seconds.", _HINT) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{name} cannot be started: {reason}.", _HINT) from None
    if running.returncode:
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        words = f": {harmless(last[:200])}" if last else ""
        raise UsageError(f"{name} ended with {running.returncode}{words}.", _HINT)
    if len(written) > MOST_BYTES:
        raise UsageError(f"{name} wrote more than {MOST_BYTES // 1000} kB.", _HINT)
    lines = clean_notes(written.decode(errors="replace"))
    if not lines.strip():
        raise UsageError(f"{name} wrote no step.", _HINT)
    return lines
