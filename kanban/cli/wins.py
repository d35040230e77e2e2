"""Verbs for wins and days: win, recap, status."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import output, recaps
from kanban.cli.incoming import STDIN, read_text
from kanban.cli.session import Session
from kanban.domain.operations import wins
from kanban.domain.progress import goal_bars, meter, rhythm
from kanban.domain.steps import steps


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    win = verbs.add_parser("win", parents=[shared], help="log a win, however small")
    win.add_argument("text", nargs="+", help="what moved; - reads one win a line from stdin")
    win.add_argument("--goal", metavar="GOAL", help="the goal it served")
    win.set_defaults(run=_win)

    day = verbs.add_parser("recap", parents=[shared], help="print what a day, week or year held")
    recaps.add_options(day)
    day.set_defaults(run=recaps.print_recap)

    status = verbs.add_parser("status", parents=[shared], help="print today's meter and the goals")
    status.add_argument("--json", action="store_true", help="print JSON")
    status.set_defaults(run=_status)


def _win(arguments: Namespace, session: Session) -> None:
    keeper = session.keeper
    goal_id = keeper.board.goal_named(arguments.goal).id if arguments.goal else None
    text = read_text(arguments.text)
    texts = steps(text) if arguments.text == [STDIN] else (text,)
    keeper.do(wins.log, texts=texts, goal_id=goal_id)
    output.say(f"Logged. {meter(keeper.board, session.clock().day, session.config.aim).words}.")


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
