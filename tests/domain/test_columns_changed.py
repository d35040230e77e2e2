"""What is done to a column after a board is set up, one act at a time."""

import pytest

from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, columns
from kanban.domain.records import Card, Column, Win
from kanban.domain.text import clean
from kanban.domain.values import replace

from .builder import Desk, local_moment


@pytest.fixture
def desk(now) -> Desk:
    return Desk.new(now, names=("To Do", "Doing", "Review", "Done"))


def names(desk: Desk) -> list[str]:
    return [column.name for column in desk.board.columns()]


def column(desk: Desk, name: str) -> Column:
    return desk.board.column(desk.column_id(name))


def act(desk: Desk, operation, of: str, **arguments) -> Change:
    return desk.do(operation, column_id=desk.column_id(of), **arguments)


# -- adding, naming, order ---------------------------------------------------------------------


def test_a_new_column_comes_right_before_done_or_at_the_place_named(desk: Desk) -> None:
    change = desk.do(columns.add, name=" Testing ")
    assert change.words == 'Added the column "Testing"'
    assert names(desk) == ["To Do", "Doing", "Review", "Testing", "Done"]
    desk.do(columns.add, name="Ideas", place=1, wip_limit=3)
    desk.do(columns.add, name="Shelf", place=7)
    assert names(desk) == ["Ideas", "To Do", "Doing", "Review", "Testing", "Done", "Shelf"]
    assert column(desk, "Ideas").wip_limit == 3
    for _ in range(3):
        desk.undo()
    assert names(desk) == ["To Do", "Doing", "Review", "Done"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": " "}, "A column name needs"),
        ({"name": "a" * 501}, "This column name is too long"),
        ({"name": "doing"}, 'There is a column "Doing" already. Take another name.'),
        ({"name": "New", "place": 0}, "There is no place 0 among 5 columns."),
        ({"name": "New", "place": 6}, "There is no place 6 among 5 columns."),
        ({"name": "New", "wip_limit": 0}, "A limit is 1 to 999 cards, not 0."),
        ({"name": "New", "wip_limit": 1000}, "A limit is 1 to 999 cards, not 1000."),
    ],
)
def test_a_column_that_cannot_be_is_refused(desk: Desk, arguments: dict, words: str) -> None:
    with desk.refusal(words):
        desk.do(columns.add, **arguments)


def test_the_fifty_first_column_is_refused(now) -> None:
    desk = Desk.new(now, names=tuple(f"Stage {n}" for n in range(columns.MOST_COLUMNS)))
    with desk.refusal("This board has 50 columns, where 50 are the most. Remove one first."):
        desk.do(columns.add, name="New")


def test_a_column_gets_another_name_that_no_other_one_has(desk: Desk) -> None:
    change = act(desk, columns.rename, "review", name=" REVIEW ")
    assert change.words == 'Renamed the column "Review" to "REVIEW"'
    assert names(desk) == ["To Do", "Doing", "REVIEW", "Done"]
    with desk.refusal('There is a column "Doing" already.'):
        act(desk, columns.rename, "REVIEW", name="doing")
    with desk.refusal('The column is called "REVIEW" already.'):
        act(desk, columns.rename, "REVIEW", name="REVIEW")
    with desk.refusal("There is no column 99 on this board."):
        desk.do(columns.rename, column_id=99, name="New")


def test_every_hostile_name_comes_through_the_one_door(desk: Desk, hostile: str) -> None:
    act(desk, columns.rename, "Review", name=hostile)
    assert desk.board.columns()[2].name == clean(hostile)
    with desk.refusal("There is a column"):
        desk.do(columns.add, name=hostile)


@pytest.mark.parametrize(
    ("name", "place", "found"),
    [
        ("To Do", 4, ["Doing", "Review", "Done", "To Do"]),
        ("Done", 1, ["Done", "To Do", "Doing", "Review"]),
        ("Review", 2, ["To Do", "Review", "Doing", "Done"]),
        ("Doing", 3, ["To Do", "Review", "Doing", "Done"]),
    ],
)
def test_a_column_is_brought_to_a_place_by_one_edit(desk, name, place, found) -> None:
    change = act(desk, columns.move, name, place=place)
    assert change.words == f'Moved the column "{name}"'
    assert len(change.edits) == 1
    assert names(desk) == found


def test_a_column_is_not_moved_to_where_it_is_or_beyond_the_ends(desk: Desk) -> None:
    with desk.refusal("Doing is at place 2 already."):
        act(desk, columns.move, "Doing", place=2)
    for place in (0, 5, -3):
        with desk.refusal(f"There is no place {place} among 4 columns."):
            act(desk, columns.move, "Doing", place=place)


def test_columns_of_old_that_share_a_rank_are_put_in_order(desk: Desk) -> None:
    same = tuple(
        Edit(each, replace(each, rank="80000000"))
        for each in desk.board.columns()
        if each.rank != "80000000"
    )
    desk.commit(Change("From elsewhere", same))
    act(desk, columns.move, "To Do", place=3)
    assert names(desk) == ["Doing", "Review", "To Do", "Done"]
    assert len({each.rank for each in desk.board.columns()}) == 4
    desk.undo()
    desk.do(columns.add, name="New", place=2)
    assert names(desk) == ["To Do", "New", "Doing", "Review", "Done"]


# -- what a column shows -----------------------------------------------------------------------


def test_a_limit_is_set_changed_and_taken_away(desk: Desk) -> None:
    assert act(desk, columns.limit, "Doing", wip_limit=3).words == "Changed the limit of Doing"
    with desk.refusal("Doing has the limit 3 already."):
        act(desk, columns.limit, "Doing", wip_limit=3)
    for wip_limit in (0, -1, 1000):
        with desk.refusal(f"A limit is 1 to 999 cards, not {wip_limit}. Leave it out for none."):
            act(desk, columns.limit, "Doing", wip_limit=wip_limit)
    assert act(desk, columns.limit, "Doing", wip_limit=None).words == "Took the limit off Doing"
    with desk.refusal("Doing has no limit as it is."):
        act(desk, columns.limit, "Doing", wip_limit=None)


def test_a_hidden_column_keeps_its_cards_and_its_place(desk: Desk) -> None:
    desk.add("One", to="Review")
    change = act(desk, columns.hide, "Review")
    assert change.words == 'Hid the column "Review"'
    assert [each.name for each in desk.board.shown_columns()] == ["To Do", "Doing", "Done"]
    assert names(desk) == ["To Do", "Doing", "Review", "Done"]
    assert desk.titles("Review") == ["One"]
    with desk.refusal("Review is hidden."):
        act(desk, columns.hide, "Review")
    act(desk, columns.show, "Review")
    assert desk.board.shown_columns() == desk.board.columns()
    with desk.refusal("Review is shown."):
        act(desk, columns.show, "Review")


def test_done_and_one_column_beside_it_are_always_shown(desk: Desk) -> None:
    with desk.refusal("Done is the done column, which is always shown."):
        act(desk, columns.hide, "Done")
    act(desk, columns.hide, "To Do")
    act(desk, columns.hide, "Review")
    with desk.refusal("Doing is the last column shown beside Done. Show or add another one first."):
        act(desk, columns.hide, "Doing")
    with desk.refusal("Doing is the last column shown beside Done."):
        act(desk, columns.remove, "Doing")


def test_new_cards_go_to_the_first_column_that_is_shown(desk: Desk) -> None:
    act(desk, columns.hide, "To Do")
    desk.add("One")
    assert desk.titles("Doing") == ["One"]


def test_a_file_that_hides_the_done_column_shows_it_all_the_same(desk: Desk) -> None:
    done = desk.board.done_column
    desk.commit(Change("By hand", (Edit(done, replace(done, is_hidden=True)),)))
    assert desk.board.done_column in desk.board.shown_columns()


def test_a_column_is_narrowed_and_widened(desk: Desk) -> None:
    assert act(desk, columns.narrow, "Doing").words == 'Narrowed the column "Doing"'
    assert column(desk, "Doing").is_narrow
    with desk.refusal("Doing is narrow already."):
        act(desk, columns.narrow, "Doing")
    assert act(desk, columns.widen, "Doing").words == 'Widened the column "Doing"'
    with desk.refusal("Doing is at its full width already."):
        act(desk, columns.widen, "Doing")


# -- which one is done -------------------------------------------------------------------------


def test_another_done_column_makes_no_win_and_withdraws_none(desk: Desk) -> None:
    won, waiting = desk.add("Won", "Waiting")
    desk.finish(won)
    desk.move(waiting, to="Review")
    before = dict(desk.board.table(Win))
    change = act(desk, columns.make_done, "Review")
    assert change.words == "Made Review the done column"
    assert desk.board.table(Win) == before
    assert desk.board.done_column.name == "Review"
    assert [each.name for each in desk.board.columns() if each.is_done] == ["Review"]
    assert desk.board.tally(None) == (1, 2)
    with desk.refusal("Review is the done column already."):
        act(desk, columns.make_done, "Review")


def test_a_card_that_was_won_today_counts_once_in_the_new_done_column_too(desk: Desk) -> None:
    (won,) = desk.add("Won")
    desk.finish(won)
    act(desk, columns.make_done, "Review")
    desk.finish(won)
    assert desk.wins_today() == ["Won"]


def test_a_hidden_column_is_shown_once_it_is_the_done_column(desk: Desk) -> None:
    act(desk, columns.hide, "Review")
    act(desk, columns.make_done, "Review")
    assert not column(desk, "Review").is_hidden


# -- removing ----------------------------------------------------------------------------------


def test_an_empty_column_is_removed_and_comes_back_by_one_undo(desk: Desk) -> None:
    before = desk.board.columns()
    assert act(desk, columns.remove, "Review").words == 'Removed the column "Review"'
    assert names(desk) == ["To Do", "Doing", "Done"]
    desk.undo()
    assert desk.board.columns() == before


def test_the_cards_of_a_removed_column_go_to_another_one_in_the_same_change(desk: Desk) -> None:
    desk.add("One", to="Doing")
    desk.add("Two", "Three", to="Review")
    target = desk.column_id("Doing")
    change = act(desk, columns.remove, "Review", to_id=target)
    assert change.words == 'Removed the column "Review", its 2 cards to Doing'
    assert desk.titles("Doing") == ["One", "Two", "Three"]
    assert desk.card(2).moves[-1].column_id == target
    desk.undo()
    assert desk.titles("Doing") == ["One"]
    assert desk.titles("Review") == ["Two", "Three"]


def test_cards_that_come_to_done_by_this_are_wins(desk: Desk) -> None:
    desk.finish(*desk.add("Before"))
    desk.add("One", to="Review")
    change = act(desk, columns.remove, "Review", to_id=desk.board.done_column.id)
    assert change.words == 'Removed the column "Review", its card to Done'
    assert desk.titles("Done") == ["One", "Before"]
    assert desk.wins_today() == ["Before", "One"]


def test_archived_cards_of_a_removed_column_stay_archived_and_are_not_done(desk: Desk) -> None:
    (card_id,) = desk.add("Old", to="Review")
    desk.archive(card_id)
    act(desk, columns.remove, "Review")
    assert desk.card(card_id).archived_at is not None
    assert desk.card(card_id).column_id == desk.column_id("To Do")
    desk.undo()
    assert desk.card(card_id).column_id == desk.column_id("Review")
    act(desk, columns.remove, "Review", to_id=desk.board.done_column.id)
    assert desk.card(card_id).column_id == desk.column_id("To Do")
    assert desk.wins_today() == []


@pytest.mark.parametrize(
    ("name", "to", "words"),
    [
        ("Done", "To Do", "Done is the done column, which a board cannot be without."),
        ("To Do", "To Do", "The cards of To Do cannot stay there. Name another column."),
        ("To Do", None, "To Do holds 1 card. Name the column they go to."),
    ],
)
def test_a_column_that_must_stay_is_not_removed(desk: Desk, name, to, words) -> None:
    desk.add("One")
    with desk.refusal(words):
        act(desk, columns.remove, name, to_id=to and desk.column_id(to))


def test_more_cards_than_can_be_moved_at_once_are_refused(desk: Desk, monkeypatch) -> None:
    desk.add("One", "Two", to="Review")
    desk.archive(1)
    monkeypatch.setattr(columns, "MOST_CARDS_MOVED", 1)
    with desk.refusal("Review holds 2 cards, archived ones counted, where 1 can be moved at once."):
        act(desk, columns.remove, "Review", to_id=1)


def test_a_card_carried_through_a_removed_column_keeps_its_way(desk: Desk) -> None:
    (card_id,) = desk.add("One")
    desk.move(card_id, to="Review")
    desk.move(card_id, to="Doing")
    act(desk, columns.remove, "Review")
    assert [move.column_id for move in desk.card(card_id).moves] == [1, 3, 2]
    later = Desk(desk.board, local_moment("2026-11-23 09:00"))
    later.do(cards.finish, card_ids=(card_id,))
    assert len(later.board.table(Card)) == 1
