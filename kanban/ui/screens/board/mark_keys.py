"""What the board's keys do to mark cards, so that the next act is about many."""

from kanban.domain.records import Card
from kanban.ui.screens.board.keys import BoardKeys


class MarkKeys(BoardKeys):
    """Marks cards, ranges and columns, and takes the marks off."""

    def action_card_mark(self) -> None:
        """Mark the card, or take its mark off, and go to the one below."""
        card = self._card()
        if card is None:
            return
        if card.id in self._marks.ids:
            self._marks.drop([card.id])
        else:
            self._marks.add([card.id], last_id=card.id)
        self._cursor.walk(self._sight, 1)
        self._show_marks({card.column_id})

    def action_card_mark_range(self) -> None:
        """Mark the cards from the one marked last to this one, where both are in one column."""
        card = self._card()
        if card is None:
            return
        ranks = self._sight.ranks_in(card.column_id)
        places = [ranks.place_of(card)]
        last = self._desk.board.get(Card, self._marks.last_id or 0)
        if last is not None and last.column_id == card.column_id:
            places.append(ranks.place_of(last))
        between = ranks[min(places) : max(places) + 1]
        self._marks.add((card_id for _, card_id in between), last_id=card.id)
        self._show_marks({card.column_id})

    def action_card_mark_all(self) -> None:
        """Mark all that the column shows, or take the marks off where all are marked."""
        if self._card() is None:
            return
        column_id = self._cursor.column_id
        reach = self._older.reach(self._sight, column_id)
        ids = set(self._sight.ids_in(column_id)[:reach])
        if ids <= self._marks.ids:
            self._marks.drop(ids)
        else:
            self._marks.add(ids)
        self._show_marks({column_id})

    def action_board_clear(self) -> None:
        """Take every mark off."""
        marked = self._marks.cards(self._desk.board)
        if marked:
            self._marks.drop(self._marks.ids)
            self._show_marks({card.column_id for card in marked})
