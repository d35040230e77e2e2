"""Kill -9 while a board of an older form is opened, put into today's by its first change, and used.

Each kill meets a fresh copy of the older board, or one whose migration an earlier kill has cut off.
"""

import random
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kanban.errors import StorageError
from kanban.keeper import Keeper
from kanban.store import migration
from kanban.store.backups import Backups
from kanban.store.board_file import BoardFile
from tests.domain.builder import records
from tests.store import older

from .children import Tell, forked
from .disks import QuickDisk
from .kills import copy_of, large_opener
from .subjects import Expected, Opener, clock, do, move, opener
from .tally import Tally

LONGEST_S = 0.12
"""A child has opened, migrated and used its board in less."""
NAMES = ("main.json", "main.journal")


@dataclass(frozen=True)
class Older:
    """A board of the older form, and what it holds.

    Attributes:
        files: The bytes of its snapshot and its journal.
        board: What it holds, as a program of today sees it.
    """

    files: dict[str, bytes]
    board: Any

    def put(self, folder: Path) -> None:
        """Put its files into a new folder."""
        folder.mkdir(parents=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)

    def is_untouched(self, folder: Path) -> bool:
        """Tell whether the files in a folder are still these."""
        return all((folder / name).read_bytes() == data for name, data in self.files.items())

    def is_kept(self, folder: Path) -> bool:
        """Tell whether there is a backup in the older form that holds all of it."""
        backups = Backups(folder / "main.json", QuickDisk())
        for backup in backups.all():
            with suppress(StorageError):
                if b"headline" in backup.path.read_bytes():
                    return records(backups.read(backup.path)) == records(self.board)
        return False


def older_board(folder: Path, open_: Opener, folded: int = 12, later: int = 5) -> Older:
    """Make a board of the older form, with some of its acts in the journal."""
    keeper = open_(folder)
    for _ in range(folded):
        do(keeper, move)
    keeper.fold()
    for _ in range(later):
        do(keeper, move)
    keeper.close()
    older.age(folder)
    return Older({name: (folder / name).read_bytes() for name in NAMES}, keeper.board)


def is_pending(folder: Path) -> bool:
    """Tell whether a file of the board is still in the older form."""
    path, journal = (folder / name for name in NAMES)
    return migration.is_pending(path.read_bytes(), journal.read_bytes(), path)


def migrations(
    kills: int, folder: Path, open_: Opener | None = None, seed: int = 4, large: bool = True
) -> Tally:
    """Kill while a board changes its form."""
    tally = Tally("kill -9: migrations")
    with older.form_2():
        made = older_board(folder / "made", large_opener(QuickDisk) if large else opener(QuickDisk))
        loop = _Loop(tally, folder, made, open_ or opener(), random.Random(seed))
        for _ in range(kills):
            loop.kill()
    return tally


class _Loop:
    """Boards of the older form, one after the other, each until it is in today's."""

    def __init__(
        self, tally: Tally, folder: Path, made: Older, open_: Opener, rng: random.Random
    ) -> None:
        self.tally = tally
        self.folder = folder
        self.made = made
        self.open = open_
        self.rng = rng
        self.place = folder / "none"

    def kill(self) -> None:
        """Kill one child and look at what it leaves."""
        if not self.place.exists():
            self.place = self.folder / f"board-{self.tally.tried}"
            self.made.put(self.place)
        else:
            self.tally.seen["killed again where a migration was cut off"] += 1
        acknowledged = self.run()
        self.tally.tried += 1
        if self.tally.lost > 100 or self.is_done_with(acknowledged):
            shutil.rmtree(self.place)

    def run(self) -> int:
        """Have a child open the board and use it; return the last act it acknowledged."""

        def work(tell: Tell) -> None:
            tell(self.made.board.seq)
            keeper = self.open(self.place)
            while True:
                for _ in range(3):
                    tell(do(keeper, move))
                keeper.fold()

        acknowledged = self.made.board.seq
        with forked(work) as child:
            next(child.listen(10.0))
            for told, _ in child.listen(
                self.rng.uniform(0.0, self.rng.choice((LONGEST_S / 4, LONGEST_S)))
            ):
                acknowledged = told
            return max([acknowledged, *(told for told, _ in child.kill())])

    def is_done_with(self, acknowledged: int) -> bool:
        """Look at a board after its process was killed; tell whether it is to be thrown away."""
        tally, place = self.tally, self.place
        tally.seen["acts acknowledged"] += acknowledged - self.made.board.seq
        if not self.is_right(acknowledged):
            return True
        if not is_pending(place):
            tally.seen["killed when in today's form"] += 1
            return True
        if self.made.is_untouched(place):
            what = "after the backup" if self.made.is_kept(place) else "before the backup"
            tally.seen[f"killed {what}"] += 1
        else:
            tally.seen["killed between the two files"] += 1
        if self.rng.random() < 0.5:
            return False  # to be killed again
        seq = do(Keeper(BoardFile(place / NAMES[0]), clock), move)
        if self.is_right(seq) and (is_pending(place) or list(place.rglob("*.new"))):
            tally.fail("does not repeat cleanly", place)
        return True

    def is_right(self, acknowledged: int) -> bool:
        """Tell whether the board opens with all that was acknowledged, and its backup is there."""
        if not self.made.is_untouched(self.place) and not self.made.is_kept(self.place):
            self.tally.fail("written before the backup", self.place)
            return False
        try:
            board = Keeper(BoardFile(self.place / NAMES[0]), clock).board
        except Exception as error:
            self.tally.fail("unreadable", error)
            return False
        if board.seq < acknowledged:
            self.tally.fail("lost acknowledged", f"{board.seq} of {acknowledged}")
            return False
        wrong = Expected(copy_of(self.made.board), move).differs(board)
        history = [commit.seq for commit in board.history.done]
        if not wrong and history != [*range(1, board.seq + 1)][-len(history) :]:
            wrong = "history is another"
        if wrong:
            self.tally.fail(wrong, f"at {board.seq}")
        return not wrong
