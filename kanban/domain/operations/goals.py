"""Goals: add one, change it, reach it or put it aside, split it or a card into small steps."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import COLORS, Card, Column, Goal, Move, Win, WinKind
from kanban.domain.splitting import Step
from kanban.domain.text import clean, clean_optional, clean_tag
from kanban.domain.values import replace
from kanban.domain.wins import earned, once, win_edits
from kanban.errors import RuleError

MOST_STEPS = 1_000

Steps: TypeAlias = tuple[Step | str, ...]
"""Small steps in their order; a text is a step of that title and nothing more."""


def add(
    board: Board,
    now: Moment,
    *,
    title: str,
    why: str = "",
    target_on: date | None = None,
    steps: Steps = (),
) -> Change:
    """Add a goal, and its first small steps as cards in the first column.

    Raises:
        RuleError: A text is not possible, there is such a goal, or there are too many steps.
    """
    goal = replace(draft(board, title, why), target_on=target_on)
    words = f'Added the goal "{goal.title}"'
    if not steps:
        return Change(words, (Edit(None, goal),))
    made = _steps(board, now, _some(steps), goal, None)
    first = _first_split(board, now, goal, steps, made)
    staged = Edit(None, _with_stages(goal, made))
    return Change(f"{words} with {_count(steps)}", (staged, *made, *first))


def draft(board: Board, title: str, why: str = "", number: int = 0) -> Goal:
    """Return a new goal at the end of the list; `number` counts those drafted before it.

    Raises:
        RuleError: A text is not possible, or there is a goal of this title.
    """
    text = clean(title, "goal")
    if any(goal.title.casefold() == text.casefold() for goal in board.goals()):
        raise RuleError(f'There is a goal "{text}" already.', "Choose another title.")
    last = board.goals()[-1].rank if board.goals() else None
    goal_id = board.next_id(Goal) + number
    return Goal(
        id=goal_id,
        title=text,
        why=clean_optional(why, "reason"),
        color=COLORS[(goal_id - 1) % len(COLORS)],
        rank=rank.spread(last, None, number + 1)[number],
    )


def split_goal(board: Board, now: Moment, *, goal_id: int, steps: Steps) -> Change:
    """Turn lines into cards of a goal, in this order, at the end of the first column.

    Milestones that the steps name are added to the goal's. The first split of a goal is its first
    win: what can be seen step by step has begun.

    Raises:
        RuleError: There is no such goal, no step, too many steps, or one is not possible.
    """
    goal = board.goal(goal_id)
    made = _steps(board, now, _some(steps), goal, None)
    first = _first_split(board, now, goal, steps, made)
    return Change(_split_words(goal.title, steps), (*_staged(goal, made), *made, *first))


def split_card(board: Board, now: Moment, *, card_id: int, steps: Steps) -> Change:
    """Turn lines into cards that stand right behind a card and share its goal, stage and tags.

    The card itself stays: it is done when the person says so.

    Raises:
        RuleError: There is no such card, no step, too many steps, or one is not possible.
    """
    card = board.card(card_id)
    goal = None if card.goal_id is None else board.goal(card.goal_id)
    made = _steps(board, now, _some(steps), goal, card)
    staged = _staged(goal, made) if goal else ()
    return Change(_split_words(card.title, steps), (*staged, *made))


def amend(board: Board, now: Moment, *, goal_id: int, fields: Mapping[str, Any]) -> Change:
    """Change fields of a goal: title, why, color, milestones, target_on, made_possible.

    Raises:
        RuleError: A value is not possible, nothing would change, or there is no such goal.
        KeyError: There is no such field to change.
    """
    goal = board.goal(goal_id)
    checked: dict[str, Any] = {
        name: _CHECKS[name](board, goal, value) for name, value in fields.items()
    }
    new = replace(goal, **checked)
    if new == goal:
        raise RuleError(f'Nothing changed on "{goal.title}".')
    return Change(f'Changed the goal "{new.title}"', (Edit(goal, new),))


def shift(board: Board, now: Moment, *, goal_id: int, by: int) -> Change:
    """Carry a goal up (negative) or down the list by so many places.

    Raises:
        RuleError: It is at that end already, or there is no such goal.
    """
    goal = board.goal(goal_id)
    others = [each for each in board.goals() if each.id != goal.id]
    here = board.goals().index(goal)
    there = max(0, min(len(others), here + by))
    if there == here:
        raise RuleError(f'"{goal.title}" is at the end of the goals already.')
    low = others[there - 1].rank if there else None
    high = others[there].rank if there < len(others) else None
    place = rank.between(low, high) if low != high else goal.rank
    return Change(f'Moved the goal "{goal.title}"', (Edit(goal, replace(goal, rank=place)),))


def achieve(board: Board, now: Moment, *, goal_id: int, made_possible: str = "") -> Change:
    """Mark a goal as reached: a win, once ever.

    Args:
        board: The board.
        now: When.
        goal_id: The goal.
        made_possible: What made it possible, for its story; may be empty and told later.

    Raises:
        RuleError: It is reached already, the text is not possible, or there is no such goal.
    """
    goal = board.goal(goal_id)
    if goal.achieved_at is not None:
        raise RuleError(f'"{goal.title}" is achieved already.', "Reopen it to go on with it.")
    new = replace(
        goal,
        achieved_at=now.at,
        set_aside_at=None,
        made_possible=clean_optional(made_possible, "line") or goal.made_possible,
    )
    win = once(board, now, WinKind.GOAL, goal.title, goal.id)
    return Change(f'Achieved the goal "{goal.title}"', (Edit(goal, new), *win))


def set_aside(board: Board, now: Moment, *, goal_id: int) -> Change:
    """Put a goal aside for later; its cards and wins stay.

    Raises:
        RuleError: It is achieved or set aside already, or there is no such goal.
    """
    goal = board.goal(goal_id)
    if goal.achieved_at is not None or goal.set_aside_at is not None:
        raise RuleError(f'"{goal.title}" is not open.', "Reopen it first.")
    new = replace(goal, set_aside_at=now.at)
    return Change(f'Set the goal "{goal.title}" aside', (Edit(goal, new),))


def reopen(board: Board, now: Moment, *, goal_id: int) -> Change:
    """Take up a goal again; the win of reaching it stays, unless it was reached today.

    Raises:
        RuleError: It is open, or there is no such goal.
    """
    goal = board.goal(goal_id)
    if goal.achieved_at is None and goal.set_aside_at is None:
        raise RuleError(f'"{goal.title}" is open.')
    new = replace(goal, achieved_at=None, set_aside_at=None)
    win = once(board, now, WinKind.GOAL, goal.title, goal.id, is_earned=False)
    return Change(f'Reopened the goal "{goal.title}"', (Edit(goal, new), *win))


def _some(steps: Steps) -> Steps:
    if not 1 <= len(steps) <= MOST_STEPS:
        raise RuleError(
            f"{len(steps)} steps cannot be made at once, where 1 to {MOST_STEPS} can.",
            "Write one step a line.",
        )
    return steps


def _count(steps: Steps) -> str:
    return f"{len(steps)} {'step' if len(steps) == 1 else 'steps'}"


def _split_words(title: str, steps: Steps) -> str:
    return f'Split "{title}" into {_count(steps)}'


def _with_stages(goal: Goal, made: tuple[Edit, ...]) -> Goal:
    """Return a goal with the milestones that new cards stand under."""
    cards = (edit.after for edit in made if isinstance(edit.after, Card))
    names = (card.milestone for card in cards if card.milestone is not None)
    return replace(goal, milestones=tuple(dict.fromkeys((*goal.milestones, *names))))


def _staged(goal: Goal, made: tuple[Edit, ...]) -> tuple[Edit, ...]:
    new = _with_stages(goal, made)
    return (Edit(goal, new),) if new != goal else ()


def _first_split(
    board: Board, now: Moment, goal: Goal, steps: Steps, made: tuple[Edit, ...]
) -> tuple[Edit, ...]:
    """Return the win of splitting a goal that has no cards yet."""
    if any(card.goal_id == goal.id for card in board.table(Card).values()):
        return ()
    text = _split_words(goal.title, steps)
    win_id = board.next_id(Win) + sum(isinstance(edit.record, Win) for edit in made)
    return (Edit(None, earned(win_id, WinKind.FORWARD, text, now, goal_id=goal.id)),)


def _steps(
    board: Board, now: Moment, steps: Steps, goal: Goal | None, source: Card | None
) -> tuple[Edit, ...]:
    """Return the edits that add the cards of steps, and those of the wins that come with them."""
    column, low, high = _room(board, source)
    first = board.next_id(Card)
    whole = [Step(step) if isinstance(step, str) else step for step in steps]
    cards = [
        Card(
            id=first + index,
            title=clean(step.title, "step"),
            column_id=column.id,
            rank=place,
            created_at=now.at,
            goal_id=goal.id if goal else None,
            milestone=_stage(step, source) if goal else None,
            due_on=step.due_on,
            tags=_tags(step, source),
            split_from=source.id if source else None,
            moves=(Move(column.id, now.at),),
        )
        for index, (step, place) in enumerate(
            zip(whole, rank.spread(low, high, len(whole)), strict=True)
        )
    ]
    arrivals: list[tuple[Card | None, Card]] = [(None, card) for card in cards]
    return (*(Edit(None, card) for card in cards), *win_edits(board, now, arrivals))


def _room(board: Board, source: Card | None) -> tuple[Column, str | None, str | None]:
    """Return the column of new steps and the ranks between which they go."""
    if source is None or source.archived_at is not None or board.is_done(source):
        column = board.first_column
        ranks = board.ranks_in(column.id)
        return column, (ranks[-1][0] if ranks else None), None
    column = board.column(source.column_id)
    ranks = board.ranks_in(column.id)
    behind = (place for place, _ in ranks[ranks.place_of(source) :] if place > source.rank)
    return column, source.rank, next(behind, None)


def _stage(step: Step, source: Card | None) -> str | None:
    named = clean_optional(step.milestone or "", "milestone")
    return named or (source.milestone if source else None)


def _tags(step: Step, source: Card | None) -> tuple[str, ...]:
    shared = source.tags if source else ()
    return tuple(dict.fromkeys((*shared, *map(clean_tag, step.tags))))


def _title(board: Board, goal: Goal, text: str) -> str:
    title = clean(text, "goal")
    others = (each.title.casefold() for each in board.goals() if each.id != goal.id)
    if title.casefold() in others:
        raise RuleError(f'There is a goal "{title}" already.', "Choose another title.")
    return title


def _color(_board: Board, _goal: Goal, color: str) -> str:
    if color not in COLORS:
        raise RuleError(f'There is no colour "{clean(color)}".', f"There are: {', '.join(COLORS)}.")
    return color


def _milestones(board: Board, goal: Goal, names: tuple[str, ...]) -> tuple[str, ...]:
    cleaned = tuple(dict.fromkeys(clean(name, "milestone") for name in names))
    for name in goal.milestones:
        if name not in cleaned and board.stage_tally(goal.id, name)[1]:
            raise RuleError(f'The milestone "{name}" has cards.', "Move them to another first.")
    return cleaned


_CHECKS: Mapping[str, Callable[[Board, Goal, Any], object]] = {
    "title": _title,
    "why": lambda _board, _goal, text: clean_optional(text, "reason"),
    "color": _color,
    "milestones": _milestones,
    "target_on": lambda _board, _goal, day: day,
    "made_possible": lambda _board, _goal, text: clean_optional(text, "line"),
}
