"""The snapshot: a board as of one commit, in a plain TinyDB file.

Stock `TinyDB(path)` opens it and shows the tables by name. Its last table is a seal: a checksum
over all bytes before it, so that damage is found on opening and never taken for a person's words.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tinydb import Storage

from kanban.domain.board import Board
from kanban.domain.history import DEPTH, CommitKind, History
from kanban.domain.older_wins import OlderWins, PutAway
from kanban.domain.records import TABLES, Record
from kanban.errors import DamagedError, StorageError
from kanban.store.disk import Disk
from kanban.store.documents import (
    Document,
    commit_document,
    from_json,
    to_commit,
    to_document,
    to_json,
    to_record,
)
from kanban.store.typed import NotTypedError, read_typed

SCHEMA = 1
"""The version of this form; a file of a newer one is refused."""

_NOT_OTHERS = {"seal", "store", "history", *TABLES}
_STORE_FIELDS = {"schema", "seq", "next_ids", "years"}

Tables = dict[str, dict[str, Document]]

_SEAL = re.compile(rb', "seal": \{"1": \{"crc32": "([0-9a-f]{8})"\}\}\}[ \t\r\n]*\Z')
_FORM = re.compile(rb'\{"store": \{"1": \{"schema": ([1-9][0-9]{0,8}), ')


class SealedStorage(Storage):
    """A TinyDB storage whose writes are atomic and whose reads are verified."""

    def __init__(self, path: Any, disk: Disk | None = None) -> None:
        self._path = path
        self._disk = disk or Disk()

    def read(self) -> Tables | None:
        """Return the tables, None where there is no file.

        Raises:
            DamagedError: The file is not what was written.
            StorageError: The file cannot be read, or a newer version wrote it.
        """
        data = self._disk.read(self._path)
        return None if data is None else unseal(data, str(self._path))

    def write(self, data: Tables) -> None:
        """Put these tables in the file's place.

        Raises:
            StorageError: They cannot be written; the old file stands.
        """
        self._disk.replace(self._path, seal(data))


def seal(tables: Tables) -> bytes:
    """Return tables as the bytes of a sealed file."""
    body = to_json(tables, is_spaced=True)[:-1]
    return body + b', "seal": {"1": {"crc32": "%08x"}}}\n' % zlib.crc32(body)


def unseal(data: bytes, name: str) -> Tables:
    """Return the tables of a sealed file's bytes.

    Raises:
        DamagedError: They are not the bytes that were written.
        StorageError: A newer version wrote them.
    """
    _check_seal(data, name)
    try:
        tables: Tables = from_json(data)
        schema = _named_form(tables)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_a_board(name, error) from error
    if schema > SCHEMA:
        raise StorageError(
            f"{name} was written by a newer version (its form is {schema}, this one knows"
            f" {SCHEMA}).",
            "Update progress-board to open it.",
        )
    return tables


def form(data: bytes, name: str) -> int:
    """Return the number of the form of a sealed file's bytes; raises as `unseal` does."""
    _check_seal(data, name)
    begins = _FORM.match(data)
    if begins and int(begins[1]) <= SCHEMA:
        return int(begins[1])
    return _named_form(unseal(data, name))


def read_board(
    data: bytes, name: str, find: Callable[[Mapping[int, PutAway]], OlderWins]
) -> tuple[Board, Tables]:
    """Return the board of a sealed file in today's form, and its tables without the records.

    A file as this version writes it is read by the types of its records. One that holds more, or
    is laid out in another way, or is damaged, is read as the JSON it is.

    Args:
        data: The file's bytes.
        name: The file, for an error.
        find: Returns where the wins are that were put away.

    Raises:
        DamagedError: They are not the bytes that were written, or no board.
        StorageError: A newer version wrote them.
    """
    _check_seal(data, name)
    try:
        tables, records = read_typed(data)
        if _named_form(tables) != SCHEMA:
            raise NotTypedError("Another form.")
    except (NotTypedError, ValueError, KeyError, TypeError):
        tables = unseal(data, name)
        return to_board(tables, name, find), tables
    return to_board(tables, name, find, records), tables


def _check_seal(data: bytes, name: str) -> None:
    """Check that the seal of a file vouches for all bytes before it.

    Raises:
        DamagedError: It does not.
    """
    mark = _SEAL.search(data, max(0, len(data) - 100))
    if mark is None or int(mark[1], 16) != zlib.crc32(memoryview(data)[: mark.start()]):
        raise DamagedError(
            f"{name} is damaged, or another program has changed it.",
            "It was left as it is; put a copy of it back that you trust.",
        )


def _named_form(tables: Tables) -> int:
    schema = tables["store"]["1"]["schema"]
    if type(schema) is not int or schema < 1:
        raise ValueError(f"form {schema!r}")
    return schema


def _not_a_board(name: str, error: Exception) -> DamagedError:
    return DamagedError(f"{name} is not a board: {error!r}.")


def board_tables(board: Board, others: Tables | None = None) -> Tables:
    """Return a board as the tables of a snapshot.

    Args:
        board: The board.
        others: What `other_tables` found in the file that these take the place of.
    """
    kept = dict(others or {})
    store = {"schema": SCHEMA, "seq": board.seq, "next_ids": board.next_ids()}
    tables: Tables = {"store": {"1": {**store, **kept.pop("store", {}).get("1", {})}}}
    for table, kind in TABLES.items():
        records = board.on_hand(kind)  # type: ignore[type-var]
        tables[table] = {str(key): to_document(records[key]) for key in sorted(records)}
    commits = [*board.history.done, *board.history.undone]
    tables["history"] = {str(each.seq): commit_document(each) for each in commits}
    note_years(tables, board.put_away)
    return tables | kept


def note_years(tables: Tables, put_away: Mapping[int, PutAway]) -> None:
    """Note in a snapshot's tables how much was put away of which years."""
    noted = {
        str(year): {"wins": held.wins, "withdrawn": held.withdrawn}
        for year, held in sorted(put_away.items())
        if held.wins
    }
    if noted:
        tables["store"]["1"]["years"] = noted


def other_tables(tables: Tables) -> Tables:
    """Return the tables, and the fields of the table `store`, that this version does not know."""
    others = {name: table for name, table in tables.items() if name not in _NOT_OTHERS}
    store = tables.get("store", {}).get("1", {})
    fields = {name: value for name, value in store.items() if name not in _STORE_FIELDS}
    return {**others, "store": {"1": fields}} if fields else others


def _away(noted: Mapping[int, PutAway]) -> OlderWins:
    """Return older wins that are noted and cannot be read from here, as in a backup."""

    def refuse(year: int) -> list[Any]:
        raise DamagedError(f"The wins of {year} are not in this file.")

    return OlderWins(noted, refuse)


def to_board(
    tables: Tables,
    name: str,
    find: Callable[[Mapping[int, PutAway]], OlderWins] = _away,
    records: Iterable[Record] | None = None,
) -> Board:
    """Return the board that a snapshot's tables hold.

    Args:
        tables: The tables.
        name: The file, for an error.
        find: Returns where the wins are that were put away.
        records: The records, where they were read already; None for those of the tables.

    Raises:
        DamagedError: They hold none.
    """
    try:
        store = tables["store"]["1"]
        seq, next_ids = store["seq"], store["next_ids"]
        if any(type(number) is not int or number < 0 for number in (seq, *next_ids.values())):
            raise ValueError(f"commit {seq!r}, next numbers {next_ids!r}")
        commits = [to_commit(document) for document in tables["history"].values()]
        return Board(
            _records(tables) if records is None else records,
            seq=seq,
            next_ids=next_ids,
            older=find(_noted(store)),
            history=History(
                done=[each for each in commits if each.kind is not CommitKind.UNDO][-DEPTH:],
                undone=[each for each in commits if each.kind is CommitKind.UNDO][-DEPTH:],
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _not_a_board(name, error) from error


def _records(tables: Tables) -> Iterator[Record]:
    for table in TABLES:
        for key, document in tables[table].items():
            yield to_record(table, number_of(key), document)


def _noted(store: Mapping[str, Any]) -> dict[int, PutAway]:
    noted = {}
    for year, held in store.get("years", {}).items():
        counts = held["wins"], held["withdrawn"]
        if any(type(count) is not int or count < 0 for count in counts) or len(year) > 4:
            raise ValueError(f"{held!r} of the year {year!r}")
        noted[number_of(year)] = PutAway(*counts)
    return noted


def number_of(key: str) -> int:
    """Return the number of a document; each has one spelling, so that none is there twice."""
    if not (key.isascii() and key.isdecimal() and key[0] != "0"):
        raise ValueError(f"document {key!r}")
    return int(key)
