"""Wins: one logged by hand, a step forward on a card, a stuck moment turned around."""

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.next_step import new_on_top
from kanban.domain.records import Win, WinKind
from kanban.domain.text import clean, clean_optional
from kanban.domain.values import replace
from kanban.domain.wins import REFRAMES, earned, has_win_today, todays_win
from kanban.domain.work import Work, wins_by_source
from kanban.errors import RuleError

MOST_WINS_AT_ONCE = 1_000
BY_HAND = (WinKind.NOTE, *REFRAMES)
"""The kinds that a person may give a win; the others come from what happens to cards and goals."""


def log(
    board: Board,
    now: Moment,
    *,
    texts: tuple[str, ...],
    goal_id: int | None = None,
    kind: WinKind = WinKind.NOTE,
) -> Change:
    """Log wins that were never cards; one visible character is enough.

    Raises:
        RuleError: A text is not possible, there are none or too many, there is no such goal, or
            wins of that kind are not logged by hand.
    """
    if kind not in BY_HAND:
        raise RuleError(f"A win of kind {kind} is not logged by hand.", "Move its card instead.")
    if not 1 <= len(texts) <= MOST_WINS_AT_ONCE:
        raise RuleError(
            f"{len(texts)} wins cannot be logged at once, where 1 to {MOST_WINS_AT_ONCE} can.",
            "Write one win a line.",
        )
    if goal_id is not None:
        board.goal(goal_id)
    first = board.next_id(Win)
    new = [
        earned(first + index, kind, clean(text, "win"), now, goal_id=goal_id)
        for index, text in enumerate(texts)
    ]
    return Change(_logged(new), tuple(Edit(None, win) for win in new))


def log_work(
    board: Board, now: Moment, *, works: tuple[Work, ...], goal_id: int | None = None
) -> Change:
    """Log what was done elsewhere as wins of when it was done; each of them once.

    What is a win already stays as it is; a win of it that was taken back counts again.

    Raises:
        RuleError: Each is a win already, a text is not possible, there are too many, or there is
            no such goal.
    """
    if len(works) > MOST_WINS_AT_ONCE:
        raise RuleError(
            f"{len(works)} wins cannot be logged at once, where 1 to {MOST_WINS_AT_ONCE} can.",
            "Take fewer at a time.",
        )
    if goal_id is not None:
        board.goal(goal_id)
    held = wins_by_source(board)
    edits: list[Edit] = []
    next_id = board.next_id(Win)
    for source, work in {work.source: work for work in works}.items():
        win = held.get(source)
        if win is None:
            fresh = earned(
                next_id, WinKind.NOTE, clean(work.text, "win"), work.moment, goal_id=goal_id
            )
            edits.append(Edit(None, replace(fresh, source=source)))
            next_id += 1
        elif win.withdrawn_at is not None:
            edits.append(Edit(win, replace(win, withdrawn_at=None)))
    if not edits:
        raise RuleError("There is nothing new to log: all of it is a win already.")
    return Change(_logged([edit.after for edit in edits if isinstance(edit.after, Win)]), (*edits,))


def forward(board: Board, now: Moment, *, card_id: int, text: str = "") -> Change:
    """Log a step on a card that is not finished: a win, once a card a day.

    Args:
        board: The board.
        now: When.
        card_id: The card.
        text: What moved; empty says the card's title.

    Raises:
        RuleError: The card is finished, archived or missing, counts today already, or the text is
            not possible.
    """
    card = board.card(card_id)
    if card.archived_at is not None or board.is_done(card):
        raise RuleError(f'"{card.title}" is finished.', "Log what else moved as a win.")
    said = clean_optional(text, "win") or card.title
    if has_win_today(board, now, WinKind.FORWARD, card.id):
        raise RuleError(f'"{card.title}" has its step of today.', "Log what else moved as a win.")
    words = f'A step forward on "{card.title}"'
    win = todays_win(board, now, WinKind.FORWARD, card.id)
    if win is not None:
        return Change(words, (Edit(win, replace(win, text=said, withdrawn_at=None)),))
    fresh = earned(
        board.next_id(Win), WinKind.FORWARD, said, now, card_id=card.id, goal_id=card.goal_id
    )
    return Change(words, (Edit(None, fresh),))


def reframe(
    board: Board,
    now: Moment,
    *,
    learned: str,
    kind: WinKind,
    card_id: int | None = None,
    in_the_way: str = "",
    next_title: str = "",
    is_blocked: bool = False,
) -> Change:
    """Turn a stuck moment into a win: what is clear now, what blocks, whose help is asked for.

    Args:
        board: The board.
        now: When.
        learned: The win, in a line.
        kind: CLARITY, KNOWLEDGE or LEVERAGE.
        card_id: The card that is stuck, None for none.
        in_the_way: What got in the way; private, may be empty.
        next_title: The smallest next step, a card on top of the first column; empty for none.
        is_blocked: Whether the stuck card is marked as blocked, by what was learned.

    Raises:
        RuleError: A text is not possible, there is no such card, or the kind is none of the three.
    """
    if kind not in REFRAMES:
        raise RuleError(f"A stuck moment does not become a {kind}.", f"Use {', '.join(REFRAMES)}.")
    card = None if card_id is None else board.card(card_id)
    goal_id = card.goal_id if card else None
    win = earned(
        board.next_id(Win), kind, clean(learned, "line"), now, card_id=card_id, goal_id=goal_id
    )
    win = replace(win, in_the_way=clean_optional(in_the_way, "line"))
    edits = [Edit(None, win)]
    if card is not None and is_blocked:
        blocked = replace(card, blocked=win.text)  # a card is shown around; the other is private
        edits += [Edit(card, blocked)] if blocked != card else []
    if clean_optional(next_title, "title"):
        edits += new_on_top(board, now, next_title, card)
    return Change(f'Logged the win "{win.text}"', tuple(edits))


def _logged(new: list[Win]) -> str:
    return f'Logged the win "{new[0].text}"' if len(new) == 1 else f"Logged {len(new)} wins"
