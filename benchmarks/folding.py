"""Times keys at a steady pace while the journal is folded, in a pseudo terminal: `make bench`.

A key pressed while the process beside is at work, or within half a second of its end, is counted
as during a fold; the others of the same run are what it is compared with. The cards that are
carried have long notes, so that a fold comes every few seconds instead of every few hundred keys.
"""

import argparse
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.boards import large_board, noon, write_board
from benchmarks.terminal import BOARD, column_text
from kanban.domain.operations import cards
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from tests.terminal.terminal import Terminal

CARDS = 20_000
CARRIED = 2
"""The first card of the second column; carried and brought back it is the last of a column."""
NOTES = "A line of a note. " * 400
PACE_S = 0.2
AFTER_S = 0.5
"""How long after a fold what it leaves behind may still be felt: twice the time between looks."""
LIMIT_MS = 50
CURSOR, CARRY = "cursor", "carry"
Times = dict[tuple[str, bool], list[float]]
"""Milliseconds from a key to its paint, by the kind of key and whether there was a fold."""


class Folds:
    """Watches a board's files and the process beside it."""

    def __init__(self, board: Path) -> None:
        self._journal = board.with_suffix(".journal")
        self._inode = self._journal.stat().st_ino
        self._mark = f"kanban.store.housekeeping\0{board}\0".encode()
        self._until = 0.0
        self.count = 0

    def look(self) -> bool:
        """Return whether a fold is under way, or has just been."""
        inode = self._journal.stat().st_ino
        if inode != self._inode:
            self._inode = inode
            self.count += 1
            self._until = time.monotonic() + AFTER_S
        if self._is_running():
            self._until = time.monotonic() + AFTER_S
        return time.monotonic() < self._until

    def _is_running(self) -> bool:
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if self._mark in command.read_bytes():
                    return True
            except OSError:  # it has ended meanwhile
                continue
        return False


def seed(folder: Path, count: int) -> Path:
    """Write the board and return its snapshot."""
    path = write_board(folder / "boards", large_board(count))
    keeper = Keeper(BoardFile(path), noon)
    keeper.do(cards.amend, card_id=CARRIED, fields={"notes": NOTES})
    keeper.fold()
    keeper.close()
    return path


def press_through(folds_wanted: int, count: int) -> tuple[Times, int]:
    """Press keys until the journal was folded so often; return the times and how often it was."""
    times: Times = {(kind, is_fold): [] for kind in (CURSOR, CARRY) for is_fold in (False, True)}
    is_carried = partial(_is_selected, column=0, title="Step 1 ")
    is_back = partial(_is_selected, column=1, title="Step 1 ")
    is_above = partial(_is_selected, column=1, title=f"Step {count - 1 - (count - 2) % 3} ")
    keys = ((CURSOR, "k", is_above), (CURSOR, "j", is_back))
    keys += ((CARRY, "H", is_carried), (CARRY, "L", is_back))
    with tempfile.TemporaryDirectory() as folder:
        path = seed(Path(folder), count)
        terminal = Terminal(BOARD, {"PROGRESS_BOARD_HOME": folder, "TEXTUAL_ANIMATIONS": "none"})
        terminal.wait(lambda now: "? keys" in now.text and "Step 1 " in now.text)
        terminal.press("l", is_back)
        terminal.press("H", is_carried)
        terminal.press("L", is_back)
        folds = Folds(path)
        while folds.look():  # what every opening has done beside
            time.sleep(0.1)
        folds.count = 0
        at = time.monotonic()
        while folds.count < folds_wanted or folds.look():
            for kind, key, holds in keys:
                at = max(at + PACE_S, time.monotonic())
                time.sleep(max(0.0, at - time.monotonic()))
                is_fold = folds.look()
                took, _ = terminal.press(key, holds)
                times[kind, is_fold or folds.look()].append(took)
        terminal.close()
    return times, folds.count


def _is_selected(terminal: Terminal, column: int, title: str) -> bool:
    return f"█ {title}" in column_text(terminal, column)


def main() -> None:
    """Run it and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cards", type=int, default=CARDS)
    options.add_argument("--folds", type=int, default=10)
    given = options.parse_args()
    times, folds = press_through(given.folds, given.cards)
    print(f"{given.cards:,} cards, {folds} folds; ms from a key to its paint\n")
    print("| key | during a fold | keys | median | p95 | max | over 50 ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (kind, is_fold), each in times.items():
        late = sum(took > LIMIT_MS for took in each)
        p95 = statistics.quantiles(each, n=20)[-1]
        figures = f"{statistics.median(each):.1f} | {p95:.1f} | {max(each):.1f}"
        print(f"| {kind} | {'yes' if is_fold else 'no'} | {len(each)} | {figures} | {late} |")


if __name__ == "__main__":
    main()
