"""Markdown as boards use it: headings that are columns, and list entries that are cards.

Owns cutting a text into those; what the lines of an entry mean is each format's business.
"""

import re
from collections.abc import Iterable

from msgspec import Struct, field

from kanban.exchange.drafter import Drafter, refuse_too_many

_HEADING = re.compile(r"#{2,6}\s+(\S.*)")
_TITLE = re.compile(r"#\s+(\S.*)")
_ENTRY = re.compile(r"[-*+](?:\s+(.*))?")
_TICK = re.compile(r"\[(.)\](?:\s+(.*))?")
_RULE = "-*_ \t"
_INDENT = re.compile(r"\t| {1,4}")


class Entry(Struct):
    """A list entry at the margin: its first line, and the indented lines under it."""

    head: str
    body: list[str] = field(default_factory=list)


class Section(Struct):
    """A heading, its entries, and the lines that belong to none of them; rules are nothing."""

    heading: str
    entries: list[Entry] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)


class Outline(Struct):
    """A text cut up.

    Attributes:
        title: Of its first heading of the first level, None for none.
        before: What stands before the first column.
        sections: The columns.
    """

    title: str | None
    before: Section
    sections: list[Section]


def outline(lines: Iterable[str], name: str) -> Outline:
    """Return the outline of a text.

    Raises:
        RuleError: It has more entries than a board can keep.
    """
    found = Outline(None, Section(""), [])
    section = found.before
    entry: Entry | None = None
    count = 0
    for line in lines:
        if heading := _HEADING.fullmatch(line):
            section, entry = Section(heading[1].strip()), None
            found.sections.append(section)
        elif found.title is None and (title := _TITLE.fullmatch(line)):
            found.title = title[1].strip()
        elif match := _ENTRY.fullmatch(line):
            entry = Entry(match[1] or "")
            section.entries.append(entry)
            refuse_too_many(count := count + 1, name)
        elif entry is not None and (not line.strip() or line[0] in " \t"):
            entry.body.append(line)
        elif line.strip(_RULE):
            section.loose.append(line.strip())
    return found


def ticked(text: str) -> tuple[str, bool] | None:
    """Return what stands behind a check box and whether it is ticked, None without a box."""
    match = _TICK.fullmatch(text.strip())
    return (match[2] or "", match[1] in "xX") if match else None


def nested(line: str) -> tuple[str, bool] | None:
    """Return a check box that is a list entry of its own, as `ticked` does."""
    entry = _ENTRY.fullmatch(line.strip())
    return ticked(entry[1] or "") if entry else None


def dedented(line: str) -> str:
    """Return a line without its first level of indentation."""
    return _INDENT.sub("", line, count=1) if line[:1] in (" ", "\t") else line


def without_front_matter(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines between two `---` at the head of a file, and the lines after them."""
    if lines and lines[0].strip() == "---":
        for index, line in enumerate(lines[1:], start=1):
            if line.strip() == "---":
                return lines[1:index], lines[index + 1 :]
    return [], lines


def tell_loose(found: Outline, drafter: Drafter) -> None:
    """Tell of the lines that are in no card, and of the cards that are in no column."""
    loose = len(found.before.loose) + sum(len(section.loose) for section in found.sections)
    drafter.leave_out("line", "lines", "outside of any card", loose)
    drafter.leave_out("entry", "entries", "above the first column", len(found.before.entries))
