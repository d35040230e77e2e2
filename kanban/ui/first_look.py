"""The first look: what a board says by itself when it is opened new, or first on a day.

A new board asks for a goal, once ever. Seven days that have ended are shown, once. A card that is
long under way is offered its smallest next step, one a day and each card once ever. Nothing is said
over a dialog, which somebody may be typing into.
"""

import asyncio

from textual.app import App

from kanban.domain.challenge import challenge
from kanban.domain.hints import Lingering, lingering
from kanban.errors import BoardError, StorageError
from kanban.keeper import Note
from kanban.keymap import Keymap
from kanban.ui.desk import Desk
from kanban.ui.screens.board.screen import BoardScreen
from kanban.ui.settings import Settings

OFFERED = "offered"
"""The name of its note: which cards were offered a next step, and when the last one was."""


class FirstLook:
    """Decides what is due, and shows it.

    Args:
        app: Shows the screens.
        board: The screen to speak on.
        desk: Where the board is.
        keymap: The keys this person uses.
        settings: What they chose.
    """

    def __init__(
        self, app: App[None], board: BoardScreen, desk: Desk, keymap: Keymap, settings: Settings
    ) -> None:
        self._app = app
        self._screen = board
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._is_due = False
        self._is_looking = False

    def welcome(self) -> None:
        """Ask whose board is new for a goal, unless that was asked before."""
        if not self._desk.board.is_unused:
            return
        from kanban.ui.screens.welcome import DRAFT, WELCOMED, WelcomeScreen  # as the board does

        if self._note(WELCOMED) is None:
            draft = self._note(DRAFT) or {}
            self._app.push_screen(WelcomeScreen(self._desk, self._keymap, draft, self._screen.land))

    async def begin_day(self) -> None:
        """Look anew, for the board was opened or a day has begun."""
        self._is_due = True
        await self.look()

    async def look(self) -> None:
        """Show what is due as soon as the board is all there is to see."""
        if not self._is_due or self._is_looking or not self._is_free():
            return
        self._is_looking = True
        try:
            await self._look()
        finally:
            self._is_looking = False

    async def _look(self) -> None:
        try:
            days = challenge(self._desk.board, self._desk.now.day)
        except BoardError as error:  # they lie in a year that cannot be read
            self._screen.say_trouble(str(error))
            days = None
        if days is not None and days.is_over:
            from kanban.ui.screens.seven_days import SevenDaysScreen  # as the board does

            self._app.push_screen(
                SevenDaysScreen(self._desk, self._keymap, days, self._settings.chosen.quiet)
            )
            return  # the board is looked at again when it is seen
        if self._screen.said:  # a line of the morning, say: it waits until that is gone
            return
        found = await asyncio.to_thread(self._due_offer)
        self._is_due = False
        if found is not None:
            self._screen.offer_next_step(found)

    def _is_free(self) -> bool:
        """Whether the board is all there is to see, and tells of no trouble."""
        return self._app.screen is self._screen and not self._desk.unsaved

    def _due_offer(self) -> Lingering | None:
        """Return the card that is offered a next step today, None for none; keep that it was."""
        today = self._desk.now.day.isoformat()
        note = self._note(OFFERED) or {}
        cards = note.get("cards")
        offered = cards if isinstance(cards, list) else []
        if note.get("on") == today:
            return None
        for each in lingering(self._desk.board, self._desk.now):
            if each.card.id not in offered:
                new = {"cards": [*offered, each.card.id], "on": today}
                try:
                    self._desk.drawer.put(OFFERED, new)
                except StorageError:
                    return None  # unkept, it would be offered again and again
                return each
        return None

    def _note(self, name: str) -> Note | None:
        """Return a note; one that cannot be read says that it was written, and no more."""
        try:
            return self._desk.drawer.get(name)
        except StorageError:
            return {}
