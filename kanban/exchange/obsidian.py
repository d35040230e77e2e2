"""The Markdown of Obsidian's Kanban: `##` is a lane, `- [ ]` a card, what is indented its notes.

Takes nested check boxes as a checklist, flattened, and `**Complete**` under a heading as the mark
of the done lane. Leaves out the archive, and the plugin's own settings.
"""

import re

from kanban.domain.records import Item
from kanban.errors import UsageError
from kanban.exchange.draft import Draft, DraftCard
from kanban.exchange.drafter import Drafter
from kanban.exchange.obsidian_marks import marks, without_block_id
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

_COMPLETE = "**complete**"
_RULE = "***"
_ARCHIVE = re.compile(r"##\s+archiv", re.IGNORECASE)
_SETTINGS = "%% kanban:settings"
_OF_PLUGIN = "settings of another program"


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
        column = drafter.column(section.heading)
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


def _card(entry: Entry, column: int, drafter: Drafter) -> DraftCard:
    text, is_ticked = ticked(entry.head) or (entry.head, False)
    first, *more = text.split("<br>")
    found = marks(first)
    if found.has_time:
        drafter.leave_out("time of day", "times of day", "a card is due on a day")
    items: list[Item] = []
    notes = more
    body = "\n".join(entry.body).rstrip()
    for line in without_block_id(body).split("\n"):
        if item := nested(line):
            items.append(Item(*item))
        else:
            notes.append(dedented(line))
    return DraftCard(
        title=found.title,
        column=column,
        notes="\n".join(notes).strip("\n"),
        tags=found.tags,
        due=found.due,
        checklist=tuple(items),
        is_ticked=is_ticked,
        finished=found.finished,
    )
