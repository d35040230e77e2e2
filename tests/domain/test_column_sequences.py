"""Whole lives of a board's columns: whatever is done to them in any order."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kanban.domain.operations import cards, columns, sorting
from kanban.domain.records import Card, Win
from kanban.errors import RuleError

from .builder import Desk, brute_force, local_moment, moderate, observed, rebuilt, records

NAMES = st.sampled_from(["To Do", "doing", "Review", "Shelf", "[red]", "\x1b[2J", " "])
PLACES = st.integers(0, 9)


class ColumnLife(RuleBasedStateMachine):
    """One person who is never content with the columns."""

    @initialize(count=st.integers(1, 6))
    def open(self, count: int) -> None:
        self.desk = Desk.new(
            local_moment("2026-11-20 20:00"), names=tuple(f"Stage {n}" for n in range(count))
        )
        self.desk.add("One", "Two", "Step 10", "Step 2", fields={"tags": ("a",)})
        self.desk.board.history.done.clear()
        self.states = [records(self.desk.board)]

    def do(self, operation, **arguments) -> None:
        before = records(self.desk.board)
        try:
            self.desk.do(operation, **arguments)
        except RuleError:
            assert records(self.desk.board) == before
            return
        self.states.append(records(self.desk.board))

    def column_id(self, place: int) -> int:
        order = self.desk.board.columns()
        return order[place].id if place < len(order) else 99

    @rule(name=NAMES, place=st.one_of(st.none(), PLACES), wip_limit=st.one_of(st.none(), PLACES))
    def add(self, name, place, wip_limit) -> None:
        self.do(columns.add, name=name, place=place, wip_limit=wip_limit)

    @rule(place=PLACES, name=NAMES)
    def rename(self, place, name) -> None:
        self.do(columns.rename, column_id=self.column_id(place), name=name)

    @rule(place=PLACES, to=PLACES)
    def move(self, place, to) -> None:
        self.do(columns.move, column_id=self.column_id(place), place=to)

    @rule(place=PLACES, wip_limit=st.one_of(st.none(), st.integers(-1, 1_001)))
    def limit(self, place, wip_limit) -> None:
        self.do(columns.limit, column_id=self.column_id(place), wip_limit=wip_limit)

    @rule(
        place=PLACES,
        act=st.sampled_from([columns.hide, columns.show, columns.narrow, columns.widen]),
    )
    def turn(self, place, act) -> None:
        self.do(act, column_id=self.column_id(place))

    @rule(place=PLACES)
    def make_done(self, place) -> None:
        wins = dict(self.desk.board.table(Win))
        self.do(columns.make_done, column_id=self.column_id(place))
        assert self.desk.board.table(Win) == wins

    @rule(place=PLACES, to=st.one_of(st.none(), PLACES))
    def remove(self, place, to) -> None:
        to_id = None if to is None else self.column_id(to)
        self.do(columns.remove, column_id=self.column_id(place), to_id=to_id)

    @rule(place=PLACES, by=st.sampled_from(sorted(sorting.ORDERS)))
    def sort(self, place, by) -> None:
        wins = dict(self.desk.board.table(Win))
        self.do(sorting.sort, column_id=self.column_id(place), by=by)
        assert self.desk.board.table(Win) == wins

    @rule(card_id=st.integers(1, 6), to=PLACES, on_top=st.booleans())
    def carry(self, card_id, to, on_top) -> None:
        self.do(cards.move, card_ids=(card_id,), column_id=self.column_id(to), on_top=on_top)

    @rule(card_id=st.integers(1, 6))
    def archive(self, card_id) -> None:
        self.do(cards.archive, card_ids=(card_id,))

    @rule(title=st.sampled_from(["Three", "Step 1"]))
    def add_card(self, title) -> None:
        self.do(cards.add, titles=(title,))

    @rule(hours=st.sampled_from([1, 26]))
    def wait(self, hours) -> None:
        self.desk.wait(hours=hours)

    @rule()
    def undo(self) -> None:
        if self.desk.undo():
            self.states.pop()
            state, now = self.states[-1], records(self.desk.board)
            assert {**now, "wins": None} == {**state, "wins": None}

    @invariant()
    def columns_are_in_order(self) -> None:
        order = self.desk.board.columns()
        assert sum(each.is_done for each in order) == 1
        assert len({each.rank for each in order}) == len(order)
        assert len({each.name.casefold() for each in order}) == len(order)
        assert 1 <= len(order) <= columns.MOST_COLUMNS

    @invariant()
    def done_is_shown_and_one_beside_it(self) -> None:
        shown = self.desk.board.shown_columns()
        assert self.desk.board.done_column in shown
        assert not self.desk.board.done_column.is_hidden
        assert len(shown) > 1 or len(self.desk.board.columns()) == 1

    @invariant()
    def no_card_is_lost(self) -> None:
        board = self.desk.board
        there = {each.id for each in board.columns()}
        assert all(card.column_id in there for card in board.table(Card).values())
        shown = sum(board.count_in(column_id) for column_id in there)
        assert shown == sum(card.archived_at is None for card in board.table(Card).values())
        for column_id in there:
            ranks = [rank for rank, _ in board.ranks_in(column_id)]
            assert len(set(ranks)) == len(ranks)

    @invariant()
    def indexes_equal_brute_force(self) -> None:
        found = observed(self.desk.board)
        assert found == brute_force(self.desk.board)
        assert found == observed(rebuilt(self.desk.board))


TestAnyLifeOfColumns = ColumnLife.TestCase
TestAnyLifeOfColumns.settings = settings(moderate, max_examples=60, stateful_step_count=30)
