"""The cursor: which card is selected; pure, so that every walk can be tested without a screen.

It stays on its card, wherever the card goes. When the card leaves the board it stays at its place.
"""

from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from typing import Protocol

from msgspec import Struct

from kanban.domain.column_cards import ColumnRanks
from kanban.domain.records import Card, Column


class Sight(Protocol):
    """What is walked on: a board, or what a search leaves of it."""

    def columns(self) -> Sequence[Column]:
        """Return the columns from left to right, hidden ones too."""

    def shown_columns(self) -> Sequence[Column]:
        """Return those that are walked on."""

    def shown_card(self, card_id: int) -> Card | None:
        """Return a card that is in sight, None for any other."""

    def ids_in(self, column_id: int) -> Sequence[int]:
        """Return the ids of the cards in sight in a column, from top to bottom."""

    def ranks_in(self, column_id: int) -> ColumnRanks:
        """Return (rank, card id) of those in sight in a column, from top to bottom."""

    def count_in(self, column_id: int) -> int:
        """Return how many cards are in sight in a column."""


def _all_of(sight: Sight, column_id: int) -> int:
    return sight.count_in(column_id)


class Cursor(Struct):
    """A place on a board.

    Attributes:
        column_id: The current column; 0 before the board has one.
        card_id: The selected card, None in an empty column.
        place: Its place in the column, 0 at the top.
    """

    column_id: int = 0
    card_id: int | None = None
    place: int = 0
    reach: Callable[[Sight, int], int] = _all_of
    """Returns how many cards of a column, from the top, it may walk to."""

    def settle(self, board: Sight) -> None:
        """Find the card again after the board changed, or what is now at its place."""
        ids = [column.id for column in board.shown_columns()]
        card = None if self.card_id is None else board.shown_card(self.card_id)
        if card is not None and card.column_id in ids:
            self.column_id = card.column_id
            with suppress(IndexError):  # another thread takes cards away; the next view says so
                self.place = board.ranks_in(card.column_id).place_of(card)
            return
        if self.column_id not in ids:
            self.column_id = _nearest(board, ids, self.column_id)
        self._rest(board)

    def select(self, board: Sight, column_id: int, card_id: int | None) -> None:
        """Go to a card, or to a column where no card is named."""
        self.column_id = column_id
        self.card_id = card_id
        self.settle(board)

    def walk(self, board: Sight, by: int) -> None:
        """Go down (or up, negative) so many cards, at most to the end."""
        self.place = max(0, self.place + by)
        self._rest(board)

    def cross(self, board: Sight, by: int) -> None:
        """Go so many of the columns that are shown to the right (or left, negative)."""
        ids = [column.id for column in board.shown_columns()]
        if self.column_id in ids:
            here = ids.index(self.column_id)
            self.column_id = ids[max(0, min(len(ids) - 1, here + by))]
        self._rest(board)

    def neighbour(self, board: Sight, leaving: Set[int]) -> int | None:
        """Return the card that is selected once some leave.

        It is the selected one where it stays, else the next that stays, else the one before.
        """
        if self.card_id not in leaving:
            return self.card_id
        ranks = board.ranks_in(self.column_id)
        reach = self.reach(board, self.column_id)
        for places in (range(self.place + 1, reach), range(self.place - 1, -1, -1)):
            for place in places:
                if ranks[place][1] not in leaving:
                    return ranks[place][1]
        return None

    def _rest(self, board: Sight) -> None:
        ids = board.ranks_in(self.column_id)
        reach = self.reach(board, self.column_id)
        self.place = max(0, min(self.place, reach - 1))
        self.card_id = ids[self.place][1] if reach else None


def _nearest(board: Sight, ids: list[int], column_id: int) -> int:
    """Return which of some columns is nearest to one that is not among them; 0 without any."""
    places = {column.id: place for place, column in enumerate(board.columns())}
    here = places.get(column_id, 0)
    return min(ids, key=lambda each: abs(places[each] - here), default=0)
