"""What the mouse does to cards: dragging them within and between columns."""

from msgspec import Struct
from textual import on
from textual.timer import Timer

from kanban.domain.change import Change
from kanban.domain.operations import cards
from kanban.domain.records import Card, Column
from kanban.ui.cells import cut
from kanban.ui.messages import Changed
from kanban.ui.screens.board.card_keys import COLUMN_NAME_CELLS, CardKeys
from kanban.ui.screens.board.find_keys import FindKeys
from kanban.ui.widgets.drag_field import DragField, Slot
from kanban.ui.widgets.notice import Notice

EDGE_S = 0.15
"""How often a column scrolls by a card while cards are held at its end."""


class _Drag(Struct):
    """Cards on their way.

    Attributes:
        cards: In the order of the board.
        x: Where the pointer is, in cells of the screen.
        y: As `x`.
        slot: Where they would be dropped.
    """

    cards: list[Card]
    x: int
    y: int
    slot: Slot | None = None


class DragKeys(CardKeys, FindKeys):
    """Drags the card under the pointer, or all that are marked where it is one of them."""

    _drag: _Drag | None = None
    _edge_timer: Timer | None = None

    @on(DragField.Dragged)
    def _drag_on(self, message: DragField.Dragged) -> None:
        if self._drag is None:
            card = self._desk.board.shown_card(message.card_id)
            if card is None:
                self._end_drag()
                return
            is_marked = card.id in self._marks.ids
            chosen = self._marks.cards(self._desk.board) if is_marked else [card]
            self._drag = _Drag(chosen, message.x, message.y)
            self._cursor.select(self._sight, card.column_id, card.id)
            self._show_cursor()
            self._edge_timer = self.set_interval(EDGE_S, self._scroll_at_edge)
        self._drag.x, self._drag.y = message.x, message.y
        before = self._drag.slot
        self._show_drop()
        now = self._drag.slot
        if now and (not before or (now.edge, now.side) != (before.edge, before.side)):
            self._scroll_at_edge()  # at once, and then as often as the timer says

    @on(DragField.Dropped)
    async def _drop(self) -> None:
        drag = self._drag
        self._end_drag()
        if drag is None or drag.slot is None:
            return
        board, slot = self._desk.board, drag.slot
        staying = {card.id for card in drag.cards}
        ids = tuple(card.id for card in drag.cards if board.shown_card(card.id))
        column = board.get(Column, slot.column_id)
        if column is None or not ids or self._is_there(drag.cards, slot):
            return
        after_id = None
        if slot.place is not None:
            seen = self._sight.ranks_in(column.id)
            before = (seen[place][1] for place in range(min(slot.place, len(seen)) - 1, -1, -1))
            after_id = next((card_id for card_id in before if card_id not in staying), None)
        on_top = slot.place is not None and after_id is None
        change = await self._desk.do(
            cards.move, card_ids=ids, column_id=column.id, after_id=after_id, on_top=on_top
        )
        done = [card for card in drag.cards if card.column_id != column.id]
        if isinstance(change, Change) and column.is_done and done:
            self._say_done(done, change)

    @on(Changed)
    def _mind_the_drag(self, message: Changed) -> None:
        """Let go of the cards where the columns are drawn anew."""
        if message.change is None or message.change.of(Column):
            self._end_drag()

    def action_board_clear(self) -> None:
        """Put back what is being dragged; where nothing is, take marks off, or end the search."""
        if self._drag is None:
            super().action_board_clear()
        else:
            self._end_drag()
            self.say("Put back.")

    def _is_there(self, dragged: list[Card], slot: Slot) -> bool:
        """Tell whether cards that are dropped in a slot would be where they are."""
        if any(card.column_id != slot.column_id for card in dragged):
            return False
        ranks = self._sight.ranks_in(slot.column_id)
        places = [ranks.place_of(card) for card in dragged]
        is_run = places == list(range(places[0], places[0] + len(places)))
        return slot.place is None or (is_run and places[0] <= slot.place <= places[-1] + 1)

    def _scroll_at_edge(self) -> None:
        """Scroll while cards are held at an end of a column, or of all columns."""
        drag = self._drag
        slot = self._columns.slot_at(drag.x, drag.y) if drag else None
        if slot is None:
            return
        if slot.edge:
            self._columns.scroll_column(slot.column_id, slot.edge)
        if slot.side:
            self._columns.peek(slot.side)
        if slot.edge or slot.side:
            self._show_drop()

    def _show_drop(self) -> None:
        drag = self._drag
        if drag is None:
            return
        slot = self._columns.slot_at(drag.x, drag.y)
        if slot != drag.slot:
            is_elsewhere = slot and (not drag.slot or slot.column_id != drag.slot.column_id)
            drag.slot = slot
            self._columns.show_drop(slot, {card.id for card in drag.cards})
            column = self._desk.board.get(Column, slot.column_id) if slot else None
            if is_elsewhere and column:
                what = f'"{cut(drag.cards[0].title, self._title_cells)}"'
                what = what if len(drag.cards) == 1 else self._how_many(drag.cards)
                name, key = cut(column.name, COLUMN_NAME_CELLS), self._key("board.clear")
                self.remind(f"Drop {what} in {name}. {key} puts back.")

    def _end_drag(self) -> None:
        if self._edge_timer is not None:
            self._edge_timer.stop()
            self._edge_timer = None
        if self._drag is not None:
            self._drag = None
            self.query_one(Notice).hush()
        self._columns.let_go()
        self._columns.point(self._cursor.column_id, self._place)
