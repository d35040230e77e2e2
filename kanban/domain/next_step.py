"""The next step: one card on top of the first column, new or brought there."""

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Move
from kanban.domain.text import clean
from kanban.domain.values import replace
from kanban.domain.wins import win_edits


def new_on_top(board: Board, now: Moment, title: str, like: Card | None = None) -> tuple[Edit, ...]:
    """Return the edits that add a card on top of the first column.

    Args:
        board: The board.
        now: When.
        title: What it says.
        like: A card whose goal and milestone it shares, None for neither.

    Raises:
        RuleError: The title is not possible.
    """
    column = board.first_column
    card = Card(
        id=board.next_id(Card),
        title=clean(title),
        column_id=column.id,
        rank=_top(board, column.id),
        goal_id=like.goal_id if like else None,
        milestone=like.milestone if like else None,
        created_at=now.at,
        moves=(Move(column.id, now.at),),
    )
    return Edit(None, card), *win_edits(board, now, [(None, card)])


def raised(board: Board, card: Card) -> tuple[Edit, ...]:
    """Return the edit that brings a card of the first column to its top; none where it is.

    A card that is under way, finished or archived stays where it is.
    """
    waiting = board.ranks_in(board.first_column.id)
    if card.archived_at is not None or card.column_id != board.first_column.id:
        return ()
    if waiting[0][1] == card.id:
        return ()
    return (Edit(card, replace(card, rank=_top(board, card.column_id))),)


def _top(board: Board, column_id: int) -> str:
    ranks = board.ranks_in(column_id)
    return rank.between(None, ranks[0][0] if ranks else None)
