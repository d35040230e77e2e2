"""Quiet mode: no count on any screen, for every screen of the table that all of them join."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.config import Config
from kanban.domain.records import (
    About,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Move,
    Record,
    Win,
    WinKind,
)
from kanban.domain.values import replace
from kanban.ui.quiet import uncounted
from tests.domain.builder import moderate
from tests.terminal.program import Home, OpenBoard

from .driver import board_of, running
from .hostile import SCREENS, write_records
from .test_hostile import visit

AIM = 97
COLUMNS = {"To Do": (113, 109), "Doing": (127, 131), "Done": (149, None)}
"""How many cards each holds, and its limit. No two counts are alike, and none has two digits."""
WINS_BY_HAND = 103
WINS_A_DAY_BEFORE = (107, 137, 151, 157, 163, 167)
CHECKLIST = (101, 179)
"""Items ticked, and all of them."""

NOT_A_COUNT = re.compile(r"\bCard \d+\b|\b20\d\d\b|\b\d\d:\d\d\b")
COUNTS = re.compile(
    r"\b\d{3,}\b"  # every count of the board, and every sum of them
    rf"|\b{AIM}\b|\baim\b"
    r"|\b\d+ ?(?:/|of) ?(?:the last )?\d+"
    r"|\b\d+ (?:more|before|today|(?:card|win|step|goal|column|item|change)s?)\b"
)
ON_THE_BOARD = re.compile(r"‹ ?\d|\d ?›|[▰▱●○]{3}|\b\d+ (?:day|week|month)s?\b")
"""What would be a count there; elsewhere it may be a span that is looked at, or a picture of it."""


def records(now: datetime) -> Iterator[Record]:
    """Yield a board whose every count has three digits; no title has any."""
    day, came = now.date(), now - timedelta(days=40)
    yield About(title="Main", created_at=now)
    yield Goal(id=1, title="Launch", rank="a", why="For the garden", milestones=("First wall",))
    win_id = card_id = 0
    for place, (name, (count, limit)) in enumerate(COLUMNS.items(), 1):
        is_done = name == "Done"
        yield Column(id=place, name=name, rank=f"a{place}", is_done=is_done, wip_limit=limit)
        for rank in range(count):
            card_id += 1
            items = [Item("step", is_done=n < CHECKLIST[0]) for n in range(CHECKLIST[1])]
            yield Card(
                id=card_id,
                title="A small step",
                column_id=place,
                rank=f"a{rank:03}",
                created_at=now,
                goal_id=1,
                milestone="First wall" if card_id == 1 else None,
                checklist=tuple(items) if rank < 3 else (),
                moves=(Move(1, came), Move(place, now if is_done else came)),
            )
            if is_done:
                win_id += 1
                yield replace(_win(win_id, now), card_id=card_id, goal_id=1, kind=WinKind.CARD)
    for days_ago, count in enumerate((WINS_BY_HAND, *WINS_A_DAY_BEFORE)):
        for _ in range(count):
            win_id += 1
            yield _win(win_id, now - timedelta(days=days_ago))
    three = ("One thing", "Another", "A third")
    yield Day(id=1, on=day - timedelta(days=1), three=three, written_at=now)


def _win(number: int, at: datetime) -> Win:
    fields = {"at": at, "zone": "Etc/UTC", "utc_offset_minutes": 0, "day": at.date()}
    return Win(id=number, kind=WinKind.NOTE, text="Something moved", **fields)


def counts(board: OpenBoard, *, is_board: bool = False) -> list[str]:
    """Return the rows of the screen that hold what looks like a count."""
    rows = [NOT_A_COUNT.sub("", row) for row in board.terminal.lines]
    return [
        row.strip() for row in rows if COUNTS.search(row) or (is_board and ON_THE_BOARD.search(row))
    ]


@contextmanager
def opened(home: Home, size: tuple[int, int]) -> Iterator[OpenBoard]:
    """Open the board in quiet mode."""
    write_records(home.snapshot, records(datetime.now(UTC)))
    (home.folder / "config.toml").write_text(f"quiet = true\naim = {AIM}\n")
    with home.opened(size, header="Main") as board:
        yield board


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.terminal
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=str)
def test_no_screen_shows_a_count(home: Home, size: tuple[int, int]) -> None:
    with opened(home, size) as board:
        for name in visit(board, [name for name, opening in SCREENS.items() if opening.keys]):
            assert counts(board) == [], name


@pytest.mark.terminal
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 24)], ids=str)
def test_nothing_that_is_done_on_the_board_tells_a_count(home: Home, size: tuple[int, int]) -> None:
    with opened(home, size) as board:
        assert counts(board, is_board=True) == []
        for keys, words in (
            ("d", "Any key goes on"),
            (" ", "? keys"),
            ("d", "Done: A small step"),
            ("wSent that email\r", "Logged."),
            ("u", "Undone"),
            ("U", "Done again"),
            ("lj", "Doing"),
            ("s", "One small step a line"),
            ("one\rtwo\rthree", "three"),
            ("\x13", "Doing"),
            ("u", 'Undone: Split "A'),
            ("ll", "Done"),
        ):
            board.press(keys, words)
            assert counts(board, is_board=True) == [], keys
        home.run("win", "-", stdin="one\ntwo\nthree\n")
        board.terminal.wait("Logged wins.")
        assert counts(board, is_board=True) == []
        board.press("z", "Counts are shown.")
        assert counts(board) != []
        assert board.quit() == 0


@pytest.mark.terminal
def test_the_same_board_has_counts_to_hide_on_its_screens(home: Home) -> None:
    write_records(home.snapshot, records(datetime.now(UTC)))
    (home.folder / "config.toml").write_text(f"aim = {AIM}\n")
    with home.opened() as board:
        shown = "\n".join(counts(board, is_board=True))
    done, notes = COLUMNS["Done"][0], WINS_BY_HAND
    for count in (
        113,
        "127/131",
        f"{done} today",
        f"{done + notes} wins today",
        "101/179",
        "5 weeks",
    ):
        assert f"{count}" in shown


async def test_one_key_hides_every_count_and_shows_them_again() -> None:
    async with running(board_of("One", "Two")) as driver:
        before = driver.lines
        await driver.do("counts.toggle-quiet")
        assert not COUNTS.search(driver.text)
        assert not ON_THE_BOARD.search(driver.text)
        await driver.do("counts.toggle-quiet")
        assert driver.lines[0] == before[0]


async def test_what_another_process_did_is_told_without_its_count() -> None:
    async with running(board_of("One"), config=Config(animations=False, quiet=True)) as driver:
        await driver.do("card.split")
        await driver.write("a\nb\nc", into="steps")
        assert "3 cards" not in driver.text
        await driver.press("ctrl+s")
        await driver.do("change.undo")
        assert 'Undone: Split "One" into steps.' in driver.text


@pytest.mark.parametrize(
    ("words", "quiet"),
    [
        ("Moved 2 cards to Done", "Moved cards to Done"),
        ('Imported 1 card from "garden 7 cards"', 'Imported a card from "garden 7 cards"'),
        ('Split "Buy 3 cards" into 12 steps', 'Split "Buy 3 cards" into steps'),
        ("Logged 1000 wins", "Logged wins"),
        ("Mended 1 fault", "Mended a fault"),
        ('Moved "Week 12" to 2 of 3', 'Moved "Week 12" to 2 of 3'),
    ],
)
def test_words_lose_their_counts_and_titles_keep_their_numbers(words: str, quiet: str) -> None:
    assert uncounted(words) == quiet


@moderate
@given(
    title=some.text(some.characters(exclude_characters='"', exclude_categories=["Cs"])),
    count=some.integers(2, 10**6),
)
def test_a_title_in_quotes_is_never_changed(title: str, count: int) -> None:
    assert uncounted(f'Split "{title}" into {count} steps') == f'Split "{title}" into steps'
