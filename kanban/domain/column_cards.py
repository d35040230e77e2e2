"""The cards of one column, for those who ask for a dozen of thousands."""

from collections.abc import Mapping, Sequence
from typing import overload

from kanban.domain.records import Card


class ColumnCards(Sequence[Card]):
    """The cards of a column as it was when this was made, looked up when they are asked for.

    A screen asks for the dozen it shows, of a column of thousands.
    """

    def __init__(self, cards: Mapping[int, Card], ranks: list[tuple[str, int]]) -> None:
        self._cards = cards
        self._ranks = ranks

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ranks)

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence has the same cards in the same order."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, place: int) -> Card: ...
    @overload
    def __getitem__(self, place: slice) -> list[Card]: ...
    def __getitem__(self, place: int | slice) -> Card | list[Card]:
        """Return the card at a place, or those of a stretch.

        Raises:
            IndexError: There is none, or it has gone since.
        """
        if isinstance(place, slice):
            found = (self._cards.get(card_id) for _, card_id in self._ranks[place])
            return [card for card in found if card is not None]
        card = self._cards.get(self._ranks[place][1])
        if card is None:
            raise IndexError(place)
        return card
