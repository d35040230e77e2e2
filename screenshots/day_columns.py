"""The scenes of the columns: what was done to the demo's board before, and what is pressed."""

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.demo import Act
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, columns

WIDE, NARROW = (120, 36), (80, 24)
SCENES: dict[str, tuple[tuple[int, int], tuple[str, ...]]] = {
    "columns-120x36": (WIDE, ("c", "j")),
    "columns-80x24": (NARROW, ("c", "j")),
    "columns-on-board-120x36": (WIDE, ("l",)),
    "columns-on-board-80x24": (NARROW, ("l",)),
    "columns-on-board-60x20": ((60, 20), ("l",)),
    "columns-full-80x24": (NARROW, ("L",)),
    "columns-sort-80x24": (NARROW, ("equals_sign",)),
    "columns-remove-120x36": (WIDE, ("c", "j", "x")),
}
"""The size, and the keys, by the name of the scene."""


def more_columns(now: Moment) -> list[Act]:
    """Return the acts that give the demo's board a hidden, a narrow and a full column."""

    def full(board: Board) -> Change:
        return columns.limit(board, now, column_id=2, wip_limit=board.count_in(2))

    return [
        lambda board: columns.add(board, now, name="Someday", place=1),
        lambda board: columns.add(board, now, name="Review", wip_limit=4),
        lambda board: cards.add(
            board, now, titles=("Learn to juggle", "Sort the photos of 2019"), column_id=4
        ),
        lambda board: cards.add(
            board, now, titles=("Read the contract", "Proof the invoice"), column_id=5
        ),
        full,
        lambda board: columns.hide(board, now, column_id=4),
        lambda board: columns.narrow(board, now, column_id=5),
    ]
