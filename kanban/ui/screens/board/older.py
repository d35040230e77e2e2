"""Whether what was done before this week is folded, and how far the cursor may walk then."""

from contextlib import suppress
from datetime import date

from kanban.domain.board import Board
from kanban.domain.done_weeks import OlderWeek, older_weeks
from kanban.domain.records import Column
from kanban.ui.desk import Desk
from kanban.ui.screens.board.cursor import Sight
from kanban.ui.settings import Settings


class OlderFold:
    """The fold of the done column.

    Attributes:
        is_open: Whether older cards stand among the others.
    """

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self._desk = desk
        self._settings = settings
        self._seen: tuple[Board, int, date] | None = None
        self._weeks: tuple[OlderWeek, ...] = ()
        self.is_open = False

    def weeks(self) -> tuple[OlderWeek, ...]:
        """Return the weeks before this one, open or not; looked for once a change."""
        board, now = self._desk.board, self._desk.now
        if (
            self._seen is None
            or self._seen[0] is not board
            or self._seen[1:] != (board.seq, now.day)
        ):
            self._seen, self._weeks = (board, board.seq, now.day), ()
            with suppress(IndexError):  # another thread takes cards away; the next view says so
                cards = board.cards_in(board.done_column.id)
                self._weeks = older_weeks(cards, now, self._settings.chosen.day_starts_at)
        return self._weeks

    def folded(self, column: Column | None) -> tuple[OlderWeek, ...]:
        """Return the weeks that a column folds away."""
        return self.weeks() if column and column.is_done and not self.is_open else ()

    def reach(self, sight: Sight, column_id: int) -> int:
        """Return how many cards of a column, from the top, are not folded away.

        What a search leaves of the board is not folded.
        """
        board = self._desk.board
        count = sight.count_in(column_id)
        if sight is not board:
            return count
        folded = sum(week.count for week in self.folded(board.get(Column, column_id)))
        return max(0, count - folded)
