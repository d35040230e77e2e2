"""Wins from git: which commits of today are no wins yet, and which of them the person takes."""

from argparse import Namespace
from datetime import datetime, timedelta
from typing import NamedTuple

from kanban.cli import diagnostics, output
from kanban.cli.incoming import is_typed, read_line
from kanban.cli.session import Session
from kanban.domain.moment import Moment, wall_clock
from kanban.domain.naming import goal_named
from kanban.domain.operations import wins
from kanban.domain.text import clean
from kanban.domain.work import Work, wins_by_source
from kanban.errors import RuleError
from kanban.exchange.git import HERE, Commit, Repository

LOOK_BACK = timedelta(days=3)
"""How far git is asked to look: a day is 25 hours at most, and clocks differ."""
HOOK_WAIT_S = 2.0
"""How long a commit waits for a board that another process is writing."""
SOURCE = "git:"


class Found(NamedTuple):
    """A commit of today, in its repository."""

    repository: Repository
    commit: Commit
    moment: Moment

    @property
    def work(self) -> Work:
        """What a win is made of."""
        text = self.commit.words or self.commit.subject
        return Work(text, SOURCE + self.commit.hash, self.moment)

    def is_copy_of(self, digest: str, authored_at: datetime) -> bool:
        """Tell whether it is another commit over again: amended, rebased or picked.

        Such a copy keeps the author's date. Commits that a script made within one second have the
        same date as well, but stand one on the other.
        """
        mine = self.commit
        return digest == mine.hash or (
            authored_at == mine.authored_at and self.repository.are_apart(digest, mine.hash)
        )


def log_from_git(arguments: Namespace, session: Session) -> bool:
    """Ask for each commit of today that is no win yet, and log those taken; tell whether any was.

    Raises:
        BoardError: See `Repository`; a rule refuses it.
    """
    board = session.keeper.board
    goal_id = goal_named(board, arguments.goal).id if arguments.goal else None
    known = {
        source: win.at
        for source, win in wins_by_source(board).items()
        if win.withdrawn_at is None  # what was taken back may be asked for again
    }
    new = _new(_of_today(arguments.from_git or [HERE], session), known)
    lines = _lines(new, are_several=len(arguments.from_git) > 1)
    if not lines:
        output.say("No commit of yours today that is no win yet.")
        return False
    taken = lines if arguments.yes else _taken(lines)
    if not taken:
        output.say("Nothing logged.")
        return False
    works = tuple(each.work for each, _ in taken)
    session.keeper.do(wins.log_work, works=works, goal_id=goal_id)
    for _, line in taken if arguments.yes else ():
        output.say(line)
    return True


def log_marked(arguments: Namespace, session: Session) -> bool:
    """Log one commit of this person and day if its message has a `Win:` line and it is no win yet.

    Raises:
        BoardError: See `Repository`; a rule refuses it.
    """
    repository = Repository()
    commit = repository.commit(arguments.from_commit)
    if not (commit.is_marked and repository.wrote(commit)):
        return False
    session.wait_s = HOOK_WAIT_S
    found = _found(repository, commit, session)
    board = session.keeper.board
    known = {source: win.at for source, win in wins_by_source(board).items()}
    if found is None or not _new([found], known):
        return False
    goal_id = goal_named(board, arguments.goal).id if arguments.goal else None
    session.keeper.do(wins.log_work, works=(found.work,), goal_id=goal_id)
    return True


def _of_today(folders: list[str], session: Session) -> list[Found]:
    """Return this person's commits of today, oldest first."""
    since = session.clock().at - LOOK_BACK
    every: list[Found] = []
    for folder in folders:
        repository = Repository(folder)
        commits = repository.own_commits(since)
        found = [_found(repository, commit, session) for commit in commits]
        every += [each for each in found if each is not None]
    return sorted(every, key=lambda each: each.moment.at)


def _found(repository: Repository, commit: Commit, session: Session) -> Found | None:
    """Return a commit with its moment here; None where that is not today."""
    try:
        moment = session.clock.localize(commit.authored_at)
    except OverflowError:  # less than a day from the ends of the calendar
        return None
    return Found(repository, commit, moment) if moment.day == session.clock().day else None


def _new(found: list[Found], known: dict[str, datetime]) -> list[Found]:
    """Return what is no win yet, each piece of work once.

    Args:
        found: Commits.
        known: When the work of each win was done, by its source.
    """
    seen = {source.removeprefix(SOURCE): at for source, at in known.items()}
    new = []
    for each in found:
        if not any(each.is_copy_of(digest, at) for digest, at in seen.items()):
            new.append(each)
        seen[each.commit.hash] = each.commit.authored_at
    return new


def _lines(found: list[Found], *, are_several: bool) -> list[tuple[Found, str]]:
    """Return each commit with its line; one whose words are no win's is told and left out."""
    lines = []
    for each in found:
        at = wall_clock(each.moment.at, each.moment.utc_offset_minutes)
        where = f"  ({each.repository.name})" if are_several else ""
        try:
            lines.append((each, f"  {at:%H:%M}  {clean(each.work.text, 'win')}{where}"))
        except RuleError as error:
            diagnostics.warn(f"Commit {each.commit.hash[:10]} is left out. {error.message}")
    return lines


def _taken(lines: list[tuple[Found, str]]) -> list[tuple[Found, str]]:
    """Ask for each; return those taken."""
    output.say("y takes it, n leaves it, q ends.")
    taken = []
    for each, line in lines:
        output.ask(f"{line}  y/n? ")
        answer = read_line()
        if not is_typed():
            output.say()  # nobody pressed enter on this terminal
        word = (answer or "q").strip().lower()
        if word in ("q", "quit"):
            break
        if word in ("y", "yes"):
            taken.append((each, line))
    return taken
