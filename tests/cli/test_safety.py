"""The shell's verbs for backups and the doctor: one sentence, one exit code, no surprise."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from kanban.cli.main import main as run_main
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.values import replace
from kanban.paths import HOME_VARIABLE
from kanban.store.backups import Backups
from kanban.store.snapshot import seal, unseal
from tests.store.builder import TickingClock
from tests.store.test_years import put_away, year_path


class Result(NamedTuple):
    code: int
    out: str
    err: str


class Shell:
    """Runs commands as a person types them."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.boards = home / "boards"
        self._capsys = capsys

    def __call__(self, *words: str) -> Result:
        code = run_main(words)
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        assert captured.err.count("\n") <= 1
        return Result(code, captured.out, captured.err)

    def files(self) -> dict[str, bytes]:
        """Return every file there is, locks left out."""
        found = (path for path in self.boards.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.boards)): path.read_bytes()
            for path in found
            if path.suffix != ".lock"
        }

    def backups(self, name: str = "main") -> Backups:
        return Backups(self.boards / f"{name}.json")


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """A shell of a person who has just begun."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    clock = TickingClock()
    monkeypatch.setattr("kanban.cli.session.SystemClock", lambda _day_starts_at: clock)
    return Shell(tmp_path / "home", capsys)


# -- backup --------------------------------------------------------------------------------------


def test_backup_prints_the_path_of_a_whole_copy(shell: Shell):
    shell("add", "Test login")
    code, out, err = shell("backup")
    assert (code, err) == (0, "")
    assert unseal(Path(out.strip()).read_bytes(), "backup")["cards"]["1"]["title"] == "Test login"


def test_backup_of_an_unchanged_board_prints_the_one_there_is(shell: Shell):
    shell("add", "Test login")
    assert shell("backup").out == shell("backup").out
    assert len(shell.backups().all()) == 1


def test_the_first_change_of_a_day_is_followed_by_a_backup(shell: Shell):
    shell("win", "Asked for help")
    assert len(shell.backups().all()) == 1
    shell("win", "Asked again")
    assert len(shell.backups().all()) == 1


@pytest.mark.parametrize("verb", ["list", "status", "recap"])
def test_a_command_that_only_reads_takes_no_backup(shell: Shell, verb: str):
    shell(verb)
    assert shell.backups().all() == []


def test_a_backup_that_fails_is_told_in_a_line_and_the_win_is_kept(shell: Shell):
    shell("list")
    (shell.boards / "backups").write_bytes(b"in the way")
    code, out, err = shell("win", "Asked for help")
    assert (code, out) == (0, "Logged. 1 win today.\n")
    assert err.startswith("progress-board: The change is kept, but no backup could be taken:")
    assert "Asked for help" in shell("recap").out


def test_an_undo_counts_as_a_change(shell: Shell):
    shell("win", "Asked for help")
    for backup in shell.backups().all():
        backup.path.unlink()
    shell("undo")
    assert len(shell.backups().all()) == 1


# -- restore -------------------------------------------------------------------------------------


def test_restore_lists_the_backups_newest_first_with_what_they_hold(shell: Shell):
    shell("add", "One")
    shell("backup")
    shell("win", "A step")
    shell("add", "Two")
    shell("backup")
    code, out, _ = shell("restore")
    assert code == 0
    assert out == (
        "     2  Sun 22 Nov 09:12  2 cards, 1 win\n     1  Sun 22 Nov 09:12  1 card, 0 wins\n"
    )


def test_restore_puts_back_the_backup_of_a_number_and_says_where_the_old_board_is(shell: Shell):
    shell("add", "Kept")
    shell("backup")
    shell("add", "Given up")
    code, out, err = shell("restore", "1")
    assert (code, err) == (0, "")
    assert "Given up" not in shell("list").out
    assert "progress-board restore 2 puts that back." in out
    assert "What was there before is kept in" in out
    shell("restore", "2")
    assert "Given up" in shell("list").out


def test_restore_takes_a_file(shell: Shell, tmp_path: Path):
    shell("add", "Kept")
    copy = tmp_path / "copy.json"
    copy.write_bytes(Path(shell("backup").out.strip()).read_bytes())
    assert shell("--board", "other", "restore", str(copy)).code == 0
    assert "Kept" in shell("--board", "other", "list").out


def test_restore_works_when_the_board_cannot_be_opened(shell: Shell):
    shell("add", "Kept")
    shell("backup")
    damaged = b"hello, this is no board"
    (shell.boards / "main.json").write_bytes(damaged)
    offer = shell("list")
    assert (offer.code, offer.out) == (3, "")
    assert "progress-board restore 1 puts it back." in offer.err
    code, out, _ = shell("restore", "1")
    assert code == 0
    assert "Kept" in shell("list").out
    assert damaged in [
        Path(line.rpartition(" kept in ")[2]).read_bytes() for line in out.splitlines()[1:]
    ]


@pytest.mark.parametrize(
    ("which", "code", "words"),
    [
        ("7", 2, "(there are 1 to 1)"),
        ("99999999999999999999", 2, "(there are 1 to 1)"),
        ("no such file", 2, "nor a file"),
        ("", 2, "nor a file"),
        ("²", 2, "nor a file"),
        ("{notes}", 3, "is damaged"),
        ("{board}", 2, "is the board itself"),
    ],
)
def test_what_cannot_be_put_back_is_refused_in_one_sentence(
    shell: Shell, tmp_path: Path, which: str, code: int, words: str
):
    shell("add", "Kept")
    notes = tmp_path / "notes.json"
    notes.write_text('{"mine": 1}')
    before = shell.files()
    result = shell("restore", which.format(notes=notes, board=shell.boards / "main.json"))
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert shell.files() == before


def test_restore_without_backups_says_how_to_take_one(shell: Shell):
    result = shell("--board", "garden", "restore")
    assert result.code == 1
    assert 'There are no backups of "garden" yet.' in result.err
    assert 'progress-board --board "garden" backup' in result.err


def test_a_backup_that_cannot_be_read_is_listed_as_such(shell: Shell):
    path = Path(shell("backup").out.strip())
    path.write_bytes(b"")
    assert shell("restore").out.endswith("cannot be read\n")


# -- doctor --------------------------------------------------------------------------------------


def fault(shell: Shell) -> None:
    """Give card 1 a column and a goal that do not exist."""
    import shutil

    path = shell.boards / "main.json"
    tables = unseal(Path(shell("backup").out.strip()).read_bytes(), "backup")
    tables.pop("seal")
    tables["cards"]["1"] |= {"column_id": 9, "goal_id": 8}
    path.write_bytes(seal(tables))
    path.with_suffix(".journal").unlink()
    path.with_suffix(".lock").unlink()
    shutil.rmtree(shell.boards / "backups")


def test_a_healthy_board_is_told_in_one_line(shell: Shell):
    shell("add", "Test login")
    assert shell("doctor") == (0, "main: 1 card, 0 wins, 1 good backup.\n", "")


def test_findings_are_told_with_what_can_be_done_and_change_nothing(shell: Shell):
    shell("add", "Test login")
    fault(shell)
    before = shell.files()
    code, out, err = shell("doctor")
    assert code == 1
    assert 'Card 1 "Test login" is in column 9, which does not exist.\n' in out
    assert '    With --mend: it goes to the end of "To Do".\n' in out
    assert "progress-board doctor --mend" in err
    assert shell.files() == before


def test_mending_takes_a_backup_and_can_be_undone(shell: Shell):
    shell("add", "Test login")
    fault(shell)
    shell("doctor", "--mend")
    before = unseal(shell.backups().all()[-1].path.read_bytes(), "backup")
    assert before["cards"]["1"]["column_id"] == 9
    assert shell("doctor").code == 0
    assert "1  Test login" in shell("list").out
    assert shell("undo").out == "Undone: Mended 2 faults.\n"
    assert shell("doctor").code == 1


def test_a_mended_board_exits_with_0_and_says_what_was_done(shell: Shell):
    shell("add", "Test login")
    fault(shell)
    shell("list")  # begins a journal
    code, out, err = shell("doctor", "--mend")
    assert (code, err) == (0, "")
    assert '    Mended: it goes to the end of "To Do".\n' in out


def test_doctor_prints_json_for_programs(shell: Shell):
    shell("add", "Test login")
    fault(shell)
    code, out, _ = shell("doctor", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["is_readable"]
    assert {"words", "remedy", "is_mendable"} == set(told["findings"][0])
    assert told["mended"] == []


def test_an_unreadable_board_exits_with_3_and_offers_its_backup(shell: Shell):
    shell("add", "Test login")
    (shell.boards / "main.journal").write_bytes(b"")
    before = shell.files()
    for words in (("doctor",), ("doctor", "--mend"), ("doctor", "--json")):
        result = shell(*words)
        assert result.code == 3
        assert "progress-board restore 1 puts it back" in result.err
    assert not json.loads(shell("doctor", "--json").out)["is_readable"]
    assert shell.files() == before


def test_doctor_makes_no_board(shell: Shell):
    result = shell("doctor")
    assert result.code == 1
    assert 'There is no board called "main"' in result.err
    assert not shell.boards.exists()


def test_a_board_beside_a_conflict_copy_says_so(shell: Shell):
    shell("add", "Test login")
    copy = shell.boards / "main (conflicted copy 2026-11-22).json"
    copy.write_bytes((shell.boards / "main.json").read_bytes())
    copy.chmod(0o600)
    result = shell("doctor")
    assert result.code == 1
    assert str(copy) in result.out


# -- years that were put away --------------------------------------------------------------------


def test_a_day_of_a_year_put_away_is_printed_as_any_other(shell: Shell):
    put_away(shell.boards)
    code, out, _ = shell("recap", "--day", "2024-01-05")
    assert code == 0
    assert "Win 4 漢字" in out


def test_a_day_of_a_damaged_year_is_refused_in_one_sentence_and_doctor_mends_it(shell: Shell):
    put_away(shell.boards)
    year_path(shell.boards, 2024).write_bytes(b"{}")
    code, out, err = shell("recap", "--day", "2024-01-05")
    assert (code, out) == (3, "")
    assert "The wins of 2024 cannot be read." in err
    assert "progress-board doctor" in err
    assert shell("status").code == 0
    assert shell("doctor").code == 1
    assert "The wins of 2024 cannot be read." in shell("doctor", "--mend").out
    assert shell("recap", "--day", "2024-01-05").code == 0


def test_the_records_are_mended_though_a_year_is_lost(shell: Shell):
    keeper = put_away(shell.boards)
    keeper.do(lose_a_goal)
    year_path(shell.boards, 2024).write_bytes(b"{}")
    (shell.boards / "backups" / "main" / "years" / "2024.json").unlink()
    out = shell("doctor", "--mend").out
    assert "belongs to goal 9, which does not exist." in out
    assert "The wins of 2024 cannot be read." in out
    assert "goal 9" not in shell("doctor").out


def test_restore_names_the_years_that_are_nowhere(shell: Shell):
    put_away(shell.boards)
    shell("add", "Test login")
    shell("backup")
    year_path(shell.boards, 2024).unlink()
    (shell.boards / "backups" / "main" / "years" / "2024.json").unlink()
    number = shell.backups().all()[0].number
    code, out, err = shell("restore", str(number))
    assert code == 0
    assert "12 wins" in out
    assert err == "progress-board: The wins of 2024 are neither here nor among the backups.\n"


def lose_a_goal(board: Board, now: Moment) -> Change:
    """Return a change that no operation makes: a card of a goal that is not there."""
    change = cards.add(board, now, titles=("Lost",))
    (edit,) = change.edits
    return Change(change.words, (Edit(None, replace(edit.after, goal_id=9)),))
