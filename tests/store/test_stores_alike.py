"""What a keeper promises holds for a board in memory and for one on disk."""

import pytest

from kanban.boards import board_in_memory
from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, columns
from kanban.domain.records import Card
from kanban.errors import RuleError
from kanban.keeper import Keeper
from tests.domain.builder import observed

from .builder import START, TickingClock, a_day_of_work, add, new_keeper, win_texts


@pytest.fixture(params=["memory", "file"])
def keeper(request, folder) -> Keeper:
    """A keeper of a new board."""
    if request.param == "file":
        return new_keeper(folder)
    acts = [lambda board: columns.set_up(board, START, title="Launch")]
    return board_in_memory(TickingClock(), acts)


class TestAnyStore:
    def test_an_act_is_on_the_board_when_it_returns(self, keeper):
        change = keeper.do(cards.add, titles=("One", "Two"))
        assert [edit.record for edit in change.of(Card)] == keeper.board.cards_in(1)
        assert keeper.board.seq == 1

    def test_what_a_rule_refuses_leaves_the_board_as_it_was(self, keeper):
        add(keeper, "One")
        before = observed(keeper.board)
        with pytest.raises(RuleError):
            keeper.do(cards.finish, card_ids=(99,))
        assert observed(keeper.board) == before

    def test_undo_and_redo_go_back_and_forth(self, keeper):
        (card_id,) = add(keeper, "One")
        keeper.do(cards.finish, card_ids=(card_id,))
        assert win_texts(keeper.board) == ["One"]
        keeper.undo()
        assert win_texts(keeper.board) == []
        keeper.redo()
        assert win_texts(keeper.board) == ["One"]
        assert keeper.board.seq == 4

    def test_nothing_to_undo_or_redo_is_said(self, keeper):
        with pytest.raises(RuleError, match="nothing to undo"):
            keeper.undo()
        with pytest.raises(RuleError, match="nothing to redo"):
            keeper.redo()

    def test_a_new_act_ends_what_could_be_redone(self, keeper):
        add(keeper, "One")
        keeper.undo()
        add(keeper, "Two")
        with pytest.raises(RuleError, match="nothing to redo"):
            keeper.redo()

    def test_numbers_are_never_handed_out_twice(self, keeper):
        (first,) = add(keeper, "One")
        keeper.undo()
        (second,) = add(keeper, "Two")
        assert second > first

    def test_a_change_decided_on_another_board_is_never_committed(self, keeper):
        (card_id,) = add(keeper, "One")
        stale = Edit(None, keeper.board.card(card_id))
        with pytest.raises(ValueError, match="could not adopt"):
            keeper.do(lambda _board, _now: Change("Stale", (stale,)))
        assert keeper.board.seq == 1

    def test_a_change_that_touches_a_record_twice_is_never_committed(self, keeper):
        (card_id,) = add(keeper, "One")
        edit = Edit(keeper.board.card(card_id), None)
        with pytest.raises(ValueError, match="could not adopt"):
            keeper.do(lambda _board, _now: Change("Twice", (edit, edit)))
        add(keeper, "Goes on")

    def test_folding_following_and_closing_change_nothing(self, keeper):
        a_day_of_work(keeper)
        before = observed(keeper.board)
        keeper.fold()
        assert not keeper.follow()
        assert observed(keeper.board) == before
        assert keeper.warnings == ()
        assert keeper.waits_for() == ""
        keeper.close()
