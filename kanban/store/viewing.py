"""A board that a newer version wrote, opened to look at only.

What this version knows of it is shown; nothing is ever written, for it would be written without
what this version does not know. A form too different to be read is refused as before.
"""

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

from kanban.domain.board import Board
from kanban.domain.history import Commit
from kanban.errors import DamagedError, RuleError, StorageError
from kanban.store import journal, migration, snapshot
from kanban.store.board_file import BehindError
from kanban.store.disk import Disk
from kanban.store.documents import Document, from_json
from kanban.store.snapshot import Tables, to_board, unseal
from kanban.store.years import YearFiles


class ViewStore:
    """The files of a newer version's board; has the same face as `BoardFile`.

    Args:
        path: The snapshot, `NAME.json`.
        disk: The file system; tests put another in its place.
    """

    journal_bytes = 0

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self._path = path
        self._journal = path.with_suffix(".journal")
        self._disk = disk or Disk()
        self._seen: object = None
        self._form = 0

    @property
    def is_newer(self) -> bool:
        """Whether what was loaded is in a form that this version does not know."""
        return self._form > snapshot.SCHEMA

    @property
    def warnings(self) -> tuple[str, ...]:
        """Say that this is for looking only."""
        return (str(self._refusal()),)

    def load(self) -> Board:
        """Return what this version knows of the board.

        Raises:
            DamagedError: The files are not what was written, or too different to be read.
            StorageError: They cannot be read.
        """
        self._seen = self._stamp()
        held = self._disk.read(self._journal)
        tables = _tables(self._disk.read(self._path) or b"", str(self._path))
        self._form = migration.form_of(tables, str(self._path))
        if held is not None:
            newer = _documents(held, tables["store"]["1"]["seq"], str(self._journal))
            tables = migration.with_commits(tables, newer, str(self._path))
        return to_board(tables, str(self._path), YearFiles.of(self._path, self._disk).older)

    def lock(self) -> AbstractContextManager[None]:
        """Refuse: whoever asks wants to write.

        Raises:
            RuleError: Always, naming the form that would have to be known.
        """
        raise self._refusal()

    def lock_holder(self) -> str:
        """Return nobody: nothing is waited for."""
        return ""

    def hurry(self) -> None:
        """Do nothing: nothing is waited for."""

    def news(self) -> tuple[Commit, ...]:
        """Return nothing; what others wrote is loaded whole.

        Raises:
            BehindError: Somebody wrote.
        """
        if self._stamp() != self._seen:
            raise BehindError
        return ()

    def append(self, commit: Commit) -> None:
        """Refuse, as `lock` does."""
        raise self._refusal()

    def fold(self, board: Board) -> None:
        """Do nothing: the files stay as the newer version wrote them."""

    def put_away(self, board: Board, today: date) -> None:
        """Do nothing, as `fold` does."""

    def back_up(self, seq: int, at: datetime, *, is_daily: bool = False) -> Path | None:
        """Do nothing: a backup is a matter of the newer version."""
        return None

    def close(self) -> None:
        """Do nothing: nothing is held open."""

    def _refusal(self) -> RuleError:
        return RuleError(
            f"{self._path.name} was written by a newer version (its form is {self._form}, this one"
            f" knows {snapshot.SCHEMA}): it is open to look at only.",
            "Update progress-board to change it.",
        )

    def _stamp(self) -> object:
        """Return what changes when somebody writes."""
        there = [path for path in (self._path, self._journal) if path.exists()]
        return [
            (each.stat().st_ino, each.stat().st_mtime_ns, each.stat().st_size) for each in there
        ]


def view(path: Path, error: StorageError) -> tuple[ViewStore, Board]:
    """Return a newer version's board to look at.

    Args:
        path: The snapshot.
        error: What opening it raised.

    Raises:
        StorageError: That error, where the board is not a newer one or cannot be read at all.
    """
    store = ViewStore(path)
    try:
        board = store.load()
    except StorageError:
        raise error from None
    if not store.is_newer:
        raise error
    return store, board


def _tables(data: bytes, name: str) -> Tables:
    """Return the tables of a sealed file in whatever newer form."""
    try:
        tables = unseal(data, name)
    except DamagedError:
        raise
    except StorageError:  # sealed well, and newer
        tables = from_json(data)
    tables.pop("seal", None)
    return tables


def _documents(held: bytes, seq: int, name: str) -> list[Document]:
    """Return the commits of a journal in whatever newer form, those behind `seq`."""
    start = held.find(b"\n") + 1
    try:
        base, _ = journal.read_header(held, name)
    except DamagedError:
        raise
    except StorageError:  # whole, and newer
        base = from_json(held[9:start])["base"]
    found: list[Document] = []

    def keep(document: Document) -> Commit:
        found.append(document)
        return migration.skeleton(document)

    try:
        journal.read_commits(held[start:], base, name, keep)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedError(f"{name} holds what this version cannot read.") from error
    return found[max(0, seq - base) :]
