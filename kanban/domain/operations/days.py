"""Days: what a person writes about one."""

from dataclasses import replace
from datetime import date

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Day
from kanban.domain.text import clean_notes, clean_optional
from kanban.errors import RuleError

ACHIEVEMENTS = 3


def write(
    board: Board,
    now: Moment,
    *,
    on: date,
    three: tuple[str, ...] = (),
    first_step: str = "",
    note: str = "",
) -> Change:
    """Save a day; every field may be left empty.

    Raises:
        RuleError: The day is not here yet, a text is not possible, or nothing would change.
    """
    if on > now.day:
        raise RuleError(f"{on} is not here yet.", "Choose today or a day before it.")
    if len(three) > ACHIEVEMENTS:
        raise RuleError(
            f"A day holds {ACHIEVEMENTS} achievements, not {len(three)}.", "Leave some out."
        )
    old = board.day(on)
    kept = tuple(line for text in three if (line := clean_optional(text, "achievement")))
    new = replace(
        old or Day(id=board.next_id(Day), on=on),
        three=kept,
        first_step=clean_optional(first_step, "first step"),
        note=clean_notes(note),
        written_at=(old and old.written_at) or now.at,
        closed_at=(old and old.closed_at) or now.at,
    )
    if new == old:
        raise RuleError(f"Nothing changed on {on}.")
    return Change(f"Saved the day {on}", (Edit(old, new),))
