from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.card_fields import MOST_ITEMS, MOST_TAGS
from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, goals
from kanban.domain.records import Card, Item, Move, Win
from kanban.domain.splitting import Step
from kanban.domain.values import replace

from .builder import Desk, brute_force, few, local_moment, moderate, observed

NUMBERS = tuple(str(number) for number in range(1, 7))


def a_desk_with_six_cards() -> Desk:
    desk = Desk.new(local_moment("2026-11-22 09:12"))
    desk.add(*NUMBERS)
    return desk


# -- the smallest next step ------------------------------------------------------------------------


def test_the_next_step_of_a_card_is_one_card_on_top_that_shares_goal_and_milestone(
    desk: Desk,
) -> None:
    goal_id = desk.goal("Launch")
    desk.do(goals.split_goal, goal_id=goal_id, steps=(Step("Test login", "Ready"),))
    desk.add("Other")
    desk.move(1, to="Doing")
    before = desk.card(1)
    change = desk.do(cards.next_step, card_id=1, title=" Open the page ")
    assert change.words == 'Added the next step "Open the page"'
    assert desk.titles("To Do") == ["Open the page", "Other"]
    assert (desk.card(3).goal_id, desk.card(3).milestone) == (goal_id, "Ready")
    assert desk.card(1) == before
    assert desk.board.stage_tally(goal_id, "Ready") == (0, 2)
    desk.undo()
    assert desk.titles("To Do") == ["Other"]


def test_a_next_step_needs_a_title_and_a_card(desk: Desk) -> None:
    desk.add("Test login")
    with desk.refusal("at least one visible character"):
        desk.do(cards.next_step, card_id=1, title="\u200b ")
    with desk.refusal("no card 9"):
        desk.do(cards.next_step, card_id=9, title="Open the page")


# -- add -----------------------------------------------------------------------------------------


def test_a_new_card_goes_to_the_end_of_the_first_column(desk: Desk) -> None:
    desk.add("One")
    change = desk.do(cards.add, titles=("  Test login ",))
    assert change.words == 'Added "Test login"'
    assert desk.titles("To Do") == ["One", "Test login"]
    assert desk.card(2) == Card(
        id=2,
        title="Test login",
        column_id=1,
        rank=desk.card(2).rank,
        created_at=desk.now.at,
        moves=(Move(1, desk.now.at),),
    )


def test_thirty_titles_are_thirty_cards_in_one_change(desk: Desk) -> None:
    titles = tuple(f"Step {number}" for number in range(30))
    change = desk.do(cards.add, titles=titles, column_id=desk.column_id("Doing"))
    assert change.words == "Added 30 cards"
    assert len(change.edits) == 30
    assert desk.titles("Doing") == list(titles)
    desk.undo()
    assert desk.titles("Doing") == []


def test_new_cards_share_the_fields_that_are_given(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    fields = {"goal_id": goal_id, "tags": ("#bug", "two words"), "due_on": date(2026, 11, 28)}
    desk.add("One", "Two", fields=fields)
    for card_id in (1, 2):
        card = desk.card(card_id)
        assert (card.goal_id, card.tags, card.due_on) == (
            goal_id,
            ("bug", "two-words"),
            date(2026, 11, 28),
        )


def test_cards_come_after_the_card_that_is_named(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    desk.add("a", "b", after_id=2)
    assert desk.titles("To Do") == ["One", "Two", "a", "b", "Three"]
    desk.add("c", after_id=3)
    assert desk.titles("To Do") == ["One", "Two", "a", "b", "Three", "c"]


def test_cards_come_on_top_in_their_order(desk: Desk) -> None:
    desk.add("One", "Two")
    desk.add("a", "b", on_top=True)
    assert desk.titles("To Do") == ["a", "b", "One", "Two"]


def test_new_cards_in_done_come_on_top(desk: Desk) -> None:
    desk.add("One", to="Done")
    desk.add("a", "b", to="Done")
    assert desk.titles("Done") == ["a", "b", "One"]
    desk.add("c", to="Done", after_id=3)
    assert desk.titles("Done") == ["a", "b", "c", "One"]


@pytest.mark.parametrize("count", [0, 10_001])
def test_too_few_or_too_many_titles_are_refused_with_the_limit(desk: Desk, count: int) -> None:
    with desk.refusal(f"{count} cards", "1 to 10000"):
        desk.do(cards.add, titles=("One",) * count)


@pytest.mark.parametrize("titles", [("One", " "), ("", "Two"), ("One", "a" * 501)])
def test_one_impossible_title_refuses_all(desk: Desk, titles: tuple[str, ...]) -> None:
    with desk.refusal("title"):
        desk.do(cards.add, titles=titles)


def test_adding_to_what_is_not_there_is_refused(desk: Desk) -> None:
    desk.add("One", to="Doing")
    with desk.refusal("no column 9"):
        desk.do(cards.add, titles=("Two",), column_id=9)
    with desk.refusal("Card 1 is not in To Do"):
        desk.add("Two", to="To Do", after_id=1)
    with desk.refusal("Card 9 is not in To Do"):
        desk.add("Two", after_id=9)
    with desk.refusal("no goal 9"):
        desk.add("Two", fields={"goal_id": 9})


def test_adding_behind_an_archived_card_is_refused(desk: Desk) -> None:
    desk.add("One")
    desk.archive(1)
    with desk.refusal("Card 1 is not in To Do"):
        desk.add("Two", after_id=1)


def test_adding_to_a_board_without_columns_is_refused(now) -> None:
    desk = Desk(Board(), now)
    with desk.refusal("no columns"):
        desk.add("One")


def test_hostile_text_is_kept_harmless_in_every_field(desk: Desk, hostile: str) -> None:
    goal_id = desk.goal("Launch")
    desk.do(goals.amend, goal_id=goal_id, fields={"milestones": (hostile,)})
    (milestone,) = desk.board.goal(goal_id).milestones
    fields = {"notes": hostile, "tags": (hostile,), "blocked": hostile, "goal_id": goal_id}
    fields["milestone"] = milestone
    desk.add(hostile, fields={**fields, "checklist": (Item(hostile),)})
    card = desk.card(1)
    texts = [
        card.title,
        card.notes,
        *card.tags,
        card.blocked,
        card.milestone,
        card.checklist[0].text,
    ]
    for text in texts:
        assert text
        assert all(char.isprintable() or char in "\n\u200b\u200d" for char in text)


# -- move and finish -----------------------------------------------------------------------------


def test_a_moved_card_arrives_at_the_end_and_remembers_it(desk: Desk) -> None:
    desk.add("One", "Two")
    desk.add("Three", to="Doing")
    desk.wait(hours=1)
    change = desk.move(1, to="Doing")
    assert change.words == 'Moved "One" to Doing'
    assert desk.titles("Doing") == ["Three", "One"]
    assert desk.titles("To Do") == ["Two"]
    assert [move.column_id for move in desk.card(1).moves] == [1, 2]
    assert desk.card(1).moves[-1].at == desk.now.at


def test_a_card_arrives_in_done_on_top(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    desk.finish(1)
    desk.finish(2, 3)
    assert desk.titles("Done") == ["Two", "Three", "One"]


def test_finishing_is_moving_to_the_done_column(now) -> None:
    desk = Desk.new(now, names=("Ideas", "Ready", "Shipped", "Shelf"), done="shipped")
    desk.add("One")
    assert desk.finish(1).words == 'Moved "One" to Shipped'
    assert desk.titles("Shipped") == ["One"]


def test_many_cards_move_in_one_change_and_in_the_order_named(desk: Desk) -> None:
    desk.add(*NUMBERS)
    change = desk.move(5, 2, 3, 2, to="Doing")
    assert change.words == "Moved 3 cards to Doing"
    assert desk.titles("Doing") == ["5", "2", "3"]
    assert desk.titles("To Do") == ["1", "4", "6"]
    desk.undo()
    assert desk.titles("To Do") == list(NUMBERS)


def test_cards_already_there_stay_where_they_are(desk: Desk) -> None:
    desk.add(*NUMBERS)
    desk.move(2, 3, to="Doing")
    change = desk.move(3, 4, to="Doing")
    assert change.words == 'Moved "4" to Doing'
    assert desk.titles("Doing") == ["2", "3", "4"]


def test_a_move_within_a_column_leaves_no_trace_but_the_order(desk: Desk) -> None:
    desk.add(*NUMBERS)
    moves = desk.card(4).moves
    change = desk.move(4, 5, to="To Do", on_top=True)
    assert change.words == "Moved 2 cards"
    assert desk.titles("To Do") == ["4", "5", "1", "2", "3", "6"]
    assert desk.card(4).moves == moves
    assert desk.move(4, to="To Do", after_id=6).words == 'Moved "4"'
    assert desk.titles("To Do") == ["5", "1", "2", "3", "6", "4"]


@moderate
@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True),
    st.sampled_from(["To Do", "Doing", "Done"]),
    st.one_of(st.none(), st.integers(1, 6)),
    st.booleans(),
)
def test_moving_equals_taking_out_of_a_list_and_putting_back(
    chosen: list[int], to: str, after_id: int | None, on_top: bool
) -> None:
    desk = a_desk_with_six_cards()
    desk.move(5, 6, to="Doing")
    here = desk.titles(to)
    takes_place = on_top or after_id is not None
    moving = [str(n) for n in chosen if takes_place or str(n) not in here]
    rest = [title for title in here if title not in moving]
    if not moving or (after_id is not None and str(after_id) not in rest):
        with desk.refusal():
            desk.move(*chosen, to=to, after_id=after_id, on_top=on_top)
        return
    place = len(rest)
    if after_id is not None:
        place = rest.index(str(after_id)) + 1
    elif on_top or to == "Done":
        place = 0
    desk.move(*chosen, to=to, after_id=after_id, on_top=on_top)
    assert desk.titles(to) == [*rest[:place], *moving, *rest[place:]]


def test_moving_nothing_is_refused(desk: Desk) -> None:
    desk.add("One", to="Doing")
    with desk.refusal("it is in Doing already"):
        desk.move(1, to="Doing")
    with desk.refusal("No card is named"):
        desk.move(to="Doing")
    with desk.refusal("No card is named"):
        desk.finish()


def test_moving_what_is_not_there_is_refused(desk: Desk) -> None:
    desk.add("One", "Two")
    desk.archive(2)
    with desk.refusal("no card 9"):
        desk.move(1, 9, to="Doing")
    with desk.refusal('"Two" is in the archive'):
        desk.move(1, 2, to="Doing")
    with desk.refusal("no column 9"):
        desk.do(cards.move, card_ids=(1,), column_id=9)
    with desk.refusal("Card 9 is not in Doing"):
        desk.move(1, to="Doing", after_id=9)
    with desk.refusal("Card 1 is not in To Do"):
        desk.move(1, to="To Do", after_id=1)


def test_a_move_edits_one_record_however_long_the_column_is(desk: Desk) -> None:
    desk.add(*(f"Card {number}" for number in range(300)))
    assert len(desk.move(150, to="To Do", after_id=7).edits) == 1
    assert len(desk.do(cards.shift, card_id=80, by=-5).edits) == 1
    assert len(desk.move(90, to="Doing").edits) == 1


# -- shift ---------------------------------------------------------------------------------------


@moderate
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-7, 7)), max_size=25))
def test_shifting_equals_carrying_within_a_list(shifts: list[tuple[int, int]]) -> None:
    desk, titles = a_desk_with_six_cards(), list(NUMBERS)
    for card_id, by in shifts:
        here = titles.index(str(card_id))
        there = max(0, min(len(titles) - 1, here + by))
        if here == there:
            with desk.refusal(f'"{card_id}"', "end of its column"):
                desk.do(cards.shift, card_id=card_id, by=by)
        else:
            titles.insert(there, titles.pop(here))
            change = desk.do(cards.shift, card_id=card_id, by=by)
            assert change.words == f'Moved "{card_id}"'
            assert len(change.edits) == 1
        assert desk.titles("To Do") == titles


def test_shifting_what_is_not_on_the_board_is_refused(desk: Desk) -> None:
    desk.add("One", "Two")
    desk.archive(2)
    with desk.refusal("no card 9"):
        desk.do(cards.shift, card_id=9, by=1)
    with desk.refusal('"Two" is in the archive'):
        desk.do(cards.shift, card_id=2, by=1)
    with desk.refusal('"One" is at the end'):
        desk.do(cards.shift, card_id=1, by=1)


def a_desk_with_two_cards_on_one_rank() -> Desk:
    here = a_desk_with_six_cards()
    shell = here.beside("shell")
    here.archive(6)
    shell.add("From the shell")
    here.undo()
    assert here.card(6).rank == here.card(7).rank
    here.add("Last")
    assert here.titles("To Do") == [*NUMBERS, "From the shell", "Last"]
    return here


def test_a_card_is_carried_past_two_on_one_rank() -> None:
    desk = a_desk_with_two_cards_on_one_rank()
    desk.do(cards.shift, card_id=8, by=-1)
    assert desk.titles("To Do") == [*NUMBERS[:5], "Last", "6", "From the shell"]
    desk.do(cards.shift, card_id=8, by=1)
    assert desk.titles("To Do") == [*NUMBERS, "From the shell", "Last"]
    desk.do(cards.shift, card_id=7, by=-1)
    assert desk.titles("To Do") == [*NUMBERS[:5], "From the shell", "6", "Last"]
    assert observed(desk.board) == brute_force(desk.board)


def test_a_card_is_carried_past_two_on_one_rank_at_the_head(desk: Desk) -> None:
    shell = desk.beside("shell")
    desk.add("One", "Two")
    desk.archive(1, 2)
    shell.add("From the shell")
    desk.undo()
    assert desk.card(1).rank == desk.card(3).rank
    assert desk.titles("To Do") == ["One", "From the shell", "Two"]
    desk.do(cards.shift, card_id=2, by=-1)
    assert desk.titles("To Do") == ["Two", "One", "From the shell"]
    desk.do(cards.shift, card_id=2, by=1)
    assert desk.titles("To Do") == ["One", "From the shell", "Two"]


def test_a_card_comes_behind_two_on_one_rank() -> None:
    desk = a_desk_with_two_cards_on_one_rank()
    desk.add("a", after_id=6)
    desk.move(1, to="To Do", after_id=6)
    assert desk.titles("To Do") == [*NUMBERS[1:], "From the shell", "1", "a", "Last"]


# -- amend ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "given_value", "kept"),
    [
        ("title", " Uno ", "Uno"),
        ("notes", "# Head\r\n\ttext\n", "# Head\n    text"),
        ("goal_id", 1, 1),
        ("milestone", " roof ", "Roof"),
        ("tags", ("#a", "b c", "a"), ("a", "b-c")),
        ("due_on", date(2028, 2, 29), date(2028, 2, 29)),
        ("waits_for", (2, 2), (2,)),
        ("checklist", (Item(" one ", True), Item("two")), (Item("one", True), Item("two"))),
        ("blocked", " no key\n", "no key"),
    ],
)
def test_every_field_is_kept_cleaned(
    desk: Desk, field: str, given_value: object, kept: object
) -> None:
    goal_id = desk.goal("Launch")
    desk.do(goals.amend, goal_id=goal_id, fields={"milestones": ("Roof",)})
    desk.add("One", "Two", fields={"goal_id": None if field == "goal_id" else goal_id})
    before = desk.card(1)
    change = desk.do(cards.amend, card_id=1, fields={field: given_value})
    assert desk.card(1) == replace(before, **{field: kept})
    assert change.words == ('Renamed "One" to "Uno"' if field == "title" else 'Changed "One"')


def test_fields_can_be_emptied_again(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.do(goals.amend, goal_id=goal_id, fields={"milestones": ("Roof",)})
    full = {
        "notes": "text",
        "goal_id": 1,
        "milestone": "Roof",
        "tags": ("a",),
        "due_on": date(2026, 12, 1),
        "due_at": time(17),
        "repeat": "every month",
        "checklist": (Item("one"),),
        "blocked": "no key",
        "waits_for": (2,),
    }
    empty = {
        "notes": "",
        "goal_id": None,
        "milestone": None,
        "tags": (),
        "due_on": None,
        "due_at": None,
        "repeat": "",
        "checklist": (),
        "blocked": "",
        "waits_for": (),
    }
    desk.add("One", "Two")
    before = desk.card(1)
    desk.do(cards.amend, card_id=1, fields=full)
    desk.do(cards.amend, card_id=1, fields=empty)
    assert desk.card(1) == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "\u200b"}, "visible character"),
        ({"title": "a" * 501}, "500"),
        ({"notes": "a" * 64_001}, "64000"),
        ({"goal_id": 9}, "no goal 9"),
        ({"milestone": "a" * 501}, "This milestone is too long"),
        ({"tags": ("#",)}, "A tag needs"),
        ({"tags": tuple(f"t{n}" for n in range(MOST_TAGS + 1))}, "at most 20 tags, not 21"),
        ({"checklist": (Item(" "),)}, "A checklist item needs"),
        ({"checklist": (Item("a"),) * (MOST_ITEMS + 1)}, "at most 200 items, not 201"),
        ({"blocked": "a" * 501}, "This reason is too long"),
        ({"title": "One"}, 'Nothing changed on "One"'),
        ({}, 'Nothing changed on "One"'),
        ({"title": "Uno", "goal_id": 9}, "no goal 9"),
    ],
)
def test_an_impossible_value_is_refused_whole(desk: Desk, fields: dict, words: str) -> None:
    desk.add("One")
    with desk.refusal(words):
        desk.do(cards.amend, card_id=1, fields=fields)


def test_limits_themselves_are_allowed(desk: Desk) -> None:
    desk.add("One")
    tags = tuple(f"t{number}" for number in range(MOST_TAGS))
    items = tuple(Item(f"i{number}") for number in range(MOST_ITEMS))
    desk.do(cards.amend, card_id=1, fields={"tags": tags, "checklist": items})
    assert (desk.card(1).tags, desk.card(1).checklist) == (tags, items)


def test_amending_a_missing_card_is_refused(desk: Desk) -> None:
    with desk.refusal("no card 9"):
        desk.do(cards.amend, card_id=9, fields={"title": "One"})


def test_a_field_that_is_not_the_persons_to_change_is_an_error(desk: Desk) -> None:
    desk.add("One")
    for name in ("id", "rank", "moves", "column_id", "created_at", "archived_at"):
        with pytest.raises(KeyError, match=name):
            cards.amend(desk.board, desk.now, card_id=1, fields={name: None})


def test_renaming_a_card_leaves_its_wins_words(desk: Desk) -> None:
    desk.add("One", to="Done")
    change = desk.do(cards.amend, card_id=1, fields={"title": "Uno"})
    assert change.of(Win) == ()
    assert desk.wins_today() == ["One"]


# -- archive -------------------------------------------------------------------------------------


def test_archived_cards_leave_their_column_in_one_change(desk: Desk) -> None:
    desk.add(*NUMBERS)
    desk.wait(hours=1)
    change = desk.archive(2, 5, 2)
    assert change.words == "Archived 2 cards"
    assert desk.titles("To Do") == ["1", "3", "4", "6"]
    assert desk.card(2).archived_at == desk.now.at
    assert desk.archive(3).words == 'Archived "3"'
    desk.undo()
    desk.undo()
    assert desk.titles("To Do") == list(NUMBERS)


def test_archiving_what_is_not_on_the_board_is_refused(desk: Desk) -> None:
    desk.add("One", "Two")
    desk.archive(2)
    with desk.refusal("No card is named"):
        desk.archive()
    with desk.refusal("no card 9"):
        desk.archive(1, 9)
    with desk.refusal('"Two" is in the archive'):
        desk.archive(1, 2)


# -- all of them ---------------------------------------------------------------------------------


@few
@given(st.integers(0, 5))
def test_deciding_changes_nothing_until_it_is_adopted(which: int) -> None:
    desk = a_desk_with_six_cards()
    desk.finish(6)
    before = observed(desk.board)
    decide = [
        lambda: cards.add(desk.board, desk.now, titles=("New",)),
        lambda: cards.move(desk.board, desk.now, card_ids=(1,), column_id=2),
        lambda: cards.finish(desk.board, desk.now, card_ids=(1, 2)),
        lambda: cards.shift(desk.board, desk.now, card_id=1, by=1),
        lambda: cards.amend(desk.board, desk.now, card_id=1, fields={"title": "New"}),
        lambda: cards.archive(desk.board, desk.now, card_ids=(1, 6)),
    ][which]
    change = decide()
    assert isinstance(change, Change)
    assert all(isinstance(edit, Edit) for edit in change.edits)
    assert observed(desk.board) == before
    assert decide() == change


# -- many at once --------------------------------------------------------------------------------


def test_many_cards_are_changed_in_one_change_and_one_undo(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    before = [desk.card(card_id) for card_id in (1, 2, 3)]
    fields = {"due_on": date(2026, 12, 1), "due_at": time(17), "blocked": "no key"}
    change = desk.do(cards.amend_many, card_ids=(3, 1, 3), fields=fields)
    assert change.words == "Changed 2 cards"
    assert [desk.card(card_id) for card_id in (1, 2, 3)] == [
        replace(before[0], **fields),
        before[1],
        replace(before[2], **fields),
    ]
    desk.undo()
    assert [desk.card(card_id) for card_id in (1, 2, 3)] == before


def test_tags_are_added_and_taken_away_and_the_others_stay(desk: Desk) -> None:
    desk.add("One", fields={"tags": ("a", "b")})
    desk.add("Two", fields={"tags": ("b",)})
    desk.add("Three", fields={"tags": ("c",)})
    change = desk.do(
        cards.amend_many, card_ids=(1, 2, 3), add_tags=("#c",), remove_tags=("b", "x y")
    )
    assert [desk.card(card_id).tags for card_id in (1, 2, 3)] == [("a", "c"), ("c",), ("c",)]
    assert change.words == "Changed 2 cards"  # the third has it all already
    desk.do(cards.amend_many, card_ids=(1, 2), remove_tags=("c",))
    assert [desk.card(card_id).tags for card_id in (1, 2, 3)] == [("a",), (), ("c",)]


def test_the_one_of_many_that_changes_is_named(desk: Desk) -> None:
    desk.add("One", "Two", fields={"tags": ("a",)})
    desk.do(cards.amend, card_id=2, fields={"tags": ()})
    change = desk.do(cards.amend_many, card_ids=(1, 2), add_tags=("a",))
    assert change.words == 'Changed "Two"'


def test_a_change_of_many_is_refused_whole(desk: Desk) -> None:
    full = tuple(f"t{number}" for number in range(MOST_TAGS))
    desk.add("One")
    desk.add("Two", fields={"tags": full})
    with desk.refusal("at most 20 tags, not 21"):
        desk.do(cards.amend_many, card_ids=(1, 2), add_tags=("new",))
    with desk.refusal("No card is named"):
        desk.do(cards.amend_many, card_ids=(), add_tags=("new",))
    with desk.refusal("no card 9"):
        desk.do(cards.amend_many, card_ids=(1, 9), add_tags=("new",))
    with desk.refusal("Nothing changed on 2 cards"):
        desk.do(cards.amend_many, card_ids=(1, 2), remove_tags=("new",))


def test_a_time_needs_a_day_and_goes_with_it(desk: Desk) -> None:
    desk.add("One")
    with desk.refusal("A time (17:00) needs a day"):
        desk.do(cards.amend, card_id=1, fields={"due_at": time(17)})
    desk.do(cards.amend, card_id=1, fields={"due_on": date(2026, 12, 1), "due_at": time(17, 0, 9)})
    assert desk.card(1).due_at == time(17)
    desk.do(cards.amend, card_id=1, fields={"due_on": date(2026, 12, 2)})
    assert desk.card(1).due_at == time(17)
    desk.do(cards.amend, card_id=1, fields={"due_on": None})
    assert (desk.card(1).due_on, desk.card(1).due_at) == (None, None)


def test_a_milestone_is_one_of_the_cards_goal(desk: Desk) -> None:
    home, work = desk.goal("Home"), desk.goal("Work")
    desk.do(goals.amend, goal_id=home, fields={"milestones": ("Roof", "Walls")})
    desk.add("One")
    with desk.refusal('The milestone "Roof" needs a goal'):
        desk.do(cards.amend, card_id=1, fields={"milestone": "Roof"})
    desk.do(cards.amend, card_id=1, fields={"goal_id": home, "milestone": "ROOF"})
    assert desk.card(1).milestone == "Roof"
    with desk.refusal('"Home" has no milestone "Floor"', '"Roof", "Walls"'):
        desk.do(cards.amend, card_id=1, fields={"milestone": "Floor"})
    with desk.refusal('"Work" has no milestone "Roof"', "Split it under milestones first"):
        desk.do(cards.amend, card_id=1, fields={"goal_id": work, "milestone": "Roof"})
    desk.do(cards.amend, card_id=1, fields={"goal_id": work})
    assert desk.card(1).milestone is None


def test_what_is_in_the_way_of_cards_is_taken_away_at_once(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    desk.do(cards.amend, card_id=1, fields={"blocked": "no key"})
    desk.do(cards.amend, card_id=2, fields={"waits_for": (3,)})
    change = desk.do(cards.free, card_ids=(1, 2, 3))
    assert change.words == "Freed 2 cards"
    assert (desk.card(1).blocked, desk.card(2).waits_for) == ("", ())
    with desk.refusal('Nothing is in the way of "Three"'):
        desk.do(cards.free, card_ids=(3,))
    with desk.refusal("No card is named"):
        desk.do(cards.free, card_ids=())
