"""The evening: from when on, and on which days, a day that is still open is spoken of."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from kanban.domain.board import Board
from kanban.domain.dates import WEEKDAYS
from kanban.domain.moment import DAY_STARTS_AT, Moment, wall_clock

NOTE = "nudged"
"""The name under which a board's drawer keeps the day on which it was last spoken of."""


def is_due(
    board: Board,
    now: Moment,
    *,
    recap_at: time,
    day_starts_at: time = DAY_STARTS_AT,
    rest_days: Collection[str] = (),
) -> bool:
    """Tell whether it is time to look back on today.

    A day without a win is as much worth looking back on as any other.

    Args:
        board: The board; one that nobody has used is never due.
        now: The moment.
        recap_at: From when on, local time; one before `day_starts_at` is after midnight.
        day_starts_at: When a new day begins, local time.
        rest_days: Weekdays that are left alone, as in `WEEKDAYS`.
    """
    is_next_date = recap_at < day_starts_at
    evening = datetime.combine(now.day + timedelta(days=is_next_date), recap_at)
    if wall_clock(now.at, now.utc_offset_minutes).replace(tzinfo=None) < evening:
        return False
    if WEEKDAYS[now.day.weekday()] in rest_days or board.is_unused:
        return False
    written = board.day(now.day)
    return written is None or written.closed_at is None
