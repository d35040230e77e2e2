"""Times the board beside kanban-tui, with the same cards in the same columns: `make bench-peer`.

kanban-tui is the nearest terminal board there is; it comes from the registry into an environment of
its own. At 1,000 cards it takes minutes for three keys, so there it runs once.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.boards import large_board, write_board
from benchmarks.seed_kanban_tui import NOTES
from kanban.domain.board import Board
from kanban.domain.records import TABLES, Card
from kanban.domain.values import replace
from tests.terminal.terminal import Terminal

HERE = Path(__file__).parent
SIZES = (100, 1_000)
PATIENCE_S = 120
Figures = dict[str, list[float]]
Condition = Callable[[Terminal], bool]


def left_column(terminal: Terminal) -> str:
    """Return what stands in the left third of the screen."""
    return "\n".join(line[: terminal.columns // 3 - 4] for line in terminal.lines[3:-1])


def steps(is_selected: Callable[[str], Condition], name: Callable[[int], str]) -> list[tuple]:  # type: ignore[type-arg]
    """Return (what, key, when it is done): a card down, and that card carried to the right."""
    first, second = name(0), name(3)
    return [
        ("cursor", "j", is_selected(second)),
        ("carry", "L", lambda now: not {first, second} <= set(_titles(left_column(now)))),
    ]


def _titles(text: str) -> list[str]:
    return re.findall(r"Step [0-9]+ of", text)


def run(figures: Figures, terminal: Terminal, first: str, keys: list[tuple]) -> None:  # type: ignore[type-arg]
    """Time the first paint and each key once."""
    seen = terminal.wait(lambda now: first in now.text, timeout_s=PATIENCE_S, quiet_s=0.5)
    figures.setdefault("first paint", []).append((seen.at - terminal.started_at) * 1000)
    for what, key, is_there in keys:
        sent = terminal.send(key)
        seen = terminal.wait(is_there, timeout_s=PATIENCE_S, quiet_s=0.5)
        figures.setdefault(what, []).append((seen.at - sent) * 1000)
    terminal.close()


def ours(figures: Figures, folder: Path, name: Callable[[int], str]) -> None:
    """Time the board."""
    terminal = Terminal(
        [sys.executable, "-m", "kanban"],
        {"PROGRESS_BOARD_HOME": str(folder), "TEXTUAL_ANIMATIONS": "none"},
    )

    def is_selected(title: str) -> Condition:
        return lambda now: f"█ {title} " in now.text

    run(figures, terminal, name(0), steps(is_selected, name))


def theirs(figures: Figures, python: Path, folder: Path, name: Callable[[int], str]) -> None:
    """Time kanban-tui; the footer names what can be done once a card has the focus."""
    terminal = Terminal(
        [str(python.parent / "ktui")],
        {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "KANBAN_TUI_CONFIG_FILE": str(folder / "config.toml"),
            "KANBAN_TUI_DATABASE_FILE": str(folder / "kanban.db"),
        },
    )
    before: list[str] = []

    def is_selected(_title: str) -> Condition:
        def has_moved(now: Terminal) -> bool:  # only the card with the focus is drawn in full
            before[:] = before or [left_column(now)]
            return left_column(now) != before[0]

        return has_moved

    run(figures, terminal, name(0), steps(is_selected, name))


def noted(board: Board) -> Board:
    """Return the board with notes on each card, as the other program's have."""
    records = [record for kind in TABLES.values() for record in board.on_hand(kind).values()]  # type: ignore[type-var]
    return Board(replace(each, notes=NOTES) if isinstance(each, Card) else each for each in records)


def main() -> None:
    """Run both in turn and print medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("python", type=Path, help="the Python that has kanban-tui")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = options.parse_args()
    print("| cards | program | first paint ms | cursor ms | carry ms |")
    print("| --- | --- | --- | --- | --- |")
    for size in given.sizes:
        board = noted(large_board(size))
        titles = [card.title for card in board.table(Card).values()]
        held: dict[str, Figures] = {"progress-board": {}, "kanban-tui": {}}
        for _ in range(given.runs if size < 1_000 else 1):
            with tempfile.TemporaryDirectory() as home:
                (Path(home) / "config.toml").write_text('nudge = "off"\n')
                write_board(Path(home) / "boards", board)
                ours(held["progress-board"], Path(home), lambda number: f"Step {number} of")
            with tempfile.TemporaryDirectory() as home:
                subprocess.run(
                    [given.python, HERE / "seed_kanban_tui.py", home],
                    input="\n".join(titles),
                    text=True,
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
                theirs(held["kanban-tui"], given.python, Path(home), lambda n: f"Step {n} of")
        for program, figures in held.items():
            row = [f"{statistics.median(times):,.0f}" for times in figures.values()]
            print(f"| {size} | {program} | {' | '.join(row)} |")


if __name__ == "__main__":
    main()
