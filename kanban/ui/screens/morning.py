"""The first start of a day: what the day before held, why it mattered, and where to begin."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.dates import say_long
from kanban.domain.morning import Morning
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.screens.dialog import Dialog, label
from kanban.ui.widgets.key_footer import Hint

LINE_CELLS = 132
"""About two lines of the dialog; the whole text stands in the recap and on its card."""
_CLOSING_KEYS = ("enter", "space", "escape")


class MorningScreen(Dialog):
    """Shows the morning's look back; any key closes it.

    A key that people close things with does no more than that. Any other one does on the board
    what it always does there, so that who starts the program and types on loses nothing.

    Args:
        keymap: The keys this person uses.
        held: What to show.
        today: The day it is.
        hand_on: Runs an action of the board.
    """

    AUTO_FOCUS = ""

    def __init__(
        self, keymap: Keymap, held: Morning, today: date, hand_on: Callable[[str], None]
    ) -> None:
        super().__init__(_title(held, today), keymap)
        self._keymap = keymap
        self._held = held
        self._hand_on = hand_on

    def fields(self) -> Iterable[Widget]:
        """Return what was, why, and what comes first."""
        held = self._held
        for text in held.three:
            yield _line("✓", "$done", text)
        if held.mattered:
            yield label("Why it mattered")
            yield Static(Content(cut(held.mattered, LINE_CELLS)), classes="morning--words")
        if held.step:
            yield label("One small step" if held.is_after_gap else "First step")
            yield _line("▌", "$accent", held.step)

    def first_hints(self) -> tuple[Hint, ...]:
        """Say how to go on."""
        return (Hint("enter", "to the board", "go_on"),)

    def on_key(self, event: events.Key) -> None:
        """Close, and hand the key on where it means something on the board."""
        event.stop()
        event.prevent_default()
        self.dismiss()
        names = {event.key, *event.aliases}
        if names.isdisjoint({*_CLOSING_KEYS, *self._keymap.command("app.leave").keys}):
            for command in self._keymap.commands:
                if not names.isdisjoint(command.keys):
                    self._hand_on(command.action)

    def on_click(self) -> None:
        """Close."""
        if self.is_current:
            self.dismiss()

    def action_go_on(self) -> None:
        """Close."""
        self.dismiss()


def _title(held: Morning, today: date) -> str:
    day = say_long(held.day)
    if held.day.year != today.year:
        day = f"{day} {held.day.year}"
    if held.is_after_gap:
        return f"The last win, {day}"
    return f"Yesterday, {day}" if held.day == today - timedelta(days=1) else day


def _line(mark: str, color: str, text: str) -> Widget:
    return Horizontal(
        Static(Content.styled(mark, color), classes="morning--mark"),
        Static(Content(cut(text, LINE_CELLS)), classes="morning--text"),
        classes="morning--line",
    )
