"""A board that stays open while time does what it does: passes, leaps, goes back and travels."""

import re
from datetime import date, time
from pathlib import Path

import pytest

from kanban.boards import board_file, board_in_memory, create_board
from kanban.domain.moment import DAY_STARTS_AT, Moment
from kanban.domain.operations import cards, wins
from kanban.domain.records import Win
from kanban.keeper import Keeper
from tests.domain.builder import local_moment

from .driver import BoardDriver, board_of, running

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


class Clock:
    """Shows what it was set to."""

    def __init__(
        self, wall: str, zone: str = "Europe/Berlin", day_starts_at: time = DAY_STARTS_AT
    ) -> None:
        self.day_starts_at = day_starts_at
        self.set(wall, zone)

    def set(self, wall: str, zone: str = "Europe/Berlin") -> None:
        self.wall, self.zone = wall, zone

    def __call__(self) -> Moment:
        return local_moment(self.wall, self.zone, self.day_starts_at)


@pytest.fixture
def clock() -> Clock:
    return Clock("2026-11-22 23:50")


@pytest.fixture
def keeper(clock: Clock) -> Keeper:
    """A board with three cards, in memory."""
    return board_in_memory(clock, board_of("a", "b", "c"))


async def tick(driver: BoardDriver) -> None:
    """Let the board look once for what is new."""
    await driver.app._beat()
    await driver.settle()


def listed(driver: BoardDriver) -> list[str]:
    """Return the wins of the Today panel, or of the recap, with their times, from the top."""
    found = [re.search(r"(\d\d:\d\d) +[✓✎] *(\w+)", line) for line in driver.lines]
    return [f"{match[1]} {match[2]}" for match in found if match]


def all_wins(keeper: Keeper) -> list[tuple[str, date]]:
    """Return the wins that count, by sequence."""
    held = keeper.board.table(Win)
    return [(held[key].text, held[key].day) for key in sorted(held) if not held[key].withdrawn_at]


async def test_a_board_left_open_over_the_night_turns_to_the_new_day(
    keeper: Keeper, clock: Clock
) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        for wall in ("2026-11-23 00:01", "2026-11-23 03:59"):
            clock.set(wall)
            await tick(driver)
            assert "Sun 22 Nov" in driver.lines[0]
            assert "1 win today" in driver.lines[0]
            assert listed(driver) == ["23:50 a"]
        clock.set("2026-11-23 04:00")
        await tick(driver)
        assert "Mon 23 Nov" in driver.lines[0]
        assert "0 wins today" in driver.lines[0]
        assert listed(driver) == []
        assert driver.column("Done").titles == ["a"]
        assert "today" not in driver.column("Done").lines[0]
        await driver.do("card.done")
        assert "1 win today" in driver.lines[0]
        assert "2 of 7 days" in driver.lines[0]
        assert listed(driver) == ["04:00 b"]
    assert all_wins(keeper) == [("a", SUNDAY), ("b", MONDAY)]


async def test_a_board_woken_days_later_is_on_that_day(keeper: Keeper, clock: Clock) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        clock.set("2026-12-01 09:00")
        await tick(driver)
        assert "Tue 1 Dec" in driver.lines[0]
        assert "0 wins today" in driver.lines[0]
        assert "0 of 7 days" in driver.lines[0]
        await driver.do("recap.show")
        assert "Today, Tue 1 Dec" in driver.text


async def test_a_win_pressed_before_the_board_has_looked_belongs_to_the_new_day(
    keeper: Keeper, clock: Clock
) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        clock.set("2026-11-23 09:00")
        await driver.do("card.done")
        assert "Mon 23 Nov" in driver.lines[0]
        assert "1 win today" in driver.lines[0]
        assert listed(driver) == ["09:00 b"]
    assert all_wins(keeper) == [("a", SUNDAY), ("b", MONDAY)]


async def test_a_recap_left_open_over_the_night_stays_with_its_day_and_calls_it_no_more_today(
    keeper: Keeper, clock: Clock
) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        await driver.do("recap.show")
        assert "Today, Sun 22 Nov" in driver.text
        await driver.write("Call Noor", into="first_step")
        clock.set("2026-11-23 08:00")
        await tick(driver)
        assert "Today, Sun" not in driver.text
        assert "Sun 22 Nov" in driver.text
        assert "Call Noor" in driver.text
        assert listed(driver) == ["23:50 a"]
        await driver.press("ctrl+s", "x")
        assert driver.is_on_board
        written = driver.board.day(SUNDAY)
        assert written is not None
        assert written.first_step == "Call Noor"
        assert driver.board.day(MONDAY) is None
        assert "Call Noor" in driver.text  # the new day begins with it


@pytest.mark.parametrize(
    "back_to", ["2026-11-22 22:50", "2026-11-21 12:00", "2016-11-22 23:50"], ids=str
)
async def test_a_clock_set_back_loses_no_win_and_mixes_none_up(
    keeper: Keeper, clock: Clock, back_to: str
) -> None:
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        clock.set(back_to)
        await tick(driver)
        await driver.do("card.done")
        await driver.do("walk.last")
        day = clock().day
        assert all_wins(keeper) == [("a", SUNDAY), ("b", day)]
        assert driver.column("Done").titles == ["b", "a"]
        expected = ["23:50 a", f"{back_to[-5:]} b"] if day == SUNDAY else [f"{back_to[-5:]} b"]
        assert listed(driver) == expected
        assert not re.search(r"[-−]\d", driver.text)
        clock.set("2026-11-22 23:55")
        await tick(driver)
        await driver.do("card.done")
        shown = [win for win, on in all_wins(keeper) if on == SUNDAY]
        assert [each[-1] for each in listed(driver)] == shown
        await driver.do("change.undo", times=3)
        assert all_wins(keeper) == []
        await driver.do("change.redo", times=3)
        assert [on for _, on in all_wins(keeper)] == [SUNDAY, day, SUNDAY]


async def test_another_day_start_leaves_old_wins_on_their_day(tmp_path: Path) -> None:
    def opened(clock: Clock) -> Keeper:
        return Keeper(board_file(tmp_path, "main"), clock)

    night = Clock("2026-11-23 02:30")
    create_board(tmp_path, "main", night).close()
    first = opened(night)
    first.do(cards.add, titles=("a", "b"))
    first.do(cards.finish, card_ids=(1,))
    first.close()
    second = opened(Clock("2026-11-23 02:40", day_starts_at=time(0)))
    async with running(keeper=second) as driver:
        assert "Mon 23 Nov" in driver.lines[0]
        assert "0 wins today" in driver.lines[0]
        await driver.do("card.done")
        assert listed(driver) == ["02:40 b"]
        await driver.do("recap.show")
        await driver.press("left_square_bracket")
        assert "Sun 22 Nov" in driver.text
        assert "02:30 a" in listed(driver)
    second.close()
    third = opened(Clock("2026-11-23 12:00"))
    assert all_wins(third) == [("a", SUNDAY), ("b", MONDAY)]
    third.close()


async def test_wins_of_a_traveller_show_the_clock_of_each_place_in_the_order_they_came(
    keeper: Keeper, clock: Clock
) -> None:
    async with running(keeper=keeper) as driver:
        clock.set("2026-11-22 09:12", "Europe/Berlin")
        await driver.do("card.done")
        clock.set("2026-11-22 06:30", "America/New_York")
        await driver.do("card.done")
        clock.set("2026-11-22 23:45", "Pacific/Auckland")
        await driver.do("card.done")
        assert listed(driver) == ["09:12 a", "06:30 b", "23:45 c"]
        await driver.do("recap.show")
        assert listed(driver) == ["09:12 a", "06:30 b", "23:45 c"]


async def test_flying_over_the_date_line_turns_the_board_to_the_day_of_the_place(
    keeper: Keeper, clock: Clock
) -> None:
    async with running(keeper=keeper) as driver:
        clock.set("2026-11-23 09:00", "Pacific/Auckland")
        await tick(driver)
        await driver.do("card.done")
        clock.set("2026-11-22 14:00", "America/New_York")
        await tick(driver)
        assert "Sun 22 Nov" in driver.lines[0]
        assert "0 wins today" in driver.lines[0]
        keeper.do(wins.log, texts=("landed",))
        await tick(driver)
        assert all_wins(keeper) == [("a", MONDAY), ("landed", SUNDAY)]
        clock.set("2026-11-23 08:00", "America/New_York")
        await tick(driver)
        assert "1 win today" in driver.lines[0]
        assert listed(driver) == ["09:00 a"]


@pytest.mark.parametrize("wall", ["2026-11-23 00:30", "2026-11-23 03:59"])
async def test_a_card_done_after_midnight_was_done_today(
    keeper: Keeper, clock: Clock, wall: str
) -> None:
    clock.set(wall)
    async with running(keeper=keeper) as driver:
        await driver.do("card.done")
        face = "\n".join(driver.column("Done").lines)
        assert wall[-5:] in face
        assert "tomorrow" not in face
        clock.set("2026-11-23 04:00")
        await tick(driver)
        await driver.do("column.toggle-older")  # a week has begun
        assert "yesterday" in "\n".join(driver.column("Done").lines)
