"""Boards of any size for the benchmarks, written at once instead of card by card."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import columns
from kanban.domain.records import About, Card, Column, Move, Record, Win, WinKind
from kanban.store.board_file import BoardFile
from kanban.store.journal import header
from kanban.store.snapshot import board_tables, seal

NOW = moment(datetime(2026, 11, 22, 12, tzinfo=UTC))
WINS_A_DAY = 40


def noon() -> Moment:
    """Return the moment that all of it happens at."""
    return NOW


def large_board(cards: int, wins: int = 0, years: int = 0) -> Board:
    """Return a board with so many cards over three columns, and wins over the time before.

    Args:
        cards: How many cards.
        wins: How many wins.
        years: Spread them evenly over so many years; 0 for `WINS_A_DAY`.
    """
    start = Board()
    start.apply(columns.set_up(start, NOW, title="Large"))
    records: list[Record] = [*start.table(About).values(), *start.table(Column).values()]
    ranks = rank.spread(None, None, cards)
    records += [
        Card(
            id=number + 1,
            title=f"Step {number} of a plan that is large",
            column_id=1 + number % 3,
            rank=ranks[number],
            created_at=NOW.at,
            tags=("later",) if number % 5 == 0 else (),
            moves=(Move(1, NOW.at),),
        )
        for number in range(cards)
    ]
    a_day = wins / (years * 365) if years else WINS_A_DAY
    records += [_win(number, wins, cards, a_day) for number in range(wins)]
    return Board(records)


def working_board(cards: int) -> Board:
    """Return a board with so many cards to do, a twentieth of them, called Now, in Doing."""
    start = Board()
    start.apply(columns.set_up(start, NOW, title="Main"))
    records: list[Record] = [*start.table(About).values(), *start.table(Column).values()]
    doing = max(5, cards // 20)
    for column_id, first, count in ((1, 1, cards - doing), (2, cards - doing + 1, doing)):
        places = zip(range(count), rank.spread(None, None, count), strict=True)
        records += [
            Card(
                id=first + place,
                title=f"Now {place}" if column_id == 2 else f"Step {place} of the plan",
                column_id=column_id,
                rank=fraction,
                created_at=NOW.at,
                moves=(Move(column_id, NOW.at),),
            )
            for place, fraction in places
        ]
    return Board(records)


def write_board(folder: Path, board: Board, name: str = "main") -> Path:
    """Write a board's files and return the snapshot."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    path.write_bytes(seal(board_tables(board)))
    path.with_suffix(".journal").write_bytes(header(board.seq))
    return path


def put_years_away(path: Path) -> None:
    """Put a board's years long past in their files, as keeping house does."""
    file = BoardFile(path)
    file.put_away(file.load(), NOW.day)
    file.close()


def _win(number: int, wins: int, cards: int, a_day: float) -> Win:
    at = NOW.at - timedelta(days=(wins - number) / a_day)
    return Win(
        id=number + 1,
        kind=WinKind.NOTE,
        text=f"A small step forward, {number}",
        at=at,
        zone="Europe/Berlin",
        utc_offset_minutes=60,
        day=at.date(),
        card_id=number % cards + 1 if cards else None,
    )
