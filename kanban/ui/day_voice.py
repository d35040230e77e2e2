"""What the board says by itself, each once a day: the morning's look back, the evening's word.

Whether it was said is kept in the board's drawer, so that of two boards and the shell one says it.
Where nothing lasts, as in the demo, nothing is said. It is never said over a dialog, which somebody
may be typing into.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from functools import partial

from textual.app import App

from kanban.domain.dates import say_long
from kanban.domain.morning import Morning, morning
from kanban.domain.nudges import NOTE, is_due
from kanban.domain.recap import first_step_for
from kanban.errors import BoardError, StorageError
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk
from kanban.ui.screens.board.screen import BoardScreen
from kanban.ui.settings import Settings

GREETED, ASKED, QUIET_SPELL = "greeted", "asked", "quiet-spell"
"""The names of its notes; the one of the evening is the shell's as well."""
EVENING = "The day is still open"


class DayVoice:
    """Decides whether it is time to say something, and says it on the board.

    Args:
        app: Shows the screens.
        board: The screen to speak on.
        desk: Where the board is.
        keymap: The keys this person uses.
        settings: What they chose.
        run: Runs an action, of the screen that is open or of the app.
    """

    def __init__(
        self,
        app: App[None],
        board: BoardScreen,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        run: Callable[[str], Awaitable[None]],
    ) -> None:
        self._app = app
        self._screen = board
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._run = run
        self._claimed: dict[str, date] = {}

    async def greet(self) -> None:
        """Show the day before on the first start of a day; after a quiet spell once in it."""
        try:
            held = self._morning()
        except BoardError as error:  # a year that was put away cannot be read
            self._screen.say_trouble(str(error))
            return
        if held is None or not self._is_free():
            return
        if not await self._claim(GREETED, self._desk.now.day):
            return
        if held.is_after_gap and not await self._claim(QUIET_SPELL, held.day):
            return
        if not self._is_free():  # somebody typed on meanwhile
            return
        from kanban.ui.screens.morning import MorningScreen  # as the board does

        if held.card_id is not None:
            self._screen.point_at(held.card_id)
        hand_on = partial(self._app.call_next, self._run)
        self._app.push_screen(MorningScreen(self._keymap, held, self._desk.now.day, hand_on))

    def tell_new_day(self) -> None:
        """Say on a board left open that a day has begun."""
        if not self._settings.chosen.greeting:
            return
        day = self._desk.now.day
        step = first_step_for(self._desk.board, day)
        first = f" First step: {cut(step, self._app.size.width // 2)}" if step else ""
        self._screen.remind(f"A new day, {say_long(day)}.{first}")

    async def nudge(self) -> None:
        """Say in the evening that the day may be looked back on."""
        if not self._is_free() or not await self._may(NOTE):
            return
        self._screen.remind(f"{EVENING}: {self._keymap.key('recap.show')} looks back on it.")
        nudge = self._settings.chosen.nudge
        if nudge == "bell":
            self._app.bell()
        elif nudge == "terminal" and self._app._driver is not None:
            self._app._driver.write(notification(f"{EVENING}."))

    async def asks(self) -> bool:
        """Ask before the board is left on an open day's evening; return whether it does."""
        if not self._is_free() or not await self._may(ASKED):
            return False
        await self._claim(NOTE, self._desk.now.day)  # the question says it as well
        look, leave = map(self._keymap.key, ("recap.show", "app.leave"))
        self._screen.remind(f"{EVENING}: {look} looks back on it, {leave} once more leaves.")
        return True

    def _is_free(self) -> bool:
        """Whether the board is all there is to see, and tells of no trouble."""
        return self._app.screen is self._screen and not self._desk.unsaved

    def _morning(self) -> Morning | None:
        chosen = self._settings.chosen
        if not (chosen.greeting and self._desk.drawer.is_lasting):
            return None
        return morning(
            self._desk.board,
            self._desk.now,
            rest_days=chosen.rest_days,
            day_starts_at=chosen.day_starts_at,
        )

    async def _may(self, name: str) -> bool:
        """Tell whether it is an open day's evening on which something was not said yet."""
        chosen = self._settings.chosen
        if chosen.nudge == "off" or not self._desk.drawer.is_lasting:
            return False
        now = self._desk.now
        if self._claimed.get(name) == now.day:  # it is asked for again and again
            return False
        return is_due(
            self._desk.board,
            now,
            recap_at=chosen.recap_at,
            day_starts_at=chosen.day_starts_at,
            rest_days=chosen.rest_days,
        ) and await self._claim(name, now.day)

    async def _claim(self, name: str, day: date) -> bool:
        """Return whether something is said for the first time; not where that cannot be kept."""
        self._claimed[name] = day
        try:
            return await asyncio.to_thread(self._desk.drawer.claim, name, day)
        except StorageError as error:
            self._screen.say_trouble(str(error))
            return False


def notification(words: str, env: Mapping[str, str] = os.environ) -> str:
    """Return what makes a terminal show a notification of the desktop.

    OSC 9 is iTerm2's, which most have taken over; VTE and rxvt know OSC 777 alone. tmux hands
    either on where it is wrapped and `allow-passthrough` is on.

    Args:
        words: Printable ASCII without a semicolon.
        env: The environment, which tells what terminal it is.
    """
    is_rxvt = env.get("TERM", "").startswith("rxvt") or "VTE_VERSION" in env
    code = f"777;notify;progress-board;{words}" if is_rxvt else f"9;progress-board: {words}"
    sequence = f"\x1b]{code}\x07"
    if "TMUX" not in env:
        return sequence
    inner = sequence.replace("\x1b", "\x1b\x1b")
    return f"\x1bPtmux;{inner}\x1b\\"
