"""Wins: log one by hand."""

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Win, WinKind
from kanban.domain.text import clean
from kanban.domain.wins import earned


def log(board: Board, now: Moment, *, text: str, goal_id: int | None = None) -> Change:
    """Log a win that was never a card; one visible character is enough.

    Raises:
        RuleError: The text is not possible, or there is no such goal.
    """
    if goal_id is not None:
        board.goal(goal_id)
    win = earned(board.next_id(Win), WinKind.NOTE, clean(text, "win"), now, goal_id=goal_id)
    return Change(f'Logged the win "{win.text}"', (Edit(None, win),))
