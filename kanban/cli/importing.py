"""The verb that takes a board in: import."""

import re
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Any

from kanban.cli import output
from kanban.cli.incoming import STDIN, read_bytes
from kanban.cli.session import Session
from kanban.domain.records import Column, Win
from kanban.errors import UsageError

FORMATS = ("json", "trello", "taskell", "obsidian", "md", "csv", "lines")
_SUFFIX = re.compile(r"(\.(trello|taskell|obsidian))?\.\w+$")


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    taking = verbs.add_parser("import", parents=[shared], help="take in an export or a list")
    taking.add_argument("file", metavar="FILE", help="the file; - for stdin")
    taking.add_argument(
        "--format",
        metavar="FORMAT",
        help="json, trello, taskell, obsidian, md, csv or lines; else found out",
    )
    taking.add_argument("--done", metavar="COLUMN", help="the done column; else found out")
    taking.add_argument("--into", metavar="NAME", help="the board; set up if there is none")
    taking.add_argument("--again", action="store_true", help="even if it was imported before")
    taking.add_argument("--goals", action="store_true", help="make goals of its headings")
    taking.set_defaults(run=_import)


def _import(arguments: Namespace, session: Session) -> None:
    from kanban.exchange import board_json
    from kanban.exchange.detection import JSON

    data = read_bytes(arguments.file, board_json.MOST_BYTES + 1)
    name = "stdin" if arguments.file == STDIN else Path(arguments.file).name
    is_whole = board_json.is_one(data) if arguments.format is None else arguments.format == JSON
    if arguments.into:
        session.use_board(arguments.into)
    (_restore if is_whole else _take)(arguments, session, data, name)


def _restore(arguments: Namespace, session: Session, data: bytes, name: str) -> None:
    """Take in a whole board."""
    from kanban.exchange import board_json

    if arguments.done or arguments.again or arguments.goals:
        raise UsageError(
            "A whole board is taken as it is, so --done, --again and --goals say nothing about it.",
            "Leave them out.",
        )
    whole = board_json.read(data, name, session.clock())
    change = session.do_setting_up(partial(board_json.restore, whole=whole))
    counts = [
        _counted(len(whole.board.table(Column)), "column"),
        _counted(len(whole.board.table(Win)), "win"),
    ]
    output.say(f"{change.words}: {', '.join(counts)}.")
    _say_remarks("Good to know", whole.mended)


def _take(arguments: Namespace, session: Session, data: bytes, name: str) -> None:
    """Take in the board of another program, or a list."""
    from kanban.exchange.reading import fingerprint, read_draft
    from kanban.exchange.report import report
    from kanban.exchange.taking import take

    draft = read_draft(data, name, arguments.format)
    operation = partial(
        take,
        draft=draft,
        fingerprint=fingerprint(data),
        title=draft.title or _SUFFIX.sub("", name),
        done=arguments.done,
        again=arguments.again,
        localize=session.clock.localize,
        as_goals=arguments.goals,
    )
    change = session.do_setting_up(operation)
    held = report(session.keeper.board, draft, change)
    what = (held.goals, "goal") if arguments.goals else (held.columns, "column")
    counts = [_counted(*what)] if what[0] else []
    output.say(f"{change.words}: {', '.join([*counts, _counted(held.wins, 'win')])}.")
    _say_remarks("Good to know", held.adjusted)
    _say_remarks("Left out", held.left_out)


def _say_remarks(heading: str, remarks: tuple[str, ...]) -> None:
    if remarks:
        output.say(f"{heading}:")
    for words in remarks:
        output.say(f"  {words}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"
