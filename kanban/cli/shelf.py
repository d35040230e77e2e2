"""The verb for all boards side by side: list, create, rename, archive, restore, send."""

from argparse import ArgumentParser, Namespace
from typing import Any

from msgspec.structs import asdict

from kanban.cli import output
from kanban.cli.cards import card_ids
from kanban.cli.session import Session
from kanban.domain.moment import wall_clock
from kanban.paths import DEFAULT_BOARD
from kanban.shelf import Shelved


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    board = verbs.add_parser("board", parents=[shared], help="your boards: list, create, send to")
    acts = board.add_subparsers(title="commands", metavar="COMMAND", required=True)

    listing = acts.add_parser("list", parents=[shared], help="list the boards")
    listing.set_defaults(run=_list)

    create = acts.add_parser("create", parents=[shared], help="set a board up")
    create.add_argument("name", metavar="NAME", help="its name")
    create.set_defaults(run=_create)

    rename = acts.add_parser("rename", parents=[shared], help="give a board another name")
    rename.add_argument("name", metavar="NAME", help="its name now")
    rename.add_argument("new", metavar="NEW", help="its name from now on")
    rename.set_defaults(run=_rename)

    archive = acts.add_parser("archive", parents=[shared], help="put a board away, whole")
    archive.add_argument("name", metavar="NAME", help="its name")
    archive.set_defaults(run=_archive)

    restore = acts.add_parser("restore", parents=[shared], help="bring a board back")
    restore.add_argument("name", metavar="NAME", help="its name")
    restore.add_argument("--as", dest="new", metavar="NEW", default="", help="another name for it")
    restore.set_defaults(run=_restore)

    send = acts.add_parser("send", parents=[shared], help="send cards to another board")
    send.add_argument("ids", nargs="+", metavar="ID", help="numbers of cards")
    send.add_argument("--to", metavar="NAME", required=True, help="the other board")
    send.set_defaults(run=_send)

    for act in acts.choices.values():
        act.add_argument("--json", action="store_true", help="print JSON")


def _list(arguments: Namespace, session: Session) -> None:
    shelf = session.open_shelf()
    boards = [shelf.look(name) for name in shelf.names()]
    boards += [shelf.look(name, is_archived=True) for name in shelf.names(is_archived=True)]
    if arguments.json:
        output.say_json({"boards": [_document(each) for each in boards]})
        return
    if not boards:
        output.say("No boards yet. progress-board opens a first one.")
    width = max((len(each.name) for each in boards), default=0)
    for each in boards:
        output.say(f"{each.name:<{width}}  {_line(each, session)}")


def _create(arguments: Namespace, session: Session) -> None:
    name = session.open_shelf().create(arguments.name)
    _answer(arguments, session, name, f'Created. It opens with: progress-board --board "{name}"')


def _rename(arguments: Namespace, session: Session) -> None:
    shelf = session.open_shelf()
    name = shelf.rename(arguments.name, arguments.new)
    words = f'"{arguments.name}" is called "{name}" now.'
    if name == DEFAULT_BOARD:
        title = shelf.look(name).title
        words = f'Its title is "{title}" now; it stays {name}, the board that opens by itself.'
    _answer(arguments, session, name, words)


def _archive(arguments: Namespace, session: Session) -> None:
    session.open_shelf().archive(arguments.name)
    words = f'Put away "{arguments.name}", whole; restore brings it back.'
    _answer(arguments, session, arguments.name, words, is_archived=True)


def _restore(arguments: Namespace, session: Session) -> None:
    name = session.open_shelf().restore(arguments.name, arguments.new)
    _answer(arguments, session, name, f'"{name}" is back.')


def _send(arguments: Namespace, session: Session) -> None:
    operation = session.open_shelf().sending(arguments.to)
    change = session.keeper.do(operation, card_ids=card_ids(arguments.ids))
    if arguments.json:
        output.say_json(
            {"to": arguments.to, "words": change.words, "remarks": list(operation.remarks)}
        )
        return
    output.say(f"{change.words}.")
    for remark in operation.remarks:
        output.say(f"  {remark}")


def _answer(
    arguments: Namespace, session: Session, name: str, words: str, *, is_archived: bool = False
) -> None:
    if arguments.json:
        output.say_json(_document(session.open_shelf().look(name, is_archived=is_archived)))
    else:
        output.say(words)


def _document(board: Shelved) -> dict[str, Any]:
    changed_at = board.changed_at.isoformat() if board.changed_at else None
    return {**asdict(board), "changed_at": changed_at, "trouble": board.trouble or None}


def _line(board: Shelved, session: Session) -> str:
    if board.trouble:
        return board.trouble
    parts = [f"{board.title}: {board.open_cards} open, {board.done_cards} done"]
    if board.wins_today:
        parts.append(f"{board.wins_today} {'win' if board.wins_today == 1 else 'wins'} today")
    if board.changed_at:
        local = wall_clock(board.changed_at, session.clock().utc_offset_minutes)
        parts.append(f"changed {local:%Y-%m-%d %H:%M}")
    return ", ".join([*parts, *(["put away"] if board.is_archived else [])])
