"""Verbs for what is not finished: forward, stuck."""

from argparse import ArgumentParser, Namespace
from typing import Any

from kanban.cli import output
from kanban.cli.cards import card_ids
from kanban.cli.session import Session
from kanban.cli.wins import by_hand, wins_today
from kanban.domain.operations import wins
from kanban.domain.records import Card, Win
from kanban.domain.reframing import WAY_OF
from kanban.domain.wins import REFRAMES
from kanban.errors import UsageError


def register(verbs: Any, shared: ArgumentParser) -> None:
    """Add the verbs to the command line."""
    forward = verbs.add_parser("forward", parents=[shared], help="log a step on a card not done")
    forward.add_argument("id", metavar="ID", help="number of the card")
    forward.add_argument("text", nargs="*", help="what moved; else the card's title")
    forward.set_defaults(run=_forward)

    stuck = verbs.add_parser("stuck", parents=[shared], help="turn a stuck moment into a win")
    stuck.add_argument("id", nargs="?", metavar="ID", help="number of the card that is stuck")
    stuck.add_argument("--learned", metavar="TEXT", required=True, help="the win, in a line")
    stuck.add_argument(
        "--kind",
        type=by_hand,
        choices=REFRAMES,
        metavar="KIND",
        required=True,
        help="clarity, knowledge or leverage",
    )
    stuck.add_argument("--in-the-way", metavar="TEXT", default="", help="what was; stays private")
    stuck.add_argument("--next", metavar="TITLE", default="", help="the smallest next step")
    stuck.add_argument("--blocked", action="store_true", help="mark the card as blocked")
    stuck.set_defaults(run=_stuck)


def _forward(arguments: Namespace, session: Session) -> None:
    (card_id,) = card_ids([arguments.id])
    change = session.keeper.do(wins.forward, card_id=card_id, text=" ".join(arguments.text))
    output.say(f"{change.words}. {wins_today(session)}")


def _stuck(arguments: Namespace, session: Session) -> None:
    if arguments.blocked and arguments.id is None:
        raise UsageError("--blocked marks a card, and none is named.", "Name its number.")
    card_id = None if arguments.id is None else card_ids([arguments.id])[0]
    change = session.keeper.do(
        wins.reframe,
        learned=arguments.learned,
        kind=arguments.kind,
        card_id=card_id,
        in_the_way=arguments.in_the_way,
        next_title=arguments.next,
        is_blocked=arguments.blocked,
    )
    for edit in change.edits:
        if isinstance(edit.after, Win):
            output.say(f"{WAY_OF[edit.after.kind].said}: {edit.after.text}")
        elif isinstance(edit.after, Card) and edit.before is None:
            output.say(f"Next step: card {edit.after.id}.")
    if count := wins_today(session):
        output.say(count)
