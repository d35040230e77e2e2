"""What goes with cards arriving in a column: wins, and the next card of one that repeats.

A card that repeats hands its rule on as it is finished (docs/decisions/0007): the rule is on one
card of a series at a time, so however a card comes and goes, nothing is made twice.
"""

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Column, Item, Move
from kanban.domain.values import replace
from kanban.domain.wins import win_edits
from kanban.errors import UsageError


def arrival_edits(
    board: Board,
    now: Moment,
    arrivals: list[tuple[Card | None, Card]],
    going: Column | None = None,
) -> tuple[Edit, ...]:
    """Return the edits of cards that arrive in columns, and of all that goes with it.

    Args:
        board: The board before the change.
        now: When it happens.
        arrivals: Each card before (None for a new one) and after.
        going: A column that the change removes.
    """
    edits: list[Edit] = []
    made: list[Card] = []
    new_ids = (after.id for _, after in arrivals)
    next_id = max(board.next_id(Card), max(new_ids, default=0) + 1)
    for before, after in arrivals:
        entered = board.column(after.column_id).is_done and not (before and board.is_done(before))
        if entered and after.repeat and (column := _column(board, after, going)):
            try:
                following = _following(after, column, now)
            except UsageError:  # a rule that a newer version knows stays where it is
                edits.append(Edit(before, after))
                continue
            if following is not None:
                made.append(replace(following, id=next_id + len(made)))
            after = replace(after, repeat="", repeat_from=None)
        edits.append(Edit(before, after))
    edits += win_edits(board, now, arrivals)
    edits += [Edit(None, card) for card in _ranked(board, made, arrivals)]
    return tuple(edits)


def next_ones(board: Board, change: Change) -> list[Card]:
    """Return the cards that a change made because others that repeat were finished."""
    cards = [(edit.before, edit.after) for edit in change.of(Card)]
    if not any(isinstance(after, Card) and board.is_done(after) for _, after in cards):
        return []
    made = [after for before, after in cards if before is None]
    return [card for card in made if isinstance(card, Card) and card.repeat]


def _following(card: Card, column: Column, now: Moment) -> Card | None:
    """Return the next card of a series, None where the series has ended."""
    from kanban.domain.repeat import next_day  # for cards that repeat alone

    start = card.repeat_from or card.due_on or now.day
    due_on = next_day(card.repeat, start, max(card.due_on or now.day, now.day))
    if due_on is None:
        return None
    return replace(
        card,
        column_id=column.id,
        created_at=now.at,
        milestone=None,
        due_on=due_on,
        repeat_from=start,
        checklist=tuple(Item(item.text) for item in card.checklist),
        blocked="",
        waits_for=(),
        split_from=None,
        moves=(Move(column.id, now.at),),
        archived_at=None,
    )


def _column(board: Board, card: Card, going: Column | None) -> Column | None:
    """Return where a card of a series begins: where this one did, or else in the first column.

    A column that is hidden is none, for nobody would see the card come; nor is one that is going.
    """
    shown = [each for each in board.shown_columns() if not each.is_done and each != going]
    began = card.moves[0].column_id if card.moves else None
    return next((each for each in shown if each.id == began), next(iter(shown), None))


def _ranked(
    board: Board, cards: list[Card], arrivals: list[tuple[Card | None, Card]]
) -> list[Card]:
    """Return new cards at the end of their columns, in their order, behind all that arrives."""
    ranked: list[Card] = []
    last: dict[int, str | None] = {}
    for card in cards:
        if card.column_id not in last:
            there = [place for place, _ in board.ranks_in(card.column_id)[-1:]]
            there += [after.rank for _, after in arrivals if after.column_id == card.column_id]
            last[card.column_id] = max(there, default=None)
        place = rank.between(last[card.column_id], None)
        last[card.column_id] = place
        ranked.append(replace(card, rank=place))
    return ranked
