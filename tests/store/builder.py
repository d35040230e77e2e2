"""Boards on disk for tests: made by the same operations as a person's, at a clock of their own."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from kanban.domain.board import Board
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, columns, goals, wins
from kanban.domain.records import Card, Win
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk
from tests.domain.builder import local_moment, records
from tests.faults.disks import QuickDisk

START = local_moment("2026-11-22 09:12")


class TickingClock:
    """A minute later each time it is asked, on one day."""

    def __init__(self, start: Moment = START) -> None:
        self.now = start
        self.ticks = 0

    def __call__(self) -> Moment:
        self.ticks += 1
        at = self.now.at + timedelta(seconds=self.ticks)
        return Moment(at, self.now.zone, self.now.utc_offset_minutes, self.now.day)


def starting_board() -> Board:
    """Return a board with To Do, Doing and Done and nothing else."""
    board = Board()
    board.apply(columns.set_up(board, START, title="Launch"))
    return board


def board_file(folder: Path, disk: Disk | None = None, **arguments: Any) -> BoardFile:
    """Return the files of the test's board, which may not exist."""
    return BoardFile(folder / "main.json", disk or QuickDisk(), **arguments)


def new_keeper(folder: Path, disk: Disk | None = None, **arguments: Any) -> Keeper:
    """Return a keeper of the test's board, set up where there is none."""
    file = board_file(folder, disk, **arguments)
    return Keeper(file, TickingClock(), file.create(starting_board))


def reopened(folder: Path, disk: Disk | None = None) -> Keeper:
    """Return a keeper of the test's board, which must exist."""
    return Keeper(board_file(folder, disk), TickingClock())


def add(keeper: Keeper, *titles: str) -> list[int]:
    """Add cards and return their numbers."""
    return [edit.record.id for edit in keeper.do(cards.add, titles=titles).of(Card)]


def a_day_of_work(keeper: Keeper, acts: int = 12) -> list[dict[str, Any]]:
    """Do some acts of every kind; return the state after each, the one before the first too."""
    states = [state(keeper.board)]
    for number in range(acts):
        one_act(keeper, number)
        states.append(state(keeper.board))
    return states


def one_act(keeper: Keeper, number: int) -> None:
    """Do the act of a number: add, finish, log a win, split, reopen, in turn."""
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: keeper.do(cards.add, titles=(f"Card {number} 漢字",)),
        lambda: keeper.do(cards.finish, card_ids=(max(keeper.board.table(Card)),)),
        lambda: keeper.do(wins.log, texts=(f"Win {number}",)),
        lambda: keeper.do(goals.add, title=f"Goal {number}", steps=("a", "b", "c")),
        lambda: keeper.do(cards.move, card_ids=(max(keeper.board.table(Card)),), column_id=3),
        lambda: keeper.do(cards.move, card_ids=(max(keeper.board.table(Card)),), column_id=2),
    )
    kinds[number % len(kinds)]()


def state(board: Board) -> dict[str, Any]:
    """Return all that a file has to bring back."""
    return {
        "records": records(board),
        "seq": board.seq,
        "next_ids": board.next_ids(),
        "done": list(board.history.done),
        "undone": list(board.history.undone),
    }


def win_texts(board: Board) -> list[str]:
    """Return the words of every win that counts."""
    return [win.text for win in board.table(Win).values() if win.withdrawn_at is None]


def bytes_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, the lock left out."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix != ".lock"
    }


def put(path: Path, data: bytes) -> None:
    """Put bytes in a file's place; ext4 waits for the disk where one is cut and written anew."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)
