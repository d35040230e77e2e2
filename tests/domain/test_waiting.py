import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.operations import cards
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.domain.waiting import MOST_WAITS, freed, is_held, open_waits, waiting_for
from kanban.errors import RuleError

from .builder import Desk, all_records, local_moment, moderate, rebuilt


def wait(desk: Desk, card_id: int, *others: int) -> None:
    desk.do(cards.amend, card_id=card_id, fields={"waits_for": others})


def titles(found: list[Card]) -> list[str]:
    return [card.title for card in found]


@pytest.fixture
def four(desk: Desk) -> Desk:
    """A board with four cards."""
    desk.add("One", "Two", "Three", "Four")
    return desk


def test_a_card_waits_for_those_that_are_open_in_the_order_given(four: Desk) -> None:
    wait(four, 1, 4, 2, 4, 3)
    assert four.card(1).waits_for == (4, 2, 3)
    assert titles(open_waits(four.board, four.card(1))) == ["Four", "Two", "Three"]
    four.finish(2)
    four.archive(4)
    assert titles(open_waits(four.board, four.card(1))) == ["Three"]
    four.move(2, to="Doing")
    assert titles(open_waits(four.board, four.card(1))) == ["Two", "Three"]


def test_a_card_that_is_gone_is_waited_for_no_longer(four: Desk) -> None:
    records = [record for record in all_records(four.board) if not isinstance(record, Card)]
    board = Board([*records, replace(four.card(1), waits_for=(9,))])
    assert open_waits(board, board.card(1)) == []
    assert not is_held(board, board.card(1))


def test_something_in_the_way_is_a_reason_or_an_open_card(four: Desk) -> None:
    assert not is_held(four.board, four.card(1))
    wait(four, 1, 2)
    assert is_held(four.board, four.card(1))
    four.finish(2)
    assert not is_held(four.board, four.card(1))
    four.do(cards.amend, card_id=1, fields={"blocked": "no key"})
    assert is_held(four.board, four.card(1))


def test_those_that_wait_for_a_card_are_found_from_it(four: Desk) -> None:
    wait(four, 3, 1)
    wait(four, 2, 1)
    wait(four, 4, 1)
    four.archive(4)
    assert titles(waiting_for(four.board, four.card(1))) == ["Two", "Three"]
    assert four.board.waiters.of(1) == [2, 3, 4]
    wait(four, 2)
    assert four.board.waiters.of(1) == [3, 4]
    four.undo()
    assert rebuilt(four.board).waiters.of(1) == four.board.waiters.of(1) == [2, 3, 4]


def test_the_last_card_that_is_finished_sets_those_free_that_waited_for_it(four: Desk) -> None:
    wait(four, 3, 1, 2)
    wait(four, 4, 1)
    first = four.finish(1)
    assert titles(freed(four.board, first)) == ["Four"]
    second = four.finish(2)
    assert titles(freed(four.board, second)) == ["Three"]
    assert freed(four.board, four.move(1, to="Doing")) == []


def test_cards_finished_together_set_a_card_free_once(four: Desk) -> None:
    wait(four, 3, 1, 2)
    assert titles(freed(four.board, four.finish(1, 2))) == ["Three"]


def test_a_card_put_away_sets_those_free_that_waited_for_it(four: Desk) -> None:
    wait(four, 3, 1)
    assert titles(freed(four.board, four.archive(1))) == ["Three"]


def test_a_finished_or_archived_card_is_not_said_to_be_free(four: Desk) -> None:
    wait(four, 2, 1)
    wait(four, 3, 1)
    wait(four, 4, 1)
    four.finish(2)
    four.archive(3)
    assert titles(freed(four.board, four.finish(1, 4))) == []


def test_a_card_that_something_else_blocks_is_not_said_to_be_free(four: Desk) -> None:
    wait(four, 2, 1)
    four.do(cards.amend, card_id=2, fields={"blocked": "no key"})
    assert freed(four.board, four.finish(1)) == []


def test_a_change_of_words_sets_nothing_free(four: Desk) -> None:
    wait(four, 2, 1)
    four.finish(1)
    change = four.do(cards.amend, card_id=1, fields={"title": "Uno"})
    assert freed(four.board, change) == []


def test_a_card_cannot_wait_for_itself_for_what_is_not_there_or_put_away(four: Desk) -> None:
    four.archive(4)
    with four.refusal('"One" cannot wait for itself'):
        wait(four, 1, 1)
    with four.refusal("no card 9"):
        wait(four, 1, 2, 9)
    with four.refusal('"Four" is in the archive'):
        wait(four, 1, 4)


def test_what_a_card_waited_for_before_it_was_put_away_may_stay(four: Desk) -> None:
    wait(four, 1, 4)
    four.archive(4)
    wait(four, 1, 4, 2)
    assert four.card(1).waits_for == (4, 2)


def test_a_circle_is_refused_by_the_names_of_both(four: Desk) -> None:
    wait(four, 1, 2)
    wait(four, 2, 3)
    with four.refusal('"One" waits for "Three" already', "circle"):
        wait(four, 3, 1)
    with four.refusal('"Two" waits for "Three" already'):
        four.do(cards.amend_many, card_ids=(3, 4), fields={"waits_for": (2,)})


def test_a_circle_that_a_file_holds_ends_no_question(four: Desk) -> None:
    circle = [replace(four.card(1), waits_for=(2,)), replace(four.card(2), waits_for=(1,))]
    others = [each for each in all_records(four.board) if each not in (four.card(1), four.card(2))]
    desk = Desk(Board([*others, *circle]), four.now)
    wait(desk, 3, 1)
    assert titles(open_waits(desk.board, desk.card(3))) == ["One"]
    assert titles(freed(desk.board, desk.finish(1))) == ["Two", "Three"]


def test_a_card_waits_for_so_many_at_most(desk: Desk) -> None:
    ids = desk.add(*map(str, range(MOST_WAITS + 2)))
    wait(desk, 1, *ids[1:-1])
    with desk.refusal("at most 100 others, not 101"):
        wait(desk, 1, *ids[1:])


def test_a_new_card_may_wait_for_others(four: Desk) -> None:
    (card_id,) = four.add("Five", fields={"waits_for": (1, 2)})
    assert four.card(card_id).waits_for == (1, 2)
    assert four.board.waiters.of(2) == [card_id]
    with four.refusal("no card 6"):
        four.add("Six", fields={"waits_for": (6,)})


@moderate
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(1, 6), min_size=1, max_size=3),
            st.lists(st.integers(1, 6), max_size=3),
        ),
        max_size=25,
    )
)
def test_no_order_of_acts_makes_a_circle_and_what_makes_none_is_let_in(
    acts: list[tuple[list[int], list[int]]],
) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:12"))
    desk.add(*"ABCDEF")
    for waiting, others in acts:
        links = {card.id: card.waits_for for card in desk.board.table(Card).values()}
        wanted = links | dict.fromkeys(waiting, tuple(dict.fromkeys(others)))
        is_refused = False
        try:
            desk.do(cards.amend_many, card_ids=tuple(waiting), fields={"waits_for": tuple(others)})
        except RuleError:
            is_refused = True
        assert is_refused == (has_circle(wanted) or wanted == links)
        assert not has_circle({key: desk.card(key).waits_for for key in links})


def has_circle(links: dict[int, tuple[int, ...]]) -> bool:
    left = dict(links)
    while free := [card_id for card_id, others in left.items() if not {*others} & {*left}]:
        for card_id in free:
            del left[card_id]
    return bool(left)
