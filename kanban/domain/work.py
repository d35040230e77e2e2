"""Work that was done outside the board and can become a win: a commit in a git repository."""

from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.moment import Moment
from kanban.domain.records import Win


class Work(NamedTuple):
    """One piece of it.

    Attributes:
        text: What was done, as it was written there.
        source: Where, the same for the same piece each time: `Win.source`.
        moment: When.
    """

    text: str
    source: str
    moment: Moment


def wins_by_source(board: Board) -> dict[str, Win]:
    """Return the wins of such work by where it was done; withdrawn ones too, put away ones not."""
    return {win.source: win for win in board.on_hand(Win).values() if win.source}
