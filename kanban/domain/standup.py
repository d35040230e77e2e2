"""What to say in a stand-up: the last working day, today, and what is in the way."""

from datetime import date

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.recap import first_step_for
from kanban.domain.waiting import is_held

MOST_CARDS = 5
DAYS_BACK = 366
"""How far back the last day with wins is looked for."""


class StandUp(Struct, frozen=True):
    """Three short lists, of cards the five that moved last; each may be empty.

    Attributes:
        last_day: The last day before today that holds a win; None for none.
        done: What it held: the three a person wrote, else its wins.
        today: The first step left for today, then the cards in work that nothing blocks.
        in_the_way: The cards that something blocks, or that wait for others, by name alone: what
            blocks them may be private.
    """

    on: date
    last_day: date | None
    done: tuple[str, ...]
    today: tuple[str, ...]
    in_the_way: tuple[str, ...]


def stand_up(board: Board, today: date) -> StandUp:
    """Return the stand-up of a day; weekends and rest days are passed over by themselves."""
    days = map(date.fromordinal, range(today.toordinal() - 1, 0, -1)[:DAYS_BACK])
    last_day = next((day for day in days if board.wins_on(day)), None)
    cards = [card for column in board.columns() for card in board.cards_in(column.id)]
    open_cards = [card for card in cards if not board.is_done(card)]
    open_cards.sort(
        key=lambda card: card.moves[-1].at if card.moves else card.created_at, reverse=True
    )
    begun = [card for card in open_cards if card.column_id != board.first_column.id]
    titles = [card.title for card in begun if not is_held(board, card)][:MOST_CARDS]
    blocked = [card.title for card in open_cards if is_held(board, card)][:MOST_CARDS]
    planned = dict.fromkeys(text for text in (first_step_for(board, today), *titles) if text)
    return StandUp(
        on=today,
        last_day=last_day,
        done=() if last_day is None else _done(board, last_day),
        today=tuple(planned),
        in_the_way=tuple(blocked),
    )


def _done(board: Board, day: date) -> tuple[str, ...]:
    written = board.day(day)
    if written is not None and written.three:
        return written.three
    return tuple(dict.fromkeys(win.text for win in board.wins_on(day)))
