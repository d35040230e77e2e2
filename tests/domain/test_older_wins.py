"""Wins that were put away by year: found like any other, read when somebody looks at them."""

import threading
from datetime import UTC, date, datetime

import pytest

from kanban.domain.board import Board, ConflictError
from kanban.domain.change import Change, Edit
from kanban.domain.history import Commit, CommitKind, Origin
from kanban.domain.older_wins import OlderWins, PutAway
from kanban.domain.progress import meter, rhythm
from kanban.domain.records import Win, WinKind
from kanban.domain.values import replace
from kanban.errors import DamagedError

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def win(win_id: int, year: int, **fields: object) -> Win:
    return Win(
        id=win_id,
        kind=WinKind.NOTE,
        text=f"Win {win_id}",
        at=datetime(year, 3, 1, 9, tzinfo=UTC),
        zone="",
        utc_offset_minutes=0,
        day=date(year, 3, 1),
        **fields,
    )


OLD, GONE, OLDEST = win(2, 2024), win(3, 2024, withdrawn_at=NOW), win(1, 2023)
NEW = win(4, 2026)


class Away:
    """Two years that were put away, and which of them were read."""

    def __init__(self, damaged: tuple[int, ...] = ()) -> None:
        self.held = {2023: [OLDEST], 2024: [OLD, GONE]}
        self.damaged = damaged
        self.read: list[int] = []

    def __call__(self, year: int) -> list[Win]:
        self.read.append(year)
        if year in self.damaged:
            raise DamagedError(f"{year} is damaged.")
        return self.held[year]

    def board(self, *on_hand: Win) -> Board:
        years = {2023: PutAway(1), 2024: PutAway(2, 1)}
        return Board([NEW, *on_hand], next_ids={"wins": 5}, older=OlderWins(years, self))


def commit(seq: int, *edits: Edit) -> Commit:
    return Commit(seq, CommitKind.DO, Origin("other", 0), NOW, Change("", edits))


def test_what_the_board_shows_every_day_reads_no_year():
    away = Away()
    board = away.board()
    meter(board, date(2026, 11, 22), 3)
    rhythm(board, date(2026, 1, 10), 28)
    assert not board.is_unused
    assert board.count_wins() == 3
    assert board.next_id(Win) == 5
    assert board.get(Win, 5) is None
    assert board.get(Win, 4) == NEW
    assert board.conflict(Change("", (Edit(None, win(5, 2024)),))) is None
    assert away.read == []


def test_a_day_of_a_year_put_away_reads_that_year_once():
    away = Away()
    board = away.board()
    assert board.wins_on(date(2024, 3, 1)) == [OLD]
    assert list(board.all_wins_on(date(2024, 3, 1))) == [OLD, GONE]
    assert away.read == [2024]
    assert board.count_wins() == 3


def test_all_wins_are_all_years_and_those_on_hand():
    board = Away().board()
    assert dict(board.table(Win)) == {1: OLDEST, 2: OLD, 3: GONE, 4: NEW}
    assert dict(board.on_hand(Win)) == {4: NEW}
    assert Away().board().days_with_wins() == [date(year, 3, 1) for year in (2023, 2024, 2026)]
    assert Away().board().get(Win, 1) == OLDEST


def test_a_win_on_hand_stands_before_the_one_put_away():
    starred = replace(OLD, starred=True)
    board = Away().board(starred)
    assert list(board.all_wins_on(date(2024, 3, 1))) == [starred, GONE]
    assert board.get(Win, 2) == starred


def test_an_edit_of_an_old_win_reads_its_year_and_is_on_hand_from_then_on():
    away = Away()
    board = away.board()
    starred = replace(OLD, starred=True)
    board.apply(Change("", (Edit(OLD, starred),)))
    assert away.read == [2024]
    assert dict(board.on_hand(Win)) == {2: starred, 4: NEW}
    assert board.wins_on(date(2024, 3, 1)) == [starred]


def test_an_edit_of_what_an_old_win_is_not_is_refused():
    board = Away().board()
    other = replace(OLD, text="Other")
    with pytest.raises(ConflictError):
        board.apply(Change("", (Edit(other, OLD),)))


def test_a_commit_of_an_old_win_is_believed_and_reads_nothing():
    away = Away()
    board = away.board()
    starred = replace(OLD, starred=True)
    board.adopt(commit(1, Edit(OLD, starred)))
    board.adopt(commit(2, Edit(starred, OLD)))
    board.adopt(commit(3, Edit(OLD, starred)))
    assert away.read == []
    assert list(board.all_wins_on(date(2024, 3, 1))) == [starred, GONE]


def test_a_commit_is_not_believed_where_the_win_is_known():
    board = Away().board()
    board.wins_on(date(2024, 3, 1))
    with pytest.raises(ConflictError):
        board.adopt(commit(1, Edit(replace(OLD, text="Other"), OLD)))


def test_a_year_that_cannot_be_read_is_told_each_time_and_spoils_no_other():
    away = Away(damaged=(2024,))
    board = away.board()
    for _ in range(2):
        with pytest.raises(DamagedError, match="2024"):
            board.wins_on(date(2024, 3, 1))
    with pytest.raises(DamagedError):
        board.table(Win)
    assert board.wins_on(date(2023, 3, 1)) == [OLDEST]
    assert board.wins_on(date(2026, 3, 1)) == [NEW]
    assert dict(board.readable().table(Win)) == {1: OLDEST, 4: NEW}
    assert set(board.put_away) == {2023, 2024}


def test_a_readable_board_is_the_board_itself():
    board = Away().board()
    assert board.readable() is board


def test_no_number_of_a_win_put_away_is_handed_out_again():
    away = Away()
    away.held[2024].append(win(9, 2024))
    board = away.board()
    board.wins_on(date(2024, 3, 1))
    assert board.next_id(Win) == 10
    assert board.next_ids()["wins"] == 10


def test_threads_that_look_at_once_find_each_win_once():
    started = threading.Barrier(5)
    away = Away()
    board = away.board()

    def look() -> None:
        started.wait(10)
        board.wins_on(date(2024, 3, 1))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    started.wait(10)
    for thread in threads:
        thread.join()
    assert away.read == [2024]
    assert list(board.all_wins_on(date(2024, 3, 1))) == [OLD, GONE]
