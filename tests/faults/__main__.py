"""All faults in full numbers: `python -m tests.faults [NAME ...] [--share N]`.

Prints for each kind what was tried, what survived and what was lost; exits with 1 when anything
was. `--share 10` does a tenth of it.
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import (
    boards_and_shell,
    damages,
    full_disk,
    kills,
    long_day,
    migrations,
    model,
    power,
    processes,
    shelf,
)
from .tally import Tally

MINUTES = 10.0
Fault = Callable[[Path], Tally]


def faults(share: int = 1, minutes: float = MINUTES) -> dict[str, Fault]:
    """Return every kind of fault by its name."""
    kinds: dict[str, Fault] = {
        "kill-moves": partial(kills.moves, 1_000 // share),
        "kill-splits": partial(kills.splits, 1_000 // share),
        "kill-folds": partial(kills.folds, 1_000 // share),
        "kill-years": partial(kills.years, 1_000 // share),
        "kill-renames": partial(shelf.renames, 1_000 // share),
        "kill-sends": partial(shelf.sends, 1_000 // share),
        "kill-migrations": partial(migrations.migrations, 1_000 // share),
    }
    for kind in power.KINDS:
        kinds[f"power-{kind}"] = partial(power.power_cuts, kind, 10_000 // share)
    return kinds | {
        "years-after-a-kill": power.years_after_a_kill,
        "tails": lambda folder: damages.tails(folder, every=min(share, 7)),
        "damages": partial(damages.damages, 5_000 // share),
        "damages-years": partial(damages.years, 5_000 // share),
        "failing": lambda folder: full_disk.failing_acts(folder, every=share),
        "file-size": full_disk.file_size_limit,
        "full": full_disk.small_file_system,
        "processes": partial(processes.side_by_side, 500 // share),
        "boards-and-shell": partial(boards_and_shell.boards_and_shell, minutes / share),
        "long-day": partial(long_day.long_day, 50_000 // share),
        "model": lambda _folder: model.against_a_model(10_000 // share),
        "stopped": partial(processes.stopped_holder, max(1, 20 // share)),
    }


def main() -> int:
    """Run the faults named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(faults()))
    parser.add_argument("--share", type=int, default=1, help="do only one part in so many")
    parser.add_argument(
        "--minutes", type=float, default=MINUTES, help="how long boards-and-shell goes on"
    )
    arguments = parser.parse_args()
    kinds = faults(arguments.share, arguments.minutes)
    gc.freeze()  # a forked child then copies less
    lost = 0
    for name in arguments.names or kinds:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as place:
            tally = kinds[name](Path(place) / "fault")
        print(f"{tally}  {time.monotonic() - began:.0f} s", flush=True)
        for example in tally.examples:
            print(f"    {example}", flush=True)
        lost += tally.lost
    print("nothing lost" if not lost else f"{lost} LOST", flush=True)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
