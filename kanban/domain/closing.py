"""A closed day said back in plain words: what moved, what is clear now, what comes first.

It leaves out what is private, the setback and how the day felt, and it never ends on either.
"""

from datetime import date

from msgspec import Struct

from kanban.domain.dates import say_long
from kanban.domain.recap import Recap
from kanban.domain.reframing import WAY_OF

MOST_OTHERS = 4
"""More wins than that beside the three are named by their number."""


class Sentence(Struct, frozen=True):
    """A few words that lead, and what they lead to.

    Attributes:
        lead: What it is about.
        things: What is said about it; none where the lead says it all.
        is_of_wins: Whether the things are what was done.
    """

    lead: str
    things: tuple[str, ...] = ()
    is_of_wins: bool = False

    @property
    def text(self) -> str:
        """The sentence in one line."""
        return f"{self.lead}: {'; '.join(self.things)}." if self.things else f"{self.lead}."


def closing(held: Recap, today: date, is_quiet: bool = False) -> tuple[Sentence, ...]:
    """Return a day said back; the last sentence is its first step, or a plain good word.

    Args:
        held: The day.
        today: The day it is said on.
        is_quiet: Whether counts are left out.
    """
    three = held.written.three if held.written else ()
    named = set(three) | {each.win.text for each in held.reframes}
    others = [each.win.text for each in held.wins if each.win.text not in named]
    sentences = [
        Sentence("What moved", three, is_of_wins=True),
        Sentence("Also" if three else "What moved", _few(others, is_quiet), is_of_wins=True),
        Sentence("Closer to", _one(", ".join(goal.title for goal in held.goals))),
        Sentence("Why it mattered", _one(held.written.mattered if held.written else "")),
        *_learned(held),
    ]
    return *(each for each in sentences if each.things), _last(held, today)


def _learned(held: Recap) -> list[Sentence]:
    found = [Sentence(WAY_OF[each.win.kind].said, (each.win.text,)) for each in held.reframes]
    day = held.written
    if day and day.learned and day.learned_kind:
        said = Sentence(WAY_OF[day.learned_kind].said, (day.learned,))
        found += [] if said in found else [said]
    return found


def _last(held: Recap, today: date) -> Sentence:
    is_today = held.day == today
    if held.first_step:
        lead = "Tomorrow begins with" if is_today else f"The first step after {say_long(held.day)}"
        return Sentence(lead, (held.first_step,))
    return Sentence("The rest can wait until tomorrow" if is_today else "It is kept with your days")


def _one(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _few(texts: list[str], is_quiet: bool) -> tuple[str, ...]:
    if len(texts) <= MOST_OTHERS:
        return tuple(texts)
    shown = texts[: MOST_OTHERS - 1]
    return (*shown, "and more" if is_quiet else f"and {len(texts) - len(shown)} more")
