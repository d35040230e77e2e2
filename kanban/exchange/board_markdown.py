"""A board as Markdown for people: a heading a column, a box a card, its notes quoted under it.

Titles, names and tags are escaped, so that every reader of Markdown shows them as they are; notes
are Markdown themselves and stand as they were written. Behind a title stand `#tag` and
`@2026-11-28` or `@2026-11-28 17:00`. What the first line says tells such a file from others.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Item
from kanban.errors import UsageError
from kanban.exchange.draft import YEARS, Draft, DraftCard, When
from kanban.exchange.drafter import Drafter
from kanban.exchange.due import due_of
from kanban.exchange.escapes import bare, shielded
from kanban.exchange.outline import Entry, Section, dedented, nested, outline, tell_loose, ticked
from kanban.exchange.recap_markdown import plain

FIRST_LINE = "<!-- progress-board: progress-board import reads this file -->"

_BEGINS = re.compile(r"\s*<!-- progress-board:")
_DONE = "*The done column.*"
_LIMIT = re.compile(r"\*At most (\d{1,9}) cards?\.\*")
_DAY = re.compile(r"@(\d{4}-\d\d-\d\d)")
_TIME = re.compile(r"\d\d:\d\d")
_ENTITIES = {"&amp;": "&", "&lt;": "<"}
_ENTITY = re.compile("&(?:amp|lt);")


def is_one(text: str) -> bool:
    """Tell whether a text says that it is such a file."""
    return _BEGINS.match(text) is not None


def read(text: str, name: str) -> Draft:
    """Return the draft of such a file.

    Raises:
        UsageError: It has no column.
        RuleError: It holds more than a board can keep.
    """
    begins = _BEGINS.match(text)
    found = outline(text.partition("\n")[2].split("\n") if begins else text.split("\n"), name)
    if not found.sections:
        raise UsageError(
            f'"{name}" has no column: no line starts one with "## ".',
            "Leave --format out, or name another one.",
        )
    drafter = Drafter(name)
    done: list[int] = []
    for section in found.sections:
        column = drafter.column(_meant(section.heading), _take_limit(section))
        if _DONE in section.loose:
            section.loose.remove(_DONE)
            done.append(column)
        for entry in section.entries:
            drafter.card(_card(entry, column))
    tell_loose(found, drafter)
    return drafter.draft(found.title and _meant(found.title), tuple(done))


def write(board: Board) -> Iterator[str]:
    """Yield the lines of such a file, from which `read` takes the same cards."""
    yield FIRST_LINE
    yield ""
    yield f"# {plain(board.title)}"
    for column in board.columns():
        yield ""
        yield f"## {plain(column.name)}"
        yield ""
        yield from _said(column)
        for card in board.cards_in(column.id):
            yield from _lines(card, column.is_done)


def _take_limit(section: Section) -> int | None:
    for line in section.loose:
        if match := _LIMIT.fullmatch(line):
            section.loose.remove(line)
            return int(match[1])
    return None


def _card(entry: Entry, column: int) -> DraftCard:
    text, is_ticked = ticked(entry.head) or (entry.head, False)
    title, tags, due = _marks(shielded(text))
    items: list[Item] = []
    notes: list[str] = []
    for line in entry.body:
        inner = dedented(line)
        if inner.startswith(">"):
            notes.append(inner[1:].removeprefix(" "))
        elif item := nested(line):
            items.append(Item(_meant(item[0]), item[1]))
        elif notes or inner.strip():
            notes.append(inner.rstrip())
    return DraftCard(
        title=title,
        column=column,
        notes="\n".join(notes),
        tags=tags,
        due=due,
        checklist=tuple(items),
        is_ticked=is_ticked,
    )


def _marks(text: str) -> tuple[str, tuple[str, ...], When | None]:
    """Return a shielded line's title, tags and due date; the marks stand at its end."""
    words = text.split(" ")
    tags: list[str] = []
    due: When | None = None
    while len(words) > 1:
        if words[-1].startswith("#") and len(words[-1]) > 1:
            tags.append(_bare(words.pop()[1:]))
        elif due is None and (due := _when(words[-1], "")):
            words.pop()
        elif due is None and len(words) > 2 and (due := _when(words[-2], words[-1])):
            del words[-2:]
        else:
            break
    return _bare(" ".join(words)), tuple(reversed(tags)), due


def _when(day: str, at: str) -> When | None:
    match = _DAY.fullmatch(day)
    if not match or (at and not _TIME.fullmatch(at)):
        return None
    try:
        when = datetime.fromisoformat(f"{match[1]}T{at}") if at else date.fromisoformat(match[1])
    except ValueError:
        return None
    return when if when.year in YEARS else None


def _meant(text: str) -> str:
    """Return an escaped text as it is meant."""
    return _bare(shielded(text))


def _bare(text: str) -> str:
    return bare(_ENTITY.sub(lambda match: _ENTITIES[match[0]], text))


def _said(column: Column) -> Iterator[str]:
    said = [_DONE] if column.is_done else []
    if column.wip_limit is not None:
        limit = column.wip_limit
        said.append(f"*At most {limit} {'card' if limit == 1 else 'cards'}.*")
    for line in said:
        yield line
        yield ""


def _lines(card: Card, is_done: bool) -> Iterator[str]:
    words = [f"- {_box(is_done)} {plain(card.title)}", *(f"#{plain(tag)}" for tag in card.tags)]
    due = due_of(card)
    if due is not None:
        is_timed = isinstance(due, datetime)
        words.append(f"@{due:%Y-%m-%d %H:%M}" if is_timed else f"@{due.isoformat()}")
    yield " ".join(words)
    if card.notes:
        yield from (f"  > {line}" if line else "  >" for line in card.notes.split("\n"))
    yield from (f"  - {_box(item.is_done)} {plain(item.text)}" for item in card.checklist)


def _box(is_done: bool) -> str:
    return "[x]" if is_done else "[ ]"
