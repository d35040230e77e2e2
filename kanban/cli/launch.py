"""The one seam by which the shell opens the screen; the only module of the shell that loads it."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from kanban import config_file, theme_files
from kanban.cli import diagnostics
from kanban.config import Config
from kanban.errors import DamagedError, FaultError, StorageError, UsageError
from kanban.keeper import Keeper
from kanban.keymap import keymap
from kanban.paths import Places

if TYPE_CHECKING:
    from pathlib import Path

    from kanban.shelf import Shelf
    from kanban.ui.app import ProgressBoard


def open_screen(
    keeper: Keeper,
    config: Config,
    places: Places,
    *,
    remembers: bool = True,
    open_shelf: Callable[[], "Shelf"] | None = None,
) -> int:
    """Show a board until the person leaves it, and leave its files folded; return the exit code.

    After a signal the journal stays as it is: everything is on disk.

    Args:
        keeper: Holds the board.
        config: What the person chose.
        places: Where their themes and settings are.
        remembers: Whether a new choice is written to the config; the demo does not.
        open_shelf: Returns the shelf of all boards; None where this one stands alone.

    Raises:
        UsageError: The config names a theme or a command that does not exist, or there is no
            terminal.
        FaultError: The program failed.
        StorageError: Something was left unsaved.
        DamagedError: The board's files are not what was written.
    """
    palettes, problems = theme_files.load_palettes(places.themes)
    try:
        keys = keymap(config.keys, config.key_map)
        theme_files.pick(palettes, config.theme)
    except UsageError:
        file = places.config_file
        raise config_file.check(file, palettes)[0].in_file(file) from None
    _refuse_without_terminal()
    from kanban.ui.app import ProgressBoard  # 200 ms, after all that can be refused without it

    remembered_in = places.config_file if remembers else None
    crashes = places.data / "crashes"
    templates = places.templates if remembers else None
    app = ProgressBoard(
        keeper, keys, config, remembered_in, crashes, palettes, problems, templates, open_shelf
    )
    return _shown(app, crashes)


def _shown(app: "ProgressBoard", crashes: "Path") -> int:
    """Show the board, and say how that ended."""
    code = app.show()
    if app.has_failed:
        report = app.crash_report
        raise FaultError(
            "progress-board stopped on a fault of its own; the board is as last shown.",
            f"The report is {report}." if report else f"No report could be written to {crashes}.",
        )
    if app.unsaved and code == 0:
        what = "1 change was" if app.unsaved == 1 else f"{app.unsaved} changes were"
        raise StorageError(f"{what} left unsaved: the board could not be written.")
    if code == 0:  # whom a signal ended is not waited for; the next opening folds
        _leave(app.desk.keeper)  # another board may be open than at the start
    return code


def _leave(keeper: Keeper) -> None:
    """Fold the board; where it cannot be written, all that was done is on disk nevertheless."""
    try:
        keeper.leave()
    except DamagedError:
        raise
    except StorageError as error:
        diagnostics.warn(str(error))


def _refuse_without_terminal() -> None:
    """Refuse what would wait for keys that never come; Textual reads stdin and draws on stderr."""
    for stream in (sys.__stdin__, sys.__stderr__):
        if stream is None or not stream.isatty():
            raise UsageError(
                "The board needs a terminal to read keys from and to draw on.",
                "Open it in one, or use a command: progress-board --help lists them.",
            )
