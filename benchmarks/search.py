"""Times a search beside a cursor key, in a pseudo terminal: `python -m benchmarks.search`.

A letter is timed until it stands in the bar together with the count of what it finds; the first one
is that of a board just opened. Prints medians in milliseconds, their ratio to the cursor key's in
the same run, and how many frames each draws.
"""

import argparse
import re
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.boards import working_board
from benchmarks.terminal import BOARD, Figures, _selected, _time, seed
from kanban.domain.board import Board
from kanban.domain.records import Card
from tests.terminal.terminal import Terminal

SIZES = (10, 1_000, 10_000, 100_000)
WORD = "step"
SEARCHES = 2
"""In each run, which opens the board anew."""
KINDS = ("cursor", "open", "first letter", "letter", "backspace")
TAKEN_BACK = "\x7f"


def search(figures: Figures, home: Path, board: Board) -> None:
    """Time a cursor key, the bar, and each letter of a word, typed and taken back, twice."""
    titles = [card.title.casefold() for card in board.on_hand(Card).values()]
    env = {"PROGRESS_BOARD_HOME": str(home), "TEXTUAL_ANIMATIONS": "none"}
    terminal = Terminal(BOARD, env)
    terminal.wait(lambda now: "? keys" in now.text and "Now 0" in now.text)
    terminal.press("l", _selected("Now 0"))
    for run in range(SEARCHES):
        for number in range(6):
            wanted = _selected(f"Now {(number + 1) % 2}")
            _time(figures, "cursor", terminal, "jk"[number % 2], wanted)
        _time(figures, "open", terminal, "/", lambda now: "esc back" in now.text)
        for end in range(1, len(WORD) + 1):
            kind = "first letter" if end == 1 and run == 0 else "letter"
            _time(figures, kind, terminal, WORD[end - 1], _counted(WORD[:end], titles))
        for end in range(len(WORD) - 1, 0, -1):
            _time(figures, "backspace", terminal, TAKEN_BACK, _counted(WORD[:end], titles))
        terminal.press("\x1b", lambda now: "? keys" in now.text)
    terminal.close()


def _counted(typed: str, titles: list[str]) -> Callable[[Terminal], bool]:
    """Return what tells that the bar shows these letters and how many cards have them."""
    count = sum(all(word in title for word in typed.split()) for title in titles)
    bar = re.compile(rf" / {typed} {{3,}}(?:\d+ of )?{count}(?: found)? *")
    return lambda now: any(bar.fullmatch(line) for line in now.lines[-2:])


def main() -> None:
    """Run every size and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = options.parse_args()
    print("| cards | " + " | ".join(KINDS) + " |")
    print("| --- " * (len(KINDS) + 1) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for size in given.sizes:
            home = Path(folder) / str(size)
            seed(home, size)
            figures: Figures = {}
            cards = working_board(size)
            for _ in range(given.runs):
                search(figures, home, cards)
            cursor = statistics.median(figures["cursor"])
            row = [
                f"{statistics.median(figures[kind]):.1f} "
                f"({statistics.median(figures[kind]) / cursor:.1f} x, max {max(figures[kind]):.0f},"
                f" {statistics.mean(figures[f'{kind} frames']):.1f} frames)"
                for kind in KINDS
            ]
            print(f"| {size} | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
