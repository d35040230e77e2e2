"""A board left open over a long day: memory, open files and the journal stay level.

The clock is simulated, as are the pauses: the board folds beside, as the screen has it do, while
the person is slower than any program.
"""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from kanban.domain.moment import Moment
from kanban.domain.operations import cards, wins
from kanban.keeper import FOLD_BYTES, Keeper
from kanban.store.board_file import BoardFile
from kanban.store.housekeeping import Housekeeping
from kanban.store.snapshot import board_tables, seal

from .children import Tell, forked
from .disks import QuickDisk
from .subjects import START, large_board
from .tally import Tally

STEP = timedelta(seconds=1.7)
"""From one change to the next; 50,000 fill a day and a night."""
SAMPLES = 50
FIELDS = 6
CARDS = 300
"""How many cards share the work; a card keeps its moves, so one alone would grow like no other."""
LATEST_S = 1_800
MORE_KB = 4_096
MORE_BLOCKS = 5_000
"""How much more of each may be in use at the end than after the first fifth, beside what the
board itself has come to hold: a win that is taken back is kept, and so is each move of a card."""
MEMORY_A_BYTE = 3
"""How much memory one byte of a snapshot may take."""
BYTES_A_BLOCK = 20
LONGEST_JOURNAL = 2 * FOLD_BYTES
PROC = Path("/proc/self")

Opens = Callable[[Path], Keeper]


class DayClock:
    """A little later each time it is asked."""

    def __init__(self) -> None:
        self.at = START.at

    def __call__(self) -> Moment:
        self.at += STEP
        local = self.at + timedelta(minutes=START.utc_offset_minutes)
        return Moment(self.at, START.zone, START.utc_offset_minutes, local.date())


def open_for_the_day(folder: Path) -> Keeper:
    """Open a board as the program does, over a disk that does not wait."""
    file = BoardFile(folder / "main.json", QuickDisk())
    return Keeper(file, DayClock(), file.create(large_board), Housekeeping(file.path))


def long_day(changes: int, folder: Path, open_: Opens = open_for_the_day) -> Tally:
    """Make so many changes through one keeper."""
    tally = Tally("a long day")
    if not PROC.exists():
        tally.skipped = "the system does not tell what a process uses"
        return tally
    samples: list[tuple[int, ...]] = []
    numbers: list[int] = []

    def work(tell: Tell) -> None:
        for sample in live(open_(folder), changes):
            for number in sample:
                tell(number)

    with forked(work) as child:
        for number, _ in child.listen(LATEST_S):
            numbers.append(number)
    samples = list(zip(*[iter(numbers)] * FIELDS, strict=False))
    tally.tried = samples[-1][0] if samples else 0
    if tally.tried < changes:
        tally.fail("the day was not lived to its end", tally.tried)
        return tally
    _weigh(tally, samples, changes)
    _reopen(tally, folder, changes)
    return tally


def live(keeper: Keeper, changes: int) -> Iterator[tuple[int, ...]]:
    """Change a board so often; yield (changes, kB, blocks, open files, journal, records held).

    The last two are the most bytes that the journal had, and those of the records now.
    """
    longest = 0
    for number in range(1, changes + 1):
        change(keeper, number)
        keep_up(keeper)
        longest = max(longest, keeper._store.journal_bytes)
        if number % max(1, changes // SAMPLES) == 0 or number == changes:
            yield number, *in_use(), longest, held(keeper)


def change(keeper: Keeper, number: int) -> None:
    """Do an act of a round that leaves the board as large as it was, in twelve different ways."""
    card_id = 1 + number // 12 % CARDS
    acts: tuple[Callable[[], object], ...] = (
        lambda: keeper.do(cards.finish, card_ids=(card_id,)),
        keeper.undo,
        keeper.redo,
        keeper.undo,
        lambda: keeper.do(cards.amend, card_id=card_id, fields={"title": f"Step of {number}"}),
        lambda: keeper.do(cards.move, card_ids=(card_id,), column_id=2),
        lambda: keeper.do(cards.move, card_ids=(card_id,), column_id=1),
        lambda: keeper.do(wins.log, texts=(f"Win {number}",)),
        keeper.undo,
        lambda: keeper.do(cards.add, titles=(f"Card {number}", f"Another {number}")),
        keeper.undo,
        lambda: keeper.do(cards.amend, card_id=card_id, fields={"tags": (f"at-{number}",)}),
    )
    acts[(number - 1) % len(acts)]()


def keep_up(keeper: Keeper) -> None:
    """Do what the screen does four times a second."""
    if keeper.wants_folding:
        keeper.tidy()
    while keeper._house is not None and keeper._house._running is not None:
        if trouble := keeper.tidied():
            raise OSError(trouble)
        time.sleep(0.005)  # a person is slower
    keeper.follow()


def in_use() -> tuple[int, int, int]:
    """Return the kB, the blocks of memory and the open files of this process."""
    gc.collect()
    pages = int((PROC / "statm").read_text().split()[1])
    kilobytes = pages * os.sysconf("SC_PAGE_SIZE") // 1024
    return kilobytes, sys.getallocatedblocks(), len(list((PROC / "fd").iterdir()))


def held(keeper: Keeper) -> int:
    """Return how many bytes the records of a board take in a snapshot."""
    return len(seal(board_tables(keeper.board) | {"history": {}}))


def _weigh(tally: Tally, samples: list[tuple[int, ...]], changes: int) -> None:
    """Compare the end of the day with its first fifth."""
    early = next(sample for sample in samples if sample[0] >= changes / 5)
    last = samples[-1]
    longest = last[4]
    tally.seen["kB after a fifth"], tally.seen["kB at the end"] = early[1], last[1]
    tally.seen["open files after a fifth"], tally.seen["open files at the end"] = early[3], last[3]
    tally.seen["blocks after a fifth"], tally.seen["blocks at the end"] = early[2], last[2]
    tally.seen["bytes of journal at most"] = longest
    grown = last[5] - early[5]
    tally.seen["bytes of records more"] = grown
    is_more = last[1] > early[1] + MORE_KB + MEMORY_A_BYTE * grown // 1024
    if is_more or last[2] > early[2] + MORE_BLOCKS + grown // BYTES_A_BLOCK:
        tally.fail("memory grows", f"{early[1:3]} to {last[1:3]}")
    if last[3] > early[3]:
        tally.fail("open files grow", f"{early[3]} to {last[3]}")
    if longest > LONGEST_JOURNAL:
        tally.fail("the journal grows", longest)


def _reopen(tally: Tally, folder: Path, changes: int) -> None:
    board = BoardFile(folder / "main.json", QuickDisk()).load()
    if board.seq != changes:
        tally.fail("lost", f"{board.seq} of {changes}")
