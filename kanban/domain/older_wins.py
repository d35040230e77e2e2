"""Wins of years long past, which are kept apart and read when somebody looks at them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from kanban.domain.records import Win


class PutAway(NamedTuple):
    """What was put away of one year.

    Attributes:
        wins: How many, those that were withdrawn too; 0 where that was never noted.
        withdrawn: How many of them were withdrawn then.
    """

    wins: int = 0
    withdrawn: int = 0

    @property
    def counting(self) -> int:
        """How many of them counted."""
        return self.wins - self.withdrawn


class OlderWins(Struct, frozen=True):
    """Where a board's older wins are.

    Attributes:
        years: What was put away, by year.
        read: Returns the wins of one of these years, at least as many as were put away; raises
            a `BoardError` where it cannot.
    """

    years: Mapping[int, PutAway]
    read: Callable[[int], Sequence[Win]]

    def without(self, years: Collection[int]) -> "OlderWins":
        """Return the same without some years."""
        kept = {year: held for year, held in self.years.items() if year not in years}
        return OlderWins(kept, self.read)


NO_OLDER_WINS = OlderWins(MappingProxyType({}), lambda _year: ())
