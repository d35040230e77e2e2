"""A whole board as JSON, one record a line, from which an equal board is made again.

Holds every record with all its fields, those of a newer version too, wins of years that were put
away, and what is private. Owns reading it back as one change on a board that nobody has used.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from kanban.domain import faults, text_faults
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.operations.mending import examined
from kanban.domain.records import TABLES, About, Card, Column, Record, Win
from kanban.domain.text import harmless
from kanban.domain.values import replace
from kanban.errors import DamagedError, RuleError, UsageError
from kanban.store.documents import from_json, to_document, to_json, to_record

FORM = 1
MOST_BYTES = 90_000_000
"""Some 300,000 cards; more is no board of a person."""

_KEY = "progress-board"
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"progress-board"\s*:')
_ABOUT = "about"
_SAID = 120
_MOST_NUMBER = 1_000_000_000
_NEXT_STEP = "Export the board again, and import that file."


class Whole(Struct, frozen=True):
    """A file, read.

    Attributes:
        board: What it holds, with what could be mended put right.
        mended: What that was, a sentence each.
    """

    board: Board
    mended: tuple[str, ...]


def is_one(data: bytes) -> bool:
    """Tell whether a file says that it is such a one."""
    return _BEGINS.match(data[:1000]) is not None


def write(board: Board, name: str) -> Iterator[str]:
    """Yield the lines of the JSON.

    Args:
        board: The board.
        name: What it is called.

    Raises:
        BoardError: The wins of a year that was put away cannot be read.
    """
    head = {"form": FORM, "board": name, "next_ids": board.next_ids()}
    board.table(Win)  # refuses before the first line where a year cannot be read
    yield f'{{"{_KEY}": {_line(head)},'
    for place, (table, kind) in enumerate(TABLES.items(), start=1):
        yield f'"{table}": ['
        last = ""
        for record in board.table(kind).values():  # type: ignore[type-var]
            if last:
                yield f"{last},"
            last = _line({"id": record.id, **to_document(record)})
        if last:
            yield last
        yield "]," if place < len(TABLES) else "]}"


def read(data: bytes, name: str, now: Moment) -> Whole:
    """Return what a file holds.

    Raises:
        UsageError: It is no such file, is broken off, or a newer version wrote it.
        RuleError: It holds what no board can keep.
    """
    if len(data) > MOST_BYTES:
        raise UsageError(
            f'"{name}" is larger than {MOST_BYTES // 1_000_000} MB, the most an import reads.',
            "Export a single board.",
        )
    try:
        held: dict[str, Any] = from_json(data.removeprefix(b"\xef\xbb\xbf"))
        head = held[_KEY]
        if head["form"] > FORM:
            raise UsageError(
                f'"{name}" was written by a newer version.', "Update progress-board to import it."
            )
        board = Board(_records(held), next_ids=_next_ids(head["next_ids"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(f'"{name}" is not a whole board: {_said(error)}.', _NEXT_STEP) from error
    except DamagedError as error:
        said = harmless(error.message)[:_SAID]
        raise UsageError(f'"{name}" is not a whole board. {said}', _NEXT_STEP) from error
    return _mended(board, name, now)


def restore(board: Board, now: Moment, *, whole: Whole) -> Change:
    """Make a board equal to the one of a file.

    Wins that were taken back with an import of the same file are reinstated.

    Raises:
        RuleError: Somebody has worked on this board.
    """
    new = {_key(record): record for record in _all(whole.board)}
    held = {_key(record): record for record in _all(board)}
    kept = (held[key] for key in held if key[0] not in (About, Column))
    is_free = all(isinstance(record, Win) and _is_of(record, new) for record in kept)
    if not is_free or not board.is_unused or board.put_away:
        raise RuleError(
            f'Somebody has worked on the board "{board.title}", and a whole board takes the place'
            " of one that is unused.",
            "Name a new board with --into.",
        )
    edits = [Edit(record, None) for key, record in held.items() if key not in new]
    edits += [Edit(held.get(key), record) for key, record in new.items()]
    count = len(whole.board.table(Card))
    words = f'Imported {count} {"card" if count == 1 else "cards"} from "{whole.board.title}"'
    return Change(words, tuple(edit for edit in edits if edit.before != edit.after))


def _line(document: Mapping[str, Any]) -> str:
    return to_json(document, is_spaced=True).decode()


def _records(held: Mapping[str, Any]) -> Iterator[Record]:
    for table in TABLES:
        seen: set[int] = set()
        for document in held.get(table, ()):
            fields = dict(document)
            record = to_record(table, fields.pop("id"), fields)
            if record.id in seen or record.id >= _MOST_NUMBER:
                raise ValueError(f"the number {record.id} of {table} is doubled or too high")
            seen.add(record.id)
            yield record
        if table == _ABOUT and seen != {1}:
            raise ValueError("it has not exactly one record about itself")


def _next_ids(held: Mapping[str, Any]) -> dict[str, int]:
    numbers = {table: held.get(table, 1) for table in TABLES}
    for table, number in numbers.items():
        if type(number) is not int or not 1 <= number <= _MOST_NUMBER:
            raise ValueError(f"the next number of {table} is {number!r}")
    return numbers


def _mended(board: Board, name: str, now: Moment) -> Whole:
    found, mended = examined(board, now.at)
    for rule in (faults.days, text_faults.texts):
        for fault in rule(mended, now.at):
            if not fault.is_mendable:
                raise RuleError(
                    f'"{name}" cannot be taken in. {fault.words}', f"Mend it: {fault.remedy}."
                )
    said = (f"{fault.words} Mended: {fault.remedy}" for fault in found if fault.is_mendable)
    return Whole(mended, tuple(said))


def _all(board: Board) -> Iterator[Record]:
    for kind in TABLES.values():
        yield from board.table(kind).values()  # type: ignore[type-var]


def _key(record: Record) -> tuple[type[Record], int]:
    return type(record), record.id


def _is_of(win: Win, new: Mapping[tuple[type[Record], int], Record]) -> bool:
    """Tell whether a win is one of a file's, withdrawn or not."""
    other = new.get(_key(win))
    return isinstance(other, Win) and other == replace(win, withdrawn_at=other.withdrawn_at)


def _said(error: Exception) -> str:
    said = f"it has no {error}" if isinstance(error, KeyError) else str(error)
    return harmless(said)[:_SAID] or "it is nested too deeply"
