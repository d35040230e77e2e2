"""The counting of cards: how many are done and how many there are, by what they belong to."""

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
        self._goals: dict[int | None, list[int]] = {}
        self._stages: dict[tuple[int | None, str], list[int]] = {}
        self._parts: dict[int, list[int]] = {}

    def count(self, card: Card, is_done: bool, by: int) -> None:
        """Add a card (1), or take it away (-1) as it was when it was added."""
        if not is_done and card.archived_at is not None:
            return
        tallies = [self._goals.setdefault(card.goal_id, [0, 0])]
        if card.milestone is not None:
            tallies.append(self._stages.setdefault((card.goal_id, card.milestone), [0, 0]))
        if card.split_from is not None:
            tallies.append(self._parts.setdefault(card.split_from, [0, 0]))
        for tally in tallies:
            tally[0] += by if is_done else 0
            tally[1] += by

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


def _tally(counts: list[int] | None) -> Tally:
    done, total = counts or (0, 0)
    return done, total
