"""Small steps from a text: one a line, however a list was written."""

import re

from kanban.domain.text import is_visible

_MARK = re.compile(r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?(?:\[[ xX]?\]\s+)?")


def steps(text: str) -> tuple[str, ...]:
    """Return the lines that say something, without bullets, numbers and boxes."""
    lines = (_MARK.sub("", line, count=1).strip() for line in text.splitlines())
    return tuple(line for line in lines if is_visible(line))
