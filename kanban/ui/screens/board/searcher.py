"""A search of the board that is under way: what is asked, what was found, which match is next.

Loaded with the first search; knows no widget.
"""

from collections.abc import Iterator

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.query import Query, parse
from kanban.domain.records import Card, Column, Goal
from kanban.domain.search_text import Texts, line_behind
from kanban.domain.searching import Found, Search, read
from kanban.ui.desk import Desk

NOTHING = Query("")


class SearchLens(Struct, frozen=True):
    """What is searched for, for the faces of the cards that are on the screen."""

    query: Query
    texts: Texts
    board: Board

    def finds(self, card: Card) -> bool:
        """Tell whether a card is found."""
        return self.query.finds_card(card, self.texts.of(card, self.board.on_hand(Goal)))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text."""
        return self.query.spans(text)

    def line_behind(self, card: Card) -> str:
        """Return the line a card is found for that its face does not show."""
        goal = self.board.on_hand(Goal).get(card.goal_id or 0)
        return line_behind(card, goal, self.query.words)


class Searcher:
    """Finds cards while a person types, and keeps what was found true.

    Args:
        desk: Where the board is.

    Attributes:
        query: What is asked for; empty for nothing.
        search: The one that is on its way, or that came last.
        found: What was found, None until something was asked for.
        hides: Whether the cards that are not found are out of sight.
        start: The column and the card that the cursor came from.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._texts = Texts()
        self.query = NOTHING
        self.search: Search | None = None
        self.found: Found | None = None
        self.hides = False
        self.start: tuple[int, int | None] = (0, None)
        self._looked_for = NOTHING

    @property
    def lens(self) -> SearchLens | None:
        """What the cards' faces show of it; None where nothing is asked for."""
        if self.query.is_empty:
            return None
        return SearchLens(self.query, self._texts, self._desk.board)

    @property
    def narrowed(self) -> Found | None:
        """What is left in sight, None for the whole board."""
        return self.found if self.hides else None

    def ask(self, text: str) -> None:
        """Begin to look for something else, and do the first slice.

        Raises:
            UsageError: The words cannot be understood; what was found before stands.
        """
        query = parse(text, self._desk.board, self._desk.now)
        self.query = query
        if query.is_empty:
            self.search = self.found = None
            return
        narrows = self.found is not None and query.narrows(self._looked_for)
        within = self.found.by_column if self.found is not None and narrows else None
        self.search = Search(query, self._desk.board, self._texts, within)
        self.search.go_on()

    def read_ahead(self) -> Iterator[None]:
        """Fold the words of all cards, a slice at a time."""
        return read(self._desk.board, self._texts)

    def take(self) -> bool:
        """Take what was found once the search is over; return whether it is."""
        if self.search is None:
            return True
        if self.search.is_over:
            self.found = Found(self._desk.board, self.search.found)
            self._looked_for = self.query
        return self.search.is_over

    def clear(self) -> None:
        """Look for nothing any more."""
        self.query, self.search, self.found, self.hides = NOTHING, None, None, False

    def first(self) -> int | None:
        """Return the card to go to: the one the search began on where it is found, else the next.

        None where nothing is found.
        """
        column_id, card_id = self.start
        if self.found is None or self.found.number_of(card_id) is not None:
            return card_id
        return self.found.step(column_id, card_id, 1)

    def follow(self, change: Change | None, is_ours: bool) -> None:
        """Look again at what a change touched; where the rest is hidden, what was in sight stays.

        Raises:
            UsageError: What is asked for names a column or a goal that is gone.
        """
        if self.found is None:
            return
        touches_all = change is None or change.of(Column) or change.of(Goal)
        if change is None or touches_all or self.query.asks_beyond_the_card:
            self._look_again(self.found if self.hides else None)
        if change is not None and self.found is not None:
            ids = [edit.record.id for edit in change.of(Card)]
            self.found.follow(
                self.query, self._texts, ids, keeps=self.hides, shows=self.hides and is_ours
            )

    def _look_again(self, before: Found | None) -> None:
        text, board = self.query.text, self._desk.board
        self.query = parse(text, board, self._desk.now)
        self.search = Search(self.query, board, self._texts)
        self.found = Found(board, self.search.finish())
        self._looked_for = self.query
        if before is not None:
            stay = [card_id for card_id in before.in_sight if card_id not in self.found]
            self.found.follow(self.query, self._texts, stay, keeps=True, shows=True)
