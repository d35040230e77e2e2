"""Makes the pictures in this folder from the real app: `make screenshots`.

The board is the demo's, and for the insights one of a year of work (`year.py`).

SVG by the app itself, PNG by Chromium (Debian's `chromium` and `fonts-firacode`), which draws it
faithfully; rsvg-convert drops leading blanks.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import day_columns
import day_find
import layout
from day_card import filled
from shelf import shelf_of
from svg import to_png, widen
from textual.pilot import Pilot
from textual.widgets import TextArea
from year import year_of_work

from kanban import theme_files
from kanban.boards import board_in_memory
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.demo import Act, demo_acts
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import cards, challenge, columns, days, wins
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.keeper import Keeper
from kanban.keymap import keymap
from kanban.shelf import Shelf
from kanban.store.drawer import FileDrawer
from kanban.ui.app import ProgressBoard

HERE = Path(__file__).parent
WIDE, NARROW = (120, 36), (80, 24)
LOCAL = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
Play = Callable[[Pilot[None]], Awaitable[None]]


def noon() -> Moment:
    return moment(LOCAL, "Europe/Berlin")


async def idle(_pilot: Pilot[None]) -> None:
    """Press nothing."""


def keys(*names: str) -> Play:
    async def play(pilot: Pilot[None]) -> None:
        await pilot.press(*names)

    return play


async def split(pilot: Pilot[None]) -> None:
    await pilot.press("s")
    await pilot.pause()
    pilot.app.screen.query_one(TextArea).insert(
        "# Words\nRead the page aloud\nCut it to half #text @tomorrow\n"
        "# Eyes of others\nAsk Noor to read it @fri\nPlan and hold a talk with two customers\n"
        "Write down what they stumble over\n# Out\nPut it on the page @+1w #web"
    )


async def parts(pilot: Pilot[None]) -> None:
    await split(pilot)
    await pilot.press("ctrl+s", "j", "d", "k")


async def opened_parts(pilot: Pilot[None]) -> None:
    await parts(pilot)
    await pilot.press("enter")


async def offered(pilot: Pilot[None]) -> None:
    await pilot.press("s")
    await pilot.pause()
    await pilot.press(*(("space" if char == " " else char) for char in "Launch the page"), "enter")


async def template(pilot: Pilot[None]) -> None:
    await pilot.press("s", "ctrl+t")
    await pilot.pause()
    await pilot.press("down", "down", "enter")


async def templates(pilot: Pilot[None]) -> None:
    await pilot.press("s", "ctrl+t")
    await pilot.pause()
    await pilot.press("down")


def welcome(page: int) -> Play:
    """Answer the questions before a page; before the fifth, which is the board, all of them."""
    answers = (
        "Launch the product",
        "People can start without calling us",
        "Write three headlines|Ask Noor for a photo|Pick one first tester",
        "Sent that email",
    )

    async def play(pilot: Pilot[None]) -> None:
        for answer in answers[: page - 1]:
            for place, line in enumerate(answer.split("|")):
                await pilot.press(*["enter"][: min(place, 1)])
                await pilot.press(*(("space" if char == " " else char) for char in line))
            await pilot.press("tab")
            await pilot.pause()

    return play


async def stuck(pilot: Pilot[None]) -> None:
    """Write what got in the way, choose what blocks it, and write the line."""
    await pilot.press("l", "b")
    await pilot.pause()
    for line in ("The login answers with a blank page", "k", "The test server has no certificate"):
        await pilot.press(*(("space" if char == " " else char) for char in line))
        if len(line) > 1:
            await pilot.press("enter")


def mornings(days_ago: int) -> list[Act]:
    """Return the acts of a board that was closed so many days ago."""
    then = replace(
        noon(),
        at=noon().at - timedelta(days=days_ago),
        day=noon().day - timedelta(days=days_ago),
    )
    lines = ("Draft the pricing mail", "Asked for the contract", "Wrote to Noor about the data")
    return [
        *demo_acts(then),
        lambda board: days.close(
            board,
            then,
            on=then.day,
            fields={
                "three": lines,
                "mattered": "The data question is out of my head and with her.",
                "first_step": "Test login flow on a phone",
                "first_card_id": next(
                    card.id for card in board.cards_in(2) if card.title.startswith("Test login")
                ),
            },
        ),
    ]


async def themes(pilot: Pilot[None]) -> None:
    pilot.app.search_themes()
    await pilot.pause(0.3)


def days_ago(count: int) -> Moment:
    ago = timedelta(days=count)
    return replace(noon(), at=noon().at - ago, day=noon().day - ago)


def watering(board: Board) -> Change:
    fields = {"repeat": "every sun", "due_on": noon().day, "due_at": time(17), "tags": ("home",)}
    titles = ("Water the tomatoes",)
    return cards.add(board, noon(), titles=titles, column_id=2, on_top=True, fields=fields)


def waiting(board: Board) -> Change:
    fields = {"waits_for": (max(board.table(Card)),)}
    return cards.add(board, noon(), titles=("Sell the first ones",), on_top=True, fields=fields)


BEFORE: dict[str, list[Act]] = {
    "seven-days-120": [lambda board: challenge.start(board, days_ago(5))],
    "seven-days-80": [lambda board: challenge.start(board, days_ago(4))],
    "seven-days-over": [lambda board: challenge.start(board, days_ago(7))],
    "seven-days-gap": [
        lambda board: challenge.start(board, days_ago(3)),
        lambda board: wins.log(board, days_ago(3), texts=("Wrote the first line",)),
        lambda board: wins.log(board, days_ago(2), texts=("Sent that email",)),
        lambda board: cards.add(board, days_ago(2), titles=("Ask Noor for a photo",)),
    ],
    "columns-": day_columns.more_columns(noon()),
    "card-": [lambda board: filled(board, noon())],
    "next-step": [lambda board: cards.move(board, days_ago(6), card_ids=(14,), column_id=2)],
    "weeks-": list(layout.weeks_of_work(noon())),
    "again-": [watering, waiting],
}
"""What happened on the board before some scenes, by how their names begin."""
INSIGHTS = ("year", "days", "goals", "felt", "cycle", "weeks", "flow", "ageing", "ahead")


def evening(*acts: str | tuple[str, ...]) -> Play:
    """Open the recap, type each text, and press each tuple of keys."""

    async def play(pilot: Pilot[None]) -> None:
        await pilot.press("r")
        await pilot.pause()
        for act in acts:
            pressed = [_KEYS.get(char, char) for char in act] if isinstance(act, str) else act
            await pilot.press(*pressed)
            await pilot.pause()

    return play


_KEYS = {" ": "space", ",": "comma", ".": "full_stop", "'": "apostrophe", ":": "colon"}
_ONE = (("down", "down", "1"), *[("tab",)] * 4, "The pricing is out of my head and with a customer")
_TWO = (("enter",), "The importer loses every tag", ("enter",), ("k",), "It reads tags twice")
_THREE = (("enter",), ("4", "4", "3", "g", "h", "t", "t"))
_FOUR = (("enter",), ("down", "down"))
EVENING: dict[str, tuple[str | tuple[str, ...], ...]] = {
    "1": (("down",),),
    "2": (*_ONE, *_TWO),
    "3": (*_ONE, *_TWO, *_THREE),
    "4": (*_ONE, *_TWO, *_THREE, *_FOUR),
    "closing": (*_ONE, *_TWO, *_THREE, *_FOUR, ("ctrl+s",)),
    "calendar": (("m",),),
    "thin": (("[", "[", "["), ("down",)),
}
"""What is pressed and typed on the way through the evening, by what is then shown."""
ACHIEVED = keys("g", "j", "d", *"Noor", "enter", "k", "k")

SCENES: dict[str, tuple[tuple[int, int], str, bool, Play]] = {
    "board-120x36": (WIDE, "evening", True, keys("l")),
    "board-80x24": (NARROW, "evening", True, keys("l")),
    "done-120x36": (WIDE, "evening", True, keys("l", "d")),
    **{
        f"welcome-{page}-{cells}x{rows}": ((cells, rows), "evening", False, welcome(page))
        for page in range(1, 6)
        for cells, rows in (WIDE, NARROW)
    },
    "again-120x36": (WIDE, "evening", True, keys("l", "d")),
    "again-80x24": (NARROW, "evening", True, keys("l", "d")),
    "empty-80x24": (NARROW, "evening", False, keys("escape")),
    "seven-days-120x36": (WIDE, "evening", True, keys("l")),
    "seven-days-80x24": (NARROW, "evening", True, keys("l")),
    "seven-days-gap-120x36": (WIDE, "evening", False, idle),
    "seven-days-gap-80x24": (NARROW, "evening", False, idle),
    "seven-days-over-120x36": (WIDE, "evening", True, idle),
    "seven-days-over-80x24": (NARROW, "evening", True, idle),
    "next-step-120x36": (WIDE, "evening", True, idle),
    "next-step-80x24": (NARROW, "evening", True, idle),
    **{
        f"card-{width}x{height}": ((width, height), "evening", True, keys("l", "enter"))
        for width, height in (WIDE, NARROW)
    },
    "add-80x24": (NARROW, "evening", True, keys("a")),
    "split-120x36": (WIDE, "evening", True, split),
    "split-80x24": (NARROW, "evening", True, split),
    "split-template-120x36": (WIDE, "evening", True, template),
    "split-template-80x24": (NARROW, "evening", True, template),
    "split-offer-80x24": (NARROW, "evening", True, offered),
    "split-empty-120x36": (WIDE, "evening", True, keys("s")),
    "parts-120x36": (WIDE, "evening", True, parts),
    "parts-card-80x24": (NARROW, "evening", True, opened_parts),
    "templates-120x36": (WIDE, "evening", True, templates),
    "templates-80x24": (NARROW, "evening", True, templates),
    "lookback-week-120x36": (WIDE, "evening", True, keys("R")),
    "lookback-month-80x24": (NARROW, "evening", True, keys("R", "tab")),
    **{
        f"recap-{name}-{width}x{height}": ((width, height), "evening", True, evening(*acts))
        for name, acts in EVENING.items()
        for width, height in (WIDE, NARROW)
    },
    "morning-120x36": (WIDE, "evening", True, idle),
    "morning-80x24": (NARROW, "evening", True, idle),
    "morning-after-a-gap-80x24": (NARROW, "evening", True, idle),
    "stuck-120x36": (WIDE, "evening", True, stuck),
    "stuck-80x24": (NARROW, "evening", True, stuck),
    "quiet-120x36": (WIDE, "evening", True, keys("l", "z")),
    "quiet-80x24": (NARROW, "evening", True, keys("l", "z")),
    "goals-120x36": (WIDE, "evening", True, ACHIEVED),
    "goals-80x24": (NARROW, "evening", True, ACHIEVED),
    "goal-120x36": (WIDE, "evening", True, keys("g", "enter")),
    "goal-80x24": (NARROW, "evening", True, keys("g", "enter")),
    "goal-edit-80x24": (NARROW, "evening", True, keys("g", "e")),
    "milestone-120x36": (WIDE, "evening", True, keys("d", "d", "l", "d", "d")),
    "milestone-80x24": (NARROW, "evening", True, keys("d", "d", "l", "d", "d")),
    **{
        f"{name}-{width}x{height}": ((width, height), "evening", True, keys(*pressed))
        for name, pressed in (("boards", "o"), ("boards-alone", "o"), ("send", "M"))
        for width, height in (WIDE, NARROW)
    },
    "themes-120x36": (WIDE, "evening", True, themes),
    "keys-120x36": (WIDE, "evening", True, keys("question_mark")),
    "keys-80x24": (NARROW, "evening", True, keys("question_mark")),
    "keys-vim-80x24": (NARROW, "evening", True, keys("question_mark")),
    "vim-waits-80x24": (NARROW, "evening", True, keys("3", "g")),
    "ascii-120x36": (WIDE, "evening", True, keys("l")),
    "ascii-80x24": (NARROW, "evening", True, keys("l")),
    "no-color-120x36": (WIDE, "evening", True, keys("l")),
    "no-color-80x24": (NARROW, "evening", True, keys("enter")),
    "palette-120x36": (WIDE, "evening", True, keys("ctrl+p")),
    **{
        f"theme-{name}": (WIDE, name, True, keys("l"))
        for name in ("contrast", "ember", "mono", "paper")
    },
    **{
        f"insights-{name}-120x36": (WIDE, "evening", True, keys("i", f"{page}"))
        for page, name in enumerate(INSIGHTS, start=1)
    },
    "insights-year-80x24": (NARROW, "evening", True, keys("i")),
    "insights-flow-80x24": (NARROW, "evening", True, keys("i", "7")),
    "insights-ahead-80x24": (NARROW, "evening", True, keys("i", "9")),
    **layout.SCENES,
    **{
        name: (size, "evening", True, keys(*pressed))
        for name, (size, pressed) in (day_columns.SCENES | day_find.SCENES).items()
    },
}


CHOSEN: dict[str, dict[str, str]] = {
    "keys-vim": {"key_map": "vim"},
    "vim": {"key_map": "vim"},
    "ascii": {"glyphs": "ascii"},
}
"""What is set in the scenes whose names begin so."""
DAYS_AGO = {"morning-120x36": 1, "morning-80x24": 1, "morning-after-a-gap-80x24": 5}
"""How long ago the last day was in the scenes that look back on it."""


def keeper_of(name: str, is_demo: bool, folder: str) -> Keeper:
    """Return the board of a scene; its notes lie in a folder, so that a morning can be shown."""
    if name.startswith("insights-"):
        acts = [lambda _board: year_of_work(noon())]
    elif is_demo:
        acts = demo_acts(noon())
    else:
        acts = [lambda board: columns.set_up(board, noon(), title="Main")]
    acts += [act for begins, some in BEFORE.items() if name.startswith(begins) for act in some]
    if name not in DAYS_AGO:
        return board_in_memory(noon, acts)
    keeper = board_in_memory(noon, mornings(DAYS_AGO[name]))
    keeper.drawer = FileDrawer(Path(folder))
    return keeper


def shelf_in(folder: Path, name: str) -> Callable[[], Shelf]:
    shelf = shelf_of(folder / "boards", noon, is_alone=name.startswith("boards-alone"))
    return lambda: shelf


async def shoot(name: str, folder: str) -> str:
    size, theme, is_demo, play = SCENES[name]
    palettes, _ = theme_files.load_palettes(Path("no-such-folder"))
    chosen = next((each for begins, each in CHOSEN.items() if name.startswith(begins)), {})
    config = Config(**{"theme": theme, "aim": 5, "animations": False, **chosen})
    os.environ["NO_COLOR"] = "1" if name.startswith("no-color") else ""
    app = ProgressBoard(
        keeper_of(name, is_demo, folder),
        keymap(name=config.key_map),
        config,
        None,
        Path(tempfile.gettempdir()),
        palettes,
        open_shelf=shelf_in(Path(folder), name) if name.startswith(("boards-", "send-")) else None,
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await play(pilot)
        await pilot.pause(0.3)
        return widen(app.export_screenshot(title="progress-board"))


def main(names: list[str]) -> None:
    for name in names or SCENES:
        svg = HERE / f"{name}.svg"
        with tempfile.TemporaryDirectory() as folder:
            svg.write_text(asyncio.run(shoot(name, folder)))
        to_png(svg)
        print(svg.name)


if __name__ == "__main__":
    main(sys.argv[1:])
