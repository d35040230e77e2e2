from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from kanban.errors import DamagedError, StorageError
from kanban.store.disk import Disk
from kanban.store.drawer import LOCK_WAIT_S, Drawer, FileDrawer, MemoryDrawer


@pytest.fixture(params=["files", "memory"])
def drawer(request: pytest.FixtureRequest, tmp_path: Path) -> Drawer:
    return FileDrawer(tmp_path / "drawer" / "main") if request.param == "files" else MemoryDrawer()


def test_a_note_is_kept_by_its_name(drawer: Drawer) -> None:
    drawer.put("day-2026-11-22", {"three": ["Sent that email"], "emotion": None})
    drawer.put("greeted", {"on": "2026-11-22"})
    assert drawer.get("day-2026-11-22") == {"three": ["Sent that email"], "emotion": None}
    assert drawer.names() == ["day-2026-11-22", "greeted"]


def test_a_note_takes_the_place_of_the_one_before(drawer: Drawer) -> None:
    drawer.put("greeted", {"on": "2026-11-22"})
    drawer.put("greeted", {"on": "2026-11-23"})
    assert drawer.get("greeted") == {"on": "2026-11-23"}


def test_a_note_that_is_dropped_is_gone_and_may_be_dropped_again(drawer: Drawer) -> None:
    drawer.put("greeted", {})
    drawer.drop("greeted")
    drawer.drop("greeted")
    assert drawer.get("greeted") is None
    assert drawer.names() == []


def test_an_empty_drawer_makes_no_folder(tmp_path: Path) -> None:
    drawer = FileDrawer(tmp_path / "drawer")
    assert (drawer.get("greeted"), drawer.names()) == (None, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../main", "a/b", "", ".hidden", "A", "x.json"])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a note"):
        FileDrawer(tmp_path).put(name, {})


def test_notes_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    FileDrawer(tmp_path / "drawer").put("greeted", {})
    assert (tmp_path / "drawer").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "drawer" / "greeted.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b'{"a": NaN}', b"[" * 100_000])
def test_a_note_that_something_else_wrote_is_told_and_left(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "greeted.json").write_bytes(data)
    with pytest.raises(DamagedError, match=r"greeted\.json cannot be read"):
        FileDrawer(tmp_path).get("greeted")
    assert (tmp_path / "greeted.json").read_bytes() == data


def test_a_note_that_cannot_be_kept_leaves_the_one_before(tmp_path: Path) -> None:
    drawer = FileDrawer(tmp_path)
    drawer.put("greeted", {"on": "2026-11-22"})
    (tmp_path / "greeted.json").chmod(0o400)
    drawer._disk.rename = _fails  # type: ignore[method-assign]
    with pytest.raises(StorageError, match="disk is full"):
        drawer.put("greeted", {"on": "2026-11-23"})
    assert drawer.get("greeted") == {"on": "2026-11-22"}
    assert [path.name for path in tmp_path.iterdir()] == ["greeted.json"]


def _fails(*_paths: Path) -> None:
    raise OSError(28, "No space left on device")


TODAY = date(2026, 11, 22)


def test_what_is_told_once_a_day_is_told_once(drawer: Drawer) -> None:
    assert drawer.claim("greeted", TODAY)
    assert not drawer.claim("greeted", TODAY)
    assert drawer.claim("nudged", TODAY)
    assert drawer.claim("greeted", TODAY + timedelta(days=1))
    assert not drawer.claim("greeted", TODAY)  # a traveller who came back to it
    assert drawer.get("greeted") == {"on": "2026-11-23"}


def test_a_clock_that_was_wrong_does_not_silence_the_board_for_years(drawer: Drawer) -> None:
    drawer.put("greeted", {"on": "2036-01-01"})
    assert drawer.claim("greeted", TODAY)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"on": 3}', b'{"on": "someday"}'])
def test_a_note_that_says_nothing_is_claimed_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "greeted.json").write_bytes(data)
    assert FileDrawer(tmp_path).claim("greeted", TODAY)
    assert FileDrawer(tmp_path).get("greeted") == {"on": "2026-11-22"}


class MeetingDisk(Disk):
    """Waits after reading for another one to have read too, for as long as that may take."""

    def __init__(self, meeting: Barrier) -> None:
        self._meeting = meeting

    def read(self, path: Path, start: int = 0) -> bytes | None:
        data = super().read(path, start)
        with suppress(BrokenBarrierError):
            self._meeting.wait(LOCK_WAIT_S / 5)
        return data


def test_of_two_who_claim_at_once_one_is_told(tmp_path: Path) -> None:
    meeting = Barrier(2)
    drawers = [FileDrawer(tmp_path / "drawer", MeetingDisk(meeting)) for _ in range(2)]
    with ThreadPoolExecutor(len(drawers)) as pool:
        told = list(pool.map(lambda each: each.claim("greeted", TODAY), drawers))
    assert sorted(told) == [False, True]
    assert drawers[0].names() == ["greeted"]


def test_a_claim_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "drawer").touch()
    with pytest.raises(StorageError):
        FileDrawer(tmp_path / "drawer").claim("greeted", TODAY)
