"""Verbs for finding: find, archive."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from kanban.cli import diagnostics, output
from kanban.cli.cards import card_document, card_ids, card_line
from kanban.cli.session import Session
from kanban.domain.archive import all_wins, archived_cards, cards_found, wins_found
from kanban.domain.board import Board
from kanban.domain.dates import parse_day, say_long
from kanban.domain.operations import cards, filters
from kanban.domain.query import Query, parse
from kanban.domain.records import Card, Goal, SavedFilter, Win
from kanban.errors import UsageError


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    find = verbs.add_parser("find", parents=[shared], help="find cards and wins")
    find.add_argument("query", nargs="*", metavar="QUERY", help="words, tag:bug, due:week, -later")
    find.add_argument("--archived", action="store_true", help="archived cards too")
    find.add_argument("--wins", action="store_true", help="wins alone")
    find.add_argument("--filter", metavar="NAME", help="a search that was kept, and QUERY")
    find.add_argument("--filters", action="store_true", help="list the searches that were kept")
    find.add_argument("--keep", metavar="NAME", help="keep QUERY under a name")
    find.add_argument("--forget", metavar="NAME", help="let a kept search go")
    find.add_argument("--json", action="store_true", help="print JSON")
    find.set_defaults(run=_find)

    archive = verbs.add_parser("archive", parents=[shared], help="put cards away; wins stay")
    archive.add_argument("ids", nargs="*", metavar="ID", help="numbers of cards")
    archive.add_argument("--restore", action="store_true", help="take them out again")
    archive.add_argument("--done-before", metavar="DAY", help="cards finished before that day")
    archive.add_argument("--list", action="store_true", help="list the archived cards")
    archive.add_argument("--json", action="store_true", help="with --list, print JSON")
    archive.set_defaults(run=_archive)


def _find(arguments: Namespace, session: Session) -> None:
    ways = [way for way in ("filters", "keep", "forget") if getattr(arguments, way)]
    if len(ways) > 1:
        raise UsageError(f"--{ways[0]} and --{ways[1]} do not go together.", "Choose one.")
    written = " ".join(arguments.query)
    if arguments.filters:
        _list_filters(arguments, session)
    elif arguments.keep:
        change = session.keeper.do(filters.keep, name=arguments.keep, query=written)
        output.say(f"{change.words}.")
    elif arguments.forget:
        change = session.keeper.do(filters.forget, name=arguments.forget)
        output.say(f"{change.words}.")
    else:
        _search(written, arguments, session)


def _list_filters(arguments: Namespace, session: Session) -> None:
    about = session.keeper.board.about
    kept: Sequence[SavedFilter] = about.filters if about else ()
    if arguments.json:
        output.say_json({"filters": [{"name": each.name, "query": each.query} for each in kept]})
        return
    for each in kept:
        output.say(f"{each.name}  {each.query}")


def _search(written: str, arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    if arguments.filter:
        written = f"{filters.named(board, arguments.filter).query} {written}"
    query = parse(written, board, session.clock())
    if query.is_empty:
        raise UsageError("There is nothing to find.", "Try: progress-board find --help")
    found = [] if arguments.wins else _cards(query, board, arguments.archived)
    every = all_wins(board)
    for words in every.trouble:
        diagnostics.warn(words)
    won = wins_found(query, every.wins, board.on_hand(Goal))
    if arguments.json:
        output.say_json(_document(board, found, won))
    else:
        _print(board, found, won, session)


def _cards(query: Query, board: Board, with_archived: bool) -> list[Card]:
    """Return the cards found: those on the board in its order, then those archived."""
    held = [card for column in board.columns() for card in board.cards_in(column.id)]
    if with_archived or query.asks_for_archived:
        held += archived_cards(board)
    return cards_found(query, held, board.on_hand(Goal))


def _document(board: Board, found: Sequence[Card], won: Sequence[Win]) -> dict[str, Any]:
    from kanban.domain.recap import RecapWin
    from kanban.exchange.recap_json import win_document

    wins = [RecapWin(win, board.get(Goal, win.goal_id) if win.goal_id else None) for win in won]
    return {
        "cards": [card_document(board, card) for card in found],
        "wins": [win_document(each) for each in wins],
    }


def _print(board: Board, found: Sequence[Card], won: Sequence[Win], session: Session) -> None:
    today = session.clock().day
    if not found and not won:
        output.say("Nothing found.")
    heading = ""
    for card in found:
        column = "Archive" if card.archived_at else board.column(card.column_id).name
        if column != heading:
            if heading:
                output.say()
            heading = column
            output.say(heading)
        output.say(f"{card.id:>6}  {card_line(board, card, today)}")
    if found and won:
        output.say()
    if won:
        output.say("Wins")
    for win in won:
        year = f" {win.day.year}" if win.day.year != today.year else ""
        goal = board.get(Goal, win.goal_id) if win.goal_id else None
        output.say(f"  {say_long(win.day)}{year}  {win.text}{f'  ({goal.title})' if goal else ''}")


def _archive(arguments: Namespace, session: Session) -> None:
    ways = [way for way in ("restore", "done_before", "list") if getattr(arguments, way)]
    if len(ways) > 1:
        first, second = (way.replace("_", "-") for way in ways[:2])
        raise UsageError(f"--{first} and --{second} do not go together.", "Choose one.")
    if arguments.list:
        _list_archive(arguments, session)
        return
    if arguments.done_before:
        ids = _done_before(arguments.done_before, session)
        if not ids:
            output.say("No card was finished before that day.")
            return
    else:
        ids = card_ids(arguments.ids)
    operation = cards.restore if arguments.restore else cards.archive
    output.say(f"{session.keeper.do(operation, card_ids=ids).words}.")


def _done_before(words: str, session: Session) -> tuple[int, ...]:
    """Return the cards in the done column that came there before a day."""
    board, now = session.keeper.board, session.clock()
    day = parse_day(words, now.day, past=True)
    held = board.cards_in(board.done_column.id)
    return tuple(
        card.id
        for card in held
        if card.moves and session.clock.localize(card.moves[-1].at).day < day
    )


def _list_archive(arguments: Namespace, session: Session) -> None:
    board, today = session.keeper.board, session.clock().day
    held = archived_cards(board)
    if arguments.json:
        output.say_json({"cards": [card_document(board, card) for card in held]})
        return
    for card in held:
        output.say(f"{card.id:>6}  {card_line(board, card, today).removesuffix('  archived')}")
