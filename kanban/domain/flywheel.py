"""The flywheel: how days with a win felt beside days without one, once enough of them are known.

Progress lifts a day and a lifted day brings progress (Amabile and Kramer, *The Progress Principle*,
2011). It is told from a person's own scores, without a word on what follows from it.
"""

from datetime import date, timedelta

from kanban.domain.board import Board

LEAST_DAYS = 10
"""From how many scored days on anything is said."""

MEASURES = ("motivation", "emotion")
"""The first of them that was scored often enough is told."""


def flywheel(board: Board, first: date, last: date) -> str:
    """Return the sentence for a stretch of days; empty where nothing is to be said.

    Nothing is said below ten scored days, where all of them had a win or none had, and where most
    had none: a person is not to be counted those.
    """
    for measure in MEASURES:
        scores = _scores(board, first, last, measure)
        if sum(map(len, scores)) >= LEAST_DAYS:
            return _words(measure, *scores)
    return ""


def _scores(board: Board, first: date, last: date, measure: str) -> tuple[list[int], list[int]]:
    """Return the scores of the days with a win, and of those without."""
    with_win: list[int] = []
    without: list[int] = []
    for after in range((last - first).days + 1):
        on = first + timedelta(days=after)
        day = board.day(on)
        score = getattr(day, measure) if day else None
        if score is not None:
            (with_win if board.wins_on(on) else without).append(score)
    return with_win, without


def _words(measure: str, with_win: list[int], without: list[int]) -> str:
    if not without or len(without) > len(with_win):
        return ""
    days = "day" if len(with_win) == 1 else "days"
    return (
        f"On {len(with_win)} {days} with a win {measure} was {_mean(with_win)},"
        f" on {len(without)} without {_mean(without)}."
    )


def _mean(scores: list[int]) -> str:
    return f"{sum(scores) / len(scores):.1f}"
