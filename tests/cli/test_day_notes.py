"""The journal folder: a note of each closed day, by whatever command the day changes."""

from datetime import date
from pathlib import Path

import pytest

from kanban.cli.main import parser
from kanban.cli.session import Session
from kanban.domain.operations import days

DAY = "2026-11-22"


@pytest.fixture
def folder(shell, tmp_path: Path) -> Path:
    shell.configure(f'journal_folder = "{tmp_path / "Wins"}"')
    return tmp_path / "Wins"


def close(shell, day: str = DAY, **fields) -> str:
    """Close a day as the screen does, through the session's own keeper; return the trouble."""
    session = Session(parser().parse_args(["status"]))
    session.keeper.do(days.close, on=date.fromisoformat(day), fields=fields)
    trouble = session.keeper.tidied()
    session.close()
    return trouble


def note(folder: Path, day: str = DAY) -> str:
    """Return a note without its mark."""
    return (folder / f"{day}.md").read_text().partition("\n")[2]


def test_closing_a_day_writes_what_the_recap_prints_as_markdown(shell, folder):
    shell.ok("win", "Fix [[array]] #bug")
    assert not folder.exists()
    assert close(shell, three=("One",), setback="secret", first_step="Call Ann") == ""
    assert note(folder) == shell.ok("recap", "--format", "md").out
    assert "secret" not in note(folder)
    assert "Fix \\[\\[array\\]\\] \\#bug" in note(folder)


def test_a_closed_day_that_changes_is_written_anew(shell, folder):
    close(shell, three=("One",))
    shell.ok("add", "Later that evening")
    assert "Later" not in note(folder)
    shell.ok("done", "1")
    assert "Later that evening" in note(folder)
    shell.ok("undo")
    assert "Later that evening" not in note(folder)
    shell.ok("redo")
    shell.ok("win", "A late win")
    assert "A late win" in note(folder)
    assert note(folder) == shell.ok("recap", "--format", "md").out


def test_a_day_that_is_open_has_no_note(shell, folder):
    shell.ok("win", "One")
    with shell.keeper() as held:
        held.do(days.write, on=held.clock().day, fields={"three": ("One",)})
    shell.ok("win", "Two")
    assert not folder.exists()


def test_a_day_written_later_has_its_note_under_its_own_name(shell, folder):
    close(shell, "2026-11-19", three=("Thursday",))
    assert [path.name for path in folder.iterdir()] == ["2026-11-19.md"]
    assert "Thursday" in note(folder, "2026-11-19")


def test_without_the_setting_nothing_is_written(shell, tmp_path):
    before = set(tmp_path.iterdir())
    close(shell, three=("One",))
    assert set(tmp_path.iterdir()) - before <= {shell.home}


def test_a_foreign_note_is_told_and_the_win_is_kept(shell, folder):
    close(shell, three=("One",))
    (folder / f"{DAY}.md").write_text("mine")
    answer = shell("win", "Two")
    assert (answer.code, answer.out) == (0, "Logged. 1 win today.\n")
    assert "was not written by this board" in answer.err
    assert answer.err.count("\n") == 1
    assert (folder / f"{DAY}.md").read_text() == "mine"


def test_home_is_understood_and_a_path_from_nowhere_refused(shell, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    shell.configure('journal_folder = "~/Wins"')
    close(shell, three=("One",))
    assert (tmp_path / "Wins" / f"{DAY}.md").exists()
    shell.configure('journal_folder = "Wins"')
    shell("win", "Two").refuses(2, "journal_folder must be the path of a folder")
    shell.configure('journal_folder = "~nobody-of-that-name/Wins"')
    shell("win", "Two").refuses(2, "journal_folder must be the path of a folder")


def test_the_note_of_a_day_that_did_not_change_is_left_alone(shell, folder):
    close(shell, "2026-11-20", three=("Friday",))
    close(shell, three=("Sunday",))
    (folder / f"{DAY}.md").unlink()
    close(shell, "2026-11-20", three=("Friday, more",))
    assert [path.name for path in folder.iterdir()] == ["2026-11-20.md"]
