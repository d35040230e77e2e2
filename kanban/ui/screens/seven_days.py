"""The end of the seven days: seven lines on one screen, once; any key closes it."""

from collections.abc import Iterable
from datetime import timedelta

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.challenge import Challenge
from kanban.domain.dates import say_long
from kanban.domain.operations import challenge
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint

DAY_CELLS = 12
LINE_CELLS = 54
TITLE = "Seven days"


class SevenDaysScreen(Dialog):
    """Shows what the days held, and ends them.

    Args:
        desk: Where the board is.
        keymap: The keys this person uses.
        days: The days, which are over.
        is_quiet: Whether their count is left out.
    """

    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, keymap: Keymap, days: Challenge, is_quiet: bool) -> None:
        super().__init__(days.words if days.count and not is_quiet else TITLE, keymap)
        self._desk = desk
        self._days = days

    def fields(self) -> Iterable[Widget]:
        """Return a line a day; a day without a thing is blank."""
        for place, thing in enumerate(self._days.things):
            day = say_long(self._days.began_on + timedelta(days=place)).ljust(DAY_CELLS)
            yield Static(
                Content.assemble(
                    (day, "$muted" if thing else "$dim"),
                    ("■  " if thing else "", "$accent"),
                    (cut(thing, LINE_CELLS), "$foreground"),
                ),
                classes="seven-days--line",
            )
        yield Static(Content(_AFTER), classes="seven-days--after")

    def first_hints(self) -> tuple[Hint, ...]:
        """Say how to go on."""
        return (Hint("any key", "to the board", "close"),)

    async def on_key(self, event: events.Key) -> None:
        """Close."""
        event.stop()
        event.prevent_default()
        await self.action_close()

    async def on_click(self) -> None:
        """Close."""
        await self.action_close()

    async def action_close(self) -> None:
        """End the days, unless that was done elsewhere, and close."""
        if not self.is_current:  # the second key of two finds it closed
            return
        self.dismiss()
        about = self._desk.board.about
        if about is not None and about.challenge_on == self._days.began_on:
            await self._desk.do(challenge.stop)


_AFTER = "Each is kept with the wins of its day. Seven more can begin any day."
