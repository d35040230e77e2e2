"""Reads a snapshot by the types of its records, in C: sooner than its JSON alone is parsed.

Reads what this version writes, no more and no less. Whatever else a file holds, the fields of a
newer version among it, is for `snapshot.py`, which keeps it or says what is wrong.
"""

import sys
from collections.abc import Iterator
from typing import Any

from msgspec import DecodeError, Raw, UnsetType, defstruct, field
from msgspec.json import Decoder

from kanban.domain.records import NOTHING, TABLES, Card, Move, Record, Win
from kanban.store.documents import Document, wall_time

_OTHERS = ("store", "history", "seal")


class NotTypedError(Exception):
    """A file holds what this version does not write."""


def read_typed(data: bytes) -> tuple[dict[str, dict[str, Document]], list[Record]]:
    """Return the tables of a snapshot but for those of records, and the records.

    Raises:
        NotTypedError: It holds anything that is not of these types.
    """
    try:
        found = _SNAPSHOT.decode(data)
        records = [*_records({kind: getattr(found, table) for table, kind in TABLES.items()})]
    except (DecodeError, ValueError, RecursionError) as error:
        raise NotTypedError(str(error)) from error
    return {name: getattr(found, name) for name in _OTHERS}, records


def _records(documents: dict[type[Record], dict[int, Raw]]) -> Iterator[Record]:
    """Yield documents as records, one by one: all at once leave holes in the memory.

    What records say alike is held once: cards that came together, their first move and the instant
    they were made, tags, zones. It is a third of the memory of a board.

    Raises:
        DecodeError: One is not of its type.
        ValueError: A number is below 1, a text is not UTF-8, or a time of day is none.
    """
    tags: dict[tuple[str, ...], tuple[str, ...]] = {}
    moves: tuple[Move, ...] = ()
    for kind, numbered in documents.items():
        if min(numbered, default=1) < 1:
            raise ValueError("a number below 1")
        decode = _DECODERS[kind].decode
        for number, document in numbered.items():
            draft = decode(document)
            draft.id = number
            if kind is Card:
                if draft.moves == moves:
                    draft.moves = moves
                moves = draft.moves
                if moves and moves[0].at == draft.created_at:
                    draft.created_at = moves[0].at
                if draft.tags:
                    draft.tags = tags.setdefault(draft.tags, draft.tags)
                if draft.due_at is not None:
                    draft.due_at = wall_time(draft.due_at)
            elif kind is Win:
                draft.zone = sys.intern(draft.zone)
            draft.__class__ = kind
            yield draft


def _draft(kind: type[Record]) -> Any:
    """Return a kind of record that is not frozen yet: its number is in none of its fields.

    What no document holds has a name and a type that none can have.
    """
    fields: list[tuple[str, Any, Any]] = [
        ("id", UnsetType, field(default=0, name="(id)")),
        ("extra", UnsetType, field(default=NOTHING, name="(extra)")),
    ]
    if kind is Card:
        fields.append(("due_at", str | None, None))  # without seconds, which the decoder asks for
    return defstruct(
        kind.__name__,
        fields,
        bases=(kind,),
        frozen=False,
        kw_only=True,
        forbid_unknown_fields=True,
    )


_TABLES = [
    *((name, dict[str, dict[str, Any]]) for name in _OTHERS),
    *((table, dict[int, Raw]) for table in TABLES),
]
_SNAPSHOT: Decoder[Any] = Decoder(defstruct("Snapshot", _TABLES, forbid_unknown_fields=True))
_DECODERS: dict[type[Record], Decoder[Any]] = {
    kind: Decoder(_draft(kind)) for kind in TABLES.values()
}
