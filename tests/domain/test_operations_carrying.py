"""Carrying many cards at once, held against a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.operations import carrying
from kanban.domain.records import Card

from .builder import Desk, brute_force, local_moment, moderate, observed

NUMBERS = tuple(str(number) for number in range(1, 8))
chosen = st.sets(st.sampled_from(NUMBERS), min_size=1)


def a_desk() -> Desk:
    desk = Desk.new(local_moment("2026-11-22 09:12"))
    desk.add(*NUMBERS)
    return desk


def ids(titles: set[str]) -> tuple[int, ...]:
    return tuple(int(title) for title in titles)


def carried(titles: list[str], which: set[str], by: int) -> list[str]:
    """Return a list after each of some, from the end they go to, passed one that stays."""
    order = list(titles)
    for title in titles if by < 0 else reversed(titles):
        here = order.index(title)
        there = here + by
        if title in which and 0 <= there < len(order) and order[there] not in which:
            order.insert(there, order.pop(here))
    return order


@moderate
@given(st.lists(st.tuples(chosen, st.sampled_from([-1, 1])), max_size=12))
def test_shifting_many_equals_carrying_each_past_one_that_stays(
    acts: list[tuple[set[str], int]],
) -> None:
    desk, titles = a_desk(), list(NUMBERS)
    for which, by in acts:
        expected = carried(titles, which, by)
        if expected == titles:
            with desk.refusal("at the end"):
                desk.do(carrying.shift, card_ids=ids(which), by=by)
            continue
        change = desk.do(carrying.shift, card_ids=ids(which), by=by)
        assert {edit.record.id for edit in change.edits} <= set(ids(which))
        assert desk.titles("To Do") == expected
        desk.undo()
        assert desk.titles("To Do") == titles
        desk.redo()
        titles = expected
    assert observed(desk.board) == brute_force(desk.board)


def test_what_is_shifted_keeps_its_order_and_closes_up_at_the_end() -> None:
    desk = a_desk()
    assert desk.do(carrying.shift, card_ids=(7, 3), by=-1).words == "Moved 2 cards"
    assert desk.titles("To Do") == ["1", "3", "2", "4", "5", "7", "6"]
    desk.do(carrying.shift, card_ids=(1, 2), by=-1)
    assert desk.titles("To Do") == ["1", "2", "3", "4", "5", "7", "6"]


def test_cards_on_one_rank_are_passed_together() -> None:
    here = a_desk()
    shell = here.beside("shell")
    here.archive(7)
    shell.add("8")
    here.undo()
    assert here.card(7).rank == here.card(8).rank
    here.add("9", "10")
    here.do(carrying.shift, card_ids=(9, 10), by=-1)
    assert here.titles("To Do") == ["1", "2", "3", "4", "5", "6", "9", "10", "7", "8"]


def test_cards_of_several_columns_are_shifted_each_in_its_own_as_one_change() -> None:
    desk = a_desk()
    desk.move(5, 6, 7, to="Doing")
    desk.archive(3)
    change = desk.do(carrying.shift, card_ids=(2, 3, 6, 7), by=-1)
    assert change.words == "Moved 3 cards"
    assert desk.titles("To Do") == ["2", "1", "4"]
    assert desk.titles("Doing") == ["6", "7", "5"]


def test_carrying_takes_each_card_to_the_column_beside_its_own() -> None:
    desk = a_desk()
    desk.move(5, 6, 7, to="Doing")
    before = observed(desk.board)["cards_in"]
    change = desk.do(carrying.carry, card_ids=(1, 2, 6), by=1)
    assert change.words == "Moved 3 cards"
    assert desk.titles("Doing") == ["5", "7", "1", "2"]
    assert desk.titles("Done") == ["6"]
    assert desk.wins_today() == ["6"]
    assert len({(edit.table, edit.record.id) for edit in change.edits}) == len(change.edits)
    desk.undo()
    assert observed(desk.board)["cards_in"] == before
    assert desk.wins_today() == []


def test_what_has_no_column_further_on_stays() -> None:
    desk = a_desk()
    desk.finish(4)
    change = desk.do(carrying.carry, card_ids=(3, 4), by=1)
    assert change.words == 'Moved "3" to Doing'
    assert [edit.record.id for edit in change.of(Card)] == [3]
    with desk.refusal("no column further on"):
        desk.do(carrying.carry, card_ids=(4,), by=1)
    with desk.refusal("no column further on"):
        desk.do(carrying.carry, card_ids=(1, 2), by=-1)
