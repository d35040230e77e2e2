"""Boards by name: opening one, setting one up, and which there are."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.operations import columns
from kanban.errors import DamagedError, RuleError, StorageError
from kanban.keeper import Clock, Keeper
from kanban.paths import check_board_name
from kanban.store.board_file import BoardFile
from kanban.store.drawer import Drawer, FileDrawer
from kanban.store.housekeeping import Housekeeping
from kanban.store.memory import MemoryStore


def open_board(folder: Path, name: str, clock: Clock, *, wait_s: float = 10.0) -> Keeper:
    """Return the keeper of a board that exists.

    Raises:
        RuleError: There is no such board.
        StorageError: Its files cannot be read.
    """
    file = board_file(folder, name, wait_s=wait_s)
    if not file.exists:
        names = ", ".join(board_names(folder)) or "none yet"
        raise RuleError(
            f'There is no board called "{name}" (there are: {names}).',
            f'Create it with: progress-board --board "{name}" --create',
        )
    return _opened(file, clock, file.load)


def create_board(
    folder: Path,
    name: str,
    clock: Clock,
    *,
    wait_s: float = 10.0,
) -> Keeper:
    """Return the keeper of a board, set up with its starting columns where there is none.

    What sets a board up is no act that undo takes back.

    Args:
        folder: Where boards are kept.
        name: The board's name.
        clock: Tells the moment.
        wait_s: How long to wait for another process.

    Raises:
        UsageError: The name cannot be a board's.
        StorageError: The files cannot be read or written.
    """

    def make() -> Board:
        board = Board()
        board.apply(columns.set_up(board, clock(), title=name.capitalize()))
        return board

    file = board_file(folder, name, wait_s=wait_s)
    return _opened(file, clock, partial(file.create, make))


def board_in_memory(clock: Clock, changes: Iterable[Callable[[Board], Change]] = ()) -> Keeper:
    """Return the keeper of a board that no file holds, after some first changes."""
    board = Board()
    for change in changes:
        board.apply(change(board))
    return Keeper(MemoryStore(board), clock)


def board_file(folder: Path, name: str, *, wait_s: float = 10.0) -> BoardFile:
    """Return the files of a board, which may not exist.

    Raises:
        UsageError: The name cannot be a board's.
    """
    return BoardFile(folder / f"{check_board_name(name)}.json", wait_s=wait_s)


def _opened(file: BoardFile, clock: Clock, load: Callable[[], Board]) -> Keeper:
    """Return the keeper of a board; a damaged one is refused with its newest good backup named.

    One that a newer version wrote is opened to look at only: its keeper refuses every act.
    """
    try:
        return Keeper(file, clock, load(), Housekeeping(file.path), drawer_of(file.path))
    except DamagedError as error:
        from kanban.store.restoring import offered  # a good day needs neither of the two

        raise offered(error, file.path, clock()) from error
    except StorageError as error:
        from kanban.store.viewing import view

        store, board = view(file.path, error)
        return Keeper(store, clock, board)


def drawer_of(path: Path) -> Drawer:
    """Return the drawer of a board, by its snapshot."""
    return FileDrawer(path.parent / "drawer" / path.stem)


def board_names(folder: Path) -> list[str]:
    """Return the names of the boards in a folder, in order."""
    return sorted(path.stem for path in folder.glob("*.json"))
