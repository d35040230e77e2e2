"""What can be undone and redone: the last commits, kept with the board.

One rule decides what `undo` means when several processes share a board: a session takes back the
newest commit that it made itself or found when it opened. So it works after a restart, and a win
that arrives from elsewhere is never taken back by somebody who did not see it coming.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from kanban.domain.change import Change

DEPTH = 100
"""How many commits can be undone."""


class CommitKind(StrEnum):
    """How a change came to be."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class Origin(NamedTuple):
    """The session that made a commit.

    Attributes:
        token: Different for each session.
        since: The number of the last commit it found when it opened.
    """

    token: str
    since: int


class Commit(Struct, frozen=True):
    """A change that is on disk.

    Attributes:
        seq: 1 for the first commit of a board, then one more each.
        at: When, UTC.
        reverses: The commit an undo or redo takes back, 0 for a do.
    """

    seq: int
    kind: CommitKind
    origin: Origin
    at: datetime
    change: Change
    reverses: int = 0


class History(Struct):
    """Two stacks of commits, oldest first: what can be undone, what can be redone."""

    done: list[Commit] = field(default_factory=list)
    undone: list[Commit] = field(default_factory=list)

    def undoable(self, origin: Origin) -> Commit | None:
        """Return the commit that `undo` takes back for this session, None for none."""
        return _newest(self.done, origin)

    def redoable(self, origin: Origin) -> Commit | None:
        """Return the undo that `redo` takes back for this session, None for none."""
        return _newest(self.undone, origin)

    def adopt(self, commit: Commit) -> None:
        """Take in a commit; a new act ends what its session could have redone."""
        if commit.kind is CommitKind.UNDO:
            self.done = [kept for kept in self.done if kept.seq != commit.reverses]
            self.undone.append(commit)
        else:
            if commit.kind is CommitKind.REDO:
                self.undone = [kept for kept in self.undone if kept.seq != commit.reverses]
            else:
                self.undone = [kept for kept in self.undone if not _seen(kept, commit.origin)]
            self.done.append(commit)
        del self.done[:-DEPTH]
        del self.undone[:-DEPTH]


def _seen(commit: Commit, origin: Origin) -> bool:
    return commit.origin.token == origin.token or commit.seq <= origin.since


def _newest(commits: list[Commit], origin: Origin) -> Commit | None:
    return next((commit for commit in reversed(commits) if _seen(commit, origin)), None)
