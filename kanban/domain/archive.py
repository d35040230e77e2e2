"""What is out of sight: archived cards, and all wins, those of years that were put away too."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.query import Query
from kanban.domain.records import Card, Goal, Win
from kanban.domain.search_text import card_text, win_text
from kanban.errors import BoardError


class AllWins(NamedTuple):
    """All wins that can be read.

    Attributes:
        wins: Those that count, the newest first.
        trouble: A sentence for each year that cannot be read.
    """

    wins: list[Win]
    trouble: list[str]


def archived_cards(board: Board) -> list[Card]:
    """Return the archived cards, the one archived last first."""
    held = [card for card in board.on_hand(Card).values() if card.archived_at is not None]
    return sorted(held, key=lambda card: (str(card.archived_at), card.id), reverse=True)


def all_wins(board: Board) -> AllWins:
    """Return all wins, of years that were put away too; what cannot be read is told."""
    trouble = []
    for year in sorted(board.put_away):
        try:
            board.all_wins_on(date(year, 1, 1))
        except BoardError as error:
            trouble.append(str(error))
    wins = board.readable().table(Win).values()
    held = [win for win in wins if win.withdrawn_at is None]
    return AllWins(sorted(held, key=lambda win: (win.day, win.at, win.id), reverse=True), trouble)


def cards_found(query: Query, cards: Sequence[Card], goals: Mapping[int, Goal]) -> list[Card]:
    """Return those of some cards that a query finds."""
    return [
        card
        for card in cards
        if query.finds_card(card, card_text(card, _goal(goals, card.goal_id)))
    ]


def wins_found(query: Query, wins: Sequence[Win], goals: Mapping[int, Goal]) -> list[Win]:
    """Return those of some wins that a query finds."""
    return [win for win in wins if query.finds_win(win, win_text(win, _goal(goals, win.goal_id)))]


def _goal(goals: Mapping[int, Goal], goal_id: int | None) -> Goal | None:
    return None if goal_id is None else goals.get(goal_id)
