"""Pull the plug after every act of the disk, in every way; what was acknowledged is there."""

import random
import shutil
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.errors import BoardError
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from tests.domain.builder import records
from tests.store import older

from .disks import QuickDisk
from .migrations import Older, older_board
from .recorder import PulledError, RecordingDisk
from .subjects import clock, do, move, old_wins, opener, split, starting_board
from .tally import Tally

KINDS = ("moves", "splits", "folds", "years", "creating", "migrations")
STATES_AN_ACT = 6
SUBJECTS = {"splits": split, "years": old_wins}
ACTS = {"moves": 12, "splits": 5, "folds": 5, "years": 4, "creating": 1, "migrations": 2}


def power_cuts(
    kind: str,
    states: int,
    folder: Path,
    make_disk: type[RecordingDisk] = RecordingDisk,
    *,
    make_file: type[BoardFile] = BoardFile,
    is_over_at_loss: bool = False,
) -> Tally:
    """Check so many different states that a power cut could leave.

    Each run has sessions that are killed at a random act of the disk, so that a session begins
    with what another has left unsynced.
    """
    tally = Tally(f"power cut: {kind}")
    checked: set[int] = set()
    seed = 0
    with older.form_2() if kind == "migrations" else nullcontext():
        while tally.tried < states and not (is_over_at_loss and tally.lost):
            seed += 1
            rng = random.Random(f"{kind} {seed}")
            run = _Run(kind, tally, states, rng, folder / f"{kind}-{seed}", make_disk, checked)
            run.make_file = make_file
            run.go()
    return tally


def years_after_a_kill(folder: Path, make_disk: type[RecordingDisk] = RecordingDisk) -> Tally:
    """Kill a first putting away at each of its acts, do it again, lose all that is not synced.

    What a process that was killed has left named only, the next one finds and believes.
    """
    tally = Tally("power cut: years after a kill")
    is_cut_off = True
    while is_cut_off:
        tally.tried += 1
        place = folder / str(tally.tried)
        place.mkdir(parents=True)
        disk = make_disk()
        keeper = Keeper(_made(place, disk), clock)
        do(keeper, old_wins)
        keeper._store.fold(keeper.board)
        disk.kill_at = disk.acts + tally.tried
        try:
            keeper.fold()
            is_cut_off = False
        except PulledError:
            Keeper(BoardFile(place / "main.json", disk), clock).fold()
        world = disk.world
        left = folder / f"{tally.tried}-left"
        for path, node in world.names.items():
            folders = [each for each in path.parents if each in world.made]
            if path not in world.made and all(each in world.names for each in folders):
                copy = left / path.relative_to(place)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(node.durable)
        try:
            found = records(BoardFile(left / "main.json", QuickDisk()).load())
            if found != records(keeper.board):
                tally.fail("partial")
        except BoardError as error:
            tally.fail("unreadable", error)
    return tally


def _made(place: Path, disk: RecordingDisk) -> BoardFile:
    """Return the files of a board that was just set up."""
    file = BoardFile(place / "main.json", disk)
    file.create(starting_board)
    return file


class _Run:
    """One board, from its making over some sessions, with the plug pulled after each act."""

    def __init__(
        self,
        kind: str,
        tally: Tally,
        states: int,
        rng: random.Random,
        folder: Path,
        make_disk: type[RecordingDisk],
        checked: set[int],
    ) -> None:
        self.kind = kind
        self.act: Callable[[Board], Change] = SUBJECTS.get(kind, move)
        self.tally = tally
        self.states = states
        self.rng = rng
        self.folder = folder
        self.disk = make_disk(self.look)
        self.checked = checked
        self.acknowledged = -1
        self.reason = ""
        self.boards = {0: records(starting_board())}
        self.older: Older | None = None
        self.make_file = BoardFile
        self.scratch = Path(tempfile.mkdtemp(dir=_fast_folder()))

    def go(self) -> None:
        """Live through some sessions."""
        if self.kind == "migrations":
            self.begin_older()
        else:
            self.folder.mkdir(parents=True)
        try:
            for _ in range(3):
                longest = 120 if self.kind == "years" else 40
                self.disk.kill_at = self.disk.acts + self.rng.randrange(1, longest)
                try:
                    self.session()
                except PulledError:
                    continue
                except BoardError as error:  # even without a power cut
                    self.tally.fail("unreadable", error)
                    break
        finally:
            shutil.rmtree(self.scratch)
            shutil.rmtree(self.folder)

    def begin_older(self) -> None:
        """Begin with a board of an older form, which has always been there."""
        made = self.folder.with_name(f"{self.folder.name}-made")
        acts = self.rng.randrange(6), self.rng.randrange(6)
        self.older = older_board(made, opener(QuickDisk), *acts)
        shutil.rmtree(made)
        self.older.put(self.folder)
        for name in self.older.files:
            self.disk.adopt(self.folder / name)
        self.acknowledged = self.older.board.seq
        self.boards = {self.older.board.seq: records(self.older.board)}

    def session(self) -> None:
        """Open, act and fold, as a person does."""
        file = self.make_file(self.folder / "main.json", self.disk)
        is_new = not file.exists
        keeper = Keeper(file, clock, file.create(starting_board))
        if is_new:  # a board that another session began to make is told of with the first act
            self.acknowledged = 0
        for _ in range(ACTS[self.kind]):
            ahead = Board(
                [record for table in records(keeper.board).values() for record in table.values()],
                seq=keeper.board.seq,
                next_ids=keeper.board.next_ids(),
            )
            ahead.apply(self.act(ahead))
            self.boards[keeper.board.seq + 1] = records(ahead)
            self.acknowledged = do(keeper, self.act)
            if self.kind in ("folds", "years") or (
                self.kind == "migrations" and self.rng.random() < 0.3
            ):
                keeper.fold()

    def look(self) -> None:
        """Pull the plug here, in several ways."""
        for _ in range(STATES_AN_ACT):
            if self.tally.tried >= self.states:
                return
            crashed = self.disk.world.crash(self.rng)
            files = {str(path.relative_to(self.folder)): data for path, data in crashed.items()}
            key = hash((self.acknowledged, *sorted(files.items())))
            if key not in self.checked:
                self.checked.add(key)
                self.tally.tried += 1
                wrong = self.check(files)
                if wrong:
                    sizes = {name: len(data) for name, data in files.items()}
                    self.tally.fail(
                        wrong, f"acknowledged {self.acknowledged}, {sizes} {self.reason}"
                    )

    def check(self, files: dict[str, bytes]) -> str:
        """Return what is wrong with the files that a power cut left; empty for nothing."""
        for old in self.scratch.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for name, data in files.items():
            (self.scratch / name).parent.mkdir(parents=True, exist_ok=True)
            (self.scratch / name).write_bytes(data)
        path = self.scratch / "main.json"
        if not path.exists() and not path.with_suffix(".journal").exists():
            return "lost acknowledged" if self.acknowledged >= 0 else ""
        if self.is_unkept():
            return "written before the backup"
        path.with_suffix(".lock").write_bytes(b"%-10d %-12d\n" % (1, max(0, self.acknowledged)))
        try:
            keeper = Keeper(BoardFile(path, QuickDisk()), clock)
            held = records(keeper.board)
        except BoardError as error:
            self.reason = str(error)
            return "unreadable"
        found = keeper.board.seq
        if found < self.acknowledged:
            return "lost acknowledged"
        if held != self.boards.get(found):
            return "partial"
        if any("gone" in words for words in keeper.warnings):
            return "false alarm"
        if self.rng.random() < 0.25:
            return self.goes_on(keeper, path)
        return ""

    def goes_on(self, keeper: Keeper, path: Path) -> str:
        """Return what is wrong with a board that is used after the power cut."""
        do(keeper, self.act)
        keeper.fold()
        do(keeper, self.act)
        again = Keeper(BoardFile(path, QuickDisk()), clock)
        is_same = records(again.board) == records(keeper.board)
        is_well = is_same and not again.warnings and not self.is_unkept()
        return "" if is_well else "cannot go on"

    def is_unkept(self) -> bool:
        """Tell whether a board of an older form was written over without a backup of it."""
        made = self.older
        return bool(made and not made.is_untouched(self.scratch) and not made.is_kept(self.scratch))


def _fast_folder() -> str | None:
    """Return a folder in memory, None where the system has none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
