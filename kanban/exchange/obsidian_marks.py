"""The marks that Obsidian's Kanban keeps in a card's first line: tags, dates, a block id.

Owns taking them out, so that a title reads as a title, and putting them in. A mark that cannot be
read stays where it is, as text; so does whatever stands behind a backslash.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec import Struct

from kanban.exchange.draft import YEARS, When
from kanban.exchange.escapes import bare, shielded

_DUE = re.compile(r"@(?:\{|\[\[)(\d{4}-\d\d-\d\d)(?:\}|\]\])")
_TIME = re.compile(r"@@\{([^{}]{1,20})\}")
_WALL_TIME = re.compile(r"\d\d:\d\d")
_COMPLETED = re.compile(r"@completed\(([0-9T:.+Z -]{10,40})\)")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]+\s*$")
_DAY_LENGTH = len("2026-11-28")
_TAG = re.compile(r"#([^\s#,.;:!?'\"()\[\]{}<>|^]+)")
_PLAIN_TAG = re.compile(r"[^\s!-,.:-@\[-^`{-~]+")
"""What the plugin reads as a tag: of the marks of ASCII, it has `-`, `/` and `_` alone."""
_WORD = re.compile(r"\S+")
_ACTS = re.compile(r"\\|(?<!\S)[#^]|@(?=\{|\[\[|@\{|completed\()|<(?=br>)")


class Marks(Struct, frozen=True):
    """A first line, taken apart.

    Attributes:
        title: Without the marks; tags inside the sentence stay.
        due: A day, or a wall clock where a time of day stood beside it.
        has_time: A time of day stood beside the due date that cannot be read.
    """

    title: str
    tags: tuple[str, ...]
    due: When | None
    has_time: bool
    finished: When | None


def marks(line: str) -> Marks:
    """Return a first line taken apart."""
    text = without_block_id(shielded(line))
    due: When | None = None
    finished: When | None = None
    has_time = False
    if (match := _DUE.search(text)) and (day := _day(match[1])):
        text, due = _without(text, match), day
        if match := _TIME.search(text):
            text = _without(text, match)
            at = _wall_time(match[1])
            due, has_time = (datetime.combine(day, at), False) if at else (day, True)
    if (match := _COMPLETED.search(text)) and (finished := _when(match[1])):
        text = _without(text, match)
    title, tags = _tags(text)
    return Marks(bare(title), tuple(map(bare, tags)), due, has_time, finished)


def without_block_id(line: str) -> str:
    """Return a line without the ` ^id` that Obsidian puts at its end to link to it."""
    return _BLOCK_ID.sub("", line)


def marked(title: str, tags: Sequence[str], due: When | None) -> str:
    """Return a first line with its marks, of which `marks` gives the same again.

    Every tag has to be one that `has_place_for` says can stand here.
    """
    words = [_ACTS.sub(lambda match: f"\\{match[0]}", title), *(f"#{tag}" for tag in tags)]
    if isinstance(due, datetime):
        words.append(f"@{{{due:%Y-%m-%d}}} @@{{{due:%H:%M}}}")
    elif due is not None:
        words.append(f"@{{{due.isoformat()}}}")
    return " ".join(words)


def has_place_for(tag: str) -> bool:
    """Tell whether a tag can stand in a first line, for not every one of ours is one there."""
    return _PLAIN_TAG.fullmatch(tag) is not None and _is_tag(tag)


def _without(text: str, match: re.Match[str]) -> str:
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return f"{before} {after}" if before and after else before or after


def _tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the title without the tags around it, and all tags; `#12` is a number, not one."""
    words = list(_WORD.finditer(text))
    tags = [match[1] for word in words if (match := _TAG.match(word[0])) and _is_tag(match[1])]
    first, last = 0, len(words)
    while first < last and _is_only_tag(words[first][0]):
        first += 1
    while last > first and _is_only_tag(words[last - 1][0]):
        last -= 1
    kept = words[first:last] or words
    return text[kept[0].start() : kept[-1].end()] if kept else "", tuple(tags)


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


def _wall_time(written: str) -> time | None:
    try:
        return time.fromisoformat(written) if _WALL_TIME.fullmatch(written) else None
    except ValueError:
        return None


def _when(written: str) -> When | None:
    try:
        when = datetime.fromisoformat(written)
    except ValueError:
        return None
    if when.year not in YEARS:
        return None
    return when if len(written) > _DAY_LENGTH else when.date()
