"""Chance that is the same each time: for forecasts that do not flicker, and for the demo."""


class Dice:
    """A linear congruential generator with Knuth's numbers for MMIX.

    The domain imports nothing that could bring real chance in; this gives the same everywhere.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, sides: int) -> int:
        """Return a number from 0 to below `sides`, which is at most 2**31."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) * sides >> 31
