from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.arrivals import next_ones
from kanban.domain.board import Board
from kanban.domain.operations import cards, carrying, columns, goals
from kanban.domain.records import Card, Item, Move
from kanban.domain.splitting import Step
from kanban.domain.values import replace
from kanban.errors import RuleError

from .builder import Desk, all_records, local_moment, moderate, records

FRIDAY = date(2026, 11, 27)


def water(desk: Desk, rule: str = "every fri", **fields: object) -> int:
    """Add a card that repeats and return its number."""
    (card_id,) = desk.add("Water the plants", fields={"repeat": rule, **fields})
    return card_id


def test_a_finished_card_that_repeats_makes_the_next_one_in_the_same_change(desk: Desk) -> None:
    goal_id = desk.goal("Home")
    desk.add("Other")
    water(
        desk,
        due_on=FRIDAY,
        due_at=time(17),
        goal_id=goal_id,
        tags=("home",),
        notes="All *four* pots",
        checklist=(Item("Kitchen", True), Item("Hall")),
        blocked="no can",
        waits_for=(1,),
    )
    desk.move(2, to="Doing")
    desk.wait(days=1)
    change = desk.finish(2)
    assert change.words == 'Moved "Water the plants" to Done'
    assert next_ones(desk.board, change) == [desk.card(3)]
    assert desk.titles("To Do") == ["Other", "Water the plants"]
    assert desk.card(3) == Card(
        id=3,
        title="Water the plants",
        column_id=1,
        rank=desk.card(3).rank,
        created_at=desk.now.at,
        notes="All *four* pots",
        goal_id=goal_id,
        tags=("home",),
        due_on=date(2026, 12, 4),
        due_at=time(17),
        repeat="every fri",
        repeat_from=FRIDAY,
        checklist=(Item("Kitchen"), Item("Hall")),
        moves=(Move(1, desk.now.at),),
    )
    assert (desk.card(2).repeat, desk.card(2).repeat_from) == ("", None)
    assert desk.card(2).due_on == FRIDAY
    assert desk.wins_today() == ["Water the plants"]


def test_undo_takes_the_card_and_the_next_one_back_and_redo_brings_both(desk: Desk) -> None:
    water(desk)
    before = records(desk.board)["cards"]
    desk.finish(1)
    after = records(desk.board)["cards"]
    desk.undo()
    assert records(desk.board)["cards"] == before
    desk.redo()
    assert records(desk.board)["cards"] == after


def test_a_card_that_comes_back_and_goes_again_makes_no_second_one(desk: Desk) -> None:
    water(desk)
    desk.finish(1)
    desk.move(1, to="Doing")
    assert next_ones(desk.board, desk.finish(1)) == []
    assert desk.titles("To Do") == ["Water the plants"]
    assert desk.wins_today() == ["Water the plants"]


def test_a_card_added_in_done_makes_the_next_one(desk: Desk) -> None:
    (first, following) = desk.add("Water", to="Done", fields={"repeat": "every day"})
    assert desk.titles("Done") == ["Water"]
    assert desk.card(first).repeat == ""
    assert (desk.card(following).column_id, desk.card(following).due_on) == (1, date(2026, 11, 23))


def test_cards_finished_together_each_make_the_next_one_in_their_order(desk: Desk) -> None:
    water(desk)
    desk.add("Other")
    (third,) = desk.add("Sweep", fields={"repeat": "every day"})
    change = desk.finish(third, 1, 2)
    assert desk.titles("To Do") == ["Sweep", "Water the plants"]
    assert [card.title for card in next_ones(desk.board, change)] == ["Sweep", "Water the plants"]
    assert len({place for place, _ in desk.board.ranks_in(1)}) == 2
    assert len(desk.wins_today()) == 3


def test_the_next_one_begins_where_the_card_began(desk: Desk) -> None:
    desk.add("Water", to="Doing", fields={"repeat": "every day"})
    desk.finish(1)
    assert desk.titles("Doing") == ["Water"]


def test_the_next_one_begins_in_the_first_column_where_that_column_is_gone(desk: Desk) -> None:
    water(desk)
    card = desk.card(1)
    others = [record for record in all_records(desk.board) if record is not card]
    alone = Desk(Board([*others, replace(card, moves=(Move(9, desk.now.at),))]), desk.now)
    alone.finish(1)
    assert alone.titles("To Do") == ["Water the plants"]


def test_the_next_one_begins_in_no_column_that_is_hidden(desk: Desk) -> None:
    desk.add("Water", to="Doing", fields={"repeat": "every day"})
    desk.do(columns.hide, column_id=desk.column_id("Doing"))
    desk.finish(1)
    assert desk.titles("To Do") == ["Water"]


def test_a_column_that_is_removed_into_done_leaves_the_next_ones_in_another(desk: Desk) -> None:
    desk.add("Water", to="Doing", fields={"repeat": "every day"})
    change = desk.do(columns.remove, column_id=desk.column_id("Doing"), to_id=3)
    assert [card.title for card in next_ones(desk.board, change)] == ["Water"]
    assert (desk.titles("To Do"), desk.titles("Done")) == (["Water"], ["Water"])
    desk.undo()
    assert (desk.titles("Doing"), len(desk.board.table(Card))) == (["Water"], 1)


def test_where_the_first_column_is_done_the_next_one_begins_behind_it() -> None:
    desk = Desk.new(local_moment("2026-11-22 09:12"), ("Done", "Later"), done="Done")
    desk.add("Water", fields={"repeat": "every day"})
    assert (desk.titles("Done"), desk.titles("Later")) == (["Water"], ["Water"])


@pytest.mark.parametrize(
    ("due_on", "done_on", "following"),
    [
        ("2026-11-27", "2026-11-25", "2026-12-04"),
        ("2026-11-27", "2026-11-27", "2026-12-04"),
        ("2026-11-27", "2026-11-29", "2026-12-04"),
        ("2026-11-27", "2026-12-30", "2027-01-01"),
    ],
)
def test_the_next_day_is_the_first_behind_the_old_one_and_behind_today(
    desk: Desk, due_on: str, done_on: str, following: str
) -> None:
    water(desk, due_on=date.fromisoformat(due_on))
    desk.now = local_moment(f"{done_on} 12:00")
    desk.finish(1)
    assert desk.card(2).due_on == date.fromisoformat(following)


def test_a_month_keeps_its_day_through_a_short_one(desk: Desk) -> None:
    desk.now = local_moment("2026-01-30 12:00")
    water(desk, "every month", due_on=date(2026, 1, 31))
    found = []
    for card_id in (1, 2, 3):
        desk.finish(card_id)
        found.append(desk.card(card_id + 1).due_on)
    assert found == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_day_put_off_by_hand_moves_no_other_day_of_the_series(desk: Desk) -> None:
    water(desk, "every month", due_on=date(2026, 11, 30))
    desk.do(cards.amend, card_id=1, fields={"due_on": date(2026, 12, 2)})
    desk.finish(1)
    assert desk.card(2).due_on == date(2026, 12, 30)


def test_a_rule_set_together_with_a_day_begins_a_series_anew(desk: Desk) -> None:
    water(desk, "every month", due_on=date(2026, 11, 30))
    fields = {"due_on": date(2026, 12, 2), "repeat": "Every  Month"}
    desk.do(cards.amend, card_id=1, fields=fields)
    assert desk.card(1).repeat_from == date(2026, 12, 2)
    desk.finish(1)
    assert desk.card(2).due_on == date(2027, 1, 2)


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("every fri", FRIDAY),
        ("every sun", date(2026, 11, 22)),
        ("every month", date(2026, 11, 22)),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=1", date(2026, 12, 1)),
    ],
)
def test_a_card_without_a_day_that_begins_to_repeat_gets_the_first_one(
    desk: Desk, rule: str, first: date
) -> None:
    water(desk, rule)
    assert (desk.card(1).due_on, desk.card(1).repeat_from) == (first, first)


def test_a_card_that_repeats_may_lose_its_day_and_the_next_one_has_one(desk: Desk) -> None:
    water(desk, due_at=time(17))
    desk.do(cards.amend, card_id=1, fields={"due_on": None})
    card = desk.card(1)
    assert (card.due_on, card.due_at, card.repeat) == (None, None, "every fri")
    desk.do(cards.amend, card_id=1, fields={"title": "Water", "repeat": "every fri"})
    assert desk.card(1).due_on is None
    desk.finish(1)
    assert desk.card(2).due_on == FRIDAY
    desk.do(cards.amend, card_id=2, fields={"due_on": None, "repeat": "every fri"})
    assert (desk.card(2).due_on, desk.card(2).repeat_from) == (None, FRIDAY)


def test_a_card_that_no_longer_repeats_makes_nothing(desk: Desk) -> None:
    water(desk)
    desk.do(cards.amend, card_id=1, fields={"repeat": ""})
    assert desk.card(1).repeat_from is None
    desk.finish(1)
    assert len(desk.board.table(Card)) == 1


def test_a_series_with_a_count_ends_with_its_last_day(desk: Desk) -> None:
    water(desk, "RRULE:FREQ=DAILY;COUNT=3")
    for card_id in (1, 2, 3):
        desk.finish(card_id)
    assert [card.due_on for card in desk.board.table(Card).values()] == [
        date(2026, 11, 22),
        date(2026, 11, 23),
        date(2026, 11, 24),
    ]
    assert {card.repeat for card in desk.board.table(Card).values()} == {""}


def test_a_milestone_is_reached_though_a_card_of_it_repeats(desk: Desk) -> None:
    goal_id = desk.goal("Home")
    desk.do(goals.split_goal, goal_id=goal_id, steps=(Step("Water", "Green"),))
    desk.do(cards.amend, card_id=1, fields={"repeat": "every fri"})
    desk.finish(1)
    assert desk.wins_today().count("Green") == 1
    assert (desk.card(2).goal_id, desk.card(2).milestone) == (goal_id, None)


def test_what_a_card_was_split_from_stays_whole_when_a_part_repeats(desk: Desk) -> None:
    desk.add("Garden")
    desk.do(goals.split_card, card_id=1, steps=("Water",))
    part = max(desk.board.table(Card))
    desk.do(cards.amend, card_id=part, fields={"repeat": "every fri"})
    desk.finish(part)
    assert desk.board.parts_tally(1) == (1, 1)


def test_a_rule_that_cannot_be_read_stays_on_its_card(desk: Desk) -> None:
    water(desk)
    card = replace(desk.card(1), repeat="every blue moon")
    others = [record for record in all_records(desk.board) if not isinstance(record, Card)]
    alone = Desk(Board([*others, card]), desk.now)
    alone.finish(1)
    assert alone.card(1).repeat == "every blue moon"
    assert len(alone.board.table(Card)) == 1
    assert alone.wins_today() == ["Water the plants"]


def test_a_card_that_is_moved_within_done_makes_nothing(desk: Desk) -> None:
    desk.add("One", "Two", to="Done")
    card = replace(desk.card(2), repeat="every day")  # its column became the done column, say
    others = [record for record in all_records(desk.board) if record != desk.card(2)]
    alone = Desk(Board([*others, card]), desk.now)
    alone.move(2, to="Done", on_top=True)
    assert alone.titles("Done") == ["Two", "One"]
    assert len(alone.board.table(Card)) == 2


def test_a_rule_that_names_no_day_from_there_is_refused(desk: Desk) -> None:
    desk.add("One")
    with desk.refusal("names no day from 2026-11-23 on"):
        rule = "RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU"
        desk.do(cards.amend, card_id=1, fields={"due_on": date(2026, 11, 23), "repeat": rule})
    with desk.refusal("names no day from 2026-11-22 on"):
        rule = "RRULE:FREQ=DAILY;UNTIL=20261101"
        desk.do(cards.amend, card_id=1, fields={"repeat": rule})


def test_a_finished_card_does_not_begin_to_repeat(desk: Desk) -> None:
    desk.add("One", to="Done")
    with desk.refusal('"One" is finished'):
        desk.do(cards.amend, card_id=1, fields={"repeat": "every day"})


def test_a_change_that_finishes_nothing_made_no_next_ones(desk: Desk) -> None:
    change = desk.do(cards.add, titles=("Water",), fields={"repeat": "every day"})
    assert next_ones(desk.board, change) == []


acts = st.lists(
    st.tuples(
        st.sampled_from(["finish", "back", "undo", "redo", "wait", "archive", "begin", "off"]),
        st.integers(0, 5),
    ),
    max_size=30,
)


@moderate
@given(acts)
def test_in_any_order_of_acts_a_series_has_one_card_to_come_and_no_day_twice(
    acts: list[tuple[str, int]],
) -> None:
    desk = Desk.new(local_moment("2026-11-20 20:00"))
    water(desk, "every 2 days")
    for act, number in acts:
        do(desk, act, number)
        held = sorted(desk.board.table(Card).values(), key=lambda card: card.id)
        to_come = [card for card in held if card.repeat]
        assert len(to_come) == (1 if held else 0)
        assert to_come == held[-1:]
        dues = [card.due_on for card in held if card.due_on is not None]
        assert dues == sorted(set(dues))
        start = date(2026, 11, 20)
        assert all((due - start).days % 2 == 0 for due in dues)
        assert len(held) - 1 <= sum(act == "finish" for act, _ in acts)


def do(desk: Desk, act: str, number: int) -> None:
    held = sorted(desk.board.table(Card))
    card_id = held[number % len(held)] if held else 9
    try:
        if act == "finish":
            desk.finish(card_id)
        elif act in ("back", "begin"):
            desk.move(card_id, to="To Do" if act == "back" else "Doing")
        elif act == "undo":
            desk.undo()
        elif act == "redo":
            desk.redo()
        elif act == "wait":
            desk.wait(days=number)
        elif act == "archive":
            desk.archive(card_id)
        else:
            desk.do(columns.retitle, title=f"Board {number}")
    except RuleError:
        return


def test_days_of_a_series_are_counted_on_the_calendar_in_every_zone(zone: str) -> None:
    desk = Desk.new(local_moment("2026-03-06 12:00", zone))
    (card_id,) = desk.add("Water", fields={"repeat": "every day", "due_at": time(2, 30)})
    days = []
    for _ in range(30):
        change = desk.finish(card_id)
        (following,) = next_ones(desk.board, change)
        days.append(following.due_on)
        assert following.due_at == time(2, 30)
        card_id = following.id
        desk.wait(days=1)
    first = date(2026, 3, 7)
    assert days == [first + timedelta(days=number) for number in range(30)]


def test_cards_carried_along_together_and_the_next_one_get_places_of_their_own(desk: Desk) -> None:
    desk.add("Water", to="Doing", fields={"repeat": "every day"})
    desk.add("Sweep")
    desk.do(carrying.carry, card_ids=(1, 2), by=1)
    assert desk.titles("Doing") == ["Sweep", "Water"]
    assert len({rank for rank, _ in desk.board.ranks_in(2)}) == 2
