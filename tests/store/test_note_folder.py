"""Notes in a folder of the person's own: nothing but the board's own work is ever replaced."""

import os
import stat
from pathlib import Path

import pytest

from kanban.errors import StorageError
from kanban.store.note_folder import NoteFolder

DAY = "2026-11-22"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "Wins"


@pytest.fixture
def notes(folder: Path) -> NoteFolder:
    folder.parent.mkdir()
    return NoteFolder(folder, "main")


def held(folder: Path) -> str:
    return (folder / f"{DAY}.md").read_text()


def refused(notes: NoteFolder, *words: str) -> None:
    with pytest.raises(StorageError) as caught:
        notes.put(DAY, "# Anew")
    for word in words:
        assert word in str(caught.value)


def test_a_note_is_a_mark_and_the_text_for_its_owner_alone(notes: NoteFolder, folder: Path) -> None:
    notes.put(DAY, "# One\n\n- two")
    mark, *lines = held(folder).splitlines()
    assert mark.startswith("<!-- Kept by progress-board")
    assert lines == ["# One", "", "- two"]
    assert stat.S_IMODE((folder / f"{DAY}.md").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [path.name for path in folder.iterdir()] == [f"{DAY}.md"]


def test_its_own_note_is_replaced_by_a_new_file(notes: NoteFolder, folder: Path) -> None:
    notes.put(DAY, "One")
    (folder / "link.md").hardlink_to(folder / f"{DAY}.md")
    notes.put(DAY, "Two")
    assert held(folder).endswith("\nTwo\n")
    assert (folder / "link.md").read_text().endswith("\nOne\n")  # never written in place


def test_a_note_that_says_the_same_is_not_written_again(notes: NoteFolder, folder: Path) -> None:
    notes.put(DAY, "One")
    before = (folder / f"{DAY}.md").stat()
    notes.put(DAY, "One")
    assert (folder / f"{DAY}.md").stat() == before


@pytest.mark.parametrize("text", ["", "My own words\n", "<!-- Kept by progress-board -->\nMine\n"])
def test_a_foreign_note_is_left_and_told(notes: NoteFolder, folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / f"{DAY}.md").write_text(text)
    refused(notes, f"{DAY}.md was not written by this board", "left as it is")
    assert held(folder) == text


def test_words_added_by_hand_are_left(notes: NoteFolder, folder: Path) -> None:
    notes.put(DAY, "One")
    with (folder / f"{DAY}.md").open("a") as file:
        file.write("and mine\n")
    refused(notes, "changed since")
    assert held(folder).endswith("One\nand mine\n")


def test_two_boards_leave_each_others_notes(notes: NoteFolder, folder: Path) -> None:
    notes.put(DAY, "One")
    with pytest.raises(StorageError):
        NoteFolder(folder, "garden").put(DAY, "Two")
    assert held(folder).endswith("\nOne\n")


def test_a_link_is_not_followed_out_of_the_folder(
    notes: NoteFolder, folder: Path, tmp_path: Path
) -> None:
    notes.put(DAY, "One")
    outside = tmp_path / "outside.md"
    (folder / f"{DAY}.md").rename(outside)
    (folder / f"{DAY}.md").symlink_to(outside)
    before = outside.read_bytes()
    refused(notes, "left as it is")
    assert outside.read_bytes() == before
    assert (folder / f"{DAY}.md").is_symlink()


@pytest.mark.parametrize("name", ["../2026-11-22", "2026-11-22/x", "notes", "2026-11-22.md", ""])
def test_a_name_that_is_no_day_is_refused(notes: NoteFolder, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a note"):
        notes.put(name, "One")


def test_a_folder_is_made_where_its_parent_is_there_and_nowhere_else(tmp_path: Path) -> None:
    lost = NoteFolder(tmp_path / "unplugged" / "Wins", "main")
    refused(lost, "is not there")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "Wins").write_text("mine")
    refused(NoteFolder(tmp_path / "Wins", "main"), "Cannot")
    assert (tmp_path / "Wins").read_text() == "mine"


def test_a_full_disk_leaves_the_note_as_it_was(
    notes: NoteFolder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.put(DAY, "One")

    def full(_descriptor: int, _data: bytes) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "write", full)
    refused(notes, "the disk is full")
    assert held(folder).endswith("\nOne\n")
    assert len(list(folder.iterdir())) == 1
