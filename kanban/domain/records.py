"""The records a board is made of; frozen, so that a change is always a new record.

Owns the fields and their ranges. Knows nothing of files: how a record becomes a document is the
store's business. Fields that a newer version wrote are kept in `extra` and written back.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""No unknown fields; one for all records, which are many."""

Instant: TypeAlias = Annotated[datetime, Meta(tz=True)]
"""A point in time, UTC."""


class WinKind(StrEnum):
    """Why something counts as a win."""

    CARD = "card"  # a card entered Done
    FORWARD = "forward"  # a step on a card that is not finished
    NOTE = "note"  # written by hand, never planned
    MILESTONE = "milestone"  # the last card of a milestone
    GOAL = "goal"  # a goal achieved
    CLARITY = "clarity"  # a stuck day: what is now clear
    KNOWLEDGE = "knowledge"  # a stuck day: a blocker found
    LEVERAGE = "leverage"  # a stuck day: help asked for


class Move(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """A card's arrival in a column.

    Attributes:
        column_id: Where it arrived.
        at: When, UTC.
    """

    column_id: int
    at: Instant


class Item(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """One line of a card's checklist."""

    text: str
    is_done: bool = False


class SavedFilter(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """A search worth having again.

    Attributes:
        name: What it is called, one line.
        query: Its words, in the language of `query.py`.
    """

    name: str
    query: str


class About(Struct, frozen=True, gc=False, kw_only=True):
    """The board itself; exactly one, with id 1.

    Attributes:
        title: What the header shows.
        created_at: UTC.
        imports: Fingerprints of the files taken in, so that none is taken twice unasked.
        challenge_on: The first of seven days with one tiny thing each; None while there are none.
        filters: Searches that were kept, in order.
    """

    id: int = 1
    title: str
    created_at: Instant
    imports: tuple[str, ...] = ()
    challenge_on: date | None = None
    filters: tuple[SavedFilter, ...] = ()
    extra: Mapping[str, Any] = NOTHING


class Column(Struct, frozen=True, gc=False, kw_only=True):
    """A stage of work.

    Attributes:
        rank: Order among columns, see `rank.py`.
        is_done: True for exactly one column of a board.
        wip_limit: Most cards meant to be here at once, 1 or more; None for no limit.
        is_hidden: Whether the screen leaves it out; its cards stay.
        is_narrow: Whether it is shown as a strip with its name and count alone.
    """

    id: int
    name: str
    rank: str
    is_done: bool = False
    wip_limit: int | None = None
    is_hidden: bool = False
    is_narrow: bool = False
    extra: Mapping[str, Any] = NOTHING


class Goal(Struct, frozen=True, gc=False, kw_only=True):
    """The larger outcome that cards are split from.

    Attributes:
        why: Why it matters, one line; may be empty.
        color: One of `COLORS`.
        milestones: Names of its stages, in order.
        target_on: The day it is meant to be reached, None for none.
        achieved_at: UTC; None while it is open.
        set_aside_at: UTC; None while it is not put aside for later.
        made_possible: What made reaching it possible, in a line.
        rank: Order among goals.
    """

    id: int
    title: str
    rank: str
    why: str = ""
    color: str = "teal"
    milestones: tuple[str, ...] = ()
    target_on: date | None = None
    achieved_at: Instant | None = None
    set_aside_at: Instant | None = None
    made_possible: str = ""
    extra: Mapping[str, Any] = NOTHING


class Card(Struct, frozen=True, gc=False, kw_only=True):
    """One small step.

    Attributes:
        title: 1 to 500 graphemes.
        rank: Order within its column.
        notes: Markdown, at most 64 kB.
        goal_id: The goal it belongs to, None for none.
        milestone: A milestone of that goal, None for none.
        tags: Without the `#`, in the order given.
        due_on: None for none.
        due_at: The time of that day, on the wall clock; None for any.
        repeat: A rule as the person wrote it; empty for none.
        repeat_from: The first day of a repeating card's series, by which months keep their day;
            None where it does not repeat.
        blocked: What is in the way; empty when nothing is.
        waits_for: Ids of cards to finish first.
        split_from: The card it was split from, None for none.
        sent_as: What tells a card that came from another board from all others; empty for one made
            here, see `sending.py`.
        created_at: UTC.
        moves: Every arrival in a column, oldest first.
        archived_at: UTC; None while it is on the board.
    """

    id: int
    title: str
    column_id: int
    rank: str
    created_at: Instant
    notes: str = ""
    goal_id: int | None = None
    milestone: str | None = None
    tags: tuple[str, ...] = ()
    due_on: date | None = None
    due_at: time | None = None
    repeat: str = ""
    repeat_from: date | None = None
    checklist: tuple[Item, ...] = ()
    blocked: str = ""
    waits_for: tuple[int, ...] = ()
    split_from: int | None = None
    sent_as: str = ""
    moves: tuple[Move, ...] = ()
    archived_at: Instant | None = None
    extra: Mapping[str, Any] = NOTHING


class Win(Struct, frozen=True, gc=False, kw_only=True):
    """A record that something moved forward; never deleted, at most withdrawn.

    Attributes:
        at: The first time it was earned, UTC; never overwritten.
        zone: IANA name of the zone the person was in, empty where it is not known.
        utc_offset_minutes: Local time less UTC at that instant.
        day: The local day it belongs to, fixed when written.
        in_the_way: What a reframed moment was stuck on; private, may be empty.
        source: Where the work was done, `git:` and the full hash of a commit; empty for here.
        withdrawn_at: UTC; None while it counts.
    """

    id: int
    kind: WinKind
    text: str
    at: Instant
    zone: str
    utc_offset_minutes: int
    day: date
    card_id: int | None = None
    goal_id: int | None = None
    starred: bool = False
    why_it_mattered: str = ""
    in_the_way: str = ""
    source: str = ""
    withdrawn_at: Instant | None = None
    extra: Mapping[str, Any] = NOTHING


class Day(Struct, frozen=True, gc=False, kw_only=True):
    """What a person wrote about one day.

    Attributes:
        on: The local day; at most one record a day.
        three: Up to three achievements, in the person's words.
        mattered: Why they mattered, in a line.
        setback: What got in the way; private, as is all of the inner work life.
        learned: What the setback turned into, in a line.
        learned_kind: CLARITY, KNOWLEDGE or LEVERAGE; None where nothing was learned.
        learned_win_id: The win that this made, None for a day written later.
        emotion: Inner work life, 1 to 5; None when skipped. So are the next two.
        helped: Catalysts and nourishers named.
        hindered: Inhibitors and toxins named.
        first_step: For the next day; empty when skipped.
        first_card_id: The card of that step, None for none.
        written_at: First saved, UTC.
        written_on: The local day it was first saved on; later than `on` for a day written later.
        closed_at: Closed for good, UTC; None while it is a draft.
    """

    id: int
    on: date
    three: tuple[str, ...] = ()
    mattered: str = ""
    setback: str = ""
    learned: str = ""
    learned_kind: WinKind | None = None
    learned_win_id: int | None = None
    emotion: int | None = None
    motivation: int | None = None
    perception: int | None = None
    helped: tuple[str, ...] = ()
    hindered: tuple[str, ...] = ()
    first_step: str = ""
    first_card_id: int | None = None
    note: str = ""
    written_at: Instant | None = None
    written_on: date | None = None
    closed_at: Instant | None = None
    extra: Mapping[str, Any] = NOTHING


Record: TypeAlias = About | Column | Goal | Card | Win | Day

TABLES: Mapping[str, type[Record]] = {
    "about": About,
    "columns": Column,
    "goals": Goal,
    "cards": Card,
    "wins": Win,
    "days": Day,
}
"""The kinds of record by the name of their table, in the order they are written."""

COLORS = ("teal", "violet", "blue", "green", "rose", "gold", "sand", "slate")
"""The names a goal's colour can have; each theme says what they look like."""
