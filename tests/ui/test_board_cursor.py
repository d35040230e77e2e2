"""The cursor finds its card, or its place, whatever is done to the board meanwhile."""

from typing import cast

from kanban.domain.records import Card
from kanban.ui.screens.board.cursor import Cursor
from tests.domain.builder import Desk, local_moment


def test_the_cursor_waits_where_another_thread_is_taking_cards_away():
    desk = Desk.new(local_moment("2026-11-20 09:00"))
    desk.add("One", "Two", "Three")
    cursor = Cursor()
    cursor.select(desk.board, 1, 1)
    gone = cast("dict[int, Card]", desk.board.on_hand(Card))
    cards = dict(gone)
    del gone[2]  # as it is for a moment, to a thread that found the number of the card before
    cursor.select(desk.board, 1, 3)
    assert (cursor.card_id, cursor.place) == (3, 0)
    gone.update(cards)
    cursor.settle(desk.board)
    assert (cursor.card_id, cursor.place) == (3, 2)
