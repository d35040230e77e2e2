import shlex
import stat
import sys
from pathlib import Path

import pytest

from kanban.domain.text import NOTES_BYTES
from kanban.errors import UsageError
from kanban.outside_editor import OutsideEditor


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where the files for editors are made."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def editor(code: str) -> OutsideEditor:
    """Return an editor that runs code with `path`."""
    begin = "import sys, pathlib; path = pathlib.Path(sys.argv[-1]); "
    command = shlex.join([sys.executable, "-I", "-c", begin + code])
    return OutsideEditor({"EDITOR": command})


def test_what_the_editor_writes_comes_back_and_its_file_is_gone(files: Path) -> None:
    text = editor("path.write_text(path.read_text().upper() + 'Zwei \\u00e9')").edit(
        "eins", "card-3"
    )
    assert text == "EINS\nZwei é"
    assert list(files.iterdir()) == []


def test_the_file_is_private_and_named_by_the_card(files: Path) -> None:
    code = (
        "import os; path.write_text(' '.join([path.name, path.read_text().strip(),"
        " oct(os.stat(path).st_mode), oct(os.stat(path.parent).st_mode)]))"
    )
    name, text, file_mode, folder_mode = editor(code).edit("notes", "card-3").split()
    assert (name, text) == ("card-3.md", "notes")
    assert stat.S_IMODE(int(file_mode, 8)) == 0o600
    assert stat.S_IMODE(int(folder_mode, 8)) == 0o700


@pytest.mark.parametrize("text", ["", "one", "one\n  two", "[@click=app.quit]x[/] \u202e"])
def test_an_editor_that_changes_nothing_changes_nothing(text: str, files: Path) -> None:
    assert editor("pass").edit(text, "card-3") == text
    assert list(files.iterdir()) == []


def test_what_it_writes_is_made_harmless() -> None:
    text = editor(r"path.write_bytes(b'\xef\xbb\xbfa\x1b[31m\r\nb\0')").edit("", "card-3")
    assert text == "a␛[31m\nb␀"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("path.write_bytes(b'caf\\xe9')", "wrote something not in UTF-8. It is kept in "),
        (
            f"path.write_text('x' * {NOTES_BYTES + 1})",
            f"where {NOTES_BYTES} are the limit. It is kept",
        ),
        ("path.write_text('draft'); sys.exit(3)", "ended with 3. It is kept in "),
        ("sys.exit(1)", "ended with 1. The notes stay as they were."),
        ("path.unlink()", "left no file"),
    ],
)
def test_what_went_wrong_is_one_sentence_and_what_was_written_is_kept(
    code: str, words: str, files: Path
) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        editor(code).edit("before", "card-3")
    kept = [path for path in files.rglob("*") if path.is_file()]
    assert len(kept) == ("kept" in words)
    assert all(f"kept in {path}." in str(raised.value) for path in kept)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("command", ["no-such-program-here", "/", "'a\0b'"])
def test_an_editor_that_cannot_be_started_is_named(command: str, files: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be started: .* The notes stay"):
        OutsideEditor({"VISUAL": command, "EDITOR": "true"}).edit("before", "card-3")
    assert list(files.iterdir()) == []


def test_without_a_variable_a_known_editor_is_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: name if name == "vi" else None)
    assert OutsideEditor({"EDITOR": " "}).name == "vi"
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(UsageError, match=r"There is no editor to open. Set VISUAL or EDITOR"):
        OutsideEditor({})
    with pytest.raises(UsageError, match="EDITOR has a quote that is left open"):
        OutsideEditor({"EDITOR": "vi 'x"})


def test_no_room_for_the_file_is_told(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(files / "missing"))
    with pytest.raises(UsageError, match="No file for the editor can be made"):
        editor("pass").edit("", "card-3")
