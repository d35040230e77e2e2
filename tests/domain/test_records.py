from typing import get_args

import pytest

from kanban.domain.change import Edit
from kanban.domain.records import (
    COLORS,
    TABLES,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Record,
    WinKind,
)
from kanban.domain.values import replace

from .builder import Desk, written_win


def test_every_kind_of_record_has_one_table() -> None:
    assert set(TABLES.values()) == set(get_args(Record))
    assert len(set(TABLES.values())) == len(TABLES)


@pytest.mark.parametrize("kind", TABLES.values())
def test_every_record_is_frozen_and_keeps_what_a_newer_version_wrote(kind: type[Record]) -> None:
    assert kind.__struct_config__.frozen
    assert {"id", "extra"} <= set(kind.__struct_fields__)


def test_a_record_cannot_be_changed_in_place(desk: Desk) -> None:
    card = desk.card(desk.add("Test login")[0])
    with pytest.raises(AttributeError):
        card.title = "Other"  # type: ignore[misc]


def test_an_edit_and_a_change_cannot_be_changed_in_place(desk: Desk) -> None:
    desk.add("Test login")
    change = desk.finish(1)
    with pytest.raises(AttributeError):
        change.words = "Other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        change.edits[0].after = None  # type: ignore[misc]


def test_records_that_differ_only_in_unknown_fields_differ(desk: Desk) -> None:
    card = desk.card(desk.add("Test login")[0])
    assert replace(card, extra={"votes": 3}) != card


def test_what_is_not_said_of_a_record_is_not_so(now) -> None:
    column = Column(id=1, name="To Do", rank="80000000")
    assert (column.is_done, column.wip_limit) == (False, None)
    assert not Item("one").is_done
    win = written_win(1, now.day)
    assert (win.starred, win.withdrawn_at, win.card_id, win.goal_id) == (False, None, None, None)
    day = Day(id=1, on=now.day)
    assert (day.three, day.emotion, day.written_at, day.closed_at) == ((), None, None, None)
    goal = Goal(id=1, title="Launch", rank="80000000")
    assert (goal.why, goal.milestones, goal.target_on, goal.achieved_at) == ("", (), None, None)


def test_an_edit_knows_its_table(desk: Desk) -> None:
    card = desk.card(desk.add("Test login")[0])
    assert TABLES[Edit(None, card).table] is Card
    assert Edit(card, None).record is card
    assert Edit(card, replace(card, title="Other")).record.title == "Other"


def test_an_edit_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="record before or after"):
        _ = Edit(None, None).record


def test_the_kinds_of_win_are_those_of_the_house() -> None:
    assert [kind.value for kind in WinKind] == [
        "card",
        "forward",
        "note",
        "milestone",
        "goal",
        "clarity",
        "knowledge",
        "leverage",
    ]


def test_colours_are_distinct() -> None:
    assert len(set(COLORS)) == len(COLORS) == 8
