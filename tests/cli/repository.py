"""A real git repository to work in, with dates and a person that the test names."""

import os
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from .shell import MORNING

YOU = "you@example.com"


class Repository:
    """A repository of somebody who has no other git configuration.

    Attributes:
        folder: Its work tree.
        at: When the next commit is made; each takes a minute.
    """

    def __init__(self, folder: Path, *setup: str) -> None:
        self.folder = folder
        self.at = MORNING
        folder.mkdir(parents=True, exist_ok=True)
        if not setup:
            self.git("init", "-q", "-b", "main")
            self.git("config", "user.name", "You")
            self.git("config", "user.email", YOU)
            self.git("config", "commit.gpgsign", "false")

    def git(self, *words: str, at: datetime | None = None, **env: str) -> str:
        """Run git and return what it printed."""
        moment = (at or self.at).isoformat()
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        ended = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env=os.environ | dates | env,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def commit(self, subject: str, *body: str, at: datetime | None = None, **env: str) -> str:
        """Make a commit and return its hash."""
        message = "\n\n".join([subject, *body])
        words = ("commit", "-q", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim")
        self.git(*words, "-m", message, at=at, **env)
        return self.git("rev-parse", "HEAD")

    def amend(self, *words: str, **env: str) -> str:
        """Make the last commit anew; its author's date stays."""
        command = ("commit", "-q", "--amend", "--allow-empty", *(words or ("--no-edit",)))
        environment = {"GIT_COMMITTER_DATE": self.at.isoformat(), **env}
        ended = subprocess.run(
            ["git", *command],
            cwd=self.folder,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return self.git("rev-parse", "HEAD")


def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git see no configuration but a repository's own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
