"""The insights on the screen: pages, words, quiet, empty boards, and every size."""

from datetime import timedelta

import pytest
from rich.cells import cell_len

from kanban.boards import board_in_memory
from kanban.clock import local_days
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.insight_words import Words, words
from kanban.domain.insights import insights
from kanban.domain.moment import DAY_STARTS_AT, Moment
from kanban.domain.operations import cards
from kanban.domain.records import COLORS, Card, Column, Day, Goal, Move, Win, WinKind
from kanban.domain.values import replace
from kanban.errors import StorageError

from .driver import KEYS, NOON, BoardDriver, board_of, noon, running
from .hostile import HOSTILE, Texts

TITLES = (
    "A year of wins",
    "8 weeks, day by day",
    "Wins by goal",
    "How the days felt",
    "Cycle time",
    "Throughput",
    "Cumulative flow",
    "Under way",
    "Forecast",
)
SIZES = ((80, 24), (120, 36))
THEMES = ("evening", "paper", "ember", "contrast", "mono")


def days_ago(days: float) -> Moment:
    """Return the moment so many days before noon today."""
    at = NOON.at - timedelta(days=days)
    return replace(NOON, at=at, day=(at - timedelta(hours=3)).date())


def worked() -> list:
    """Return the acts that make a board on which 40 cards were done, one every other day."""
    columns = (
        Column(id=1, name="To Do", rank="a"),
        Column(id=2, name="Doing", rank="b"),
        Column(id=3, name="Done", rank="c", is_done=True),
    )
    goal = Goal(id=1, title="Launch", rank="a")
    records: list = [*columns, goal]
    for number in range(1, 41):
        done = days_ago(2 * number)
        start = days_ago(2 * number + number % 5)
        moves = (Move(1, start.at), Move(2, start.at), Move(3, done.at))
        records.append(
            Card(
                id=number,
                title=f"Step {number}",
                column_id=3,
                rank=f"8000{number:04}",
                created_at=start.at,
                goal_id=1,
                moves=moves,
            )
        )
        records.append(
            Win(
                id=number,
                kind=WinKind.CARD,
                text=f"Step {number}",
                at=done.at,
                zone=done.zone,
                utc_offset_minutes=done.utc_offset_minutes,
                day=done.day,
                card_id=number,
                goal_id=1,
            )
        )
        records.append(Day(id=number, on=done.day, emotion=number % 5 + 1, motivation=3))
    under_way = days_ago(6)
    records.append(
        Card(
            id=41,
            title="Test login",
            column_id=2,
            rank="80000041",
            created_at=under_way.at,
            moves=(Move(1, under_way.at), Move(2, under_way.at)),
        )
    )
    records.append(
        Card(id=42, title="To go", column_id=1, rank="80000042", created_at=NOON.at, goal_id=1)
    )
    return [lambda _board: Change("Worked", tuple(Edit(None, record) for record in records))]


async def opened(driver: BoardDriver, number: int = 1) -> list[str]:
    """Open a page and return its rows."""
    if driver.is_on_board:
        await driver.do("insights.show")
    await driver.do(f"insights.go-to-{number}")
    return driver.lines


def words_of(driver: BoardDriver) -> tuple[Words, ...]:
    """Return every picture in words, as the screen has them told."""
    day_of = local_days(NOON, DAY_STARTS_AT)
    return words(insights(driver.board, NOON.day, day_of), KEYS.key, with_private=True)


# -- pages ---------------------------------------------------------------------------------------


async def test_i_opens_the_insights_and_escape_leaves_them():
    async with running(worked()) as driver:
        await driver.press("i")
        assert "A year of wins" in driver.text
        await driver.press("escape")
        assert driver.is_on_board


async def test_each_digit_opens_its_picture():
    async with running(worked()) as driver:
        for number, title in enumerate(TITLES, start=1):
            assert any(line.strip() == title for line in await opened(driver, number)), title


async def test_left_and_right_go_round_the_pictures():
    async with running(worked()) as driver:
        await driver.press("i", "left")
        assert "Forecast" in driver.text
        await driver.press("right", "right")
        assert "8 weeks, day by day" in driver.text


async def test_a_click_on_a_name_opens_its_picture():
    async with running(worked()) as driver:
        (row, *_) = await opened(driver)
        await driver.pilot.click(offset=(row.index("Flow") + 1, 0))
        await driver.settle()
        assert "Cumulative flow" in driver.text


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_each_picture_stands_between_its_words_and_its_numbers(size: tuple[int, int]):
    async with running(worked(), size=size) as driver:
        for place, told in enumerate(words_of(driver)):
            lines = await opened(driver, place + 1)
            assert lines[2].strip() == told.title == TITLES[place]
            assert told.reading[:40] in lines[3]
            numbers = next(at for at, line in enumerate(lines) if told.numbers[:30] in line)
            assert any(line.strip() for line in lines[4:numbers])
            assert "esc board" in lines[-1]


# -- what is drawn -------------------------------------------------------------------------------


async def test_the_year_has_a_square_for_each_day_with_a_win_and_a_dot_for_one_without():
    async with running(worked(), size=(80, 24)) as driver:
        lines = await opened(driver)
        days = "".join(line[8:62] for line in lines[6:13])
        assert days.count("□") == 40
        assert days.count("·") == 7 * 53 - 40


async def test_what_is_under_way_stands_with_its_days_and_its_column():
    async with running(worked()) as driver:
        row = next(line for line in await opened(driver, 8) if "Test login  " in line)
        assert row.rstrip().endswith("7d  Doing")


async def test_the_forecast_says_what_it_is_made_from():
    async with running(worked()) as driver:
        text = "\n".join(await opened(driver, 9))
        assert "Launch, 85 %: by 23 Nov, from 38 cards in 11 weeks." in text
        assert "1 to go, from 38 cards in 11 weeks" in text


async def test_a_win_from_elsewhere_is_drawn():
    async with running(worked()) as driver:
        assert "40 wins" in "\n".join(await opened(driver))
        driver.keeper.do(cards.finish, card_ids=(41,))
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert "41 wins" in driver.text


async def test_wins_that_cannot_be_read_are_told_of(monkeypatch: pytest.MonkeyPatch):
    def broken(*_arguments: object) -> None:
        raise StorageError("The wins of 2024 cannot be read.", "Restore them.")

    monkeypatch.setattr("kanban.ui.screens.insights.insights", broken)
    async with running(worked()) as driver:
        for number in (1, 5):
            assert "The wins of 2024 cannot be read. Restore them." in "\n".join(
                await opened(driver, number)
            )
        await driver.press("escape")
        assert driver.is_on_board


# -- quiet, empty, small -------------------------------------------------------------------------


async def test_quiet_hides_every_count():
    config = Config(animations=False, quiet=True)
    async with running(worked(), config=config) as driver:
        for place, told in enumerate(words_of(driver)):
            lines = await opened(driver, place + 1)
            assert told.shows[:60] in lines[3]
            assert told.numbers[:20] not in "\n".join(lines)
            drawn = "\n".join(lines[4:-1])
            for count in ("40", "41", "42", "7d", "to go"):
                assert count not in drawn, (told.id, count)


async def test_a_new_board_is_told_which_key_fills_the_picture():
    keys = {KEYS.key(each.id) for each in KEYS.commands}
    async with running(board_of(), size=(80, 24)) as driver:
        await driver.press("escape")
        for place, told in enumerate(words_of(driver)):
            lines = await opened(driver, place + 1)
            assert told.reading.split()[0] in keys
            assert told.reading in lines[3]
            assert not any(line.strip() for line in lines[4:-1])


@pytest.mark.parametrize("size", [(20, 8), (40, 10), (61, 15), (80, 24), (200, 60)], ids=str)
async def test_any_size_of_terminal_will_do(size: tuple[int, int]):
    async with running(worked(), size=size) as driver:
        for number in range(1, 10):
            lines = await opened(driver, number)
            assert len(lines) == size[1]


async def test_where_the_names_do_not_fit_the_open_one_stands_alone_among_the_digits():
    async with running(worked(), size=(60, 20)) as driver:
        (row, *_) = await opened(driver, 8)
        assert row.split() == [*"12345678", "Ageing", "9"]


@pytest.mark.parametrize("theme", THEMES)
async def test_every_theme_has_the_inks(theme: str):
    async with running(worked(), config=Config(theme=theme, animations=False)) as driver:
        for number in range(1, 10):
            await opened(driver, number)


async def test_hostile_titles_are_drawn_as_they_stand():
    records = Texts(HOSTILE).records(NOON.at, NOON.at)
    held = board_in_memory(
        noon, [lambda _board: Change("All", tuple(Edit(None, record) for record in records))]
    )
    async with running(keeper=held, size=(80, 24)) as driver:
        for number in range(1, 10):
            text = "\n".join(await opened(driver, number))
            assert not any(char in text for char in "\x1b\x9b\x07\u202e")
            assert {cell_len(line) for line in text.splitlines()} == {80}


async def test_many_goals_and_cards_do_not_reach_over_the_numbers():
    goals = [
        Goal(id=n, title=f"Goal {n}", rank=f"{n:03}", color=COLORS[n % 8]) for n in range(1, 40)
    ]
    wins = [
        Win(
            id=n,
            kind=WinKind.NOTE,
            text="x",
            at=NOON.at,
            zone="",
            utc_offset_minutes=0,
            day=NOON.day,
            goal_id=n,
        )
        for n in range(1, 40)
    ]

    def act(board: Board) -> Change:
        return Change("Many", tuple(Edit(None, record) for record in (*goals, *wins)))

    async with running([*board_of("One"), act], size=(80, 24)) as driver:
        lines = await opened(driver, 3)
        assert any(line.strip() == "and more" for line in lines)
        assert "Goal 1 1, Goal 2 1" in "\n".join(lines[-5:])
