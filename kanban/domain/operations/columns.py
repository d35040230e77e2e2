"""Columns: what a new board starts with, and its title."""

from dataclasses import replace

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import About, Column
from kanban.domain.text import clean
from kanban.errors import RuleError

STARTING_COLUMNS = ("To Do", "Doing", "Done")
MOST_COLUMNS = 50


def set_up(
    board: Board,
    now: Moment,
    *,
    title: str,
    names: tuple[str, ...] = STARTING_COLUMNS,
    done: str | None = None,
) -> Change:
    """Give an empty board its title and its columns; `done` names the done one, else the last.

    Raises:
        RuleError: The board has columns, no name is given, a name is doubled or not possible.
    """
    if board.columns():
        raise RuleError(f'The board "{board.title}" is set up already.', "Choose another name.")
    about = About(title=clean(title, "board title"), created_at=now.at)
    return Change(
        f'Set up "{about.title}"',
        (
            Edit(None, about),
            *(Edit(None, column) for column in lay_out(names, done, board.next_id(Column))),
        ),
    )


def lay_out(names: tuple[str, ...], done: str | None, first_id: int) -> list[Column]:
    """Return new columns from left to right, one of them the done column.

    Raises:
        RuleError: No name is given, one is doubled or not possible, or `done` is not among them.
    """
    cleaned = [clean(name, "column name") for name in names]
    keys = [name.casefold() for name in cleaned]
    if not keys or len(keys) > MOST_COLUMNS:
        raise RuleError(
            f"A board has 1 to {MOST_COLUMNS} columns, not {len(keys)}.", "Name other columns."
        )
    if len(set(keys)) < len(keys):
        raise RuleError("Two columns have the same name.", "Give each a name of its own.")
    done_key = keys[-1] if done is None else clean(done, "column name").casefold()
    if done_key not in keys:
        raise RuleError(
            f'There is no column "{done}" to be the done column.', f"It has {', '.join(cleaned)}."
        )
    ranks = rank.spread(None, None, len(cleaned))
    return [
        Column(id=number, name=name, rank=place, is_done=name.casefold() == done_key)
        for number, (name, place) in enumerate(zip(cleaned, ranks, strict=True), start=first_id)
    ]


def retitle(board: Board, now: Moment, *, title: str) -> Change:
    """Give the board another title.

    Raises:
        RuleError: The title is not possible, or the board is not set up.
    """
    about = board.about
    if about is None:
        raise RuleError("This board is not set up.", "Set up its columns first.")
    new = replace(about, title=clean(title, "board title"))
    return Change(f'Renamed the board to "{new.title}"', (Edit(about, new),))
