"""The verb completion: a script for a shell, and what the scripts ask for while somebody types."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from kanban import boards
from kanban.cli import output
from kanban.cli.session import Session
from kanban.domain.board import Board
from kanban.domain.records import Card

SHELLS = ("bash", "zsh", "fish")
MOST_CARDS = 1_000

Told = Iterable[tuple[str, str]]


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verb to the command line."""
    completion = verbs.add_parser(
        "completion", parents=[shared], help="print a script that completes commands"
    )
    completion.add_argument(
        "what", metavar="SHELL", choices=(*SHELLS, "boards", *_TOLD), help="bash, zsh or fish"
    )
    completion.set_defaults(run=_completion)


def _completion(arguments: Namespace, session: Session) -> None:
    if arguments.what in SHELLS:
        from kanban.cli.completion_scripts import script
        from kanban.cli.main import commands

        output.write(script(arguments.what, commands()))
        return
    folder = session.places.boards
    if arguments.what == "boards":
        output.write(boards.board_names(folder))
    elif boards.board_file(folder, session.board_name).exists:
        told = _TOLD[arguments.what](session.keeper.board)
        output.write("\t".join(filter(None, words)) for words in told)


def _cards(board: Board) -> Told:
    """Yield the cards that are not done, column by column: numbers of others are seldom typed."""
    columns = (column for column in board.columns() if not column.is_done)
    found = (card for column in columns for card in board.cards_in(column.id))
    for card in islice(found, MOST_CARDS):
        yield str(card.id), card.title


def _tags(board: Board) -> Told:
    used = {tag for card in board.table(Card).values() for tag in card.tags}
    return ((tag, "") for tag in sorted(used))


_TOLD: Mapping[str, Callable[[Board], Told]] = {
    "cards": _cards,
    "columns": lambda board: ((column.name, "") for column in board.columns()),
    "goals": lambda board: ((goal.title, goal.why) for goal in board.goals()),
    "tags": _tags,
}
