"""The marks that Obsidian's Kanban keeps in a card's first line: tags, dates, a block id.

Owns taking them out, so that a title reads as a title. A mark that cannot be read stays where it
is, as text.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from kanban.exchange.draft import YEARS, When

_DUE = re.compile(r"@(?:\{|\[\[)(\d{4}-\d\d-\d\d)(?:\}|\]\])")
_TIME = re.compile(r"@@\{[^{}]{1,20}\}")
_COMPLETED = re.compile(r"@completed\(([0-9T:.+Z -]{10,40})\)")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]+\s*$")
_DAY_LENGTH = len("2026-11-28")
_TAG = re.compile(r"#([^\s#,.;:!?'\"()\[\]{}<>|^]+)")


@dataclass(frozen=True, slots=True)
class Marks:
    """A first line, taken apart.

    Attributes:
        title: Without the marks; tags inside the sentence stay.
        has_time: A time of day stood beside the due date.
    """

    title: str
    tags: tuple[str, ...]
    due: date | None
    has_time: bool
    finished: When | None


def marks(line: str) -> Marks:
    """Return a first line taken apart."""
    text = without_block_id(line)
    due: date | None = None
    finished: When | None = None
    if (match := _DUE.search(text)) and (due := _day(match[1])):
        text = _without(text, match)
    if (match := _COMPLETED.search(text)) and (finished := _when(match[1])):
        text = _without(text, match)
    if has_time := bool(due and (match := _TIME.search(text))):
        text = _TIME.sub(" ", text, count=1)
    title, tags = _tags(text.split())
    return Marks(title, tags, due, has_time, finished)


def without_block_id(line: str) -> str:
    """Return a line without the ` ^id` that Obsidian puts at its end to link to it."""
    return _BLOCK_ID.sub("", line)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _tags(words: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the title without the tags around it, and all tags; `#12` is a number, not one."""
    tags = tuple(match[1] for word in words if (match := _TAG.match(word)) and _is_tag(match[1]))
    first, last = 0, len(words)
    while first < last and _is_only_tag(words[first]):
        first += 1
    while last > first and _is_only_tag(words[last - 1]):
        last -= 1
    return " ".join(words[first:last] or words), tags


def _is_tag(name: str) -> bool:
    return not name.isdecimal()


def _is_only_tag(word: str) -> bool:
    match = _TAG.fullmatch(word)
    return match is not None and _is_tag(match[1])


def _day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _when(written: str) -> When | None:
    try:
        when = datetime.fromisoformat(written)
    except ValueError:
        return None
    if when.year not in YEARS:
        return None
    return when if len(written) > _DAY_LENGTH else when.date()
