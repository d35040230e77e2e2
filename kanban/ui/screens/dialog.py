"""The frame of every dialog: a title, one column of fields, a notice, the keys in the last line."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import shown
from kanban.ui.widgets.key_footer import Hint, KeyFooter
from kanban.ui.widgets.notice import Notice


class Dialog(ModalScreen[None]):
    """A screen that rises over the board; its sheet is read when the first one does.

    Args:
        title: What it is for, at the top left.
        keymap: The keys this person uses.
        command_ids: The commands of this dialog, in the order of the last line.
    """

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "../dialogs.tcss"
    FRAME_ROWS = 6
    """What it needs around its fields: margins, title, notice, keys."""
    CAN_SCROLL_BY_KEY = False
    """Whether the arrows scroll the fields, where there is none to type into."""

    def __init__(self, title: str, keymap: Keymap, *command_ids: str) -> None:
        super().__init__()
        self._is_warned = False
        self._title = title
        self._save_key = keymap.key("dialog.save")
        self._hints = hints(keymap, *command_ids)
        bind(self, tuple(keymap.command(each) for each in command_ids))

    def compose(self) -> ComposeResult:
        """Lay the frame out around the fields."""
        with Vertical(classes="dialog"):
            yield Static(Content(shown(self._title)), classes="dialog--title")
            with VerticalScroll(classes="dialog--body", can_focus=self.CAN_SCROLL_BY_KEY):
                yield from self.fields()
            yield Notice()
            yield KeyFooter((*self.first_hints(), *self._hints), indent_cells=0)

    def fields(self) -> Iterable[Widget]:
        """Return the widgets in the middle; each dialog has its own."""
        return ()

    def first_hints(self) -> tuple[Hint, ...]:
        """Return hints for keys that the fields themselves know."""
        return ()

    def on_resize(self) -> None:
        """Keep the keys on the screen: what does not fit between is scrolled."""
        room = max(3, self.size.height - self.FRAME_ROWS)
        self.query_one(".dialog--body").styles.max_height = room

    def say(self, words: str) -> None:
        """Show a line above the keys."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong above the keys; what was typed stays."""
        self.query_one(Notice).say(words, is_trouble=True)

    @property
    def is_unsaved(self) -> bool:
        """Whether something was typed that leaving would lose; each dialog knows its own."""
        return False

    def may_leave(self) -> bool:
        """Tell whether to close; where something was typed, only when asked twice."""
        if self.is_unsaved and not self._is_warned:
            self._is_warned = True
            self.say(f"Not saved yet: {self._save_key} saves it, once more leaves it.")
            return False
        return True

    def action_dialog_leave(self) -> None:
        """Close without saving."""
        if self.may_leave():
            self.dismiss()

    async def on_key_footer_pressed(self, message: KeyFooter.Pressed) -> None:
        """Run the action of a hint that was clicked."""
        message.stop()
        if self.is_current:  # the second click of two finds the dialog closed
            await self.run_action(message.action)


def label(text: str) -> Static:
    """Return the words above a field."""
    return Static(Content(text), classes="dialog--label")
