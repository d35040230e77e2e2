"""A year of somebody's work for the pictures of the insights; the same each time it is made."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from kanban.domain import rank
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import (
    About,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Move,
    Record,
    Win,
    WinKind,
)

TODO, DOING, REVIEW, DONE = 1, 2, 3, 4
COLUMNS = (
    Column(id=TODO, name="To Do", rank="a"),
    Column(id=DOING, name="Doing", rank="b", wip_limit=4),
    Column(id=REVIEW, name="Review", rank="c"),
    Column(id=DONE, name="Done", rank="d", is_done=True),
)
GOALS = (
    Goal(id=1, title="Launch", why="People can start without calling us", rank="a", color="teal"),
    Goal(id=2, title="Paper", why="The idea should outlive the project", rank="b", color="violet"),
    Goal(id=3, title="Home", why="A calm place to come back to", rank="c", color="gold"),
    Goal(id=4, title="Choir", why="To sing again", rank="d", color="rose"),
)
VERBS = ("Draft", "Ask about", "Test", "Fix", "Outline", "Read", "Write", "Call about", "Tidy")
NOUNS = (
    *("the login flow", "the pricing mail", "chapter two", "figure three", "the importer"),
    *("the first feedback", "the two reviews", "the invoice", "the alto part", "the shelf"),
)
NOTES = ("Sent that email", "Asked for help", "Said no to a meeting", "Found the missing file")
HOLIDAYS = ((date(2025, 12, 20), date(2026, 1, 3)), (date(2026, 8, 1), date(2026, 8, 16)))
WEEKDAY_WINS = (1.7, 2.2, 1.9, 2.0, 1.3, 0.4, 0.3)


def year_of_work(now: Moment) -> Change:
    """Return the change that makes the whole board, ending some hours before `now`."""
    records = [About(title="A year", created_at=now.at), *COLUMNS, *GOALS, *_Year(now).records()]
    return Change("A year of work", tuple(Edit(None, record) for record in records))


class _Year:
    def __init__(self, now: Moment) -> None:
        self._now = now
        self._chance = random.Random(1122)
        self._cards = 0
        self._wins = 0

    def records(self) -> Iterator[Record]:
        for back in range(364, -1, -1):
            day = self._now.day - timedelta(days=back)
            is_away = any(first <= day <= last for first, last in HOLIDAYS)
            mean = 0.1 if is_away else WEEKDAY_WINS[day.weekday()] * (0.7 + 0.6 * (back < 180))
            count = min(8, sum(self._chance.random() < mean / 6 for _ in range(6)))
            for _ in range(count):
                yield from self._win(day)
            if not is_away and back < 70 and self._chance.random() < 0.7:
                yield self._felt(day, count)
        yield from self._open()

    def _win(self, day: date) -> Iterator[Record]:
        at = self._at(day, self._chance.randint(9, 17 if day < self._now.day else 11))
        self._wins += 1
        if self._chance.random() < 0.3:
            yield self._kept(
                at, day, WinKind.NOTE, self._chance.choice(NOTES), None, self._goal_id()
            )
            return
        days = min(40, int(self._chance.lognormvariate(0.9, 0.8)))
        card = self._card(
            (TODO, at - timedelta(days=days + self._chance.randint(2, 20))),
            (DOING, at - timedelta(days=days, hours=1)),
            *([(REVIEW, at - timedelta(days=days // 2))] if days > 1 else []),
            (DONE, at),
            archived_at=at + timedelta(days=9) if day < self._now.day - timedelta(days=9) else None,
        )
        yield card
        yield self._kept(at, day, WinKind.CARD, card.title, card.id, card.goal_id)

    def _open(self) -> Iterator[Card]:
        for column, ages in ((DOING, (1, 4, 12)), (REVIEW, (2, 6))):
            for age in ages:
                at = self._now.at - timedelta(days=age, hours=2)
                yield self._card((TODO, at - timedelta(days=5)), (column, at))
        for place in range(17):
            at = self._now.at - timedelta(days=3 * place + 1)
            yield self._card((TODO, at), checklist=(Item("One"),) if place % 5 == 0 else ())

    def _card(self, *moves: tuple[int, datetime], **fields: object) -> Card:
        self._cards += 1
        goal_id = self._goal_id()
        title = f"{self._chance.choice(VERBS)} {self._chance.choice(NOUNS)}"
        return Card(
            id=self._cards,
            title=title,
            column_id=moves[-1][0],
            rank=rank.between(None, None) + f"{9999 - self._cards:04}5",
            created_at=moves[0][1],
            goal_id=goal_id,
            moves=tuple(Move(column, at) for column, at in moves),
            **fields,  # type: ignore[arg-type]
        )

    def _goal_id(self) -> int | None:
        return self._chance.choices((1, 2, 3, 4, None), (9, 5, 3, 2, 2))[0]

    def _kept(
        self,
        at: datetime,
        day: date,
        kind: WinKind,
        text: str,
        card_id: int | None,
        goal_id: int | None,
    ) -> Win:
        return Win(
            id=self._wins,
            kind=kind,
            text=text,
            at=at,
            zone=self._now.zone,
            utc_offset_minutes=self._now.utc_offset_minutes,
            day=day,
            card_id=card_id,
            goal_id=goal_id,
        )

    def _felt(self, day: date, wins: int) -> Day:
        lift = min(2, wins) * 0.7
        emotion, motivation, perception = (
            max(1, min(5, round(self._chance.gauss(2.6 + lift, 0.7)))) for _ in range(3)
        )
        return Day(
            id=(day - date(2025, 1, 1)).days,
            on=day,
            emotion=emotion,
            motivation=motivation,
            perception=perception,
            written_at=self._at(day, 17),
        )

    def _at(self, day: date, hour: int) -> datetime:
        offset = timedelta(minutes=self._now.utc_offset_minutes)
        return datetime.combine(day, time(hour), self._now.at.tzinfo) - offset
