"""Splitting: the lines a person writes or pastes become small steps, some of them under milestones.

Understood: one step a line; `# Words`, or a line with deeper lines under it, opens a milestone;
bullets, numbers, boxes and the `>` of a mail are taken off; `@fri` is a day it is due and `#tag` a
tag. What names no day and no tag stays part of the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kanban.domain.dates import parse_day
from kanban.domain.text import is_visible
from kanban.errors import UsageError

TAB_CELLS = 4
REMEMBERED = 4_096
"""Lines that need not be read again while others are written: 10 ms a key in a text of 500."""

_QUOTE = re.compile(r"(?:\s{0,3}>)+ ?")
_MARK = re.compile(r"(?:[-*+•–]\s+|\(?\d{1,3}(?:\.\d{1,3})*[.)]\s+)?(?:\[[ xX]?\]\s+)?")
_HEADING = re.compile(r"#{1,6}\s+(\S.*?)\s*#*")
_DAY = re.compile(r"(?<!\S)@(\S+)")
_TAG = re.compile(r"(?<!\S)#(?=[^\s#]*[^\W\d_])([^\s#]+)")
_FENCE = re.compile(r"\s*(?:```|~~~|[-=_*]{3,}\s*$)")
_DEEPER = " " * 400 + "x"
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One small step, as it was written.

    Attributes:
        title: Its words, not yet checked.
        milestone: The stage it stands under, None for none.
        due_on: None for none.
        tags: Without the `#`.
        line: Where it was written, from 0; two steps of the same words are equal wherever they are.
    """

    title: str
    milestone: str | None = None
    due_on: date | None = None
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class _Line:
    depth: int
    words: str
    is_heading: bool
    number: int


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
            steps.append(_step(line, stage, today))
    return tuple(steps)


def can_open_milestone(lines: Iterable[str], today: date) -> bool:
    """Tell whether the last of some lines becomes a milestone by deeper lines under it.

    A line that stands deeper under a milestone stays a step.
    """
    text = [*lines, _DEEPER]
    last = len(text) - 2
    return all(step.line != last for step in split("\n".join(text), today))


def write(steps: Iterable[Step]) -> str:
    """Return lines that `split` reads as these steps again; their due days are left out.

    Steps of one milestone are written together, those without one first.
    """
    by_stage: dict[str | None, list[str]] = {None: []}
    for step in steps:
        by_stage.setdefault(step.milestone, []).append(_written(step))
    lines: list[str] = []
    for stage, written in by_stage.items():
        lines += [f"# {stage}", *written] if stage else written
    return "\n".join(lines)


def _written(step: Step) -> str:
    """Return a step as a line, with a bullet where its words would be taken for more."""
    words = " ".join([step.title, *(f"#{tag}" for tag in step.tags)])
    lines = (f"{mark}{words}" for mark in ("", "- ", "- [ ] "))
    return next((line for line in lines if _says(line, step.title)), words)


def _says(line: str, title: str) -> bool:
    return [step.title for step in split(line, _ANY_DAY)] == [title]


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that say something, without their marks."""
    for number, raw in enumerate(text.splitlines()):
        depth, words, is_heading = _bare(raw)
        if words:
            yield _Line(depth, words, is_heading, number)


@lru_cache(maxsize=REMEMBERED)
def _bare(raw: str) -> tuple[int, str, bool]:
    """Return the depth of a line, what it says without its marks, and whether it is a heading."""
    line = _QUOTE.sub("", raw, count=1).expandtabs(TAB_CELLS)
    if _FENCE.match(line):
        return 0, "", False
    words = line.strip()
    if heading := _HEADING.fullmatch(words):
        return 0, heading[1], True
    bare = _MARK.sub("", words, count=1).strip()
    return len(line) - len(line.lstrip()), bare if is_visible(bare) else "", False


def _step(line: _Line, milestone: str | None, today: date) -> Step:
    title, due_on, tags = _read(line.words, today)
    return Step(title, milestone, due_on, tags, line.number)


@lru_cache(maxsize=REMEMBERED)
def _read(words: str, today: date) -> tuple[str, date | None, tuple[str, ...]]:
    """Return the title, the due day and the tags that words hold."""
    days: list[date] = []
    tags: list[str] = []

    def take_day(match: re.Match[str]) -> str:
        day = _day(match[1], today)
        if day is None:
            return match[0]
        days.append(day)
        return ""

    def take_tag(match: re.Match[str]) -> str:
        tags.append(match[1])
        return ""

    words = _TAG.sub(take_tag, _DAY.sub(take_day, words))
    due_on = days[0] if days else None
    title = " ".join(words.split())
    if not is_visible(title):  # a line of marks alone is its own words
        return " ".join(f"#{tag}" for tag in tags) or words.strip(), due_on, ()
    return title, due_on, tuple(dict.fromkeys(tags))


def _day(words: str, today: date) -> date | None:
    try:
        return parse_day(words, today)
    except UsageError:
        return None
