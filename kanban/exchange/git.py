"""Git: the commits a person made, and where hooks are kept; asked of git, and nothing is changed.

A repository is somebody else's data: git is given an argument list, and what it says is split at
NUL, which no message can hold. Nothing here reaches for the network.
"""

import os
import subprocess
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from kanban.domain.text import harmless
from kanban.errors import StorageError, UsageError

HERE = "."
WAIT_S = 10.0
"""How long git may take for one answer; a log of one day takes it some milliseconds."""

_FIELDS = ("%H", "%at", "%ae", "%s", "%(trailers:key=Win)", "%(trailers:key=Win,valueonly,unfold)")
_LOG = (
    *("log", "-z", "--no-patch", "--no-color", "--no-show-signature", "--encoding=UTF-8"),
    f"--format={'%x00'.join(_FIELDS)}",
)
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
_OF_A_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_NAMESPACE")
"""What a hook is called with; it would have the named repository be the caller's."""


class Commit(Struct, frozen=True):
    """One commit.

    Attributes:
        hash: In full.
        authored_at: When it was written, UTC, to the second; kept when it is amended or rebased.
        email: Its author's.
        subject: The first paragraph of its message, in one line; may be empty.
        is_marked: Whether its message has a trailer `Win:`.
        words: What that trailer says, in one line; may be empty.
    """

    hash: str
    authored_at: datetime
    email: str
    subject: str
    is_marked: bool
    words: str


class Repository:
    """A repository, by a folder in it."""

    def __init__(self, folder: str = HERE) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """What people call it: the last part of its path."""
        return Path(self.folder).absolute().name

    @cached_property
    def email(self) -> str:
        """The email this person commits with.

        Raises:
            UsageError: git knows none, or there is no repository.
            StorageError: git cannot be run, or fails.
        """
        code, out, _ = self._run("config", "-z", "--get", "user.email")
        email = out.rstrip("\0")
        if code or not email:
            self._ask("rev-parse", "--git-dir")  # what is no repository has no email either
            raise UsageError(
                f'git knows no email of yours in "{self.folder}" to tell your commits by.',
                "Set it: git config user.email YOU@EXAMPLE.COM",
            )
        return email

    def own_commits(self, since: datetime) -> list[Commit]:
        """Return this person's commits on all local branches, merges left out, oldest first.

        Args:
            since: Those put in place before are not looked at.

        Raises:
            UsageError: There is no repository, or git knows no email.
            StorageError: git cannot be run, or fails.
        """
        after = f"--since={since:%Y-%m-%dT%H:%M:%SZ}"
        refs = ("--ignore-missing", "--branches", "HEAD")  # HEAD may be on none, or be none yet
        found = _commits(self._ask(*_LOG, "--no-merges", after, *refs, "--"))
        email = self.email.casefold()
        own = [each for each in reversed(found) if each.email.casefold() == email]
        return sorted(own, key=lambda commit: commit.authored_at)  # of one second: as they stand

    def commit(self, revision: str) -> Commit:
        """Return one commit.

        Raises:
            UsageError: There is no such commit, or no repository.
            StorageError: git cannot be run, or fails.
        """
        self._ask("rev-parse", "--git-dir")
        asked = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        code, digest, _ = self._run("rev-parse", *asked)
        found = [] if code else _commits(self._ask(*_LOG, "--max-count=1", digest.strip(), "--"))
        if not found:
            raise UsageError(
                f'There is no commit "{revision}" in "{self.folder}".', "git log lists them."
            )
        return found[0]

    def wrote(self, commit: Commit) -> bool:
        """Tell whether this person is the author."""
        return commit.email.casefold() == self.email.casefold()

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether both commits are of this repository and neither stands on the other."""
        asked = ("merge-base", "--is-ancestor", "--end-of-options")
        return all(self._run(*asked, *pair)[0] == 1 for pair in ((one, other), (other, one)))

    def hook(self, name: str) -> Path:
        """Return the file of a hook, which may not exist: `core.hooksPath` is respected.

        Raises:
            UsageError: There is no repository.
            StorageError: git cannot be run, or fails.
        """
        path = self._ask("rev-parse", "--git-path", f"hooks/{name}").removesuffix("\n")
        return Path(self.folder).absolute() / path

    def _ask(self, *words: str) -> str:
        code, out, err = self._run(*words)
        if code == 0:
            return out
        if "not a git repository" in err:
            raise UsageError(f'"{self.folder}" is not in a git repository.', "Name one that is.")
        if "cannot change to" in err:
            raise UsageError(f'There is no folder "{self.folder}" to look into.', "Name another.")
        reason = harmless((err.splitlines() or ["it gave no reason"])[0]).removeprefix("fatal: ")
        raise StorageError(f'git cannot read "{self.folder}": {reason}.')

    def _run(self, *words: str) -> tuple[int, str, str]:
        """Return git's exit code and what it said on either stream."""
        own = self.folder == HERE
        env = {name: v for name, v in os.environ.items() if own or name not in _OF_A_CALLER}
        try:
            code, *said = _called(("git", "--no-pager", "-C", self.folder, *words), env | _QUIET)
        except FileNotFoundError:
            raise StorageError(
                "There is no git on this computer's PATH.", "Install git, or add it to PATH."
            ) from None
        except OSError as error:
            raise StorageError(f"git cannot be run: {error.strerror}.") from error
        except subprocess.TimeoutExpired:
            raise StorageError(
                f'git gave no answer about "{self.folder}" for {WAIT_S:.0f} seconds.',
                "Try again when the disk is less busy.",
            ) from None
        out, err = (each.decode(errors="replace") for each in said)
        return code, out, err


def _called(command: tuple[str, ...], env: dict[str, str]) -> tuple[int, bytes, bytes]:
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - a list, no shell
        command, env=env, stdin=nothing, stdout=pipe, stderr=pipe
    ) as process:
        try:
            out, err = process.communicate(timeout=WAIT_S)
        except BaseException:
            process.kill()
            raise
    return process.returncode, out, err


def _commits(out: str) -> list[Commit]:
    values = out.split("\0")
    count = len(_FIELDS)
    rows = (values[start : start + count] for start in range(0, len(values) - 1, count))
    found = (_commit(*row) for row in rows)
    return [each for each in found if each is not None]


def _commit(
    digest: str, second: str, email: str, subject: str, trailers: str, words: str
) -> Commit | None:
    """Return a commit; None where its date is none that a calendar has."""
    try:
        at = datetime.fromtimestamp(int(second), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    said = "; ".join(line.strip() for line in words.splitlines() if line.strip())
    return Commit(digest, at, email, subject, bool(trailers.strip()), said)
