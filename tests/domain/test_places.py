"""What undo and redo bring back has a rank of its own, whatever others did meanwhile."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.change import Change, inverse
from kanban.domain.operations import cards, goals
from kanban.domain.operations.mending import find_faults
from kanban.domain.places import apart
from kanban.errors import RuleError

from .builder import Desk, local_moment, moderate


def titles(desk: Desk, column: str = "To Do") -> list[str]:
    return [card.title for card in desk.board.cards_in(desk.column_id(column))]


def back(desk: Desk, change: Change) -> Change:
    """Take a change back that need not be the newest."""
    return desk.commit(apart(desk.board, inverse(change, desk.now.at)))


def have_places_of_their_own(desk: Desk) -> bool:
    return not find_faults(desk.board, desk.now.at)


def test_a_card_whose_place_was_taken_comes_back_right_behind_who_has_it(desk: Desk) -> None:
    desk.add("One", "Two")
    left = desk.finish(2)
    desk.add("Three", "Four")
    back(desk, left)
    assert titles(desk) == ["One", "Three", "Two", "Four"]
    assert have_places_of_their_own(desk)


def test_many_that_come_back_keep_their_order(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    left = desk.finish(1, 2, 3)
    desk.add("Four", "Five")
    back(desk, left)
    assert [title for title in titles(desk) if title in ("One", "Two", "Three")] == [
        "One",
        "Two",
        "Three",
    ]
    assert have_places_of_their_own(desk)


def test_a_card_out_of_the_archive_and_a_goal_done_again_have_places_of_their_own(
    desk: Desk,
) -> None:
    desk.add("One")
    put_away = desk.do(cards.archive, card_ids=(1,))
    desk.add("Two")
    back(desk, put_away)
    assert titles(desk) == ["Two", "One"]
    added = desk.do(goals.add, title="Roof")
    taken_back = back(desk, added)
    desk.do(goals.add, title="Cellar")
    back(desk, taken_back)
    assert [goal.title for goal in desk.board.goals()] == ["Cellar", "Roof"]
    assert have_places_of_their_own(desk)


def test_what_finds_its_place_free_or_stays_in_it_is_put_back_as_it_was(desk: Desk) -> None:
    desk.add("One", "Two")
    left = desk.finish(2)
    renamed = desk.do(cards.amend, card_id=1, fields={"title": "Uno"})
    for change in (left, renamed):
        undone = inverse(change, desk.now.at)
        assert apart(desk.board, undone) == undone


ACTS = {
    "add": lambda desk, _id: desk.do(cards.add, titles=("New",)),
    "add on top": lambda desk, _id: desk.do(cards.add, titles=("New", "Newer"), on_top=True),
    "archive": lambda desk, card_id: desk.do(cards.archive, card_ids=(card_id,)),
    "up": lambda desk, card_id: desk.do(cards.shift, card_id=card_id, by=-1),
    "down": lambda desk, card_id: desk.do(cards.shift, card_id=card_id, by=1),
    "away": lambda desk, card_id: desk.do(cards.move, card_ids=(card_id, 1), column_id=2),
    "home": lambda desk, card_id: desk.do(cards.move, card_ids=(card_id,), column_id=1),
}


@moderate
@given(st.lists(st.tuples(st.sampled_from(["back", *ACTS]), st.integers(1, 8)), max_size=40))
def test_no_undo_beside_others_leaves_two_on_one_rank(acts: list[tuple[str, int]]) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:00"))
    done = [desk.do(cards.add, titles=("A", "B", "C", "D"))]
    for act, number in acts:
        if act != "back":
            with suppress(RuleError):
                done.append(ACTS[act](desk, number))
        elif number <= len(done) and not desk.board.conflict(inverse(done[-number], desk.now.at)):
            done[-number] = back(desk, done[-number])
        assert have_places_of_their_own(desk)
