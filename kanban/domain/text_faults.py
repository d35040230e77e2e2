"""Texts on a board that did not come through the one door for text from outside."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from kanban.domain.board import Board
from kanban.domain.change import Edit
from kanban.domain.faults import Fault
from kanban.domain.records import TABLES, About, Card, Column, Day, Goal, Record, Win
from kanban.domain.text import clean, clean_notes, clean_optional, clean_tag, harmless, is_visible
from kanban.domain.values import replace
from kanban.errors import RuleError

Cleaner = Callable[[Any], Any]


def texts(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield records with a text that the door would have changed or refused."""
    for kind in TABLES.values():
        for record in board.table(kind).values():  # type: ignore[type-var]
            yield from _texts_of(record)


def _texts_of(record: Record) -> Iterator[Fault]:
    fields: dict[str, Any] = {}
    refusals: list[str] = []
    for name, cleaner in _CLEANERS[type(record)].items():
        text = getattr(record, name)
        try:
            cleaned = cleaner(text)
        except RuleError as error:
            refusals.append(error.message)
            continue
        if cleaned != text:
            fields[name] = cleaned
    words = f"{_named(record)} holds text that a terminal must not get: {_listed(fields)}."
    if fields:
        edit = Edit(record, replace(record, **fields))
        yield Fault(words, "what is not printable is taken out", (edit,))
    for message in refusals:
        yield Fault(f"{_named(record)}: {message}", "shorten it by hand")


def _title(noun: str) -> Cleaner:
    return lambda text: clean(text) if is_visible(harmless(text)) else f"{noun} without words"


def _each(cleaner: Cleaner) -> Cleaner:
    return lambda values: tuple(cleaned for value in values if (cleaned := cleaner(value)))


def _tag(text: str) -> str:
    return clean_tag(text) if is_visible(harmless(text).replace("#", "")) else ""


def _items(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(item, text=_title("Item")(item.text)) for item in items)


def _milestone(text: str | None) -> str | None:
    return None if text is None else _line(text) or None


_line = partial(clean_optional, what="text")
_CLEANERS: Mapping[type[Record], Mapping[str, Cleaner]] = {
    About: {"title": _title("Board")},
    Column: {"name": _title("Column")},
    Goal: {
        "title": _title("Goal"),
        "why": _line,
        "milestones": _each(_line),
        "made_possible": _line,
    },
    Card: {
        "title": _title("Card"),
        "notes": clean_notes,
        "milestone": _milestone,
        "tags": _each(_tag),
        "checklist": _items,
        "blocked": _line,
    },
    Win: {"text": _title("Win"), "why_it_mattered": _line, "in_the_way": _line},
    Day: {
        "three": _each(_line),
        "mattered": _line,
        "setback": _line,
        "learned": _line,
        "helped": _each(_line),
        "hindered": _each(_line),
        "first_step": _line,
        "note": clean_notes,
    },
}


def _named(record: Record) -> str:
    return f"{type(record).__name__} {record.id}"


def _listed(fields: Mapping[str, Any]) -> str:
    return ", ".join(name.replace("_", " ") for name in fields)
