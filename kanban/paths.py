"""Where the program's files live, and what a board may be called.

Owns the names of folders and files. Creates none of them: a folder comes into being with the
first file that is written to it.
"""

import os
import unicodedata
from pathlib import Path
from typing import NamedTuple

from kanban.domain.text import harmless, is_visible
from kanban.errors import UsageError

APP_NAME = "progress-board"
HOME_VARIABLE = "PROGRESS_BOARD_HOME"
"""The environment variable that puts data and settings into one folder."""

DEFAULT_BOARD = "main"
"""The board that opens where none is named; it is set up when it is first needed."""
BOARD_NAME_CHARACTERS = 64
BOARD_NAME_BYTES = 200
"""Leaves room for the endings of a board's files below the 255 bytes of common file systems."""

_NAME_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"})
"""Letters, the marks that many scripts write vowels with, and decimal digits."""

_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
"""Names that Windows keeps for itself, whatever the ending:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""


class Places(NamedTuple):
    """The two folders of one person.

    Attributes:
        data: Where boards are kept.
        config: Where settings are kept.
    """

    data: Path
    config: Path

    @property
    def boards(self) -> Path:
        """The folder of the boards' files."""
        return self.data / "boards"

    @property
    def config_file(self) -> Path:
        """The file of settings."""
        return self.config / "config.toml"

    @property
    def themes(self) -> Path:
        """The folder of the person's own themes."""
        return self.config / "themes"

    @property
    def templates(self) -> Path:
        """The folder of the person's own templates."""
        return self.config / "templates"


def places() -> Places:
    """Return the folders in use, from the environment.

    Raises:
        UsageError: `PROGRESS_BOARD_HOME` cannot be made a full path.
    """
    home = os.environ.get(HOME_VARIABLE)
    if home:
        folder = _absolute(home)
        return Places(data=folder, config=folder)
    from platformdirs import user_config_path, user_data_path

    return Places(
        data=user_data_path(APP_NAME, appauthor=False),
        config=user_config_path(APP_NAME, appauthor=False),
    )


def check_board_name(name: str) -> str:
    """Return the name in the one spelling (Unicode NFC) that its files have.

    Args:
        name: 1 to 64 letters and digits of any script, `-`, `_` and spaces between them.

    Raises:
        UsageError: It is something else, or a name that Windows keeps for itself.
    """
    name = unicodedata.normalize("NFC", name)
    fault = _name_fault(name)
    if fault:
        raise UsageError(
            f'"{harmless(name[:BOARD_NAME_CHARACTERS])}" cannot be the name of a board: {fault}.',
            f"Use 1 to {BOARD_NAME_CHARACTERS} letters, digits, spaces, - and _.",
        )
    return name


def _name_fault(name: str) -> str:
    """Return what is wrong with a board's name; empty where nothing is."""
    size = len(name.encode(errors="replace"))
    if not is_visible(name):
        return "there is nothing to see in it"
    if name.startswith(".") or name != name.strip():
        return "it starts with a dot or a blank, or ends with a blank"
    if len(name) > BOARD_NAME_CHARACTERS:
        return f"it has {len(name)} characters, where {BOARD_NAME_CHARACTERS} are the limit"
    for character in name:
        if character not in "-_ " and unicodedata.category(character) not in _NAME_CATEGORIES:
            return f"it holds {ascii(character) if not character.isprintable() else character}"
    if size > BOARD_NAME_BYTES:
        return f"it takes {size} bytes, where {BOARD_NAME_BYTES} are the limit"
    return "Windows keeps that name for a device" if name.lower() in _DEVICES else ""


def _absolute(home: str) -> Path:
    try:
        return Path(home).expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise UsageError(
            f'{HOME_VARIABLE} is "{harmless(home)}", which leads nowhere: {error}',
            "Set it to a full path, or unset it.",
        ) from None
