"""A board's files: what is missing, what a crash leaves, what may not be written."""

import errno
import os
from pathlib import Path

import pytest

from kanban.domain.operations import cards
from kanban.errors import DamagedError, StorageError
from kanban.keeper import Keeper
from kanban.store import journal
from kanban.store.board_file import BehindError
from kanban.store.disk import Disk
from tests.faults.disks import FailingDisk, QuickDisk

from .builder import (
    TickingClock,
    a_day_of_work,
    add,
    board_file,
    bytes_in,
    new_keeper,
    put,
    reopened,
    starting_board,
    state,
)


class Killed(BaseException):
    """Stands for the end of the process: no handler sees it."""


@pytest.mark.parametrize("held", [None, b""], ids=["missing", "empty"])
def test_a_snapshot_missing_or_empty_beside_its_journal_is_damage(keeper, folder, held):
    add(keeper, "A card")
    (folder / "main.json").unlink()
    if held is not None:
        (folder / "main.json").write_bytes(held)
    before = bytes_in(folder)
    with pytest.raises(DamagedError):
        reopened(folder)
    with pytest.raises(DamagedError):
        new_keeper(folder)
    assert bytes_in(folder) == before


def test_a_snapshot_copied_alone_opens_and_reading_it_makes_no_file(keeper, tmp_path, folder):
    a_day_of_work(keeper)
    keeper.fold()
    other = tmp_path / "copy"
    other.mkdir()
    put(other / "main.json", (folder / "main.json").read_bytes())
    copy = reopened(other)
    assert state(copy.board) == state(keeper.board)
    assert [path.name for path in other.iterdir()] == ["main.json"]
    add(copy, "Written in the copy")
    add(copy, "And more")
    assert state(reopened(other).board) == state(copy.board)


def test_two_that_opened_a_snapshot_alone_write_one_journal(keeper, tmp_path, folder):
    add(keeper, "Before")
    keeper.fold()
    (folder / "main.journal").unlink()
    one, two = reopened(folder), reopened(folder)
    add(one, "One")
    add(two, "Two")
    one.follow()
    assert state(one.board) == state(two.board) == state(reopened(folder).board)


def test_a_journal_that_was_removed_is_told_by_what_the_lock_remembers(keeper, folder):
    add(keeper, "A card")
    (folder / "main.journal").unlink()
    assert any("1 change" in words for words in reopened(folder).warnings)
    with pytest.raises(DamagedError, match="gone"):
        add(keeper, "Another")


def test_files_are_for_the_owner_alone(folder):
    keeper = new_keeper(folder / "deep")
    a_day_of_work(keeper)
    keeper.fold()
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in (folder / "deep").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path


def test_folding_shortens_the_journal_and_can_be_repeated(keeper, folder):
    a_day_of_work(keeper)
    before = state(keeper.board)
    keeper.fold()
    folded = bytes_in(folder)
    assert folded["main.journal"] == journal.header(12)
    keeper.fold()
    assert bytes_in(folder) == folded
    assert state(reopened(folder).board) == before


@pytest.mark.parametrize("act", range(1, 9))
def test_a_fold_killed_at_any_act_reads_the_same_and_repeats(folder, act):
    disk = FailingDisk()
    keeper = new_keeper(folder, disk)
    a_day_of_work(keeper)
    before = state(keeper.board)
    first = len(disk.acts)

    def kill(number, _name):
        if number >= first + act:
            raise Killed
        return False

    disk.refuses = kill
    with pytest.raises(Killed):
        keeper.fold()
    again = reopened(folder)
    assert state(again.board) == before
    add(again, "After it")
    again.fold()
    assert state(reopened(folder).board) == state(again.board)


def test_a_fold_keeps_what_others_wrote_while_it_went_on(folder):
    """Byte for byte: the lines behind it are carried over, not written anew."""
    others = []

    class SlowDisk(QuickDisk):
        def stage(self, path, *parts):
            staged = super().stage(path, *parts)
            if path.suffix == ".json" and others:
                add(others.pop(), "Meanwhile")
            return staged

    keeper = new_keeper(folder, SlowDisk())
    a_day_of_work(keeper)
    others.append(reopened(folder))
    keeper.fold()
    assert (folder / "main.journal").read_bytes().count(b"\n") == 2
    keeper.follow()
    assert "Meanwhile" in [card.title for card in keeper.board.cards_in(1)]
    assert state(reopened(folder).board) == state(keeper.board)


def test_of_two_folds_at_once_the_slower_changes_nothing(folder):
    others = []

    class SlowDisk(QuickDisk):
        def stage(self, path, *parts):
            staged = super().stage(path, *parts)
            while path.suffix == ".json" and others:
                others.pop().fold()
            return staged

    keeper = new_keeper(folder, SlowDisk())
    a_day_of_work(keeper)
    others.append(reopened(folder))
    keeper.fold()
    assert not list(folder.glob("*.new"))
    assert state(reopened(folder).board) == state(keeper.board)


def test_a_fold_that_may_not_lock_leaves_nothing_behind(folder):
    keeper = new_keeper(folder, wait_s=0)
    a_day_of_work(keeper)
    before = bytes_in(folder)
    with board_file(folder).lock(), pytest.raises(StorageError, match="has been writing"):
        keeper.fold()
    assert bytes_in(folder) == before


def test_a_board_is_never_folded_from_a_place_it_is_not_at(folder):
    file = board_file(folder)
    board = file.create(starting_board)
    add(Keeper(file, TickingClock(), board), "A card")
    other = board_file(folder)
    stale = other.load()
    stale.seq = 0
    with pytest.raises(ValueError, match="at commit 0"):
        other.fold(stale)


def test_what_dead_processes_left_staged_is_swept_and_that_of_the_living_is_not(folder):
    new_keeper(folder)
    dead = os.fork()
    if not dead:
        os._exit(0)
    os.waitpid(dead, 0)
    names = {f"main.json.{dead}-1.new": False, f"main.journal.{dead}-9.new": False}
    names |= {f"main.json.{os.getppid()}-1.new": True, f"other.json.{dead}-1.new": True}
    names |= {"main.json.new": True, "main.json.word-1.new": True}
    for name in names:
        (folder / name).write_bytes(b"half")
    reopened(folder)
    assert {name: (folder / name).exists() for name in names} == names


def test_a_name_already_staged_by_a_process_of_this_number_is_no_obstacle(folder):
    keeper = new_keeper(folder)
    a_day_of_work(keeper)
    from kanban.store import disk

    following = int(repr(disk._numbers)[6:-1])
    left = folder / f"main.json.{os.getpid()}-{following}.new"
    left.write_bytes(b"half")
    keeper.fold()
    assert state(reopened(folder).board) == state(keeper.board)


def test_a_failed_append_that_others_saw_is_taken_back_by_them(folder):
    """The line was there to be read; then its sync failed and it was cut."""
    seen = []

    class FailingSync(QuickDisk):
        fails = False

        def sync(self, descriptor):
            if self.fails:
                seen.append(follower.follow())
                raise OSError(errno.EIO, "worn")

    disk = FailingSync()
    writer = new_keeper(folder, disk)
    follower = reopened(folder)
    add(writer, "Kept")
    follower.follow()
    disk.fails = True
    with pytest.raises(StorageError, match="reports a fault"):
        add(writer, "A phantom")
    assert [news.changes[0].words for news in seen] == ['Added "A phantom"']
    assert follower.board.seq == 2
    disk.fails = False
    follower.fold()  # must not make the phantom durable
    add(writer, "A longer title than that of the phantom, by far")
    assert follower.follow().is_reloaded or follower.board.seq == 2
    add(follower, "Behind it")
    writer.follow()
    titles = [card.title for card in follower.board.cards_in(1)]
    assert titles == ["Kept", "A longer title than that of the phantom, by far", "Behind it"]
    assert state(writer.board) == state(follower.board) == state(reopened(folder).board)


def test_a_journal_that_is_as_this_reader_left_it_is_not_read_again(folder):
    read = []

    class Watched(QuickDisk):
        def read(self, path: Path, start: int = 0) -> bytes | None:
            read.append(path.name)
            return super().read(path, start)

    keeper = new_keeper(folder, Watched())
    add(keeper, "One")
    read.clear()
    keeper.follow()
    add(keeper, "Two")
    assert not read
    add(reopened(folder), "Three")
    assert len(keeper.follow().changes) == 1
    keeper.follow()  # a line of another's may yet be cut, so it is looked at each time
    assert read == ["main.journal", "main.journal"]


def test_a_journal_of_the_same_length_in_the_place_of_the_own_one_is_noticed(keeper, folder):
    add(keeper, "One")
    file = folder / "main.journal"
    data = file.read_bytes()
    put(file.with_suffix(".other"), data.replace(b"One", b"Ten"))
    file.with_suffix(".other").replace(file)
    with pytest.raises(DamagedError):
        keeper.follow()
    assert len(file.read_bytes()) == len(data)


def test_a_journal_cut_under_an_open_board_is_refused_and_never_filled_up(keeper, folder):
    a_day_of_work(keeper)
    before = state(keeper.board)
    file = folder / "main.journal"
    lines = file.read_bytes().splitlines(keepends=True)
    put(file, b"".join(lines[:-4]))
    cut = bytes_in(folder)
    for _ in range(2):
        with pytest.raises(DamagedError, match="has seen"):
            add(keeper, "Another")
        with pytest.raises(DamagedError):
            keeper.follow()
    assert bytes_in(folder) == cut
    assert state(keeper.board) == before
    put(file, b"".join(lines))
    add(keeper, "Put back, it goes on")
    assert state(reopened(folder).board) == state(keeper.board)


def test_a_closed_board_is_loaded_anew_when_asked(keeper, folder):
    add(keeper, "One")
    keeper.close()
    keeper.close()
    add(reopened(folder), "Two")
    assert keeper.follow().is_reloaded
    assert keeper.board.seq == 2


def test_a_store_that_was_never_loaded_has_no_news_and_takes_no_commit(folder):
    new_keeper(folder)
    file = board_file(folder)
    with pytest.raises(BehindError):
        file.news()
    with pytest.raises(StorageError, match="not open"):
        file.fold(starting_board())


def test_creating_takes_no_lock_and_writes_nothing_where_there_is_a_board(keeper, folder):
    before = bytes_in(folder)
    with board_file(folder).lock():
        assert new_keeper(folder, wait_s=0).board.seq == 0
    assert bytes_in(folder) == before


def test_creating_syncs_each_folder_it_made(tmp_path):
    synced = []

    class Watched(Disk):
        def sync_folder(self, folder: Path) -> None:
            synced.append(folder)
            super().sync_folder(folder)

    new_keeper(tmp_path / "one" / "two", Watched())
    assert {tmp_path, tmp_path / "one", tmp_path / "one" / "two"} <= set(synced)


READ_ONLY_CASES = ("files", "folder and files", "folder, files and no lock")


@pytest.mark.parametrize("case", READ_ONLY_CASES)
def test_what_may_not_be_written_can_be_looked_at_and_says_so_once_asked_to_change(folder, case):
    keeper = new_keeper(folder)
    a_day_of_work(keeper)
    told = as_nobody(folder, case)
    assert told[0] == f"{len(keeper.board.cards_in(1))} cards"
    assert "you may not" in told[1]
    assert "\n" not in told[1]
    assert told[2] == "unchanged"


def as_nobody(folder: Path, case: str) -> list[str]:
    """Return what a process without rights is told: on loading, on doing, and of the files."""
    if "no lock" in case:
        (folder / "main.lock").unlink()
    for path in folder.iterdir():
        path.chmod(0o444 if "files" in case else 0o666)
    folder.chmod(0o555 if "folder" in case else 0o777)
    before = bytes_in(folder)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(folder)  # the folders above it are the tester's own
            if not os.getuid():
                os.setresgid(65534, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            os.write(writer, _look_and_try(Path()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as told:
        words = told.read().split("\t")
    assert bytes_in(folder) == before
    return words


def _look_and_try(folder: Path) -> str:
    keeper = reopened(folder)
    before = state(keeper.board)
    words = [f"{len(keeper.board.cards_in(1))} cards"]
    keeper.follow()
    try:
        keeper.do(cards.add, titles=("Not to be",))
    except StorageError as error:
        words.append(str(error))
    words.append("unchanged" if state(keeper.board) == before else "changed")
    return "\t".join(words)


def test_a_fold_reads_no_more_than_what_is_new_while_it_holds_the_lock(keeper, folder, monkeypatch):
    a_day_of_work(keeper, 40)
    late = reopened(folder)
    add(keeper, "Appended while the snapshot is written")
    read: list[int] = []
    read_commits = journal.read_commits
    monkeypatch.setattr(
        journal,
        "read_commits",
        lambda data, *rest: (read.append(data.count(b"\n")), read_commits(data, *rest))[1],
    )
    late._store.fold(late.board)
    assert read == [1]
    assert not keeper.follow()  # what it has is newer than the fold: nothing is loaded anew
    assert state(reopened(folder).board) == state(keeper.board)


def test_two_that_fold_at_once_leave_the_work_of_the_first(keeper, folder):
    a_day_of_work(keeper, 12)
    late = reopened(folder)
    add(keeper, "Later")
    keeper.fold()
    files = bytes_in(folder)
    late._store.fold(late.board)
    assert {name: bytes_in(folder)[name] for name in ("main.json", "main.journal")} == {
        name: files[name] for name in ("main.json", "main.journal")
    }
    assert late.follow().is_reloaded
    assert state(late.board) == state(keeper.board)
