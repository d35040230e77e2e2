from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.board import Board
from kanban.domain.operations import cards, goals
from kanban.domain.records import COLORS, Card, Win, WinKind
from kanban.domain.splitting import Step, split
from kanban.domain.values import replace

from .builder import Desk, few, local_moment

THIRTY = tuple(f"Step {number}" for number in range(30))


def test_a_goal_comes_with_its_why_and_its_first_steps(desk: Desk) -> None:
    desk.add("There before")
    change = desk.do(goals.add, title=" Launch ", why=" For Ana ", steps=("One", "Two"))
    assert change.words == 'Added the goal "Launch" with 2 steps'
    goal = desk.board.goal(1)
    assert (goal.title, goal.why, goal.achieved_at) == ("Launch", "For Ana", None)
    assert desk.titles("To Do") == ["There before", "One", "Two"]
    assert [desk.card(card_id).goal_id for card_id in (1, 2, 3)] == [None, 1, 1]
    desk.undo()
    assert desk.board.goals() == []
    assert desk.titles("To Do") == ["There before"]


@pytest.mark.parametrize(
    ("steps", "words"),
    [((), 'Added the goal "Launch"'), (("One",), 'Added the goal "Launch" with 1 step')],
)
def test_the_words_count_the_steps(desk: Desk, steps: tuple[str, ...], words: str) -> None:
    assert desk.do(goals.add, title="Launch", steps=steps).words == words


def test_goals_are_kept_in_the_order_they_were_added(desk: Desk) -> None:
    for title in ("Launch", "Learn", "Build"):
        desk.goal(title)
    assert [goal.title for goal in desk.board.goals()] == ["Launch", "Learn", "Build"]


def test_the_colours_of_goals_cycle(desk: Desk) -> None:
    for number in range(2 * len(COLORS) + 1):
        desk.goal(f"Goal {number}")
    assert [goal.color for goal in desk.board.goals()] == [*COLORS, *COLORS, COLORS[0]]


def test_a_goal_without_steps_needs_no_column(now) -> None:
    desk = Desk(Board(), now)
    desk.goal("Launch")
    with desk.refusal("no columns"):
        desk.goal("Learn", "One")


@pytest.mark.parametrize("title", ["Launch", "LAUNCH", "  launch  "])
def test_a_goal_of_the_same_title_is_refused(desk: Desk, title: str) -> None:
    desk.goal("Launch")
    with desk.refusal("There is a goal", "already"):
        desk.goal(title)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"title": ""}, "A goal needs"),
        ({"title": "a" * 501}, "This goal is too long"),
        ({"title": "Launch", "why": "a" * 501}, "This reason is too long"),
        ({"title": "Launch", "steps": ("One", " ")}, "A step needs"),
        ({"title": "Launch", "steps": ("One",) * 1_001}, "1001 steps"),
    ],
)
def test_an_impossible_goal_is_refused_whole(desk: Desk, arguments: dict, words: str) -> None:
    with desk.refusal(words):
        desk.do(goals.add, **arguments)


def test_drafted_goals_follow_each_other(desk: Desk) -> None:
    desk.goal("There before")
    drafts = [goals.draft(desk.board, f"Draft {n}", number=n) for n in range(3)]
    assert [goal.id for goal in drafts] == [2, 3, 4]
    assert [goal.color for goal in drafts] == list(COLORS[1:4])
    ranks = [desk.board.goal(1).rank, *(goal.rank for goal in drafts)]
    assert ranks == sorted(set(ranks))


# -- split a goal --------------------------------------------------------------------------------


def test_thirty_steps_are_thirty_cards_in_one_change(desk: Desk) -> None:
    desk.goal("Launch", "There before")
    desk.wait(hours=1)
    change = desk.do(goals.split_goal, goal_id=1, steps=THIRTY)
    assert change.words == 'Split "Launch" into 30 steps'
    assert len(change.of(Card)) == len(change.edits) == 30
    assert desk.titles("To Do") == ["There before", *THIRTY]
    assert desk.board.tally(1) == (0, 31)
    for edit in change.edits:
        card = edit.after
        assert card.created_at == card.moves[0].at == desk.now.at
        assert card.moves[0].column_id == card.column_id == 1
    desk.undo()
    assert desk.titles("To Do") == ["There before"]


def test_one_step_is_said_as_one(desk: Desk) -> None:
    desk.goal("Launch")
    assert desk.do(goals.split_goal, goal_id=1, steps=("One",)).words == (
        'Split "Launch" into 1 step'
    )


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), ("0 steps", "1000")),
        (("One",) * (goals.MOST_STEPS + 1), ("1001 steps", "1000")),
        (("One", ""), ("A step needs",)),
        (("One", "a" * 501), ("This step is too long",)),
    ],
)
def test_impossible_steps_are_refused_whole(
    desk: Desk, steps: tuple[str, ...], words: tuple[str, ...]
) -> None:
    desk.goal("Launch", "One")
    with desk.refusal(*words):
        desk.do(goals.split_goal, goal_id=1, steps=steps)
    with desk.refusal(*words):
        desk.do(goals.split_card, card_id=1, steps=steps)


def test_splitting_what_is_not_there_is_refused(desk: Desk) -> None:
    with desk.refusal("no goal 9"):
        desk.do(goals.split_goal, goal_id=9, steps=("One",))
    with desk.refusal("no card 9"):
        desk.do(goals.split_card, card_id=9, steps=("One",))


def test_steps_that_land_in_done_are_wins() -> None:
    desk = Desk.new(local_moment("2026-11-22 09:00"), names=("Done", "Shelf"), done="Done")
    desk.goal("Launch", "One", "Two")
    assert desk.wins_today() == ["One", "Two", 'Split "Launch" into 2 steps']
    assert {win.goal_id for win in desk.board.table(Win).values()} == {1}


# -- split a card --------------------------------------------------------------------------------


def test_the_steps_of_a_card_stand_right_behind_it_and_share_its_goal_and_tags(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.add("One", to="Doing")
    desk.add("Big", to="Doing", fields={"goal_id": goal_id, "tags": ("web", "now"), "notes": "n"})
    desk.add("Three", to="Doing")
    change = desk.do(goals.split_card, card_id=2, steps=("a", "b"))
    assert change.words == 'Split "Big" into 2 steps'
    assert desk.titles("Doing") == ["One", "Big", "a", "b", "Three"]
    for card_id in (4, 5):
        card = desk.card(card_id)
        assert (card.goal_id, card.tags, card.notes) == (goal_id, ("web", "now"), "")
        assert [move.column_id for move in card.moves] == [2]


def test_the_steps_of_the_last_card_stand_at_the_end(desk: Desk) -> None:
    desk.add("One", "Big")
    desk.do(goals.split_card, card_id=2, steps=("a", "b"))
    assert desk.titles("To Do") == ["One", "Big", "a", "b"]


@few
@given(st.integers(1, 5), st.integers(1, 40))
def test_the_steps_of_any_card_stand_in_order_behind_it(card_id: int, count: int) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:00"))
    titles = [str(number) for number in range(1, 6)]
    desk.add(*titles)
    steps = tuple(f"s{number}" for number in range(count))
    desk.do(goals.split_card, card_id=card_id, steps=steps)
    assert desk.titles("To Do") == [*titles[:card_id], *steps, *titles[card_id:]]


@pytest.mark.parametrize("away", ["done", "archived"])
def test_the_steps_of_a_card_that_is_away_go_to_the_end_of_the_first_column(
    desk: Desk, away: str
) -> None:
    desk.add("One", "Big", "Three")
    desk.finish(2) if away == "done" else desk.archive(2)
    desk.do(goals.split_card, card_id=2, steps=("a", "b"))
    assert desk.titles("To Do") == ["One", "Three", "a", "b"]


def test_a_split_card_stays_as_it_is(desk: Desk) -> None:
    desk.add("Big")
    card = desk.card(1)
    desk.do(goals.split_card, card_id=1, steps=("a",))
    assert desk.card(1) == card


def test_steps_stand_behind_two_cards_on_one_rank(desk: Desk) -> None:
    desk.add("One", "Two")
    shell = desk.beside("shell")
    desk.archive(2)
    shell.add("From the shell")
    desk.undo()
    desk.add("Last")
    desk.do(goals.split_card, card_id=2, steps=("a", "b"))
    assert desk.titles("To Do") == ["One", "Two", "From the shell", "a", "b", "Last"]


# -- milestones of a split -------------------------------------------------------------------------


def test_steps_under_milestones_add_these_to_the_goal_in_their_order(desk: Desk) -> None:
    goal_id = desk.goal("House")
    text = "# Foundation\nDig #soil\nPour @fri\n# Roof\nBeams\n"
    change = desk.do(goals.split_goal, goal_id=goal_id, steps=split(text, desk.now.day))
    assert desk.board.goal(goal_id).milestones == ("Foundation", "Roof")
    assert [desk.card(number).milestone for number in (1, 2, 3)] == [
        "Foundation",
        "Foundation",
        "Roof",
    ]
    assert desk.card(1).tags == ("soil",)
    assert desk.card(2).due_on == date(2026, 11, 27)
    desk.undo()
    assert desk.board.goal(goal_id).milestones == ()
    assert len(change.edits) == 5


def test_a_milestone_that_a_goal_has_is_not_added_again(desk: Desk) -> None:
    goal_id = desk.goal("House")
    for text in ("# Roof\nBeams", "# Foundation\nDig\n# Roof\nTiles"):
        desk.do(goals.split_goal, goal_id=goal_id, steps=split(text, desk.now.day))
    assert desk.board.goal(goal_id).milestones == ("Roof", "Foundation")


def test_a_split_card_says_how_many_of_its_parts_are_done(desk: Desk) -> None:
    desk.add("Write the page")
    desk.do(goals.split_card, card_id=1, steps=("One", "Two", "Three"))
    desk.finish(3)
    assert desk.board.parts_tally(1) == (1, 3)
    assert not desk.board.is_done(desk.card(1))


def test_a_card_without_a_goal_is_split_without_milestones(desk: Desk) -> None:
    desk.add("House")
    desk.do(goals.split_card, card_id=1, steps=split("# Roof\nBeams", desk.now.day))
    assert desk.card(2).milestone is None


# -- the first split -------------------------------------------------------------------------------


def test_the_first_split_of_a_goal_is_its_first_win(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.do(goals.split_goal, goal_id=goal_id, steps=("One", "Two"))
    (win,) = desk.board.wins_on(desk.now.day)
    assert (win.kind, win.goal_id) == (WinKind.FORWARD, goal_id)
    assert win.text == 'Split "Launch" into 2 steps'
    desk.do(goals.split_goal, goal_id=goal_id, steps=("Three",))
    assert len(desk.board.wins_on(desk.now.day)) == 1


def test_a_goal_that_comes_with_steps_is_split(desk: Desk) -> None:
    desk.goal("Launch", "One")
    assert desk.wins_today() == ['Split "Launch" into 1 step']
    desk.undo()
    assert desk.wins_today() == []


# -- amend, order ----------------------------------------------------------------------------------


def test_a_goal_is_changed_field_by_field(desk: Desk) -> None:
    desk.goal("Launch", why="For Ana")
    goal = desk.board.goal(1)
    fields = {"title": " Launch it ", "why": "", "color": "rose", "target_on": date(2027, 1, 1)}
    change = desk.do(goals.amend, goal_id=1, fields=fields)
    assert change.words == 'Changed the goal "Launch it"'
    assert desk.board.goal(1) == replace(
        goal, title="Launch it", why="", color="rose", target_on=date(2027, 1, 1)
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "Launch", "why": "For Ana"}, 'Nothing changed on "Launch"'),
        ({"title": " "}, "A goal needs"),
        ({"title": "learn"}, 'There is a goal "learn" already'),
        ({"why": "a" * 501}, "This reason is too long"),
        ({"color": "red"}, 'no colour "red"'),
        ({"milestones": ("Other",)}, 'The milestone "Roof" has cards'),
        ({"made_possible": "a" * 501}, "This line is too long"),
    ],
)
def test_what_a_goal_cannot_be_is_refused(desk: Desk, fields: dict, words: str) -> None:
    desk.goal("Launch", why="For Ana")
    desk.goal("Learn")
    desk.do(goals.split_goal, goal_id=1, steps=(Step("Beams", "Roof"),))
    with desk.refusal(words):
        desk.do(goals.amend, goal_id=1, fields=fields)
    with desk.refusal("no goal 9"):
        desk.do(goals.amend, goal_id=9, fields=fields)


def test_milestones_without_cards_can_be_put_in_order_added_and_left_out(desk: Desk) -> None:
    desk.goal("House")
    desk.do(goals.amend, goal_id=1, fields={"milestones": ("Roof", "Walls", "Roof")})
    desk.do(goals.amend, goal_id=1, fields={"milestones": ("Walls",)})
    assert desk.board.goal(1).milestones == ("Walls",)


def test_goals_are_put_in_order(desk: Desk) -> None:
    for title in ("One", "Two", "Three"):
        desk.goal(title)
    desk.do(goals.shift, goal_id=3, by=-1)
    assert [goal.title for goal in desk.board.goals()] == ["One", "Three", "Two"]
    desk.do(goals.shift, goal_id=1, by=9)
    assert [goal.title for goal in desk.board.goals()] == ["Three", "Two", "One"]
    with desk.refusal("at the end"):
        desk.do(goals.shift, goal_id=1, by=1)


# -- achieve, set aside, reopen --------------------------------------------------------------------


def test_a_goal_achieved_is_a_win_and_keeps_what_made_it_possible(desk: Desk) -> None:
    desk.goal("Launch")
    desk.do(goals.achieve, goal_id=1, made_possible="Ana's tests")
    goal = desk.board.goal(1)
    assert (goal.achieved_at, goal.made_possible) == (desk.now.at, "Ana's tests")
    (win,) = desk.board.wins_on(desk.now.day)
    assert (win.kind, win.text, win.goal_id) == (WinKind.GOAL, "Launch", 1)
    with desk.refusal("achieved already"):
        desk.do(goals.achieve, goal_id=1)


def test_a_goal_is_achieved_once_ever_whatever_is_reopened(desk: Desk) -> None:
    desk.goal("Launch")
    desk.do(goals.achieve, goal_id=1)
    desk.wait(days=1)
    desk.do(goals.reopen, goal_id=1)
    desk.do(goals.achieve, goal_id=1)
    assert len(desk.board.table(Win)) == 1
    assert desk.wins_today() == []


def test_a_slip_is_taken_back_on_its_day(desk: Desk) -> None:
    desk.goal("Launch")
    desk.do(goals.achieve, goal_id=1)
    desk.do(goals.reopen, goal_id=1)
    assert desk.wins_today() == []
    desk.do(goals.achieve, goal_id=1)
    assert desk.wins_today() == ["Launch"]


def test_a_goal_is_set_aside_and_taken_up_again(desk: Desk) -> None:
    desk.goal("Launch")
    desk.do(goals.set_aside, goal_id=1)
    assert desk.board.goal(1).set_aside_at == desk.now.at
    with desk.refusal("is not open"):
        desk.do(goals.set_aside, goal_id=1)
    desk.do(goals.reopen, goal_id=1)
    assert desk.board.goal(1).set_aside_at is None
    with desk.refusal("is open"):
        desk.do(goals.reopen, goal_id=1)


def test_hostile_text_is_kept_harmless_in_a_goal(desk: Desk, hostile: str) -> None:
    desk.do(goals.add, title=hostile, why=hostile, steps=(hostile,))
    goal = desk.board.goal(1)
    for text in (goal.title, goal.why, desk.card(1).title):
        assert text
        assert all(char.isprintable() or char in "\u200b\u200d" for char in text)


def test_cards_keep_their_goal_when_they_move(desk: Desk) -> None:
    goal_id = desk.goal("Launch", "One")
    desk.finish(1)
    desk.do(cards.move, card_ids=(1,), column_id=2)
    assert desk.card(1).goal_id == goal_id
