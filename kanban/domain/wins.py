"""What counts as a win; the one place that decides it (docs/decisions/0001).

Entering Done is one win. Leaving it again on the same day withdraws that win, coming back
reinstates it as it was first earned, so a card counts once a day. Leaving on a later day touches
nothing, for that day happened.
"""

from dataclasses import replace

from kanban.domain.board import Board
from kanban.domain.change import Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Win, WinKind

REFRAMES = (WinKind.CLARITY, WinKind.KNOWLEDGE, WinKind.LEVERAGE)
"""The three ways to turn a stuck moment into a win."""


def earned(
    win_id: int,
    kind: WinKind,
    text: str,
    now: Moment,
    *,
    card_id: int | None = None,
    goal_id: int | None = None,
) -> Win:
    """Return a new win of this moment."""
    return Win(
        id=win_id,
        kind=kind,
        text=text,
        at=now.at,
        zone=now.zone,
        utc_offset_minutes=now.utc_offset_minutes,
        day=now.day,
        card_id=card_id,
        goal_id=goal_id,
    )


def win_edits(
    board: Board, now: Moment, arrivals: list[tuple[Card | None, Card]]
) -> tuple[Edit, ...]:
    """Return the edits to wins that go with cards arriving in columns.

    Args:
        board: The board before the change.
        now: When it happens.
        arrivals: Each card before (None for a new one) and after.
    """
    edits: list[Edit] = []
    next_id = board.next_id(Win)
    for before, after in arrivals:
        was_done = before is not None and board.is_done(before)
        is_done = board.column(after.column_id).is_done
        if was_done == is_done:
            continue
        win = todays_win(board, now, WinKind.CARD, after.id)
        if win is None and is_done:
            fresh = earned(
                next_id, WinKind.CARD, after.title, now, card_id=after.id, goal_id=after.goal_id
            )
            edits.append(Edit(None, fresh))
            next_id += 1
        elif win is not None and is_done == (win.withdrawn_at is not None):
            edits.append(Edit(win, replace(win, withdrawn_at=None if is_done else now.at)))
    return tuple(edits)


def has_win_today(board: Board, now: Moment, kind: WinKind, card_id: int) -> bool:
    """Tell whether a card has a win of a kind today that counts."""
    win = todays_win(board, now, kind, card_id)
    return win is not None and win.withdrawn_at is None


def todays_win(board: Board, now: Moment, kind: WinKind, card_id: int) -> Win | None:
    """Return the win of a kind that a card has today, withdrawn or not; None for none."""
    for win in board.all_wins_on(now.day):
        if win.kind is kind and win.card_id == card_id:
            return win
    return None
