"""Cards that wait for other cards: for which, since when no longer, and what is refused.

A card waits for another as long as that one is open. One that is finished, put away or gone is
waited for no longer, without anything being written.
"""

from collections.abc import Collection, Iterable, Iterator

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.records import Card
from kanban.errors import RuleError

MOST_WAITS = 100


def open_waits(board: Board, card: Card) -> list[Card]:
    """Return the cards that a card still waits for, in the order given."""
    return [other for other in _named(board, card.waits_for) if _is_open(board, other)]


def is_held(board: Board, card: Card) -> bool:
    """Tell whether something is in the way of a card: a reason, or a card it waits for."""
    return bool(card.blocked or (card.waits_for and open_waits(board, card)))


def waiting_for(board: Board, card: Card) -> list[Card]:
    """Return the open cards that wait for a card."""
    return [each for each in _named(board, board.waiters.of(card.id)) if _is_open(board, each)]


def freed(board: Board, change: Change) -> list[Card]:
    """Return the cards that nothing is in the way of since a change, which the board has taken in.

    Looks at the cards that wait for those that the change finished or put away, at no others.
    """
    found: dict[int, Card] = {}
    for edit in change.of(Card):
        before, after = edit.before, edit.after
        if not isinstance(before, Card) or not isinstance(after, Card):
            continue
        if not _is_open(board, before) or _is_open(board, after):
            continue
        for card in waiting_for(board, after):
            if not is_held(board, card):
                found[card.id] = card
    return [found[card_id] for card_id in sorted(found)]


def checked_waits(
    board: Board, wanted: Iterable[int], cards: Collection[Card] = ()
) -> tuple[int, ...]:
    """Return what cards are to wait for.

    Args:
        board: The board.
        wanted: Numbers of cards; those that all of `cards` wait for already may be gone since.
        cards: The cards that are to wait; empty for new ones.

    Raises:
        RuleError: There is no such card, it is in the archive, there are too many, or a card would
            wait for itself, by way of others or at once.
    """
    ids = tuple(dict.fromkeys(wanted))
    if len(ids) > MOST_WAITS:
        raise RuleError(
            f"A card waits for at most {MOST_WAITS} others, not {len(ids)}.", "Name fewer."
        )
    for card_id in ids:
        if cards and all(card_id in card.waits_for for card in cards):
            continue
        other = board.card(card_id)
        if other.archived_at is not None:
            raise RuleError(f'"{other.title}" is in the archive.', "Nothing waits for it there.")
    waiting = {card.id: card for card in cards}
    for card_id in ids:
        if card_id in waiting:
            raise RuleError(
                f'"{waiting[card_id].title}" cannot wait for itself.', "Name another card."
            )
        card = next((waiting[each] for each in _behind(board, card_id) if each in waiting), None)
        if card is not None:
            raise RuleError(
                f'"{board.card(card_id).title}" waits for "{card.title}" already, so that would'
                " be a circle.",
                "Take one of the two away first.",
            )
    return ids


def _behind(board: Board, card_id: int) -> Iterator[int]:
    """Yield all that a card waits for, and what that waits for, each once."""
    seen = {card_id}
    ahead = [card_id]
    while ahead:
        card = board.get(Card, ahead.pop())
        for other in card.waits_for if card else ():
            if other not in seen:
                seen.add(other)
                ahead.append(other)
                yield other


def _named(board: Board, card_ids: Iterable[int]) -> list[Card]:
    found = (board.get(Card, card_id) for card_id in card_ids)
    return [card for card in found if card is not None]


def _is_open(board: Board, card: Card) -> bool:
    return card.archived_at is None and not board.is_done(card)
