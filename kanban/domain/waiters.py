"""Which cards wait for a card: the links of `Card.waits_for`, looked up from their other end."""

from kanban.domain.records import Card


class Waiters:
    """Keeps, by card, the cards that name it; archived and finished ones too."""

    def __init__(self) -> None:
        self._of: dict[int, set[int]] = {}

    def add(self, card: Card) -> None:
        """Take in what a card waits for."""
        for card_id in card.waits_for:
            self._of.setdefault(card_id, set()).add(card.id)

    def remove(self, card: Card) -> None:
        """Forget a card as it was when it was added."""
        for card_id in dict.fromkeys(card.waits_for):
            waiting = self._of[card_id]
            waiting.discard(card.id)
            if not waiting:
                del self._of[card_id]

    def of(self, card_id: int) -> list[int]:
        """Return the numbers of the cards that wait for a card, in order."""
        return sorted(self._of.get(card_id, ()))
