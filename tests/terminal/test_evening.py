"""The evening in a real terminal: by keys from end to end, killed in the middle, on other days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from kanban.domain.records import Day, WinKind

from .program import Home, OpenBoard

pytestmark = pytest.mark.terminal

SIZES = [(120, 36), (80, 24)]
DOWN, TAB, NEXT_STEP, CLOSE = "\x1b[B", "\t", "\x1b[6~", "\x13"


@pytest.fixture
def evening(home: Home) -> Home:
    """A home with two cards and four wins of today."""
    home.run("add", "-", stdin="Call Ana\nWrite to Noor")
    home.run("win", "-", stdin="Sent the mail\nAsked for help\nPaid the bill\nFixed the [red] bug")
    return home


def today(home: Home) -> date:
    return next(iter(home.board.days_with_wins()))


def day(home: Home, back: int = 0) -> Day:
    found = home.board.day(today(home) - timedelta(days=back))
    assert found is not None
    return found


@contextmanager
def recap(home: Home, size: tuple[int, int] = (120, 36)) -> Iterator[OpenBoard]:
    """Open the recap in a terminal."""
    with home.opened(size) as board:
        board.press("r", "What moved")
        yield board


@pytest.mark.parametrize("size", SIZES)
def test_a_whole_evening_by_keys(evening: Home, size: tuple[int, int]) -> None:
    with recap(evening, size) as board:
        board.press(DOWN * 3 + "1", "1  Fixed the [red] bug")
        board.press(TAB * 4 + "The way is free", "The way is free")
        board.press("\rThe login broke", "The login broke")
        board.press("\rcIt is the cookie", "It is the cookie")
        board.press("\r435gtt", "g + clear goals")
        board.press("\r" + DOWN * 2, "✓  How the day felt")
        board.press("\r", "Tomorrow begins with")
        for words in ("closed", "Fixed the [red] bug", "The way is free", "It is the cookie"):
            assert words in board.terminal.text
        assert "The login broke" not in board.terminal.text
        board.press("x", "5 wins today")
        assert board.titles(0)[0] == "Write to Noor"
        assert board.quit() == 0
    found = day(evening)
    assert found.three == ("Fixed the [red] bug", "Asked for help", "Paid the bill")
    assert (found.setback, found.learned_kind) == ("The login broke", WinKind.CLARITY)
    assert (found.emotion, found.motivation, found.perception) == (4, 3, 5)
    assert (found.helped, found.hindered) == (("goals",), ("time",))
    assert (found.mattered, found.first_step) == ("The way is free", "Write to Noor")
    assert found.closed_at is not None
    assert evening.wins[-1] == "It is the cookie"


@pytest.mark.parametrize("keys", ["r" + CLOSE + "x", CLOSE + "x"], ids=["recap", "board"])
def test_a_day_with_everything_skipped_is_saved_in_three_keys_or_two(
    evening: Home, keys: str
) -> None:
    with evening.opened((80, 24)) as board:
        for key in keys[:-1]:
            board.terminal.send(key)
        board.terminal.wait("any key goes back")
        board.press(keys[-1], "? keys")
    found = day(evening)
    assert found.three == ("Sent the mail", "Asked for help", "Paid the bill")
    assert found.closed_at is not None


FIELDS = {
    "three": (TAB + "\x15Mi", "1  Mi"),
    "mattered": (TAB * 4 + "The wa", "The wa"),
    "setback": ("\rThe log", "The log"),
    "learned": (f"\r{TAB}kIt rea", "It rea"),
    "emotion": (NEXT_STEP * 2 + "4", "● ● ● ● ○"),
    "helped": (NEXT_STEP * 2 + "h", "h + help"),
    "hindered": (NEXT_STEP * 2 + "ss", "s − disregard"),
    "first_step": (NEXT_STEP * 3 + "Call A", "Call A"),
    "first_card": (NEXT_STEP * 3 + DOWN, "█ Call Ana"),
}
"""What is typed into every field, and what is seen of it just before the program is killed."""


@pytest.mark.parametrize("field", FIELDS)
def test_a_word_that_was_begun_is_there_again_after_a_kill(evening: Home, field: str) -> None:
    keys, seen = FIELDS[field]
    with recap(evening, (80, 24)) as board:
        board.press(keys, seen)
        board.terminal.kill()
        assert board.terminal.finish() == -9
    assert evening.board.day(today(evening)) is None
    with recap(evening, (80, 24)) as board:
        steps = {"three": 0, "mattered": 0, "setback": 1, "learned": 1}
        steps |= dict.fromkeys(("emotion", "helped", "hindered"), 2)
        board.press(NEXT_STEP * steps.get(field, 3), seen)
        board.press("\x1b", "? keys")
        assert board.quit() == 0
    kept = day(evening)
    expected = {
        "three": (kept.three[:1], ("Mi",)),
        "mattered": (kept.mattered, "The wa"),
        "setback": (kept.setback, "The log"),
        "learned": ((kept.learned, kept.learned_kind), ("It rea", WinKind.KNOWLEDGE)),
        "emotion": (kept.emotion, 4),
        "helped": (kept.helped, ("help",)),
        "hindered": (kept.hindered, ("respect",)),
        "first_step": ((kept.first_step, kept.first_card_id), ("Call A", None)),
        "first_card": ((kept.first_step, kept.first_card_id), ("Call Ana", 1)),
    }
    found, written = expected[field]
    assert found == written
    with recap(evening, (80, 24)) as board:
        assert not list((evening.snapshot.parent / "drawer").rglob("*.json"))
        board.press("\x1b", "? keys")


def test_a_day_before_is_written_from_the_month_and_says_so(evening: Home) -> None:
    before = evening.wins
    with recap(evening, (80, 24)) as board:
        board.press("m", "Go to a day")
        board.press("\x1b[D\x1b[D\r", "No wins are kept for this")
        board.press("\rsome fog\rcIt is clear" + CLOSE, "any key goes back")
        board.press("x", "? keys")
        board.press("r", "Today, ")
        board.press("[[", "written on ")
    assert evening.wins == before
    assert day(evening, back=2).learned == "It is clear"


def test_two_open_boards_keep_what_each_wrote(evening: Home) -> None:
    with recap(evening, (80, 24)) as one, recap(evening, (80, 24)) as other:
        one.press(TAB * 4 + "from one", "from one")
        other.press("\rfrom other", "from other")
        one.press("\x1b", "? keys")
        other.terminal.wait("from other")
        other.press("\x1b", "? keys")
    kept = day(evening)
    assert (kept.mattered, kept.setback) == ("from one", "from other")
