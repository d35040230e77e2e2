from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board, ConflictError
from kanban.domain.change import Change, Edit, inverse
from kanban.domain.history import Commit, CommitKind
from kanban.domain.naming import column_named, goal_named
from kanban.domain.operations import cards, days
from kanban.domain.records import TABLES, Card, Column, Day, Goal, Win
from kanban.domain.values import replace
from kanban.errors import RuleError

from .builder import Desk, all_records, brute_force, few, local_moment, observed, rebuilt


def a_used_board() -> Desk:
    desk = Desk.new(local_moment("2026-11-20 09:00"))
    launch = desk.goal("Launch", "Write the page", "Test login", "Pick testers")
    desk.goal("Learn to swim", "Buy goggles")
    desk.add("Pay invoice", "Call the bank", to="Doing")
    desk.finish(1, 2)
    desk.wait(days=1)
    desk.move(2, to="Doing")
    desk.finish(4)
    desk.archive(1, 5)
    desk.win("Sent that email", launch)
    desk.write(three=("Launched",), first_step="Call Ana")
    desk.wait(days=1)
    desk.finish(3)
    desk.move(3, to="To Do")
    return desk


# -- looking up ----------------------------------------------------------------------------------


def test_an_empty_board_answers_without_columns() -> None:
    board = Board()
    assert board.columns() == board.goals() == board.days_with_wins() == []
    assert (board.title, board.about, board.seq) == ("", None, 0)
    assert board.tally(None) == (0, 0)
    assert board.day(date(2026, 11, 22)) is None
    assert board.next_ids() == dict.fromkeys(TABLES, 1)


def test_an_empty_board_refuses_in_words() -> None:
    board = Board()
    with pytest.raises(RuleError, match="no done column"):
        _ = board.done_column
    with pytest.raises(RuleError, match="no columns"):
        _ = board.first_column
    with pytest.raises(RuleError, match="no columns yet"):
        board.column(1)
    with pytest.raises(RuleError, match="no goals yet"):
        goal_named(board, "Launch")


def test_a_missing_record_is_refused_by_its_number(desk: Desk) -> None:
    desk.goal("Launch")
    with desk.refusal("no card 12"):
        desk.board.card(12)
    with desk.refusal("no column 12", "To Do, Doing, Done"):
        desk.board.column(12)
    with desk.refusal("no goal 12", '"Launch"'):
        desk.board.goal(12)
    assert desk.board.get(Card, 12) is None


def test_a_card_in_the_archive_is_still_found(desk: Desk) -> None:
    desk.add("Test login")
    desk.archive(1)
    assert desk.board.card(1).title == "Test login"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Doing", "Doing"),
        ("doing", "Doing"),
        (" DONE ", "Done"),
        ("1", "To Do"),
        ("3", "Done"),
        (" 2 ", "Doing"),
    ],
)
def test_a_column_is_found_by_name_or_place(desk: Desk, name: str, found: str) -> None:
    assert column_named(desk.board, name).name == found


@pytest.mark.parametrize("name", ["", "0", "4", "-1", "Do", "\u00b2", "9" * 5_000])
def test_an_unknown_column_is_refused_with_the_ones_there_are(desk: Desk, name: str) -> None:
    with desk.refusal(f'"{name}"', "To Do, Doing, Done"):
        column_named(desk.board, name)


def test_a_column_called_by_a_number_wins_over_the_place() -> None:
    desk = Desk.new(local_moment("2026-11-22 09:00"), names=("3", "Doing", "Done"))
    assert column_named(desk.board, "3").id == 1


def test_columns_are_found_at_both_ends(desk: Desk) -> None:
    assert desk.board.first_column.name == "To Do"
    assert desk.board.done_column.name == "Done"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("launch", "Launch"),
        ("LAUNCH THE", "Launch the app"),
        ("2", "Launch the app"),
        (" le ", "Learn"),
    ],
)
def test_a_goal_is_found_by_title_beginning_or_number(desk: Desk, name: str, found: str) -> None:
    for title in ("Launch", "Launch the app", "Learn"):
        desk.goal(title)
    assert goal_named(desk.board, name).title == found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("l", "More than one goal starts"),
        ("x", "No goal starts"),
        ("", "No goal starts"),
        ("4", "No goal"),
    ],
)
def test_a_goal_that_is_not_clear_is_refused_with_the_ones_there_are(
    desk: Desk, name: str, words: str
) -> None:
    for title in ("Launch", "Launch the app", "Learn"):
        desk.goal(title)
    with desk.refusal(words, f'"{name}"', '"Launch", "Launch the app", "Learn"'):
        goal_named(desk.board, name)


def test_the_title_is_that_of_the_boards_own_record(board: Board) -> None:
    assert board.title == "Launch the product"


# -- indexes -------------------------------------------------------------------------------------


def test_the_indexes_of_a_used_board_equal_brute_force() -> None:
    desk = a_used_board()
    assert observed(desk.board) == brute_force(desk.board)


@few
@given(st.randoms(use_true_random=False))
def test_a_board_is_the_same_in_whatever_order_its_records_are_read(random) -> None:
    board = a_used_board().board
    order = all_records(board)
    random.shuffle(order)
    assert observed(rebuilt(board, order)) == observed(board)


def test_a_board_read_without_its_numbers_hands_out_none_that_is_there() -> None:
    board = a_used_board().board
    fresh = Board(all_records(board))
    for table, kind in TABLES.items():
        assert fresh.next_ids()[table] == max(board.table(kind), default=0) + 1


def test_numbers_are_never_used_twice(desk: Desk) -> None:
    assert desk.add("One", "Two") == [1, 2]
    desk.undo()
    assert desk.board.table(Card) == {}
    assert desk.add("Three") == [3]
    assert rebuilt(desk.board).next_id(Card) == 4


def test_a_card_archived_after_it_was_done_still_counts_for_its_goal(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One", "Two", "Three")
    desk.finish(1)
    assert desk.board.tally(goal_id) == (1, 3)
    desk.archive(1)
    assert desk.board.tally(goal_id) == (1, 3)
    assert desk.titles("Done") == []


def test_a_card_archived_before_it_was_done_is_no_part_of_its_goal(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One", "Two", "Three")
    desk.archive(2)
    assert desk.board.tally(goal_id) == (0, 2)


def test_cards_without_a_goal_have_a_tally_of_their_own(desk: Desk) -> None:
    desk.goal("Launch", "One")
    desk.add("Two", "Three")
    desk.finish(2)
    assert desk.board.tally(None) == (1, 2)


def test_another_done_column_counts_the_goals_anew(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One", "Two")
    desk.finish(1)
    doing, done = (column_named(desk.board, name) for name in ("Doing", "Done"))
    desk.move(2, to="Doing")
    desk.commit(
        Change(
            "Made Doing the done column",
            (
                Edit(done, replace(done, is_done=False)),
                Edit(doing, replace(doing, is_done=True)),
            ),
        )
    )
    assert desk.board.tally(goal_id) == (1, 2)
    assert desk.board.is_done(desk.card(2))
    assert not desk.board.is_done(desk.card(1))
    assert observed(desk.board) == brute_force(desk.board)


def test_a_card_whose_column_is_gone_is_not_done(desk: Desk) -> None:
    desk.add("Test login", to="Done")
    desk.board.apply(Change("Removed", (Edit(desk.board.done_column, None),)))
    assert not desk.board.is_done(desk.card(1))
    assert desk.board.tally(None) == (0, 1)


def test_cards_on_one_rank_are_shown_by_their_number(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    rank = desk.card(1).rank
    for card_id in (3, 2):
        card = desk.card(card_id)
        desk.commit(Change("Moved", (Edit(card, replace(card, rank=rank)),)))
    assert desk.titles("To Do") == ["One", "Two", "Three"]
    assert observed(desk.board) == brute_force(desk.board)


@few
@given(st.data())
def test_ranks_are_found_in_any_stretch_of_a_column(data) -> None:
    desk = Desk.new(local_moment("2026-11-20 09:00"))
    count = data.draw(st.integers(1, 6))
    desk.add(*(f"Step {number}" for number in range(count)))
    for _ in range(data.draw(st.integers(0, 4)) if count > 1 else 0):
        with suppress(RuleError):
            by = data.draw(st.sampled_from([-3, -1, 1, 4]))
            desk.do(cards.shift, card_id=data.draw(st.integers(1, count)), by=by)
    ranks, shown = desk.board.ranks_in(1), [(each.rank, each.id) for each in desk.board.cards_in(1)]
    ends = st.none() | st.integers(-8, 8)
    stretch = slice(data.draw(ends), data.draw(ends), data.draw(st.sampled_from([None, 1, 2, -1])))
    assert list(ranks) == shown
    assert list(ranks[stretch]) == shown[stretch]
    assert list(reversed(ranks[stretch])) == shown[stretch][::-1]
    assert [ranks.place_of(card) for card in desk.board.cards_in(1)] == list(range(count))
    for card in desk.board.cards_in(1):
        behind = replace(card, id=card.id + 100)
        assert ranks.place_of(behind) == ranks.place_of(card) + 1


def test_the_ranks_of_a_card_that_goes_meanwhile_are_told_apart(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    stretch = desk.board.ranks_in(1)[0:2]
    desk.undo()
    assert len(desk.board.ranks_in(1)) == 0
    with pytest.raises(IndexError):
        stretch[0]
    with pytest.raises(IndexError):
        desk.board.ranks_in(1)[0]


def test_a_board_is_unused_until_a_card_a_goal_or_a_win_is_on_it(desk: Desk) -> None:
    assert Board().is_unused
    for act in (
        lambda: desk.add("One"),
        lambda: desk.goal("Launch"),
        lambda: desk.win("Sent that email"),
    ):
        assert desk.board.is_unused
        act()
        assert not desk.board.is_unused
        desk.undo()
    assert desk.board.is_unused


# -- applying ------------------------------------------------------------------------------------


def stale_edits(desk: Desk) -> dict[str, Edit]:
    card = desk.card(1)
    goal = desk.board.goal(1)
    missing = replace(card, id=99)
    return {
        "a record that differs": Edit(replace(card, title="Old"), replace(card, title="New")),
        "a record that is there already": Edit(None, card),
        "a record that is not there": Edit(missing, None),
        "a record under another number": Edit(goal, replace(goal, id=77)),
        "a record that differs in unknown fields": Edit(replace(card, extra={"a": 1}), card),
    }


@pytest.mark.parametrize("case", list(stale_edits(a_used_board())))
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_change_that_conflicts_anywhere_changes_nothing(case: str, place: int) -> None:
    desk = a_used_board()
    stale = stale_edits(desk)[case]
    two, three = desk.card(2), desk.card(3)
    edits = [Edit(two, replace(two, title="Two")), Edit(three, None)]
    edits.insert(place, stale)
    change = Change("Did three things", tuple(edits))
    before = observed(desk.board)
    history = (list(desk.board.history.done), list(desk.board.history.undone))
    assert desk.board.conflict(change) == stale.record
    with pytest.raises(ConflictError, match="changed elsewhere") as caught:
        desk.board.apply(change)
    assert str(stale.record.id) in caught.value.message
    with pytest.raises(ConflictError):
        desk.commit(change)
    assert observed(desk.board) == before
    assert (desk.board.history.done, desk.board.history.undone) == history


def test_a_change_that_fits_has_no_conflict(desk: Desk) -> None:
    desk.add("Test login")
    change = cards.finish(desk.board, desk.now, card_ids=(1,))
    assert desk.board.conflict(change) is None
    desk.board.apply(change)
    assert desk.board.conflict(change) is not None


def test_applying_is_no_commit(desk: Desk) -> None:
    desk.board.apply(cards.add(desk.board, desk.now, titles=("Test login",)))
    assert desk.board.seq == 0
    assert desk.undo() is None


def test_adopting_counts_the_commit_and_remembers_it(desk: Desk) -> None:
    change = cards.add(desk.board, desk.now, titles=("Test login",))
    commit = Commit(7, CommitKind.DO, desk.origin, desk.now.at, change)
    desk.board.adopt(commit)
    assert desk.board.seq == 7
    assert desk.board.history.undoable(desk.origin) is commit


def test_a_change_moves_a_record_between_all_its_indexes(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.add("Test login")
    card = desk.card(1)
    desk.board.apply(
        Change("Moved", (Edit(card, replace(card, column_id=3, goal_id=goal_id, rank="7")),))
    )
    assert desk.titles("To Do") == []
    assert desk.titles("Done") == ["Test login"]
    assert desk.board.tally(None) == (0, 0)
    assert desk.board.tally(goal_id) == (1, 1)


def test_a_win_that_changes_its_day_is_found_there(desk: Desk) -> None:
    desk.win("Sent that email")
    win = desk.board.table(Win)[1]
    desk.board.apply(Change("Moved", (Edit(win, replace(win, day=date(2026, 1, 2))),)))
    assert desk.board.wins_on(desk.now.day) == []
    assert [each.id for each in desk.board.wins_on(date(2026, 1, 2))] == [1]


def test_a_day_has_one_record_even_when_two_sessions_write_it() -> None:
    here = Desk.new(local_moment("2026-11-22 18:00"))
    there = here.beside("there")
    here.write(three=("Mine",))
    here.undo()
    there.write(three=("Theirs",))
    before = observed(here.board)
    redo = inverse(here.board.history.undone[-1].change, here.now.at)
    assert here.board.conflict(redo) is not None
    with pytest.raises(ConflictError, match="Day 1"):
        here.redo()
    assert observed(here.board) == before
    assert [day.three for day in here.board.table(Day).values()] == [("Theirs",)]
    there.undo()
    here.redo()
    assert here.board.day(here.now.day).three == ("Mine",)


def test_a_day_can_be_written_again_and_taken_back(desk: Desk) -> None:
    desk.write(note="First")
    desk.write(note="Second")
    desk.undo()
    assert desk.board.day(desk.now.day).note == "First"
    desk.undo()
    assert desk.board.day(desk.now.day) is None
    third = days.write(desk.board, desk.now, on=desk.now.day, fields={"note": "Third"})
    assert third.edits[0].before is None


def test_setting_up_can_be_taken_back(now) -> None:
    desk = Desk.new(now)
    set_up = Change(
        "Set up",
        tuple(Edit(None, record) for record in all_records(desk.board)),
    )
    desk.board.apply(inverse(set_up, now.at))
    assert all_records(desk.board) == []
    assert desk.board.get(Column, 1) is None
    assert desk.board.get(Goal, 1) is None
