"""A prompt: one line, asked for and handed on; what was refused stays to be mended."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

from rich.highlighter import Highlighter
from textual import on
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from kanban.domain.text import harmless
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint


class Prompt(Dialog):
    """Asks for one line.

    Args:
        title: What is asked for.
        keymap: The keys this person uses.
        submit: Takes the line; returns None where it was refused and that was told.
        value: What stands there already.
        placeholder: An example.
        takes_nothing: Whether an empty line is handed on too.
        can_clear: Whether an empty line is handed on in place of what stood there.
        echo: Says what would be understood by a line; raises where it is not understood yet.
        known: Completes a line; None completes nothing.
        highlighter: Paints the line.
    """

    def __init__(
        self,
        title: str,
        keymap: Keymap,
        submit: Callable[[str], Awaitable[object]],
        *,
        value: str = "",
        placeholder: str = "",
        takes_nothing: bool = False,
        can_clear: bool = False,
        echo: Callable[[str], str] | None = None,
        known: Suggester | None = None,
        highlighter: Highlighter | None = None,
    ) -> None:
        super().__init__(title, keymap, "dialog.leave")
        self._submit = submit
        self._value = harmless(value)
        self._placeholder = placeholder
        self._takes_nothing = takes_nothing
        self._can_clear = can_clear
        self._echo = echo
        self._known = known
        self._highlighter = highlighter

    def fields(self) -> Iterable[Widget]:
        """Return the one line."""
        yield Input(
            self._value,
            placeholder=self._placeholder,
            suggester=self._known,
            highlighter=self._highlighter,
            select_on_focus=False,
        )

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter saves."""
        return (Hint("enter", "save", "save"),)

    async def action_save(self) -> None:
        """Hand the line on, and close when it was taken."""
        text = self.query_one(Input).value
        is_idle = text == self._value or not (text.strip() or self._can_clear)
        if (is_idle and not self._takes_nothing) or await self._submit(text) is not None:
            self.dismiss()

    @on(Input.Changed)
    def _say_back(self, message: Input.Changed) -> None:
        """Say what would be understood."""
        if self._echo is not None and message.value != self._value:
            with suppress(BoardError):  # a word half typed; entering it says what is wrong
                self.say(self._echo(message.value))

    @on(Input.Submitted)
    async def _enter(self) -> None:
        await self.action_save()
