"""The evening recap by its keys: four steps, any day, drafts, and closing a day."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from kanban.boards import board_in_memory, create_board, open_board
from kanban.config import Config
from kanban.domain.demo import demo_acts
from kanban.domain.inner_life import FACTORS
from kanban.domain.operations import cards, days, wins
from kanban.domain.records import Card, Day, Win, WinKind
from kanban.domain.values import replace
from kanban.errors import StorageError
from kanban.ui.screens.closing import ClosingScreen
from kanban.ui.screens.recap import RecapScreen
from tests.domain.builder import local_moment

from .driver import NOON, Act, BoardDriver, board_of, noon, running

TODAY = NOON.day
SIZES = [(120, 36), (80, 24)]
DRAFT = f"day-{TODAY}"


def won(*texts: str, days_ago: int = 0) -> Act:
    """Return the act of logging wins on a day."""
    now = local_moment(f"{TODAY - timedelta(days=days_ago)} 11:00")
    return lambda board: wins.log(board, now, texts=texts)


def written(days_ago: int = 0, **fields: Any) -> Act:
    """Return the act of closing a day with words."""
    on = TODAY - timedelta(days=days_ago)
    return lambda board: days.close(board, NOON, on=on, fields=fields)


async def type_in(driver: BoardDriver, text: str) -> None:
    names = {" ": "space", ".": "full_stop", ",": "comma", "'": "apostrophe"}
    await driver.press(*(names.get(char, char) for char in text))


def held(driver: BoardDriver, on: date = TODAY) -> Day:
    day = driver.board.day(on)
    assert day is not None
    return day


def value(driver: BoardDriver, name: str) -> str:
    return driver.app.screen.query_one(f"#{name}", Input).value


def here(driver: BoardDriver) -> str:
    """Return the id of what has the cursor."""
    return (driver.app.focused.id or "") if driver.app.focused else ""


# -- the whole evening -----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_evening_by_keys_is_one_change(size: tuple[int, int]) -> None:
    acts = [*board_of("Call Ana", "Write to Noor"), won("One", "Two", "Three", "Four")]
    async with running(acts, size=size) as driver:
        before = driver.board.seq
        await driver.do("recap.show")
        await driver.press("end", "1")
        assert [value(driver, f"three-{place}") for place in range(3)] == ["Four", "Two", "Three"]
        await driver.press("tab", "tab", "tab", "tab")
        await type_in(driver, "The way is free")
        await driver.press("enter")
        await type_in(driver, "The login broke")
        await driver.press("enter", "c")
        await type_in(driver, "It is the cookie")
        await driver.press("enter", "4", "3", "5", "g", "t", "t", "enter")
        await driver.press("down", "down", "enter")
        assert isinstance(driver.app.screen, ClosingScreen)
        assert driver.board.seq == before + 1
        day = held(driver)
        assert day.three == ("Four", "Two", "Three")
        assert day.mattered == "The way is free"
        assert (day.setback, day.learned) == ("The login broke", "It is the cookie")
        assert day.learned_kind is WinKind.CLARITY
        assert (day.emotion, day.motivation, day.perception) == (4, 3, 5)
        assert (day.helped, day.hindered) == (("goals",), ("time",))
        assert day.first_step == "Write to Noor"
        assert day.first_card_id == driver.card("Write to Noor").id
        assert day.closed_at == NOON.at
        for words in ("Four", "The way is free", "It is the cookie", "Tomorrow begins with"):
            assert words in driver.text
        assert "The login broke" not in driver.text
        await driver.press("x")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["Write to Noor", "Call Ana"]
        await driver.do("change.undo")
        assert driver.board.day(TODAY) is None


async def test_everything_skipped_is_a_closed_day_in_three_keys_and_names_the_wins() -> None:
    async with running([*board_of("a"), won("One", "Two")]) as driver:
        await driver.press("r", "ctrl+s", "space")
        assert driver.is_on_board
        assert held(driver).three == ("One", "Two")
        assert held(driver).closed_at is not None


async def test_one_key_on_the_board_closes_the_day_and_says_it_back() -> None:
    async with running([*board_of("a"), won("One")]) as driver:
        await driver.do("recap.close-day")
        assert "any key goes back" in driver.text
        assert "One" in driver.text
        await driver.press("escape")
        assert driver.is_on_board
        before = driver.board.seq
        await driver.do("recap.close-day")
        assert "any key goes back" in driver.text
        assert driver.board.seq == before


async def test_enter_alone_skips_every_step_and_closes_an_empty_day() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "enter", "enter", "enter")
        assert "The rest can wait until tomorrow." in driver.text
        assert held(driver).three == ()


async def test_tab_goes_through_every_field_and_shift_tab_back() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        seen = []
        for _ in range(10):
            seen.append(here(driver))
            await driver.press("tab")
        fields = ["timeline", "three-0", "three-1", "three-2", "mattered"]
        assert seen == [*fields, "setback", "turn", "inner-life", "first_step", "timeline"]
        await driver.press("shift+tab", "shift+tab", "shift+tab")
        assert here(driver) == "inner-life"


async def test_page_keys_go_from_step_to_step_out_of_a_field() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        found = []
        for key in ("pagedown",) * 4 + ("pageup",) * 4:
            await driver.press(key)
            found.append(here(driver))
        there = ["setback", "inner-life", "first_step", "first_step"]
        assert found == [*there, "inner-life", "setback", "timeline", "timeline"]


async def test_a_click_opens_a_step() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        row = next(y for y, line in enumerate(driver.lines) if "How the day felt" in line)
        await driver.pilot.click(offset=(driver.lines[row].index("How"), row))
        await driver.settle()
        assert here(driver) == "inner-life"


@pytest.mark.parametrize("size", [(60, 20), (40, 12), (20, 6), (5, 3), (300, 90)])
async def test_a_terminal_of_any_size_shows_the_evening(size: tuple[int, int]) -> None:
    async with running([*demo_acts(NOON), won("宽" * 60)], size=size) as driver:
        await driver.do("recap.show")
        for key in ("down", "1", "tab", "pagedown", "pagedown", "pagedown", "m", "escape"):
            await driver.press(key)
        await driver.press("ctrl+s", "x")
        assert driver.is_on_board
        assert held(driver).closed_at is not None


async def test_a_long_day_is_said_back_on_one_page() -> None:
    acts = [*demo_acts(NOON), won(*(f"Win {number}" for number in range(9)))]
    acts += [written(mattered="m", learned="l", learned_kind=WinKind.CLARITY, first_step="Call")]
    async with running(acts, size=(80, 24)) as driver:
        await driver.do("recap.close-day")
        for words in ("Sun 22 Nov", "Closer to", "and 9 more", "› Call", "any key goes back"):
            assert words in re.sub(" +", " ", driver.text)


# -- three things that moved -----------------------------------------------------------------------


async def test_a_number_names_the_win_at_the_cursor_and_again_takes_it_away() -> None:
    async with running([*board_of("a"), won("One", "Two", "Three", "Four")]) as driver:
        await driver.do("recap.show")
        await driver.press("1")
        assert [value(driver, f"three-{place}") for place in range(3)] == ["", "Two", "Three"]
        await driver.press("down", "down", "down", "1", "up", "1")
        assert [value(driver, f"three-{place}") for place in range(3)] == ["Three", "Two", "Four"]


async def test_a_thin_day_offers_the_wins_of_the_week_to_be_named() -> None:
    acts = [*board_of("a"), won("Named", "Not named", days_ago=2)]
    acts += [written(2, three=("Named",)), won("Today")]
    async with running(acts) as driver:
        await driver.do("recap.show")
        assert "Earlier this week" in driver.text
        assert "  Named" not in driver.text
        await driver.press("down", "2", "ctrl+s")
        assert held(driver).three == ("Today", "Not named")


async def test_the_goal_and_its_why_stand_beside_the_win() -> None:
    async with running(demo_acts(NOON), size=(80, 24)) as driver:
        await driver.do("recap.show")
        for words in ("09:12 ✓ Draft", "Launch", "People can start", "A calm place"):
            assert words in driver.text


async def test_more_wins_than_rows_are_walked_into_sight() -> None:
    texts = [f"Win {number:02}" for number in range(60)]
    async with running([*board_of("a"), won(*texts)], size=(80, 24)) as driver:
        await driver.do("recap.show")
        assert "Win 00" in driver.text
        for _ in range(59):
            await driver.pilot.press("down")
        await driver.settle()
        assert "Win 59" in driver.text
        await driver.press("3", "home")
        assert "Win 00" in driver.text
        assert value(driver, "three-2") == "Win 59"


# -- what got in the way ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "kind"),
    [("c", WinKind.CLARITY), ("k", WinKind.KNOWLEDGE), ("l", WinKind.LEVERAGE)],
)
async def test_a_setback_turned_by_one_key_and_a_line_is_a_win(key: str, kind: WinKind) -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter")
        await type_in(driver, "x")
        await driver.press("enter", key)
        await type_in(driver, "now")
        await driver.press("ctrl+s")
        (win,) = driver.board.wins_on(TODAY)
        assert (win.kind, win.text, win.in_the_way) == (kind, "now", "x")


async def test_the_same_key_takes_the_choice_back() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "tab", "k")
        assert here(driver) == "learned"
        await driver.press("shift+tab", "k", "tab")
        assert here(driver) == "inner-life"


async def test_a_stuck_moment_turned_around_today_is_shown_as_answered() -> None:
    def turned(board: Any) -> Any:
        return wins.reframe(board, NOON, learned="Noor knows", kind=WinKind.LEVERAGE)

    async with running([*board_of("a"), turned]) as driver:
        await driver.do("recap.show")
        await driver.press("enter")
        assert "Can help  Noor knows" in driver.text


# -- how the day felt ------------------------------------------------------------------------------


async def test_a_digit_rates_and_goes_on_and_zero_clears() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("pagedown", "pagedown", "1", "5", "3", "up", "up", "0", "escape")
        day = held(driver)
        assert (day.emotion, day.motivation, day.perception) == (None, 5, 3)


@pytest.mark.parametrize("factor", FACTORS.values(), ids=lambda factor: factor.id)
async def test_every_factor_has_a_key_that_turns_it(factor: Any) -> None:
    async with running(board_of("a"), size=(80, 24)) as driver:
        await driver.do("recap.show")
        await driver.press("pagedown", "pagedown", factor.key)
        assert f"{factor.key} + {factor.helped[:12]}" in driver.text
        await driver.press(factor.key)
        assert f"{factor.key} − {factor.hindered[:12]}" in driver.text
        await driver.press(factor.key)
        assert f"{factor.key}   {factor.helped[:12]}" in driver.text
        await driver.press(factor.key, "escape")
        assert held(driver).helped == (factor.id,)


# -- the first step --------------------------------------------------------------------------------


async def test_a_card_is_picked_by_arrow_and_typing_makes_it_a_new_one() -> None:
    async with running(board_of("Call Ana", "Write")) as driver:
        await driver.do("recap.show")
        await driver.press("pageup", *["pagedown"] * 3)
        await type_in(driver, "Mine")
        await driver.press("down")
        assert value(driver, "first_step") == "Call Ana"
        await driver.press("up")
        assert value(driver, "first_step") == "Mine"
        await driver.press("down", "down")
        await type_in(driver, " to Noor")
        await driver.press("ctrl+s", "x")
        assert driver.column("To Do").titles == ["Write to Noor", "Call Ana", "Write"]


async def test_a_picked_card_that_is_gone_by_then_is_a_new_card() -> None:
    async with running([*board_of("Call Ana")]) as driver:
        await driver.do("recap.show")
        await driver.press(*["pagedown"] * 3, "down")
        driver.keeper.do(lambda board, now: cards_without(board, "Call Ana"))
        await driver.press("ctrl+s", "x")
        assert driver.column("To Do").titles == ["Call Ana"]
        assert held(driver).first_card_id == 2


def cards_without(board: Any, title: str) -> Any:
    from kanban.domain.change import Change, Edit

    card = next(each for each in board.table(Card).values() if each.title == title)
    return Change("Gone", (Edit(card, None),))


# -- enough ----------------------------------------------------------------------------------------


async def test_words_are_counted_softly_and_never_block() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        assert "0 of 100 words" in driver.lines[0]
        await driver.write("a b c", into="mattered")
        assert "3 of 100 words" in driver.lines[0]
        await driver.write("word " * 99, into="setback")
        assert "102 words" in driver.lines[0]
        assert "of 100" not in driver.lines[0]
        await driver.press("ctrl+s")
        assert held(driver).mattered == "a b c"


async def test_without_animations_the_five_minutes_are_words() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        assert "5 minutes are enough" in driver.lines[1]


async def test_the_line_of_five_minutes_fills_by_the_clock_and_stays_full() -> None:
    clock = Clock()
    keeper = board_in_memory(clock, board_of("a"))
    async with running(keeper=keeper, config=Config()) as driver:
        await driver.do("recap.show")
        screen = driver.app.screen
        assert isinstance(screen, RecapScreen)
        for minutes, full in ((0, 0), (2.5, 60), (5, 120), (50, 120), (-50, 0)):
            clock.minutes = minutes
            screen._show_header()
            await driver.settle()
            assert driver.lines[1] == "━" * full + "─" * (120 - full)


class Clock:
    """Shows some minutes after noon."""

    minutes: float = 0

    def __call__(self) -> Any:
        at = NOON.at + timedelta(minutes=self.minutes)
        return replace(NOON, at=at)


async def test_quiet_mode_hides_every_count() -> None:
    async with running([*board_of("a"), won("One")], config=Config(quiet=True)) as driver:
        await driver.do("recap.show")
        assert "words" not in driver.text
        assert "minutes" not in driver.text
        assert "What moved 1" not in driver.text


# -- drafts ----------------------------------------------------------------------------------------


async def test_every_key_is_in_the_draft_and_leaving_keeps_the_day_and_drops_it() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter")
        before = driver.board.seq
        for end in range(1, 6):
            await type_in(driver, "stuck"[end - 1])
            assert driver.keeper.drawer.get(DRAFT) == {"setback": "stuck"[:end]}
        assert driver.board.seq == before
        await driver.press("escape")
        assert driver.is_on_board
        assert driver.board.seq == before + 1
        assert held(driver).setback == "stuck"
        assert held(driver).closed_at is None
        assert driver.keeper.drawer.names() == []


async def test_looking_and_leaving_writes_nothing() -> None:
    async with running([*board_of("a"), won("One")]) as driver:
        before = driver.board.seq
        await driver.do("recap.show")
        await driver.press("left_square_bracket", "tab", "tab", "escape")
        assert driver.is_on_board
        assert driver.board.seq == before


async def test_words_taken_back_leave_neither_draft_nor_day() -> None:
    async with running(board_of("a")) as driver:
        before = driver.board.seq
        await driver.do("recap.show")
        await driver.press("enter", "a", "backspace")
        assert driver.keeper.drawer.names() == []
        await driver.press("space", "escape")
        assert driver.is_on_board
        assert driver.board.seq == before
        assert driver.keeper.drawer.names() == []


async def test_a_draft_of_a_killed_program_stands_in_its_fields() -> None:
    keeper = board_in_memory(noon, [*board_of("Call Ana"), won("One")])
    keeper.drawer.put(
        DRAFT,
        {
            "three": ["", "Mine", ""],
            "mattered": "m",
            "setback": "s",
            "learned": "l",
            "learned_kind": "knowledge",
            "emotion": 2,
            "helped": ["goals"],
            "first_step": "Call A",
        },
    )
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        found = {
            name: value(driver, name) for name in ("three-0", "three-1", "mattered", "setback")
        }
        assert found == {"three-0": "", "three-1": "Mine", "mattered": "m", "setback": "s"}
        await driver.press("ctrl+s")
        day = held(driver)
        assert (day.three, day.learned, day.learned_kind) == (("Mine",), "l", WinKind.KNOWLEDGE)
        assert (day.emotion, day.helped, day.first_step) == (2, ("goals",), "Call A")
        assert keeper.drawer.names() == []


async def test_a_draft_of_a_day_before_is_spoken_of() -> None:
    keeper = board_in_memory(noon, board_of("a"))
    for name in ("day-2026-11-19", "day-2026-11-20", "day-2026-11-99", "greeted"):
        keeper.drawer.put(name, {"mattered": "m"})
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        assert "A draft of Fri 20 Nov waits; [ goes there." in driver.text


async def test_closing_from_the_board_keeps_the_draft_as_well() -> None:
    keeper = board_in_memory(noon, board_of("a"))
    keeper.drawer.put(DRAFT, {"mattered": "m"})
    async with running(keeper=keeper) as driver:
        await driver.do("recap.close-day")
        assert held(driver).mattered == "m"
        assert keeper.drawer.names() == []


@pytest.mark.parametrize("key", ["recap.show", "recap.close-day"])
@pytest.mark.parametrize("note", [{"mattered": 3}, {"from": "elsewhere"}], ids=str)
async def test_a_draft_that_is_none_is_told_and_left(note: dict[str, Any], key: str) -> None:
    keeper = board_in_memory(noon, board_of("a"))
    keeper.drawer.put(DRAFT, dict(note))
    async with running(keeper=keeper) as driver:
        await driver.do(key)
        assert "The draft of Sun 22 Nov" in driver.text
        if driver.is_on_board:
            await driver.do("recap.show")
        await driver.write("New words", into="mattered")
        await driver.press("escape")
        assert held(driver).mattered == "New words"
        assert keeper.drawer.get(DRAFT) == note


async def test_a_damaged_draft_file_is_told_and_left(tmp_path: Path) -> None:
    create_board(tmp_path, "main", noon).close()
    file = tmp_path / "drawer" / "main" / f"{DRAFT}.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"mattered": "m')
    keeper = open_board(tmp_path, "main", noon)
    keeper.do(cards.add, titles=("a",))
    async with running(keeper=keeper, size=(160, 36)) as driver:
        await driver.do("recap.show")
        assert "cannot be read" in driver.text
        await driver.press("enter", "a", "escape")
        assert held(driver).setback == "a"
    assert file.read_bytes() == b'{"mattered": "m'
    keeper.close()


async def test_a_drawer_that_takes_nothing_is_told_and_the_words_are_kept_on_leaving() -> None:
    keeper = board_in_memory(noon, board_of("a"))
    keeper.drawer = Full()
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "a")
        assert "The disk is full." in driver.text
        await driver.press("b", "escape")
        assert held(driver).setback == "ab"


class Full:
    """A drawer on a full disk."""

    is_lasting = True

    def put(self, _name: str, _note: dict[str, Any]) -> None:
        raise StorageError("The disk is full.")

    def get(self, _name: str) -> None:
        return None

    def drop(self, _name: str) -> None:
        return None

    def names(self) -> list[str]:
        return []


async def test_of_two_who_write_the_later_wins_where_it_wrote_and_nowhere_else() -> None:
    keeper = board_in_memory(noon, [*board_of("a"), written(mattered="old", setback="old")])
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        await driver.write("mine", into="setback")
        other = {"mattered": "theirs", "setback": "theirs", "emotion": 5}
        keeper.do(days.write, on=TODAY, fields=other)
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert value(driver, "mattered") == "theirs"
        assert value(driver, "setback") == "mine"
        await driver.press("escape")
        day = held(driver)
        assert (day.mattered, day.setback, day.emotion) == ("theirs", "mine", 5)


async def test_quitting_in_the_middle_keeps_what_was_written() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "a", "ctrl+q")
        await driver.settle()
        assert held(driver).setback == "a"
        assert not driver.app.is_running or driver.app._exit


# -- any day ---------------------------------------------------------------------------------------


async def test_another_day_keeps_the_words_of_this_one() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "a", "alt+left", "enter", "b", "alt+right", "enter")
        assert value(driver, "setback") == "a"
        await driver.press("escape")
        assert held(driver).setback == "a"
        assert held(driver, TODAY - timedelta(days=1)).setback == "b"
        assert driver.keeper.drawer.names() == []


async def test_a_day_written_later_says_so_and_changes_no_win() -> None:
    acts = [*board_of("a"), won("One", days_ago=2)]
    async with running(acts) as driver:
        before = dict(driver.board.table(Win))
        await driver.do("recap.show")
        await driver.press("left_square_bracket", "left_square_bracket", "enter", "s", "enter", "c")
        await type_in(driver, "clear")
        await driver.press("ctrl+s", "x")
        assert dict(driver.board.table(Win)) == before
        await driver.do("recap.show")
        await driver.press("left_square_bracket", "left_square_bracket")
        assert "Fri 20 Nov  written on Sun 22 Nov" in driver.lines[0]


async def test_the_month_marks_days_and_goes_to_one() -> None:
    acts = [*board_of("a"), won("One", days_ago=3), written(2, mattered="m")]
    async with running(acts, size=(80, 24)) as driver:
        await driver.do("recap.show")
        await driver.press("m")
        assert "19•" in driver.text
        assert "20 ¶" in driver.text
        await driver.press("left", "left", "left", "enter")
        assert "Thu 19 Nov" in driver.lines[0]
        assert "One" in driver.text
        await driver.press("m", "right", "right", "right", "right", "enter")
        assert "Today, Sun 22 Nov" in driver.lines[0]


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (("up",), "Sun 15 Nov"),
        (("up", "up", "up", "up"), "Sun 25 Oct"),
        (("pageup",), "Thu 22 Oct"),
        (("pageup", "pagedown", "pagedown"), "Today, Sun 22 Nov"),
        (("pageup",) * 11, "Mon 22 Dec 2025"),
        (("right", "down"), "Today, Sun 22 Nov"),
        (("pageup", "home"), "Today, Sun 22 Nov"),
    ],
    ids=str,
)
async def test_arrows_and_page_keys_walk_the_months(keys: tuple[str, ...], day: str) -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("m", *keys, "enter")
        assert driver.lines[0].strip().startswith(day)


async def test_a_month_that_is_shorter_ends_on_its_last_day() -> None:
    keeper = board_in_memory(lambda: local_moment("2027-03-31 12:00"), board_of("a"))
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        await driver.press("m", "pageup", "enter")
        assert driver.lines[0].strip().startswith("Sun 28 Feb")


async def test_the_month_is_left_by_escape_on_the_day_it_was_opened_from() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.press("m", "left", "escape")
        assert "Today, Sun 22 Nov" in driver.lines[0]


# -- when the disk or a rule says no ---------------------------------------------------------------


async def test_what_a_rule_refuses_stays_and_the_second_escape_leaves_it_as_a_draft() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("recap.show")
        await driver.write("\U0001f468" * 1100, into="mattered")  # more bytes than a line may have
        await driver.press("escape")
        assert not driver.is_on_board
        assert "too long" in driver.text
        await driver.press("escape")
        assert driver.is_on_board
        assert driver.keeper.drawer.names() == [DRAFT]


async def test_what_waits_for_the_disk_keeps_its_draft_until_it_is_durable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeper = board_in_memory(noon, board_of("a"))
    async with running(keeper=keeper) as driver:
        await driver.do("recap.show")
        await driver.press("enter", "a")
        with monkeypatch.context() as patch:
            patch.setattr(keeper, "do", _refuse)
            await driver.press("escape")
        assert driver.is_on_board
        assert keeper.drawer.get(DRAFT) == {"setback": "a"}
        await driver.app._desk.retry()
        await driver.settle()
        assert held(driver).setback == "a"
        await driver.do("recap.show")
        await driver.press("escape")
        assert keeper.drawer.names() == []


def _refuse(*_args: Any, **_kwargs: Any) -> Any:
    raise StorageError("The disk is full.")
