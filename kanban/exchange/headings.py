"""Headings as goals: for a file whose columns are themes of work, not stages of it."""

from kanban.domain.board import Board
from kanban.domain.operations.goals import draft as draft_goal
from kanban.domain.records import Goal
from kanban.domain.values import replace
from kanban.errors import RuleError
from kanban.exchange.draft import Draft
from kanban.exchange.placing import DONE_NAMES


def by_goal(board: Board, draft: Draft) -> tuple[Draft, list[Goal | None], list[Goal]]:
    """Return the draft as a plain list, the goal of each of its cards, and the goals to be made.

    A heading that the board has a goal of is that goal. What stands under a heading called Done
    is done and belongs to no goal.

    Raises:
        RuleError: The file has no headings, or one cannot be the title of a goal.
    """
    if not draft.columns:
        raise RuleError("This file has no headings to make goals of.", "Leave --goals out.")
    held = {goal.title.casefold(): goal for goal in board.goals()}
    new: list[Goal] = []
    goals: list[Goal | None] = []
    for column in draft.columns:
        key = column.name.casefold()
        if key in DONE_NAMES:
            goals.append(None)
            continue
        if key not in held:
            new.append(draft_goal(board, column.name, number=len(new)))
            held[key] = new[-1]
        goals.append(held[key])
    cards = tuple(
        replace(card, column=0, moves=(), made_in=None, is_ticked=goals[card.column] is None)
        for card in draft.cards
    )
    goal_of = [goals[card.column] for card in draft.cards]
    return replace(draft, columns=(), complete=(), cards=cards), goal_of, new
