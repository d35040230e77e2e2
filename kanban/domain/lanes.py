"""The cards in their columns: which are there, and in which order."""

from collections.abc import Iterable, Mapping

from kanban.domain.column_cards import ColumnCards, ColumnRanks
from kanban.domain.column_ids import ColumnIds
from kanban.domain.records import Card


class Lanes:
    """The ids of the cards on the board by column, those of the archive left out.

    Args:
        cards: All cards by id, as they are whenever something is asked.
    """

    def __init__(self, cards: Mapping[int, Card]) -> None:
        self._cards = cards
        self._ids: dict[int, ColumnIds] = {}

    def fill(self, cards: Iterable[Card]) -> None:
        """Put all cards, in any order, where there are none yet."""
        held: dict[int, list[int]] = {}
        for card in cards:
            if card.archived_at is None:
                held.setdefault(card.column_id, []).append(card.id)
        for column_id, ids in held.items():
            ids.sort()
            ids.sort(key=lambda card_id: self._cards[card_id].rank)
            self._ids[column_id] = ColumnIds.of(ids)

    def ids_in(self, column_id: int) -> ColumnIds:
        """Return the ids of the cards of a column from top to bottom."""
        return self._ids.get(column_id, _NONE)

    def cards_in(self, column_id: int) -> ColumnCards:
        """Return the cards of a column from top to bottom."""
        return ColumnCards(self._cards, self.ids_in(column_id))

    def ranks_in(self, column_id: int) -> ColumnRanks:
        """Return (rank, card id) of a column from top to bottom."""
        return ColumnRanks(self._cards, self.ids_in(column_id))

    def add(self, card: Card) -> None:
        """Put a card, which is among all cards by now, at its place."""
        if card.archived_at is None:
            place = self.ranks_in(card.column_id).place_of(card)
            self._ids[card.column_id] = self.ids_in(card.column_id).with_id(place, card.id)

    def remove(self, card: Card) -> None:
        """Take a card, which is still among all cards, from its place."""
        if card.archived_at is None:
            ids, place = self.ids_in(card.column_id), self.ranks_in(card.column_id).place_of(card)
            if ids[place] != card.id:
                raise ValueError(f"{card} is not where it should be")
            self._ids[card.column_id] = ids.without(place)


_NONE = ColumnIds()
