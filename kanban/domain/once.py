"""Once a day: whether something was told on a day already, by the last day that it was."""

from datetime import date, timedelta

FURTHEST_AHEAD = timedelta(days=2)
"""No two places on earth differ by more; a note from beyond was made by a clock that was wrong."""


def is_told(last: date | None, day: date) -> bool:
    """Tell whether something that is told once a day was told on `day`.

    Who travels west comes back to a day: it is not told a second time.

    Args:
        last: The last day it was told on, None for never.
        day: The day that is asked about.
    """
    return last is not None and day <= last <= day + FURTHEST_AHEAD
