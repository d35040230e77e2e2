"""Times the board from outside, in a pseudo terminal, beside a bare Textual app: `make bench`.

Prints medians in milliseconds and their ratio to the bare app's in the same run. A claim is a
ratio: these figures move with the machine, their ratios do not.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kanban import boards
from kanban.clock import SystemClock
from kanban.domain.operations import cards
from tests.terminal.terminal import Terminal

HERE = Path(__file__).parent
BARE = [sys.executable, str(HERE / "bare_app.py")]
BOARD = [sys.executable, "-m", "kanban"]
SIZES = (10, 100, 1_000)
KEYS = ("cursor", "carry", "done", "undo")
Figures = dict[str, list[float]]


def seed(home: Path, count: int) -> None:
    """Write a board of so many cards over three columns; Doing has a twentieth."""
    home.mkdir()
    (home / "config.toml").write_text('nudge = "off"\n')  # what is said in the evening is a frame
    held = boards.create_board(home / "boards", "main", SystemClock())
    doing = max(5, count // 20)
    held.do(cards.add, titles=tuple(f"Step {n} of the plan" for n in range(count - doing)))
    held.do(cards.add, titles=tuple(f"Now {n}" for n in range(doing)), column_id=2)
    held.fold()
    held.close()


def bare(figures: Figures, keys: int) -> None:
    """Time the bare app's first paint and its keys."""
    terminal = Terminal(BARE)
    seen = terminal.wait("READY")
    figures.setdefault("paint", []).append((seen.at - terminal.started_at) * 1000)
    for number in range(keys):
        key = "ab"[number % 2]
        took, _ = terminal.press(key, f"KEY-{key}")
        figures.setdefault("key", []).append(took)
    terminal.close()


def board(figures: Figures, home: Path, keys: int) -> None:
    """Time the board's first paint, a cursor key, a carry and back, done and its undo."""
    # Without the light of a win, which draws a frame of its own a third of a second later.
    env = {"PROGRESS_BOARD_HOME": str(home), "TEXTUAL_ANIMATIONS": "none"}
    terminal = Terminal(BOARD, env)
    seen = terminal.wait(lambda now: "? keys" in now.text and "Now 0" in now.text)
    figures.setdefault("paint", []).append((seen.at - terminal.started_at) * 1000)
    terminal.press("l", _selected("Now 0"))
    for number in range(keys):
        _time(figures, "cursor", terminal, "jk"[number % 2], _selected(f"Now {(number + 1) % 2}"))
    for _ in range(keys):
        _time(figures, "carry", terminal, "H", lambda now: "█" in column_text(now, 0))
        _time(figures, "carry", terminal, "L", lambda now: "█" in column_text(now, 1))
        title = _selected_title(terminal)
        _time(
            figures,
            "done",
            terminal,
            "d",
            lambda now, title=title: f"✓ {title}" in column_text(now, 2),
        )
        _time(
            figures,
            "undo",
            terminal,
            "u",
            lambda now, title=title: f"✓ {title}" not in column_text(now, 2),
        )
    figures.setdefault("pss_mb", []).append(terminal.pss_mb)
    terminal.close()


def _time(
    figures: Figures, name: str, terminal: Terminal, key: str, holds: Callable[[Terminal], bool]
) -> None:
    took, frames = terminal.press(key, holds)
    figures.setdefault(name, []).append(took)
    figures.setdefault(f"{name} frames", []).append(frames)


def column_text(terminal: Terminal, number: int) -> str:
    """Return what stands in a column, counted from 0."""
    edges = [place for place, char in enumerate(terminal.lines[3]) if char == " "][:4]
    return "\n".join(line[edges[number] : edges[number + 1]] for line in terminal.lines[4:-1])


def _selected_title(terminal: Terminal) -> str:
    line = next(line for line in terminal.lines if "█" in line)
    return " ".join(line.partition("█")[2].split()[:2])


def _selected(title: str) -> Callable[[Terminal], bool]:
    return lambda now: any(f"█ {title} " in line for line in now.lines)


def shell(command: list[str], env: dict[str, str], runs: int) -> float:
    """Return the median milliseconds of a whole command."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Run everything, interleaved, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--keys", type=int, default=10)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--json", type=Path)
    given = options.parse_args()
    floor: Figures = {}
    boards: dict[int, Figures] = {size: {} for size in given.sizes}
    env = {**os.environ, "PROGRESS_BOARD_HOME": ""}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in given.sizes}
        for size, home in homes.items():
            seed(home, size)
        for _ in range(given.runs):
            bare(floor, given.keys)
            for size, home in homes.items():
                with tempfile.TemporaryDirectory() as copy:  # each run begins at the same board
                    shutil.copytree(home, copy, dirs_exist_ok=True)
                    board(boards[size], Path(copy), given.keys)
        env["PROGRESS_BOARD_HOME"] = str(homes[given.sizes[0]])
        json_ms = shell([sys.executable, "-c", "import json"], env, 2 * given.runs + 1)
        program = str(Path(sys.executable).parent / "progress-board")
        win_ms = shell([program, "win", "x"], env, 2 * given.runs + 1)
    report(floor, boards)
    print(f"\nwin {win_ms:.0f} ms, import json {json_ms:.0f} ms: {win_ms / json_ms:.2f} x")
    if given.json:
        given.json.write_text(json.dumps({"bare": floor, "boards": boards}))


def report(floor: Figures, boards: dict[int, Figures]) -> None:
    """Print medians and ratios."""

    def middle(name: str) -> float:
        return statistics.median(figures[name])

    paint, key = (statistics.median(floor[name]) for name in ("paint", "key"))
    print(f"bare Textual app: first paint {paint:.0f} ms, a key {key:.1f} ms\n")
    print("| cards | first paint | cursor | carry | done | undo | frames a key | PSS MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size, figures in boards.items():
        row = [f"{middle('paint'):.0f} ({middle('paint') / paint:.2f} x)"]
        row += [f"{middle(name):.1f} ({middle(name) / key:.1f} x)" for name in KEYS]
        row.append("/".join(f"{statistics.mean(figures[f'{name} frames']):.1f}" for name in KEYS))
        print(f"| {size} | {' | '.join(row)} | {middle('pss_mb'):.0f} |")


if __name__ == "__main__":
    main()
