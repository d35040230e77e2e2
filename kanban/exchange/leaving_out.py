"""What an export does not hold, in words: whoever takes a board elsewhere has to know."""

from collections.abc import Iterator
from datetime import datetime

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Day, Goal
from kanban.exchange.due import Localize, due_of, instant_of
from kanban.exchange.placing import DONE_NAMES


def left_out(board: Board, format_: str, localize: Localize) -> list[str]:
    """Return what a format other than JSON leaves out of a board: `3 goals`, `12 wins`.

    Args:
        board: The board.
        format_: `md`, `taskell`, `obsidian` or `csv`.
        localize: Tells what clocks showed.
    """
    cards = [card for column in board.columns() for card in board.cards_in(column.id)]
    said = [] if format_ == "md" else ["the board's title"]
    said += _of_columns(board.columns(), is_bare=format_ == "taskell")
    said += _counted(
        (len(board.table(Goal)), "goal", "goals"),
        (board.count_wins(), "win", "wins"),
        (len(board.table(Day)), "written day", "written days"),
        (len(board.about.filters) if board.about else 0, "saved filter", "saved filters"),
        (len(board.table(Card)) - len(cards), "archived card", "archived cards"),
        (sum(bool(card.repeat) for card in cards), "repeat rule", "repeat rules"),
        (sum(bool(card.blocked) for card in cards), "reason for a block", "reasons for a block"),
        (sum(bool(card.waits_for) for card in cards), "card's waiting", "cards' waiting"),
        (sum(_is_far(card) for card in cards), "due day too far off", "due days too far off"),
    )
    if format_ == "taskell":
        skipped = sum(_is_skipped(card, localize) for card in cards)
        said += _counted((skipped, "time that clocks skip", "times that clocks skip"))
    if cards:
        said.append("when cards were made and moved")
    return said


def _of_columns(columns: list[Column], *, is_bare: bool) -> Iterator[str]:
    """Yield what is left out of columns; a bare format has nothing but their names."""
    hidden = sum(column.is_hidden or column.is_narrow for column in columns)
    yield from _counted((hidden, "column's being hidden or narrow", "columns' being so"))
    if not is_bare:
        return
    limits = sum(column.wip_limit is not None for column in columns)
    yield from _counted((limits, "column's limit", "columns' limits"))
    names = {column.name.casefold(): column for column in columns}
    guess = next((names[name] for name in DONE_NAMES if name in names), columns[-1])
    if not guess.is_done:
        done = next(column.name for column in columns if column.is_done)
        yield f'that "{done}" is the done column (import it with --done)'


def _counted(*counts: tuple[int, str, str]) -> Iterator[str]:
    for number, one, many in counts:
        if number:
            yield f"{number} {one if number == 1 else many}"


def _is_far(card: Card) -> bool:
    return card.due_on is not None and due_of(card) is None


def _is_skipped(card: Card, localize: Localize) -> bool:
    due = due_of(card)
    return isinstance(due, datetime) and instant_of(due, localize) is None
