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

from benchmarks.boards import working_board, write_board
from tests.terminal.terminal import Terminal

HERE = Path(__file__).parent
BARE = [sys.executable, str(HERE / "bare_app.py")]
BOARD = [sys.executable, "-m", "kanban"]
SIZES = (10, 1_000, 10_000, 100_000)
IDLE_S = 20.0
HELD_KEYS = 300
HELD_A_SECOND = 30
KEYS = ("cursor", "carry", "done", "undo")
Figures = dict[str, list[float]]


def seed(home: Path, count: int) -> None:
    """Write a board of so many cards over three columns; Doing has a twentieth."""
    home.mkdir()
    (home / "config.toml").write_text('nudge = "off"\n')  # what is said in the evening is a frame
    write_board(home / "boards", working_board(count))


def bare(figures: Figures, keys: int) -> None:
    """Time the bare app's first paint and its keys."""
    terminal = Terminal(BARE)
    seen = terminal.wait("READY")
    figures.setdefault("paint", []).append((seen.at - terminal.started_at) * 1000)
    for number in range(keys):
        key = "ab"[number % 2]
        took, _ = terminal.press(key, f"KEY-{key}")
        figures.setdefault("key", []).append(took)
    figures.setdefault("pss_mb", []).append(terminal.pss_mb)
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


def left_alone(command: list[str], home: Path, ready: str) -> float:
    """Return the share of a processor that a program takes which nobody touches, in percent."""
    terminal = Terminal(command, {"PROGRESS_BOARD_HOME": str(home)})
    terminal.wait(ready, quiet_s=1.0)
    before = _ran_s(terminal)
    time.sleep(IDLE_S)
    share = (_ran_s(terminal) - before) / IDLE_S * 100
    terminal.close()
    return share


def _ran_s(terminal: Terminal) -> float:
    """Return how long all threads have run; what `stat` counts is rounded to ticks of 10 ms."""
    threads = Path(f"/proc/{terminal.pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in threads) / 1e9


def held_down(home: Path) -> float:
    """Return how many ms after the last of 300 keys, 30 a second, the last paint came."""
    terminal = Terminal(BOARD, {"PROGRESS_BOARD_HOME": str(home)})
    terminal.wait("? keys")
    began = time.perf_counter()
    for number in range(HELD_KEYS):
        time.sleep(max(0.0, began + number / HELD_A_SECOND - time.perf_counter()))
        sent = terminal.send("j")
    seen = terminal.wait(_selected(f"Step {HELD_KEYS} of the plan"))
    terminal.close()
    return (seen.at - sent) * 1000


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
    options.add_argument("--held-size", type=int, default=10_000)
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
        held = Path(folder) / "held"
        seed(held, given.held_size)
        rest = left_alone(BARE, held, "READY")
        idle, late = left_alone(BOARD, held, "? keys"), held_down(held)
        env["PROGRESS_BOARD_HOME"] = str(homes[given.sizes[0]])
        json_ms = shell([sys.executable, "-c", "import json"], env, 2 * given.runs + 1)
        program = str(Path(sys.executable).parent / "progress-board")
        win_ms = shell([program, "win", "x"], env, 2 * given.runs + 1)
    report(floor, boards)
    print(
        f"\nleft alone with {given.held_size} cards: {idle:.2f} % of a processor,"
        f" the bare app {rest:.2f}"
    )
    print(
        f"{HELD_KEYS} keys, {HELD_A_SECOND} a second: last paint {late:.0f} ms after the last key"
    )
    print(f"\nwin {win_ms:.0f} ms, import json {json_ms:.0f} ms: {win_ms / json_ms:.2f} x")
    if given.json:
        given.json.write_text(json.dumps({"bare": floor, "boards": boards}))


def report(floor: Figures, boards: dict[int, Figures]) -> None:
    """Print medians and ratios."""

    def middle(name: str) -> float:
        return statistics.median(figures[name])

    paint, key, pss = (statistics.median(floor[name]) for name in ("paint", "key", "pss_mb"))
    print(f"bare Textual app: first paint {paint:.0f} ms, a key {key:.1f} ms, {pss:.0f} MB\n")
    print("| cards | first paint | cursor | carry | done | undo | frames a key | PSS MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size, figures in boards.items():
        row = [f"{middle('paint'):.0f} ({middle('paint') / paint:.2f} x)"]
        row += [
            f"{middle(name):.1f} ({middle(name) / key:.1f} x, p95 {_slow(figures[name]):.1f})"
            for name in KEYS
        ]
        row.append("/".join(f"{statistics.mean(figures[f'{name} frames']):.1f}" for name in KEYS))
        memory = middle("pss_mb")
        print(f"| {size} | {' | '.join(row)} | {memory:.0f} ({memory / pss:.2f} x) |")


def _slow(times: list[float]) -> float:
    """Return what 95 of 100 are at most."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


if __name__ == "__main__":
    main()
