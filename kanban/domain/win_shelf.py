"""The wins of a board by day: those on hand, and those of years that were put away.

A year that was put away is read when somebody looks at it, once, in whatever thread. A win that is
on hand stands before the one of its number that was put away.
"""

from bisect import insort
from collections import ChainMap
from collections.abc import Iterator, Mapping
from datetime import date
from threading import RLock

from kanban.domain.older_wins import OlderWins
from kanban.domain.records import Win


class WinShelf:
    """Finds wins.

    Args:
        on_hand: The board's own table, which the board changes.
        older: Where the others are.

    Attributes:
        older: Where the others are.
        turn: Held while a year is read; whoever changes the table holds it too.
        highest: The highest number among the wins that were read, 0 for none.
    """

    def __init__(self, on_hand: Mapping[int, Win], older: OlderWins) -> None:
        self.older = older
        self.turn = RLock()
        self.highest = 0
        self._on_hand = on_hand
        self._unread = set(older.years)
        self._read: dict[int, Win] = {}
        self._days: dict[date, list[int]] = {}
        for win_id in sorted(on_hand):
            self._days.setdefault(on_hand[win_id].day, []).append(win_id)

    def all(self) -> Mapping[int, Win]:
        """Return every win by its number.

        Raises:
            BoardError: Those of a year cannot be read.
        """
        for year in sorted(self._unread):
            self.look_into(year)
        return self._known

    def on(self, day: date) -> Iterator[Win]:
        """Yield the wins of a day, withdrawn ones too, in the order of their numbers.

        Raises:
            BoardError: They were put away with their year, and cannot be read.
        """
        self.look_into(day.year)
        wins = self._known
        return (wins[win_id] for win_id in self._days.get(day, ()))

    def days(self) -> list[date]:
        """Return the days that hold a win, oldest first, of what was read."""
        return sorted(day for day, there in self._days.items() if there)

    def count(self) -> int:
        """Return how many wins count, without reading anything."""
        unread = sum(self.older.years[year].counting for year in self._unread)
        return unread + sum(win.withdrawn_at is None for win in self._known.values())

    def is_unread(self, win: Win) -> bool:
        """Tell whether nobody has looked into the year of a win."""
        return win.day.year in self._unread

    def get(self, win: Win) -> Win | None:
        """Return the win of a number and a year as it is now, None for none.

        Raises:
            BoardError: The wins of that year cannot be read.
        """
        self.look_into(win.day.year)
        return self._known.get(win.id)

    def look_into(self, year: int) -> None:
        """Read the wins of a year that was put away, if that is still to be done.

        Raises:
            BoardError: They cannot be read.
        """
        if year not in self._unread:
            return
        with self.turn:
            if year not in self._unread:  # another thread was faster
                return
            for win in self.older.read(year):
                if win.id not in self._on_hand and win.id not in self._read:
                    self._read[win.id] = win
                    self.highest = max(self.highest, win.id)
                    self.add(win)
            self._unread.discard(year)

    def add(self, win: Win) -> None:
        """Have a win found by its day."""
        insort(self._days.setdefault(win.day, []), win.id)

    def remove(self, win: Win) -> None:
        """Have a win no longer found by its day."""
        there = self._days.get(win.day, [])
        if win.id in there:  # not while nobody has read its year
            there.remove(win.id)

    @property
    def _known(self) -> Mapping[int, Win]:
        return ChainMap(self._on_hand, self._read) if self._read else self._on_hand  # type: ignore[arg-type]
