"""A plain list, one card a line, as people keep it in a note.

Strips what makes a line a list entry; knows no columns, only what is ticked.
"""

import re

from kanban.domain.text import is_visible
from kanban.errors import UsageError
from kanban.exchange.draft import Draft, DraftCard
from kanban.exchange.drafter import Drafter
from kanban.exchange.outline import without_front_matter

_PREFIX = re.compile(r"\s*(?:(?:[-*+•]|\d{1,4}[.)])(?:\s+|$))?(?:\[([ xX])\](?:\s+|$))?")
_TITLE = re.compile(r"#\s+(\S.*)")
_HEADING = re.compile(r"#{1,6}\s+\S.*")


def read(text: str, name: str) -> Draft:
    """Return the draft of a plain list.

    Raises:
        UsageError: It has no line to take.
        RuleError: It holds more than a board can keep.
    """
    drafter = Drafter(name)
    title: str | None = None
    is_empty = True
    front, lines = without_front_matter(text.split("\n"))
    drafter.leave_out(
        "block of front matter",
        "blocks of front matter",
        "settings of another program",
        bool(front),
    )
    for line in lines:
        if title is None and (match := _TITLE.fullmatch(line)):
            title = match[1]
        elif _HEADING.fullmatch(line):
            drafter.leave_out("heading", "headings", "a plain list has no columns")
        elif line.strip():
            is_empty = not _take(line, drafter) and is_empty
    if is_empty:
        raise UsageError(f'"{name}" holds no card.', "Write one card a line.")
    return drafter.draft(title)


def _take(line: str, drafter: Drafter) -> bool:
    match = _PREFIX.match(line)
    text = line[match.end() :] if match else line
    if not is_visible(text):
        drafter.leave_out("line", "lines", "nothing is written there")
        return False
    drafter.card(DraftCard(title=text, is_ticked=bool(match and match[1] in ("x", "X"))))
    return True
