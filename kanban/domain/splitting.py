"""Splitting: the lines a person writes or pastes become small steps, some of them under milestones.

Understood: one step a line; `# Words`, or a line with deeper lines under it, opens a milestone;
bullets, numbers, boxes and the `>` of a mail are taken off; `@fri` is a day it is due and `#tag` a
tag. What names no day and no tag stays part of the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kanban.domain.dates import parse_day
from kanban.domain.text import is_visible
from kanban.errors import UsageError

TAB_CELLS = 4

_QUOTE = re.compile(r"(?:\s{0,3}>)+ ?")
_MARK = re.compile(r"(?:[-*+•–]\s+|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+)?(?:\[[ xX]?\]\s+)?")
_HEADING = re.compile(r"#{1,6}\s+(\S.*?)\s*#*")
_DAY = re.compile(r"(?<!\S)@(\S+)")
_TAG = re.compile(r"(?<!\S)#(?=[^\s#]*[^\W\d_])([^\s#]+)")
_FENCE = re.compile(r"\s*(?:```|~~~|[-=_*]{3,}\s*$)")


@dataclass(frozen=True, slots=True)
class Step:
    """One small step, as it was written.

    Attributes:
        title: Its words, not yet checked.
        milestone: The stage it stands under, None for none.
        due_on: None for none.
        tags: Without the `#`.
    """

    title: str
    milestone: str | None = None
    due_on: date | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    depth: int
    words: str
    is_heading: bool


def split(text: str, today: date) -> tuple[Step, ...]:
    """Return the steps of a text, in their order.

    Args:
        text: Lines, written or pasted.
        today: The day on which `@fri` is said.
    """
    steps: list[Step] = []
    heading: str | None = None
    stage: str | None = None
    stage_depth: int | None = None
    lines = list(_lines(text))
    for place, line in enumerate(lines):
        following = lines[place + 1 : place + 2]
        has_deeper = any(not each.is_heading and each.depth > line.depth for each in following)
        if stage_depth is not None and line.depth <= stage_depth:
            stage, stage_depth = heading, None
        if line.is_heading:
            stage, stage_depth, heading = line.words, None, line.words
        elif has_deeper and stage_depth is None:
            stage, stage_depth = line.words.rstrip(" :"), line.depth
        else:
            steps.append(_step(line.words, stage, today))
    return tuple(steps)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that say something, without their marks."""
    for raw in text.splitlines():
        line = _QUOTE.sub("", raw, count=1).expandtabs(TAB_CELLS)
        if _FENCE.match(line):
            continue
        words = line.strip()
        if heading := _HEADING.fullmatch(words):
            yield _Line(0, heading[1], is_heading=True)
            continue
        bare = _MARK.sub("", words, count=1).strip()
        if is_visible(bare):
            yield _Line(len(line) - len(line.lstrip()), bare, is_heading=False)


def _step(words: str, milestone: str | None, today: date) -> Step:
    due_on: date | None = None
    tags: list[str] = []
    for match in _DAY.finditer(words):
        day = _day(match[1], today)
        if day is not None:
            due_on = due_on or day
            words = words.replace(match[0], "", 1)
    for match in _TAG.finditer(words):
        tags.append(match[1])
        words = words.replace(match[0], "", 1)
    title = " ".join(words.split())
    if not is_visible(title):  # a line of marks alone is its own words
        return Step(" ".join(f"#{tag}" for tag in tags) or words.strip(), milestone, due_on)
    return Step(title, milestone, due_on, tuple(dict.fromkeys(tags)))


def _day(words: str, today: date) -> date | None:
    try:
        return parse_day(words, today)
    except UsageError:
        return None
