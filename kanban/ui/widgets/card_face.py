"""What a card shows in its two lines; pure, so that the column only has to paint it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from rich.cells import cell_len

from kanban.domain.card_story import say_days
from kanban.domain.dates import say_day
from kanban.domain.due import Nearness, nearness, say_due
from kanban.domain.moment import DAY_STARTS_AT, Moment, moment, wall_clock
from kanban.domain.records import Card, Goal
from kanban.domain.tags import tag_color
from kanban.ui.cells import cut, shown
from kanban.ui.inks import Inks

GAP = "  "
LONGEST_AGE_DAYS = 365
"""A card that is older in its column was put there by an import: its age says nothing."""
DIVIDED = "÷"
"""Stands before the count of the parts of a card, and behind a step that may be several."""
WAS = "was "
"""Stands before a due day that is over."""
REPEATS = "↻"
"""Stands behind the due day of a card that comes again."""
BLOCKER_CELLS = 18
"""The most of the title of a card that another one waits for."""
SHORTEST = 6
"""A goal or tag cut to fewer cells than this says nothing and is left out."""

_NOTHING: Mapping[int, Any] = MappingProxyType({})


class Part(NamedTuple):
    """A piece of a card's second line.

    Attributes:
        role: What it is painted as: `goal`, or a role of the inks.
        rank: The lowest stays longest where not all fit.
    """

    text: str
    role: str
    rank: int


class Lens(Protocol):
    """What is searched for, as far as a card's face shows it."""

    def finds(self, card: Card) -> bool:
        """Tell whether a card is among what is searched for."""

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words that are searched for stand in a text, as (start, end)."""

    def line_behind(self, card: Card) -> str:
        """Return the line a card is found for that its face does not show; empty for none."""


class Setting(NamedTuple):
    """What a card's face needs to know of the board around it.

    Attributes:
        marks: By card, the glyphs of today's wins on it other than finishing it.
    """

    now: Moment
    inks: Inks
    goals: Mapping[int, Goal] = _NOTHING
    is_quiet: bool = False
    day_starts_at: time = DAY_STARTS_AT
    marks: Mapping[int, str] = _NOTHING
    parts_tally: Callable[[int], tuple[int, int]] = lambda _card_id: (0, 0)
    """Returns (done, all) of the cards that a card was split into."""
    open_waits: Callable[[Card], Sequence[Card]] = lambda _card: ()
    """Returns the open cards that a card waits for."""
    density: str = "cosy"
    """How much room a card takes: `compact`, `cosy` or `roomy`."""
    lens: Lens | None = None
    """What is searched for, None for nothing."""


def color_of(card: Card, setting: Setting) -> str:
    """Return the name of the colour of a card's goal; `none` without one."""
    goal = setting.goals.get(card.goal_id or 0)
    return goal.color if goal else "none"


def second_line(card: Card, setting: Setting, is_done: bool, width_cells: int) -> list[Part]:
    """Return the parts that fit a width, in the order they are shown."""
    parts = _parts(card, setting, is_done)
    while parts and _width(parts) > width_cells:
        last = max(parts, key=lambda part: part.rank)
        room = width_cells - _width([part for part in parts if part is not last])
        room -= len(GAP) if len(parts) > 1 else 0
        place = parts.index(last)
        parts.remove(last)
        if room >= SHORTEST:
            parts.insert(place, Part(cut(last.text, room), last.role, last.rank))
            break
    return parts


def _parts(card: Card, setting: Setting, is_done: bool) -> list[Part]:
    parts: list[Part] = []
    goal = setting.goals.get(card.goal_id or 0)
    if goal:
        parts.append(Part(shown(goal.title), "goal", 4))
    if card.blocked:
        parts.append(Part("blocked", "blocked", 0))
    elif card.waits_for and not is_done:
        parts.append(_waits(card, setting))
    if card.id in setting.marks:
        parts.append(Part(setting.marks[card.id], "accent", 1))
    if is_done:
        parts.append(Part(_arrival(card, setting), "muted", 2))
    elif card.due_on:
        parts.append(_due(card, setting))
    elif not setting.is_quiet and len(card.moves) > 1:
        parts.append(Part(_age(card, setting), "muted", 3))
    if card.checklist and not setting.is_quiet:
        done = sum(item.is_done for item in card.checklist)
        parts.append(Part(f"☑ {done}/{len(card.checklist)}", "muted", 3))
    done, total = setting.parts_tally(card.id)
    if total and not setting.is_quiet:
        parts.append(Part(f"{DIVIDED} {done}/{total}", "muted", 3))
    parts.extend(
        Part(shown(f"#{tag}"), f"tag-{tag_color(tag)}", 5 + place)
        for place, tag in enumerate(card.tags)
    )
    return [part for part in parts if part.text]


def _waits(card: Card, setting: Setting) -> Part:
    """Say what a card waits for, by title where it is one; and where it is free again, that."""
    held = setting.open_waits(card)
    if not held:
        return Part("free", "done", 1)
    if len(held) == 1:
        return Part(f"waits for {cut(held[0].title, BLOCKER_CELLS)}", "blocked", 1)
    return Part("waits" if setting.is_quiet else f"waits for {len(held)}", "blocked", 1)


def _due(card: Card, setting: Setting) -> Part:
    """Say when a card is due: soon in the accent; past in quiet words, for it may be many."""
    near = nearness(card, setting.now)
    is_past = near is Nearness.PASSED
    words = f"{WAS if is_past else ''}{say_due(card, setting.now.day)}"
    words += f" {REPEATS}" if card.repeat else ""
    return Part(words, "accent" if near in (Nearness.TODAY, Nearness.SOON) else "muted", 2)


def _arrival(card: Card, setting: Setting) -> str:
    if len(card.moves) < 2:  # it began here: when it was done is not known
        return ""
    arrived, day = _last_move(card, setting)
    return f"{arrived:%H:%M}" if day == setting.now.day else say_day(day, setting.now.day)


def _days_here(card: Card, setting: Setting) -> int:
    if not card.moves:
        return 0
    return max(timedelta(0), setting.now.day - _last_move(card, setting)[1]).days


def _last_move(card: Card, setting: Setting) -> tuple[datetime, date]:
    """Return when a card came, on the wall clock and as the person's day."""
    arrived = wall_clock(card.moves[-1].at, setting.now.utc_offset_minutes)
    return arrived, moment(arrived, day_starts_at=setting.day_starts_at).day


def _age(card: Card, setting: Setting) -> str:
    """Return how long a card has been here in words; empty for today, and for too long."""
    days = _days_here(card, setting)
    return say_days(days) if 0 < days <= LONGEST_AGE_DAYS else ""


def _width(parts: list[Part]) -> int:
    return sum(cell_len(part.text) for part in parts) + len(GAP) * max(0, len(parts) - 1)
