"""Being at a board: while somebody has it open, its files keep their names.

NAME.open.lock   shared by all who have the board open; held alone by one who moves it
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kanban.errors import BusyError
from kanban.store.disk import Disk

NOTE = ".moving"
"""The file that tells which board is being moved, see `moving.py`; most days there is none."""
MOST_WAIT_S = 2.0
"""How long a move waits for whoever has the board open: a process beside tidies up in that time."""


class Presence:
    """One who has a board open, until `close`.

    Args:
        path: The board's snapshot, `NAME.json`.
        disk: The file system; tests put another in its place.
        wait_s: How long to wait for a move to end.

    Raises:
        BusyError: It took longer.
    """

    def __init__(self, path: Path, disk: Disk | None = None, wait_s: float = 10.0) -> None:
        self._disk = disk or Disk()
        self._descriptor = self._disk.join(_door(path), wait_s)

    @property
    def is_there(self) -> bool:
        """Whether it keeps anybody from moving the board; not where there is no folder for it."""
        return self._descriptor is not None

    def close(self) -> None:
        """Be there no longer; may be said twice."""
        if self._descriptor is not None:
            self._disk.part(self._descriptor)
            self._descriptor = None


@contextmanager
def nobody_at(path: Path, disk: Disk) -> Iterator[None]:
    """Keep everybody from opening a board.

    Raises:
        BusyError: Somebody has it open.
        StorageError: It cannot be told.
    """
    door = _door(path)
    with ExitStack() as stack:
        try:
            stack.enter_context(disk.lock(door, MOST_WAIT_S))
        except BusyError as error:
            raise BusyError(
                f'The board "{path.stem}" is open in another window or program.',
                "Close it there, and try again.",
            ) from error
        try:
            yield
        finally:
            disk.discard(door)  # who waits at it finds it gone, and looks anew


def _door(path: Path) -> Path:
    return path.with_name(f"{path.stem}.open.lock")
