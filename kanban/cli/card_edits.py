"""Verbs that change cards that are there: edit, tag."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import Any

from kanban.cli import output
from kanban.cli.cards import add_fields, card_document, card_ids, fields_of
from kanban.cli.session import Session
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.records import Card, Item
from kanban.domain.values import replace
from kanban.errors import RuleError, UsageError

_OF_ONE = ("title", "item", "check", "uncheck")
"""What is never the same for several cards."""

_EMPTY: dict[str, dict[str, Any]] = {
    "no_goal": {"goal_id": None},
    "no_milestone": {"milestone": None},
    "no_due": {"due_on": None, "due_at": None},
    "no_repeat": {"repeat": ""},
    "no_notes": {"notes": ""},
    "unblock": {"blocked": "", "waits_for": ()},
}
"""The fields that an option empties."""


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    edit = verbs.add_parser("edit", parents=[shared], help="change fields of cards")
    edit.add_argument("ids", nargs="+", metavar="ID", help="numbers of cards")
    edit.add_argument("--title", metavar="TITLE", help="another title")
    add_fields(edit, can_clear=True)
    edit.add_argument("--unblock", action="store_true", help="nothing is in the way any more")
    edit.add_argument(
        "--item", metavar="TEXT", action="append", default=[], help="add to the checklist"
    )
    edit.add_argument(
        "--check", metavar="N", action="append", default=[], help="tick an item, counted from 1"
    )
    edit.add_argument(
        "--uncheck", metavar="N", action="append", default=[], help="take a tick away"
    )
    edit.add_argument("--json", action="store_true", help="print the cards as JSON")
    edit.set_defaults(run=_edit)

    tag = verbs.add_parser("tag", parents=[shared], help="give cards tags, or take some away")
    tag.add_argument("ids", nargs="+", metavar="ID", help="numbers of cards")
    for option, words in (("--add", "to give"), ("--remove", "to take away")):
        tag.add_argument(
            option, metavar="TAG", action="append", default=[], help=f"a tag {words}; repeatable"
        )
    tag.add_argument("--json", action="store_true", help="print the cards as JSON")
    tag.set_defaults(run=_tag)


def _edit(arguments: Namespace, session: Session) -> None:
    ids = card_ids(arguments.ids)
    alone = [name for name in _OF_ONE if getattr(arguments, name)]
    if alone and len(set(ids)) > 1:
        raise UsageError(f"--{alone[0]} is for one card, not {len(set(ids))}.", "Name one card.")
    fields: dict[str, Any] = {}
    for option, empty in _EMPTY.items():
        fields |= empty if getattr(arguments, option) else {}
    fields |= fields_of(arguments, session)
    if arguments.title is not None:
        fields["title"] = arguments.title
    is_listed = bool(arguments.item or arguments.check or arguments.uncheck)
    if not (fields or is_listed):
        raise UsageError(
            "Nothing to change is named.", "progress-board edit --help shows what can be."
        )

    def amend(board: Board, now: Moment) -> Change:
        """Change the cards as they are by now, whoever changed their checklist since."""
        listed = {"checklist": _checklist(board.card(ids[0]), arguments)} if is_listed else {}
        return cards.amend_many(board, now, card_ids=ids, fields=fields | listed)

    _say(session.keeper.do(amend), arguments, session)


def _tag(arguments: Namespace, session: Session) -> None:
    if not (arguments.add or arguments.remove):
        raise UsageError("No tag is named.", "Write --add TAG, --remove TAG or both.")
    change = session.keeper.do(
        cards.amend_many,
        card_ids=card_ids(arguments.ids),
        add_tags=tuple(arguments.add),
        remove_tags=tuple(arguments.remove),
    )
    _say(change, arguments, session)


def _say(change: Change, arguments: Namespace, session: Session) -> None:
    if not arguments.json:
        output.say(f"{change.words}.")
        return
    board = session.keeper.board
    for card_id in dict.fromkeys(card_ids(arguments.ids)):
        output.say_json(card_document(board, board.card(card_id)))


def _checklist(card: Card, arguments: Namespace) -> tuple[Item, ...]:
    """Return a card's checklist with items added, and ticked or not.

    Raises:
        RuleError: It has no such item.
        UsageError: An item is named by something else than its number.
    """
    items = [*card.checklist, *map(Item, arguments.item)]
    for numbers, is_done in ((arguments.check, True), (arguments.uncheck, False)):
        for place in _places(numbers, card, len(items)):
            items[place] = replace(items[place], is_done=is_done)
    return tuple(items)


def _places(numbers: Sequence[str], card: Card, count: int) -> list[int]:
    for word in numbers:
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise UsageError(f'"{word}" is not the number of an item.', "The first is 1.")
        if not 1 <= int(word) <= count:
            held = f"It has {count}." if count else "It has none yet: --item adds one."
            raise RuleError(f'"{card.title}" has no item {word} on its checklist.', held)
    return [int(word) - 1 for word in numbers]
