"""Several processes at one board: no change lost, no number doubled, all seen in a second."""

import os
import signal
import time
from contextlib import ExitStack
from pathlib import Path

from kanban.domain.operations import cards
from kanban.domain.records import Card
from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk

from .children import Child, Tell, forked
from .subjects import Opener, clock, do, move, opener
from .tally import Tally

PROCESSES = 4
FOLD_EVERY = 100
LOOK_S = 0.05
LATEST_S = 1.0


def side_by_side(changes: int, folder: Path, open_: Opener | None = None) -> Tally:
    """Let four processes add cards at once, folding now and then, and follow them."""
    tally = Tally(f"{PROCESSES} processes x {changes} changes")
    open_ = open_ or opener()
    tally.tried = PROCESSES * changes
    watcher = open_(folder)
    first = watcher.board.seq
    said: dict[int, float] = {}
    seen: dict[int, float] = {}
    with ExitStack() as stack:
        children = [
            stack.enter_context(forked(_adder(open_, folder, changes, number)))
            for number in range(PROCESSES)
        ]
        _watch(tally, watcher, children, said, seen, changes)
    _count(tally, open_, folder, said, first)
    latest = max((seen[seq] - said[seq] for seq in seen.keys() & said.keys()), default=0.0)
    tally.seen["ms until the last of them was seen elsewhere"] = round(1000 * max(0.0, latest))
    if latest > LATEST_S:
        tally.fail("seen too late", f"{latest:.2f} s")
    return tally


def _adder(open_: Opener, folder: Path, changes: int, number: int):
    def work(tell: Tell) -> None:
        keeper = open_(folder)
        for count in range(changes):
            keeper.do(cards.add, titles=(f"{number}.{count}",))
            tell(keeper.board.seq)
            if count % FOLD_EVERY == FOLD_EVERY - 1:
                keeper.fold()

    return work


def _watch(
    tally: Tally,
    watcher: Keeper,
    children: list[Child],
    said: dict[int, float],
    seen: dict[int, float],
    changes: int,
) -> None:
    """Listen to the children and look at the board in turn, as a screen does."""
    until = time.monotonic() + 120
    known = watcher.board.seq
    while len(said) < PROCESSES * changes and time.monotonic() < until:
        heard = 0
        for child in children:
            for seq, at in child.listen(LOOK_S / PROCESSES):
                heard += 1
                if seq in said:
                    tally.fail("the same number twice", seq)
                said[seq] = at
        try:
            watcher.follow()
        except Exception as error:
            tally.fail("cannot follow", repr(error))
            return
        for seq in range(known + 1, watcher.board.seq + 1):
            seen[seq] = time.monotonic()
        known = max(known, watcher.board.seq)
        if not heard and all(_is_over(child) for child in children):
            break


def _is_over(child: Child) -> bool:
    return os.waitid(os.P_PID, child.process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _count(tally: Tally, open_: Opener, folder: Path, said: dict[int, float], first: int) -> None:
    try:
        board = open_(folder).board
    except Exception as error:
        tally.fail("unreadable", error)
        return
    titles = [card.title for card in board.table(Card).values() if "." in card.title]
    if len(titles) != len(set(titles)):
        tally.fail("doubled", len(titles))
    for _ in range(max(0, tally.tried - len(titles), tally.tried - (board.seq - first))):
        tally.fail("lost", f"{len(titles)} cards, {board.seq - first} changes")
    if len(said) < tally.tried:
        tally.fail("a process gave up", f"{len(said)} of {tally.tried}")


def stopped_holder(tries: int, folder: Path, open_: Opener | None = None) -> Tally:
    """Stop a process while it holds the lock; it is named, waited for and never broken in on."""
    tally = Tally("a lock holder under SIGSTOP")
    path = folder / "main.json"
    (open_ or opener())(folder)
    for _ in range(tries):
        tally.tried += 1

        def hold(tell: Tell) -> None:
            with BoardFile(path).lock():
                tell(0)
                os.kill(os.getpid(), signal.SIGSTOP)

        with forked(hold) as child:
            next(child.listen(10.0))
            os.waitpid(child.process, os.WUNTRACED)
            _try_beside(tally, path, open_, child.process)
            os.kill(child.process, signal.SIGCONT)
            keeper = Keeper(BoardFile(path, Disk()), clock)
            do(keeper, move)
    return tally


def _try_beside(tally: Tally, path: Path, open_: Opener | None, holder: int) -> None:
    waiting = open_(path.parent) if open_ else Keeper(BoardFile(path, Disk(), wait_s=0.03), clock)
    before = path.with_suffix(".journal").read_bytes()
    try:
        do(waiting, move)
    except StorageError as error:
        if f"Process {holder} " not in error.message:
            tally.fail("the holder is not named", error)
    else:
        tally.fail("broke in")
        return
    if path.with_suffix(".journal").read_bytes() != before or waiting.follow():
        tally.fail("changed something")
    if waiting.waits_for() != str(holder):
        tally.fail("the holder is not named", waiting.waits_for())
