"""Records, commits and their documents: what a TinyDB table and a journal line hold.

A document leaves out what has its default value, and keeps the fields it does not know, so that a
newer version's words survive an older version's hands.
"""

import dataclasses
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from kanban.domain.change import Change, Edit
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.records import NOTHING, TABLES, Item, Move, Record, WinKind
from kanban.errors import DamagedError

Document = dict[str, Any]

_HALF = re.compile(rb"\\ud[89a-f]", re.IGNORECASE)


def to_json(document: Mapping[str, Any], *, is_spaced: bool = False) -> bytes:
    """Return a document as JSON on one line.

    Raises:
        ValueError: It holds what JSON does not know.
    """
    separators = (", ", ": ") if is_spaced else (",", ":")
    return json.dumps(document, ensure_ascii=False, separators=separators, allow_nan=False).encode()


def from_json(data: bytes) -> Any:
    """Return what JSON holds.

    Raises:
        ValueError: It is not JSON, or holds what could not be written back: a number beyond all
            bounds, half a character.
        RecursionError: It is nested too deeply.
    """
    value = json.loads(data, parse_float=_finite, parse_constant=_finite)
    if _HALF.search(
        data
    ):  # an escape that may be half of a pair; only a file from elsewhere has it
        json.dumps(value, ensure_ascii=False).encode()
    return value


def to_document(record: Record) -> Document:
    """Return a record as its document; the id is the document's key, not part of it."""
    document = dict(record.extra)
    for name, default, encode, _ in _FIELDS[type(record)]:
        value = getattr(record, name)
        if value != default:
            document[name] = encode(value)
    return document


def to_record(table: str, record_id: int, document: Document) -> Record:
    """Return a document as its record.

    Raises:
        DamagedError: It is not the document of such a record.
    """
    kind = TABLES[table]
    setters, fields = _SETTERS[kind], _READERS[kind]
    extra: Document = {}
    # Slot by slot, for a board of 120,000 records opens in two thirds of the time __init__ takes.
    record: Record = object.__new__(kind)
    try:
        for set_default, value in _DEFAULTS[kind]:
            set_default(record, value)
        setters["id"](record, _number(record_id))
        for name, value in document.items():
            field = fields.get(name)
            if field is None:
                extra[name] = value
            else:
                set_field, decode = field
                set_field(record, decode(value))
        if extra:
            setters["extra"](record, extra)
        if not _REQUIRED[kind] <= document.keys():
            raise ValueError(f"{', '.join(sorted(_REQUIRED[kind] - document.keys()))} missing")
        return record
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


def _say_instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


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


def _pair(values: list[Any]) -> list[Any]:
    if len(_list(values)) != 2:
        raise ValueError(f"{values!r} is not a pair")
    return values


def _truth(value: bool) -> bool:
    if type(value) is not bool:
        raise TypeError(f"{value!r} is not true or false")
    return value


def _maybe(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else decode(value)


def _each(decode: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(decode(value) for value in _list(values))


def _list(values: list[Any]) -> list[Any]:
    if type(values) is not list:
        raise TypeError(f"{values!r} is not a list")
    return values


def _same(value: Any) -> Any:
    return value


_shared_instant = lru_cache(maxsize=16)(_instant)
"""A card and its first move share an instant, in time and in memory."""
_zone = lru_cache(maxsize=16)(_text)
_day = lru_cache(maxsize=1024)(date.fromisoformat)
_AT = (_say_instant, _instant)
_ON = (date.isoformat, _day)
_TEXTS = (list, _each(_text))
_WHOLE = (_same, _whole)
_CODECS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    **dict.fromkeys(("at", "written_at"), _AT),
    "created_at": (_say_instant, _shared_instant),
    **dict.fromkeys(
        ("archived_at", "achieved_at", "set_aside_at", "withdrawn_at", "closed_at"),
        (lambda at: at and _say_instant(at), _maybe(_instant)),
    ),
    **dict.fromkeys(("day", "on"), _ON),
    **dict.fromkeys(
        ("due_on", "target_on", "written_on", "challenge_on"),
        (lambda on: on and on.isoformat(), _maybe(_day)),
    ),
    **dict.fromkeys(("tags", "three", "helped", "hindered", "imports", "milestones"), _TEXTS),
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
        (_same, _maybe_whole),
    ),
    **dict.fromkeys(("is_done", "starred"), (_same, _truth)),
    "milestone": (_same, _maybe(_text)),
    "zone": (_same, _zone),
    "waits_for": (list, _each(_whole)),
    "kind": (lambda kind: kind.value, WinKind._value2member_map_.__getitem__),
    "learned_kind": (
        lambda kind: kind and kind.value,
        _maybe(WinKind._value2member_map_.__getitem__),
    ),
    "moves": (
        lambda moves: [[move.column_id, _say_instant(move.at)] for move in moves],
        _each(lambda pair: Move(_whole(_pair(pair)[0]), _shared_instant(pair[1]))),
    ),
    "checklist": (
        lambda items: [[item.text, item.is_done] for item in items],
        _each(lambda pair: Item(_text(_pair(pair)[0]), _truth(pair[1]))),
    ),
}


def _fields(
    kind: type[Record],
) -> list[tuple[str, object, Callable[[Any], Any], Callable[[Any], Any]]]:
    return [
        (field.name, field.default, *_CODECS.get(field.name, (_same, _text)))
        for field in dataclasses.fields(kind)
        if field.name not in ("id", "extra")
    ]


_FIELDS = {kind: _fields(kind) for kind in TABLES.values()}
_SETTERS = {
    kind: {field.name: getattr(kind, field.name).__set__ for field in dataclasses.fields(kind)}
    for kind in TABLES.values()
}
_READERS = {
    kind: {name: (_SETTERS[kind][name], decode) for name, _, _, decode in fields}
    for kind, fields in _FIELDS.items()
}
_DEFAULTS = {
    kind: [(setters["extra"], NOTHING)]
    + [
        (setters[field.name], field.default)
        for field in dataclasses.fields(kind)
        if field.default is not dataclasses.MISSING
    ]
    for kind, setters in _SETTERS.items()
}
_REQUIRED = {
    kind: {name for name, default, *_ in fields if default is dataclasses.MISSING}
    for kind, fields in _FIELDS.items()
}
