import os
import shlex
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from kanban.boards import board_file
from kanban.cli import hook
from tests.domain.builder import few

from .repository import Repository
from .shell import REPOSITORY, Shell

NOW = """
import sys
from tests.cli.shell import FrozenClock
from kanban.cli import session
session.SystemClock = FrozenClock
from kanban.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""The program, at the time that stands still in the tests."""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as a file of its own, in a folder whose name needs quoting."""
    path = tmp_path / "it's a bin" / "progress-board"
    path.parent.mkdir()
    script = path.with_suffix(".py")
    script.write_text(NOW)
    path.write_text(f'#!/bin/sh\nexec {sys.executable} {shlex.quote(str(script))} "$@"\n')
    path.chmod(0o755)
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setattr(sys, "argv", [str(path)])
    return path


@pytest.fixture
def post_commit(repository: Repository) -> Path:
    return repository.folder / ".git" / "hooks" / "post-commit"


def said(shell: Shell, *board: str) -> list[str]:
    return [win["text"] for win in shell.ok("recap", "--json", *board).json["wins"]]


def script(path: Path, text: str, mode: int = 0o755) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("latin-1"))
    path.chmod(mode)
    return path


def test_a_marked_commit_is_a_win_and_no_other(shell, repository, program, post_commit):
    assert shell.ok("hook", "install").lines[0] == f"The hook is in {post_commit}."
    repository.commit("One")
    repository.commit("Two", "Win: it works")
    repository.at += timedelta(minutes=1)
    repository.amend()
    assert said(shell) == ["it works"]


def test_the_hook_says_nothing_and_never_fails_a_commit(
    shell, repository, program, post_commit, monkeypatch
):
    shell.ok("hook", "install")
    (shell.home / "boards").mkdir(parents=True)
    (shell.home / "boards" / "main.json").write_text("no board")
    ended = subprocess.run(
        ["git", "commit", "--allow-empty", "-q", "-m", "One", "-m", "Win: x"],
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    ran = subprocess.run([post_commit], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_the_program_is_looked_for_on_the_path_where_it_was_moved(
    shell, repository, program, monkeypatch
):
    shell.ok("hook", "install")
    moved = program.parent.parent / "elsewhere"
    program.parent.rename(moved)
    script(
        moved / program.name, f'#!/bin/sh\nexec {sys.executable} {moved}/progress-board.py "$@"\n'
    )
    folders = os.environ["PATH"].split(os.pathsep)
    others = [folder for folder in folders if not (Path(folder) / program.name).exists()]
    monkeypatch.setenv("PATH", os.pathsep.join(others))
    repository.commit("One", "Win: lost")
    repository.at += timedelta(minutes=1)
    monkeypatch.setenv("PATH", f"{moved}{os.pathsep}{os.environ['PATH']}")
    repository.commit("Two", "Win: found")
    assert said(shell) == ["found"]


def test_the_hook_waits_little_for_a_board_that_another_process_writes(
    shell, repository, program, monkeypatch
):
    shell.ok("list")
    monkeypatch.setattr("kanban.cli.git_wins.HOOK_WAIT_S", 0.05)
    repository.commit("One", "Win: x")
    with board_file(shell.home / "boards", "main").lock():
        began = time.monotonic()
        shell("win", "--from-commit", "HEAD").refuses(3)
        assert time.monotonic() - began < 5


def test_the_hook_logs_on_the_board_it_was_put_in_for(shell, repository, program):
    shell.ok("hook", "install", "--board", "my work")
    shell("--board", "my work", "--create", "list")
    repository.commit("One", "Win: x")
    assert said(shell, "--board", "my work") == ["x"]
    assert said(shell) == []


def test_it_works_in_a_worktree_and_from_a_folder_within(shell, repository, program, tmp_path):
    repository.commit("Start")
    repository.git("worktree", "add", "-q", "-b", "tree", str(tmp_path / "a tree"))
    (tmp_path / "a tree" / "within").mkdir()
    shell.ok("hook", "install", str(tmp_path / "a tree" / "within"))
    for folder in (repository.folder, tmp_path / "a tree", tmp_path / "a tree" / "within"):
        repository.at += timedelta(minutes=1)
        Repository(folder, "as it is").commit(folder.name, "Win:", at=repository.at)
    repository.git("rebase", "-q", "--force-rebase", "HEAD~1")
    assert said(shell) == ["my garden", "a tree", "within"]


@pytest.mark.parametrize("path", ["own hooks", "{tmp}/shared hooks"])
def test_a_folder_for_hooks_of_ones_own_is_respected(shell, repository, program, tmp_path, path):
    path = path.format(tmp=tmp_path)
    repository.git("config", "core.hooksPath", path)
    shell.ok("hook", "install")
    assert (repository.folder / path / "post-commit").is_file()
    repository.commit("One", "Win: x")
    assert said(shell) == ["x"]
    shell.ok("hook", "remove")
    assert not (repository.folder / path / "post-commit").exists()


OWN = "#!/bin/bash\nset -eu\necho mine >> mine.txt\nexit 0\n"


def test_a_hook_of_the_persons_runs_on_and_is_itself_again_when_ours_goes(
    shell, repository, program, post_commit
):
    script(post_commit, OWN, 0o750)
    shell.ok("hook", "install")
    repository.commit("One", "Win: x")
    assert (repository.folder / "mine.txt").read_text() == "mine\n"
    assert said(shell) == ["x"]
    shell.ok("hook", "remove")
    assert post_commit.read_text() == OWN
    assert post_commit.stat().st_mode & 0o777 == 0o750


def test_both_acts_may_be_done_again(shell, repository, program, post_commit):
    shell.ok("hook", "install")
    first = post_commit.read_bytes()
    assert shell.ok("hook", "install").out == f"The hook is in {post_commit} already.\n"
    assert post_commit.read_bytes() == first
    shell.ok("hook", "install", "--board", "other")
    assert post_commit.read_bytes().count(b">>> progress-board") == 1
    assert b"--board other" in post_commit.read_bytes()
    assert shell.ok("hook", "remove").out == f"The hook is out of {post_commit}.\n"
    assert not post_commit.exists()
    none = f"There is no hook of progress-board in {post_commit}.\n"
    assert shell.ok("hook", "remove").out == none


SHEBANGS = some.sampled_from(
    [b"#!/bin/sh", b"#! /bin/sh", b"#!/usr/bin/env bash", b"#!/bin/bash -e", b"#!/usr/bin/zsh\r"]
)


@few
@given(shebang=SHEBANGS, rest=some.binary(max_size=80), ending=some.sampled_from([b"", b"\n"]))
def test_what_is_put_into_any_script_comes_out_of_it_byte_for_byte(
    tmp_path_factory, shebang, rest, ending
):
    assume(b"progress-board" not in rest)
    path = tmp_path_factory.mktemp("hooks") / "post-commit"
    before = shebang + (b"\n" + rest + ending if rest else ending)
    if before == b"#!/bin/sh\n":
        before += b"\n"
    path.write_bytes(before)
    path.chmod(0o755)
    for _ in range(2):
        hook._install(path, "main")
        assert path.read_bytes().startswith(shebang + b"\n# >>> progress-board")
    hook._remove(path, "main")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "mode", "told"),
    [
        ("#!/usr/bin/env python3\n", 0o755, "no shell script"),
        ("#!/usr/bin/fish\n", 0o755, "no shell script"),
        ("\x7fELF\xff", 0o755, "no shell script"),
        ("", 0o755, "no shell script"),
        ("#!/bin/sh\n", 0o644, "git does not run it"),
        ("#!/bin/sh\n# >>> progress-board: a commit with a Win: line is a win\n", 0o755, "by hand"),
    ],
)
def test_a_hook_that_no_lines_can_be_put_into_stays_as_it_is(
    shell, repository, program, post_commit, text, mode, told
):
    script(post_commit, text, mode)
    shell("hook", "install").refuses(1, "post-commit", told)
    assert post_commit.read_bytes() == text.encode("latin-1")


def test_a_link_is_not_written_through(shell, repository, program, post_commit, tmp_path):
    target = script(tmp_path / "target", "#!/bin/sh\n")
    post_commit.unlink(missing_ok=True)
    post_commit.symlink_to(target)
    shell("hook", "install").refuses(1, "a link")
    shell("hook", "remove").refuses(1, "a link")
    assert target.read_text() == "#!/bin/sh\n"


def test_what_is_no_repository_or_no_act_is_refused(shell, repository, tmp_path):
    shell("hook", "install", str(tmp_path / "nowhere")).refuses(2, "no folder")
    shell("hook", "mend").refuses(2, "install")
    shell("hook").refuses(2, "required")


def test_a_folder_that_cannot_be_written_is_told(shell, repository, program, post_commit):
    (repository.folder / "a file").touch()
    repository.git("config", "core.hooksPath", "a file/below")
    shell("hook", "install").refuses(3, "post-commit", "Not a directory")


def test_an_unmarked_commit_does_not_start_the_program(shell, repository, program):
    shell.ok("hook", "install")
    program.write_text(f"#!/bin/sh\ntouch {repository.folder}/started\n".replace("my ", "my\\ "))
    repository.commit("One")
    assert not (repository.folder / "started").exists()
    repository.commit("Two", "Win:")
    assert (repository.folder / "started").exists()
