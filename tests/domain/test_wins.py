from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.change import Change, Edit
from kanban.domain.moment import wall_clock
from kanban.domain.operations import cards, goals
from kanban.domain.records import Card, Move, Win, WinKind
from kanban.domain.splitting import Step
from kanban.domain.values import replace
from kanban.domain.wins import earned, win_edits
from kanban.errors import RuleError

from .builder import Desk, few, local_moment, moderate

COLUMNS = ("To Do", "Doing", "Done")
CARDS = (1, 2, 3)


def a_desk_with_three_cards() -> Desk:
    desk = Desk.new(local_moment("2026-11-20 22:30"))
    desk.board.apply(cards.add(desk.board, desk.now, titles=("One", "Two", "Three")))
    return desk


# -- the rule, case by case ----------------------------------------------------------------------


def test_entering_done_is_one_win(desk: Desk) -> None:
    goal_id = desk.goal("Launch")
    desk.add("Test login", fields={"goal_id": goal_id})
    desk.move(1, to="Doing")
    assert desk.wins_of(1) == []
    desk.wait(minutes=30)
    change = desk.finish(1)
    assert desk.wins_of(1) == [
        Win(
            id=1,
            kind=WinKind.CARD,
            text="Test login",
            at=desk.now.at,
            zone="Europe/Berlin",
            utc_offset_minutes=60,
            day=date(2026, 11, 22),
            card_id=1,
            goal_id=goal_id,
        )
    ]
    assert len(change.of(Card)) == len(change.of(Win)) == 1


def test_a_card_added_to_done_is_a_win(desk: Desk) -> None:
    desk.add("One", "Two", to="Done")
    assert desk.wins_today() == ["One", "Two"]


def test_moving_between_other_columns_is_no_win(desk: Desk) -> None:
    desk.add("One")
    desk.move(1, to="Doing")
    desk.move(1, to="To Do")
    assert desk.board.table(Win) == {}


def test_moving_within_done_is_no_second_win(desk: Desk) -> None:
    desk.add("One", "Two", to="Done")
    wins = dict(desk.board.table(Win))
    desk.move(2, to="Done", on_top=True)
    desk.do(cards.shift, card_id=2, by=1)
    assert dict(desk.board.table(Win)) == wins


def test_leaving_done_the_same_day_withdraws_the_win(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)[0]
    desk.wait(hours=2)
    desk.move(1, to="Doing")
    assert desk.wins_of(1) == [replace(won, withdrawn_at=desk.now.at)]
    assert desk.wins_today() == []


def test_reentering_done_the_same_day_is_one_win(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)
    for column in ("Doing", "To Do"):
        desk.wait(hours=1)
        desk.move(1, to=column)
        desk.wait(hours=1)
        desk.finish(1)
        assert desk.wins_of(1) == won
    assert desk.wins_today() == ["One"]


def test_a_reinstated_win_is_as_it_was_first_earned_even_when_the_card_was_renamed(
    desk: Desk,
) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)
    desk.move(1, to="Doing")
    desk.do(cards.amend, card_id=1, fields={"title": "Uno"})
    desk.finish(1)
    assert desk.wins_of(1) == won


def test_leaving_done_on_a_later_day_touches_no_win(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)
    desk.wait(days=1)
    change = desk.move(1, to="Doing")
    assert change.of(Win) == ()
    assert desk.wins_of(1) == won


def test_reentering_done_on_a_later_day_is_a_win_of_that_day(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    desk.wait(days=1)
    desk.move(1, to="Doing")
    desk.wait(hours=1)
    desk.finish(1)
    assert [win.day for win in desk.wins_of(1)] == [date(2026, 11, 22), date(2026, 11, 23)]
    desk.move(1, to="Doing")
    assert [win.withdrawn_at is None for win in desk.wins_of(1)] == [True, False]


def test_the_day_of_a_win_is_the_persons_day_and_not_the_date_of_the_clock(desk: Desk) -> None:
    desk.add("One")
    desk.now = local_moment("2026-11-23 03:59")
    desk.finish(1)
    assert desk.wins_of(1)[0].day == date(2026, 11, 22)
    desk.now = local_moment("2026-11-23 04:00")
    desk.move(1, to="Doing")
    assert desk.wins_of(1)[0].withdrawn_at is None


def test_a_win_keeps_the_clock_of_the_place_where_it_was_earned(zone: str) -> None:
    desk = Desk.new(local_moment("2026-07-01 23:30", zone))
    desk.add("One", to="Done")
    win = desk.wins_of(1)[0]
    assert win.zone == zone
    assert win.day == date(2026, 7, 1)
    assert win.at.utcoffset() == UTC.utcoffset(None)
    wall = wall_clock(win.at, win.utc_offset_minutes)
    assert f"{wall:%Y-%m-%d %H:%M}" == "2026-07-01 23:30"


def test_travelling_back_over_the_date_line_withdraws_and_reinstates_by_the_local_day() -> None:
    desk = Desk.new(local_moment("2026-07-02 10:00", "Pacific/Auckland"))
    desk.add("One", to="Done")
    desk.now = local_moment("2026-07-01 18:00", "America/New_York")
    desk.move(1, to="Doing")
    assert desk.wins_of(1)[0].withdrawn_at is None
    desk.finish(1)
    assert [win.day for win in desk.wins_of(1)] == [date(2026, 7, 2), date(2026, 7, 1)]
    desk.now = local_moment("2026-07-02 09:00", "America/New_York")
    desk.move(1, to="Doing")
    assert [win.withdrawn_at is None for win in desk.wins_of(1)] == [False, True]


def test_archiving_leaves_wins(desk: Desk) -> None:
    desk.add("One", to="Done")
    won = desk.wins_of(1)
    desk.archive(1)
    assert desk.wins_of(1) == won
    assert desk.wins_today() == ["One"]


def test_undo_withdraws_and_redo_reinstates_with_the_same_instant(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)
    desk.wait(days=2)
    desk.undo()
    assert desk.wins_of(1) == [replace(won[0], withdrawn_at=desk.now.at)]
    desk.wait(days=2)
    desk.redo()
    assert desk.wins_of(1) == won


def test_finishing_again_after_undo_reinstates_the_win_of_that_day(desk: Desk) -> None:
    desk.add("One")
    desk.finish(1)
    won = desk.wins_of(1)
    desk.undo()
    desk.wait(hours=1)
    desk.finish(1)
    assert desk.wins_of(1) == won


def test_many_cards_at_once_are_a_win_each(desk: Desk) -> None:
    desk.add("One", "Two", "Three")
    desk.finish(2)
    desk.move(2, to="Doing")
    change = desk.finish(1, 2, 3)
    assert desk.wins_today() == ["Two", "One", "Three"]
    assert sorted(edit.record.id for edit in change.of(Win)) == [1, 2, 3]


def test_a_win_logged_by_hand_is_no_win_of_the_card(desk: Desk) -> None:
    desk.add("One", to="Done")
    step = earned(2, WinKind.FORWARD, "A step", desk.now, card_id=1)
    card = desk.card(1)
    desk.board.apply(Change("Stepped", (Edit(None, step),)))
    edits = win_edits(
        desk.board, desk.now, [(card, replace(card, column_id=1, moves=(Move(1, desk.now.at),)))]
    )
    assert [edit.before.id for edit in edits] == [1]


def test_a_moment_becomes_a_win_field_by_field(now) -> None:
    win = earned(4, WinKind.CLARITY, "What is now clear", now, card_id=2, goal_id=3)
    assert (win.id, win.kind, win.card_id, win.goal_id) == (4, WinKind.CLARITY, 2, 3)
    assert (win.at, win.zone, win.utc_offset_minutes, win.day) == (
        now.at,
        now.zone,
        now.utc_offset_minutes,
        now.day,
    )
    assert win.withdrawn_at is None
    assert not win.starred


# -- the rule, over random days ------------------------------------------------------------------


class PlainRule:
    """The win rule told anew: which (card, day) count, and when each was first earned."""

    def __init__(self) -> None:
        self.counting: frozenset[tuple[int, date]] = frozenset()
        self.first: dict[tuple[int, date], datetime] = {}
        self.done: list[frozenset[tuple[int, date]]] = []
        self.undone: list[frozenset[tuple[int, date]]] = []

    def act(self, entering: set[int], leaving: set[int], day: date, at: datetime) -> None:
        self.done.append(self.counting)
        self.undone.clear()
        for card_id in entering:
            self.first.setdefault((card_id, day), at)
        self.counting |= {(card_id, day) for card_id in entering}
        self.counting -= {(card_id, day) for card_id in leaving}

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.counting)
            self.counting = self.done.pop()

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.counting)
            self.counting = self.undone.pop()


waits = st.sampled_from(
    [{}, {}, {"minutes": 5}, {"hours": 3}, {"hours": 9}, {"days": 1}, {"days": 3}, {"hours": -7}]
)
movements = st.tuples(
    st.just("move"),
    st.lists(st.sampled_from(CARDS), min_size=1, max_size=3, unique=True),
    st.sampled_from((*COLUMNS, "Done")),
)
steps = st.lists(
    st.tuples(
        waits,
        st.one_of(
            movements,
            movements,
            st.tuples(st.just("undo")),
            st.tuples(st.just("redo")),
            st.tuples(st.just("archive"), st.sampled_from(CARDS)),
            st.tuples(st.just("win")),
        ),
    ),
    max_size=40,
)


def take(desk: Desk, rule: PlainRule, act: tuple) -> None:
    name, *arguments = act
    was_done = {card_id for card_id in CARDS if desk.board.is_done(desk.card(card_id))}
    try:
        match name:
            case "move":
                desk.move(*arguments[0], to=arguments[1])
            case "archive":
                desk.archive(arguments[0])
            case "win":
                desk.win("Sent that email")
            case "undo":
                desk.undo()
                rule.undo()
                return
            case _:
                desk.redo()
                rule.redo()
                return
    except RuleError:
        return
    is_done = {card_id for card_id in CARDS if desk.board.is_done(desk.card(card_id))}
    rule.act(is_done - was_done, was_done - is_done, desk.now.day, desk.now.at)


@moderate
@given(steps)
def test_the_win_rule_holds_over_any_days_of_moves_undo_and_redo(days) -> None:
    desk, rule = a_desk_with_three_cards(), PlainRule()
    ever: dict[int, Win] = {}
    for wait, act in days:
        desk.wait(**wait)
        take(desk, rule, act)

        wins = desk.board.table(Win)
        of_cards = [win for win in wins.values() if win.kind is WinKind.CARD]
        counting = Counter((win.card_id, win.day) for win in of_cards if win.withdrawn_at is None)
        assert all(times == 1 for times in counting.values())
        assert set(counting) == rule.counting
        assert {(win.card_id, win.day): win.at for win in of_cards} == rule.first
        for win_id, win in ever.items():
            assert replace(wins[win_id], withdrawn_at=None) == replace(win, withdrawn_at=None)
        ever |= wins


@few
@given(steps)
def test_a_session_that_undoes_all_it_did_leaves_no_win_counting(days) -> None:
    desk, rule = a_desk_with_three_cards(), PlainRule()
    for wait, act in days:
        desk.wait(**wait)
        take(desk, rule, act)
    while desk.undo():
        pass
    assert desk.board.days_with_wins() == []
    assert {(win.card_id, win.day) for win in desk.board.table(Win).values()} >= set(rule.first)


@few
@given(
    st.lists(
        st.tuples(
            waits,
            st.integers(0, 1),
            st.one_of(movements, st.tuples(st.just("undo")), st.tuples(st.just("redo"))),
        ),
        max_size=40,
    )
)
def test_a_card_counts_at_most_once_a_day_when_two_sessions_move_it(days) -> None:
    here = a_desk_with_three_cards()
    desks = (here, here.beside("there"))
    ever: dict[int, datetime] = {}
    for wait, who, act in days:
        for desk in desks:
            desk.wait(**wait)
        take(desks[who], PlainRule(), act)
        wins = here.board.table(Win)
        counting = Counter(
            (win.card_id, win.day) for win in wins.values() if win.withdrawn_at is None
        )
        assert all(times == 1 for times in counting.values())
        assert all(wins[win_id].at == at for win_id, at in ever.items())
        ever |= {win_id: win.at for win_id, win in wins.items()}


# -- milestones ------------------------------------------------------------------------------------


def house(desk: Desk) -> int:
    """A goal with two cards under a milestone, 1 and 2, and one beside, 3."""
    goal_id = desk.goal("House")
    steps = (Step("Dig", "Foundation"), Step("Pour", "Foundation"), Step("Paint"))
    desk.do(goals.split_goal, goal_id=goal_id, steps=steps)
    return goal_id


def milestones(desk: Desk) -> list[str]:
    wins = desk.board.wins_on(desk.now.day)
    return [win.text for win in wins if win.kind is WinKind.MILESTONE]


def test_the_last_card_of_a_milestone_makes_a_win_of_its_own(desk: Desk) -> None:
    goal_id = house(desk)
    desk.finish(1)
    desk.finish(3)
    assert milestones(desk) == []
    desk.finish(2)
    assert milestones(desk) == ["Foundation"]
    assert desk.board.wins_on(desk.now.day)[-1].goal_id == goal_id


def test_the_last_cards_of_a_milestone_may_arrive_together(desk: Desk) -> None:
    house(desk)
    desk.finish(1, 2)
    assert milestones(desk) == ["Foundation"]


def test_a_milestone_is_reached_once_ever(desk: Desk) -> None:
    house(desk)
    desk.finish(1, 2)
    desk.wait(days=1)
    desk.move(1, to="Doing")
    desk.finish(1)
    assert milestones(desk) == []
    assert sum(win.kind is WinKind.MILESTONE for win in desk.board.table(Win).values()) == 1


def test_a_card_carried_back_on_the_same_day_takes_its_milestone_back(desk: Desk) -> None:
    house(desk)
    desk.finish(1, 2)
    desk.move(1, to="Doing")
    assert milestones(desk) == []
    desk.finish(1)
    assert milestones(desk) == ["Foundation"]


def test_more_steps_under_a_milestone_that_is_reached_take_nothing_back(desk: Desk) -> None:
    goal_id = house(desk)
    desk.finish(1, 2)
    desk.do(goals.split_goal, goal_id=goal_id, steps=(Step("Dry", "Foundation"),))
    assert milestones(desk) == ["Foundation"]
    desk.finish(4)
    assert milestones(desk) == ["Foundation"]


def test_undo_and_redo_of_the_last_card_hold_one_win(desk: Desk) -> None:
    house(desk)
    desk.finish(1, 2)
    desk.undo()
    assert milestones(desk) == []
    desk.redo()
    assert milestones(desk) == ["Foundation"]
    desk.undo()
    desk.wait(days=1)
    desk.finish(1, 2)
    assert sum(win.kind is WinKind.MILESTONE for win in desk.board.table(Win).values()) == 1


@few
@given(
    st.lists(
        st.tuples(st.sampled_from(["done", "back", "undo", "redo", "day"]), st.integers(1, 3)),
        max_size=30,
    )
)
def test_a_milestone_has_at_most_one_win_and_one_creation(acts: list[tuple[str, int]]) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:00"))
    house(desk)
    made = 0
    for act, card_id in acts:
        change = None
        if act == "done" and not desk.board.is_done(desk.card(card_id)):
            change = desk.finish(card_id)
        elif act == "back" and desk.board.is_done(desk.card(card_id)):
            change = desk.move(card_id, to="Doing")
        elif act == "undo" and len(desk.board.history.done) > 2:
            change = desk.undo()
        elif act == "redo" and desk.board.history.undone:
            change = desk.redo()
        elif act == "day":
            desk.wait(days=1)
        made += sum(
            edit.before is None and edit.record.kind is WinKind.MILESTONE
            for edit in (change.of(Win) if change else ())
        )
    assert made <= 1
    assert made == sum(win.kind is WinKind.MILESTONE for win in desk.board.table(Win).values())
