"""Wins: log one by hand."""

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Win, WinKind
from kanban.domain.text import clean
from kanban.domain.wins import earned
from kanban.errors import RuleError

MOST_WINS_AT_ONCE = 1_000


def log(board: Board, now: Moment, *, texts: tuple[str, ...], goal_id: int | None = None) -> Change:
    """Log wins that were never cards; one visible character is enough.

    Raises:
        RuleError: A text is not possible, there are none or too many, or there is no such goal.
    """
    if not 1 <= len(texts) <= MOST_WINS_AT_ONCE:
        raise RuleError(
            f"{len(texts)} wins cannot be logged at once, where 1 to {MOST_WINS_AT_ONCE} can.",
            "Write one win a line.",
        )
    if goal_id is not None:
        board.goal(goal_id)
    first = board.next_id(Win)
    new = [
        earned(first + index, WinKind.NOTE, clean(text, "win"), now, goal_id=goal_id)
        for index, text in enumerate(texts)
    ]
    words = f'Logged the win "{new[0].text}"' if len(new) == 1 else f"Logged {len(new)} wins"
    return Change(words, tuple(Edit(None, win) for win in new))
