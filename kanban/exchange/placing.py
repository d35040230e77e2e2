"""Where a draft's columns and cards belong on a board.

Owns matching columns by name, adding those that are missing, and finding the done column. A board
that has columns keeps its done column: its wins hang on it.
"""

from msgspec import Struct

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.operations.columns import MOST_COLUMNS, STARTING_COLUMNS, lay_out
from kanban.domain.records import Column
from kanban.domain.text import clean
from kanban.domain.values import replace
from kanban.errors import RuleError
from kanban.exchange.draft import Draft, DraftCard

DONE_NAMES = ("done", "closed", "complete")


class Places(Struct, frozen=True):
    """Columns of the board for those of a draft.

    Attributes:
        columns: By the draft's index; the first column alone for a draft without columns.
        done: The done column.
        new: The columns that the board does not have yet.
        is_list: The draft has no columns, so a tick tells where a card belongs.
        gone: The starting columns of a board nobody has used, for the file brings its own.
    """

    columns: tuple[Column, ...]
    done: Column
    new: tuple[Column, ...]
    is_list: bool
    gone: tuple[Column, ...] = ()

    def column_of(self, card: DraftCard) -> Column:
        """Return where a card belongs."""
        if self.is_list:
            return self.done if card.is_ticked else self.columns[0]
        return self.columns[card.column]


def places(board: Board, draft: Draft, done: str | None) -> Places:
    """Return where the columns and cards of a draft belong.

    Args:
        board: The board.
        draft: The draft.
        done: The name of the done column; None finds it.

    Raises:
        RuleError: `done` is no column of the file, or not the board's; or there are too many.
    """
    key = None if done is None else clean(done, "column name").casefold()
    is_new = not board.columns() or (bool(draft.columns) and _is_as_set_up(board))
    return _laid_out(board, draft, key) if is_new else _joined(board, draft, key)


def _laid_out(board: Board, draft: Draft, done_key: str | None) -> Places:
    names = tuple(column.name for column in draft.columns) or STARTING_COLUMNS
    keys = [name.casefold() for name in names]
    if done_key is not None and done_key not in keys:
        raise RuleError(
            "The file has no column of the name given with --done.",
            f"It has {', '.join(names)}.",
        )
    index = _done_index(draft, keys) if done_key is None else keys.index(done_key)
    limits = [column.wip_limit for column in draft.columns] or [None] * len(names)
    laid_out = lay_out(names, names[index], board.next_id(Column))
    columns = tuple(
        replace(column, wip_limit=limit) for column, limit in zip(laid_out, limits, strict=True)
    )
    is_list = not draft.columns
    gone = tuple(board.columns())
    return Places(columns[:1] if is_list else columns, columns[index], columns, is_list, gone)


def _is_as_set_up(board: Board) -> bool:
    """Tell whether a board is just as it was set up: nothing on it, the starting columns."""
    names = tuple(column.name for column in board.columns())
    return board.is_unused and names == STARTING_COLUMNS


def _done_index(draft: Draft, keys: list[str]) -> int:
    """Return the done column among those the file marks as done, or else among all."""
    among = draft.complete or tuple(range(len(keys)))
    for name in DONE_NAMES:
        for index in among:
            if keys[index] == name:
                return index
    return among[-1]


def _joined(board: Board, draft: Draft, done_key: str | None) -> Places:
    done = board.done_column
    if done_key is not None and done_key != done.name.casefold():
        raise RuleError(
            f'The done column of this board is "{done.name}", and an import does not change it.',
            "Leave --done out, or import into a new board with --into.",
        )
    named = {column.name.casefold(): column for column in board.columns()}
    missing = [column for column in draft.columns if column.name.casefold() not in named]
    if missing and len(named) + len(missing) > MOST_COLUMNS:
        raise RuleError(
            f"The board would have {len(named) + len(missing)} columns, where {MOST_COLUMNS}"
            " are the most.",
            "Import into a new board with --into.",
        )
    before = [column.rank for column in board.columns() if column.rank < done.rank]
    ranks = rank.spread(before[-1] if before else None, done.rank, len(missing))
    first = board.next_id(Column)
    new = tuple(
        Column(id=first + number, name=column.name, rank=place, wip_limit=column.wip_limit)
        for number, (column, place) in enumerate(zip(missing, ranks, strict=True))
    )
    named |= {column.name.casefold(): column for column in new}
    columns = tuple(named[column.name.casefold()] for column in draft.columns)
    is_list = not draft.columns
    return Places((board.columns()[0],) if is_list else columns, done, new, is_list)
