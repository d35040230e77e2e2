"""Looking back on a week, a month and a year, by keys."""

import re
from datetime import date, timedelta
from functools import partial

import pytest

from kanban import theme_files
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.operations import days, goals, wins
from kanban.domain.values import replace
from kanban.errors import StorageError

from .driver import KEYS, NOON, BoardDriver, board_of, running

SIZES = ((120, 36), (80, 24))
THEMES = ("contrast", "ember", "evening", "mono", "paper")


def ago(count: int):
    return replace(NOON, at=NOON.at - timedelta(days=count), day=NOON.day - timedelta(days=count))


def a_year_of_work():
    """A goal, and wins today, on three days of the week, and in the months before."""
    acts = board_of()
    add = partial(goals.add, now=ago(400), title="Launch", why="People can start", steps=("One",))
    acts.append(lambda board: add(board))
    for back in (400, 365, 90, 40, 31, 6, 6, 5, 2, 0):
        log = partial(wins.log, now=ago(back), texts=(f"Step {back}",), goal_id=back % 2 or None)
        acts.append(log)
    return acts


async def turned(driver: BoardDriver, *commands: str) -> str:
    await driver.do("lookback.show")
    for command in commands:
        await driver.do(command)
    return driver.text


NEXT, EARLIER, LATER = "lookback.next-span", "lookback.earlier", "lookback.later"


@pytest.mark.parametrize("size", SIZES)
async def test_the_week_shows_its_wins_by_goal_its_days_and_what_stood_out(size) -> None:
    async with running(a_year_of_work(), size=size) as driver:
        text = await turned(driver)
        assert "16 to 22 Nov 2026" in text
        assert "5 wins on 4 of 7 days" in text
        assert re.search(r"Mon 16 +Tue 17", text)
        assert "█" in text
        assert re.search(r"Launch +1 win\b", text)
        await driver.press("end")
        await driver.settle()
        for words in ("Without a goal", "Step 0", "Best days", "A month ago", "A year ago"):
            assert words in f"{text}\n{driver.text}"


@pytest.mark.parametrize("size", SIZES)
async def test_tab_goes_around_and_brackets_a_period_back_and_on(size) -> None:
    async with running(a_year_of_work(), size=size) as driver:
        assert "16 to 22 Nov 2026" in await turned(driver)
        await driver.do(EARLIER)
        assert "9 to 15 Nov 2026" in driver.text
        await driver.do(NEXT)
        assert "Nov 2026" in driver.text
        await driver.do(EARLIER)
        assert "Oct 2026" in driver.text
        await driver.do(NEXT)
        assert re.search(r" 2026 +8 wins", driver.text)
        assert re.search(r"Jan Feb Mar", driver.text)
        await driver.do("lookback.previous-span")
        assert "Oct 2026" in driver.text
        await driver.do(LATER)
        assert "Nov 2026" in driver.text
        await driver.do(LATER)
        assert "Nov 2026" in driver.text
        await driver.do("dialog.leave")
        assert driver.is_on_board


async def test_an_empty_period_says_one_sentence_with_a_key() -> None:
    async with running(board_of("One")) as driver:
        assert "This week is still open: w on the board logs a win." in await turned(driver)
        await driver.do(EARLIER)
        assert "No wins are kept for this week. r on the board writes a past day." in driver.text
        await driver.do(NEXT, times=2)
        assert "This year is still open" in driver.text


async def test_a_win_from_elsewhere_shows_while_it_is_open() -> None:
    async with running(board_of("One")) as driver:
        await turned(driver)
        driver.keeper.do(wins.log, texts=("From elsewhere",))
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert "From elsewhere" in driver.text


@pytest.mark.parametrize("size", SIZES)
async def test_quiet_hides_every_count(size) -> None:
    async with running(a_year_of_work(), size=size, config=Config(quiet=True)) as driver:
        for command in ("lookback.show", NEXT, NEXT):
            await driver.do(command)
            assert not re.search(r"[0-9] wins?|▔|■| of [0-9]|and [0-9]", driver.text)
            assert "Step" in driver.text


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [*SIZES, (40, 10), (200, 60)])
async def test_it_opens_in_every_theme_and_size(theme, size) -> None:
    assert theme in theme_files.load_palettes(theme_files.shipped_folder())[0]
    config = Config(theme=theme, animations=False)
    async with running(a_year_of_work(), size=size, config=config) as driver:
        for command in ("lookback.show", NEXT, NEXT):
            await driver.do(command)
            assert "2026" in driver.text
        assert all(len(line) <= size[0] for line in driver.lines)


async def test_a_year_that_cannot_be_read_is_told_and_the_others_are_shown(monkeypatch) -> None:
    read = Board.wins_on

    def wins_on(board: Board, day: date):
        if day.year == 2025:
            raise StorageError("The wins of 2025 cannot be read.", "Run the doctor.")
        return read(board, day)

    monkeypatch.setattr(Board, "wins_on", wins_on)
    async with running(a_year_of_work()) as driver:
        text = await turned(driver)
        assert "5 wins on 4 of 7 days" in text
        assert "A month ago" in text
        assert "A year ago" not in text
        await driver.do(NEXT, times=2)
        await driver.do(EARLIER)
        assert re.search(r" 2025 ", driver.text)
        assert "The wins of 2025 cannot be read. Run the doctor." in driver.text
        assert "Month by month" not in driver.text
        await driver.do("lookback.copy")
        assert driver.app.clipboard == ""
        await driver.do(LATER)
        assert "Month by month" in driver.text


async def test_it_is_drawn_anew_when_the_terminal_changes() -> None:
    async with running(a_year_of_work()) as driver:
        await turned(driver)
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        assert "5 wins on 4 of 7 days" in driver.text
        assert "Best days" not in driver.text


def secret_day():
    fields = {"setback": "secret", "note": "secret", "three": ("Held on",), "emotion": 2}
    return [*a_year_of_work(), partial(days.close, now=NOON, on=NOON.day, fields=fields)]


async def test_copying_takes_the_text_without_what_is_private_and_says_so() -> None:
    async with running(secret_day()) as driver:
        await turned(driver, "lookback.copy")
        copied = driver.app.clipboard
        assert copied.startswith("16 to 22 Nov 2026: 5 wins on 4 of 7 days\n")
        assert "secret" not in copied
        assert "Copied as text: 16 to 22 Nov 2026." in driver.text
        await driver.do("lookback.copy-standup")
        assert driver.app.clipboard.startswith("Fri 20 Nov\n  Step 2\nToday\n")
        assert "Copied as text: the stand-up of today." in driver.text


async def test_what_is_copied_says_no_count_in_quiet_mode() -> None:
    async with running(a_year_of_work(), config=Config(quiet=True)) as driver:
        await turned(driver, "lookback.copy")
        assert driver.app.clipboard.startswith("16 to 22 Nov 2026\n")
        assert "win" not in driver.app.clipboard


async def test_its_keys_stand_in_the_last_line() -> None:
    async with running(board_of("One"), size=(80, 24)) as driver:
        text = await turned(driver)
        for command in (NEXT, EARLIER, LATER, "lookback.copy", "lookback.copy-standup"):
            assert KEYS.command(command).verb in text
