"""The counting of cards: how many are done and how many there are, by what they belong to."""

from collections import defaultdict
from typing import TypeAlias

from kanban.domain.records import Card

Tally: TypeAlias = tuple[int, int]
"""How many are done, and how many there are."""


class Tallies:
    """Counts cards by goal, by stage of a goal, and by the card they were split from.

    A card archived after it was done still counts: putting things away lowers no number. A card
    archived before no longer counts.
    """

    def __init__(self) -> None:
        self._goals: defaultdict[int | None, list[int]] = defaultdict(_nothing)
        self._stages: defaultdict[tuple[int | None, str], list[int]] = defaultdict(_nothing)
        self._parts: defaultdict[int, list[int]] = defaultdict(_nothing)

    def count(self, card: Card, is_done: bool, by: int) -> None:
        """Add a card (1), or take it away (-1) as it was when it was added."""
        if not is_done and card.archived_at is not None:
            return
        done = by if is_done else 0
        goal = self._goals[card.goal_id]
        goal[0] += done
        goal[1] += by
        if card.milestone is not None:
            stage = self._stages[card.goal_id, card.milestone]
            stage[0] += done
            stage[1] += by
        if card.split_from is not None:
            parts = self._parts[card.split_from]
            parts[0] += done
            parts[1] += by

    def of_goal(self, goal_id: int | None) -> Tally:
        """Return the tally of a goal; None asks for cards without a goal."""
        return _tally(self._goals.get(goal_id))

    def of_stage(self, goal_id: int, milestone: str) -> Tally:
        """Return the tally of the cards under a goal's milestone."""
        return _tally(self._stages.get((goal_id, milestone)))

    def of_parts(self, card_id: int) -> Tally:
        """Return the tally of the cards a card was split into."""
        return _tally(self._parts.get(card_id))

    def clear(self) -> None:
        """Forget all cards."""
        self._goals.clear()
        self._stages.clear()
        self._parts.clear()


def _nothing() -> list[int]:
    return [0, 0]


def _tally(counts: list[int] | None) -> Tally:
    done, total = counts or (0, 0)
    return done, total
