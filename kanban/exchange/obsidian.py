"""The Markdown of Obsidian's Kanban: `##` is a lane, `- [ ]` a card, what is indented its notes.

Takes nested check boxes as a checklist, flattened, `**Complete**` under a heading as the mark of
the done lane, and a number in brackets behind its name as its limit. Leaves out the archive, and
the plugin's own settings. Writes such a file too.
"""

import re
from collections.abc import Iterator

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Item
from kanban.errors import UsageError
from kanban.exchange.draft import Draft, DraftCard
from kanban.exchange.drafter import Drafter
from kanban.exchange.due import due_of
from kanban.exchange.escapes import bare, shielded
from kanban.exchange.obsidian_marks import has_place_for, marked, marks, without_block_id
from kanban.exchange.outline import (
    Entry,
    Section,
    dedented,
    nested,
    outline,
    tell_loose,
    ticked,
    without_front_matter,
)
from kanban.exchange.tag_line import with_tags, without_tags

_COMPLETE = "**complete**"
_RULE = "***"
_ARCHIVE = re.compile(r"##\s+archiv", re.IGNORECASE)
_SETTINGS = "%% kanban:settings"
_OF_PLUGIN = "settings of another program"
_HEAD = ("---", "", "kanban-plugin: board", "", "---", "")
_MOST_DIGITS = 9
_BOX = re.compile(r"^(\s*[-*+]\s+)(\\*)(?=\[.\](?:\s|$))")
"""A check box of the notes, which is no item of the checklist: it gets a backslash more."""
_BLOCK_ID = re.compile(r"(?<=\s)(\\*)(?=\^[A-Za-z0-9-]+\s*$)")
"""What looks like a block's id at the very end of a card, likewise."""


def read(text: str, name: str) -> Draft:
    """Return the draft of an Obsidian Kanban file.

    Raises:
        UsageError: It has no lane.
        RuleError: It holds more than a board can keep.
    """
    drafter = Drafter(name)
    front, lines = without_front_matter(text.split("\n"))
    lines = _without_archive(_without_settings(lines, drafter), drafter)
    found = outline(lines, name)
    if not found.sections:
        raise UsageError(
            f'"{name}" is not a board of Obsidian: no line starts a lane with "## ".',
            "Leave --format out, or name another one.",
        )
    drafter.leave_out("block of front matter", "blocks of front matter", _OF_PLUGIN, bool(front))
    complete: list[int] = []
    for section in found.sections:
        column = drafter.column(*_limited(section.heading))
        if _take_mark(section):
            complete.append(column)
        for entry in section.entries:
            drafter.card(_card(entry, column, drafter))
    tell_loose(found, drafter)
    return drafter.draft(found.title, tuple(complete))


def _without_settings(lines: list[str], drafter: Drafter) -> list[str]:
    for start, line in enumerate(lines):
        if line.startswith(_SETTINGS):
            drafter.leave_out("settings block", "settings blocks", _OF_PLUGIN)
            end = start
            while end < len(lines) and not lines[end].rstrip().endswith("%%"):
                end += 1
            return lines[:start] + lines[end + 1 :]
    return lines


def _without_archive(lines: list[str], drafter: Drafter) -> list[str]:
    """Return what stands before the rule and heading of the archive, which ends the file."""
    rule: int | None = None
    for index, line in enumerate(lines):
        if rule is not None and _ARCHIVE.match(line):
            count = sum(entry.startswith("- ") for entry in lines[index:])
            drafter.leave_out("archived card", "archived cards", "put away in Obsidian", count)
            return lines[:rule]
        if line.strip():
            rule = index if line.rstrip() == _RULE else None
    return lines


def _take_mark(section: Section) -> bool:
    for line in section.loose:
        if line.casefold() == _COMPLETE:
            section.loose.remove(line)
            return True
    return False


def _limited(heading: str) -> tuple[str, int | None]:
    """Return a lane's name and its limit; the plugin takes 0 for none."""
    if heading.endswith(")"):
        name, opening, number = heading[:-1].rpartition("(")
        is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
        if opening and is_number and name.strip():
            return name.rstrip(), int(number) or None
    return heading, None


def _card(entry: Entry, column: int, drafter: Drafter) -> DraftCard:
    text, is_ticked = ticked(entry.head) or (entry.head, False)
    first, *more = shielded(text).split("<br>")
    found = marks(first)
    if found.has_time:
        drafter.leave_out("time of day", "times of day", "it is not written as 17:00")
    items: list[Item] = []
    notes = [bare(line) for line in more]
    body = without_block_id("\n".join(entry.body).rstrip())
    body = _BLOCK_ID.sub(lambda match: match[1][1:], body)
    for line in body.split("\n"):
        if item := nested(line):
            items.append(Item(*item))
        else:
            notes.append(_BOX.sub(lambda match: match[1] + match[2][1:], dedented(line)))
    kept, more_tags = without_tags("\n".join(notes).strip("\n"))
    return DraftCard(
        title=found.title,
        column=column,
        notes=kept,
        tags=found.tags + more_tags,
        due=found.due,
        checklist=tuple(items),
        is_ticked=is_ticked,
        finished=found.finished,
    )


def write(board: Board) -> Iterator[str]:
    """Yield the lines of a file that the plugin reads, and `read` takes the same cards from."""
    yield from _HEAD
    for column in board.columns():
        yield f"## {_heading(column)}"
        yield ""
        if column.is_done:
            yield "**Complete**"
        for card in board.cards_in(column.id):
            yield from _lines(card, column.is_done)
        yield ""


def _heading(column: Column) -> str:
    """Return a lane's name with its limit, 0 where its own end would be taken for one."""
    is_plain = column.wip_limit is None and _limited(column.name)[0] == column.name
    return column.name if is_plain else f"{column.name} ({column.wip_limit or 0})"


def _lines(card: Card, is_done: bool) -> Iterator[str]:
    is_inline = all(map(has_place_for, card.tags))
    tags, tag_line = (card.tags, ()) if is_inline else ((), card.tags)
    yield f"- [{'x' if is_done else ' '}] {marked(card.title, tags, due_of(card))}"
    notes = with_tags(card.notes, tag_line)
    body = [_BOX.sub(r"\1\\\2", line) for line in notes.split("\n")] if notes else []
    body += [f"- [{'x' if item.is_done else ' '}] {item.text}" for item in card.checklist]
    if body:
        body[-1] = _BLOCK_ID.sub(r"\\\1", body[-1])
    yield from (f"    {line}" for line in body)
