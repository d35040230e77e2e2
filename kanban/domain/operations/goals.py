"""Goals: add one, and split it or a card into small steps."""

from dataclasses import replace

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import COLORS, Card, Goal, Move
from kanban.domain.text import clean, clean_optional
from kanban.domain.wins import win_edits
from kanban.errors import RuleError

MOST_STEPS = 1_000


def add(
    board: Board,
    now: Moment,
    *,
    title: str,
    why: str = "",
    steps: tuple[str, ...] = (),
) -> Change:
    """Add a goal, and its first small steps as cards in the first column.

    Raises:
        RuleError: A text is not possible, there is such a goal, or there are too many steps.
    """
    goal = draft(board, title, why)
    words = f'Added the goal "{goal.title}"'
    if steps:
        words += f" with {len(steps)} {'step' if len(steps) == 1 else 'steps'}"
    edits = _steps(board, now, _some(steps), goal.id, None) if steps else ()
    return Change(words, (Edit(None, goal), *edits))


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


def split_goal(board: Board, now: Moment, *, goal_id: int, steps: tuple[str, ...]) -> Change:
    """Turn lines into cards of a goal, in this order, at the end of the first column.

    Raises:
        RuleError: There is no such goal, no step, too many steps, or one is not possible.
    """
    goal = board.goal(goal_id)
    return Change(_split_words(goal.title, steps), _steps(board, now, _some(steps), goal.id, None))


def split_card(board: Board, now: Moment, *, card_id: int, steps: tuple[str, ...]) -> Change:
    """Turn lines into cards that stand right behind a card and share its goal and tags.

    The card itself stays: it is done when the person says so.

    Raises:
        RuleError: There is no such card, no step, too many steps, or one is not possible.
    """
    card = board.card(card_id)
    return Change(
        _split_words(card.title, steps), _steps(board, now, _some(steps), card.goal_id, card)
    )


def restate(board: Board, now: Moment, *, goal_id: int, title: str, why: str) -> Change:
    """Change a goal's title and why.

    Raises:
        RuleError: A text is not possible, nothing would change, or there is no such goal.
    """
    goal = board.goal(goal_id)
    new = replace(goal, title=clean(title, "goal"), why=clean_optional(why, "reason"))
    if new == goal:
        raise RuleError(f'Nothing changed on "{goal.title}".')
    return Change(f'Changed the goal "{new.title}"', (Edit(goal, new),))


def _some(steps: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(steps) <= MOST_STEPS:
        raise RuleError(
            f"{len(steps)} steps cannot be made at once, where 1 to {MOST_STEPS} can.",
            "Write one step a line.",
        )
    return steps


def _split_words(title: str, steps: tuple[str, ...]) -> str:
    return f'Split "{title}" into {len(steps)} {"step" if len(steps) == 1 else "steps"}'


def _steps(
    board: Board, now: Moment, steps: tuple[str, ...], goal_id: int | None, source: Card | None
) -> tuple[Edit, ...]:
    column = board.first_column
    stays = source is not None and source.archived_at is None and not board.is_done(source)
    if source is not None and stays:
        column = board.column(source.column_id)
    ranks = board.ranks_in(column.id)
    low, high = (ranks[-1][0] if ranks else None), None
    if source is not None and stays:
        low = source.rank
        behind = ranks[ranks.place_of(source) :]
        high = next((place for place, _ in behind if place > source.rank), None)
    first = board.next_id(Card)
    cards = [
        Card(
            id=first + index,
            title=clean(step, "step"),
            column_id=column.id,
            rank=place,
            created_at=now.at,
            goal_id=goal_id,
            tags=source.tags if source else (),
            moves=(Move(column.id, now.at),),
        )
        for index, (step, place) in enumerate(
            zip(steps, rank.spread(low, high, len(steps)), strict=True)
        )
    ]
    arrivals: list[tuple[Card | None, Card]] = [(None, card) for card in cards]
    return (*(Edit(None, card) for card in cards), *win_edits(board, now, arrivals))
