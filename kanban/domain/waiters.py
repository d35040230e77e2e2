"""Which cards wait for a card: the links of `Card.waits_for`, looked up from their other end."""

from kanban.domain.records import Card


class Waiters:
    """Keeps, by card, the cards that name it; archived and finished ones too."""

    def __init__(self) -> None:
        self._of: dict[int, set[int]] = {}

    def count(self, card: Card, by: int) -> None:
        """Take in what a card waits for (1), or forget it (-1) as it was when it was taken in."""
        for card_id in card.waits_for:
            waiting = self._of.setdefault(card_id, set())
            (waiting.add if by > 0 else waiting.discard)(card.id)

    def of(self, card_id: int) -> list[int]:
        """Return the numbers of the cards that name a card, in order."""
        return sorted(self._of.get(card_id, ()))
