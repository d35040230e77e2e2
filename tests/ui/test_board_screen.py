from pathlib import Path

import pytest
from textual.geometry import Size

from kanban import theme_files
from kanban.config import Config
from kanban.domain.demo import demo_acts
from kanban.domain.operations import cards, columns, wins
from kanban.ui.bindings import bindings
from kanban.ui.inks import Inks
from tests.test_theme_files import contrast

from .driver import KEYS, NOON, board_of, running, unchanged


async def test_d_moves_the_card_to_done_and_the_screen_shows_the_win() -> None:
    async with running(board_of("Test login", "Write notes")) as driver:
        await driver.column("To Do").select("Test login")
        await driver.do("card.done")
        assert driver.column("Done").titles == ["Test login"]
        assert driver.column("To Do").titles == ["Write notes"]
        assert "1 win today" in driver.lines[0]
        assert "Done: Test login. 1 win today." in driver.lines[1]
        assert any("12:00 ✓ Test login" in line for line in driver.lines)
        assert driver.selected == "Write notes"


@pytest.mark.parametrize("title", ["Ask Ann.", "Ask Ann?", "Ask Ann…"])
async def test_a_title_that_ends_a_sentence_gets_no_second_stop(title: str) -> None:
    async with running(board_of(title)) as driver:
        await driver.do("card.done")
        assert f"Done: {title} 1 win today." in driver.lines[1]


async def test_undo_leaves_none_of_it_and_redo_brings_it_back() -> None:
    async with running(board_of("Test login")) as driver:
        await driver.do("card.done")
        await driver.do("change.undo")
        assert driver.column("To Do").titles == ["Test login"]
        assert "0 wins today" in driver.lines[0]
        assert not any("12:00 ✓" in line for line in driver.lines)
        await driver.do("change.redo")
        assert driver.column("Done").titles == ["Test login"]
        assert "1 win today" in driver.lines[0]


async def test_walking_goes_through_columns_and_cards_and_stops_at_the_ends() -> None:
    acts = [
        *board_of("a", "b", "c"),
        lambda board: cards.add(board, NOON, titles=("x",), column_id=2),
    ]
    async with running(acts) as driver:
        await driver.column("To Do").select("a")
        await driver.do("walk.down", times=5)
        assert driver.selected == "c"
        await driver.do("walk.right")
        assert driver.selected == "x"
        await driver.do("walk.right", times=4)
        assert driver.selected is None
        await driver.do("walk.left", times=2)
        await driver.do("walk.first")
        assert driver.selected == "a"


async def test_carrying_takes_the_cursor_along() -> None:
    async with running(board_of("a", "b", "c")) as driver:
        await driver.column("To Do").select("a")
        await driver.do("card.carry-down")
        assert driver.column("To Do").titles == ["b", "a", "c"]
        await driver.do("card.carry-up")
        assert driver.column("To Do").titles == ["a", "b", "c"]
        await driver.do("card.carry-right")
        assert driver.column("Doing").titles == ["a"]
        assert driver.selected == "a"
        await driver.do("card.carry-left")
        assert driver.selected == "a"
        assert driver.column("To Do").titles == ["b", "c", "a"]


async def test_carrying_past_an_end_changes_nothing() -> None:
    async with running(board_of("a")) as driver:
        await driver.column("To Do").select("a")
        with unchanged(driver.board):
            await driver.do("card.carry-left")
            await driver.do("card.carry-up")
            await driver.do("card.carry-down")


async def test_a_number_sends_the_card_to_that_column_and_the_cursor_stays() -> None:
    async with running(board_of("a", "b")) as driver:
        await driver.column("To Do").select("a")
        await driver.press("3")
        assert driver.column("Done").titles == ["a"]
        assert driver.selected == "b"
        assert "1 win today" in driver.lines[0]
        await driver.press("9")
        assert "There is no column 9; this board shows 3." in driver.text


async def test_a_asks_for_a_title_and_selects_the_new_card() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.add")
        await driver.write("Fix array[/] bug")
        await driver.press("enter")
        assert driver.is_on_board
        assert driver.selected == "Fix array[/] bug"


async def test_what_is_refused_stays_in_the_prompt() -> None:
    async with running() as driver:
        await driver.press("escape")
        with unchanged(driver.board):
            await driver.do("card.add")
            await driver.write("x" * 501)
            await driver.press("enter")
        assert not driver.is_on_board
        assert "too long: 501" in driver.text
        assert driver.app.focused is not None
        assert driver.app.focused.value == "x" * 501  # type: ignore[attr-defined]


async def test_e_changes_the_title() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.edit-title")
        await driver.write("[red]")
        await driver.press("enter")
        assert driver.column("To Do").titles == ["[red]"]


async def test_w_logs_a_win_of_one_character() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("win.log")
        await driver.write("x")
        await driver.press("enter")
        assert "1 win today" in driver.lines[0]
        assert any("12:00 ✎ x" in line for line in driver.lines)


async def test_x_archives_and_the_win_stays() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("card.done")
        await driver.column("Done").select("a")
        await driver.do("card.archive")
        assert driver.column("Done").titles == []
        assert "1 win today" in driver.lines[0]


async def test_quiet_mode_hides_every_count() -> None:
    async with running(board_of("a", "b")) as driver:
        await driver.do("card.done")
        await driver.do("counts.toggle-quiet")
        shown = driver.text.replace("12:00", "").replace("Sun 22 Nov", "")
        assert not [char for char in shown if char.isdecimal()]
        await driver.do("card.done")
        assert "Done: b." in driver.lines[1]
        assert "win" not in driver.lines[1]


async def test_the_today_panel_folds_away_when_asked_and_where_there_is_no_room() -> None:
    async with running(board_of("a")) as driver:
        assert "Today" in driver.lines[2]
        await driver.do("panel.toggle-today")
        assert "Today" not in driver.lines[2]
    async with running(board_of("a"), size=(80, 24)) as driver:
        assert "Today" not in driver.lines[2]
        await driver.do("panel.toggle-today")
        assert "Today" in driver.lines[2]


async def test_eighty_by_twenty_four_shows_three_columns_with_six_cards() -> None:
    async with running(board_of(*"abcdefgh"), size=(80, 24)) as driver:
        for name in ("To Do", "Doing", "Done"):
            assert name in driver.lines[2]
        for title in "abcdef":
            assert any(f" {title} " in line[:26] for line in driver.lines[4:23])
        assert "⋮ 2 more" in driver.text


async def test_columns_that_do_not_fit_wait_at_the_side_and_come_with_the_cursor() -> None:
    acts = [
        lambda board: columns.set_up(
            board, NOON, title="Main", names=tuple(f"Stage {number}" for number in range(1, 9))
        ),
        lambda board: wins.log(board, NOON, texts=("x",)),
    ]
    async with running(acts, size=(80, 24)) as driver:
        assert "Stage 1" in driver.lines[2]
        assert "5 ›" in driver.lines[2]
        await driver.do("walk.right", times=7)
        assert "Stage 8" in driver.lines[2]
        assert "‹ 5" in driver.lines[2]
        assert "Stage 5 " not in driver.lines[2]


async def test_the_selected_card_stays_in_sight_in_a_long_column() -> None:
    titles = tuple(f"card {number:03}" for number in range(300))
    async with running(board_of(*titles), size=(80, 24)) as driver:
        await driver.do("walk.last")
        assert driver.selected == "card 299"
        assert "card 299" in driver.text
        await driver.do("walk.page-up")
        assert driver.selected == "card 293"
        await driver.do("walk.first")
        assert "card 000" in driver.text


async def test_resizing_keeps_the_card_selected_and_in_sight() -> None:
    titles = tuple(f"card {number:03}" for number in range(100))
    async with running(board_of(*titles)) as driver:
        await driver.do("walk.last")
        await driver.pilot.resize_terminal(60, 20)
        await driver.settle()
        assert driver.app.size == Size(60, 20)
        assert driver.selected == "card 099"
        assert "card 099" in driver.text


async def test_an_act_on_no_card_says_what_to_press() -> None:
    async with running(board_of("a")) as driver:
        await driver.do("walk.right")
        with unchanged(driver.board):
            await driver.do("card.done")
        assert "No card here yet. a adds one." in driver.lines[1]


async def test_a_win_lights_up_for_a_moment_unless_motion_is_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for is_on in (True, False):
        async with running(board_of("a"), config=Config(animations=is_on)) as driver:
            await driver.do("card.done")
            assert driver.column("Done").widget._lit == ({1} if is_on else set())
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    async with running(board_of("a"), config=Config(animations=True)) as driver:
        await driver.do("card.done")
        assert driver.column("Done").widget._lit == set()


@pytest.mark.parametrize("theme", ["evening", "paper", "ember", "contrast", "mono"])
async def test_every_colour_on_the_screen_is_one_of_the_themes(theme: str) -> None:
    palettes, _ = theme_files.load_palettes(Path("no-such-folder"))
    palette = palettes[theme]
    own = {value for value in vars_of(palette) if value.startswith("#")}
    own |= {*palette.goals.values(), *quiet_hues(palette)}
    async with running(demo_acts(NOON), config=Config(theme=theme, animations=False)) as driver:
        shown = {
            color.triplet.hex
            for strip in driver.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None and color.triplet is not None
        }
    assert all(any(is_as_good_as(color, each) for each in own) for color in shown)


def is_as_good_as(color: str, other: str) -> bool:
    """Textual rounds a channel of a theme's colour by one."""
    channels = [(int(color[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return all(abs(one - two) <= 1 for one, two in channels)


def quiet_hues(palette: theme_files.Palette) -> list[str]:
    """Return the colours of tags."""
    colors = [Inks(palette).style(f"tag-{name}").color for name in palette.goals]
    return [color.get_truecolor().hex for color in colors if color is not None]


@pytest.mark.parametrize("theme", ["evening", "paper", "ember", "contrast", "mono"])
def test_a_tag_can_be_read_and_is_in_none_of_the_colours_of_goals(theme: str) -> None:
    palette = theme_files.load_palettes(Path("no-such-folder"))[0][theme]
    for hue in quiet_hues(palette):
        if theme != "mono":  # greys, where the # before a tag tells it from a goal
            assert not any(is_as_good_as(hue, goal) for goal in palette.goals.values())
        for ground, least in (("background", 4), ("surface", 4), ("selected", 3)):
            assert contrast(hue, getattr(palette, ground)) >= least


def vars_of(palette: theme_files.Palette) -> list[str]:
    return [str(getattr(palette, name)) for name in palette.__slots__]


async def test_every_command_of_the_board_has_an_action() -> None:
    async with running(board_of("a")) as driver:
        for binding in bindings(KEYS.commands):
            area, _, name = binding.action.partition("(")[0].rpartition(".")
            holder = driver.app if area == "app" else driver.app.screen
            assert hasattr(holder, f"action_{name}"), binding.id


async def test_q_leaves_the_board() -> None:
    async with running(board_of("a")) as driver:
        await driver.press("q")
        assert driver.app._exit


@pytest.mark.parametrize("size", [(120, 36), (60, 24)], ids=str)
@pytest.mark.parametrize("count", [2, 5, 30])
async def test_what_is_not_drawn_again_looks_as_if_it_were(
    size: tuple[int, int], count: int
) -> None:
    board = board_of(*(f"Step {number}" for number in range(count)))
    async with running(board, size=size) as driver:
        walks = ["l", "l", "h", "h", "j", "L", "l", "h", "u", "v"]
        finds = ["slash", "s", "1", "down", "backspace", "tab", "enter", "n", "escape"]
        edits = ["d", "space", "V", "escape", "G", "v", "x", "v", "z", "u", "u", "minus", "l"]
        for key in (*walks, *finds, *edits):
            await driver.press(key)
            seen = driver.cells
            driver.forget_what_is_drawn()
            assert seen == driver.cells, key
