"""Records, commits and their documents: what a TinyDB table and a journal line hold.

A document leaves out what has its default value, and keeps the fields it does not know, so that a
newer version's words survive an older version's hands.
"""

import json
import math
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from msgspec import NODEFAULT

from kanban.domain.change import Change, Edit
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.records import NOTHING, TABLES, Item, Move, Record, SavedFilter, WinKind
from kanban.errors import DamagedError

Document = dict[str, Any]

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def to_json(document: Mapping[str, Any], *, is_spaced: bool = False) -> bytes:
    """Return a document as JSON on one line.

    Raises:
        ValueError: It holds what JSON does not know.
    """
    return (_SPACED if is_spaced else _TIGHT).encode(document).encode()


def from_json(data: bytes) -> Any:
    """Return what JSON holds.

    Raises:
        ValueError: It is not JSON in UTF-8, or holds what could not be written back: a number
            beyond all bounds, half a character.
        RecursionError: It is nested too deeply.
    """
    value = _DECODER.decode(data.decode())
    if _may_hold_halves(data):
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _may_hold_halves(data: bytes) -> bool:
    """Tell whether JSON has an escape that may be half of a character's pair.

    No file that was written here has one: characters are written as they are.
    """
    # Most files have no backslash, and to look for one byte is 25 times as fast as for two.
    return b"\\" in data and b"\\u" in data and _HALF.search(data) is not None


def to_document(record: Record) -> Document:
    """Return a record as its document; the id is the document's key, not part of it."""
    document = dict(record.extra)
    for name, default, encode in _WRITERS[type(record)]:
        value = getattr(record, name)
        if value != default:
            document[name] = value if encode is None else encode(value)
    return document


def to_record(table: str, record_id: int, document: Document) -> Record:
    """Return a document as its record.

    Raises:
        DamagedError: It is not the document of such a record.
    """
    kind = TABLES[table]
    readers = _READERS[kind]
    values: Document = {}
    extra: Document = {}
    try:
        for name, value in document.items():
            reader = readers.get(name)
            if reader is None:
                extra[name] = value
            else:
                own_name, kept, decode = reader
                values[own_name] = value if type(value) is kept else decode(value)
        values["id"], values["extra"] = _number(record_id), extra or NOTHING
        return kind(**values)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
        raise DamagedError(
            f"Document {record_id} of table {table} is not a {kind.__name__.lower()}: {error}."
        ) from error


def commit_document(commit: Commit) -> Document:
    """Return a commit as its document."""
    return {
        "seq": commit.seq,
        "kind": commit.kind.value,
        "by": commit.origin.token,
        "since": commit.origin.since,
        "at": _say_instant(commit.at),
        "reverses": commit.reverses,
        "words": commit.change.words,
        "edits": [
            [
                edit.table,
                edit.record.id,
                edit.before and to_document(edit.before),
                edit.after and to_document(edit.after),
            ]
            for edit in commit.change.edits
        ],
    }


def to_commit(document: Document) -> Commit:
    """Return a document as its commit.

    Raises:
        DamagedError: It is not the document of a commit.
    """
    try:
        edits = tuple(
            _edit(table, record_id, before, after)
            for table, record_id, before, after in _list(document["edits"])
        )
        return Commit(
            seq=_number(document["seq"]),
            kind=CommitKind(document["kind"]),
            origin=Origin(_text(document["by"]), _whole(document["since"])),
            at=_instant(document["at"]),
            change=Change(_text(document["words"]), edits),
            reverses=_whole(document["reverses"]),
        )
    except (TypeError, ValueError, KeyError, OverflowError) as error:
        raise DamagedError(f"A commit cannot be read: {error!r}.") from error


def _edit(table: str, record_id: int, before: Document | None, after: Document | None) -> Edit:
    if before is None and after is None:
        raise ValueError(f"an edit of {table} {record_id} says nothing")
    return Edit(
        None if before is None else to_record(table, record_id, before),
        None if after is None else to_record(table, record_id, after),
    )


@lru_cache(maxsize=64)
def _say_instant(at: datetime) -> str:  # a record before and after shares most of its instants
    utc = at if at.tzinfo is UTC else at.astimezone(UTC)
    return utc.isoformat()[: -len("+00:00")] + "Z"


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is UTC:
        return at
    if at.tzinfo is None:
        raise ValueError(f"{text} has no zone")
    return at.astimezone(UTC)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is not a number that can be written")
    return number


# Made once: `json.dumps` and `json.loads` make a new one for each call that names such options.
_TIGHT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_SPACED = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


def _text(value: str) -> str:
    if type(value) is not str:
        raise TypeError(f"{value!r} is not a text")
    return value


def _whole(value: int) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _maybe_whole(value: int | None) -> int | None:
    return value if value is None else _whole(value)


def _number(value: int) -> int:
    if _whole(value) < 1:
        raise ValueError(f"{value} is not 1 or more")
    return value


def _truth(value: bool) -> bool:
    if type(value) is not bool:
        raise TypeError(f"{value!r} is not true or false")
    return value


def wall_time(text: str) -> time:
    """Return the time of day that a document says.

    Raises:
        ValueError: It says none in hours and minutes.
    """
    at = time.fromisoformat(text)
    if at.tzinfo is not None or at.second or at.microsecond:
        raise ValueError(f"{text} is not a time in hours and minutes")
    return at


def _maybe(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else decode(value)


def _each(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(decode(value) for value in _list(values))


def _list(values: list[Any]) -> list[Any]:
    if type(values) is not list:
        raise TypeError(f"{values!r} is not a list")
    return values


_shared_instant = lru_cache(maxsize=16)(_instant)
"""A card and its first move share an instant, in time and in memory."""
_move = lru_cache(maxsize=16)(lambda column_id, at: Move(column_id, _shared_instant(at)))
"""Cards that were split off together came together."""
_tags = _each(sys.intern)
"""Few words on many cards."""
_zone = lru_cache(maxsize=16)(_text)
_day = lru_cache(maxsize=1024)(date.fromisoformat)
_AT = (_say_instant, _instant)
_ON = (date.isoformat, _day)
_TEXTS = (list, _each(_text))
_WHOLE = (None, _whole)
_CODECS: Mapping[str, tuple[Callable[[Any], Any] | None, Callable[[Any], Any]]] = {
    **dict.fromkeys(("at", "written_at"), _AT),
    "created_at": (_say_instant, _shared_instant),
    **dict.fromkeys(
        ("archived_at", "achieved_at", "set_aside_at", "withdrawn_at", "closed_at"),
        (lambda at: at and _say_instant(at), _maybe(_instant)),
    ),
    **dict.fromkeys(("day", "on"), _ON),
    **dict.fromkeys(
        ("due_on", "repeat_from", "target_on", "written_on", "challenge_on"),
        (lambda on: on and on.isoformat(), _maybe(_day)),
    ),
    "tags": (list, _tags),
    **dict.fromkeys(("three", "helped", "hindered", "imports", "milestones"), _TEXTS),
    **dict.fromkeys(("column_id", "utc_offset_minutes"), _WHOLE),
    **dict.fromkeys(
        (
            "wip_limit",
            "goal_id",
            "card_id",
            "split_from",
            "learned_win_id",
            "first_card_id",
            "emotion",
            "motivation",
            "perception",
        ),
        (None, _maybe_whole),
    ),
    "due_at": (lambda at: at and at.isoformat("minutes"), _maybe(wall_time)),
    **dict.fromkeys(("is_done", "is_hidden", "is_narrow", "starred"), (None, _truth)),
    "milestone": (None, _maybe(_text)),
    "zone": (None, _zone),
    "waits_for": (list, _each(_whole)),
    "kind": (lambda kind: kind.value, WinKind._value2member_map_.__getitem__),
    "learned_kind": (
        lambda kind: kind and kind.value,
        _maybe(WinKind._value2member_map_.__getitem__),
    ),
    "moves": (
        lambda moves: [[move.column_id, _say_instant(move.at)] for move in moves],
        lambda moves: tuple([_move(_whole(column_id), at) for column_id, at in _list(moves)]),
    ),
    "filters": (
        lambda filters: [[each.name, each.query] for each in filters],
        lambda filters: tuple(
            [SavedFilter(_text(name), _text(query)) for name, query in _list(filters)]
        ),
    ),
    "checklist": (
        lambda items: [[item.text, item.is_done] for item in items],
        lambda items: tuple([Item(_text(text), _truth(is_done)) for text, is_done in _list(items)]),
    ),
}
_KEPT: Mapping[Callable[[Any], Any], type] = {
    _text: str,
    _whole: int,
    _maybe_whole: int,
    _truth: bool,
}
"""What a decoder returns as it is; looked at first, for most values are such and a call is dear."""


def _known(kind: type[Record]) -> list[tuple[str, Any]]:
    """Return (name, default) of the fields of a kind that a document holds."""
    names, defaults = kind.__struct_fields__, kind.__struct_defaults__
    needed = [NODEFAULT] * (len(names) - len(defaults))
    each = zip(names, (*needed, *defaults), strict=True)
    return [(name, default) for name, default in each if name not in ("id", "extra")]


def _writers(
    kind: type[Record],
) -> list[tuple[str, object, Callable[[Any], Any] | None]]:
    """Return (name, default, encoder) of the fields of a kind."""
    return [(name, default, _CODECS.get(name, (None, _text))[0]) for name, default in _known(kind)]


def _readers(kind: type[Record]) -> dict[str, tuple[str, type | None, Callable[[Any], Any]]]:
    """Return (name, type of value that is kept as it is, decoder) by name.

    The name is there again because an argument is found at once by the very string that names it,
    and slowly by one that is equal.
    """
    decoders = {name: _CODECS.get(name, (None, _text))[1] for name, _ in _known(kind)}
    return {name: (name, _KEPT.get(decode), decode) for name, decode in decoders.items()}


_WRITERS = {kind: _writers(kind) for kind in TABLES.values()}
_READERS = {kind: _readers(kind) for kind in TABLES.values()}
