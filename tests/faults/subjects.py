"""What is put to the test: ways to open a board, and acts whose outcome is known beforehand.

An act is decided from the board alone, so whoever knows a board and how many acts were done knows
the board after them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, columns, goals
from kanban.domain.records import Card, Win, WinKind
from kanban.domain.values import replace
from kanban.domain.wins import earned
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk
from tests.domain.builder import local_moment, records

START = local_moment("2026-11-22 09:12")
Act = Callable[[Board], Change]
Opener = Callable[[Path], Keeper]
"""Opens the board in a folder and sets it up where there is none."""


def clock() -> Moment:
    """Return the one moment of these tests."""
    return START


def opener(make_disk: Callable[[], Disk] = Disk, **arguments: Any) -> Opener:
    """Return the way in that the program takes, over some disk."""

    def open_(folder: Path) -> Keeper:
        file = BoardFile(folder / "main.json", make_disk(), **arguments)
        return Keeper(file, clock, file.create(starting_board))

    return open_


def starting_board() -> Board:
    """Return a board with a goal and twenty cards."""
    board = Board()
    board.apply(columns.set_up(board, START, title="Launch"))
    steps = tuple(f"Step {number}" for number in range(20))
    board.apply(goals.add(board, START, title="Launch", steps=steps))
    return board


def large_board() -> Board:
    """Return a board whose snapshot takes many writes' worth of time."""
    board = starting_board()
    titles = tuple(f"Card {number} " + "x" * 80 for number in range(300))
    board.apply(cards.add(board, START, titles=titles))
    return board


def move(board: Board) -> Change:
    """Bring the next card to Done, or back: each a move and its win."""
    card = board.card(1 + board.seq % 20)
    now = _now(board)
    if board.is_done(card):
        return cards.move(board, now, card_ids=(card.id,), column_id=1)
    return cards.finish(board, now, card_ids=(card.id,))


def split(board: Board) -> Change:
    """Split the goal into thirty more cards."""
    steps = tuple(f"Step {board.seq}.{number}" for number in range(30))
    return goals.split_goal(board, _now(board), goal_id=1, steps=steps)


def old_wins(board: Board) -> Change:
    """Log wins of years long past, as an import does; each third time change one of them."""
    held = sorted(board.table(Win))
    if board.seq % 3 == 2 and held:
        win = board.table(Win)[held[board.seq % len(held)]]
        at = None if win.withdrawn_at else _now(board).at
        return Change("Changed an old win", (Edit(win, replace(win, withdrawn_at=at)),))
    first, now = board.next_id(Win), _now(board)
    days = [date(2020 + (board.seq + number) % 3, 3, 1 + number) for number in range(3)]
    new = [
        replace(earned(first + number, WinKind.CARD, f"Old {first + number}", now), day=day)
        for number, day in enumerate(days)
    ]
    return Change("Imported old wins", tuple(Edit(None, win) for win in new))


def do(keeper: Keeper, act: Act) -> int:
    """Do an act as a person does; return its number, once it is durable."""
    keeper.do(lambda board, _now: act(board))
    return keeper.board.seq


def play(board: Board, act: Act, until: int) -> None:
    """Do acts in memory, until the board is at a commit."""
    while board.seq < until:
        board.apply(act(board))
        board.seq += 1


def is_separated(board: Board) -> bool:
    """Tell whether a card is in Done without its win, or out of it with one."""
    counting = {win.card_id for win in board.table(Win).values() if win.withdrawn_at is None}
    return any(board.is_done(card) != (card.id in counting) for card in board.table(Card).values())


@dataclass
class Expected:
    """A board that is played forward to be compared with one that was read."""

    board: Board
    act: Act

    def differs(self, found: Board) -> str:
        """Return what is wrong with a board that was read; empty for nothing."""
        if found.seq < self.board.seq:
            return "lost"
        play(self.board, self.act, found.seq)
        if records(found) == records(self.board):
            return ""
        return "separated" if is_separated(found) else "partial"


def _now(board: Board) -> Moment:
    return replace(START, at=START.at + timedelta(seconds=board.seq + 1))
