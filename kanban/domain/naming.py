"""Finding what a person names: a card, a column or a goal, by title, place or number."""

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Goal
from kanban.errors import RuleError


def card_on_board(board: Board, card_id: int) -> Card:
    """Return the card of a number, or refuse one that is in the archive or nowhere."""
    card = board.card(card_id)
    if card.archived_at is not None:
        raise RuleError(f'"{card.title}" is in the archive.', "Take it out of the archive first.")
    return card


def column_named(board: Board, name: str) -> Column:
    """Return the column of a name (any case), or at a position from 1, or refuse."""
    columns = board.columns()
    for column in columns:
        if column.name.casefold() == name.strip().casefold():
            return column
    places = [str(place) for place in range(1, len(columns) + 1)]
    if name.strip() in places:
        return columns[places.index(name.strip())]
    raise RuleError(
        f'There is no column "{name}" on this board.', f"It has {board.column_words()}."
    )


def goal_named(board: Board, name: str) -> Goal:
    """Return the goal of a title (any case, or its beginning) or an id, or refuse."""
    key = name.strip().casefold()
    goals = board.goals()
    exact = [goal for goal in goals if goal.title.casefold() == key or str(goal.id) == key]
    close = exact or [goal for goal in goals if key and goal.title.casefold().startswith(key)]
    if len(close) == 1 or exact:
        return close[0]
    raise RuleError(
        f'{"More than one goal starts" if close else "No goal starts"} with "{name}".',
        board.goal_hint(),
    )
