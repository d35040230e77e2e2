"""The morning: what the first start of a day shows of the day before it.

Days before the board was set up came with an import; they are not looked back on.
"""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.dates import WEEKDAYS
from kanban.domain.moment import DAY_STARTS_AT, Moment, moment, wall_clock
from kanban.domain.operations.days import ACHIEVEMENTS
from kanban.domain.records import Card, Day
from kanban.domain.waiting import is_held

GAP_WORKDAYS = 3
"""So many workdays without a win are a quiet spell."""
_WEEKS = 7 * GAP_WORKDAYS
"""Within so many days there are that many workdays, if a week has one at all."""


class Morning(NamedTuple):
    """What there is to look back on, and where to begin.

    Attributes:
        day: The day that is looked back on.
        three: Its achievements; after a quiet spell the last win alone.
        mattered: Why they mattered; may be empty.
        step: One small step to begin with; may be empty.
        card_id: The card of that step, None where it has none.
        is_after_gap: Whether a quiet spell ends here.
    """

    day: date
    three: tuple[str, ...]
    mattered: str
    step: str
    card_id: int | None
    is_after_gap: bool = False


def morning(
    board: Board,
    now: Moment,
    *,
    rest_days: Collection[str] = (),
    day_starts_at: time = DAY_STARTS_AT,
) -> Morning | None:
    """Return what to show on the first start of today, None where there is nothing.

    Args:
        board: The board.
        now: The moment.
        rest_days: Weekdays that are no gap, as in `WEEKDAYS`.
        day_starts_at: When a new day begins, local time.

    Raises:
        BoardError: The last win was put away with its year, and cannot be read.
    """
    if board.about is None or board.is_unused:
        return None
    set_up = wall_clock(board.about.created_at, now.utc_offset_minutes)
    since = moment(set_up, day_starts_at=day_starts_at).day
    won = _last_won(board, since, now.day)
    if won and not board.wins_on(now.day) and _is_gap(won, now.day, rest_days):
        return _after_gap(board, won)
    written = (day.on for day in board.table(Day).values() if since <= day.on < now.day)
    days = [on for on in written if _is_told_of(board.day(on))]
    last = max([*days, *([won] if won else [])], default=None)
    return None if last is None else _looking_back(board, last)


def _last_won(board: Board, since: date, today: date) -> date | None:
    """Return the last day before today with a win; no year put away is read unless it is there."""
    days = (today - timedelta(days=back) for back in range(1, (today - since).days + 1))
    return next((day for day in days if board.wins_on(day)), None)


def _is_told_of(day: Day | None) -> bool:
    return day is not None and bool(day.three or day.mattered or day.first_step)


def _is_gap(won: date, today: date, rest_days: Collection[str]) -> bool:
    between = min((today - won).days - 1, _WEEKS)
    days = (today - timedelta(days=back) for back in range(1, between + 1))
    workdays = sum(WEEKDAYS[day.weekday()] not in rest_days for day in days)
    return workdays >= GAP_WORKDAYS


def _looking_back(board: Board, on: date) -> Morning:
    day = board.day(on) or Day(id=0, on=on)
    offered = sorted(board.wins_on(on), key=lambda win: not win.starred)
    three = day.three or tuple(win.text for win in offered[:ACHIEVEMENTS])
    step, card_id = _first_step(board, day)
    return Morning(on, three, day.mattered, step, card_id)


def _after_gap(board: Board, won: date) -> Morning:
    days = (day for day in board.table(Day).values() if day.on >= won and day.first_step)
    written = max(days, key=lambda day: day.on, default=None)
    step, card_id = ("", None) if written is None else _first_step(board, written)
    if not step:
        step, card_id = _small_step(board)
    last = board.wins_on(won)[-1]
    return Morning(won, (last.text,), "", step, card_id, is_after_gap=True)


def _first_step(board: Board, day: Day) -> tuple[str, int | None]:
    """Return the words of a day's first step and its card; empty where that is done or put away."""
    card = None if day.first_card_id is None else board.get(Card, day.first_card_id)
    if card is None:
        return day.first_step, None
    is_open = card.archived_at is None and not board.is_done(card)
    return (card.title, card.id) if is_open else ("", None)


def _small_step(board: Board) -> tuple[str, int | None]:
    """Return the oldest small card of the first column, or else the one on top."""
    if board.first_column.is_done:
        return "", None
    waiting = list(board.cards_in(board.first_column.id))
    small = [card for card in waiting if not (is_held(board, card) or card.checklist)]
    oldest = min(small, key=lambda card: (card.created_at, card.id), default=None)
    card = oldest or next(iter(waiting), None)
    return ("", None) if card is None else (card.title, card.id)
