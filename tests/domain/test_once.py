from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.moment import moment
from kanban.domain.once import is_told

from .builder import ZONES, moderate

TODAY = date(2026, 11, 22)


def test_what_was_never_told_is_to_be_told() -> None:
    assert not is_told(None, TODAY)
    assert not is_told(TODAY - timedelta(days=1), TODAY)
    assert is_told(TODAY, TODAY)


def test_a_day_come_back_to_was_told_and_a_note_from_far_ahead_is_not_believed() -> None:
    assert is_told(TODAY + timedelta(days=2), TODAY)
    assert not is_told(TODAY + timedelta(days=3), TODAY)


@moderate
@given(
    st.lists(
        st.tuples(st.integers(0, 40 * 60), st.sampled_from([*ZONES, "Etc/GMT-14", "Etc/GMT+12"])),
        max_size=30,
    )
)
def test_a_day_is_told_at_most_once_wherever_a_traveller_goes(steps: list) -> None:
    at = datetime(2026, 10, 24, 9, 12, tzinfo=UTC)
    last, told = None, []
    for minutes, zone in steps:
        at += timedelta(minutes=minutes)
        day = moment(at.astimezone(ZoneInfo(zone)), zone).day
        if not is_told(last, day):
            told.append(day)
            last = day
    assert len(set(told)) == len(told)
