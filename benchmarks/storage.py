"""Times the store beside what it stands on: `make bench`.

A durable move beside a bare write + fdatasync of the same bytes and beside TinyDB's own
JSONStorage; opening beside `json.loads` of the snapshot, with years put away too; memory beside
the snapshot's size. Ratios of medians in one run.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tinydb import JSONStorage, TinyDB

from benchmarks.boards import large_board, noon, put_years_away, write_board
from kanban.domain.operations import cards
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.years import YearFiles

SIZES = (200, 2_000, 20_000, 100_000)


def median_ms(act: Callable[[int], object], runs: int) -> float:
    """Return the median milliseconds of an act, which is given the number of the run."""
    times = []
    for number in range(runs):
        start = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def moves(folder: Path, size: int, runs: int) -> tuple[float, float]:
    """Return the milliseconds of a durable move and of a bare append of the same bytes."""
    path = write_board(folder, large_board(size))
    keeper = Keeper(BoardFile(path), noon)
    gc.collect()
    gc.freeze()
    journal = path.with_suffix(".journal")
    before = journal.stat().st_size
    move_times, bare_times = [], []
    descriptor = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number in range(runs):
        start = time.perf_counter()
        keeper.do(cards.move, card_ids=(number + 1,), column_id=2 if number % 3 != 1 else 1)
        move_times.append((time.perf_counter() - start) * 1000)
        size_now = journal.stat().st_size
        line = b"x" * (size_now - before)
        before = size_now
        start = time.perf_counter()
        os.write(descriptor, line)
        os.fdatasync(descriptor)
        bare_times.append((time.perf_counter() - start) * 1000)
    os.close(descriptor)
    keeper.close()
    gc.unfreeze()
    return statistics.median(move_times), statistics.median(bare_times)


def json_storage(folder: Path, size: int, runs: int) -> float:
    """Return the milliseconds of one update of one document through TinyDB's JSONStorage."""
    path = write_board(folder, large_board(size), "stock")
    with TinyDB(path, storage=JSONStorage) as database:
        table = database.table("cards")
        return median_ms(lambda run: table.update({"column_id": 2}, doc_ids=[run + 1]), runs)


def opening(path: Path, runs: int) -> tuple[float, float]:
    """Return the milliseconds of opening a board and of `json.loads` of its snapshot."""
    data = path.read_bytes()
    file = BoardFile(path)

    def load(_run: int) -> None:
        file.load()
        file.close()

    gc.collect()
    gc.disable()
    figures = [
        (median_ms(load, 1), median_ms(lambda _run: json.loads(data), 1)) for _ in range(runs)
    ]
    gc.enable()
    return statistics.median(one for one, _ in figures), statistics.median(
        two for _, two in figures
    )


def looking(path: Path, runs: int) -> tuple[float, float]:
    """Return the milliseconds of the first look at a year put away, and its file's megabytes."""
    year = min(YearFiles.of(path).all(), key=lambda each: abs(each - noon().day.year + 2))
    times = []
    for _ in range(runs):
        board = BoardFile(path).load()
        start = time.perf_counter()
        board.wins_on(date(year, 6, 1))
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times), YearFiles.of(path).path(year).stat().st_size / 2**20


_MEASURE = """
import gc, resource, sys
from pathlib import Path
from kanban.store.board_file import BoardFile
board = BoardFile(Path(sys.argv[1])).load()
gc.collect()
rollup = Path("/proc/self/smaps_rollup").read_text()
print(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
"""


def memory_mb(path: Path) -> float:
    """Return the megabytes of a process that holds a board open."""
    ran = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)], check=True, capture_output=True, text=True
    )
    return int(ran.stdout) / 1024


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--runs", type=int, default=101)
    given = options.parse_args()
    print(
        "| cards | durable move ms | bare write + fdatasync ms | ratio | JSONStorage ms | ratio |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            move, bare = moves(Path(folder), size, given.runs)
            stock = json_storage(Path(folder), size, 3)
        print(
            f"| {size:,} | {move:.3f} | {bare:.3f} | {move / bare:.2f} x"
            f" | {stock:.1f} | {stock / move:.0f} x |"
        )
    with tempfile.TemporaryDirectory() as folder:
        empty = write_board(Path(folder), large_board(0), "empty")
        path = write_board(Path(folder), large_board(20_000, 100_000))
        size_mb = path.stat().st_size / 2**20
        load, loads = opening(path, 5)
        print(f"\nopening 20,000 cards + 100,000 wins ({size_mb:.1f} MB): {load:.0f} ms,")
        print(f"json.loads of its bytes {loads:.0f} ms: {load / loads:.2f} x")
        spread = write_board(Path(folder), large_board(20_000, 100_000, years=5), "spread")
        put_years_away(spread)
        size_mb = spread.stat().st_size / 2**20
        load, loads = opening(spread, 5)
        print(f"\nover five years, those long past put away ({size_mb:.1f} MB): {load:.0f} ms,")
        print(f"json.loads of its bytes {loads:.0f} ms: {load / loads:.2f} x")
        look, year_mb = looking(spread, 5)
        print(f"first look at a year put away ({year_mb:.1f} MB): {look:.0f} ms\n")
        small = write_board(Path(folder), large_board(20_000), "cards")
        more, bytes_mb = memory_mb(small) - memory_mb(empty), small.stat().st_size / 2**20
        print(f"memory of 20,000 cards over an empty board {more:.1f} MB,")
        print(f"snapshot {bytes_mb:.1f} MB: {more / bytes_mb:.2f} x")


if __name__ == "__main__":
    main()
