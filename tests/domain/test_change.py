from datetime import timedelta

from kanban.domain.change import Change, Edit, inverse
from kanban.domain.operations import cards
from kanban.domain.records import Card, Goal, Win
from kanban.domain.values import replace

from .builder import Desk, observed, records


def test_a_change_lists_its_edits_by_kind(desk: Desk) -> None:
    desk.add("One", "Two")
    change = desk.finish(1, 2)
    assert [edit.record.id for edit in change.of(Card)] == [1, 2]
    assert [edit.record.text for edit in change.of(Win)] == ["One", "Two"]
    assert change.of(Goal) == ()
    assert change.edits == change.of(Card) + change.of(Win)


def test_the_inverse_turns_each_edit_around_from_the_last_to_the_first(desk: Desk) -> None:
    one, two = (desk.card(card_id) for card_id in desk.add("One", "Two"))
    other = replace(one, title="Other")
    change = Change("Renamed and added", (Edit(one, other), Edit(None, two)))
    assert inverse(change, desk.now.at) == Change(
        "Renamed and added", (Edit(two, None), Edit(other, one))
    )


def test_the_inverse_removes_what_was_created_but_withdraws_a_win(desk: Desk) -> None:
    desk.add("Test login", to="Done")
    earned = desk.board.table(Win)[1]
    desk.wait(hours=1)
    desk.undo()
    assert desk.board.get(Card, 1) is None
    assert desk.board.table(Win)[1] == replace(earned, withdrawn_at=desk.now.at)


def test_the_inverse_of_a_withdrawal_reinstates_the_win_as_it_was(desk: Desk) -> None:
    card_id = desk.add("Test login")[0]
    desk.finish(card_id)
    earned = desk.wins_of(card_id)
    desk.wait(hours=1)
    desk.move(card_id, to="Doing")
    desk.wait(hours=1)
    desk.undo()
    assert desk.wins_of(card_id) == earned


def test_the_inverse_of_a_reinstatement_brings_back_the_first_withdrawal(desk: Desk) -> None:
    card_id = desk.add("Test login")[0]
    desk.finish(card_id)
    desk.wait(hours=1)
    desk.move(card_id, to="Doing")
    withdrawn = desk.wins_of(card_id)
    desk.wait(hours=1)
    desk.finish(card_id)
    desk.wait(hours=1)
    desk.undo()
    assert desk.wins_of(card_id) == withdrawn


def test_the_inverse_of_the_inverse_restores_the_records(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One", "Two")
    changes = [
        lambda: desk.add("Three", "Four", to="Done", fields={"goal_id": goal_id}),
        lambda: desk.finish(1, 2),
        lambda: desk.move(1, to="Doing"),
        lambda: desk.archive(2),
        lambda: desk.win("Sent that email"),
        lambda: desk.write(three=("Launched",)),
        lambda: desk.do(cards.amend, card_id=1, fields={"title": "Uno", "tags": ("a",)}),
    ]
    for act in changes:
        act()
        after = records(desk.board)
        change = desk.board.history.done[-1].change
        back = inverse(change, desk.now.at + timedelta(hours=1))
        forth = inverse(back, desk.now.at + timedelta(hours=2))
        desk.board.apply(back)
        assert records(desk.board) != after
        desk.board.apply(forth)
        assert records(desk.board) == after


def test_an_inverse_keeps_the_words(desk: Desk) -> None:
    desk.add("Test login")
    change = desk.finish(1)
    assert inverse(change, desk.now.at).words == change.words == 'Moved "Test login" to Done'


def test_taking_an_inverse_touches_no_board(desk: Desk) -> None:
    desk.add("Test login")
    change = desk.finish(1)
    before = observed(desk.board)
    inverse(change, desk.now.at)
    assert observed(desk.board) == before
