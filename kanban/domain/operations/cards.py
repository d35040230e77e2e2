"""Cards: add, move, change, archive; many at once is one change."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from kanban.domain import rank
from kanban.domain.arrivals import arrival_edits
from kanban.domain.board import Board
from kanban.domain.card_fields import checked_fields, checked_tags, with_fields
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.naming import card_on_board
from kanban.domain.next_step import new_on_top
from kanban.domain.places import apart
from kanban.domain.records import Card, Column, Move
from kanban.domain.text import clean, clean_tag
from kanban.domain.values import replace
from kanban.errors import RuleError

MOST_CARDS_AT_ONCE = 10_000


def add(
    board: Board,
    now: Moment,
    *,
    titles: tuple[str, ...],
    column_id: int | None = None,
    after_id: int | None = None,
    on_top: bool = False,
    fields: Mapping[str, Any] | None = None,
) -> Change:
    """Add one card a title, in this order, to a column.

    Args:
        board: The board.
        now: When.
        titles: One or more.
        column_id: Where to; None is the first column.
        after_id: The card they come after; None puts them at the end.
        on_top: Put them before all others instead.
        fields: What every one of them has, as in `amend`.

    Raises:
        RuleError: A title or field is not possible, or there is no such column or card.
    """
    if not 1 <= len(titles) <= MOST_CARDS_AT_ONCE:
        raise RuleError(
            f"{len(titles)} cards cannot be added at once, where 1 to {MOST_CARDS_AT_ONCE} can.",
            "Give one title a line.",
        )
    column = board.first_column if column_id is None else board.column(column_id)
    ranks = rank.spread(*_gap(board, column, after_id, on_top or column.is_done), len(titles))
    first = board.next_id(Card)
    bare = [
        Card(
            id=first + index,
            title=clean(title),
            column_id=column.id,
            rank=place,
            created_at=now.at,
            moves=(Move(column.id, now.at),),
        )
        for index, (title, place) in enumerate(zip(titles, ranks, strict=True))
    ]
    checked = checked_fields(board, fields or {})
    cards = [with_fields(board, now, card, checked) for card in bare]
    edits = arrival_edits(board, now, [(None, card) for card in cards])
    return Change(f"Added {_spoken(cards)}", edits)


def next_step(board: Board, now: Moment, *, card_id: int, title: str) -> Change:
    """Add the smallest next step of a card on top of the first column; what `S` does.

    It shares the card's goal and milestone; the card itself stays as it is.

    Raises:
        RuleError: The title is not possible, or there is no such card.
    """
    edits = new_on_top(board, now, title, board.card(card_id))
    return Change(f'Added the next step "{clean(title)}"', edits)


def move(
    board: Board,
    now: Moment,
    *,
    card_ids: tuple[int, ...],
    column_id: int,
    after_id: int | None = None,
    on_top: bool = False,
) -> Change:
    """Bring cards to a column, keeping their order.

    They arrive at the end, in Done and with `on_top` at the head, with `after_id` behind that
    card. Cards that are there already stay where they are unless a place is named.

    Raises:
        RuleError: No card is named, one is archived or missing, or nothing would change.
    """
    arrivals = moved(
        board, now, card_ids=card_ids, column_id=column_id, after_id=after_id, on_top=on_top
    )
    what = _spoken([before for before, _ in arrivals])
    is_brought = any(after.column_id != before.column_id for before, after in arrivals)
    words = f"Moved {what} to {board.column(column_id).name}" if is_brought else f"Moved {what}"
    return Change(words, arrival_edits(board, now, list(arrivals)))


def moved(
    board: Board,
    now: Moment,
    *,
    card_ids: tuple[int, ...],
    column_id: int,
    after_id: int | None = None,
    on_top: bool = False,
) -> list[tuple[Card, Card]]:
    """Return cards before and after being brought to a column, as `move` brings them."""
    if not card_ids:
        raise _nothing_named()
    column = board.column(column_id)
    cards = [card_on_board(board, card_id) for card_id in dict.fromkeys(card_ids)]
    if after_id is None and not on_top:
        cards = [card for card in cards if card.column_id != column.id]
    if not cards:
        raise RuleError(f"Nothing to move: it is in {column.name} already.")
    ids = {card.id for card in cards}
    ranks = rank.spread(*_gap(board, column, after_id, on_top or column.is_done, ids), len(cards))
    return [
        (card, _arrive(card, column, place, now)) for card, place in zip(cards, ranks, strict=True)
    ]


def finish(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Bring cards to the done column; what `d` does.

    Raises:
        RuleError: As `move`.
    """
    return move(board, now, card_ids=card_ids, column_id=board.done_column.id)


def shift(board: Board, now: Moment, *, card_id: int, by: int) -> Change:
    """Carry a card up (negative) or down its column by so many places.

    Raises:
        RuleError: It is at that end already, or there is no such card.
    """
    card = card_on_board(board, card_id)
    ranks = board.ranks_in(card.column_id)
    here = ranks.place_of(card)
    there = max(0, min(len(ranks) - 1, here + by))
    if there == here:
        raise RuleError(f'"{card.title}" is at the end of its column already.')
    # A board of old or from elsewhere may have two cards on one rank: nothing fits between those.
    if there > here:
        low: str | None = ranks[there][0]
        high = next((place for place, _ in ranks[there + 1 :] if place != low), None)
    else:
        high = ranks[there][0]
        low = next((place for place, _ in reversed(ranks[:there]) if place != high), None)
    return Change(
        f'Moved "{card.title}"', (Edit(card, replace(card, rank=rank.between(low, high))),)
    )


def amend(board: Board, now: Moment, *, card_id: int, fields: Mapping[str, Any]) -> Change:
    """Change fields of a card: those of `card_fields`, from its title to what it waits for.

    Raises:
        RuleError: A value is not possible, nothing would change, or there is no such card.
        UsageError: A repeat rule is none.
    """
    return amend_many(board, now, card_ids=(card_id,), fields=fields)


def amend_many(
    board: Board,
    now: Moment,
    *,
    card_ids: tuple[int, ...],
    fields: Mapping[str, Any] | None = None,
    add_tags: tuple[str, ...] = (),
    remove_tags: tuple[str, ...] = (),
) -> Change:
    """Change fields of cards, the same for each; those that have it all already stay as they are.

    Args:
        board: The board.
        now: When.
        card_ids: One or more.
        fields: As in `amend`.
        add_tags: What each gets besides the tags it has.
        remove_tags: What none of them keeps.

    Raises:
        RuleError: As `amend`, or no card is named.
        UsageError: A repeat rule is none.
    """
    old = [board.card(card_id) for card_id in dict.fromkeys(card_ids)]
    if not old:
        raise _nothing_named()
    checked = checked_fields(board, fields or {}, old)
    added, removed = checked_tags(add_tags), {clean_tag(tag) for tag in remove_tags}
    edits: list[Edit] = []
    for card in old:
        new = with_fields(board, now, card, checked)
        kept = (tag for tag in (*new.tags, *added) if tag not in removed)
        new = replace(new, tags=checked_tags(tuple(kept))) if added or removed else new
        if new != card:
            edits.append(Edit(card, new))
    if not edits:
        raise RuleError(f"Nothing changed on {_spoken(old)}.")
    ids = {edit.record.id for edit in edits}
    title = checked.get("title", old[0].title)
    if len(edits) == 1 and title != old[0].title:
        return Change(f'Renamed "{old[0].title}" to "{title}"', tuple(edits))
    return Change(f"Changed {_spoken([card for card in old if card.id in ids])}", tuple(edits))


def free(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Take away all that is in the way of cards: what blocks them, and what they wait for.

    Raises:
        RuleError: Nothing is in the way of any of them, none is named, or one is missing.
    """
    cards = [board.card(card_id) for card_id in dict.fromkeys(card_ids)]
    if not cards:
        raise _nothing_named()
    held = [card for card in cards if card.blocked or card.waits_for]
    if not held:
        raise RuleError(f"Nothing is in the way of {_spoken(cards)}.")
    edits = (Edit(card, replace(card, blocked="", waits_for=())) for card in held)
    return Change(f"Freed {_spoken(held)}", tuple(edits))


def archive(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Put cards away; their wins stay.

    Raises:
        RuleError: One is archived or missing, or none is named.
    """
    cards = [card_on_board(board, card_id) for card_id in dict.fromkeys(card_ids)]
    if not cards:
        raise _nothing_named()
    edits = tuple(Edit(card, replace(card, archived_at=now.at)) for card in cards)
    return Change(f"Archived {_spoken(cards)}", edits)


def _arrive(card: Card, column: Column, place: str, now: Moment) -> Card:
    if card.column_id == column.id:
        return replace(card, rank=place)
    return replace(
        card, column_id=column.id, rank=place, moves=(*card.moves, Move(column.id, now.at))
    )


def restore(board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
    """Take cards out of the archive, each to the place it had in its column.

    Raises:
        RuleError: One is on the board or missing, or none is named.
    """
    cards = [board.card(card_id) for card_id in dict.fromkeys(card_ids)]
    if not cards:
        raise _nothing_named()
    for card in cards:
        if card.archived_at is None:
            raise RuleError(f'"{card.title}" is on the board already.')
    edits = tuple(
        Edit(card, replace(_at_home(board, card, now), archived_at=None)) for card in cards
    )
    return apart(board, Change(f"Took {_spoken(cards)} out of the archive", edits))


def _at_home(board: Board, card: Card, now: Moment) -> Card:
    """Return a card in its column, or at the end of the first one where its own is gone."""
    if board.get(Column, card.column_id) is not None:
        return card
    column = board.first_column
    ranks = board.ranks_in(column.id)
    return _arrive(card, column, rank.between(ranks[-1][0] if ranks else None, None), now)


def _spoken(cards: Sequence[Card]) -> str:
    return f'"{cards[0].title}"' if len(cards) == 1 else f"{len(cards)} cards"


def _nothing_named() -> RuleError:
    return RuleError("No card is named.", "Give the number of a card.")


def _gap(
    board: Board,
    column: Column,
    after_id: int | None,
    on_top: bool,
    leaving: Container[int] = (),
) -> tuple[str | None, str | None]:
    """Return the ranks a new place lies between; None is an open end.

    Args:
        board: The board.
        column: Where to.
        after_id: The card before the place, None for none.
        on_top: Before all cards, not behind them.
        leaving: Cards that are about to leave their places and do not count.
    """
    ranks = board.ranks_in(column.id)
    if after_id is None:
        staying = (place for place, card_id in ranks if card_id not in leaving)
        backwards = (place for place, card_id in reversed(ranks) if card_id not in leaving)
        return (None, next(staying, None)) if on_top else (next(backwards, None), None)
    after = board.get(Card, after_id)
    if after is None or after.column_id != column.id or after_id in leaving or after.archived_at:
        raise RuleError(f"Card {after_id} is not in {column.name}.", "Name another place.")
    behind = ranks[ranks.place_of(after) + 1 :]
    free = (place for place, card_id in behind if card_id not in leaving and place > after.rank)
    return after.rank, next(free, None)
