"""Cards that go from one board to another keep what they are, and arrive once."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.domain import faults
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, sending
from kanban.domain.records import Card, Goal, Item
from kanban.domain.values import replace

from .builder import Desk, local_moment, moderate

NOW = local_moment("2026-11-22 09:12")


@pytest.fixture
def there(now: Moment) -> Desk:
    """Another board, whose columns have other ids."""
    return Desk.new(now, names=("Ideas", "Doing", "To Do", "Shipped"))


def send(here: Desk, there: Desk, *card_ids: int) -> tuple[str, ...]:
    """Send cards as the shelf does, and return what was remarked."""
    received = sending.receive(there.board, there.now, sending.pack(here.board, card_ids))
    if received.change is not None:
        there.commit(received.change)
    here.do(sending.put_away, card_ids=card_ids, title=there.board.title)
    return received.remarks


def arrived(there: Desk) -> Card:
    (card,) = there.board.table(Card).values()
    return card


def test_a_card_keeps_all_that_it_is(desk: Desk, there: Desk):
    fields = {
        "notes": "See **the page**",
        "tags": ("bug", "web"),
        "due_on": date(2026, 11, 27),
        "checklist": (Item("one", is_done=True), Item("two")),
        "blocked": "no certificate",
    }
    (card_id,) = desk.add("Test login", fields=fields)
    desk.wait(days=1)
    desk.move(card_id, to="Doing")
    card = desk.card(card_id)
    full = replace(card, due_at=time(17), repeat="every fri", repeat_from=date(2026, 11, 27))
    desk.board._put("cards", replace(full, extra={"later": 1}))
    there.wait(days=2)
    assert send(desk, there, card_id) == ()
    new = arrived(there)
    same = ("title", "notes", "tags", "due_on", "due_at", "repeat", "repeat_from", "checklist")
    for name in (*same, "blocked", "created_at", "extra"):
        assert getattr(new, name) == getattr(desk.card(card_id), name), name
    names = [there.board.column(move.column_id).name for move in new.moves]
    assert names == ["To Do", "Doing"]
    assert [move.at for move in new.moves] == [move.at for move in card.moves]
    assert there.board.column(new.column_id).name == "Doing"


@pytest.mark.parametrize(
    ("column", "found"), [("To Do", "To Do"), ("Doing", "Doing"), ("Done", "Shipped")]
)
def test_a_card_comes_to_the_column_of_the_same_name_or_to_done(
    desk: Desk, there: Desk, column: str, found: str
):
    (card_id,) = desk.add("Test login", to=column)
    send(desk, there, card_id)
    assert there.titles(found) == ["Test login"]


def test_a_card_of_a_column_that_is_not_there_comes_to_the_first(now: Moment):
    here, there = Desk.new(now, names=("Review", "Done")), Desk.new(now)
    (card_id,) = here.add("Test login")
    send(here, there, card_id)
    assert there.titles("To Do") == ["Test login"]
    assert arrived(there).moves[-1].column_id == arrived(there).column_id


def test_a_card_that_is_not_done_never_arrives_in_done(now: Moment):
    here = Desk.new(now, names=("Shipped", "Done"))
    there = Desk.new(now, names=("Ideas", "Shipped"))
    (card_id,) = here.add("Pack it")
    send(here, there, card_id)
    assert there.titles("Ideas") == ["Pack it"]


def test_wins_stay_where_they_were_earned(desk: Desk, there: Desk):
    (card_id,) = desk.add("Test login")
    desk.finish(card_id)
    before = desk.wins_today()
    assert sending.has_wins(desk.board, (card_id,))
    send(desk, there, card_id)
    assert desk.wins_today() == before == ["Test login"]
    assert there.wins_today() == []
    assert there.titles("Shipped") == ["Test login"]


def test_a_goal_is_found_by_its_title_or_left_behind_with_a_word(desk: Desk, there: Desk):
    goal_id = desk.goal("Launch the page")
    (with_goal, other) = desk.add("Write", "Read", fields={"goal_id": goal_id})
    there.goal("Garden")
    found = there.goal("LAUNCH the page")
    assert send(desk, there, with_goal) == ()
    assert arrived(there).goal_id == found
    third = Desk.new(desk.now)
    remarks = send(desk, third, other)
    assert remarks == ('The goal "Launch the page" is not there, so it came without one.',)
    assert arrived(third).goal_id is None


def test_a_milestone_comes_along_where_the_goal_has_it(desk: Desk, there: Desk):
    goal_id = desk.goal("Launch")
    desk.board._put("goals", replace(desk.board.goal(goal_id), milestones=("Words",)))
    (one, two) = desk.add("Write", "Read", fields={"goal_id": goal_id, "milestone": "Words"})
    there_id = there.goal("Launch")
    assert send(desk, there, one) == (
        'The milestone "Words" is not there, so it came without one.',
    )
    there.board._put("goals", replace(there.board.goal(there_id), milestones=("Words",)))
    send(desk, there, two)
    assert [card.milestone for card in there.board.table(Card).values()] == [None, "Words"]


def test_what_is_sent_together_stays_together(desk: Desk, there: Desk):
    first, second, third = desk.add("Dig", "Pour", "Dry")
    desk.board._put("cards", replace(desk.card(second), waits_for=(first, third), split_from=first))
    remarks = send(desk, there, first, second)
    assert remarks == ('"Pour" no longer waits for a card that stays here.',)
    dig, pour = there.board.table(Card).values()
    assert (pour.waits_for, pour.split_from) == ((dig.id,), dig.id)


def test_what_was_brought_already_is_not_made_twice(desk: Desk, there: Desk):
    one, two = desk.add("Dig", "Pour")
    parcel = sending.pack(desk.board, (one,))
    there.commit(sending.receive(there.board, there.now, parcel).change)
    received = sending.receive(there.board, there.now, sending.pack(desk.board, (one, two)))
    there.commit(received.change)
    assert there.titles("To Do") == ["Dig", "Pour"]
    assert received.remarks == (
        "What an earlier try had brought there already was not made twice.",
    )
    again = sending.receive(there.board, there.now, sending.pack(desk.board, (one, two)))
    assert again.change is None


def test_a_card_that_was_moved_or_changed_there_is_still_found(desk: Desk, there: Desk):
    (card_id,) = desk.add("Dig")
    there.commit(sending.receive(there.board, NOW, sending.pack(desk.board, (card_id,))).change)
    there.finish(arrived(there).id)
    there.do(cards.amend, card_id=arrived(there).id, fields={"title": "Dug"})
    assert sending.receive(there.board, NOW, sending.pack(desk.board, (card_id,))).change is None


def test_a_card_that_was_changed_here_since_is_another_card(desk: Desk, there: Desk):
    (card_id,) = desk.add("Dig")
    send(desk, there, card_id)
    desk.undo()
    desk.do(cards.amend, card_id=card_id, fields={"notes": "two spades deep"})
    send(desk, there, card_id)
    assert there.titles("To Do") == ["Dig", "Dig"]


def test_a_card_that_was_put_away_there_arrives_anew(desk: Desk, there: Desk):
    (card_id,) = desk.add("Dig")
    send(desk, there, card_id)
    there.archive(arrived(there).id)
    desk.undo()
    send(desk, there, card_id)
    assert there.titles("To Do") == ["Dig"]


def test_undo_here_brings_it_back_and_the_copy_there_stays(desk: Desk, there: Desk):
    (card_id,) = desk.add("Dig")
    send(desk, there, card_id)
    assert desk.titles("To Do") == []
    desk.undo()
    assert desk.titles("To Do") == there.titles("To Do") == ["Dig"]
    desk.redo()
    assert desk.titles("To Do") == []
    assert there.titles("To Do") == ["Dig"]


def test_a_card_can_go_there_and_back(desk: Desk, there: Desk):
    (card_id,) = desk.add("Dig")
    send(desk, there, card_id)
    send(there, desk, arrived(there).id)
    assert desk.titles("To Do") == ["Dig"]
    assert there.titles("To Do") == []


def test_the_words_name_what_went_where(desk: Desk, there: Desk):
    one, two, three = desk.add("Dig", "Pour", "Dry")
    there.board._put("about", replace(there.board.about, title="Garden"))
    change = desk.do(sending.put_away, card_ids=(one,), title="Garden")
    assert change.words == 'Sent "Dig" to Garden'
    change = desk.do(sending.put_away, card_ids=(two, three), title="Garden")
    assert change.words == "Sent 2 cards to Garden"


def test_what_cannot_be_sent_is_refused(desk: Desk):
    (card_id,) = desk.add("Dig")
    desk.archive(card_id)
    for card_ids, words in (((), "No card"), ((card_id,), "in the archive"), ((99,), "no card 99")):
        with desk.refusal(words):
            sending.pack(desk.board, card_ids)


HOMES = some.sampled_from(("To Do", "Doing", "Done", "Review"))


@moderate
@given(
    homes=some.lists(HOMES, min_size=1, max_size=12),
    held=some.integers(0, 4),
    names=some.permutations(["To Do", "Doing", "Later", "Done"]),
)
def test_cards_arrive_in_their_order_and_the_board_has_no_fault(homes, held, names):
    here = Desk.new(NOW, names=("To Do", "Review", "Doing", "Done"), done="Done")
    there = Desk.new(NOW, names=tuple(names), done="Done")
    if held:
        there.add(*(f"held {number}" for number in range(held)), to="Doing")
    ids = [here.add(f"card {n}", to=home)[0] for n, home in enumerate(homes)]
    send(here, there, *ids)
    first = there.board.first_column
    for n, home in enumerate(homes):
        wanted = "Done" if home == "Done" else home if home in ("To Do", "Doing") else first.name
        assert f"card {n}" in there.titles(wanted)
    for name in names:
        sent = [title for title in there.titles(name) if title.startswith("card")]
        assert sent == sorted(sent, key=lambda title: int(title.split()[1]))
    for look in (faults.stray_cards, faults.places, faults.lost_goals, faults.waiting):
        assert list(look(there.board, NOW.at)) == []
    assert there.board.table(Goal) == {}
