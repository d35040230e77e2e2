"""The Markdown of taskell: `##` is a list, `-` a task, `>` its description, `*` a subtask, `@` due.

Keeps a line of a task that is none of these in its notes, so that a file edited by hand loses
nothing. Writes such a file too, in the one order that taskell reads: due, description, subtasks.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from kanban.domain.board import Board
from kanban.domain.records import Card, Item
from kanban.errors import UsageError
from kanban.exchange.draft import YEARS, Draft, DraftCard, When
from kanban.exchange.drafter import Drafter
from kanban.exchange.due import Localize, due_of, instant_of
from kanban.exchange.outline import Entry, nested, outline, tell_loose
from kanban.exchange.tag_line import with_tags, without_tags

_DUE = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d)(?::\d\d)?(?: (\w+))?)?")


def read(text: str, name: str) -> Draft:
    """Return the draft of a taskell file.

    Raises:
        UsageError: It has no list.
        RuleError: It holds more than a board can keep.
    """
    found = outline(text.split("\n"), name)
    if not found.sections:
        raise UsageError(
            f'"{name}" is not a board of taskell: no line starts a list with "## ".',
            "Leave --format out, or name another one.",
        )
    drafter = Drafter(name)
    for section in found.sections:
        column = drafter.column(section.heading)
        for entry in section.entries:
            drafter.card(_card(entry, column, drafter))
    tell_loose(found, drafter)
    return drafter.draft(found.title)


def _card(entry: Entry, column: int, drafter: Drafter) -> DraftCard:
    notes: list[str] = []
    items: list[Item] = []
    due: When | None = None
    for whole in entry.body:
        line = whole.strip()
        if line.startswith(">"):
            notes.append(whole.lstrip()[1:].removeprefix(" "))
        elif item := nested(line):
            items.append(Item(*item))
        elif line.startswith("@ ") and due is None and (due := _due(line[2:].strip())):
            pass
        elif line:
            notes.append(line)
            if line.startswith("@ "):
                drafter.adjust("due date", "due dates", "not readable, so kept in the notes")
    kept, tags = without_tags("\n".join(notes))
    return DraftCard(
        title=entry.head,
        column=column,
        notes=kept,
        tags=tags,
        due=due,
        checklist=tuple(items),
    )


def _due(written: str) -> When | None:
    """Return a day or an instant; a time of another zone than UTC is taken as a wall clock's."""
    match = _DUE.fullmatch(written)
    if not match:
        return None
    try:
        when = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}")
    except ValueError:
        return None
    if when.year not in YEARS:
        return None
    return when.replace(tzinfo=UTC) if match[3] == "UTC" else when.date()


def write(board: Board, localize: Localize) -> Iterator[str]:
    """Yield the lines of a file that taskell reads, and that `read` takes the same cards from."""
    for place, column in enumerate(board.columns()):
        if place:
            yield ""
        yield f"## {column.name}"
        yield ""
        for card in board.cards_in(column.id):
            yield from _lines(card, localize)


def _lines(card: Card, localize: Localize) -> Iterator[str]:
    yield f"- {card.title}"
    due = due_of(card)
    if isinstance(due, datetime) and (instant := instant_of(due, localize)):
        yield f"    @ {instant:%Y-%m-%d %H:%M} UTC"
    elif due is not None:
        yield f"    @ {due:%Y-%m-%d}"
    if notes := with_tags(card.notes, card.tags):
        yield from (f"    > {line}" for line in notes.split("\n"))
    yield from (f"    * [{'x' if item.is_done else ' '}] {item.text}" for item in card.checklist)
