"""Verbs for wins and days: win, recap, status."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from kanban.cli import output, recaps
from kanban.cli.incoming import STDIN, read_text
from kanban.cli.session import Session
from kanban.domain import nudges
from kanban.domain.naming import goal_named
from kanban.domain.operations import wins
from kanban.domain.progress import goal_bars, meter, rhythm
from kanban.domain.records import WinKind
from kanban.domain.steps import steps
from kanban.domain.text import clean_optional
from kanban.domain.wins import REFRAMES
from kanban.errors import UsageError


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    win = verbs.add_parser("win", parents=[shared], help="log a win, however small")
    win.add_argument("text", nargs="*", help="what moved; - reads one win a line from stdin")
    win.add_argument("--goal", metavar="GOAL", help="the goal it served")
    win.add_argument(
        "--kind",
        type=by_hand,
        choices=REFRAMES,
        metavar="KIND",
        help="clarity, knowledge or leverage",
    )
    win.add_argument(
        "--from-git", nargs="*", metavar="REPO", help="ask for each commit of yours today; else ."
    )
    win.add_argument("--yes", action="store_true", help="with --from-git, take every commit")
    win.add_argument("--from-commit", metavar="REV", help="a commit with a Win: line; for hooks")
    win.set_defaults(run=_win)

    day = verbs.add_parser("recap", parents=[shared], help="print what a day, week or year held")
    recaps.add_options(day)
    day.add_argument("--if-due", action="store_true", help="one line, once an evening, if due")
    day.set_defaults(run=_recap)

    status = verbs.add_parser("status", parents=[shared], help="print today's meter and the goals")
    status.add_argument("--json", action="store_true", help="print JSON")
    status.add_argument("--format", metavar="TEXT", help="a line with names such as {wins} in it")
    status.set_defaults(run=_status)


def _win(arguments: Namespace, session: Session) -> None:
    _refuse_unclear(arguments)
    if arguments.text:
        _log_words(arguments, session)
    elif not _log_from_git(arguments, session):
        return
    output.say(f"Logged. {wins_today(session)}")


def _refuse_unclear(arguments: Namespace) -> None:
    """Refuse a command that names no way to a win, or several, or `--yes` where nothing is asked.

    Raises:
        UsageError: It is one of these.
    """
    named = {
        "--from-git": arguments.from_git is not None,
        "--from-commit": arguments.from_commit is not None,
        "words": bool(arguments.text),
    }
    ways = [way for way, is_named in named.items() if is_named]
    hint = "Try: progress-board win --help"
    if not ways:
        raise UsageError("The following arguments are required: text.", hint)
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(ways)} do not go together.", hint)
    if arguments.kind and ways != ["words"]:
        raise UsageError("--kind is for a win in words.", hint)
    if arguments.yes and ways != ["--from-git"]:
        raise UsageError("--yes answers what --from-git asks, and stands with it alone.", hint)


def _log_from_git(arguments: Namespace, session: Session) -> bool:
    from kanban.cli import git_wins  # 10 ms, mostly subprocess

    log = git_wins.log_marked if arguments.from_commit is not None else git_wins.log_from_git
    return log(arguments, session)


def _log_words(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    goal_id = goal_named(board, arguments.goal).id if arguments.goal else None
    text = read_text(arguments.text)
    texts = steps(text) if arguments.text == [STDIN] else (text,)
    kind = arguments.kind or WinKind.NOTE
    session.keeper.do(wins.log, texts=texts, goal_id=goal_id, kind=kind)


def by_hand(word: str) -> WinKind:
    """Return the kind of win that a word names; argparse refuses with the words of the error.

    Raises:
        ArgumentTypeError: It is no kind that is logged by hand.
    """
    kinds = {kind.value: kind for kind in REFRAMES}
    if word in kinds:
        return kinds[word]
    raise ArgumentTypeError(f'"{clean_optional(word, "kind")}" is not one of {", ".join(kinds)}')


def wins_today(session: Session) -> str:
    """Return how many wins today has, as a sentence; empty in quiet mode."""
    if session.config.quiet:
        return ""
    return f"{meter(session.keeper.board, session.clock().day, session.config.aim).words}."


def _recap(arguments: Namespace, session: Session) -> None:
    if arguments.if_due:
        _remind(arguments, session)
    else:
        recaps.print_recap(arguments, session)


def _remind(arguments: Namespace, session: Session) -> None:
    """Say that the day is still open, where neither the board nor the shell has said so today."""
    if recaps.asks_for_more(arguments):
        raise UsageError("--if-due says one line about today.", "Leave the other options out.")
    keeper, chosen, now = session.keeper, session.config, session.clock()
    is_due = nudges.is_due(
        keeper.board,
        now,
        recap_at=chosen.recap_at,
        day_starts_at=chosen.day_starts_at,
        rest_days=chosen.rest_days,
    )
    if is_due and keeper.drawer.is_lasting and keeper.drawer.claim(nudges.NOTE, now.day):
        output.say("The day is still open: progress-board opens the board, r looks back on it.")


def _status(arguments: Namespace, session: Session) -> None:
    if arguments.json and arguments.format is not None:
        raise UsageError("--format and --json do not go together.", "Choose one.")
    board, day = session.keeper.board, session.clock().day
    if arguments.format is not None:
        from kanban.cli.status_line import State, fill  # 4 ms that no other verb needs

        chosen = session.config
        for line in fill(arguments.format, State(board, day, chosen.aim, chosen.quiet)):
            output.say(line)
        return
    today = meter(board, day, session.config.aim)
    days = rhythm(board, day)
    bars = goal_bars(board)
    if arguments.json:
        goals = [{"title": bar.goal.title, "done": bar.done, "total": bar.total} for bar in bars]
        output.say_json(
            {
                "day": day.isoformat(),
                "wins": today.wins,
                "aim": today.aim,
                "rhythm": {"days": days.days, "of": days.of},
                "goals": goals,
            }
        )
        return
    output.say(f"{today.words}, aim {today.aim}. {days.days} of the last {days.of} days.")
    for bar in bars:
        output.say(f"  {bar.goal.title}  {bar.done}/{bar.total}")
