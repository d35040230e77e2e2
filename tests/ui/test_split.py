import asyncio
import sys
from pathlib import Path

import pytest
from textual.widgets import OptionList

from kanban.boards import board_in_memory, create_board, open_board
from kanban.config import Config
from kanban.domain.operations import cards, goals
from kanban.domain.records import Card, WinKind
from kanban.keeper import Keeper
from kanban.ui.widgets.split_preview import SplitPreview
from kanban.ui.widgets.steps_area import StepsArea

from .driver import NOON, Act, BoardDriver, board_of, noon, running, unchanged
from .hostile import HOSTILE

GOAL: list[Act] = [
    *board_of(),
    lambda board: goals.add(board, NOON, title="House", why="A dry place"),
]


def area(driver: BoardDriver) -> StepsArea:
    return driver.app.screen.query_one(StepsArea)


def preview(driver: BoardDriver) -> list[str]:
    """What the preview draws, row by row."""
    widget = driver.app.screen.query_one(SplitPreview)
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


async def split_open(driver: BoardDriver, text: str) -> None:
    await driver.do("card.split")
    await driver.write(text, into="steps")


async def test_what_the_lines_will_become_is_shown_while_they_are_written() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        assert "A dry place" in driver.text
        assert preview(driver)[2] == "What you write stands here as cards."
        await driver.press(*"# Roof", "enter", *"Beams @fri #wood", "enter", *"Tiles")
        assert preview(driver)[:6] == [
            "2 cards under 1 milestone",
            "",
            "Roof",
            "▌ Beams",
            "▌ fri 27  #wood",
            "█ Tiles",
        ]


async def test_in_quiet_mode_no_count_is_shown() -> None:
    async with running(GOAL, config=Config(animations=False, quiet=True)) as driver:
        await split_open(driver, "# Roof\nBeams")
        assert preview(driver)[:4] == ["", "", "Roof", "▌ Beams"]


async def test_a_card_without_a_goal_has_no_milestones_and_the_preview_says_so() -> None:
    async with running(board_of("big")) as driver:
        await split_open(driver, "# Roof\nBeams")
        assert preview(driver)[:3] == ["1 card; milestones need a goal", "", "▌ Beams"]
        await driver.press("ctrl+s")
        assert driver.card("Beams").milestone is None


async def test_what_the_parts_share_with_their_card_is_shown_and_kept() -> None:
    acts: list[Act] = [
        *GOAL,
        lambda board: goals.split_goal(board, NOON, goal_id=1, steps=("big",)),
        lambda board: cards.amend(board, NOON, card_id=1, fields={"tags": ("soil",)}),
    ]
    async with running(acts) as driver:
        await split_open(driver, "Dig #deep")
        assert preview(driver)[2:4] == ["█ Dig", "█ #soil  #deep"]
        await driver.press("ctrl+s")
        assert driver.card("Dig").tags == ("soil", "deep")
        assert driver.card("Dig").split_from == 1


@pytest.mark.parametrize("count", [30, 500])
async def test_pasted_lines_are_as_many_cards_one_change_and_one_undo(count: int) -> None:
    async with running(GOAL) as driver:
        before = driver.board.seq
        lines = [f"> {number}. [ ] Step {number}" for number in range(count)]
        await split_open(driver, "\r\n".join(lines))
        assert preview(driver)[0] == f"{count} cards"
        await driver.press("ctrl+s")
        assert driver.is_on_board
        assert driver.board.seq == before + 1
        assert driver.column("To Do").titles == [f"Step {number}" for number in range(count)]
        await driver.do("change.undo")
        assert driver.column("To Do").titles == []


async def test_hostile_lines_stay_text() -> None:
    lines = [" ".join(text.split()) for text in HOSTILE]
    async with running(GOAL) as driver:
        await split_open(driver, "\n".join(f"a {line}"[:300] for line in lines))
        assert preview(driver)[2:4] == ["█ a fix array[/] bug", "▌ a [@click=app.quit]x[/]"]
        await driver.press("ctrl+s")
        assert driver.is_on_board
        assert len(driver.column("To Do").titles) == len(HOSTILE)
        assert driver.app.is_running


async def test_a_line_that_cannot_be_a_card_is_refused_and_nothing_is_lost() -> None:
    async with running(GOAL) as driver:
        with unchanged(driver.board):
            await split_open(driver, "Dig\n" + "x" * 501)
            await driver.press("ctrl+s")
        assert "too long" in driver.text
        assert area(driver).text.startswith("Dig\n")


async def test_a_goal_that_is_undone_elsewhere_while_its_steps_are_written_is_told() -> None:
    keeper = board_in_memory(noon, board_of())
    keeper.do(goals.add, title="House", why="")
    async with running(keeper=keeper) as driver:
        await split_open(driver, "Dig")
        keeper.undo()
        await driver.press("a", "ctrl+s")
        assert "There is no goal" in driver.text
        assert "Dig" in area(driver).text


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (200, 60)])
async def test_any_terminal_shows_the_lines(size: tuple[int, int]) -> None:
    async with running(GOAL, size=size) as driver:
        await split_open(driver, "\n".join(f"Step {number} @fri" for number in range(50)))
        await driver.press("ctrl+t", "escape", "ctrl+s")
        assert len(driver.column("To Do").titles) == 50


async def test_nothing_to_split_into_is_told() -> None:
    async with running(GOAL) as driver:
        await split_open(driver, "# Roof\n\n")
        await driver.press("ctrl+s")
        assert "at least one step" in driver.text


# -- the draft -------------------------------------------------------------------------------------


async def test_lines_are_kept_at_every_key_and_stand_there_again() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        for number, letter in enumerate("Dig #de", start=1):
            await driver.press(letter)
            assert driver.keeper.drawer.get("split-goal-1")["text"] == "Dig #de"[:number]
        await driver.press("escape")
        assert driver.is_on_board
        await driver.do("card.split")
        assert area(driver).text == "Dig #de"
        assert "from before" in driver.text
        await driver.press("ctrl+s")
        assert driver.keeper.drawer.names() == []


async def test_lines_that_are_taken_out_leave_no_draft() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        await driver.press("a", "backspace")
        assert driver.keeper.drawer.names() == []


async def test_each_card_and_goal_has_a_draft_of_its_own() -> None:
    acts: list[Act] = [*GOAL, lambda board: cards.add(board, NOON, titles=("big",), column_id=1)]
    async with running(acts) as driver:
        await split_open(driver, "Of the card")
        what = driver.app.screen.query_one("#what")
        what.value = 1  # type: ignore[attr-defined]
        await driver.settle()
        assert driver.keeper.drawer.names() == ["split-goal-1"]
        assert area(driver).text == "Of the card"
        await driver.press("escape")
        await split_open(driver, "Anew")
        what = driver.app.screen.query_one("#what")
        what.value = 1  # type: ignore[attr-defined]
        await driver.settle()
        assert area(driver).text == "Of the card"
        assert driver.keeper.drawer.names() == ["split-card-1", "split-goal-1"]
        assert "others are kept" in driver.text


async def test_a_draft_that_cannot_be_read_is_told_and_written_anew(tmp_path: Path) -> None:
    create_board(tmp_path, "main", noon).close()
    keeper: Keeper = open_board(tmp_path, "main", noon)
    keeper.do(goals.add, title="House", why="")
    keeper.drawer.put("split-goal-1", {"text": "x"})
    (tmp_path / "drawer" / "main" / "split-goal-1.json").write_bytes(b"{")
    async with running(keeper=keeper) as driver:
        await driver.do("card.split")
        assert "a draft that cannot be read" in driver.text
        await driver.press("a")
        assert keeper.drawer.get("split-goal-1")["text"] == "a"
    keeper.close()


# -- smaller ---------------------------------------------------------------------------------------


async def test_a_step_that_reads_like_a_project_is_marked_and_offered_smaller_once() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        await driver.press(*"Launch the site")
        assert "Smaller?" not in driver.text
        assert preview(driver)[2] == "█ Launch the site ÷"
        await driver.press("enter")
        assert 'Smaller? ctrl+r begins steps under "Launch the site".' in driver.text
        driver.app.screen.say("")
        await driver.press("up", "down")
        assert "Smaller?" not in driver.text
        await driver.press("escape")
        await driver.do("card.split")
        await driver.press("up", "down")
        assert "Smaller?" not in driver.text


async def test_smaller_makes_a_milestone_of_the_line_with_room_below() -> None:
    async with running(GOAL) as driver:
        await split_open(driver, "Launch the site\nRest")
        await driver.press("ctrl+r", *"Buy a name", "enter", *"Draw it")
        assert area(driver).text == "Launch the site\n  Buy a name\n  Draw it\nRest"
        assert preview(driver)[:7] == [
            "3 cards under 1 milestone",
            "",
            "Launch the site",
            "▌ Buy a name",
            "█ Draw it",
            "",
            "▌ Rest",
        ]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("ctrl+r",), "# Roof"),
        (("enter", "ctrl+r", "x"), "# Roof\nx"),
        (("enter", "a", "enter", "tab", "b", "ctrl+r", "c"), "# Roof\na\n  b\n  c"),
        (("enter", "tab", "a", "enter", "enter", "b"), "# Roof\n  a\nb"),
        (("enter", "a", "enter", "ctrl+r", "b"), "# Roof\na\n  b"),
        (("enter", "tab", "tab", "a", "home", "enter", "b"), "# Roof\n    \n    ba"),
    ],
)
async def test_lines_keep_their_depth(keys: tuple[str, ...], text: str) -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        await driver.press(*"# Roof", *keys)
        assert area(driver).text.rstrip("\n") == text


# -- templates -------------------------------------------------------------------------------------


async def test_a_template_is_chosen_and_its_lines_stand_in_the_editor() -> None:
    async with running(GOAL) as driver:
        await split_open(driver, "Before")
        await driver.press("ctrl+t")
        assert "From an idea to people in a room" in driver.text
        await driver.press("down", "down", "enter")
        assert area(driver).text.startswith("Before\n# Frame\nSay in one sentence")
        assert "under 4 milestones" in preview(driver)[0]
        with unchanged(driver.board):
            await driver.press("escape")


async def test_lines_are_kept_as_a_template_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    async with running(GOAL, template_folder=folder) as driver:
        await split_open(driver, "# Roof\nBeams [red]")
        for name, words in (("job [red]", "Kept as a template"), ("Job red!", "already")):
            await driver.press("ctrl+o")
            await driver.write(name)
            await driver.press("enter")
            assert words in driver.text
        await driver.press("escape", "ctrl+t", "end", "enter")
        assert area(driver).text == "# Roof\nBeams [red]\n# Roof\nBeams [red]\n"
        assert [path.name for path in folder.iterdir()] == ["job-red.toml"]


async def test_a_board_of_which_nothing_is_kept_keeps_no_template() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        await driver.press("ctrl+o")
        assert "at least one step" in driver.text
        await driver.press("a", "ctrl+o", "b", "enter")
        assert "Nothing of this board is kept." in driver.text


async def test_what_is_wrong_with_an_own_template_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("steps = 3\n")
    (tmp_path / "good.toml").write_text('name = "[@click=app.quit]"\nabout = "x"\nsteps = "a"\n')
    async with running(GOAL, template_folder=tmp_path) as driver:
        await driver.do("card.split")
        await driver.press("ctrl+t")
        assert "[@click=app.quit]  x" in driver.text
        assert [each.message for each in driver.app._notifications] == [
            f"{tmp_path}/bad.toml: steps must be text in quotes, not 3."
        ]
        await driver.press("escape", "ctrl+t")
        assert len(driver.app._notifications) == 1
        assert driver.app.screen.query_one(OptionList).option_count == 6


# -- a program of one's own ------------------------------------------------------------------------


def helped_by(code: str, timeout_s: int = 30) -> Config:
    command = (sys.executable, "-I", "-c", code)
    return Config(animations=False, split_command=command, split_timeout_s=timeout_s)


async def asked(driver: BoardDriver) -> None:
    """Press the key and wait for the end."""
    await driver.press("ctrl+g")
    async with asyncio.timeout(20):
        while driver.app.screen._helper is not None:  # type: ignore[attr-defined]
            await driver.settle()
    await driver.settle()


async def test_without_a_program_there_is_no_key_for_it() -> None:
    async with running(GOAL) as driver:
        await driver.do("card.split")
        assert "ctrl+g" not in driver.text
        await driver.press("ctrl+g")
        assert area(driver).text == ""
        await driver.press("escape")
        await driver.do("keys.show")
        assert "ctrl+g" not in driver.text


async def test_what_a_program_drafts_joins_the_lines_and_nothing_reaches_the_board() -> None:
    code = "import sys; title, why = sys.stdin; print('# ' + title + why + '\\x1b[31m')"
    async with running(GOAL, config=helped_by(code)) as driver:
        await split_open(driver, "Dig")
        assert "ctrl+g ask" in driver.text
        with unchanged(driver.board):
            await asked(driver)
        assert area(driver).text == "Dig\n# House\nA dry place\n\u241b[31m\n"
        assert area(driver).cursor_location == (0, 0)
        assert driver.keeper.drawer.get("split-goal-1")["text"] == area(driver).text
        assert "Take out what does not fit." in driver.text


async def test_for_a_card_the_program_gets_the_card_and_the_why_of_its_goal() -> None:
    acts: list[Act] = [
        *GOAL,
        lambda board: goals.split_goal(board, NOON, goal_id=1, steps=("big",)),
    ]
    code = "import sys; print(sys.stdin.read())"
    async with running(acts, config=helped_by(code)) as driver:
        await driver.do("card.split")
        await asked(driver)
        assert area(driver).text == "big\nA dry place\n"


@pytest.mark.parametrize(
    ("code", "words"),
    [("import sys; sys.exit('no key is set')", "ended with 1: no key is set"), ("", "wrote no")],
)
async def test_what_went_wrong_is_told_and_the_lines_stay(code: str, words: str) -> None:
    async with running(GOAL, config=helped_by(code)) as driver:
        await split_open(driver, "Dig")
        await asked(driver)
        assert words in driver.text
        assert area(driver).text == "Dig"


async def test_while_a_program_is_slow_keys_are_taken_and_esc_waits_no_longer() -> None:
    async with running(GOAL, config=helped_by("import time; time.sleep(600)", 600)) as driver:
        await driver.do("card.split")
        await driver.press("ctrl+g", "a", "ctrl+g", "b")
        assert "Waiting for" in driver.text
        assert "esc stops it" in driver.text
        assert area(driver).text == "ab"
        helper = driver.app.screen._helper  # type: ignore[attr-defined]
        await driver.press("escape")
        assert "No longer waiting." in driver.text
        assert helper.is_stopped
        assert not driver.is_on_board
        await driver.press("escape")
        assert driver.is_on_board


async def test_saving_ends_a_slow_program() -> None:
    async with running(GOAL, config=helped_by("import time; time.sleep(600)", 600)) as driver:
        await split_open(driver, "Dig")
        await driver.press("ctrl+g")
        helper = driver.app.screen._helper  # type: ignore[attr-defined]
        await driver.press("ctrl+s")
        assert driver.is_on_board
        assert helper.is_stopped


# -- parts on the board ----------------------------------------------------------------------------


async def test_a_card_that_was_split_shows_how_many_of_its_parts_are_done() -> None:
    async with running(board_of("big")) as driver:
        await split_open(driver, "one\ntwo")
        await driver.press("ctrl+s")
        assert "÷ 0/2" in driver.column("To Do").lines[3]
        await driver.column("To Do").select("one")
        await driver.do("card.done")
        assert "÷ 1/2" in driver.column("To Do").lines[3]
        assert not driver.board.is_done(driver.card("big"))
        await driver.column("To Do").select("big")
        await driver.do("card.open")
        assert "Split into  ÷ 1/2" in driver.text
        assert "✓ 2 one" in driver.text
        assert "· 3 two" in driver.text
        await driver.press("escape")
        await driver.do("counts.toggle-quiet")
        assert "÷" not in driver.text
        await driver.do("card.open")
        assert "÷" not in driver.text
        assert "Split into" in driver.text


async def test_a_part_done_shows_on_a_card_in_another_column() -> None:
    keeper = board_in_memory(noon, board_of("big"))
    keeper.do(goals.split_card, card_id=1, steps=("one",))
    keeper.do(cards.move, card_ids=(1,), column_id=2)
    async with running(keeper=keeper) as driver:
        assert "÷ 0/1" in driver.column("Doing").lines[3]
        await driver.column("To Do").select("one")
        await driver.do("card.done")
        assert "÷ 1/1" in driver.column("Doing").lines[3]


async def test_the_steps_of_a_new_goal_may_stand_under_milestones() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("goal.add")
        await driver.write("House", into="title")
        await driver.write("# Roof\n- Beams @fri #wood", into="steps")
        await driver.press("ctrl+s")
        (beams,) = [card for card in driver.board.table(Card).values() if card.goal_id]
        assert (beams.milestone, beams.tags) == ("Roof", ("wood",))
        assert beams.due_on is not None
        assert driver.board.goals()[0].milestones == ("Roof",)
        assert driver.board.wins_on(NOON.day)[0].kind == WinKind.FORWARD
