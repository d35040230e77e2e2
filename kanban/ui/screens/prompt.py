"""A prompt: one line, asked for and handed on; what was refused stays to be mended."""

from collections.abc import Awaitable, Callable, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from kanban.domain.text import harmless
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
    ) -> None:
        super().__init__(title, keymap, "dialog.leave")
        self._submit = submit
        self._value = harmless(value)
        self._placeholder = placeholder
        self._takes_nothing = takes_nothing

    def fields(self) -> Iterable[Widget]:
        """Return the one line."""
        yield Input(self._value, placeholder=self._placeholder, select_on_focus=False)

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter saves."""
        return (Hint("enter", "save", "save"),)

    async def action_save(self) -> None:
        """Hand the line on, and close when it was taken."""
        text = self.query_one(Input).value
        is_idle = text == self._value or not text.strip()
        if (is_idle and not self._takes_nothing) or await self._submit(text) is not None:
            self.dismiss()

    @on(Input.Submitted)
    async def _enter(self) -> None:
        await self.action_save()
