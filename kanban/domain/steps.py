"""Small steps from a text: one a line, however a list was written."""

import re

from kanban.domain.text import is_visible

_MARK = re.compile(r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?(?:\[([ xX]?)\]\s+)?")


def steps(text: str) -> tuple[str, ...]:
    """Return the lines that say something, without bullets, numbers and boxes."""
    return tuple(words for words, _ in boxes(text))


def boxes(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the lines that say something as `steps` does, each with whether its box is ticked."""
    lines = ((_MARK.sub("", line, count=1).strip(), _is_ticked(line)) for line in text.splitlines())
    return tuple((words, ticked) for words, ticked in lines if is_visible(words))


def _is_ticked(line: str) -> bool:
    match = _MARK.match(line)
    return match is not None and match[1] in ("x", "X")
