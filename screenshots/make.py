"""Makes the pictures in this folder from the real app on the demo board: `make screenshots`.

SVG by the app itself, PNG by Chromium (Debian's `chromium` and `fonts-firacode`), which draws it
faithfully; rsvg-convert drops leading blanks.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import TextArea

from kanban import theme_files
from kanban.config import Config
from kanban.domain.demo import demo_acts
from kanban.domain.moment import Moment, moment
from kanban.domain.operations import columns
from kanban.keeper import board_in_memory
from kanban.keymap import keymap
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


async def themes(pilot: Pilot[None]) -> None:
    pilot.app.search_themes()
    await pilot.pause(0.3)


SCENES: dict[str, tuple[tuple[int, int], str, bool, Play]] = {
    "board-120x36": (WIDE, "evening", True, keys("l")),
    "board-80x24": (NARROW, "evening", True, keys("l")),
    "done-120x36": (WIDE, "evening", True, keys("l", "d")),
    "welcome-120x36": (WIDE, "evening", False, idle),
    "welcome-80x24": (NARROW, "evening", False, idle),
    "empty-80x24": (NARROW, "evening", False, keys("escape")),
    "card-120x36": (WIDE, "evening", True, keys("enter")),
    "card-80x24": (NARROW, "evening", True, keys("enter")),
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
    "recap-120x36": (WIDE, "evening", True, keys("r")),
    "recap-80x24": (NARROW, "evening", True, keys("r")),
    "themes-120x36": (WIDE, "evening", True, themes),
    "keys-120x36": (WIDE, "evening", True, keys("question_mark")),
    "keys-80x24": (NARROW, "evening", True, keys("question_mark")),
    "palette-120x36": (WIDE, "evening", True, keys("ctrl+p")),
    **{
        f"theme-{name}": (WIDE, name, True, keys("l"))
        for name in ("contrast", "ember", "mono", "paper")
    },
}


async def shoot(name: str) -> str:
    size, theme, is_demo, play = SCENES[name]
    acts = (
        demo_acts(noon())
        if is_demo
        else [lambda board: columns.set_up(board, noon(), title="Main")]
    )
    palettes, _ = theme_files.load_palettes(Path("no-such-folder"))
    app = ProgressBoard(
        board_in_memory(noon, acts),
        keymap(),
        Config(theme=theme, aim=5, animations=False),
        None,
        Path("no-such-folder"),
        palettes,
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await play(pilot)
        await pilot.pause(0.3)
        return _widen(app.export_screenshot(title="progress-board"))


def _widen(svg: str) -> str:
    """Give wide characters the two cells they take; the export counts one each."""

    def mend(match: re.Match[str]) -> str:
        head, length, tail, text = match.groups()
        plain = unescape(text)
        cells = float(length) / len(plain) * cell_len(plain)
        return f'{head}textLength="{cells:.1f}"{tail}>{text}<'

    return re.sub(r'(<text [^>]*?)textLength="([\d.]+)"([^>]*)>([^<]+)<', mend, svg)


def to_png(svg: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no chromium: only SVG is made")
        return
    text = svg.read_text()
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', text)
    assert size is not None
    width, height = (round(float(number)) for number in size.groups())
    page = f'<body style="margin:0;background:#0000">{text}</body>'
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "page.html"
        html.write_text(f"<!doctype html><meta charset=utf-8>{page}")
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}", f"--screenshot={svg.with_suffix('.png')}",
                html.as_uri(),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip


def main(names: list[str]) -> None:
    for name in names or SCENES:
        svg = HERE / f"{name}.svg"
        svg.write_text(asyncio.run(shoot(name)))
        to_png(svg)
        print(svg.name)


if __name__ == "__main__":
    main(sys.argv[1:])
