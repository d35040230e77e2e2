"""What the board says by itself: the seven days, and the next step of a card long under way."""

from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, challenge, wins
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.errors import StorageError
from kanban.ui.desk import Desk
from kanban.ui.screens.board.views import days_line, days_under_way
from tests.domain.builder import few

from .driver import NOON, Act, BoardDriver, board_of, running, unchanged

WIDE, NARROW = (120, 36), (80, 24)
END = "any key to the board"
QUIET = Config(animations=False, quiet=True)


def days_ago(count: int) -> Moment:
    ago = timedelta(days=count)
    return replace(NOON, at=NOON.at - ago, day=NOON.day - ago)


def week(began_days_ago: int, *things: str) -> list[Act]:
    """Return the acts of seven days that began so long ago, with a thing on each; "" for none."""
    acts: list[Act] = [
        *board_of("One"),
        lambda board: challenge.start(board, days_ago(began_days_ago)),
    ]
    for place, thing in enumerate(things):
        if thing:
            then = days_ago(began_days_ago - place)
            acts.append(partial(wins.log, now=then, texts=(thing,)))
    return acts


class Days:
    """A clock that can be set on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> Moment:
        return self.now

    def wait(self, days: int) -> None:
        later = timedelta(days=days)
        self.now = replace(self.now, at=self.now.at + later, day=self.now.day + later)


async def new_day(driver: BoardDriver) -> None:
    """Let the app take note of the clock."""
    await driver.app._beat()
    await driver.settle()


def panel(driver: BoardDriver) -> list[str]:
    """The rows of the panel under "Seven days"."""
    rows = [line[84:].rstrip() for line in driver.lines]
    at = next((y for y, row in enumerate(rows) if "Seven days" in row), None)
    return [] if at is None else [rows[at + 1][2:], rows[at + 2][2:]]


# -- seven days ------------------------------------------------------------------------------------


async def test_seven_days_are_begun_from_the_palette_and_stand_in_the_panel() -> None:
    async with running(board_of("One")) as driver:
        await driver.do("palette.show")
        await driver.press(*"tiny thing")
        await driver.press("enter")
        assert driver.is_on_board
        assert "w logs the one of today." in driver.lines[1]
        assert panel(driver) == ["□   □   □   □   □   □   □", "▴ today"]
        await driver.do("win.log")
        await driver.write("Sent that email")
        await driver.press("enter")
        assert panel(driver) == ["■   □   □   □   □   □   □", "▴ today"]
        await driver.app.run_action("challenge_stop", driver.app.screen)
        await driver.settle()
        assert panel(driver) == []
        assert "Their wins stay." in driver.lines[1]
        await driver.do("change.undo")
        assert panel(driver) == ["■   □   □   □   □   □   □", "▴ today"]


async def test_what_cannot_be_begun_or_ended_is_said() -> None:
    async with running(board_of("One")) as driver:
        await driver.app.run_action("challenge_stop", driver.app.screen)
        await driver.settle()
        assert "There are no seven days under way." in driver.lines[1]


@pytest.mark.parametrize(
    ("things", "boxes", "below"),
    [
        (("a", "b", "", ""), "■   ■   □   □   □   □   □", " " * 12 + "▴ pick up today"),
        (("a", "b", "", "d"), "■   ■   □   ■   □   □   □", " " * 12 + "▴ today"),
        (("a", "", "c", ""), "■   □   ■   □   □   □   □", " " * 12 + "▴ today"),
        (("",) * 7, "□   □   □   □   □   □   □", " " * 10 + "pick up today ▴"),
    ],
)
async def test_a_gap_is_an_open_box_and_an_invitation(
    things: tuple[str, ...], boxes: str, below: str
) -> None:
    async with running(week(len(things) - 1, *things)) as driver:
        assert panel(driver) == [boxes, below]


async def test_where_the_panel_is_folded_away_the_days_stand_in_the_line_for_notices() -> None:
    async with running(week(3, "a", "b", "", ""), size=NARROW) as driver:
        assert driver.lines[1].strip() == "■ ■ □ [□] □ □ □  pick up today"
        await driver.press("right")
        await driver.do("card.done")
        assert "No card here yet" in driver.lines[1]
        await driver.do("panel.toggle-today")
        assert "Seven days" in driver.text
    async with running(week(3, "a", "b", "", "d"), size=WIDE) as driver:
        assert not driver.lines[1].strip()
        await driver.do("panel.toggle-today")
        assert driver.lines[1].strip() == "■ ■ □ [■] □ □ □  seven days"


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("key", ["enter", "escape", "x", "space", "d"])
async def test_when_they_are_over_their_lines_are_shown_once_and_any_key_ends_them(
    key: str, size: tuple[int, int]
) -> None:
    acts = week(9, "Watered [red]", "Sent it", "", "", "Called Ann", "Swept", "Read a page")
    held = board_in_memory(lambda: NOON, acts)
    async with running(keeper=held, size=size) as driver:
        assert "5 tiny things" in driver.text
        lines = [line.strip() for line in driver.lines if "Nov" in line and "▱" not in line]
        assert lines == [
            "Fri 13 Nov  ■  Watered [red]",
            "Sat 14 Nov  ■  Sent it",
            "Sun 15 Nov",
            "Mon 16 Nov",
            "Tue 17 Nov  ■  Called Ann",
            "Wed 18 Nov  ■  Swept",
            "Thu 19 Nov  ■  Read a page",
        ]
        await driver.press(key)
        assert driver.is_on_board
        assert driver.board.about.challenge_on is None
        assert driver.column("Done").titles == []
        assert driver.board.count_wins() == 5
    async with running(keeper=held, size=size) as driver:
        assert driver.is_on_board


async def test_a_week_of_blanks_says_nothing_of_a_count() -> None:
    async with running(week(7)) as driver:
        assert END in driver.text
        assert "tiny thing" not in driver.text
        assert "0" not in "".join(driver.lines[12:20]).replace("20", "")
        await driver.press("enter")
        assert driver.is_on_board


async def test_quiet_mode_leaves_the_count_out() -> None:
    async with running(week(7, "a", "b"), config=QUIET) as driver:
        assert END in driver.text
        assert "tiny things" not in driver.text
        await driver.press("enter")
    async with running(week(1, "a"), config=QUIET) as driver:
        assert panel(driver) == ["■   □   □   □   □   □   □", "    ▴ today"]


async def test_a_board_left_open_shows_the_end_when_the_day_has_come() -> None:
    clock = Days()
    acts: list[Act] = [*board_of("One"), lambda board: challenge.start(board, NOON)]
    async with running(keeper=board_in_memory(clock, acts)) as driver:
        clock.wait(days=6)
        await new_day(driver)
        assert driver.is_on_board
        await driver.do("win.log")
        clock.wait(days=1)
        await new_day(driver)
        assert END not in driver.text  # somebody may be typing
        await driver.press("escape")
        assert END in driver.text


async def test_days_ended_elsewhere_meanwhile_are_not_ended_twice() -> None:
    async with running(week(8, "a")) as driver:
        driver.keeper.do(challenge.stop)
        with unchanged(driver.board):
            await driver.press("enter")
        assert driver.is_on_board
        assert not driver.lines[1].strip()


def brute_boxes(began: date, today: date, held: dict[date, bool]) -> tuple[list[str], bool]:
    """Return the boxes of a week and whether today is offered, counted day by day."""
    boxes = ["■" if held.get(began + timedelta(days=at)) else "□" for at in range(7)]
    place = (today - began).days
    is_gap = place > 0 and boxes[place] == "□" and boxes[place - 1] == "□"
    return boxes, is_gap


@few
@given(
    place=st.integers(0, 6),
    days=st.lists(st.sampled_from(["", "note", "card", "withdrawn"]), min_size=7, max_size=7),
)
def test_the_boxes_of_any_week_are_those_counted_day_by_day(place: int, days: list[str]) -> None:
    acts = week(place)
    for at, kind in enumerate(days[: place + 1]):
        acts += thing_of(kind, days_ago(place - at))
    found = days_under_way(Desk(board_in_memory(lambda: NOON, acts), teller=None))
    boxes, is_gap = brute_boxes(
        NOON.day - timedelta(days=place),
        NOON.day,
        {days_ago(place - at).day: kind in ("note", "card") for at, kind in enumerate(days)}
        | {NOON.day + timedelta(days=after): False for after in range(1, 8)},
    )
    assert found is not None
    boxes[place] = f"[{boxes[place]}]"
    words = "pick up today" if is_gap else "seven days"
    assert days_line(found) == f"{' '.join(boxes)}  {words}"


def thing_of(kind: str, then: Moment) -> list[Act]:
    """Return the acts by which a day gets a win of a kind."""
    if kind == "note":
        return [lambda board: wins.log(board, then, texts=("A thing",))]
    finish: list[Act] = [
        lambda board: cards.add(board, then, titles=("Made",)),
        lambda board: cards.finish(board, then, card_ids=(board.next_id(Card) - 1,)),
    ]
    back: Act = lambda board: cards.move(  # noqa: E731
        board, then, card_ids=(board.next_id(Card) - 1,), column_id=1
    )
    return {"card": finish, "withdrawn": [*finish, back]}.get(kind, [])


# -- the smallest next step ------------------------------------------------------------------------


def long_under_way(*titles: str, days: int = 6) -> list[Act]:
    """Return the acts of a board whose cards are in Doing for so long, each a day less."""
    acts = [*board_of("Waiting"), lambda board: cards.add(board, NOON, titles=titles)]
    for place in range(len(titles)):
        acts.append(
            lambda board, place=place: cards.move(
                board, days_ago(days - place), card_ids=(place + 2,), column_id=2
            )
        )
    return acts


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_card_long_under_way_is_offered_its_next_step_and_the_key_takes_it(
    size: tuple[int, int],
) -> None:
    async with running(long_under_way("Test [red] login"), size=size) as driver:
        line = "Under way for 6 days: Test [red] login  S smallest next step?"
        assert driver.lines[1].strip() == line
        assert driver.selected == "Waiting"
        await driver.do("card.next")
        assert "Smallest next step: Test [red] login" in driver.text
        await driver.write("Open the page")
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.column("To Do").titles == ["Open the page", "Waiting"]
        assert driver.selected == "Open the page"
        assert driver.board.seq == 1
        assert driver.lines[1].strip() == "On top of To Do: Open the page"
        await driver.do("card.next")
        assert "Smallest next step: Open the page" in driver.text


async def test_it_is_offered_once_ever_and_one_card_a_day() -> None:
    clock = Days()
    held = board_in_memory(clock, long_under_way("Oldest", "Younger", days=8))
    offers = []
    for wait in (0, 0, 1, 1):
        clock.wait(days=wait)
        async with running(keeper=held) as driver:
            offers.append(driver.lines[1].strip().partition("  S ")[0])
    assert offers == ["Under way for 8 days: Oldest", "", "Under way for 8 days: Younger", ""]
    assert held.drawer.get("offered") == {"cards": [2, 3], "on": "2026-11-23"}


async def test_an_offer_that_no_longer_stands_leaves_the_key_to_the_selected_card() -> None:
    async with running(long_under_way("Oldest")) as driver:
        await driver.do("panel.toggle-today")
        await driver.do("win.log")
        await driver.write("x")
        await driver.press("enter")
        await driver.do("card.next")
        assert "Smallest next step: Waiting" in driver.text
        await driver.press("escape")


async def test_n_asks_of_any_card_and_shares_its_goal_and_says_where_there_is_none() -> None:
    async with running(board_of("One", column=3)) as driver:
        await driver.do("card.next")
        assert "No card here yet." in driver.lines[1]
        await driver.column("Done").select("One")
        await driver.do("card.next")
        with unchanged(driver.board):
            await driver.press("enter")
        await driver.do("card.next")
        await driver.write("Two")
        await driver.press("enter")
        assert driver.column("To Do").titles == ["Two"]


async def test_quiet_mode_leaves_the_number_of_days_out() -> None:
    async with running(long_under_way("Oldest"), config=QUIET) as driver:
        line = "Under way for long: Oldest  S smallest next step?"
        assert driver.lines[1].strip() == line


async def test_a_long_title_leaves_room_for_the_key() -> None:
    async with running(long_under_way("宽" * 100), size=NARROW) as driver:
        assert driver.lines[1].rstrip().endswith("…  S smallest next step?")


@pytest.mark.parametrize("note", [{"cards": 3, "on": 5}, {"on": "2026-11-21"}, {"cards": [9]}])
async def test_a_note_that_makes_no_sense_is_written_anew(note: dict[str, object]) -> None:
    held = board_in_memory(lambda: NOON, long_under_way("Oldest"))
    held.drawer.put("offered", note)
    async with running(keeper=held) as driver:
        assert "Oldest  S smallest" in driver.lines[1]
    assert held.drawer.get("offered")["cards"][-1] == 2


async def test_nothing_is_offered_that_could_not_be_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = board_in_memory(lambda: NOON, long_under_way("Oldest"))

    def refuse(_name: str, _note: object) -> None:
        raise StorageError("The disk is full.", "Make room.")

    monkeypatch.setattr(held.drawer, "put", refuse)
    async with running(keeper=held) as driver:
        assert not driver.lines[1].strip()


async def test_after_the_end_of_seven_days_the_offer_follows() -> None:
    acts = [*long_under_way("Oldest"), lambda board: challenge.start(board, days_ago(8))]
    async with running(acts) as driver:
        assert END in driver.text
        await driver.press("enter")
        assert "Oldest  S smallest" in driver.lines[1]
