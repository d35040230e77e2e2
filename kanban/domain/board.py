"""The board: its records, and the indexes that screens ask for.

Owns looking things up and applying a change. Decides nothing: what may happen is the operations'
business, what counts as a win that of `wins.py`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, cast

from kanban.domain.change import Change, Edit
from kanban.domain.column_cards import ColumnCards, ColumnRanks
from kanban.domain.column_ids import ColumnIds
from kanban.domain.history import Commit, History
from kanban.domain.lanes import Lanes
from kanban.domain.older_wins import NO_OLDER_WINS, OlderWins, PutAway
from kanban.domain.records import TABLES, About, Card, Column, Day, Goal, Record, Win
from kanban.domain.tallies import Tallies
from kanban.domain.waiters import Waiters
from kanban.domain.win_shelf import WinShelf
from kanban.errors import BoardError, RuleError

AnyRecord = TypeVar("AnyRecord", About, Column, Goal, Card, Win, Day)


class ConflictError(RuleError):
    """A record is no longer what the change expects it to be."""


class Board:
    """One set of columns, goals, cards, wins and days, as of commit `seq`.

    Attributes:
        seq: The number of the last commit adopted, 0 for none.
        history: What can be undone and redone.
        waiters: Which cards wait for a card.
    """

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        seq: int = 0,
        history: History | None = None,
        next_ids: Mapping[str, int] | None = None,
        older: OlderWins = NO_OLDER_WINS,
    ) -> None:
        self.seq = seq
        self.history = history or History()
        self._tables: dict[str, dict[int, Record]] = {table: {} for table in TABLES}
        self._next_ids = {table: (next_ids or {}).get(table, 1) for table in TABLES}
        self._lanes = Lanes(self.on_hand(Card))
        self._tallies = Tallies()
        self.waiters = Waiters()
        tables = {kind: self._tables[table] for kind, table in _NAMES.items()}
        for record in records:
            tables[type(record)][record.id] = record
        for table, held in self._tables.items():
            self._next_ids[table] = max(self._next_ids[table], max(held, default=0) + 1)
        self._shelf = WinShelf(self.on_hand(Win), older)
        self._order_columns()
        self._index_all()

    # -- records -------------------------------------------------------------------------------

    def table(self, kind: type[AnyRecord]) -> Mapping[int, AnyRecord]:
        """Return all records of a kind by id, archived and withdrawn ones too.

        Raises:
            BoardError: All wins were asked for, and those of a year cannot be read.
        """
        if kind is Win:
            return self._shelf.all()
        return self.on_hand(kind)

    def on_hand(self, kind: type[AnyRecord]) -> Mapping[int, AnyRecord]:
        """Return the records of a kind by id, without wins that were put away."""
        return cast("Mapping[int, AnyRecord]", self._tables[_NAMES[kind]])

    def get(self, kind: type[AnyRecord], record_id: int) -> AnyRecord | None:
        """Return a record, None where there is none.

        Raises:
            BoardError: It may be a win of a year that cannot be read.
        """
        found = self.on_hand(kind).get(record_id)
        if found is None and kind is Win and 0 < record_id < self.next_id(Win):
            return self.table(kind).get(record_id)
        return found

    def next_id(self, kind: type[Record]) -> int:
        """Return the id the next record of a kind gets; ids are never used twice."""
        return self.next_ids()[_NAMES[kind]]

    def next_ids(self) -> dict[str, int]:
        """Return the next id of every table."""
        return {**self._next_ids, "wins": max(self._next_ids["wins"], self._shelf.highest + 1)}

    @property
    def about(self) -> About | None:
        """The board's own record, None on a board that is not set up."""
        return self.get(About, 1)

    @property
    def is_unused(self) -> bool:
        """Whether nobody has worked here: no card, no goal, no win that counts."""
        return not (self._tables["cards"] or self._tables["goals"] or self.count_wins())

    @property
    def title(self) -> str:
        """What the header shows."""
        return self.about.title if self.about else ""

    def card(self, card_id: int) -> Card:
        """Return a card on the board or in the archive, or refuse by name."""
        card = self.get(Card, card_id)
        if card is None:
            raise RuleError(f"There is no card {card_id} on this board.", "List them first.")
        return card

    def column(self, column_id: int) -> Column:
        """Return a column, or refuse by name."""
        column = self.get(Column, column_id)
        if column is None:
            raise RuleError(
                f"There is no column {column_id} on this board.", f"It has {self.column_words()}."
            )
        return column

    def goal(self, goal_id: int) -> Goal:
        """Return a goal, or refuse by name."""
        goal = self.get(Goal, goal_id)
        if goal is None:
            raise RuleError(f"There is no goal {goal_id} on this board.", self.goal_hint())
        return goal

    # -- indexes -------------------------------------------------------------------------------

    def columns(self) -> list[Column]:
        """Return the columns from left to right, hidden ones too."""
        return list(self._columns)

    def shown_columns(self) -> list[Column]:
        """Return the columns that the screen shows, from left to right; the done one among them."""
        return list(self._shown_columns)

    @property
    def first_column(self) -> Column:
        """The leftmost column that is shown, where new cards go unless told otherwise."""
        columns = self._shown_columns
        if not columns:
            raise RuleError("This board has no columns.", "Set up its columns first.")
        return columns[0]

    @property
    def done_column(self) -> Column:
        """The done column; a board has exactly one."""
        for column in self._columns:
            if column.is_done:
                return column
        raise RuleError("This board has no done column.", "Set up its columns first.")

    def is_done(self, card: Card) -> bool:
        """Tell whether a card is in the done column."""
        column = self.get(Column, card.column_id)
        return column is not None and column.is_done

    def cards_in(self, column_id: int) -> ColumnCards:
        """Return the cards of a column from top to bottom, archived ones left out."""
        return self._lanes.cards_in(column_id)

    def ids_in(self, column_id: int) -> ColumnIds:
        """Return the ids of the cards of a column from top to bottom."""
        return self._lanes.ids_in(column_id)

    def shown_card(self, card_id: int) -> Card | None:
        """Return a card that is in a column of the board, None for any other."""
        card = self.get(Card, card_id)
        is_shown = card and card.archived_at is None and card.column_id in self.table(Column)
        return card if is_shown else None

    def count_in(self, column_id: int) -> int:
        """Return how many cards a column shows."""
        return len(self._lanes.ids_in(column_id))

    def ranks_in(self, column_id: int) -> ColumnRanks:
        """Return (rank, card id) of a column from top to bottom."""
        return self._lanes.ranks_in(column_id)

    def goals(self) -> list[Goal]:
        """Return the goals in their order."""
        return sorted(self.table(Goal).values(), key=lambda goal: (goal.rank, goal.id))

    def tally(self, goal_id: int | None) -> tuple[int, int]:
        """Return (done, all) of a goal's cards; None asks for cards without a goal."""
        return self._tallies.of_goal(goal_id)

    def stage_tally(self, goal_id: int, milestone: str) -> tuple[int, int]:
        """Return (done, all) of the cards under a goal's milestone."""
        return self._tallies.of_stage(goal_id, milestone)

    def parts_tally(self, card_id: int) -> tuple[int, int]:
        """Return (done, all) of the cards a card was split into."""
        return self._tallies.of_parts(card_id)

    def wins_on(self, day: date) -> list[Win]:
        """Return the wins of a day that count, in the order they were earned.

        Raises:
            BoardError: They were put away with their year, and cannot be read.
        """
        return [win for win in self.all_wins_on(day) if win.withdrawn_at is None]

    def all_wins_on(self, day: date) -> Iterator[Win]:
        """Yield the wins of a day, withdrawn ones too; raises as `wins_on` does."""
        return self._shelf.on(day)

    def days_with_wins(self) -> list[date]:
        """Return the days that hold a win that counts, oldest first; raises as `table` does."""
        self.table(Win)
        return [day for day in self._shelf.days() if self.wins_on(day)]

    # -- wins of years that were put away ------------------------------------------------------

    @property
    def put_away(self) -> Mapping[int, PutAway]:
        """What was put away, by year; its wins may be changed on the board since."""
        return self._shelf.older.years

    def count_wins(self) -> int:
        """Return how many wins count, without reading those that were put away.

        One that was changed since it was put away counts twice until somebody looks at its year.
        """
        return self._shelf.count()

    def readable(self) -> "Board":
        """Return this board, or one like it without the years whose wins cannot be read."""
        left_out = set()
        for year in self.put_away:
            try:
                self._shelf.look_into(year)
            except BoardError:
                left_out.add(year)
        if not left_out:
            return self
        records = [record for table in self._tables.values() for record in table.values()]
        older = self._shelf.older.without(left_out)
        return Board(records, seq=self.seq, next_ids=self.next_ids(), older=older)

    def day(self, on: date) -> Day | None:
        """Return what was written about a day, None for nothing."""
        day_id = self._day_on.get(on)
        return None if day_id is None else self.get(Day, day_id)

    # -- changes -------------------------------------------------------------------------------

    def conflict(self, change: Change, *, is_committed: bool = False) -> Record | None:
        """Return the first record that is not what the change expects, None when all are.

        Args:
            change: The change.
            is_committed: Whether it was compared when it was committed: the win of a year that
                nobody has looked at is then believed to be what it says, and no year is read.

        Raises:
            BoardError: It touches a win of a year that cannot be read.
        """
        for edit in change.edits:
            found = self._before(edit, is_committed)
            if found != edit.before or self._is_second_day(edit.after):
                return edit.record
        return None

    def apply(self, change: Change, *, is_committed: bool = False) -> None:
        """Make a change, all of it or nothing; see `conflict`, which raises what is not said here.

        Raises:
            ConflictError: A record is not what the change expects.
        """
        with self._shelf.turn:
            stale = self.conflict(change, is_committed=is_committed)
            if stale is not None:
                raise ConflictError(
                    f"{type(stale).__name__} {stale.id} was changed elsewhere in the meantime.",
                    "Look at the board and try again.",
                )
            for edit in change.edits:
                self._adopt(edit)

    def adopt(self, commit: Commit) -> None:
        """Make a committed change and remember it for undo.

        Raises:
            ConflictError: The commit does not fit this board.
        """
        self.apply(commit.change, is_committed=True)
        self.history.adopt(commit)
        self.seq = commit.seq

    def _before(self, edit: Edit, is_committed: bool) -> Record | None:
        """Return the record that an edit is about, as it is now."""
        record = edit.record
        found = self._tables[edit.table].get(record.id)
        if found or not isinstance(record, Win) or record.id >= self.next_id(Win):
            return found
        return (
            edit.before
            if is_committed and self._shelf.is_unread(record)
            else self._shelf.get(record)
        )

    def _adopt(self, edit: Edit) -> None:
        # Another thread may be drawing: a record is found as long as an index names it.
        if edit.before is not None:
            self._unindex(edit.before)
        if edit.after is not None:
            self._put(edit.table, edit.after)
            self._index(edit.after)
        elif edit.before is not None:
            self._tables[edit.table].pop(edit.before.id, None)
        if isinstance(edit.record, Column):
            self._order_columns()
            if any(isinstance(each, Column) and each.is_done for each in (edit.before, edit.after)):
                self._count_all()

    def _put(self, table: str, record: Record) -> None:
        self._tables[table][record.id] = record
        self._next_ids[table] = max(self._next_ids[table], record.id + 1)
        if isinstance(record, Win):  # a board from a file may lack its card, which was undone
            for named, number in (("cards", record.card_id), ("goals", record.goal_id)):
                self._next_ids[named] = max(self._next_ids[named], (number or 0) + 1)

    def _order_columns(self) -> None:
        columns = self.table(Column).values()
        self._columns = sorted(columns, key=lambda column: (column.rank, column.id))
        self._shown_columns = [each for each in self._columns if each.is_done or not each.is_hidden]

    def _index_all(self) -> None:
        """Index records that were put here in any order."""
        self._count_all()
        cards = self.table(Card).values()
        for card in cards:
            if card.waits_for:
                self.waiters.count(card, 1)
        self._lanes.fill(cards)
        self._day_on: dict[date, int] = {day.on: day.id for day in self.table(Day).values()}

    def _index(self, record: Record) -> None:
        if isinstance(record, Card):
            self._count(record, 1)
            self._lanes.add(record)
        elif isinstance(record, Win):
            self._shelf.add(record)
        elif isinstance(record, Day):
            self._day_on[record.on] = record.id

    def _unindex(self, record: Record) -> None:
        if isinstance(record, Card):
            self._count(record, -1)
            self._lanes.remove(record)
        elif isinstance(record, Win):
            self._shelf.remove(record)
        elif isinstance(record, Day):
            del self._day_on[record.on]

    def _is_second_day(self, record: Record | None) -> bool:
        # Undone here, written anew in another session, redone here.
        return isinstance(record, Day) and self._day_on.get(record.on, record.id) != record.id

    def _count(self, card: Card, by: int) -> None:
        self._tallies.count(card, self.is_done(card), by)
        self.waiters.count(card, by)

    def _count_all(self) -> None:
        self._tallies.clear()
        done_ids = {column.id for column in self.table(Column).values() if column.is_done}
        for card in self.table(Card).values():
            self._tallies.count(card, card.column_id in done_ids, 1)

    def column_words(self) -> str:
        """Return the names of its columns, for a sentence."""
        return ", ".join(column.name for column in self.columns()) or "no columns yet"

    def goal_hint(self) -> str:
        """Return the titles of its goals, as a sentence."""
        titles = ", ".join(f'"{goal.title}"' for goal in self.goals())
        return f"It has {titles}." if titles else "It has no goals yet."


_NAMES = {kind: table for table, kind in TABLES.items()}
