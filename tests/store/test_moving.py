"""Moving a board: all its files, or none, whenever the power goes or the process is killed."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kanban.boards import board_file, board_names, create_board, drawer_of, open_board
from kanban.domain.board import Board
from kanban.domain.operations import cards, wins
from kanban.errors import BusyError, DamagedError, RuleError, StorageError
from kanban.store import presence
from kanban.store.backups import Backups
from kanban.store.disk import Disk
from kanban.store.moving import ARCHIVE, finish_moving, move_board
from kanban.store.presence import NOTE, Presence
from tests.domain.builder import records
from tests.faults.disks import FailingDisk, QuickDisk
from tests.faults.recorder import Node, PulledError, RecordingDisk
from tests.faults.subjects import clock, old_wins


class Killed(Disk):
    """Ends with an act of its own number, before or after it is done."""

    def __init__(self, at: int, *, is_after: bool) -> None:
        self.at = at
        self.is_after = is_after
        self.acts = 0

    def rename(self, source: Path, target: Path) -> None:
        self._act(lambda: super(Killed, self).rename(source, target))

    def remove(self, path: Path) -> None:
        self._act(lambda: super(Killed, self).remove(path))

    def new_file(self, path: Path) -> int:
        made: list[int] = []
        self._act(lambda: made.append(super(Killed, self).new_file(path)))
        return made[0]

    def new_folder(self, folder: Path) -> None:
        self._act(lambda: super(Killed, self).new_folder(folder))

    def sync_folder(self, folder: Path) -> None:
        self._act(lambda: None)

    def sync(self, descriptor: int) -> None:
        self._act(lambda: None)

    def _act(self, do: Callable[[], object]) -> None:
        self.acts += 1
        if self.acts == self.at and not self.is_after:
            raise PulledError
        do()
        if self.acts == self.at:
            raise PulledError


def folder_with(tmp_path: Path, name: str = "work") -> Path:
    """Return a folder with a board that has every kind of file."""
    folder = tmp_path / "boards"
    keeper = create_board(folder, name, clock)
    keeper.do(cards.add, titles=("Test login", "Pay rent"))
    keeper.do(lambda board, _now: old_wins(board))
    keeper.do(lambda board, _now: old_wins(board))
    keeper.fold()
    keeper.back_up()
    keeper.drawer.put("draft", {"words": "half a sentence"})
    keeper.do(wins.log, texts=("Sent that email",))
    keeper.close()
    (folder / f"{name}.damaged-20261122T081200Z").write_bytes(b"what was cut")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Return every file save the locks, and what a process that still runs has staged."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".lock", ".new")
    }


def renamed(held: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """Return the files under the names that they have after a move."""
    where = new.rpartition("/")[0]
    found = {}
    for name, data in held.items():
        there = name.replace(old, new.rpartition("/")[2])
        found[f"{where}/{there}" if where else there] = data
    return found


def paths(folder: Path, new: str) -> tuple[Path, Path]:
    return folder / "work.json", folder / f"{new}.json"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "MOST_WAIT_S", 0.0)


WAYS = ("office", f"{ARCHIVE}/work", f"{ARCHIVE}/office")


@pytest.mark.parametrize("new", WAYS)
def test_all_files_of_a_board_move_together(tmp_path: Path, new: str):
    folder = folder_with(tmp_path)
    before = files(folder)
    assert {name.partition("/")[0] for name in before} >= {"drawer", "years", "backups"}
    move_board(*paths(folder, new), Disk())
    assert files(folder) == renamed(before, "work", new)


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize("new", WAYS)
def test_killed_at_any_act_the_next_opening_finds_the_whole_board(
    tmp_path: Path, new: str, is_after: bool
):
    origin = folder_with(tmp_path)
    whole = {"old": files(origin), "new": renamed(files(origin), "work", new)}
    seen = set()
    for number in range(1, 200):
        folder = tmp_path / str(number) / "boards"
        shutil.copytree(origin, folder)
        disk = Killed(number, is_after=is_after)
        try:
            move_board(*paths(folder, new), disk)
        except PulledError:
            finish_moving(folder / f"{new}.json", QuickDisk())
            board_file(folder, "work")
        else:
            break
        found = files(folder)
        seen.update(which for which, held in whole.items() if held == found)
        assert found in whole.values(), f"killed at act {number}"
        shutil.rmtree(folder)
    else:
        pytest.fail("it never came to an end")
    assert seen == {"old", "new"}
    assert number > 10


@pytest.mark.parametrize("new", WAYS)
def test_where_an_act_fails_the_files_are_where_they_were_or_are_to_be(tmp_path: Path, new: str):
    origin = folder_with(tmp_path)
    before = files(origin)
    refused = 0
    for number in range(1, 200):
        folder = tmp_path / str(number) / "boards"
        shutil.copytree(origin, folder)
        disk = FailingDisk(lambda act, _name, number=number: act == number)
        with suppress(StorageError):
            move_board(*paths(folder, new), disk)
        if not disk.failures:
            break
        refused += 1
        finish_moving(folder / "work.json", Disk())
        assert files(folder) in (before, renamed(before, "work", new))
        shutil.rmtree(folder)
    assert refused > 10


@pytest.mark.parametrize("new", WAYS)
def test_a_power_cut_at_any_act_leaves_the_whole_board(tmp_path: Path, new: str):
    folder = folder_with(tmp_path)
    whole = (files(folder), renamed(files(folder), "work", new))
    disk = RecordingDisk()
    adopt_all(disk, folder)
    rng = random.Random(new)
    seen = set()

    def look() -> None:
        for _ in range(2):
            left = tmp_path / "left" / "boards"
            for path, data in disk.world.crash(rng).items():
                copy = left / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(data)
            for path in paths(left, new):
                finish_moving(path, QuickDisk())
            found = files(left)
            assert found in whole, sorted(found)
            seen.add(whole.index(found))
            shutil.rmtree(left)

    disk.looks = look
    move_board(*paths(folder, new), disk)
    assert seen == {0, 1}


def adopt_all(disk: RecordingDisk, folder: Path) -> None:
    """Let a disk take all that is there for durable."""
    for path in folder.rglob("*"):
        if path.is_file():
            disk.adopt(path)
        else:
            disk.world.made.add(path)
            disk.world.names[path] = Node()


@pytest.mark.parametrize("name", ["work", "office"])
def test_opening_either_name_finishes_what_was_cut_short(tmp_path: Path, name: str):
    folder = folder_with(tmp_path)
    before = records(board_at(folder, "work"))
    with pytest.raises(PulledError):
        move_board(*paths(folder, "office"), Killed(12, is_after=True))
    assert (folder / NOTE).exists()
    if name == "work":
        with pytest.raises(RuleError, match="There is no board"):
            open_board(folder, "work", clock)
    assert records(board_at(folder, "office")) == before
    assert drawer_of(folder / "office.json").get("draft") == {"words": "half a sentence"}
    assert len(Backups(folder / "office.json").all()) == 1
    assert not (folder / NOTE).exists()


def board_at(folder: Path, name: str) -> Board:
    keeper = open_board(folder, name, clock)
    keeper.close()
    return keeper.board


def test_a_move_of_another_board_that_was_cut_short_keeps_nobody_from_working(tmp_path: Path):
    folder = folder_with(tmp_path)
    create_board(folder, "home", clock).close()
    with pytest.raises(PulledError):
        move_board(*paths(folder, "office"), Killed(8, is_after=True))
    keeper = open_board(folder, "home", clock)
    keeper.do(cards.add, titles=("Water the plants",))
    keeper.close()
    move_board(folder / "home.json", folder / "garden.json", Disk())  # which finishes that first
    assert board_names(folder) == ["garden", "office"]


def test_a_board_that_is_open_is_not_moved(tmp_path: Path):
    folder = folder_with(tmp_path)
    keeper = open_board(folder, "work", clock)
    with pytest.raises(BusyError, match='"work" is open in another window') as refused:
        move_board(*paths(folder, "office"), Disk())
    assert refused.value.hint == "Close it there, and try again."
    keeper.do(cards.add, titles=("Still here",))
    keeper.close()
    move_board(*paths(folder, "office"), Disk())
    assert board_names(folder) == ["office"]


def test_a_new_board_is_not_moved_while_it_is_open(tmp_path: Path):
    keeper = create_board(tmp_path / "boards", "work", clock)
    with pytest.raises(BusyError):
        move_board(*paths(tmp_path / "boards", "office"), Disk())
    keeper.close()


def test_a_board_is_not_opened_while_it_moves(tmp_path: Path):
    folder = folder_with(tmp_path)
    with presence.nobody_at(folder / "work.json", Disk()), pytest.raises(BusyError):
        open_board(folder, "work", clock, wait_s=0.0)


def test_nothing_is_moved_onto_what_is_there(tmp_path: Path):
    folder = folder_with(tmp_path)
    drawer_of(folder / "office.json").put("draft", {"words": "somebody else's"})
    before = files(folder)
    with pytest.raises(RuleError, match="drawer/office is there already"):
        move_board(*paths(folder, "office"), Disk())
    assert files(folder) == before


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b'{"from": "work.json"}',
        b'{"from": "work.json", "to": "../../x.json"}',
        b'{"from": "work.json", "to": "/etc/x.json"}',
        b'{"from": "work.json", "to": "archive/.hidden.json"}',
        b'{"from": 1, "to": 2}',
        b"[" * 100_000,
    ],
)
def test_a_note_that_names_no_board_moves_nothing_and_is_told(tmp_path: Path, note: bytes):
    folder = folder_with(tmp_path)
    (folder / NOTE).write_bytes(note)
    before = files(folder)
    with pytest.raises(DamagedError, match="is not what was written") as refused:
        open_board(folder, "work", clock)
    assert "move it away" in refused.value.hint
    assert files(folder) == before


def test_who_only_looks_for_a_board_that_is_not_there_leaves_nothing_behind(tmp_path: Path):
    folder = folder_with(tmp_path)
    with pytest.raises(RuleError):
        open_board(folder, "wrok", clock)
    assert not list(folder.glob("wrok*"))


def test_a_folder_that_cannot_be_written_is_opened_all_the_same(tmp_path: Path, monkeypatch):
    folder = folder_with(tmp_path)
    monkeypatch.setattr(Disk, "_locked", _refused)
    there = Presence(folder / "work.json")
    assert not there.is_there
    there.close()


def _refused(*_: object) -> int:
    raise PermissionError
