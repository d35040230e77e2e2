"""What one card of a draft becomes on a board: its record, its past, and when it was finished.

Believes no instant that lies ahead of now. A card that arrives in the done column was not finished
today: only what the file tells counts, on the local day it tells.
"""

from datetime import date, datetime, time

from msgspec import Struct

from kanban.domain.moment import Moment, wall_clock
from kanban.domain.records import Card, Move
from kanban.domain.values import replace
from kanban.exchange.draft import DraftCard, When
from kanban.exchange.due import Localize, instant_at
from kanban.exchange.placing import Places

_NOON = time(12)


class Landing(Struct, frozen=True):
    """Turns cards of one draft into cards of one board.

    Attributes:
        now: When.
        places: Where the draft's columns are.
        localize: See `Localize`.
    """

    now: Moment
    places: Places
    localize: Localize

    def finish(self, card: DraftCard) -> Moment | None:
        """Return when a card in the done column was finished; None elsewhere or if unknown."""
        when = card.finished
        if when is None and card.moves and card.moves[-1][0] == card.column:
            when = card.moves[-1][1]
        if when is None or not self.places.column_of(card).is_done:
            return None
        found = _moment(when, self.now, self.localize)
        return found if found.at <= self.now.at and found.day <= self.now.day else None

    def card(self, card: DraftCard, card_id: int, rank: str, finish: Moment | None) -> Card:
        """Return the record of a card."""
        column = self.places.column_of(card)
        moves = self._moves(card, finish)
        created_at = min(
            [card.created_at or self.now.at, self.now.at, *(move.at for move in moves)]
        )
        if card.made_in is not None:
            moves.insert(0, Move(self.places.columns[card.made_in].id, created_at))
        if not moves or moves[-1].column_id != column.id:
            moves.append(Move(column.id, moves[-1].at if moves else created_at))
        due_on, due_at = _due(card.due, self.localize)
        return Card(
            id=card_id,
            title=card.title,
            column_id=column.id,
            rank=rank,
            created_at=created_at,
            notes=card.notes,
            tags=card.tags,
            due_on=due_on,
            due_at=due_at,
            checklist=card.checklist,
            moves=tuple(moves),
        )

    def _moves(self, card: DraftCard, finish: Moment | None) -> list[Move]:
        columns = self.places.columns
        moves = [Move(columns[to].id, at) for to, at in card.moves if at <= self.now.at]
        if finish is not None and not moves:
            moves.append(Move(self.places.column_of(card).id, finish.at))
        return moves


def _moment(when: When, now: Moment, localize: Localize) -> Moment:
    if isinstance(when, datetime):
        return localize(when if when.tzinfo else instant_at(when, localize))
    noon = localize(instant_at(datetime.combine(when, _NOON), localize))
    return replace(noon, at=min(noon.at, now.at) if when == now.day else noon.at, day=when)


def _due(when: When | None, localize: Localize) -> tuple[date | None, time | None]:
    """Return the day on the wall calendar, where midnight divides days, and the time of day."""
    if not isinstance(when, datetime):
        return when, None
    if when.tzinfo is not None:
        due = localize(when)
        when = wall_clock(due.at, due.utc_offset_minutes)
    return when.date(), when.time().replace(second=0, microsecond=0)
