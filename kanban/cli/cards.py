"""Verbs for cards: add, next, list, move, done."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kanban.cli import output
from kanban.cli.incoming import STDIN, read_text
from kanban.cli.session import Session
from kanban.domain.arrivals import next_ones
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.naming import column_named, goal_named
from kanban.domain.operations import cards
from kanban.domain.records import Card, Column, Goal
from kanban.domain.steps import steps
from kanban.errors import UsageError


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    add = verbs.add_parser("add", parents=[shared], help="add a card; prints its number")
    add.add_argument("title", nargs="+", help="its title; - reads one card a line from stdin")
    add.add_argument("--column", metavar="COLUMN", help="its column; else the first")
    add.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag; repeatable")
    add_fields(add)
    add.add_argument("--json", action="store_true", help="print the card as JSON")
    _may_go_past(add)
    add.set_defaults(run=_add)

    step = verbs.add_parser(
        "next", parents=[shared], help="add a card's smallest next step; prints its number"
    )
    step.add_argument("id", metavar="ID", help="the number of the card")
    step.add_argument("title", nargs="+", help="the step's title")
    step.add_argument("--json", action="store_true", help="print the new card as JSON")
    _may_go_past(step)
    step.set_defaults(run=_next)

    listing = verbs.add_parser("list", parents=[shared], help="list the cards by column")
    listing.add_argument("--archived", action="store_true", help="archived cards too")
    listing.add_argument("--json", action="store_true", help="print JSON")
    listing.set_defaults(run=_list)

    move = verbs.add_parser("move", parents=[shared], help="move cards to a column")
    move.add_argument("ids", nargs="+", metavar="ID", help="numbers of cards")
    move.add_argument("column", metavar="COLUMN", help="a column's name, or its place from 1")
    _may_go_past(move)
    move.set_defaults(run=_move)

    done = verbs.add_parser("done", parents=[shared], help="move cards to the done column")
    done.add_argument("ids", nargs="+", metavar="ID", help="numbers of cards")
    _may_go_past(done)
    done.set_defaults(run=_done)


def _may_go_past(verb: ArgumentParser) -> None:
    verb.add_argument("--anyway", action="store_true", help="past a column's limit too")


def add_fields(verb: ArgumentParser, *, can_clear: bool = False) -> None:
    """Add the options for fields of a card, and those that empty them where they can be emptied."""
    for name, metavar, words in (
        ("goal", "GOAL", "the goal it belongs to"),
        ("milestone", "NAME", "the milestone of that goal"),
        ("due", "WHEN", "fri, tomorrow 5pm, +3d, 28 nov 14:30, 2026-11-28"),
        ("repeat", "RULE", "every fri, every 2 weeks, every month, RRULE:FREQ=..."),
        ("notes", "TEXT", "its notes; - reads them from stdin"),
    ):
        pair = verb.add_mutually_exclusive_group()
        pair.add_argument(f"--{name}", metavar=metavar, help=words)
        if can_clear:
            pair.add_argument(f"--no-{name}", action="store_true", help="take it away")
    verb.add_argument("--blocked", metavar="WHY", help="what is in the way")
    waits = "the number of a card to finish first; repeatable"
    verb.add_argument("--waits-for", metavar="ID", action="append", help=waits)


def fields_of(arguments: Namespace, session: Session) -> dict[str, Any]:
    """Return the fields of a card that the options of `add_fields` name.

    Raises:
        BoardError: One of them names nothing there is.
    """
    fields: dict[str, Any] = {}
    if arguments.goal is not None:
        fields["goal_id"] = goal_named(session.keeper.board, arguments.goal).id
    if arguments.due is not None:
        from kanban.domain.due import parse_due  # this and the next are loaded where they are asked

        due = parse_due(arguments.due, session.clock())
        fields.update(due_on=due.on, due_at=due.at)
    if arguments.repeat is not None:
        from kanban.domain.repeat import check_rule

        fields["repeat"] = check_rule(arguments.repeat)
    if arguments.notes is not None:
        fields["notes"] = read_text([arguments.notes])
    if arguments.waits_for is not None:
        fields["waits_for"] = card_ids(arguments.waits_for)
    named = {"milestone": arguments.milestone, "blocked": arguments.blocked}
    return fields | {name: text for name, text in named.items() if text is not None}


def _add(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    is_list = arguments.title == [STDIN]
    if is_list and arguments.notes == STDIN:
        raise UsageError("stdin is one thing: titles or notes.", "Give one of them in words.")
    text = read_text(arguments.title)
    fields = {"tags": tuple(arguments.tag), **fields_of(arguments, session)}
    column = column_named(board, arguments.column) if arguments.column else None
    change = session.keeper.do(
        cards.add,
        titles=steps(text) if is_list else (text,),
        column_id=column.id if column else None,
        fields=fields,
    )
    _say_added(change, arguments, session)


def _next(arguments: Namespace, session: Session) -> None:
    (card_id,) = card_ids([arguments.id])
    change = session.keeper.do(cards.next_step, card_id=card_id, title=" ".join(arguments.title))
    _say_added(change, arguments, session)


def _say_added(change: Change, arguments: Namespace, session: Session) -> None:
    coming = next_ones(session.keeper.board, change)
    for card in _after(change):
        if card in coming:
            continue
        if arguments.json:
            output.say_json(card_document(session.keeper.board, card))
        else:
            output.say(str(card.id))


def _list(arguments: Namespace, session: Session) -> None:
    board = session.keeper.board
    if arguments.json:
        columns = [
            {
                "id": column.id,
                "name": column.name,
                "is_done": column.is_done,
                "is_hidden": column.is_hidden,
                "is_narrow": column.is_narrow,
                "wip_limit": column.wip_limit,
                "cards": [
                    card_document(board, card)
                    for card in _cards_of(board, column, arguments.archived)
                ],
            }
            for column in board.columns()
        ]
        output.say_json({"board": session.board_name, "columns": columns})
        return
    today = session.clock().day
    for place, column in enumerate(board.columns()):
        if place:
            output.say()
        limit = f" of {column.wip_limit}" if column.wip_limit else ""
        hidden = "" if column in board.shown_columns() else ", hidden"
        output.say(f"{column.name} ({board.count_in(column.id)}{limit}{hidden})")
        for card in _cards_of(board, column, arguments.archived):
            output.say(f"{card.id:>6}  {card_line(board, card, today)}")


def _move(arguments: Namespace, session: Session) -> None:
    column = column_named(session.keeper.board, arguments.column)
    change = session.keeper.do(cards.move, card_ids=card_ids(arguments.ids), column_id=column.id)
    say_change(change, session)


def _done(arguments: Namespace, session: Session) -> None:
    change = session.keeper.do(cards.finish, card_ids=card_ids(arguments.ids))
    say_change(change, session)


def say_change(change: Change, session: Session) -> None:
    """Say what was done, which cards come next, and which wait for nothing any more."""
    from kanban.domain.waiting import freed  # as little as can be is loaded to add a card

    board, today = session.keeper.board, session.clock().day
    output.say(f"{change.words}.")
    for what, found in (("Next", next_ones(board, change)), ("Free now", freed(board, change))):
        for card in found:
            output.say(f"{what}: {card.id}  {card_line(board, card, today)}")


def card_ids(words: Iterable[str]) -> tuple[int, ...]:
    """Return numbers of cards.

    Raises:
        UsageError: One is not a number.
    """
    for word in words:
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise UsageError(
                f'"{word}" is not the number of a card.', "progress-board list shows the numbers."
            )
    return tuple(int(word) for word in words)


def card_document(board: Board, card: Card) -> dict[str, Any]:
    """Return a card as programs read it."""
    goal = board.get(Goal, card.goal_id) if card.goal_id else None
    return {
        "id": card.id,
        "title": card.title,
        "column": board.column(card.column_id).name,
        "goal": goal.title if goal else None,
        "milestone": card.milestone,
        "tags": list(card.tags),
        "due_on": card.due_on.isoformat() if card.due_on else None,
        "due_at": card.due_at.isoformat("minutes") if card.due_at else None,
        "repeat": card.repeat or None,
        "blocked": card.blocked or None,
        "waits_for": list(card.waits_for),
        "notes": card.notes,
        "checklist": [{"text": item.text, "is_done": item.is_done} for item in card.checklist],
        "created_at": card.created_at.isoformat(),
        "archived_at": card.archived_at.isoformat() if card.archived_at else None,
    }


def card_line(board: Board, card: Card, today: date) -> str:
    """Return a card in a line for people."""
    from kanban.domain.due import say_due  # these are loaded where cards are listed
    from kanban.domain.waiting import open_waits

    goal = board.get(Goal, card.goal_id) if card.goal_id else None
    waits = [other.id for other in open_waits(board, card)]
    parts = [
        card.title,
        goal.title if goal else "",
        say_due(card, today),
        card.repeat,
        *(f"#{tag}" for tag in card.tags),
        f"blocked: {card.blocked}" if card.blocked else "",
        f"waits for {', '.join(map(str, waits))}" if waits else "",
        "archived" if card.archived_at else "",
    ]
    return "  ".join(part for part in parts if part)


def _cards_of(board: Board, column: Column, with_archived: bool) -> Sequence[Card]:
    if not with_archived:
        return board.cards_in(column.id)
    held = [card for card in board.table(Card).values() if card.column_id == column.id]
    return sorted(held, key=lambda card: (card.rank, card.id))


def _after(change: Change) -> list[Card]:
    return [edit.after for edit in change.of(Card) if isinstance(edit.after, Card)]
