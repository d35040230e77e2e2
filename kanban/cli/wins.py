"""Verbs for wins and days: win, recap, status."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from kanban.cli import output
from kanban.cli.incoming import STDIN, read_text
from kanban.cli.session import Session
from kanban.domain import nudges
from kanban.domain.dates import parse_day, say_long
from kanban.domain.operations import wins
from kanban.domain.progress import goal_bars, meter, rhythm
from kanban.domain.recap import Recap, RecapWin, recap
from kanban.domain.records import WinKind
from kanban.domain.steps import steps
from kanban.domain.text import clean_optional
from kanban.domain.wins import REFRAMES
from kanban.errors import UsageError


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    win = verbs.add_parser("win", parents=[shared], help="log a win, however small")
    win.add_argument("text", nargs="+", help="what moved; - reads one win a line from stdin")
    win.add_argument("--goal", metavar="GOAL", help="the goal it served")
    win.add_argument("--kind", type=by_hand, help="clarity, knowledge or leverage")
    win.set_defaults(run=_win)

    day = verbs.add_parser("recap", parents=[shared], help="print what a day held")
    day.add_argument("--day", metavar="DAY", help="yesterday, mon, -3d, 2026-11-22; else today")
    day.add_argument("--json", action="store_true", help="print JSON")
    day.add_argument("--if-due", action="store_true", help="one line, once an evening, if due")
    day.set_defaults(run=_recap)

    status = verbs.add_parser("status", parents=[shared], help="print today's meter and the goals")
    status.add_argument("--json", action="store_true", help="print JSON")
    status.set_defaults(run=_status)


def _win(arguments: Namespace, session: Session) -> None:
    keeper = session.keeper
    goal_id = keeper.board.goal_named(arguments.goal).id if arguments.goal else None
    text = read_text(arguments.text)
    texts = steps(text) if arguments.text == [STDIN] else (text,)
    keeper.do(wins.log, texts=texts, goal_id=goal_id, kind=arguments.kind or WinKind.NOTE)
    output.say(f"Logged. {wins_today(session)}")


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
    """Return how many wins today has, as a sentence."""
    return f"{meter(session.keeper.board, session.clock().day, session.config.aim).words}."


def _recap(arguments: Namespace, session: Session) -> None:
    if arguments.if_due:
        _remind(arguments, session)
        return
    today = session.clock().day
    day = parse_day(arguments.day, today, past=True) if arguments.day else today
    held = recap(session.keeper.board, day)
    if arguments.json:
        output.say_json(_recap_document(held))
        return
    output.say(f"{say_long(day)}: {len(held.wins)} {'win' if len(held.wins) == 1 else 'wins'}")
    for each in held.wins:
        goal = f"  ({each.goal.title})" if each.goal else ""
        output.say(f"  {each.local_time:%H:%M}  {each.win.text}{goal}")
    if held.written and held.written.three:
        output.say("Three things that moved")
        for text in held.written.three:
            output.say(f"  {text}")
    if held.first_step:
        output.say(f"First step for the next day: {held.first_step}")


def _remind(arguments: Namespace, session: Session) -> None:
    """Say that the day is still open, where neither the board nor the shell has said so today."""
    if arguments.day or arguments.json:
        raise UsageError("--if-due says one line about today.", "Leave --day and --json out.")
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
    board, day = session.keeper.board, session.clock().day
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


def _recap_document(held: Recap) -> dict[str, Any]:
    return {
        "day": held.day.isoformat(),
        "wins": [_win_document(each) for each in held.wins],
        "three": list(held.written.three) if held.written else [],
        "first_step": held.first_step or None,
    }


def _win_document(each: RecapWin) -> dict[str, Any]:
    return {
        "id": each.win.id,
        "kind": each.win.kind.value,
        "text": each.win.text,
        "goal": each.goal.title if each.goal else None,
        "at": each.local_time.isoformat(),
    }
