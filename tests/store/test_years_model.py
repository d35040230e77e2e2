"""Two processes at a board whose years are put away, held against one that never puts any away."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as some

from kanban.domain.board import Board
from kanban.domain.operations import wins
from kanban.domain.records import Win
from kanban.errors import RuleError
from kanban.keeper import Keeper
from tests.domain.builder import moderate, records

from .builder import new_keeper, reopened
from .test_years import change_win, earn

YEARS = range(2022, 2028)
who = some.integers(0, 1)
steps = some.lists(
    some.one_of(
        some.tuples(some.just("earn"), who, some.lists(some.sampled_from(YEARS), max_size=3)),
        some.tuples(some.just("withdraw"), who, some.integers(0, 5)),
        some.tuples(some.just("star"), who, some.integers(0, 5)),
        some.tuples(some.just("undo"), who, some.none()),
        some.tuples(some.just("redo"), who, some.none()),
        some.tuples(some.just("look"), who, some.sampled_from(YEARS)),
        some.tuples(some.just("fold"), who, some.sampled_from(YEARS)),
        some.tuples(some.just("put away"), who, some.sampled_from(YEARS)),
        some.tuples(some.just("reopen"), who, some.none()),
    ),
    min_size=10,
    max_size=30,
)


class Pair:
    """Two keepers of one board, and a plain board that all they commit is done on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keepers: list[Keeper] = [new_keeper(folder), reopened(folder)]
        self.plain = Board(
            [each for table in records(self.keepers[0].board).values() for each in table.values()]
        )

    def step(self, act: str, who: int, what: object) -> None:
        keeper = self.keepers[who]
        if act == "reopen":
            self.keepers[who] = reopened(self.folder)
        elif act == "look":
            keeper.board.wins_on(date(what, 1, 5))
        elif act in ("fold", "put away"):
            keeper.follow()
            if act == "fold":
                keeper._store.fold(keeper.board)
            keeper._store.put_away(keeper.board, date(what, 6, 1))
        else:
            try:
                self.plain.apply(self.changed(keeper, act, what))
            except RuleError:
                return

    def changed(self, keeper: Keeper, act: str, what: object):
        if act == "earn":
            return (
                keeper.do(earn, years=tuple(what), count=1)
                if what
                else keeper.do(wins.log, texts=("Today",))
            )
        if act in ("undo", "redo"):
            return getattr(keeper, act)()
        there = sorted(self.plain.table(Win))
        if not there:
            raise RuleError("There is none yet.")
        win = self.plain.get(Win, there[what % len(there)])
        if act == "star":
            return keeper.do(change_win, win_id=win.id, starred=not win.starred)
        at = None if win.withdrawn_at else datetime(2026, 11, 22, tzinfo=UTC)
        return keeper.do(change_win, win_id=win.id, withdrawn_at=at)

    def check(self) -> None:
        for keeper in (*self.keepers, reopened(self.folder)):
            keeper.follow()
            assert keeper.warnings == ()
            for year in YEARS:
                day = date(year, 1, 5)
                assert keeper.board.wins_on(day) == self.plain.wins_on(day)
            assert records(keeper.board) == records(self.plain)
            assert keeper.board.days_with_wins() == self.plain.days_with_wins()
            assert keeper.board.next_ids() == self.plain.next_ids()


@moderate
@given(steps)
@example([("earn", 0, [2022]), ("fold", 0, 2026), ("star", 0, 0), ("fold", 0, 2026)])
@example([("earn", 0, [2022]), ("put away", 1, 2026), ("undo", 1, None), ("fold", 0, 2026)])
def test_a_board_that_puts_years_away_is_one_that_never_does(done):
    with tempfile.TemporaryDirectory() as place:
        pair = Pair(Path(place) / "boards")
        for act, who, what in done:
            pair.step(act, who, what)
        pair.check()
