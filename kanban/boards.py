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
from kanban.store.disk import Disk
from kanban.store.drawer import Drawer, FileDrawer
from kanban.store.housekeeping import Housekeeping
from kanban.store.memory import MemoryStore
from kanban.store.presence import NOTE, Presence


def open_board(folder: Path, name: str, clock: Clock, *, wait_s: float = 10.0) -> Keeper:
    """Return the keeper of a board that exists.

    Raises:
        RuleError: There is no such board.
        StorageError: Its files cannot be read.
    """
    file = board_file(folder, name, wait_s=wait_s)

    def load() -> Board:
        if not file.exists:  # it was moved away meanwhile
            raise no_board(folder, name)
        return file.load()

    if not file.exists:
        raise no_board(folder, name)
    return _opened(file, clock, load, wait_s)


def no_board(folder: Path, name: str) -> RuleError:
    """Return the refusal of a board that does not exist."""
    names = ", ".join(board_names(folder)) or "none yet"
    return RuleError(
        f'There is no board called "{name}" (there are: {names}).',
        f'Create it with: progress-board --board "{name}" --create',
    )


def create_board(
    folder: Path,
    name: str,
    clock: Clock,
    *,
    title: str = "",
    wait_s: float = 10.0,
) -> Keeper:
    """Return the keeper of a board, set up with its starting columns where there is none.

    What sets a board up is no act that undo takes back.

    Args:
        folder: Where boards are kept.
        name: The board's name.
        clock: Tells the moment.
        title: What a new one is called; its name where empty.
        wait_s: How long to wait for another process.

    Raises:
        UsageError: The name cannot be a board's.
        StorageError: The files cannot be read or written.
    """

    def make() -> Board:
        board = Board()
        board.apply(columns.set_up(board, clock(), title=title or name.capitalize()))
        return board

    file = board_file(folder, name, wait_s=wait_s)
    return _opened(file, clock, partial(file.create, make), wait_s)


def board_in_memory(clock: Clock, changes: Iterable[Callable[[Board], Change]] = ()) -> Keeper:
    """Return the keeper of a board that no file holds, after some first changes."""
    board = Board()
    for change in changes:
        board.apply(change(board))
    return Keeper(MemoryStore(board), clock)


def board_file(folder: Path, name: str, *, wait_s: float = 10.0) -> BoardFile:
    """Return the files of a board, which may not exist; a move that was cut short is finished.

    Raises:
        UsageError: The name cannot be a board's.
        StorageError: That move can be neither finished nor undone.
    """
    path = folder / f"{check_board_name(name)}.json"
    if _is_moving(path):
        _finish_moving(path, wait_s)
    return BoardFile(path, wait_s=wait_s)


def _opened(file: BoardFile, clock: Clock, load: Callable[[], Board], wait_s: float) -> Keeper:
    """Return the keeper of a board; a damaged one is refused with its newest good backup named.

    One that a newer version wrote is opened to look at only: its keeper refuses every act.
    """
    presence = _present(file.path, wait_s)
    try:
        try:
            held = load()
            if not presence.is_there:
                presence = _present(file.path, wait_s)  # its folder was made just now
        except DamagedError as error:
            from kanban.store.restoring import offered  # a good day needs neither of the two

            raise offered(error, file.path, clock()) from error
        except StorageError as error:
            from kanban.store.viewing import view

            store, board = view(file.path, error)
            return Keeper(store, clock, board, presence=presence)
    except BaseException:
        presence.close()
        raise
    return Keeper(file, clock, held, Housekeeping(file.path), drawer_of(file.path), presence)


def _present(path: Path, wait_s: float) -> Presence:
    """Be at a board that nobody moves, or has begun to move."""
    while True:
        presence = Presence(path, wait_s=wait_s)
        if not _is_moving(path):
            return presence
        presence.close()
        _finish_moving(path, wait_s)


def _is_moving(path: Path) -> bool:
    if not Disk().exists(path.with_name(NOTE)):
        return False
    from kanban.store.moving import is_moving  # on most days nothing moves

    return is_moving(path, Disk())


def _finish_moving(path: Path, wait_s: float) -> None:
    from kanban.store.moving import finish_moving

    finish_moving(path, Disk(), wait_s)


def drawer_of(path: Path) -> Drawer:
    """Return the drawer of a board, by its snapshot."""
    return FileDrawer(path.parent / "drawer" / path.stem)


def board_names(folder: Path) -> list[str]:
    """Return the names of the boards in a folder, in order."""
    return sorted(path.stem for path in folder.glob("*.json"))
