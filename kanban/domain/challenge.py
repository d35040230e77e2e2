"""The seven-day challenge: one tiny thing a day. A day without one is a blank, and nothing more."""

from datetime import date, timedelta

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.records import WinKind

DAYS = 7


class Challenge(Struct, frozen=True):
    """Seven days, as they stand.

    Attributes:
        began_on: The first of them.
        things: The words of each day's tiny thing, empty for none; seven of them.
        today: Today's place among them, 0 to 6; None once they are over.
    """

    began_on: date
    things: tuple[str, ...]
    today: int | None

    @property
    def count(self) -> int:
        """How many of the days hold something."""
        return sum(map(bool, self.things))

    @property
    def is_over(self) -> bool:
        """Whether the seventh day has ended."""
        return self.today is None

    @property
    def is_picked_up(self) -> bool:
        """Whether today is still open and follows a blank day."""
        place = self.today
        return (
            place is not None
            and place > 0
            and not self.things[place]
            and not self.things[place - 1]
        )

    @property
    def words(self) -> str:
        """The count in words: `5 tiny things`."""
        return f"{self.count} tiny {'thing' if self.count == 1 else 'things'}"


def challenge(board: Board, day: date) -> Challenge | None:
    """Return the challenge as seen on a day, None where none was begun.

    A day's tiny thing is the first win written by hand that day, or the first of any kind.
    """
    about = board.about
    if about is None or about.challenge_on is None:
        return None
    began = about.challenge_on
    days = [began + timedelta(days=after) for after in range(DAYS)]
    place = (day - began).days
    things = tuple(_thing(board, each) for each in days)
    return Challenge(began, things, place if 0 <= place < DAYS else None)


def _thing(board: Board, day: date) -> str:
    wins = board.wins_on(day)
    by_hand = [win for win in wins if win.kind is WinKind.NOTE]
    first = next(iter(by_hand or wins), None)
    return first.text if first else ""
