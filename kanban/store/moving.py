"""Moving a board: all its files get another name, or go to the archive and come back.

    .moving        which board is on its way where, while it is
    .moving.lock   held by the process that moves

To move is many acts of the disk, so what is meant is made durable first. Killed half way, whoever
opens either board next finds the note and moves the rest; where that fails, all of it goes back.
"""

from collections.abc import Iterator
from pathlib import Path

from kanban.errors import DamagedError, RuleError, StorageError, UsageError
from kanban.paths import check_board_name
from kanban.store import backups, drawer, years
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk
from kanban.store.documents import from_json, to_json
from kanban.store.presence import NOTE, nobody_at
from kanban.store.told import told

ARCHIVE = "archive"
"""The folder of boards that were put away; it is laid out as the one that it lies in."""
LOCK = ".moving.lock"

Way = tuple[Path, Path]
"""The snapshot where it was, and where it is to be."""


def move_board(source: Path, target: Path, disk: Disk, wait_s: float = 10.0) -> None:
    """Move all files of a board; they are all there or all here whenever somebody looks.

    Args:
        source: The board's snapshot, `NAME.json`.
        target: What it is to be; in the same folder, or in or out of its archive.
        disk: The file system.
        wait_s: How long to wait for another process that moves a board.

    Raises:
        RuleError: There is no such board, or something of that name is there.
        BusyError: Somebody has it open.
        StorageError: The files cannot be moved; they are where they were.
    """
    root = _root(source)
    with disk.lock(root / LOCK, wait_s):
        _finish(root, disk)
        disk.make_folder(target.parent)
        with nobody_at(source, disk), nobody_at(target, disk):
            _check(source, target, disk)
            disk.sweep(source.parent, source.stem)
            _go((source, target), root, disk, is_new=True)


def is_moving(path: Path, disk: Disk) -> bool:
    """Tell whether a board is on its way somewhere.

    Raises:
        StorageError: It cannot be told.
    """
    return path in _noted(_root(path), disk)


def finish_moving(path: Path, disk: Disk, wait_s: float = 10.0) -> None:
    """Finish what a killed process has begun with a board, if anything.

    Raises:
        BusyError: Another process is moving it and takes too long.
        StorageError: The files can be moved neither on nor back.
    """
    root = _root(path)
    if is_moving(path, disk):
        with disk.lock(root / LOCK, wait_s):
            _finish(root, disk)


def finish_all(root: Path, disk: Disk, wait_s: float = 10.0) -> None:
    """Finish what a killed process has begun with any board of a folder; raises as above."""
    if disk.exists(root / NOTE):
        with disk.lock(root / LOCK, wait_s):
            _finish(root, disk)


def _finish(root: Path, disk: Disk) -> None:
    disk.sweep(root, NOTE)
    way = _noted(root, disk)
    if way:
        source, target = way
        for path in way:  # a folder that is empty may not have come along in a copy
            disk.make_folder(path.parent)
        with nobody_at(source, disk), nobody_at(target, disk):
            _go((source, target), root, disk)


def _go(way: Way, root: Path, disk: Disk, *, is_new: bool = False) -> None:
    """Move what is not moved yet, or all of it back where that fails, and forget the note."""
    source, target = way
    try:
        if is_new:
            disk.replace(root / NOTE, _say(way, root))
        _move_all(source, target, disk)
    except StorageError:
        _move_all(target, source, disk)
        _forget(root, disk)
        raise
    _forget(root, disk)


def _move_all(source: Path, target: Path, disk: Disk) -> None:
    folders: dict[Path, None] = {}
    for here, there in _parts(source, target):
        if disk.exists(here):
            disk.make_folder(there.parent)
            disk.move(here, there)
        folders |= {there.parent: None, here.parent: None}
    for folder in folders:  # also what another process has moved and not settled
        if disk.exists(folder):
            disk.settle(folder)


def _forget(root: Path, disk: Disk) -> None:
    # Settled at once: a note that comes back with the power would move a board of that name anew.
    with told(root / NOTE, "remove"):
        disk.remove(root / NOTE)
    disk.settle(root)


def _parts(source: Path, target: Path) -> Iterator[Way]:
    """Yield every file and folder of a board and where it goes; the snapshot last."""
    here, there = source.parent, target.parent
    for folder in (drawer.FOLDER, years.FOLDER, backups.FOLDER):
        yield here / folder / source.stem, there / folder / target.stem
    for path in sorted(here.glob(f"{source.stem}.damaged-*")):
        yield path, there / f"{target.stem}{path.name.removeprefix(source.stem)}"
    for suffix in (".lock", ".journal", ".json"):
        yield source.with_suffix(suffix), target.with_suffix(suffix)


def _check(source: Path, target: Path, disk: Disk) -> None:
    if not BoardFile(source, disk).exists:
        raise RuleError(f'There is no board called "{source.stem}".', "List the boards first.")
    for _, there in _parts(source, target):
        if there.suffix != ".lock" and disk.exists(there):
            raise RuleError(f"{there} is there already.", "Choose another name.")


def _root(path: Path) -> Path:
    return path.parent.parent if path.parent.name == ARCHIVE else path.parent


def _say(way: Way, root: Path) -> bytes:
    source, target = (path.relative_to(root).as_posix() for path in way)
    return to_json({"from": source, "to": target})


def _noted(root: Path, disk: Disk) -> Way | tuple[()]:
    """Return which board is on its way where; nothing where none is."""
    data = disk.read(root / NOTE)
    if data is None:
        return ()
    try:
        note = from_json(data)
        return _place(str(note["from"]), root), _place(str(note["to"]), root)
    except (ValueError, TypeError, KeyError, RecursionError, UsageError) as error:
        raise DamagedError(
            f"{root / NOTE} is not what was written: it names no board on its way.",
            "Look which files have which name, then move it away.",
        ) from error


def _place(words: str, root: Path) -> Path:
    """Return the snapshot that a note names, which lies in one of the two folders."""
    folder, _, file = words.rpartition("/")
    if folder not in ("", ARCHIVE) or not file.endswith(".json"):
        raise ValueError(f"{words} is no board's")
    return root / folder / f"{check_board_name(file.removesuffix('.json'))}.json"
