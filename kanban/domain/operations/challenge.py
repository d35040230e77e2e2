"""The seven-day challenge: begin it, end it."""

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.values import replace
from kanban.errors import RuleError


def start(board: Board, now: Moment) -> Change:
    """Begin seven days with one tiny thing each; today is the first.

    Raises:
        RuleError: One is under way, or the board is not set up.
    """
    about = board.about
    if about is None:
        raise RuleError("This board is not set up.", "Open it first.")
    if about.challenge_on is not None:
        raise RuleError("The seven days have begun already.", "Stop them first.")
    new = replace(about, challenge_on=now.day)
    return Change("Began seven days of tiny things", (Edit(about, new),))


def stop(board: Board, now: Moment) -> Change:
    """End the seven days; their wins stay.

    Raises:
        RuleError: None are under way.
    """
    about = board.about
    if about is None or about.challenge_on is None:
        raise RuleError("There are no seven days under way.", "Start them first.")
    return Change("Ended the seven days", (Edit(about, replace(about, challenge_on=None)),))
