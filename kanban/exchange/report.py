"""What an import took, and what a person should know about the rest."""

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Card, Column, Goal, Win
from kanban.exchange.draft import Draft


class Report(Struct, frozen=True):
    """An import in numbers and sentences.

    Attributes:
        columns: Columns of the file; 0 for a plain list.
        new_columns: How many the board did not have.
        goals: How many goals were made.
        left_out: What was not taken and why, a sentence without a full stop each.
        adjusted: What was taken in another form, and what earned no win, likewise.
    """

    columns: int
    new_columns: int
    goals: int
    cards: int
    wins: int
    left_out: tuple[str, ...]
    adjusted: tuple[str, ...]


def report(board: Board, draft: Draft, change: Change) -> Report:
    """Return the report of an import.

    Args:
        board: The board with the change made.
        draft: What was read.
        change: What `take` returned for it.
    """
    cards = [edit.after for edit in change.of(Card) if isinstance(edit.after, Card)]
    wins = len(change.of(Win))
    done = [board.is_done(card) for card in cards]
    silent = sum(done) - wins
    open_ticks = sum(
        card.is_ticked and not is_done for card, is_done in zip(draft.cards, done, strict=True)
    )
    remarks = list(draft.adjusted)
    if silent:
        remarks.append(
            f"{_cards(silent)} in {board.done_column.name} without a win:"
            " the file tells no finish date"
        )
    if open_ticks:
        remarks.append(f"{_cards(open_ticks)} with a tick: left in the file's column")
    return Report(
        columns=len(draft.columns),
        new_columns=len(change.of(Column)),
        goals=len(change.of(Goal)),
        cards=len(cards),
        wins=wins,
        left_out=draft.left_out,
        adjusted=tuple(remarks),
    )


def _cards(count: int) -> str:
    return f"{count} {'card' if count == 1 else 'cards'}"
