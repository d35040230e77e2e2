"""Hints that a card may be too big: offered, never insisted on."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.moment import Moment, wall_clock
from kanban.domain.records import Card
from kanban.domain.waiting import is_held

LONG_WORDS = 14
"""A step with more words than this is usually several."""

DAYS_UNDER_WAY = 5
"""A card that is longer under way than this may be too big."""

_BIG = (
    *("build", "create", "design", "develop", "implement", "launch", "learn", "migrate"),
    *("organise", "organize", "overhaul", "plan", "redesign", "refactor", "rewrite", "ship"),
)
_PROJECT = re.compile(rf"\s*(?:{'|'.join(_BIG)})\b", re.IGNORECASE)
_AND = re.compile(r"\band\b|&|;", re.IGNORECASE)


def reads_like_a_project(line: str) -> bool:
    """Tell whether a line reads like something that takes more than a sitting.

    It opens with a big word (Launch ...), is long, or joins several things by "and".
    """
    return (
        _PROJECT.match(line) is not None
        or len(line.split()) > LONG_WORDS
        or len(_AND.findall(line)) > 1
    )


class Lingering(NamedTuple):
    """A card that has been under way for long.

    Attributes:
        card: The card.
        days: For how many local days.
    """

    card: Card
    days: int


def lingering(board: Board, now: Moment) -> Iterator[Lingering]:
    """Yield the cards that are under way for more than five days, longest first.

    Under way is between the first column and the done column; a card that is blocked, or waits for
    another, is left out, and so is one in a hidden column.
    """
    columns = board.columns()
    under_way = [each for each in columns[1:] if not each.is_done and not each.is_hidden]
    found = [
        Lingering(card, days)
        for column in under_way
        for card in board.cards_in(column.id)
        if card.moves and (days := _days(card, now)) > DAYS_UNDER_WAY and not is_held(board, card)
    ]
    yield from sorted(found, key=lambda each: -each.days)


def _days(card: Card, now: Moment) -> int:
    arrived = wall_clock(card.moves[-1].at, now.utc_offset_minutes).date()
    return (now.day - arrived).days
