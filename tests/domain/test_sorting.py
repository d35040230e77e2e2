"""Sorting a column: one change, one undo, equal cards in their order."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, goals, sorting
from kanban.domain.records import Card, Move
from kanban.domain.values import replace

from .builder import Desk, later, local_moment, moderate

SUNDAY = local_moment("2026-11-22 09:12")


def sort(desk: Desk, by: str, column: str = "To Do") -> Change:
    return desk.do(sorting.sort, column_id=desk.column_id(column), by=by)


def amend(desk: Desk, card_id: int, **fields) -> None:
    card = desk.card(card_id)
    desk.commit(Change("By hand", (Edit(card, replace(card, **fields)),)))


def test_by_due_those_without_a_day_come_last_and_an_hour_before_any_hour(desk: Desk) -> None:
    desk.add("None", "Friday", "Monday", "Also none", "Monday at nine")
    amend(desk, 2, due_on=date(2026, 11, 27))
    amend(desk, 3, due_on=date(2026, 11, 23))
    amend(desk, 5, due_on=date(2026, 11, 23), due_at=time(9))
    assert sort(desk, "due").words == "Sorted To Do by due"
    assert desk.titles("To Do") == ["Monday at nine", "Monday", "Friday", "None", "Also none"]


def test_by_title_numbers_stand_in_the_order_of_their_size_and_case_means_nothing(desk) -> None:
    desk.add("step 10", "Step 2", "an apple", "Zebra", "²", "Step 02", "7", "1" * 300)
    sort(desk, "title")
    assert desk.titles("To Do") == [
        "7", "1" * 300, "an apple", "Step 2", "Step 02", "step 10", "Zebra", "²",
    ]  # fmt: skip


def test_by_age_the_one_longest_in_the_column_is_first(desk: Desk) -> None:
    desk.add("New here", "Long here")
    amend(desk, 1, created_at=SUNDAY.at.replace(year=2020))
    amend(desk, 2, moves=(Move(1, SUNDAY.at.replace(year=2025)),))
    sort(desk, "age")
    assert desk.titles("To Do") == ["Long here", "New here"]


def test_by_goal_in_the_order_of_the_goals_and_without_one_last(desk: Desk) -> None:
    first, second = desk.goal("First"), desk.goal("Second")
    desk.add("None")
    desk.add("Of second", fields={"goal_id": second})
    desk.add("Of first", fields={"goal_id": first})
    sort(desk, "goal")
    assert desk.titles("To Do") == ["Of first", "Of second", "None"]
    desk.do(goals.shift, goal_id=first, by=1)
    sort(desk, "goal")
    assert desk.titles("To Do") == ["Of second", "Of first", "None"]


def test_by_created_the_oldest_is_first(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    desk.do(cards.shift, card_id=3, by=-2)
    sort(desk, "created")
    assert desk.titles("To Do") == ["One", "Two", "Three"]


def test_what_cannot_be_sorted_is_refused(desk: Desk, monkeypatch) -> None:
    desk.add("a", "b")
    with desk.refusal("To Do is sorted by title already."):
        sort(desk, "title")
    with desk.refusal('not sorted by "colour"', "due, title, age, goal, created"):
        sort(desk, "colour")
    with desk.refusal("Done stands newest first."):
        sort(desk, "title", "Done")
    monkeypatch.setattr(sorting, "MOST_CARDS_SORTED", 1)
    with desk.refusal("To Do holds 2 cards, where 1 can be sorted. Move or archive some first."):
        sort(desk, "title")


def test_cards_of_old_on_one_rank_are_set_apart_by_sorting(desk: Desk) -> None:
    desk.add("b", "a")
    amend(desk, 2, rank=desk.card(1).rank)
    sort(desk, "title")
    assert desk.titles("To Do") == ["a", "b"]
    assert desk.card(1).rank != desk.card(2).rank


titles = some.lists(some.sampled_from(["b", "a", "Step 2", "Step 10", "\x1b[31m"]), max_size=12)


@moderate
@given(titles, some.sampled_from(sorted(sorting.ORDERS)), some.integers(0, 11))
def test_sorting_moves_no_other_card_keeps_distinct_ranks_and_one_undo_takes_it_back(
    names: list[str], by: str, carried: int
) -> None:
    desk = Desk.new(SUNDAY)
    if names:
        desk.add(*names)
    desk.add("Elsewhere", to="Doing")
    desk.now = later(desk.now, hours=1)
    if carried < len(names) - 1:
        desk.do(cards.shift, card_id=carried + 1, by=1)
    before = dict(desk.board.table(Card))
    order = desk.titles("To Do")
    try:
        change = sort(desk, by)
    except sorting.RuleError:
        assert dict(desk.board.table(Card)) == before
        return
    assert sorted(desk.titles("To Do")) == sorted(order)
    ranks = [rank for rank, _ in desk.board.ranks_in(1)]
    assert len(set(ranks)) == len(ranks)
    assert {edit.record.id for edit in change.edits} <= set(range(1, len(names) + 1))
    with pytest.raises(sorting.RuleError):
        sort(desk, by)
    desk.undo()
    assert dict(desk.board.table(Card)) == before
