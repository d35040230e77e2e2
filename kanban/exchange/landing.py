"""What one card of a draft becomes on a board: its record, its past, and when it was finished.

Believes no instant that lies ahead of now. A card that arrives in the done column was not finished
today: only what the file tells counts, on the local day it tells.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from kanban.domain.moment import Moment, wall_clock
from kanban.domain.records import Card, Move
from kanban.exchange.draft import DraftCard, When
from kanban.exchange.placing import Places

Localize: TypeAlias = Callable[[datetime], Moment]
"""From an aware datetime to its moment, by the person's zone and start of the day."""

_NOON = time(12)


@dataclass(frozen=True, slots=True)
class Landing:
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
        return Card(
            id=card_id,
            title=card.title,
            column_id=column.id,
            rank=rank,
            created_at=created_at,
            notes=card.notes,
            tags=card.tags,
            due_on=_day(card.due, self.localize),
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
        return localize(when if when.tzinfo else _instant(when, localize))
    noon = localize(_instant(datetime.combine(when, _NOON), localize))
    return replace(noon, at=min(noon.at, now.at) if when == now.day else noon.at, day=when)


def _instant(wall: datetime, localize: Localize) -> datetime:
    """Return the instant of a wall clock.

    The offset depends on the instant and the instant on the offset, so it is asked for twice.
    """
    as_utc = wall.replace(tzinfo=UTC)
    instant = as_utc
    for _ in range(2):
        instant = as_utc - timedelta(minutes=localize(instant).utc_offset_minutes)
    return instant


def _day(when: When | None, localize: Localize) -> date | None:
    """Return the date on the wall calendar, where midnight, not the day's start, divides days."""
    if not isinstance(when, datetime):
        return when
    due = localize(when)
    return wall_clock(due.at, due.utc_offset_minutes).date()
