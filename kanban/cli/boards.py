"""Verbs for whole boards: undo, redo, where, demo."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban import boards
from kanban.cli import output
from kanban.cli.session import Session


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    undo = verbs.add_parser("undo", parents=[shared], help="take the last change back")
    undo.set_defaults(run=_undo)
    redo = verbs.add_parser("redo", parents=[shared], help="do again what was undone")
    redo.set_defaults(run=_redo)

    where = verbs.add_parser("where", parents=[shared], help="print where things are kept")
    where.add_argument("--json", action="store_true", help="print JSON")
    where.set_defaults(run=_where)

    demo = verbs.add_parser("demo", help="open a board with a week of work; nothing is kept")
    demo.set_defaults(run=_demo)


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
