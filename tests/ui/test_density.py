"""How much room a card takes, at any size; and the cursor, which stays on its card throughout."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kanban import config
from kanban.config import DENSITIES as NAMES
from kanban.config import Config
from kanban.domain.demo import demo_acts
from kanban.domain.operations import cards
from kanban.ui.widgets.stack import DENSITIES, Stack
from tests.domain.builder import moderate

from .driver import NOON, Act, board_of, running

SIZES = [(60, 20), (80, 24), (120, 36)]
MANY = tuple(f"card {number:03}" for number in range(100))
stacks = st.builds(
    Stack,
    rows=st.integers(0, 40),
    density=st.sampled_from(list(DENSITIES.values())),
    count=st.integers(0, 60),
    has_more=st.booleans(),
)


def one_of_each_field() -> list[Act]:
    fields = {"tags": ("home", "garden"), "notes": "# Call first\nthen go"}
    return [
        *board_of(),
        lambda board: cards.add(board, NOON, titles=("Order bricks",), fields=fields),
        lambda board: cards.amend(board, NOON, card_id=1, fields={"blocked": "No car"}),
    ]


# -- where cards stand -----------------------------------------------------------------------------


@moderate
@given(stacks, st.integers(0, 60), st.integers(0, 60))
def test_every_card_can_be_scrolled_to_and_every_row_belongs_to_what_is_painted_there(
    stack: Stack, first: int, place: int
) -> None:
    stack = stack.scrolled(first)
    assert 0 <= stack.first <= max(0, stack.count - 1)
    if place < stack.count:
        stack = stack.scrolled_to(place)
        assert stack.first <= place < stack.end
    for row in range(stack.rows):
        found = stack.card_at(row)
        if found is not None:
            assert stack.row_of(found[0]) + found[1] == row
        assert stack.first <= stack.slot_at(row) <= stack.end


@moderate
@given(stacks)
def test_where_not_all_fits_a_row_is_left_to_say_so(stack: Stack) -> None:
    if stack.rows > stack.density.stride and (stack.below or stack.has_more):
        assert stack.card_at(stack.rows - 1) is None


# -- on the screen ---------------------------------------------------------------------------------


async def test_v_goes_through_the_densities_and_the_choice_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    async with running(one_of_each_field(), config_file=file) as driver:
        for name, said in (("roomy", "Roomy"), ("compact", "Compact"), ("cosy", "Cosy")):
            await driver.do("board.next-density")
            assert said in driver.lines[1]
            assert config.load(file).density == name


async def test_each_density_shows_as_much_of_a_card_as_it_has_rows_for() -> None:
    async with running(one_of_each_field(), config=Config(animations=False)) as driver:
        rows = driver.column("To Do").lines[2:7]
        assert [row.strip() for row in rows] == [
            "█ Order bricks",
            "█ blocked  #home  #garden",
            *[""] * 3,
        ]
        await driver.do("board.next-density")
        rows = driver.column("To Do").lines[2:7]
        assert [row.strip() for row in rows[:2]] == ["█ Order bricks", "█ blocked"]
        assert rows[2].strip().split() == ["█", "#home", "#garden", "Call", "fi…"]
        await driver.do("board.next-density")
        rows = driver.column("To Do").lines[2:7]
        assert rows[0].split() == ["█", "Order", "bricks", "blocked"]
        assert not "".join(rows[1:]).strip()


async def test_a_compact_row_cuts_the_title_before_what_calls_for_an_eye() -> None:
    acts = [
        *board_of("漢字のタイトルも揃う" * 4),
        lambda board: cards.amend(board, NOON, card_id=1, fields={"blocked": "No car"}),
    ]
    chosen = Config(animations=False, density="compact")
    async with running(acts, size=(60, 20), config=chosen) as driver:
        row = driver.column("To Do").lines[2]
        assert "…" in row
        assert row.rstrip().endswith("blocked")


@pytest.mark.parametrize(
    ("density", "size", "count"),
    [
        ("cosy", (80, 24), 6),
        ("compact", (80, 24), 18),
        ("roomy", (80, 24), 4),
        ("cosy", (60, 20), 5),
    ],
)
async def test_so_many_cards_stand_on_the_screen_and_the_rest_is_told(
    density: str, size: tuple[int, int], count: int
) -> None:
    async with running(
        board_of(*MANY), size=size, config=Config(animations=False, density=density)
    ) as driver:
        shown = [title for title in MANY if title in driver.text]
        assert shown == list(MANY[:count])
        assert f"⋮ {100 - count} more" in driver.text
        await driver.do("walk.page-down")
        assert driver.selected == MANY[count]
        await driver.do("walk.last")
        assert MANY[-1] in driver.text
        assert "more" not in driver.text


@pytest.mark.parametrize("density", NAMES)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_row_fills_the_screen_and_nothing_runs_over(
    size: tuple[int, int], density: str
) -> None:
    chosen = Config(animations=False, density=density)
    async with running(demo_acts(NOON), size=size, config=chosen) as driver:
        assert [cell_len(line) for line in driver.lines] == [size[0]] * size[1]
        assert "? keys" in driver.lines[-1]
        for widget in driver.columns:
            width = widget.size.width
            lines = driver.column(widget.view.name).lines if widget.display else []
            assert all(cell_len(line) == width for line in lines)


# -- the cursor stays on its card --------------------------------------------------------------


async def test_the_cursor_and_the_place_survive_every_size_and_density() -> None:
    async with running(board_of(*MANY)) as driver:
        await driver.do("walk.down", times=42)
        for size in (*SIZES, (200, 50), (60, 12), (80, 24)):
            await driver.pilot.resize_terminal(*size)
            for _ in NAMES:
                await driver.do("board.next-density")
                assert driver.selected == MANY[42]
                assert MANY[42] in driver.text


async def test_a_column_stays_scrolled_where_it_was_when_all_are_drawn_anew() -> None:
    async with running(board_of(*MANY), size=(80, 24)) as driver:
        await driver.do("walk.down", times=42)
        await driver.do("walk.up", times=3)
        before = driver.lines[2:-1]
        driver.app.tell_changed(None, is_ours=False)
        await driver.settle()
        assert driver.lines[2:-1] == before


async def test_what_others_do_leaves_the_cursor_on_its_card() -> None:
    async with running(board_of(*MANY), size=(80, 24)) as driver:
        await driver.do("walk.down", times=42)
        for act in (
            lambda: driver.keeper.do(cards.add, titles=("new",), on_top=True),
            lambda: driver.keeper.do(cards.move, card_ids=(1, 2, 3), column_id=2),
            lambda: driver.keeper.do(cards.shift, card_id=43, by=-9),
            lambda: None,  # all is drawn anew, as after a reload
            lambda: driver.keeper.do(cards.move, card_ids=(43,), column_id=2),
        ):
            driver.app.tell_changed(act(), is_ours=False)
            await driver.settle()
            assert driver.selected == MANY[42]
            assert MANY[42] in driver.text


async def test_undo_and_redo_leave_the_cursor_on_its_card() -> None:
    async with running(board_of(*"abcd")) as driver:
        await driver.do("card.carry-right")
        await driver.do("walk.left")
        await driver.column("To Do").select("c")
        await driver.do("change.undo")
        assert driver.column("To Do").titles == list("abcd")
        assert driver.selected == "c"
        await driver.do("change.redo")
        assert driver.selected == "c"


async def test_undo_goes_back_to_the_card_that_the_act_took_from_under_the_cursor() -> None:
    async with running(board_of(*"abcd")) as driver:
        await driver.do("walk.down")
        for command in ("card.done", "card.archive"):
            await driver.do(command)
            assert driver.selected == "c"
            await driver.do("change.undo")
            assert driver.selected == "b"
        await driver.do("card.carry-right")
        assert driver.selected == "b"
        await driver.do("change.undo")
        assert driver.selected == "b"
        assert driver.column("To Do").titles == list("abcd")
