"""The cards of one column and their ranks, for those who ask for a dozen of thousands."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from kanban.domain.records import Card


class ColumnCards(Sequence[Card]):
    """The cards of a column as it was when this was made, looked up when they are asked for.

    A screen asks for the dozen it shows, of a column of thousands.
    """

    def __init__(self, cards: Mapping[int, Card], ids: Sequence[int]) -> None:
        self._cards = cards
        self._ids = ids

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ids)

    def __iter__(self) -> Iterator[Card]:
        """Yield those that are still there, from top to bottom."""
        found = map(self._cards.get, self._ids)
        return (card for card in found if card is not None)

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
            found = (self._cards.get(card_id) for card_id in self._ids[place])
            return [card for card in found if card is not None]
        card = self._cards.get(self._ids[place])
        if card is None:
            raise IndexError(place)
        return card


class ColumnRanks(Sequence[tuple[str, int]]):
    """The (rank, card id) of each card of a column, from top to bottom, or of a stretch of it.

    A pair is made when it is asked for: one kept for each card takes more memory than its rank.
    """

    def __init__(
        self, cards: Mapping[int, Card], ids: Sequence[int], places: range | None = None
    ) -> None:
        self._cards = cards
        self._ids = ids
        self._places = range(len(ids)) if places is None else places

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> tuple[str, int]: ...
    @overload
    def __getitem__(self, place: slice) -> "ColumnRanks": ...
    def __getitem__(self, place: int | slice) -> "tuple[str, int] | ColumnRanks":
        """Return the pair at a place, or those of a stretch.

        Raises:
            IndexError: There is none, or it has gone since.
        """
        if isinstance(place, slice):
            return ColumnRanks(self._cards, self._ids, self._places[place])
        return self._pair(self._places[place])

    def place_of(self, card: Card) -> int:
        """Return the place of a card of this column, or the one it would get.

        Raises:
            IndexError: Another thread is taking cards away.
        """
        return bisect_left(self._places, (card.rank, card.id), key=self._pair)

    def _pair(self, place: int) -> tuple[str, int]:
        card_id = self._ids[place]
        card = self._cards.get(card_id)
        if card is None:
            raise IndexError(place)
        return card.rank, card_id
