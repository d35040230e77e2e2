"""What can be wrong with the records of a board, rule by rule.

Each rule looks at a whole board and yields what it finds, with the edits that put it right where
that is safe: nothing is deleted, no win is touched in what it says or when. A rule names a record
in at most one of its faults.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from msgspec import Struct

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Edit
from kanban.domain.moment import wall_clock
from kanban.domain.operations.columns import STARTING_COLUMNS, lay_out
from kanban.domain.records import About, Card, Column, Day, Goal, Win
from kanban.domain.repeat import check_rule
from kanban.domain.values import replace
from kanban.errors import UsageError

_RANK = re.compile(r"[0-9a-f]{8}(?:[0-9a-f]*[1-9a-f])?")
_DAY_MINUTES = 24 * 60


class Fault(Struct, frozen=True):
    """One thing that is wrong.

    Attributes:
        words: What, as one sentence.
        remedy: What mending does about it, or a person can; as half a sentence.
        edits: What puts it right; empty where only a person can.
    """

    words: str
    remedy: str
    edits: tuple[Edit, ...] = ()

    @property
    def is_mendable(self) -> bool:
        """Whether it can be put right without a person's decision."""
        return bool(self.edits)


def untitled(board: Board, at: datetime) -> Iterator[Fault]:
    """Yield a board without a record of its own."""
    if board.about is None:
        about = About(title="Board", created_at=at)
        yield Fault("The board has no title.", 'it is called "Board"', (Edit(None, about),))


def done_columns(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield a board that has no columns, or not exactly one done column."""
    columns = board.columns()
    done = [column for column in columns if column.is_done]
    if not columns:
        fresh = lay_out(STARTING_COLUMNS, None, board.next_id(Column))
        edits = tuple(Edit(None, column) for column in fresh)
        yield Fault("The board has no columns.", f"it gets {', '.join(STARTING_COLUMNS)}", edits)
    elif not done:
        last = columns[-1]
        yield Fault(
            "No column is the done column.",
            f'"{last.name}" becomes it, as the last one',
            (Edit(last, replace(last, is_done=True)),),
        )
    elif len(done) > 1:
        kept = board.done_column
        others = [column for column in done if column is not kept]
        yield Fault(
            f"{len(done)} columns are the done column: {_listed(done)}.",
            f'"{kept.name}" stays it, as the one that cards are brought to',
            tuple(Edit(column, replace(column, is_done=False)) for column in others),
        )


def column_limits(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield columns with a limit that no card could keep."""
    for column in board.columns():
        if column.wip_limit is not None and column.wip_limit < 1:
            edit = Edit(column, replace(column, wip_limit=None))
            words = f'The column "{column.name}" has the limit {column.wip_limit}.'
            yield Fault(words, "it has none", (edit,))


def stray_cards(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield cards whose column is not there."""
    there = board.table(Column)
    strays = [card for card in board.table(Card).values() if card.column_id not in there]
    if not strays or not there:
        return
    home = next((column for column in board.columns() if not column.is_done), board.first_column)
    ranks = _in_order([*(place for place, _ in board.ranks_in(home.id)), *(None for _ in strays)])
    for card, place in zip(strays, ranks[-len(strays) :], strict=True):
        edit = Edit(card, replace(card, column_id=home.id, rank=place))
        words = f"{_named(card)} is in column {card.column_id}, which does not exist."
        yield Fault(words, f'it goes to the end of "{home.name}"', (edit,))


def places(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield columns, goals and the cards of each column that have no clear order."""
    yield from _places("columns", board.columns())
    yield from _places("goals", board.goals())
    for column in board.columns():
        yield from _places(f'cards in "{column.name}"', board.cards_in(column.id))


def lost_goals(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield cards of a goal that is not there."""
    for card in board.table(Card).values():
        if card.goal_id is not None and card.goal_id not in board.table(Goal):
            edit = Edit(card, replace(card, goal_id=None))
            words = f"{_named(card)} belongs to goal {card.goal_id}, which does not exist."
            yield Fault(words, "it belongs to no goal", (edit,))


def unknown_milestones(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield goals that do not name a milestone which one of their cards names."""
    cards = [card for card in board.table(Card).values() if card.goal_id and card.milestone]
    cards.sort(key=lambda card: (card.goal_id or 0, card.id))
    for goal_id, group in groupby(cards, key=lambda card: card.goal_id or 0):
        goal = board.get(Goal, goal_id)
        names = dict.fromkeys(card.milestone or "" for card in group)
        missing = [name for name in names if goal and name not in goal.milestones]
        if goal and missing:
            edit = Edit(goal, replace(goal, milestones=(*goal.milestones, *missing)))
            quoted = ", ".join(f'"{name}"' for name in missing)
            words = f'Cards of the goal "{goal.title}" name milestones that it has not: {quoted}.'
            yield Fault(words, "the goal gets them, as its last ones", (edit,))


def waiting(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield cards that wait for a card that is not there, for themselves, or in a circle."""
    cards = board.table(Card)
    there = {
        card.id: tuple(other for other in card.waits_for if other in cards)
        for card in cards.values()
        if card.waits_for
    }
    circles = _closing_links(there)
    for card_id, others in there.items():
        card = cards[card_id]
        kept = tuple(other for other in others if (card_id, other) not in circles)
        if kept == card.waits_for:
            continue
        gone = ", ".join(str(other) for other in card.waits_for if other not in kept)
        edit = Edit(card, replace(card, waits_for=kept))
        why = "that closes a circle" if len(kept) < len(others) else "which does not exist"
        words = f"{_named(card)} waits for card {gone}, {why}."
        yield Fault(words, "it waits for that no longer", (edit,))


def repeating(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield cards whose repeat rule nobody can read, and times of a day that is not named."""
    for card in board.table(Card).values():
        if card.repeat and not _is_rule(card.repeat):
            words = f'{_named(card)} repeats by "{card.repeat}", which is no rule.'
            yield Fault(words, f"progress-board edit {card.id} --repeat RULE gives it another")
        elif card.due_at is not None and card.due_on is None:
            edit = Edit(card, replace(card, due_at=None))
            words = f"{_named(card)} is due at {card.due_at:%H:%M} of no day."
            yield Fault(words, "it has no due time", (edit,))


def _is_rule(text: str) -> bool:
    try:
        check_rule(text)
    except UsageError:
        return False
    return True


def wins(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield wins that name what never was, or a day they cannot belong to.

    A win outlives its card and its goal, so only numbers that were never handed out are wrong.
    """
    for win in board.table(Win).values():
        wrong: dict[str, Any] = {}
        if win.card_id is not None and not 0 < win.card_id < board.next_id(Card):
            wrong["card_id"] = None
        if win.goal_id is not None and not 0 < win.goal_id < board.next_id(Goal):
            wrong["goal_id"] = None
        if abs(win.utc_offset_minutes) >= _DAY_MINUTES:
            wrong["utc_offset_minutes"] = 0
        if wrong:
            what = " and ".join(f"{_spoken(name)} {getattr(win, name)}" for name in wrong)
            words = f"{_named(win)} names {what}, which never was."
            yield Fault(words, "it no longer does", (Edit(win, replace(win, **wrong)),))
        elif not _fits(win):
            words = f"{_named(win)} counts for {win.day}, which is not the day it was earned."
            yield Fault(words, "it stays there: the day of a win is never changed")


def days(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield days that were written twice, or rate the day beyond 1 to 5."""
    first: dict[date, Day] = {}
    for day in board.table(Day).values():
        if first.setdefault(day.on, day) is not day:
            words = f"{day.on} was written twice, and one of the two is not shown."
            yield Fault(words, "both are kept; a backup from before shows the other one")
            continue
        scores = {name: getattr(day, name) for name in ("emotion", "motivation", "perception")}
        wrong: dict[str, Any] = {
            name: None for name, score in scores.items() if score and not 1 <= score <= 5
        }
        if wrong:
            words = f"{day.on} rates its {' and '.join(wrong)} beyond 1 to 5."
            yield Fault(words, "it is left open", (Edit(day, replace(day, **wrong)),))


def numbers_of_days(board: Board, _at: datetime) -> Iterator[Fault]:
    """Yield days that name a win or a card which never was."""
    for day in board.table(Day).values():
        wrong: dict[str, Any] = {
            name: None
            for name, kind in (("learned_win_id", Win), ("first_card_id", Card))
            if (number := getattr(day, name)) and not 0 < number < board.next_id(kind)
        }
        if wrong:
            what = " and ".join(f"{_spoken(name)} {getattr(day, name)}" for name in wrong)
            words = f"{day.on} names {what}, which never was."
            yield Fault(words, "it no longer does", (Edit(day, replace(day, **wrong)),))


def _places(what: str, records: Sequence[Column | Goal | Card]) -> Iterator[Fault]:
    ranks = _in_order([record.rank for record in records])
    edits = tuple(
        Edit(record, replace(record, rank=place))
        for record, place in zip(records, ranks, strict=True)
        if record.rank != place
    )
    if edits:
        words = f"{len(edits)} of the {what} share a place with another, or have none."
        yield Fault(words, "they keep the order that is shown", edits)


def _in_order(ranks: list[str | None] | list[str]) -> list[str]:
    """Return ranks that rise, as many of the given ones as possible among them."""
    result: list[str] = []
    for kept, group in groupby(_usable(ranks), key=lambda place: place is not None):
        places = list(group)
        result += [place or "" for place in places] if kept else [""] * len(places)
    start = 0
    while "" in result[start:]:
        start = result.index("", start)
        end = next((n for n in range(start, len(result)) if result[n]), len(result))
        low = result[start - 1] if start else None
        high = result[end] if end < len(result) else None
        try:
            result[start:end] = rank.spread(low, high, end - start)
        except ValueError:  # no room at an end: begin in the middle again
            return rank.spread(None, None, len(result))
    return result


def _usable(ranks: list[str | None] | list[str]) -> Iterator[str | None]:
    """Yield each rank that is one and lies behind those before it, None for any other."""
    last = ""
    for place in ranks:
        if place is not None and _RANK.fullmatch(place) and place > last:
            last = place
            yield place
        else:
            yield None


def _closing_links(waits: Mapping[int, tuple[int, ...]]) -> set[tuple[int, int]]:
    """Return the links without which nothing waits in a circle."""
    closing: set[tuple[int, int]] = set()
    seen: set[int] = set()
    for start in waits:
        path = {start: iter(waits[start])} if start not in seen else {}
        while path:
            here = next(reversed(path))
            seen.add(here)
            for other in path[here]:
                if other in path:
                    closing.add((here, other))
                elif other not in seen and other in waits:
                    path[other] = iter(waits[other])
                    break
            else:
                del path[here]
    return closing


def _fits(win: Win) -> bool:
    """Tell whether a win can have been earned on its day; a day starts when a person says so."""
    try:
        return abs((wall_clock(win.at, win.utc_offset_minutes).date() - win.day).days) <= 1
    except OverflowError:
        return False


def _named(record: Card | Win) -> str:
    text = record.title if isinstance(record, Card) else record.text
    return f'{type(record).__name__} {record.id} "{text}"'


def _spoken(field: str) -> str:
    return field.removesuffix("_id").replace("_", " ")


def _listed(columns: list[Column]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
