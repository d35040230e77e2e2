"""Weeks before this one, held against counting every card."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import overload

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.done_weeks import MOST_WEEKS, OlderWeek, older_weeks
from kanban.domain.moment import DAY_STARTS_AT, moment, wall_clock
from kanban.domain.records import Card, Move

from .builder import local_moment, moderate

NOW = local_moment("2026-11-25 12:00")
THIS_MONDAY = date(2026, 11, 23)


def done(hours_ago: int, number: int = 1) -> Card:
    came = NOW.at - timedelta(hours=hours_ago)
    return Card(
        id=number, title="x", column_id=3, rank="a", created_at=came, moves=(Move(3, came),)
    )


def monday_of(card: Card, starts_at: time = DAY_STARTS_AT) -> date:
    local = wall_clock(card.moves[-1].at, NOW.utc_offset_minutes)
    day = moment(local, day_starts_at=starts_at).day
    return day - timedelta(days=day.weekday())


@moderate
@given(
    st.lists(st.integers(0, 24 * 7 * 14), max_size=60),
    st.sampled_from([time(0), DAY_STARTS_AT, time(12)]),
)
def test_the_newest_weeks_are_told_one_by_one_and_the_rest_together(
    hours: list[int], starts_at: time
) -> None:
    cards = [done(ago) for ago in sorted(hours)]
    older = Counter(monday_of(card, starts_at) for card in cards)
    this = older.pop(monday_of(done(0), starts_at), 0)
    weeks = [OlderWeek(monday, older[monday]) for monday in sorted(older, reverse=True)]
    rest = sum(week.count for week in weeks[MOST_WEEKS:])
    expected = (*weeks[:MOST_WEEKS], *([OlderWeek(None, rest)] if rest else []))
    now = moment(wall_clock(NOW.at, NOW.utc_offset_minutes), day_starts_at=starts_at)
    assert older_weeks(cards, now, starts_at) == expected
    assert this + sum(week.count for week in expected) == len(cards)


@moderate
@given(st.lists(st.integers(0, 24 * 7 * 14), max_size=40))
def test_in_an_order_by_hand_every_card_is_counted_once(hours: list[int]) -> None:
    weeks = older_weeks([done(ago) for ago in hours], NOW)
    assert all(week.count >= 1 for week in weeks)
    assert sum(week.count for week in weeks) <= len(hours)
    assert len(weeks) <= MOST_WEEKS + 1


def test_sunday_night_before_the_day_starts_is_of_the_week_before_monday() -> None:
    late = local_moment("2026-11-23 03:59")
    early = local_moment("2026-11-23 04:00")
    cards = [
        Card(id=number, title="x", column_id=3, rank="a", created_at=each.at)
        for number, each in enumerate((early, late), 1)
    ]
    assert older_weeks(cards, NOW) == (OlderWeek(THIS_MONDAY - timedelta(days=7), 1),)


class Counted(Sequence[Card]):
    """A long column that tells how many of its cards were looked at."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.looked_at = 0

    def __len__(self) -> int:
        return self.count

    @overload
    def __getitem__(self, place: int) -> Card: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Card]: ...
    def __getitem__(self, place: int | slice) -> Card | Sequence[Card]:
        assert isinstance(place, int)
        self.looked_at += 1
        return done(place // 50)


def test_of_a_hundred_thousand_cards_few_are_looked_at() -> None:
    cards = Counted(100_000)
    assert len(older_weeks(cards, NOW)) == MOST_WEEKS + 1
    assert cards.looked_at < 20 * (MOST_WEEKS + 2)
