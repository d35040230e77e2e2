"""A page: a screen in the board's place, with a title, a notice, and the keys in the last line."""

from collections.abc import Iterable

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from kanban.commands.of_screens import ON_EVERY_PAGE
from kanban.domain.change import Change
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import cut, spread
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.screens.keys import KeysScreen
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import Notice

INDENT = "   "


class PageTitle(Widget):
    """Draws the first line of a page: what it shows, and the day at its right."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._title = self._role = self._right = ""

    def show(self, title: str, right: str, role: str = "title") -> None:
        """Draw other words."""
        self._title, self._right, self._role = title, right, role
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        room = max(8, width - len(self._right) - 2 * len(INDENT) - 2)
        title = [(INDENT, self._style("text")), (cut(self._title, room), self._style(self._role))]
        right = [(f"{self._right} ", self._style("muted"))] if self._right else []
        return spread(title, [], right, width, self._style("text"))

    def _style(self, role: str) -> Style:
        return self._settings.inks.style(role or "title")


class Page(Screen[None]):
    """A screen that is opened from the board and left by one key.

    Args:
        desk: Where acts are brought.
        keymap: The keys this person uses.
        settings: What they chose.
        command_ids: The commands of this page.
        in_footer: Those of them that stand in the last line, in this order.
    """

    CSS_PATH = "../pages.tcss"
    AUTO_FOCUS = ""

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        command_ids: Iterable[str],
        in_footer: Iterable[str],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._hints = hints(keymap, *in_footer, "dialog.leave")
        bind(self, tuple(keymap.command(each) for each in (*command_ids, *ON_EVERY_PAGE)))

    def compose(self) -> ComposeResult:
        """Lay the frame out around the body."""
        yield PageTitle(self._settings)
        yield Notice()
        yield from self.body()
        yield KeyFooter(self._hints)

    def body(self) -> Iterable[Widget]:
        """Return the widgets in the middle; each page has its own."""
        return ()

    def refill(self) -> None:
        """Draw the board as it is now; each page has its own way."""

    def say(self, words: str) -> None:
        """Show what happened, in one line."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong, in one line."""
        self.query_one(Notice).say(words, is_trouble=True)

    def action_dialog_leave(self) -> None:
        """Go back to where the page was opened."""
        self.dismiss()

    async def action_change_undo(self) -> None:
        """Take the last change back."""
        change = await self._desk.undo()
        if isinstance(change, Change):
            redo = self._keymap.key("change.redo")
            self.say(f"Undone: {self._short(change.words)}. {redo} does it again.")

    async def action_change_redo(self) -> None:
        """Do again what was undone."""
        change = await self._desk.redo()
        if isinstance(change, Change):
            self.say(f"Done again: {self._short(change.words)}.")

    def action_keys_show(self) -> None:
        """Show every key."""
        self.app.push_screen(KeysScreen(self._keymap))

    def on_mount(self) -> None:
        """Draw the board as it is."""
        self.refill()

    @on(Changed)
    def _show_change(self, message: Changed) -> None:
        self.refill()
        if message.change is not None and not message.is_ours:
            self.query_one(Notice).mention(f"{message.change.words}.")

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def _short(self, words: str) -> str:
        """Return words cut to what a notice has room for."""
        return cut(words, max(12, self.size.width - 40))
