"""Sending cards to another board: packed here, received there, and then put away here.

Two boards are two files, so the card is there before it goes from here: whatever happens between,
it is on both, and sending it again finds it there by its mark. See docs/decisions/0008.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.naming import card_on_board
from kanban.domain.records import Card, Column, Goal, Move, Win
from kanban.domain.values import replace
from kanban.errors import RuleError

MARK_DIGITS = 32


class Stage(Struct, frozen=True):
    """A column as another board may know it."""

    name: str
    is_done: bool


class Packed(Struct, frozen=True):
    """A card on its way.

    Attributes:
        card: As it is on its own board; its ids mean nothing on another.
        mark: The same each time this very card is sent as it is now.
        goal: The title of its goal; empty for none.
        stages: The columns that it was in, by their ids there.
    """

    card: Card
    mark: str
    goal: str
    stages: Mapping[int, Stage]


class Received(Struct, frozen=True):
    """What came of a parcel.

    Attributes:
        change: What the board has to commit; None where all of it is there already.
        remarks: What did not come along, as sentences.
    """

    change: Change | None
    remarks: tuple[str, ...]


def pack(board: Board, card_ids: tuple[int, ...]) -> tuple[Packed, ...]:
    """Return cards as another board can receive them.

    Raises:
        RuleError: No card is named, or one is missing or archived.
    """
    if not card_ids:
        raise RuleError("No card is named.", "Give the number of a card.")
    return tuple(_packed(board, card_on_board(board, each)) for each in dict.fromkeys(card_ids))


def receive(board: Board, now: Moment, parcel: tuple[Packed, ...]) -> Received:
    """Return what puts cards of another board on this one, each once.

    A card comes to the column of the same name, else to the first; from a done column to the done
    one, where it is no win: that was earned where it was done.
    """
    there = {
        card.sent_as: card.id
        for card in board.table(Card).values()
        if card.sent_as and card.archived_at is None
    }
    new = [each for each in parcel if each.mark not in there]
    first = board.next_id(Card)
    ids = {each.card.id: there.get(each.mark, 0) for each in parcel}
    ids |= {each.card.id: number for number, each in enumerate(new, start=first)}
    arrivals = [_arrival(board, each, ids) for each in new]
    remarks = [words for each, _ in arrivals for words in each]
    if len(new) < len(parcel):
        remarks.append("What an earlier try had brought there already was not made twice.")
    cards = _ranked(board, [card for _, card in arrivals])
    if not cards:
        return Received(None, tuple(remarks))
    what = _what([card.title for card in cards])
    edits = tuple(Edit(None, card) for card in cards)
    return Received(Change(f"Received {what}", edits), tuple(dict.fromkeys(remarks)))


def put_away(board: Board, now: Moment, *, card_ids: tuple[int, ...], title: str) -> Change:
    """Put cards in the archive that are on the board of a title now; their wins stay here.

    Raises:
        RuleError: No card is named, or one is missing or archived.
    """
    cards = [each.card for each in pack(board, card_ids)]
    edits = tuple(Edit(card, replace(card, archived_at=now.at)) for card in cards)
    return Change(f"Sent {_what([card.title for card in cards])} to {title}", edits)


def has_wins(board: Board, card_ids: tuple[int, ...]) -> bool:
    """Tell whether one of the cards has a win on hand that counts."""
    wins = board.on_hand(Win).values()
    return any(win.card_id in card_ids and win.withdrawn_at is None for win in wins)


def _packed(board: Board, card: Card) -> Packed:
    goal = board.get(Goal, card.goal_id) if card.goal_id else None
    ids = dict.fromkeys((card.column_id, *(move.column_id for move in card.moves)))
    columns = [(each, board.get(Column, each)) for each in ids]
    stages = {each: Stage(held.name, held.is_done) for each, held in columns if held is not None}
    about = board.about
    title = goal.title if goal else ""
    mark = _mark(about.created_at if about else None, card, title, stages)
    return Packed(card, mark, title, stages)


def _mark(set_up_at: datetime | None, card: Card, goal: str, stages: Mapping[int, Stage]) -> str:
    from hashlib import sha256  # nothing else at a start needs it

    words = (
        *(set_up_at, card.id, card.title, card.notes, goal, card.milestone, card.tags),
        *(card.due_on, card.due_at, card.repeat, card.repeat_from, card.blocked, card.created_at),
        *(card.checklist, card.moves, stages.get(card.column_id)),
    )
    return sha256(repr(words).encode(errors="surrogatepass")).hexdigest()[:MARK_DIGITS]


def _arrival(board: Board, packed: Packed, ids: Mapping[int, int]) -> tuple[list[str], Card]:
    """Return what does not come along, and the card as it stands on this board; its rank is not."""
    card = packed.card
    columns = {old: _column_for(board, stage).id for old, stage in packed.stages.items()}
    lost = board.first_column.id  # a column that is gone there
    goal = next((each for each in board.goals() if _is_called(each, packed.goal)), None)
    milestone = card.milestone if goal and card.milestone in goal.milestones else None
    waits_for = tuple(ids[each] for each in card.waits_for if each in ids)
    arrived = replace(
        card,
        id=ids[card.id],
        column_id=columns.get(card.column_id, lost),
        goal_id=goal.id if goal else None,
        milestone=milestone,
        waits_for=waits_for,
        split_from=ids.get(card.split_from) if card.split_from else None,
        sent_as=packed.mark,
        moves=tuple(Move(columns.get(move.column_id, lost), move.at) for move in card.moves),
    )
    remarks = []
    if packed.goal and goal is None:
        remarks.append(f'The goal "{packed.goal}" is not there, so it came without one.')
    elif card.milestone and milestone is None:
        remarks.append(f'The milestone "{card.milestone}" is not there, so it came without one.')
    if len(waits_for) < len(card.waits_for):
        remarks.append(f'"{card.title}" no longer waits for a card that stays here.')
    return remarks, arrived


def _column_for(board: Board, stage: Stage) -> Column:
    if stage.is_done:
        return board.done_column
    key = stage.name.casefold()
    same = (each for each in board.columns() if each.name.casefold() == key and not each.is_done)
    return next(same, board.first_column)


def _ranked(board: Board, cards: list[Card]) -> list[Card]:
    """Return the cards behind those that are in their columns; in Done before them."""
    found: dict[int, Card] = {}
    for column_id in dict.fromkeys(card.column_id for card in cards):
        mine = [card for card in cards if card.column_id == column_id]
        held = board.ranks_in(column_id)
        if board.column(column_id).is_done:
            ranks = rank.spread(None, held[0][0] if len(held) else None, len(mine))
        else:
            ranks = rank.spread(held[-1][0] if len(held) else None, None, len(mine))
        found |= {
            card.id: replace(card, rank=place) for card, place in zip(mine, ranks, strict=True)
        }
    return [found[card.id] for card in cards]


def _is_called(goal: Goal, title: str) -> bool:
    return bool(title) and goal.title.casefold() == title.casefold()


def _what(titles: list[str]) -> str:
    return f'"{titles[0]}"' if len(titles) == 1 else f"{len(titles)} cards"
