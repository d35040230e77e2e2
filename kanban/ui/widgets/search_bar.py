"""The search bar: a line to type into, how many are found, and the keys of searching."""

from rich.cells import cell_len
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from kanban.domain.query import EXAMPLES
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import cut, strip
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import KeyFooter

COMMANDS = ("search.keep", "search.next", "search.previous", "search.leave")
COUNT_CELLS = 18
INDENT = "   "


class SearchField(Input):
    """The line that is typed into."""

    class Pressed(Message):
        """A key of the search was pressed."""

        def __init__(self, name: str) -> None:
            self.name = name
            super().__init__()

    def action_search_keep(self) -> None:
        """Keep what was found."""
        self.post_message(self.Pressed("keep"))

    def action_search_leave(self) -> None:
        """Bring the board back as it was."""
        self.post_message(self.Pressed("leave"))

    def action_search_next(self) -> None:
        """Go to the next one."""
        self.post_message(self.Pressed("next"))

    def action_search_previous(self) -> None:
        """Go to the one before."""
        self.post_message(self.Pressed("previous"))


class SearchBar(Vertical):
    """Holds the line, the count beside it, and the keys or what is wrong below it.

    Args:
        text: What stands there already.
        keymap: The keys this person uses.
        settings: What they chose.
    """

    class Typed(Message):
        """Something else is written now."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Kept(Message):
        """What was found is to be kept."""

    class Left(Message):
        """The search is to be given up."""

    class Stepped(Message):
        """Another one of those found is asked for; `by` is 1 or -1."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    def __init__(self, text: str, keymap: Keymap, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._field = SearchField(text, placeholder=EXAMPLES, select_on_focus=False)
        commands = (*COMMANDS, "find.filter")
        bind(self._field, tuple(keymap.command(each) for each in commands))
        self._count = Words(settings, is_right=True)
        self._told = Words(settings, "blocked")
        shown = hints(keymap, "search.keep", "find.filter", "search.next", "search.leave")
        self._keys = KeyFooter(shown)

    def compose(self) -> ComposeResult:
        """Lay the two rows out."""
        with Horizontal():
            yield Words(self._settings, "current", text=" / ")
            yield self._field
            yield self._count
        yield self._keys
        yield self._told

    def on_mount(self) -> None:
        """Take the keys."""
        self._told.display = False
        self._field.focus()
        self._field.cursor_position = len(self._field.value)

    def count(self, words: str) -> None:
        """Say how many are found."""
        self._count.show(words)

    def tell(self, words: str) -> None:
        """Say what cannot be understood in place of the keys; empty for nothing."""
        self._told.show(INDENT + words if words else "")
        if self._told.display != bool(words):  # saying it again would lay the screen out again
            self._told.display = bool(words)
            self._keys.display = not words

    @on(Input.Changed)
    def _type(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Typed(message.value))

    @on(SearchField.Pressed)
    def _answer(self, message: SearchField.Pressed) -> None:
        message.stop()
        answers = {
            "keep": self.Kept(),
            "leave": self.Left(),
            "next": self.Stepped(1),
            "previous": self.Stepped(-1),
        }
        self.post_message(answers[message.name])

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        """Let a hint that was clicked do what its key does; the board's own are the board's."""
        if message.action.startswith("search_"):
            message.stop()
            await self._field.run_action(message.action)


class Words(Widget):
    """Draws a few words of ours, or of a search, in one row.

    Args:
        settings: What the person chose.
        role: Their ink.
        text: The words at first.
        is_right: Whether they stand at the right.
    """

    def __init__(
        self, settings: Settings, role: str = "muted", *, text: str = "", is_right: bool = False
    ) -> None:
        super().__init__(classes="-right" if is_right else "-sign" if text else "")
        self._settings = settings
        self._role = role
        self._text = text
        self._is_right = is_right

    def show(self, text: str) -> None:
        """Draw other words."""
        if text != self._text:
            self._text = text
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        width = self.size.width
        text = cut(self._text, width - self._is_right)
        before = " " * (width - 1 - cell_len(text)) if self._is_right else ""
        style: Style = self._settings.inks.style(self._role, "surface")
        return strip([(before + text, style)], width, style)
