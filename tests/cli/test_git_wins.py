import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kanban.domain.records import Win
from kanban.exchange import git

from .repository import YOU, Repository, alone
from .shell import BERLIN, MORNING, Shell

NONE = "No commit of yours today that is no win yet.\n"


def said(shell: Shell) -> list[str]:
    """Return the words of today's wins."""
    return [win["text"] for win in shell.ok("recap", "--json").json["wins"]]


def test_each_commit_of_today_is_asked_for_and_those_taken_are_one_change(shell, repository):
    for minute, subject in enumerate(("Dig the bed", "Sow beans", "Buy a hose", "Mow")):
        repository.commit(subject, at=MORNING + timedelta(minutes=minute))
    answer = shell.ok("win", "--from-git", stdin="y\nn\nYes\n\n")
    assert [line.rstrip() for line in answer.lines] == [
        "y takes it, n leaves it, q ends.",
        "  09:12  Dig the bed  y/n?",
        "  09:13  Sow beans  y/n?",
        "  09:14  Buy a hose  y/n?",
        "  09:15  Mow  y/n?",
        "Logged. 2 wins today.",
    ]
    assert said(shell) == ["Dig the bed", "Buy a hose"]
    assert shell.ok("undo").out == "Undone: Logged 2 wins.\n"
    assert said(shell) == []


@pytest.mark.parametrize("stdin", ["y\nq\n", "y\nquit\ny\n", "y\n", "y"])
def test_q_or_the_end_of_input_ends_and_keeps_what_was_taken(shell, repository, stdin):
    for subject in ("One", "Two", "Three"):
        repository.commit(subject)
    shell.ok("win", "--from-git", stdin=stdin)
    assert said(shell) == ["One"]


def test_nothing_taken_changes_nothing(shell, repository):
    repository.commit("One")
    shell.ok("list")
    with shell.unchanged():
        assert shell.ok("win", "--from-git", stdin="n\n").lines[-1] == "Nothing logged."
        assert shell.ok("win", "--from-git", stdin="").lines[-1] == "Nothing logged."


def test_yes_takes_all_without_a_question_and_none_a_second_time(shell, repository):
    repository.commit("One")
    repository.commit("Two", at=MORNING + timedelta(minutes=3))
    answer = shell.ok("win", "--from-git", "--yes")
    assert answer.lines == ["  09:12  One", "  09:15  Two", "Logged. 2 wins today."]
    assert shell.ok("win", "--from-git", "--yes").out == NONE
    repository.commit("Three", at=MORNING + timedelta(minutes=4))
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["One", "Two", "Three"]


def test_a_win_keeps_the_commit_and_the_time_it_was_written(shell, repository):
    at = MORNING - timedelta(hours=2)
    digest = repository.commit("One", at=at)
    shell.ok("win", "--from-git", "--yes")
    (win,) = shell.board().table(Win).values()
    assert (win.source, win.at, win.zone) == (f"git:{digest}", at, "Europe/Berlin")
    assert len(digest) == 40


def test_a_win_of_a_commit_serves_a_goal(shell, repository):
    shell.goal("Launch")
    repository.commit("One")
    shell.ok("win", "--from-git", "--yes", "--goal", "launch")
    assert shell.ok("recap", "--json").json["wins"][0]["goal"] == "Launch"


def test_the_day_is_the_persons_and_begins_when_theirs_does(shell, repository):
    repository.commit("evening before", at=datetime(2026, 11, 22, 3, 59, tzinfo=BERLIN))
    repository.commit("morning", at=datetime(2026, 11, 22, 4, 0, tzinfo=BERLIN))
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["morning"]
    shell.configure('day_starts_at = "00:00"')
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["morning", "evening before"]


def test_only_the_persons_own_commits_on_local_branches_count_and_merges_do_not(
    shell, repository, tmp_path
):
    repository.commit("One")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("On a side branch", at=MORNING + timedelta(minutes=1))
    repository.git("checkout", "-q", "main")
    repository.commit("Another's", GIT_AUTHOR_EMAIL="ann@example.com")
    repository.commit(
        "Mine in capitals", at=MORNING + timedelta(minutes=2), GIT_AUTHOR_EMAIL=YOU.upper()
    )
    repository.git("merge", "-q", "--no-ff", "--no-edit", "side")
    repository.git("checkout", "-q", "-b", "other")
    repository.commit("On another branch", at=MORNING + timedelta(minutes=5))
    repository.git("checkout", "-q", "--detach", "main")
    repository.commit("On no branch", at=MORNING + timedelta(minutes=3))
    upstream = Repository(tmp_path / "upstream")
    upstream.commit("Upstream", at=MORNING + timedelta(minutes=4))
    repository.git("fetch", "-q", str(upstream.folder), "main:refs/remotes/origin/main")
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == [
        "One",
        "On a side branch",
        "Mine in capitals",
        "On no branch",
        "On another branch",
    ]


@pytest.mark.parametrize("how", ["amended", "reworded", "rebased", "picked"])
def test_a_commit_made_anew_is_no_second_win(shell, repository, how):
    repository.commit("Start", at=MORNING - timedelta(days=1))
    repository.commit("One")
    shell.ok("win", "--from-git", "--yes")
    if how == "amended":
        repository.amend()
    elif how == "reworded":
        repository.amend("-m", "One, in better words")
    else:
        repository.git("checkout", "-q", "-b", "other", "HEAD~1")
        repository.commit("Other", at=MORNING - timedelta(days=1))
        if how == "picked":
            repository.git("cherry-pick", "--allow-empty", "main")
        else:
            repository.git("checkout", "-q", "main")
            repository.git("rebase", "-q", "other")
    repository.at += timedelta(minutes=1)
    assert shell.ok("win", "--from-git", "--yes").out == NONE
    assert said(shell) == ["One"]


def test_a_copy_on_another_branch_is_asked_for_once(shell, repository):
    repository.commit("Start", at=MORNING - timedelta(days=1))
    repository.commit("One")
    repository.git("checkout", "-q", "-b", "other", "HEAD~1")
    repository.commit("Between", at=MORNING - timedelta(days=1))
    repository.git("cherry-pick", "--allow-empty", "main")
    assert [line[:5] for line in shell.ok("win", "--from-git", "--yes").lines] == ["  09:", "Logge"]


def test_commits_of_one_second_are_as_many_wins(shell, repository, tmp_path):
    repository.commit("One")
    repository.commit("Two")
    other = Repository(tmp_path / "shed")
    other.commit("Three")
    answer = shell.ok("win", "--from-git", str(repository.folder), str(other.folder), "--yes")
    assert answer.lines == [
        "  09:12  One  (my garden)",
        "  09:12  Two  (my garden)",
        "  09:12  Three  (shed)",
        "Logged. 3 wins today.",
    ]


def test_one_repository_by_two_names_is_asked_once(shell, repository):
    repository.commit("One")
    shell.ok("win", "--from-git", ".", str(repository.folder), "--yes")
    assert said(shell) == ["One"]


def test_a_win_that_was_taken_back_may_be_taken_again_as_itself(shell, repository):
    repository.commit("One")
    shell.ok("win", "--from-git", "--yes")
    shell.ok("undo")
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["One"]
    assert len(shell.board().table(Win)) == 1


def test_a_repository_that_is_named_is_asked_whatever_git_was_called_with(
    shell, repository, tmp_path, monkeypatch
):
    repository.commit("One")
    other = Repository(tmp_path / "shed")
    other.commit("Two")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    shell.ok("win", "--from-git", str(repository.folder), "--yes")
    assert said(shell) == ["One"]
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["One", "Two"]


def test_a_repository_without_a_commit_has_nothing_to_take(shell, repository):
    assert shell.ok("win", "--from-git").out == NONE


def test_a_bare_repository_and_a_worktree_are_repositories(shell, repository, tmp_path):
    repository.commit("One")
    repository.git("worktree", "add", "-q", str(tmp_path / "tree"))
    repository.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    subprocess.run(["git", "-C", tmp_path / "bare.git", "config", "user.email", YOU], check=True)
    for name in ("tree", "bare.git"):
        answer = shell.ok("win", "--from-git", str(tmp_path / name), stdin="n")
        assert answer.lines[1:] == ["  09:12  One  y/n? ", "Nothing logged."]


def test_hostile_subjects_are_plain_words(shell, repository, hostile):
    repository.commit(hostile.replace("\0", " ").encode(errors="replace").decode(), "Win: no")
    answer = shell.ok("win", "--from-git", "--yes")
    assert answer.out.isprintable() or answer.out.replace("\n", "").isprintable()
    assert len(said(shell)) == 1


def test_a_message_in_another_encoding_is_read_as_it_was_written(shell, repository):
    repository.git("config", "i18n.commitEncoding", "ISO-8859-1")
    repository.commit(os.fsdecode("café".encode("latin-1")))
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["café"]


def test_a_subject_that_is_no_win_is_told_and_the_others_are_taken(shell, repository):
    repository.commit("")
    repository.commit("x" * 501, at=MORNING + timedelta(minutes=1))
    repository.commit("One", at=MORNING + timedelta(minutes=2))
    answer = shell("win", "--from-git", "--yes")
    assert answer.lines == ["  09:14  One", "Logged. 1 win today."]
    assert "at least one visible character" in answer.err
    assert "too long" in answer.err
    assert answer.err.count("is left out.") == 2


SIGNATURE = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n YWJj\n -----END PGP SIGNATURE-----\n\n"


def test_what_a_repository_configures_runs_nothing(shell, repository, tmp_path):
    repository.commit("One")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n")
    trap.chmod(0o755)
    for name in ("core.pager", "pager.log", "core.fsmonitor", "gpg.program", "diff.external"):
        repository.git("config", name, str(trap))
    repository.git("config", "log.showSignature", "true")
    signed = repository.git("cat-file", "commit", "HEAD").replace("\n\n", SIGNATURE, 1) + "\n"
    path = tmp_path / "signed"
    path.write_text(signed)
    made = repository.git("hash-object", "-t", "commit", "-w", str(path))
    repository.git("update-ref", "refs/heads/main", made)
    repository.git("config", "alias.log", f"!{trap}")
    shell.ok("win", "--from-git", "--yes")
    assert said(shell) == ["One"]
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "required: text"),
        (("One", "--from-commit", "HEAD"), "do not go together"),
        (("--from-git", "--from-commit", "HEAD"), "do not go together"),
        (("One", "--yes"), "--yes"),
        (("--from-commit", "HEAD", "--yes"), "--yes"),
        (("--from-git", "no/such/folder"), "no folder"),
        (("--from-commit", "nowhere"), "no commit"),
        (("--from-commit", "--all"), "expected one argument"),
        (("--from-commit=--all"), "no commit"),
        (("--from-commit=--since=yesterday"), "no commit"),
        (("--from-git", "--output=x"), "--output=x"),
    ],
)
def test_a_command_that_cannot_be_understood_says_why(shell, repository, words, told):
    words = (words,) if isinstance(words, str) else words
    shell("win", *words).refuses(2, told)


def test_a_folder_that_is_no_repository_says_so(shell, tmp_path, monkeypatch):
    alone(monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    shell("win", "--from-git").refuses(2, '"." is not in a git repository')


def test_who_has_told_git_no_email_is_told_how(shell, repository):
    repository.git("config", "--unset", "user.email")
    shell("win", "--from-git").refuses(2, "knows no email", "git config user.email")


def test_without_git_the_words_say_so(shell, repository, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    shell("win", "--from-git").refuses(3, "no git")


def test_a_git_that_does_not_answer_is_given_up(shell, repository, monkeypatch, tmp_path):
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(slow.parent))
    monkeypatch.setattr(git, "WAIT_S", 0.05)
    shell("win", "--from-git").refuses(3, "gave no answer")


def test_a_git_that_fails_says_its_reason(shell, repository, tmp_path):
    repository.commit("One")
    (repository.folder / ".git" / "objects").rename(tmp_path / "gone")
    shell("win", "--from-git").refuses(2, "not in a git repository")
    (tmp_path / "gone").rename(repository.folder / ".git" / "objects")
    (repository.folder / ".git" / "config").write_text("[broken\n")
    shell("win", "--from-git").refuses(3, "git cannot read", "bad config line 1")


def test_a_marked_commit_is_a_win_by_its_words_or_its_subject(shell, repository):
    repository.commit("One", "Win: the first one\n  works")
    shell.ok("win", "--from-commit", "HEAD")
    repository.commit("Two", "Win:", at=MORNING + timedelta(minutes=1))
    assert shell.ok("win", "--from-commit", "HEAD").out == "Logged. 2 wins today.\n"
    repository.commit("Three", "win: a\nWin: b", at=MORNING + timedelta(minutes=2))
    shell.ok("win", "--from-commit", "HEAD")
    assert said(shell) == ["the first one works", "Two", "a; b"]


@pytest.mark.parametrize(
    ("subject", "body", "how"),
    [
        ("One", "", {}),
        ("One", "Wins: many", {}),
        ("Win: in the subject", "", {}),
        ("One", "Win: by another", {"GIT_AUTHOR_EMAIL": "ann@example.com"}),
        ("One", "Win: of yesterday", {"at": MORNING - timedelta(days=1)}),
    ],
)
def test_no_other_commit_is_a_win_by_itself(shell, repository, subject, body, how):
    repository.commit(subject, body, **how)
    assert shell.ok("win", "--from-commit", "HEAD").out == ""
    assert said(shell) == []


def test_a_marked_commit_counts_once_also_amended_and_taken_back(shell, repository):
    repository.commit("One", "Win: yes")
    shell.ok("win", "--from-commit", "HEAD")
    for _ in range(2):
        repository.at += timedelta(minutes=1)
        repository.amend("-m", "One\n\nWin: yes, in other words")
        assert shell.ok("win", "--from-commit", "HEAD").out == ""
    shell.ok("undo")
    assert shell.ok("win", "--from-commit", "HEAD").out == ""
    assert said(shell) == []
    assert shell.ok("win", "--from-git", "--yes").lines[-1] == "Logged. 1 win today."


ACTS = some.lists(
    some.sampled_from(["commit", "mark", "amend", "reword", "ask", "hook", "undo", "redo", "no"]),
    min_size=3,
    max_size=9,
)


@given(acts=ACTS)
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_no_piece_of_work_ever_counts_twice(tmp_path_factory, monkeypatch, capsys, acts):
    folder: Path = tmp_path_factory.mktemp("twice")
    with pytest.MonkeyPatch.context() as patch:
        shell = Shell(folder / "home", patch, capsys)
        alone(patch)
        repository = Repository(folder / "work")
        patch.chdir(repository.folder)
        works = 0
        for step, act in enumerate(acts):
            repository.at = MORNING + timedelta(minutes=step)
            if act in ("commit", "mark") or (act in ("amend", "reword") and not works):
                works += 1
                repository.commit(f"Work {works}", "Win:" if act == "mark" else "")
            elif act == "amend":
                repository.amend()
            elif act == "reword":
                repository.amend("-m", f"Work {works}, said better\n\nWin: said better")
            elif act == "ask":
                shell("win", "--from-git", "--yes")
            elif act == "no":
                shell("win", "--from-git", stdin="n\n")
            elif act == "hook":
                shell("win", "--from-commit", "HEAD")
            else:
                shell(act)
            counting = [
                win for win in shell.board().table(Win).values() if win.withdrawn_at is None
            ]
            assert len(counting) <= works
            assert len({win.source for win in counting}) == len(counting)
        shell("win", "--from-git", "--yes")
        counting = [win for win in shell.board().table(Win).values() if win.withdrawn_at is None]
        assert len(counting) == works
