"""Two keepers on one board, with restarts and folds, held against plain dictionaries."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kanban.domain.change import Change
from kanban.domain.operations import cards, goals, wins
from kanban.domain.records import Card, Record, Win
from kanban.domain.values import replace
from kanban.errors import RuleError
from kanban.keeper import Keeper
from tests.domain.builder import brute_force, observed, records

from .builder import new_keeper, reopened

DEPTH = 100
who = some.integers(0, 1)
pick = some.integers(0, 10**6)


@dataclass
class Act:
    """What the model remembers of an act: its change, whose it was, and when."""

    change: Change
    session: int
    number: int


@dataclass
class Model:
    """A board as a dictionary, with two lists of acts; shares no code with the real one."""

    held: dict[tuple[str, int], Any] = field(default_factory=dict)
    done: list[Act] = field(default_factory=list)
    undone: list[Act] = field(default_factory=list)
    count: int = 0

    def put(self, change: Change) -> None:
        for edit in change.edits:
            key = (edit.table, edit.record.id)
            assert self.held.get(key) == edit.before
            if edit.after is None:
                del self.held[key]
            else:
                self.held[key] = edit.after
        self.count += 1

    def fits(self, change: Change) -> bool:
        """Tell whether an act can be taken back: its records are as it left them."""
        return all(
            self.held.get((edit.table, edit.record.id)) == edit.after for edit in change.edits
        )


class TwoKeepers(RuleBasedStateMachine):
    """Each rule acts on the real keepers and on the model, and compares."""

    @initialize()
    def open(self):
        self.place = tempfile.mkdtemp()
        self.folder = Path(self.place) / "boards"
        self.keepers: list[Keeper] = [new_keeper(self.folder), reopened(self.folder)]
        self.model = Model(dict(_flat(self.keepers[0])))
        self.opened = 2
        self.sessions = [(1, 0), (2, 0)]

    def teardown(self):
        if hasattr(self, "place"):
            shutil.rmtree(self.place, ignore_errors=True)

    @rule(who=who, count=some.integers(1, 3))
    def add(self, who, count):
        self._do(who, cards.add, titles=tuple(f"Card {number}" for number in range(count)))

    @rule(who=who, at=pick, column=some.integers(1, 3), on_top=some.booleans())
    def move(self, who, at, column, on_top):
        self._do(who, cards.move, card_ids=(self._card(who, at),), column_id=column, on_top=on_top)

    @rule(who=who, at=pick)
    def finish(self, who, at):
        self._do(who, cards.finish, card_ids=(self._card(who, at), self._card(who, at + 1)))

    @rule(who=who, at=pick)
    def archive(self, who, at):
        self._do(who, cards.archive, card_ids=(self._card(who, at),))

    @rule(who=who, at=pick)
    def split(self, who, at):
        self._do(who, goals.split_card, card_id=self._card(who, at), steps=("a", "b", "c"))

    @rule(who=who)
    def win(self, who):
        self._do(who, wins.log, texts=("A win",))

    @rule(who=who)
    def undo(self, who):
        act = self._newest(self.model.done, who)
        keeper = self.keepers[who]
        if act is None or not self.model.fits(act.change):
            with pytest.raises(RuleError):
                keeper.undo()
            return
        change = keeper.undo()
        assert change.words == act.change.words
        self._check_taken_back(act.change, change)
        self.model.put(change)
        self.model.done.remove(act)
        self.model.undone.append(Act(change, self.sessions[who][0], self.model.count))
        del self.model.undone[:-DEPTH]

    @rule(who=who)
    def redo(self, who):
        act = self._newest(self.model.undone, who)
        keeper = self.keepers[who]
        if act is None or not self.model.fits(act.change):
            with pytest.raises(RuleError):
                keeper.redo()
            return
        change = keeper.redo()
        self._check_taken_back(act.change, change)
        self.model.put(change)
        self.model.undone.remove(act)
        self.model.done.append(Act(change, self.sessions[who][0], self.model.count))
        del self.model.done[:-DEPTH]

    @rule(who=who)
    def restart(self, who):
        self.keepers[who].close()
        self.keepers[who] = reopened(self.folder)
        self.opened += 1
        self.sessions[who] = (self.opened, self.model.count)

    @rule(who=who)
    def fold(self, who):
        self.keepers[who].fold()

    @rule(who=who)
    def follow(self, who):
        self.keepers[who].follow()
        self._compare(self.keepers[who])

    @invariant()
    def a_third_that_opens_the_files_sees_what_the_model_holds(self):
        if hasattr(self, "model"):
            self._compare(reopened(self.folder))

    def _do(self, who, operation, **arguments):
        keeper = self.keepers[who]
        try:
            change = keeper.do(operation, **arguments)
        except RuleError:
            return
        self.model.put(change)
        session, since = self.sessions[who]
        self.model.undone = [
            act for act in self.model.undone if act.session != session and act.number > since
        ]
        self.model.done.append(Act(change, session, self.model.count))
        del self.model.done[:-DEPTH]
        self._compare(keeper)

    def _card(self, who, at):
        self.keepers[who].follow()
        numbers = sorted(self.keepers[who].board.table(Card))
        return numbers[at % len(numbers)] if numbers else 1

    def _newest(self, acts, who):
        session, since = self.sessions[who]
        mine = [act for act in acts if act.session == session or act.number <= since]
        return mine[-1] if mine else None

    def _check_taken_back(self, act: Change, back: Change) -> None:
        """A record that was changed is as before; a win that was earned is only withdrawn."""
        sides = {(edit.table, edit.record.id): edit for edit in back.edits}
        for edit in act.edits:
            found = sides[edit.table, edit.record.id]
            if edit.before is None and isinstance(edit.after, Win):
                assert found.after is not None
                assert replace(found.after, withdrawn_at=None) == replace(
                    edit.after, withdrawn_at=None
                )
            else:
                assert found.before == edit.after
                assert found.after == self._where_free(edit.before, found.after)

    def _where_free(self, wanted: Record | None, found: Record | None) -> Record | None:
        """Return a record as it was, save for a place that another has been given meanwhile."""
        if not isinstance(wanted, Card) or not isinstance(found, Card) or wanted == found:
            return wanted
        others = [
            card
            for card in self.model.held.values()
            if isinstance(card, Card) and card.column_id == wanted.column_id
        ]
        assert wanted.rank in [card.rank for card in others if card.id != wanted.id]
        return replace(wanted, rank=found.rank)

    def _compare(self, keeper: Keeper) -> None:
        assert dict(_flat(keeper)) == self.model.held
        assert keeper.board.seq == self.model.count
        assert observed(keeper.board) == brute_force(keeper.board)


def _flat(keeper: Keeper):
    return [
        ((table, key), record)
        for table, held in records(keeper.board).items()
        for key, record in held.items()
    ]


TestTwoKeepers = TwoKeepers.TestCase
TestTwoKeepers.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
