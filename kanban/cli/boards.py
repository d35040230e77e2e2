"""Verbs for whole boards: import, undo, redo, where, demo."""

import re
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import Any

from kanban import boards
from kanban.cli import output
from kanban.cli.incoming import STDIN, read_bytes
from kanban.cli.session import Session


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    taking = verbs.add_parser("import", parents=[shared], help="take in another program's board")
    taking.add_argument("file", metavar="FILE", help="the file; - for stdin")
    taking.add_argument("--format", help="trello, taskell, obsidian or lines; else found out")
    taking.add_argument("--done", metavar="COLUMN", help="the done column; else found out")
    taking.add_argument("--into", metavar="NAME", help="the board; set up if there is none")
    taking.add_argument("--again", action="store_true", help="even if it was imported before")
    taking.add_argument("--goals", action="store_true", help="make goals of its headings")
    taking.set_defaults(run=_import)

    undo = verbs.add_parser("undo", parents=[shared], help="take the last change back")
    undo.set_defaults(run=_undo)
    redo = verbs.add_parser("redo", parents=[shared], help="do again what was undone")
    redo.set_defaults(run=_redo)

    where = verbs.add_parser("where", parents=[shared], help="print where things are kept")
    where.add_argument("--json", action="store_true", help="print JSON")
    where.set_defaults(run=_where)

    demo = verbs.add_parser("demo", help="open a board with a week of work; nothing is kept")
    demo.set_defaults(run=_demo)


def _import(arguments: Namespace, session: Session) -> None:
    from kanban.exchange.reading import MOST_BYTES, fingerprint, read_draft
    from kanban.exchange.report import report
    from kanban.exchange.taking import take

    data = read_bytes(arguments.file, MOST_BYTES + 1)
    name = "stdin" if arguments.file == STDIN else Path(arguments.file).name
    draft = read_draft(data, name, arguments.format)
    operation = partial(
        take,
        draft=draft,
        fingerprint=fingerprint(data),
        title=draft.title or re.sub(r"(\.(trello|taskell|obsidian))?\.\w+$", "", name),
        done=arguments.done,
        again=arguments.again,
        localize=session.clock.localize,
        as_goals=arguments.goals,
    )
    if arguments.into:
        session.use_board(arguments.into)
    change = session.do_setting_up(operation)
    held = report(session.keeper.board, draft, change)
    what = (held.goals, "goal") if arguments.goals else (held.columns, "column")
    counts = [_counted(*what)] if what[0] else []
    output.say(f"{change.words}: {', '.join([*counts, _counted(held.wins, 'win')])}.")
    for heading, remarks in (("Good to know", held.adjusted), ("Left out", held.left_out)):
        if remarks:
            output.say(f"{heading}:")
        for words in remarks:
            output.say(f"  {words}")


def _undo(_arguments: Namespace, session: Session) -> None:
    output.say(f"Undone: {session.keeper.undo().words}.")


def _redo(_arguments: Namespace, session: Session) -> None:
    output.say(f"Done again: {session.keeper.redo().words}.")


def _where(arguments: Namespace, session: Session) -> None:
    places = session.places
    found = {
        "board": str(places.boards / f"{session.board_name}.json"),
        "boards": str(places.boards),
        "config": str(places.config_file),
        "themes": str(places.themes),
    }
    if arguments.json:
        output.say_json(found)
        return
    for what, path in found.items():
        output.say(f"{what:<8}{path}")


def _demo(_arguments: Namespace, session: Session) -> int:
    from kanban.cli.launch import open_screen
    from kanban.domain.demo import demo_acts

    board = boards.board_in_memory(session.clock, demo_acts(session.clock()))
    return open_screen(board, session.config, session.places, remembers=False)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"
