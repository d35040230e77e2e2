"""The person's own editor for a longer text: `$VISUAL` or `$EDITOR` on a private file, read back.

It runs from an argument list, without a shell. What it wrote is never lost: where the text cannot
be taken, the file is left and named.
"""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kanban.domain.text import NOTES_BYTES, clean_notes, harmless
from kanban.errors import BoardError, UsageError

FALLBACKS = ("sensible-editor", "nano", "vim", "vi")
"""What is looked for where neither variable is set."""
_HINT = "Set VISUAL or EDITOR to one that is installed."


class OutsideEditor:
    """An editor that takes the whole terminal while it runs.

    Args:
        environment: Where `VISUAL` and `EDITOR` are looked up.

    Raises:
        UsageError: None is set and none was found, or what is set cannot be read as a command.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._command = _command(environment)
        self.name = harmless(Path(self._command[0]).name)

    def edit(self, text: str, name: str) -> str:
        """Return the text as the person left it; the same text where they changed nothing.

        Args:
            text: What stands in the file at first.
            name: The file's name without folder and ending, of letters, digits and dashes.

        Raises:
            UsageError: The editor cannot be started or failed, or what it wrote is too long or
                is no text; then the file stays, and the sentence names it.
        """
        path = self._written(text, name)
        before = path.read_bytes()
        try:
            self._run(path)
            after = path.read_bytes()
        except OSError as error:
            raise self._left(path, before, f"{self.name} left no file: {error.strerror}") from None
        except UsageError as error:
            raise self._left(path, before, error.message) from None
        if after == before:
            _discard(path)
            return text
        return self._taken(path, before, after)

    def _taken(self, path: Path, before: bytes, after: bytes) -> str:
        try:
            notes = clean_notes(after.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise self._left(path, before, f"{self.name} wrote something not in UTF-8") from None
        except BoardError:
            size = f"{len(after)} bytes, where {NOTES_BYTES} are the limit"
            raise self._left(path, before, f"{self.name} wrote {size}") from None
        _discard(path)
        return notes

    def _written(self, text: str, name: str) -> Path:
        """Return a file of ours alone, in a folder of ours alone."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="progress-board-"))
            path = folder / f"{name}.md"
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(f"{text}\n".encode("utf-8", "replace") if text else b"")
        except OSError as error:
            reason = f"No file for the editor can be made: {error.strerror}."
            raise UsageError(reason, "Check TMPDIR and the room on that disk.") from None
        return path

    def _run(self, path: Path) -> None:
        try:
            code = subprocess.call([*self._command, str(path)])  # noqa: S603 - their own program
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(f"{self.name} cannot be started: {reason}") from None
        if code:
            raise UsageError(f"{self.name} ended with {code}")

    def _left(self, path: Path, before: bytes, reason: str) -> UsageError:
        """Return the error for a text that is not taken, whose file stays where it says more."""
        with suppress(OSError):
            if path.read_bytes() != before:
                return UsageError(f"{reason}.", f"It is kept in {path}.")
        _discard(path)
        return UsageError(f"{reason}.", "The notes stay as they were.")


def _command(environment: Mapping[str, str]) -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        words = environment.get(variable, "").strip()
        if not words:
            continue
        try:
            return shlex.split(words, posix=os.name == "posix")
        except ValueError:
            raise UsageError(f"{variable} has a quote that is left open.", _HINT) from None
    for name in FALLBACKS:
        if shutil.which(name):
            return [name]
    raise UsageError("There is no editor to open.", _HINT)


def _discard(path: Path) -> None:
    shutil.rmtree(path.parent, ignore_errors=True)  # with what an editor left beside its file
