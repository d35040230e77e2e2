"""The verb for columns: column."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import output
from kanban.cli.session import Session
from kanban.domain.board import Board
from kanban.domain.naming import column_named
from kanban.domain.operations import columns, sorting
from kanban.domain.records import Column
from kanban.domain.wip import parse_limit
from kanban.errors import UsageError

TURNS = {
    "hide": (columns.hide, "leave a column off the screen; its cards stay"),
    "show": (columns.show, "put a hidden column back on the screen"),
    "narrow": (columns.narrow, "show a column as a strip"),
    "widen": (columns.widen, "show a column at its full width"),
    "done": (columns.make_done, "make a column the done column"),
}
"""Acts on a column that need nothing else."""


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    column = verbs.add_parser("column", help="add, name, order, limit, hide and sort columns")
    acts = column.add_subparsers(metavar="ACT", required=True)

    listing = acts.add_parser("list", parents=[shared], help="list the columns, hidden ones too")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)

    add = acts.add_parser("add", parents=[shared], help="add a column; before the done one")
    add.add_argument("name", nargs="+", help="its name")
    add.add_argument("--at", metavar="PLACE", help="its place among all columns, from 1")
    add.add_argument("--limit", metavar="LIMIT", help="the most cards meant to be in it")
    add.add_argument("--json", action="store_true", help="print the column as JSON")
    add.set_defaults(run=_add)

    rename = _act(acts, shared, "rename", "give a column another name")
    rename.add_argument("name", nargs="+", help="the name")
    rename.set_defaults(run=_rename)

    move = _act(acts, shared, "move", "bring a column to another place")
    move.add_argument("place", metavar="PLACE", help="its place among all columns, from 1")
    move.set_defaults(run=_move)

    limit = _act(acts, shared, "limit", "say how many cards are meant to be in a column")
    limit.add_argument("limit", metavar="LIMIT", help="1 to 999, or none")
    limit.set_defaults(run=_limit)

    for name, (operation, words) in TURNS.items():
        _act(acts, shared, name, words).set_defaults(run=_turn, operation=operation)

    sort = _act(acts, shared, "sort", "sort the cards of a column once")
    sort.add_argument("by", metavar="BY", help=", ".join(sorting.ORDERS))
    sort.set_defaults(run=_sort)

    remove = _act(acts, shared, "remove", "remove a column; its cards go to another")
    remove.add_argument("--to", metavar="COLUMN", help="where its cards go")
    remove.set_defaults(run=_remove)


def _act(acts: Any, shared: ArgumentParser, name: str, words: str) -> ArgumentParser:
    act: ArgumentParser = acts.add_parser(name, parents=[shared], help=words)
    act.add_argument("column", metavar="COLUMN", help="its name, or its place from 1")
    return act


def _list(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    order = board.columns()
    if arguments.json:
        output.say_json({"columns": [_document(board, column) for column in order]})
        return
    for place, column in enumerate(order, 1):
        count = board.count_in(column.id)
        of = f" of {column.wip_limit}" if column.wip_limit else ""
        marks = {
            "done": column.is_done,
            "hidden": column not in board.shown_columns(),
            "narrow": column.is_narrow,
        }
        words = [f"{column.name} ({count}{of})", *(word for word, holds in marks.items() if holds)]
        output.say(f"{place:>6}  {'  '.join(words)}")


def _add(arguments: Namespace, session: Session) -> None:
    change = session.keeper.do(
        columns.add,
        name=" ".join(arguments.name),
        place=None if arguments.at is None else _place(arguments.at),
        wip_limit=parse_limit(arguments.limit or ""),
    )
    if arguments.json:
        column = change.of(Column)[-1].record
        board = session.keeper.board
        output.say_json(_document(board, board.column(column.id)))
    else:
        output.say(f"{change.words}.")


def _rename(arguments: Namespace, session: Session) -> None:
    _do(arguments, session, columns.rename, name=" ".join(arguments.name))


def _move(arguments: Namespace, session: Session) -> None:
    _do(arguments, session, columns.move, place=_place(arguments.place))


def _limit(arguments: Namespace, session: Session) -> None:
    _do(arguments, session, columns.limit, wip_limit=parse_limit(arguments.limit))


def _turn(arguments: Namespace, session: Session) -> None:
    _do(arguments, session, arguments.operation)


def _sort(arguments: Namespace, session: Session) -> None:
    _do(arguments, session, sorting.sort, by=arguments.by)


def _remove(arguments: Namespace, session: Session) -> None:
    to = column_named(session.keeper.board, arguments.to).id if arguments.to else None
    _do(arguments, session, columns.remove, to_id=to)


def _do(arguments: Namespace, session: Session, operation: Any, **given: Any) -> None:
    column = column_named(session.keeper.board, arguments.column)
    output.say(f"{session.keeper.do(operation, column_id=column.id, **given).words}.")


def _place(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) < 10):
        raise UsageError(f'"{word}" is no place of a column.', "The first one is 1.")
    return int(word)


def _document(board: Board, column: Column) -> dict[str, Any]:
    return {
        "id": column.id,
        "name": column.name,
        "place": board.columns().index(column) + 1,
        "is_done": column.is_done,
        "is_hidden": column.is_hidden,
        "is_narrow": column.is_narrow,
        "wip_limit": column.wip_limit,
        "count": board.count_in(column.id),
    }
