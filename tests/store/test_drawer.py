from pathlib import Path

import pytest

from kanban.errors import DamagedError, StorageError
from kanban.store.drawer import Drawer, FileDrawer, MemoryDrawer


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
