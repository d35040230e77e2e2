"""What a foreign file holds, in the board's words, before any board is asked.

Owns the shape that every reader fills. Knows no format and no board: where a column lands and what
becomes a win is decided when the draft is taken in.
"""

from datetime import date, datetime
from typing import TypeAlias

from msgspec import Struct

from kanban.domain.records import Item

When: TypeAlias = date | datetime
"""An aware datetime is an instant; a naive one is a wall clock and a date a day, of the person."""

YEARS = range(1970, 2200)
"""The years an instant is believed in; at the ends of the calendar a change of zone overflows."""


class DraftColumn(Struct, frozen=True):
    """A column of the file.

    Attributes:
        name: Different from the others in any case.
        wip_limit: 1 or more, None for none.
    """

    name: str
    wip_limit: int | None = None


class DraftCard(Struct, frozen=True, kw_only=True):
    """A card of the file.

    Attributes:
        title: As it may be kept, once it went through a `Drafter`.
        column: Index into the draft's columns; 0 where it has none.
        notes: Markdown.
        tags: Without the `#`.
        due: None for none.
        checklist: In order, nesting flattened.
        is_ticked: The file shows a tick on it.
        created_at: UTC, None where the file does not tell.
        made_in: Index of the column it was made in, None where the file does not tell.
        moves: Later arrivals, (index of a column, UTC), oldest first.
        finished: When the file says in words that it was finished, None where it does not.
    """

    title: str
    column: int = 0
    notes: str = ""
    tags: tuple[str, ...] = ()
    due: When | None = None
    checklist: tuple[Item, ...] = ()
    is_ticked: bool = False
    created_at: datetime | None = None
    made_in: int | None = None
    moves: tuple[tuple[int, datetime], ...] = ()
    finished: When | None = None


class Draft(Struct, frozen=True, kw_only=True):
    """A file, read.

    Attributes:
        title: What the file calls itself, None where it does not.
        columns: From left to right; none for a plain list.
        cards: In the file's order.
        complete: Indexes of the columns that the file itself marks as done.
        left_out: What was not taken and why, a sentence without a full stop each.
        adjusted: What was taken in another form, likewise.
    """

    title: str | None
    columns: tuple[DraftColumn, ...]
    cards: tuple[DraftCard, ...]
    complete: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    adjusted: tuple[str, ...] = ()
