"""A card with every field filled, for its pictures."""

from datetime import time

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.records import Item

NOTES = """# What to try

One phone, **no help**. See the *old* notes in `login.md`.

- the wrong password, twice
- a slow network
- coming back a day later

> If it has to be explained, it is not done. (Noor)
"""


def filled(board: Board, now: Moment) -> Change:
    """Fill every field of the first card that is under way."""
    return cards.amend(
        board,
        now,
        card_id=board.cards_in(2)[0].id,
        fields={
            "notes": NOTES,
            "tags": ("web", "people"),
            "due_on": now.day,
            "due_at": time(17),
            "repeat": "every 2 weeks",
            "waits_for": (2, 9),
            "checklist": (
                Item("Android, small screen", is_done=True),
                Item("The phone of Mia", is_done=True),
                Item("Wrong password says what to do"),
                Item("Slow network on the train"),
            ),
        },
    )
