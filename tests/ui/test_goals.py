"""The goals' screens: the list, one goal, changing and ending it."""

from datetime import date, timedelta

import pytest

from kanban.config import Config
from kanban.domain.operations import cards, goals, wins
from kanban.domain.records import Goal, Win, WinKind
from kanban.domain.splitting import split
from kanban.errors import DamagedError
from kanban.ui.screens import goal_views
from kanban.ui.widgets.blocks import Blocks

from .driver import NOON, Act, BoardDriver, board_of, running, unchanged

SHED = "# Foundation\nDig\nPour\n# First wall\nBricks\nMortar\nLevel\n# Roof\nBeams\nTiles"
QUIET = Config(animations=False, quiet=True)


def shed(*titles: str) -> list[Act]:
    """Return the acts that make a board with a goal in three stages, and others without cards."""

    def add(title: str) -> Act:
        return lambda board: goals.add(board, NOON, title=title)

    return [
        *board_of(),
        lambda board: goals.add(
            board,
            NOON,
            title="Build a shed",
            why="Somewhere to work in the rain",
            target_on=NOON.day + timedelta(days=21),
            steps=split(SHED, NOON.day),
        ),
        *map(add, titles),
    ]


def goal(driver: BoardDriver, title: str) -> Goal:
    return next(goal for goal in driver.board.goals() if goal.title == title)


def line_of(driver: BoardDriver, words: str) -> int:
    return next(y for y, line in enumerate(driver.lines) if words in line)


def selected(driver: BoardDriver) -> str:
    """Return the rows under the cursor."""
    rows = (line for line in driver.lines if line.lstrip().startswith("█"))
    return "\n".join(row.strip(" █") for row in rows)


async def test_g_shows_each_goal_with_its_why_its_bar_its_stages_and_its_week() -> None:
    async with running(shed("Learn piano"), size=(80, 24)) as driver:
        await driver.do("goals.show")
        rows = selected(driver).splitlines()
        assert rows[0].split() == ["Build", "a", "shed", "by", "13", "Dec"]
        assert rows[1] == "Somewhere to work in the rain"
        assert rows[2].startswith("━━━━")
        assert rows[2].count("◇") == 3
        assert "split and ready" in rows[2]
        assert rows[2].endswith("1 win this week")
        assert rows[3] == "◇ Foundation 0/2   ◇ First wall 0/3   ◇ Roof 0/2"
        assert "Not split yet. s makes small steps of it." in driver.text
        await driver.press("escape")
        assert driver.is_on_board


async def test_a_stage_that_is_reached_is_filled_where_it_ends_on_the_bar() -> None:
    acts = [*shed(), lambda board: cards.finish(board, NOON, card_ids=(1, 2))]
    async with running(acts, size=(80, 24)) as driver:
        await driver.do("goals.show")
        _, _, bar, names = selected(driver).splitlines()
        assert names.startswith("◆ Foundation   ◇ First wall 0/3")
        width = 38
        assert bar.index("◆") + 1 == round(2 / 7 * width)
        assert [at + 1 for at, char in enumerate(bar[:width]) if char == "◇"] == [
            round(5 / 7 * width),
            width,
        ]
        assert "2 done" in bar


async def test_quiet_mode_hides_every_count_of_the_goals() -> None:
    acts = [*shed(), lambda board: cards.finish(board, NOON, card_ids=(1, 2, 3))]
    async with running(acts, config=QUIET) as driver:
        await driver.do("goals.show")
        assert "━" in driver.text
        assert "◆ Foundation   ◇ First wall   ◇ Roof" in driver.text
        assert not any(words in driver.text for words in ("done", "left", "win this", "wins this"))
        await driver.press("enter")
        assert "Done\n" in "\n".join(line.rstrip() for line in driver.lines[:20]) + "\n"
        numbers = [char for line in driver.lines[2:-1] for char in line[:70] if char.isdigit()]
        assert "".join(numbers) == "13"  # the day it is meant to be reached


async def test_closed_goals_are_folded_below_and_o_takes_one_up_again() -> None:
    async with running(shed("Learn piano", "Read more")) as driver:
        await driver.do("goals.show")
        await driver.press("down", "x")
        assert "Set aside: Learn piano. o takes it up again." in driver.lines[1]
        heading = [line.strip() for line in driver.lines].index("Set aside")
        assert line_of(driver, "Read more") < heading < line_of(driver, "· Learn piano")
        assert selected(driver).startswith("· Learn piano")
        await driver.press("o")
        assert goal(driver, "Learn piano").set_aside_at is None
        assert selected(driver).startswith("Learn piano")


async def test_achieving_asks_what_made_it_possible_and_keeps_the_answer() -> None:
    async with running(shed("Learn piano")) as driver:
        await driver.do("goals.show")
        await driver.press("down", "d")
        assert "What made it possible?" in driver.text
        await driver.write("Ten quiet minutes [red]")
        await driver.press("enter")
        assert "Achieved: Learn piano." in driver.lines[1]
        assert goal(driver, "Learn piano").made_possible == "Ten quiet minutes [red]"
        await driver.press("enter")
        assert "Achieved today" in driver.text
        assert "Ten quiet minutes [red]" in driver.text
        assert "★ Learn piano" in driver.text


async def test_the_answer_may_be_empty_and_escape_achieves_nothing() -> None:
    async with running(shed("Learn piano")) as driver:
        await driver.do("goals.show")
        with unchanged(driver.board):
            await driver.press("d", "escape")
        await driver.press("d", "enter")
        assert goal(driver, "Build a shed").achieved_at == NOON.at
        with unchanged(driver.board):
            await driver.press("d")
        assert "It is achieved already." in driver.lines[1]


async def test_undo_and_redo_work_on_the_list() -> None:
    async with running(shed("Learn piano")) as driver:
        await driver.do("goals.show")
        await driver.press("x", "u")
        assert goal(driver, "Build a shed").set_aside_at is None
        assert "Undone: " in driver.lines[1]
        await driver.press("U")
        assert goal(driver, "Build a shed").set_aside_at is not None


async def test_every_key_is_named_from_the_list_too() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("question_mark")
        assert "Go to the column on the left" in driver.text
        await driver.press("escape")
        assert "x set aside" in driver.text


async def test_a_goal_is_carried_past_its_neighbour_over_those_folded_below() -> None:
    acts = [
        *shed("Learn piano", "Read more"),
        lambda board: goals.set_aside(board, NOON, goal_id=2),
    ]
    async with running(acts) as driver:
        await driver.do("goals.show")
        await driver.press("shift+down")
        assert line_of(driver, "Read more") < line_of(driver, "Build a shed")
        assert selected(driver).startswith("Build a shed")
        with unchanged(driver.board):
            await driver.press("shift+down")
        await driver.press("shift+up")
        assert line_of(driver, "Build a shed") < line_of(driver, "Read more")


async def test_a_goal_added_here_is_under_the_cursor() -> None:
    async with running(shed("Learn piano")) as driver:
        await driver.do("goals.show")
        await driver.press("a")
        await driver.write("Paper", into="title")
        await driver.press("ctrl+s")
        assert selected(driver).startswith("Paper")


async def test_s_splits_the_goal_under_the_cursor() -> None:
    async with running(shed("Learn piano")) as driver:
        await driver.do("goals.show")
        await driver.press("down", "s")
        await driver.write("Find a teacher", into="steps")
        await driver.press("ctrl+s")
        assert driver.card("Find a teacher").goal_id == goal(driver, "Learn piano").id
        assert "split and ready" in selected(driver)


async def test_e_changes_what_a_goal_says_and_orders_its_milestones() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("e")
        await driver.write("A shed", into="title")
        await driver.write("A dry place", into="why")
        await driver.write("+3w", into="day")
        assert "By 13 Dec (2026-12-13)." in driver.text
        await driver.write("28 nov", into="day")
        driver.app.screen.query_one("#color").value = "rose"  # type: ignore[attr-defined]
        await driver.write("Roof\nFoundation\n\n First wall \nParty", into="milestones")
        await driver.press("ctrl+s")
        changed = goal(driver, "A shed")
        assert changed.why == "A dry place"
        assert changed.target_on == date(2026, 11, 28)
        assert changed.color == "rose"
        assert changed.milestones == ("Roof", "Foundation", "First wall", "Party")
        assert "◇ Roof 0/2   ◇ Foundation 0/2   ◇ First wall 0/3   ◇ Party" in driver.text
        await driver.press("u")
        assert goal(driver, "Build a shed").color == "teal"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("day", "someday", '"someday" names no day.'),
        ("milestones", "Foundation\nRoof", 'The milestone "First wall" has cards.'),
        ("title", " ", "needs at least one visible character"),
    ],
)
async def test_what_a_goal_cannot_be_is_refused_and_stays_to_be_mended(
    field: str, text: str, words: str
) -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("e")
        with unchanged(driver.board):
            await driver.write(text, into=field)
            await driver.press("ctrl+s")
            assert words in driver.text
            await driver.press("escape")
            assert "Not saved yet" in driver.text
            await driver.press("escape")
        assert "x set aside" in driver.text


async def test_what_made_it_possible_can_be_told_later() -> None:
    acts = [*shed(), lambda board: goals.achieve(board, NOON, goal_id=1)]
    async with running(acts) as driver:
        await driver.do("goals.show")
        await driver.press("down", "e")
        await driver.write("A borrowed mixer", into="made-possible")
        await driver.press("ctrl+s")
        assert goal(driver, "Build a shed").made_possible == "A borrowed mixer"


async def test_a_goal_shows_its_cards_by_column_and_its_story_newest_first() -> None:
    acts = [
        *shed(),
        lambda board: cards.move(board, NOON, card_ids=(3,), column_id=2),
        lambda board: cards.finish(board, NOON, card_ids=(1,)),
        lambda board: wins.log(board, NOON, texts=("Borrowed a mixer",), goal_id=1),
    ]
    async with running(acts, size=(120, 36)) as driver:
        await driver.do("goals.show")
        await driver.press("enter")
        rows = [line[:76].split("  ")[0].strip(" █▌") for line in map(str.lstrip, driver.lines)]
        steps = ["To Do 5", "Pour", "Mortar", "Level", "Beams", "Tiles"]
        steps += ["Doing 1", "Bricks", "Done 1", "✓ Dig"]
        assert [row for row in rows if row in steps] == steps
        assert "Foundation" in driver.lines[line_of(driver, "Pour ")]
        story = ["Sun 22 Nov", "✎ Borrowed a mixer", "✓ Dig", '› Split "Build a shed" into 7']
        beside = [line[78:] for line in driver.lines]
        places = [next(y for y, row in enumerate(beside) if words in row) for words in story]
        assert places == list(range(places[0], places[0] + 4))


async def test_years_that_cannot_be_read_are_told_in_place_of_the_story(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> list[Win]:
        raise DamagedError("The wins of 2024 cannot be read.", "Run the doctor.")

    monkeypatch.setattr(goal_views, "goal_wins", refuse)
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("enter")
        assert "The wins of 2024 cannot be read." in driver.text
        assert "Dig" in driver.text


async def test_at_80_columns_the_story_stands_below_the_steps() -> None:
    async with running(shed(), size=(80, 24)) as driver:
        await driver.do("goals.show")
        await driver.press("enter")
        assert "⋮ more" in driver.text or "Story" in driver.text
        await driver.press("pagedown", "pagedown")
        assert "Split" in driver.text


async def test_a_card_is_opened_and_finished_on_the_page_of_its_goal() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("enter", "down", "d")
        assert "Done: Pour." in driver.lines[1]
        assert driver.board.is_done(driver.card("Pour"))
        assert [win.kind for win in driver.board.wins_on(NOON.day)][-1] is WinKind.CARD
        await driver.press("enter")
        assert "Card " in driver.text
        await driver.press("escape", "escape", "escape")
        assert driver.is_on_board


async def test_the_page_of_a_goal_that_was_taken_back_closes() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        await driver.press("a")
        await driver.write("Paper", into="title")
        await driver.press("ctrl+s", "enter")
        assert "Paper" in driver.lines[0]
        await driver.press("u")
        assert "Goals" in driver.lines[0]
        assert "Paper" not in "\n".join(driver.lines[2:])


async def test_what_another_process_does_to_a_goal_is_shown() -> None:
    async with running(shed()) as driver:
        await driver.do("goals.show")
        change = goals.amend(driver.board, NOON, goal_id=1, fields={"title": "A dry shed"})
        driver.board.apply(change)
        driver.app.tell_changed(change, is_ours=False)
        await driver.settle()
        assert selected(driver).startswith("A dry shed")
        assert 'Changed the goal "A dry shed".' in driver.lines[1]


async def test_a_board_without_goals_names_the_key_that_adds_one() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("goals.show")
        assert "No goals yet. a adds one." in driver.text
        with unchanged(driver.board):
            await driver.press("d", "x", "o", "e", "s", "enter", "shift+up")
        assert "No goals yet." in driver.lines[1]


async def test_the_bars_beside_today_are_never_empty_and_keep_their_numbers() -> None:
    async with running(shed()) as driver:
        row = next(line for line in driver.lines if "0/7" in line)
        assert "━" in row
        assert not [win for win in driver.board.table(Win).values() if win.kind is WinKind.CARD]
    async with running(shed(), config=QUIET) as driver:
        assert "0/7" not in driver.text


async def test_a_long_list_follows_the_cursor_and_shows_whole_goals() -> None:
    names = [f"Goal {number:02}" for number in range(1, 31)]
    async with running(shed(*names), size=(80, 24)) as driver:
        await driver.do("goals.show")
        assert "⋮ more" in driver.lines[22]
        for name in names:
            await driver.press("down")
            first, second = selected(driver).splitlines()
            assert first == name
            assert second.startswith("Not split yet.")
        assert "⋮ more" not in driver.text
        await driver.press(*["up"] * 30)
        assert driver.lines[2].strip(" █").startswith("Build a shed")


async def test_the_wheel_scrolls_and_the_cursor_stays_on_its_goal() -> None:
    names = [f"Goal {number:02}" for number in range(1, 31)]
    async with running(shed(*names), size=(80, 24)) as driver:
        await driver.do("goals.show")
        listed = driver.app.screen.query_one(Blocks)
        for _ in range(40):
            listed.on_mouse_scroll_down()
        await driver.settle()
        assert "Goal 30" in driver.text
        assert "Build a shed" not in driver.text
        for _ in range(40):
            listed.on_mouse_scroll_up()
        await driver.settle()
        assert selected(driver).startswith("Build a shed")


async def test_a_click_goes_to_a_goal_and_a_second_one_opens_it() -> None:
    async with running(shed("Learn piano"), size=(80, 24)) as driver:
        await driver.do("goals.show")
        y = line_of(driver, "Learn piano") - 2
        await driver.pilot.click(Blocks, offset=(8, y))
        assert selected(driver).startswith("Learn piano")
        await driver.pilot.click(Blocks, offset=(8, y), times=2)
        await driver.settle()
        assert "Learn piano" in driver.lines[0]


@pytest.mark.parametrize("size", [(12, 6), (30, 8), (300, 80)])
async def test_no_size_of_a_terminal_is_too_small_or_too_large(size: tuple[int, int]) -> None:
    async with running(shed("Learn piano"), size=size) as driver:
        await driver.press("g", "down", "up", "enter", "pagedown", "pageup", "d", "d")
        assert driver.board.is_done(driver.card("Pour"))
        await driver.press("escape", "escape", "escape")
        assert driver.is_on_board
