"""Running a query over a board, a slice at a time, and keeping what it found true."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kanban.domain.board import Board
from kanban.domain.column_cards import ColumnRanks
from kanban.domain.query import Query
from kanban.domain.records import Card, Column, Goal
from kanban.domain.search_text import Texts

SLICE = 200_000
"""How much a slice does: so many looks for a word in a card, which takes 15 ms."""
FOLDING = 100
"""A card whose words have to be folded first counts as so many looks."""
TESTING = 10
"""A test of a card's fields counts as so many."""
_CHUNK = 1_000


class Search:
    """A query on its way over the cards of a board, column by column.

    Args:
        query: What is asked for.
        board: Where.
        texts: The cards' words; kept from search to search.
        within: What a wider query found, by column; None looks at every card on the board.

    Attributes:
        found: The ids of the cards found so far, by column, from top to bottom.
        is_over: Whether all were looked at.
    """

    def __init__(
        self,
        query: Query,
        board: Board,
        texts: Texts,
        within: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        self.query = query
        self.found: dict[int, list[int]] = {}
        self.is_over = False
        self._steps = self._run(board, texts, within)

    def go_on(self) -> None:
        """Do the next slice."""
        self.is_over = next(self._steps, True)

    def finish(self) -> dict[int, list[int]]:
        """Do all that is left, and return what was found."""
        while not self.is_over:
            self.go_on()
        return self.found

    def _run(
        self, board: Board, texts: Texts, within: Mapping[int, Sequence[int]] | None
    ) -> Iterator[bool]:
        cards, done = board.on_hand(Card), 0
        texts.heed(board.on_hand(Goal))
        has_words = any(term.word for term in self.query.terms)
        at = board.seq
        looks = sum(1 if term.test is None else TESTING for term in self.query.terms)
        for column in board.columns():
            ids = board.ids_in(column.id) if within is None else within.get(column.id, ())
            found = self.found.setdefault(column.id, [])
            for start in range(0, len(ids), _CHUNK):
                chunk = ids[start : start + _CHUNK]
                is_read = not has_words or texts.all_read_at == board.seq
                news = 0 if is_read else texts.fill(chunk, cards)
                found += select(self.query, chunk, cards, texts)
                done += len(chunk) * looks + news * FOLDING
                if done >= SLICE:
                    done = 0
                    yield False
        if has_words and within is None and board.seq == at:
            texts.all_read_at = at


def read(board: Board, texts: Texts) -> Iterator[None]:
    """Fold the words of all cards on a board, a slice at a time, for searches that come later."""
    at = board.seq
    for column in board.columns():
        ids = board.ids_in(column.id)
        for start in range(0, len(ids), SLICE // FOLDING):
            texts.heed(board.on_hand(Goal))
            texts.fill(ids[start : start + SLICE // FOLDING], board.on_hand(Card))
            yield
    if board.seq == at:
        texts.all_read_at = at


def select(query: Query, ids: Sequence[int], cards: Mapping[int, Card], texts: Texts) -> list[int]:
    """Return those of some cards that a query finds, in their order; `texts` has their words."""
    left, held = list(ids), texts.held
    for term in query.terms:
        word = term.word
        if word and term.is_excluded:
            left = [card_id for card_id in left if word not in held[card_id]]
        elif word:
            left = [card_id for card_id in left if word in held[card_id]]
    for term in query.terms:
        if term.test is not None:
            of_card, asked = term.test.of_card, not term.is_excluded
            there = ((card_id, cards.get(card_id)) for card_id in left)
            left = [card_id for card_id, card in there if card and of_card(card) is asked]
    return left


class Found:
    """The cards that a query found on a board, and others that are to stay in sight with them.

    It is a board to whoever walks: it has columns, and cards in them from top to bottom.

    Args:
        board: The board.
        ids: The cards found, by column, from top to bottom.
    """

    def __init__(self, board: Board, ids: Mapping[int, list[int]]) -> None:
        self._board = board
        self._ids = {column_id: list(each) for column_id, each in ids.items()}
        self.beside: set[int] = set()
        """Cards in sight that the query does not find."""

    @property
    def count(self) -> int:
        """How many cards the query finds."""
        return sum(map(len, self._ids.values())) - len(self.beside)

    def __contains__(self, card_id: object) -> bool:
        """Tell whether the query finds a card."""
        return card_id in self._all

    @cached_property
    def _all(self) -> set[int]:
        """The ids of all that it finds; put together once asked for, for 100,000 take 5 ms."""
        return set().union(*self._ids.values())

    @property
    def by_column(self) -> dict[int, list[int]]:
        """What the query found, by column."""
        if not self.beside:
            return self._ids
        return {
            column_id: [card_id for card_id in each if card_id not in self.beside]
            for column_id, each in self._ids.items()
        }

    @property
    def in_sight(self) -> set[int]:
        """The ids of all cards in sight."""
        return self._all | self.beside

    # -- the board as it is narrowed -----------------------------------------------------------

    def columns(self) -> list[Column]:
        """Return the columns from left to right, hidden ones too."""
        return self._board.columns()

    def shown_columns(self) -> list[Column]:
        """Return the columns that the screen shows, from left to right."""
        return self._board.shown_columns()

    def ids_in(self, column_id: int) -> list[int]:
        """Return the ids of the cards in sight in a column, from top to bottom."""
        return self._ids.get(column_id, [])

    def ranks_in(self, column_id: int) -> ColumnRanks:
        """Return (rank, card id) of those in sight in a column, from top to bottom."""
        return self._ranks(self.ids_in(column_id))

    def count_in(self, column_id: int) -> int:
        """Return how many cards are in sight in a column."""
        return len(self.ids_in(column_id))

    def shown_card(self, card_id: int) -> Card | None:
        """Return a card that is in sight, None for any other."""
        if card_id in self._all or card_id in self.beside:
            return self._board.shown_card(card_id)
        return None

    # -- walking -------------------------------------------------------------------------------

    def step(self, column_id: int, card_id: int | None, by: int) -> int | None:
        """Return the card found next (-1: before) to a place, around the end; None for none.

        Those in hidden columns are passed over.

        Args:
            column_id: Where to start.
            card_id: The card to start from; None starts before the first of the column.
            by: 1 or -1.
        """
        lanes = [column.id for column in self.shown_columns()]
        here = lanes.index(column_id) if column_id in lanes else 0
        found = self.by_column
        start = self._place(found.get(column_id, []), card_id, by)
        for turn in range(len(lanes) + 1):
            ids = found.get(lanes[(here + by * turn) % len(lanes)], [])
            if turn == 0:
                ids = ids[start:] if by > 0 else ids[:start]
            if ids:
                return ids[0] if by > 0 else ids[-1]
        return None

    def number_of(self, card_id: int | None) -> int | None:
        """Return which of those found a card is, counted from 1; None where it is none."""
        card = None if card_id is None else self._board.shown_card(card_id)
        if card is None:
            return None
        before, found = 0, self.by_column
        for column in self.columns():
            ids = found.get(column.id, [])
            if column.id == card.column_id:
                place = self._ranks(ids).place_of(card)
                return before + place + 1 if ids[place : place + 1] == [card_id] else None
            before += len(ids)
        return None

    def _place(self, ids: list[int], card_id: int | None, by: int) -> int:
        """Return the place in a column's list from which the next one is looked for."""
        card = None if card_id is None else self._board.shown_card(card_id)
        if card is None:
            return 0
        ranks = self._ranks(ids)
        if by < 0:
            return ranks.place_of(card)
        return bisect_right(ranks, (card.rank, card.id))

    # -- keeping it true -----------------------------------------------------------------------

    def follow(
        self, query: Query, texts: Texts, card_ids: Iterable[int], *, keeps: bool, shows: bool
    ) -> None:
        """Look anew at cards that were changed.

        Args:
            query: What was asked for.
            texts: The cards' words.
            card_ids: The cards.
            keeps: Whether one that was in sight stays in sight.
            shows: Whether one that was not comes in sight, whatever it is.
        """
        goals, found = self._board.on_hand(Goal), self._all
        changed = set(card_ids)
        for column_id, ids in self._ids.items():
            if any(card_id in changed for card_id in ids):
                self._ids[column_id] = [each for each in ids if each not in changed]
        for card_id in changed:
            was_shown = card_id in found or card_id in self.beside
            found.discard(card_id)
            self.beside.discard(card_id)
            card = self._board.shown_card(card_id)
            if card is None:
                continue
            if query.finds_card(card, texts.of(card, goals)):
                found.add(card_id)
            elif shows or (keeps and was_shown):
                self.beside.add(card_id)
            else:
                continue
            ids = self._ids.setdefault(card.column_id, [])
            ids.insert(self._ranks(ids).place_of(card), card_id)

    def _ranks(self, ids: list[int]) -> ColumnRanks:
        return ColumnRanks(self._board.on_hand(Card), ids)
