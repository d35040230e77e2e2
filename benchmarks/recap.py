"""Times looking back on a board of 10,000 wins over three years beside one without a win.

From outside, in a pseudo terminal, in one run: milliseconds from the keys that open the day, the
week, the month, the year and the insights until they stand on the screen. The claim is the ratio,
which is to stay below 2, and below 4 for the insights; most of what is above 1 is drawing rows that
an empty board has not. Month and year are reached through the spans before them.
"""

import argparse
import statistics
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.boards import large_board, write_board
from benchmarks.terminal import BOARD, Figures
from kanban.domain.board import Board
from kanban.domain.records import About, Card, Column, Goal, Record, Win, WinKind
from tests.terminal.terminal import Terminal

WINS, YEARS = 10_000, 3
GOALS = 5
STEPS = (
    ("day", "r", "Three things"),
    ("week", "R", "Y stand-up"),
    ("month", "R\t", None),
    ("year", "R\t\t", None),
    ("insights", "i", "A year of wins"),
)


def seed(home: Path, wins: int) -> None:
    """Write a board of a hundred cards whose wins end today."""
    now = datetime.now(UTC)
    start = large_board(100)
    begun = now - timedelta(days=366 * YEARS)
    records: list[Record] = [*start.table(Column).values(), *start.table(Card).values()]
    records.append(About(title="Large", created_at=begun))
    records += [Goal(id=n, title=f"Goal {n}", rank=f"a{n}") for n in range(1, GOALS + 1)]
    for number in range(wins):
        at = now - timedelta(days=365 * YEARS * number / WINS)
        records.append(_win(number, at))
    write_board(home / "boards", Board(records))


def _win(number: int, at: datetime) -> Win:
    return Win(
        id=number + 1,
        kind=WinKind.NOTE,
        text=f"A small step forward, {number}",
        at=at,
        zone="Etc/UTC",
        utc_offset_minutes=0,
        day=at.date(),
        goal_id=number % (GOALS + 1) or None,
    )


def look_back(figures: Figures, home: Path, keys: int) -> None:
    """Time opening the recap of today and going through the spans."""
    terminal = Terminal(BOARD, {"PROGRESS_BOARD_HOME": str(home), "TZ": "UTC"})
    terminal.wait("? keys")
    today = f"{datetime.now(UTC):%Y}"
    for _ in range(keys):
        for name, key, words in STEPS:
            month = f"{datetime.now(UTC):%b} {today}  "
            holds = words or {"month": f"   {month}", "year": f"   {today}  "}[name]
            took, _frames = terminal.press(key, lambda now, holds=holds: holds in now.text)
            figures.setdefault(name, []).append(took)
            terminal.send("\x1b")
            terminal.wait(lambda now: "a add" in now.text and "esc " not in now.text)
    terminal.close()


def main() -> None:
    """Run both boards in turn and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--keys", type=int, default=5)
    given = options.parse_args()
    empty: Figures = {}
    full: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        homes = {name: Path(folder) / name for name in ("empty", "full")}
        seed(homes["empty"], 0)
        seed(homes["full"], WINS)
        for _ in range(given.runs):
            look_back(empty, homes["empty"], given.keys)
            look_back(full, homes["full"], given.keys)
    print(f"| screen | no win, ms | {WINS:,} wins over {YEARS} years, ms | ratio |")
    print("| --- | --- | --- | --- |")
    for name, _, _ in STEPS:
        without, with_wins = (statistics.median(each[name]) for each in (empty, full))
        print(f"| {name} | {without:.0f} | {with_wins:.0f} | {with_wins / without:.2f} x |")


if __name__ == "__main__":
    main()
