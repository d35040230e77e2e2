"""What "on disk" means: whole or not at all, told in one sentence, one writer at a time."""

import errno
import os
import signal
from pathlib import Path

import pytest

from kanban.errors import StorageError
from kanban.store.disk import Disk
from tests.faults.disks import FailingDisk

SENTENCES = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "quota",
    errno.EFBIG: "may not grow",
    errno.EROFS: "read-only",
    errno.EACCES: "you may not",
    errno.EIO: "reports a fault",
    errno.EMFILE: "too many files",
    errno.ENODEV: "no such device",
}


def nth(number: int):
    return lambda act, _name: act == number


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of some bytes."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


@pytest.mark.parametrize("act", range(1, 5))
@pytest.mark.parametrize("code", SENTENCES)
def test_a_replace_that_fails_leaves_the_old_bytes_and_no_other_file(file, act, code):
    disk = FailingDisk(nth(act), code)
    with pytest.raises(StorageError, match=SENTENCES[code]):
        disk.replace(file, b"new", b"er")
    assert file.read_bytes() == b"old"
    assert os.listdir(file.parent) == ["file"]


def test_a_replace_whose_name_is_not_synced_is_told(file):
    """The new bytes are there and whole; a power cut could still bring the old ones back."""
    with pytest.raises(StorageError):
        FailingDisk(nth(5)).replace(file, b"new")
    assert file.read_bytes() == b"new"


@pytest.mark.parametrize("takes_half", [False, True])
@pytest.mark.parametrize("act", [1, 2])
@pytest.mark.parametrize("code", SENTENCES)
def test_an_append_that_fails_leaves_the_file_as_it_was(file, act, code, takes_half):
    disk = FailingDisk(lambda number, name: number >= act and name != "truncate", code, takes_half)
    with pytest.raises(StorageError, match=SENTENCES[code]):
        disk.append(file, b"and more", 3)
    assert file.read_bytes() == b"old"


def test_an_append_that_cannot_even_cut_is_cut_by_the_next_one_and_kept(file):
    disk = FailingDisk(lambda number, name: name in ("sync", "truncate"), errno.EIO)
    with pytest.raises(StorageError):
        disk.append(file, b" and torn", 3)
    assert file.read_bytes() == b"old and torn"
    disk.refuses = lambda _number, _name: False
    disk.append(file, b" and whole", 3)
    assert file.read_bytes() == b"old and whole"
    (kept,) = file.parent.glob("file.damaged-*")
    assert kept.read_bytes() == b" and torn"


def test_a_disk_that_takes_a_byte_at_a_time_gets_all_of_them(file):
    class Slow(Disk):
        def write(self, descriptor, data):
            return super().write(descriptor, data[:1])

    Slow().append(file, b" and new", 3)
    Slow().replace(file.with_name("other"), b"all of it")
    assert file.read_bytes() == b"old and new"
    assert file.with_name("other").read_bytes() == b"all of it"


def test_a_disk_that_takes_nothing_is_full(file):
    class Stuck(Disk):
        def write(self, descriptor, data):
            return 0

    with pytest.raises(StorageError, match="full"):
        Stuck().append(file, b" and new", 3)


def test_a_file_shorter_than_it_was_is_never_filled_with_zeros(file):
    with pytest.raises(StorageError, match="shorter"):
        Disk().append(file, b"new", 10)
    assert file.read_bytes() == b"old"


def test_what_lies_behind_the_end_is_kept_before_it_is_cut_and_the_cut_synced(file):
    disk = FailingDisk()
    disk.append(file, b"new", 1)
    keeping = ["new_file", "write", "sync", "rename", "sync_folder"]
    assert disk.acts == [*keeping, "truncate", "sync", "write", "sync"]
    assert file.read_bytes() == b"onew"


def test_what_cannot_be_kept_is_not_cut(file):
    disk = FailingDisk(nth(1))
    with pytest.raises(StorageError, match="full"):
        disk.append(file, b"new", 1)
    assert file.read_bytes() == b"old"


def test_keeping_the_same_bytes_twice_makes_one_copy(file):
    for _ in range(3):
        Disk().keep_aside(file, b"torn")
    assert len(list(file.parent.glob("file.damaged-*"))) == 1


def test_an_unsettled_file_is_synced_with_its_name_before_it_grows(file):
    disk = FailingDisk()
    disk.append(file, b"new", 3, is_settled=False)
    assert disk.acts == ["sync", "sync_folder", "write", "sync"]


def test_an_append_is_one_write_and_one_sync(file):
    disk = FailingDisk()
    disk.append(file, b"new", 3)
    assert disk.acts == ["write", "sync"]


def test_a_missing_file_reads_as_none_and_a_folder_is_told(tmp_path):
    assert Disk().read(tmp_path / "none") is None
    with pytest.raises(StorageError, match="Cannot read"):
        Disk().read(tmp_path)
    with pytest.raises(StorageError, match="Cannot look for"):
        Disk().exists(tmp_path / ("long" * 100))


def test_reading_from_a_place_returns_the_rest(file):
    assert Disk().read(file, 1) == b"ld"
    assert Disk().read(file, 9) == b""


# -- the lock --------------------------------------------------------------------------------------


def held_by_another(path: Path) -> tuple[int, int]:
    """Return a process that holds a lock, and what to close to let it go."""
    ready, tell = os.pipe()
    until, release = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(release)
            with Disk().lock(path, 5):
                os.write(tell, b"!")
                os.read(until, 1)
        finally:
            os._exit(0)
    os.close(until)
    os.close(tell)
    assert os.read(ready, 1) == b"!"
    os.close(ready)
    return child, release


def test_a_lock_that_is_held_is_waited_for_and_its_holder_named(tmp_path):
    path = tmp_path / "lock"
    child, release = held_by_another(path)
    named = pytest.raises(StorageError, match=f"Process {child} has been writing")
    with named, Disk().lock(path, 0.02):
        pass
    assert Disk().lock_holder(path) == str(child)
    os.close(release)
    with Disk().lock(path, 5):
        assert Disk().lock_holder(path) == str(os.getpid())
    os.waitpid(child, 0)


def test_a_stopped_holder_is_named_and_never_broken_in_on(tmp_path):
    path = tmp_path / "lock"
    child, release = held_by_another(path)
    os.kill(child, signal.SIGSTOP)
    os.waitpid(child, os.WUNTRACED)
    named = pytest.raises(StorageError, match=f"Process {child}.*for 0.05 seconds")
    with named, Disk().lock(path, 0.05):
        pass
    os.kill(child, signal.SIGCONT)
    os.close(release)
    os.waitpid(child, 0)


def test_a_killed_holder_holds_nothing(tmp_path):
    path = tmp_path / "lock"
    child, release = held_by_another(path)
    os.kill(child, signal.SIGKILL)
    with Disk().lock(path, 5):
        pass
    os.waitpid(child, 0)
    os.close(release)


def test_a_lock_whose_file_was_removed_is_not_held_twice(tmp_path):
    """Whoever waited for the removed file starts over with the one that is there now."""
    path = tmp_path / "lock"

    class Removing(Disk):
        turns = 0

        def _wait(self, *arguments):
            super()._wait(*arguments)
            self.turns += 1
            if self.turns == 1:
                path.unlink()

    disk = Removing()
    with disk.lock(path, 1):
        assert disk.turns == 2
        with pytest.raises(StorageError), Disk().lock(path, 0):
            pass


@pytest.mark.parametrize(
    ("held", "number"),
    [(b"", 0), (b"1234", 0), (b"1234       17          \n", 17), (b"\0" * 24, 0)],
)
def test_the_number_noted_in_a_lock_is_a_hint_that_may_be_missing(tmp_path, held, number):
    path = tmp_path / "lock"
    path.write_bytes(held)
    assert Disk().noted(path) == number
    disk = Disk()
    with disk.lock(path, 1):
        disk.note(123456)
    with Disk().lock(path, 1):
        assert Disk().noted(path) == 123456
        assert Disk().lock_holder(path) == str(os.getpid())
