"""The search bar: a line to type into, how many are found, and the keys of searching."""

from collections.abc import Callable, Mapping

from rich.cells import cell_len
from rich.style import Style
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.query import EXAMPLES
from kanban.domain.text import harmless
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import cut, strip
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import KeyFooter

COMMANDS = ("search.keep", "search.next", "search.previous", "search.leave")
INDENT = "   "
MOST_CHARS = 500
"""A search is one line of a person; more than that is a paste gone astray."""


class SearchField(Widget, can_focus=True):
    """The line that is typed into.

    Textual's own `Input` asks for a layout of the whole screen with every letter, and takes 50 ms
    to load; a letter is to be as quick as a walk.
    """

    class Changed(Message):
        """Something else is written now."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class Asked(Message):
        """A key of the search was pressed: `keep`, `leave`, `next` or `previous`."""

        def __init__(self, what: str) -> None:
            self.what = what
            super().__init__()

    def __init__(self, text: str, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.value = text
        self._at = len(text)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell that letters are typed here."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Write a letter, or change what is written."""
        if event.character is not None and event.character.isprintable():
            self._write(event.character)
        elif event.key in _EDITS:
            before, after = _EDITS[event.key](self.value[: self._at], self.value[self._at :])
            self._become(before, after)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Write what is pasted, in one line."""
        event.stop()
        self._write(harmless(event.text.strip()))

    def action_search_keep(self) -> None:
        """Keep what was found."""
        self.post_message(self.Asked("keep"))

    def action_search_leave(self) -> None:
        """Bring everything back as it was."""
        self.post_message(self.Asked("leave"))

    def action_search_next(self) -> None:
        """Go to the next one."""
        self.post_message(self.Asked("next"))

    def action_search_previous(self) -> None:
        """Go to the one before."""
        self.post_message(self.Asked("previous"))

    def render_line(self, y: int) -> Strip:
        """Draw the line, its end where not all fits."""
        width, ink = self.size.width, self._settings.inks.style
        text, cursor = ink("text", "surface"), ink("text", "surface") + Style(reverse=True)
        if not self.value:
            words = cut(EXAMPLES, width - 2)
            dim = ink("dim", "surface")
            parts = [(words[:1], dim + Style(reverse=True)), (words[1:], dim)]
            return strip(parts, width, text)
        before, after = self.value[: self._at], self.value[self._at :]
        while cell_len(before) > width - 2:
            before = before[1:]
        room = width - cell_len(before)
        parts = [(before, text), (after[:1] or " ", cursor), (cut(after[1:], room - 2), text)]
        return strip(parts, width, text)

    def _write(self, text: str) -> None:
        if len(self.value) + len(text) <= MOST_CHARS:
            self._become(self.value[: self._at] + text, self.value[self._at :])

    def _become(self, before: str, after: str) -> None:
        is_other, self.value, self._at = before + after != self.value, before + after, len(before)
        if is_other:
            self.post_message(self.Changed(self.value))
        else:
            self.refresh()


_EDITS: Mapping[str, Callable[[str, str], tuple[str, str]]] = {
    "backspace": lambda before, after: (before[:-1], after),
    "delete": lambda before, after: (before, after[1:]),
    "left": lambda before, after: (before[:-1], before[-1:] + after),
    "right": lambda before, after: (before + after[:1], after[1:]),
    "home": lambda before, after: ("", before + after),
    "end": lambda before, after: (before + after, ""),
    "ctrl+u": lambda _before, after: ("", after),
    "ctrl+w": lambda before, after: (before.rstrip().rpartition(" ")[0], after),
}
"""What keys make of the text before and after the cursor."""


class SearchBar(Vertical):
    """Holds the line, the count beside it, and the keys or what is not understood below it.

    Args:
        text: What stands there already.
        keymap: The keys this person uses.
        settings: What they chose.
        also: A command of the screen that the keys below name too; empty for none.
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

    def __init__(self, text: str, keymap: Keymap, settings: Settings, *also: str) -> None:
        super().__init__()
        self._settings = settings
        self._field = SearchField(text, settings)
        bind(self._field, tuple(keymap.command(each) for each in (*COMMANDS, *also)))
        self._count = Words(settings, is_right=True)
        self._told = Words(settings, "blocked")
        self._told.display = False
        shown = hints(keymap, "search.keep", *also, "search.next", "search.leave")
        self._keys = KeyFooter(shown)

    @property
    def text(self) -> str:
        """What is written."""
        return self._field.value

    def compose(self) -> ComposeResult:
        """Lay the two rows out."""
        with Horizontal(classes="search--line"):
            yield Words(self._settings, "current", text=" / ")
            yield self._field
            yield self._count
        yield self._keys
        yield self._told

    def on_mount(self) -> None:
        """Take the keys."""
        self._field.focus()

    def count(self, words: str) -> None:
        """Say how many are found."""
        self._count.show(words)

    def tell(self, words: str) -> None:
        """Draw what is typed, and say what is not understood of it in place of the keys.

        Call it once for each `Typed`, together with all else that this draws: a letter that came
        before would be a frame of its own, and the next frame waits for up to 33 ms.

        Args:
            words: Empty for nothing.
        """
        self._field.refresh()
        self._told.show(INDENT + words if words else "")
        if self._told.display != bool(words):  # saying it again would lay the screen out again
            self._told.display = bool(words)
            self._keys.display = not words

    @on(SearchField.Changed)
    def _type(self, message: SearchField.Changed) -> None:
        message.stop()
        self.post_message(self.Typed(message.text))

    @on(SearchField.Asked)
    def _answer(self, message: SearchField.Asked) -> None:
        message.stop()
        answers = {
            "keep": self.Kept(),
            "leave": self.Left(),
            "next": self.Stepped(1),
            "previous": self.Stepped(-1),
        }
        self.post_message(answers[message.what])

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        """Let a hint that was clicked do what its key does; the screen's own are the screen's."""
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
