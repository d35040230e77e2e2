"""The marks: which cards an act on many is about; pure, as the cursor is.

They are the screen's own, not the board's: no file knows of them, and they go with their cards.
"""

from collections.abc import Iterable

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.records import Card


class Marks(Struct):
    """Cards that are marked.

    Attributes:
        ids: Of the cards.
        last_id: The card that was marked last, where a range begins; None where nothing is.
    """

    ids: frozenset[int] = frozenset()
    last_id: int | None = None

    def add(self, card_ids: Iterable[int], last_id: int | None = None) -> None:
        """Mark cards; `last_id` is where the next range begins, if it is told."""
        self.ids |= frozenset(card_ids)
        self.last_id = self.last_id if last_id is None else last_id

    def drop(self, card_ids: Iterable[int]) -> None:
        """Take marks off."""
        self.ids -= frozenset(card_ids)
        if self.last_id not in self.ids:
            self.last_id = None

    def settle(self, board: Board) -> None:
        """Take them off cards that have left the board, or are in a hidden column by now."""
        cards = board.table(Card)
        shown = {column.id for column in board.shown_columns()}
        gone = [
            each
            for each in self.ids
            if (card := cards.get(each)) is None or card.archived_at or card.column_id not in shown
        ]
        if gone:
            self.drop(gone)

    def cards(self, board: Board) -> list[Card]:
        """Return the marked cards in the order of the board: by column, from top to bottom."""
        columns = {column.id: place for place, column in enumerate(board.columns())}
        found = [board.card(card_id) for card_id in self.ids]
        return sorted(found, key=lambda card: (columns[card.column_id], card.rank, card.id))
