"""What counts as a win; the one place that decides it (docs/decisions/0001).

Entering Done is one win. Leaving it again on the same day withdraws that win, coming back
reinstates it as it was first earned, so a card counts once a day. Leaving on a later day touches
nothing, for that day happened. The card that completes a milestone makes a second one, once ever.
"""

from collections.abc import Iterator

from kanban.domain.board import Board
from kanban.domain.change import Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Win, WinKind
from kanban.domain.values import replace

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
    for goal_id, name, is_reached in _stages(board, arrivals):
        edits += once(
            board,
            now,
            WinKind.MILESTONE,
            name,
            goal_id,
            win_id=next_id,
            is_earned=is_reached,
        )
        next_id += 1
    return tuple(edits)


def once(
    board: Board,
    now: Moment,
    kind: WinKind,
    text: str,
    goal_id: int,
    *,
    win_id: int | None = None,
    is_earned: bool = True,
) -> tuple[Edit, ...]:
    """Return the edits for a win that a goal has once ever, by its kind and words.

    Args:
        board: The board.
        now: When.
        kind: MILESTONE or GOAL.
        text: Its words.
        goal_id: The goal.
        win_id: The id that a new win gets; None for the board's next.
        is_earned: False takes it back, as long as its day lasts.
    """
    # What is taken back is of today, so that no year put away is read for it.
    wins = board.table(Win).values() if is_earned else board.all_wins_on(now.day)
    held = [win for win in wins if win.kind is kind and win.goal_id == goal_id and win.text == text]
    if not held:
        fresh = earned(win_id or board.next_id(Win), kind, text, now, goal_id=goal_id)
        return (Edit(None, fresh),) if is_earned else ()
    win = held[-1]
    if is_earned == (win.withdrawn_at is not None):
        return (Edit(win, replace(win, withdrawn_at=None if is_earned else now.at)),)
    return ()


def _stages(
    board: Board, arrivals: list[tuple[Card | None, Card]]
) -> Iterator[tuple[int, str, bool]]:
    """Yield (goal, milestone, whether it is reached) where this completes one or opens it."""
    gained: dict[tuple[int, str], list[int]] = {}
    for before, after in arrivals:
        if after.goal_id is None or after.milestone is None:
            continue
        was_done = before is not None and board.is_done(before)
        is_done = board.column(after.column_id).is_done
        change = gained.setdefault((after.goal_id, after.milestone), [0, 0])
        change[0] += is_done - was_done
        change[1] += before is None
    for (goal_id, name), (finished, added) in gained.items():
        done, total = board.stage_tally(goal_id, name)
        if finished > 0 and done + finished == total + added:
            yield goal_id, name, True
        elif finished < 0 and done == total:
            yield goal_id, name, False


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
