"""A board left open over a long day: memory, open files and the journal stay level.

The clock is simulated, as are the pauses: the board folds beside, as the screen has it do, while
the person is slower than any program.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from kanban.domain.moment import Moment
from kanban.domain.operations import cards, wins
from kanban.keeper import FOLD_BYTES, Keeper
from kanban.store.board_file import BoardFile
from kanban.store.housekeeping import Housekeeping

from .children import Tell, forked
from .disks import QuickDisk
from .subjects import START, large_board
from .tally import Tally

STEP = timedelta(seconds=1.7)
"""From one change to the next; 50,000 fill a day and a night."""
FIELDS = 5
CARDS = 300
"""How many cards share the work; a card keeps its moves, so one alone would grow like no other."""
LATEST_S = 1_800
MORE_BLOCKS = 1_000
"""How many more blocks of memory the long-lived process may have in use than one that has just
opened the same files. Keeping a single new object a change would be 50,000."""
MORE_KB = 4_096
"""How much more memory the system may count for it: what was freed is not all given back."""
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

    def live_it(tell: Tell) -> None:
        keeper = open_(folder)
        for until in (changes // 5, changes):
            _tell_all(tell, live(keeper, until))

    def open_anew(tell: Tell) -> None:
        keeper = open_(folder)
        keeper.follow()
        _tell_all(tell, (keeper.board.seq, *in_use(), keeper._store.journal_bytes))

    samples = _told_by(live_it)
    tally.tried = samples[-1][0] if samples else 0
    if tally.tried < changes:
        tally.fail("the day was not lived to its end", tally.tried)
        return tally
    anew = _told_by(open_anew)
    if anew:
        _weigh(tally, *samples, *anew)
    else:
        tally.fail("unreadable")
    return tally


def live(keeper: Keeper, until: int) -> tuple[int, ...]:
    """Change a board until so many are made; return what is in use then.

    Returns:
        Changes, kB, blocks of memory, open files, and the most bytes that the journal had.
    """
    longest = 0
    for number in range(keeper.board.seq + 1, until + 1):
        change(keeper, number)
        keep_up(keeper)
        longest = max(longest, keeper._store.journal_bytes)
    return until, *in_use(), longest


def _tell_all(tell: Tell, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        tell(number)


def _told_by(work: Callable[[Tell], None]) -> list[tuple[int, ...]]:
    """Return the samples that a process of its own tells."""
    with forked(work) as child:
        numbers = [number for number, _ in child.listen(LATEST_S)]
    return list(zip(*[iter(numbers)] * FIELDS, strict=False))


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


def _weigh(
    tally: Tally, early: tuple[int, ...], last: tuple[int, ...], anew: tuple[int, ...]
) -> None:
    """Compare the end of the day with one that has just opened what the day has left."""
    longest = max(early[4], last[4])
    for name, sample in {"at the end": last, "opened anew": anew}.items():
        tally.seen[f"kB {name}"], tally.seen[f"blocks {name}"] = sample[1:3]
    tally.seen["open files at the end"] = last[3]
    tally.seen["bytes of journal at most"] = longest
    if last[1] > anew[1] + MORE_KB or last[2] > anew[2] + MORE_BLOCKS:
        tally.fail("memory grows", f"{last[1:3]}, opened anew {anew[1:3]}")
    if last[3] > early[3]:
        tally.fail("open files grow", f"{early[3]} to {last[3]}")
    if longest > LONGEST_JOURNAL:
        tally.fail("the journal grows", longest)
    if anew[0] != last[0]:
        tally.fail("lost", f"{anew[0]} of {last[0]}")
