"""Whole lives of a board: any acts in any order, held against brute force."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kanban.domain.operations import cards, columns, days, goals, wins
from kanban.domain.records import Card, Goal, Item, Win
from kanban.domain.splitting import Step
from kanban.domain.wins import REFRAMES
from kanban.errors import RuleError

from .builder import (
    Desk,
    brute_force,
    local_moment,
    moderate,
    numbers_taken,
    observed,
    rebuilt,
    records,
)

COLUMN_NAMES = ("To Do", "Doing", "Done")
titles = st.sampled_from(["Test login", "fix array[/] bug", "\x1b[31mred", "\u5bbd\u5b57", " x "])
places = st.integers(0, 30)


class Board(RuleBasedStateMachine):
    """One person and a board, for some days."""

    @initialize(has_past=st.booleans())
    def open(self, has_past: bool) -> None:
        self.desk = Desk.new(local_moment("2026-11-20 20:00"))
        if has_past:
            goal_id = self.desk.goal("Launch", "One", "Two", "Three")
            self.desk.finish(1, 2)
            self.desk.move(2, to="Doing")
            self.desk.win("Sent that email", goal_id)
            self.desk.archive(1)
            self.desk.write(note="n")
            history = self.desk.board.history
            history.done.clear()
        self.first = records(self.desk.board)
        self.first_ids = self.desk.board.next_ids()
        self.states = [self.first]
        self.ahead: list[dict] = []

    def do(self, operation, **arguments) -> None:
        before = records(self.desk.board)
        try:
            self.desk.do(operation, **arguments)
        except RuleError:
            assert records(self.desk.board) == before
            return
        self.states.append(records(self.desk.board))
        self.ahead.clear()

    def any_id(self, kind: type, place: int, or_else: int = 99) -> int:
        ids = sorted(self.desk.board.table(kind))
        return ids[place % len(ids)] if ids else or_else

    @rule(
        names=st.lists(titles, min_size=1, max_size=4),
        column=st.sampled_from(COLUMN_NAMES),
        place=places,
        on_top=st.booleans(),
        goes_behind=st.booleans(),
        has_goal=st.booleans(),
    )
    def add(self, names, column, place, on_top, goes_behind, has_goal) -> None:
        self.do(
            cards.add,
            titles=tuple(names),
            column_id=self.desk.column_id(column),
            after_id=self.any_id(Card, place) if goes_behind else None,
            on_top=on_top,
            fields={"goal_id": self.any_id(Goal, place)} if has_goal else None,
        )

    @rule(
        chosen=st.lists(places, max_size=3),
        column=st.sampled_from(COLUMN_NAMES),
        behind=st.one_of(st.none(), places),
        on_top=st.booleans(),
    )
    def move(self, chosen, column, behind, on_top) -> None:
        self.do(
            cards.move,
            card_ids=tuple(self.any_id(Card, place) for place in chosen),
            column_id=self.desk.column_id(column),
            after_id=None if behind is None else self.any_id(Card, behind),
            on_top=on_top,
        )

    @rule(chosen=st.lists(places, min_size=1, max_size=3))
    def finish(self, chosen) -> None:
        self.do(cards.finish, card_ids=tuple(self.any_id(Card, place) for place in chosen))

    @rule(place=places, by=st.integers(-4, 4))
    def shift(self, place, by) -> None:
        self.do(cards.shift, card_id=self.any_id(Card, place), by=by)

    @rule(place=places, title=titles, goal_place=places)
    def amend(self, place, title, goal_place) -> None:
        goal_id = self.any_id(Goal, goal_place) if self.desk.board.goals() else None
        fields = {"title": title, "goal_id": goal_id, "checklist": (Item("one"),)}
        self.do(cards.amend, card_id=self.any_id(Card, place), fields=fields)

    @rule(
        chosen=st.lists(places, min_size=1, max_size=3),
        others=st.lists(places, max_size=2),
        repeat=st.sampled_from(["", "every 2 days", "every month"]),
        tag=st.sampled_from("ab"),
    )
    def amend_many(self, chosen, others, repeat, tag) -> None:
        self.do(
            cards.amend_many,
            card_ids=tuple(self.any_id(Card, place) for place in chosen),
            fields={
                "waits_for": tuple(self.any_id(Card, place) for place in others),
                "repeat": repeat,
            },
            add_tags=(tag,),
        )

    @rule(chosen=st.lists(places, min_size=1, max_size=3))
    def free(self, chosen) -> None:
        self.do(cards.free, card_ids=tuple(self.any_id(Card, place) for place in chosen))

    @rule(place=places)
    def archive(self, place) -> None:
        self.do(cards.archive, card_ids=(self.any_id(Card, place),))

    @rule(number=places, steps=st.lists(titles, max_size=3))
    def add_goal(self, number, steps) -> None:
        self.do(goals.add, title=f"Goal {number}", steps=tuple(steps))

    @rule(place=places, steps=st.lists(titles, max_size=3), is_card=st.booleans())
    def split(self, place, steps, is_card) -> None:
        if is_card:
            self.do(goals.split_card, card_id=self.any_id(Card, place), steps=tuple(steps))
        else:
            self.do(goals.split_goal, goal_id=self.any_id(Goal, place), steps=tuple(steps))

    @rule(place=places, title=titles)
    def restate(self, place, title) -> None:
        fields = {"title": title, "why": title}
        self.do(goals.amend, goal_id=self.any_id(Goal, place), fields=fields)

    @rule(place=places, act=st.sampled_from([goals.achieve, goals.set_aside, goals.reopen]))
    def turn(self, place, act) -> None:
        self.do(act, goal_id=self.any_id(Goal, place))

    @rule(place=places, by=st.integers(-2, 2))
    def shift_goal(self, place, by) -> None:
        self.do(goals.shift, goal_id=self.any_id(Goal, place), by=by)

    @rule(place=places, stages=st.lists(st.sampled_from(["Roof", "Walls"]), min_size=1, max_size=3))
    def stage(self, place, stages) -> None:
        steps = tuple(Step(f"Step {number}", name) for number, name in enumerate(stages))
        self.do(goals.split_goal, goal_id=self.any_id(Goal, place), steps=steps)

    @rule(texts=st.lists(titles, max_size=3))
    def log(self, texts) -> None:
        self.do(wins.log, texts=tuple(texts))

    @rule(back=st.integers(-1, 3), text=titles)
    def write(self, back, text) -> None:
        on = self.desk.now.day - timedelta(days=back)
        self.do(days.write, on=on, fields={"note": text})

    @rule(back=st.integers(-1, 3), text=titles, kind=st.sampled_from(REFRAMES))
    def close(self, back, text, kind) -> None:
        on = self.desk.now.day - timedelta(days=back)
        fields = {"learned": text, "learned_kind": kind, "first_step": text}
        self.do(days.close, on=on, fields=fields)

    @rule(place=places)
    def forward(self, place) -> None:
        self.do(wins.forward, card_id=self.any_id(Card, place))

    @rule(place=places, text=titles, kind=st.sampled_from(REFRAMES), is_blocked=st.booleans())
    def reframe(self, place, text, kind, is_blocked) -> None:
        card_id = self.any_id(Card, place)
        self.do(
            wins.reframe,
            learned=text,
            kind=kind,
            card_id=card_id,
            next_title=text,
            is_blocked=is_blocked,
        )

    @rule(title=titles)
    def retitle(self, title) -> None:
        self.do(columns.retitle, title=title)

    @rule(hours=st.sampled_from([1, 5, 26, -3]))
    def wait(self, hours) -> None:
        self.desk.wait(hours=hours)

    @rule()
    def undo(self) -> None:
        change = self.desk.undo()
        assert (change is None) == (len(self.states) == 1)
        if change:
            self.ahead.append(self.states.pop())
            self.assert_restored(self.states[-1])

    @rule()
    def redo(self) -> None:
        change = self.desk.redo()
        assert (change is None) == (not self.ahead)
        if change:
            self.states.append(self.ahead.pop())
            self.assert_restored(self.states[-1])

    @rule()
    def restart(self) -> None:
        self.desk = Desk(rebuilt(self.desk.board), self.desk.now, f"{self.desk.board.seq}")

    @invariant()
    def indexes_equal_brute_force(self) -> None:
        board = self.desk.board
        found = observed(board)
        assert found == brute_force(board)
        assert found == observed(rebuilt(board))
        numbers_taken(board)

    @invariant()
    def ranks_are_distinct(self) -> None:
        for column in self.desk.board.columns():
            ranks = [rank for rank, _ in self.desk.board.ranks_in(column.id)]
            assert len(set(ranks)) == len(ranks)

    def assert_restored(self, state: dict) -> None:
        now = records(self.desk.board)
        for table in state:
            if table != "wins":
                assert now[table] == state[table]
        for win_id, win in now["wins"].items():
            if win_id in state["wins"]:
                assert win == state["wins"][win_id]
            else:
                assert win.withdrawn_at is not None

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        ever = dict(self.desk.board.table(Win))
        while self.desk.undo():
            pass
        self.assert_restored(self.first)
        assert set(self.desk.board.table(Win)) == set(ever)
        for table, number in self.desk.board.next_ids().items():
            assert number >= self.first_ids[table]


TestAnyLifeOfABoard = Board.TestCase
TestAnyLifeOfABoard.settings = settings(moderate, max_examples=50, stateful_step_count=30)
