"""A board spoken to in the product's words, and the brute force its answers are held against."""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from kanban.domain.board import Board
from kanban.domain.change import Change, inverse
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.moment import DAY_STARTS_AT, Moment, moment
from kanban.domain.naming import column_named
from kanban.domain.operations import cards, columns, days, goals, wins
from kanban.domain.records import TABLES, Card, Column, Day, Goal, Record, Win, WinKind
from kanban.domain.values import replace
from kanban.errors import RuleError

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "Africa/Cairo",
    "Pacific/Chatham",
)

HOSTILE = (
    "[@click=app.quit]x[/]",
    "fix array[/] bug",
    "[red]",
    "[bold]not bold[/bold]",
    "\\[escaped]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;window title\x07",
    "\x1b]52;c;Y2xpcA==\x07",
    "\x9b31m",
    "nul\x00inside",
    "bell\x07 and delete\x7f",
    "lone \ud800 surrogate \udfff",
    "bidi \u202eoverride\u202c and \u2066isolate\u2069",
    "line\u2028separator\u2029s",
    "next\x85line",
    "carriage\r\nreturn",
    "tab\there",
    "zalgo x" + "\u0316" * 40,
    "zalgo by joiner x" + ("\u0316" * 8 + "\u200b") * 5,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 family",
    "decomposed e\u0301",
    "\u5bbd\u5b57\u7b26",
    "; rm -rf ~",
    '{"json": "in a title"}',
)

moderate = settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow],
)
few = settings(moderate, max_examples=30)


def local_moment(
    wall: str, zone: str = "Europe/Berlin", day_starts_at: time = DAY_STARTS_AT
) -> Moment:
    """Return the moment at which clocks in a zone showed `2026-11-22 09:12`."""
    local = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
    return moment(local, zone, day_starts_at)


def later(now: Moment, **span: int) -> Moment:
    """Return the moment some hours, minutes or days after another, in the same zone."""
    at = (now.at + timedelta(**span)).astimezone(ZoneInfo(now.zone))
    return moment(at, now.zone)


class Desk:
    """One session at a board, committing as the keeper does.

    Save that undo leaves each rank as it was, so that two cards can come to stand on one.
    """

    def __init__(self, board: Board, now: Moment, token: str = "here") -> None:
        self.board = board
        self.now = now
        self.origin = Origin(token, board.seq)

    @classmethod
    def new(
        cls,
        now: Moment,
        names: tuple[str, ...] = columns.STARTING_COLUMNS,
        done: str | None = None,
    ) -> "Desk":
        """Return a session at a board just set up."""
        board = Board()
        board.apply(columns.set_up(board, now, title="Launch the product", names=names, done=done))
        return cls(board, now)

    def beside(self, token: str) -> "Desk":
        """Return another session that opens the same board now."""
        return Desk(self.board, self.now, token)

    def wait(self, **span: int) -> None:
        """Let time pass."""
        self.now = later(self.now, **span)

    def commit(self, change: Change, kind: CommitKind = CommitKind.DO, reverses: int = 0) -> Change:
        """Adopt a change as a commit of this session."""
        seq = self.board.seq + 1
        self.board.adopt(Commit(seq, kind, self.origin, self.now.at, change, reverses))
        return change

    def do(self, operation: Callable[..., Change], **arguments: Any) -> Change:
        """Decide and commit one act."""
        return self.commit(operation(self.board, self.now, **arguments))

    def undo(self) -> Change | None:
        """Take back one act, None where there is none."""
        last = self.board.history.undoable(self.origin)
        if last is None:
            return None
        return self.commit(inverse(last.change, self.now.at), CommitKind.UNDO, last.seq)

    def redo(self) -> Change | None:
        """Do again what was undone last, None where there is none."""
        last = self.board.history.redoable(self.origin)
        if last is None:
            return None
        return self.commit(inverse(last.change, self.now.at), CommitKind.REDO, last.seq)

    def column_id(self, name: str) -> int:
        """Return the id of a column."""
        return column_named(self.board, name).id

    def add(self, *titles: str, to: str | None = None, **arguments: Any) -> list[int]:
        """Add cards to a column and return their ids."""
        column_id = None if to is None else self.column_id(to)
        change = self.do(cards.add, titles=titles, column_id=column_id, **arguments)
        return [edit.record.id for edit in change.of(Card)]

    def move(self, *card_ids: int, to: str, **arguments: Any) -> Change:
        """Bring cards to a column."""
        return self.do(cards.move, card_ids=card_ids, column_id=self.column_id(to), **arguments)

    def finish(self, *card_ids: int) -> Change:
        """Bring cards to Done."""
        return self.do(cards.finish, card_ids=card_ids)

    def archive(self, *card_ids: int) -> Change:
        """Put cards away."""
        return self.do(cards.archive, card_ids=card_ids)

    def goal(self, title: str, *steps: str, why: str = "") -> int:
        """Add a goal and return its id."""
        return self.do(goals.add, title=title, why=why, steps=steps).of(Goal)[0].record.id

    def win(self, text: str, goal_id: int | None = None) -> int:
        """Log a win by hand and return its id."""
        return self.do(wins.log, texts=(text,), goal_id=goal_id).of(Win)[0].record.id

    def write(self, on: date | None = None, **fields: Any) -> Change:
        """Keep words about today, or about the day named by `on`."""
        return self.do(days.write, on=on or self.now.day, fields=fields)

    def close(self, on: date | None = None, **fields: Any) -> Change:
        """Close today, or the day named by `on`."""
        return self.do(days.close, on=on or self.now.day, fields=fields)

    def titles(self, name: str) -> list[str]:
        """Return the titles in a column from top to bottom."""
        return [card.title for card in self.board.cards_in(self.column_id(name))]

    def card(self, card_id: int) -> Card:
        """Return a card."""
        return self.board.card(card_id)

    def wins_of(self, card_id: int) -> list[Win]:
        """Return every win of a card, withdrawn ones too, in the order they were earned."""
        return [win for win in self.board.table(Win).values() if win.card_id == card_id]

    def wins_today(self) -> list[str]:
        """Return the words of today's wins that count."""
        return [win.text for win in self.board.wins_on(self.now.day)]

    @contextmanager
    def refusal(self, *words: str):
        """Expect a refusal that names these words and leaves the board as it was."""
        before = observed(self.board)
        with pytest.raises(RuleError) as caught:
            yield
        for word in words:
            assert word in str(caught.value)
        assert caught.value.message
        assert observed(self.board) == before


def records(board: Board) -> dict[str, dict[int, Record]]:
    """Return every record by table and id."""
    return {table: dict(board.table(kind)) for table, kind in TABLES.items()}


def all_records(board: Board) -> list[Record]:
    """Return every record in no particular order."""
    return [record for table in records(board).values() for record in table.values()]


def rebuilt(board: Board, order: Iterable[Record] | None = None) -> Board:
    """Return a board loaded from the records of another."""
    return Board(
        all_records(board) if order is None else order,
        seq=board.seq,
        history=board.history,
        next_ids=board.next_ids(),
    )


def observed(board: Board) -> dict[str, Any]:
    """Return everything a board answers, from its indexes."""
    goal_ids, column_ids, wins_on = _keys(board)
    return {
        "records": records(board),
        "next_ids": board.next_ids(),
        "seq": board.seq,
        "columns": board.columns(),
        "goals": board.goals(),
        "cards_in": {key: list(board.cards_in(key)) for key in column_ids},
        "count_in": {key: board.count_in(key) for key in column_ids},
        "ranks_in": {key: list(board.ranks_in(key)) for key in column_ids},
        "tally": {key: board.tally(key) for key in goal_ids},
        "stage_tally": {key: board.stage_tally(*key) for key in _stage_keys(board)},
        "parts_tally": {key: board.parts_tally(key) for key in board.table(Card)},
        "waiters_of": {key: board.waiters.of(key) for key in board.table(Card)},
        "wins_on": {key: board.wins_on(key) for key in wins_on},
        "all_wins_on": {key: list(board.all_wins_on(key)) for key in wins_on},
        "days_with_wins": board.days_with_wins(),
        "day": {day.on: board.day(day.on) for day in board.table(Day).values()},
    }


def brute_force(board: Board) -> dict[str, Any]:
    """Return what `observed` must be, computed from the records alone."""
    goal_ids, column_ids, wins_on = _keys(board)
    all_cards = list(board.table(Card).values())
    all_wins = sorted(board.table(Win).values(), key=lambda win: win.id)
    counting = [win for win in all_wins if win.withdrawn_at is None]
    done_ids = {column.id for column in board.table(Column).values() if column.is_done}
    shown = {
        key: sorted(
            (card for card in all_cards if card.column_id == key and card.archived_at is None),
            key=lambda card: (card.rank, card.id),
        )
        for key in column_ids
    }
    return {
        "records": records(board),
        "next_ids": board.next_ids(),
        "seq": board.seq,
        "columns": sorted(board.table(Column).values(), key=lambda each: (each.rank, each.id)),
        "goals": sorted(board.table(Goal).values(), key=lambda each: (each.rank, each.id)),
        "cards_in": shown,
        "count_in": {key: len(shown[key]) for key in column_ids},
        "ranks_in": {key: [(card.rank, card.id) for card in shown[key]] for key in column_ids},
        "tally": {key: brute_tally(all_cards, done_ids, key) for key in goal_ids},
        "stage_tally": {
            key: brute_tally(
                [card for card in all_cards if card.milestone == key[1]], done_ids, key[0]
            )
            for key in _stage_keys(board)
        },
        "parts_tally": {
            key: counted([card for card in all_cards if card.split_from == key], done_ids)
            for key in board.table(Card)
        },
        "waiters_of": {
            key: sorted(card.id for card in all_cards if key in card.waits_for)
            for key in board.table(Card)
        },
        "wins_on": {key: [win for win in counting if win.day == key] for key in wins_on},
        "all_wins_on": {key: [win for win in all_wins if win.day == key] for key in wins_on},
        "days_with_wins": sorted({win.day for win in counting}),
        "day": {day.on: day for day in board.table(Day).values()},
    }


def brute_tally(
    all_cards: Iterable[Card], done_ids: set[int], goal_id: int | None
) -> tuple[int, int]:
    """Return (done, all) of a goal's cards by counting them one by one."""
    return counted([card for card in all_cards if card.goal_id == goal_id], done_ids)


def counted(some_cards: Iterable[Card], done_ids: set[int]) -> tuple[int, int]:
    """Return (done, all) of cards, those archived undone left out."""
    done = total = 0
    for card in some_cards:
        is_done = card.column_id in done_ids
        done += is_done
        total += is_done or card.archived_at is None
    return done, total


def numbers_taken(board: Board) -> None:
    """Assert that no id on the board could be handed out again."""
    for table, kind in TABLES.items():
        assert all(record_id < board.next_ids()[table] for record_id in board.table(kind))


def _stage_keys(board: Board) -> list[tuple[int, str]]:
    names = [(goal.id, name) for goal in board.table(Goal).values() for name in goal.milestones]
    return [*names, (9_999, "Roof")]


def _keys(board: Board) -> tuple[list[int | None], list[int], list[date]]:
    cards_ = board.table(Card).values()
    goal_ids = {None, *board.table(Goal), *(card.goal_id for card in cards_), 9_999}
    column_ids = {*board.table(Column), *(card.column_id for card in cards_), 9_999}
    win_days = {win.day for win in board.table(Win).values()} | {date(1999, 12, 31)}
    return sorted(goal_ids, key=str), sorted(column_ids), sorted(win_days)


def written_win(win_id: int, day: date, **fields: Any) -> Win:
    """Return a win of a day as it lies in a file."""
    win = Win(
        id=win_id,
        kind=WinKind.NOTE,
        text=f"Win {win_id}",
        at=datetime(day.year, day.month, day.day, 12, win_id % 60, tzinfo=UTC),
        zone="Etc/UTC",
        utc_offset_minutes=0,
        day=day,
    )
    return replace(win, **fields)
