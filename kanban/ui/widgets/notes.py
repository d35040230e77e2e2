"""A card's notes: read as Markdown, written as they are; links are shown, and never opened."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static, TextArea

from kanban.ui.cells import shown

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MOST_BLOCKS = 400
"""Notes of more blocks are shown as they are written: a widget a block would take seconds."""


class Page(VerticalScroll, can_focus=True):
    """The notes as they are read."""

    BINDINGS = [("enter", "write", "Write"), ("k", "scroll_up", "Up"), ("j", "scroll_down", "Down")]

    class Asked(Message):
        """The person wants to write."""

    def action_write(self) -> None:
        """Ask to write."""
        self.post_message(self.Asked())

    def on_click(self) -> None:
        """Write where a person clicks."""
        self.action_write()


class NotesField(Vertical):
    """Shows the page, and the editor of its text while that has the focus.

    Args:
        text: The notes.
        hint: What stands there when there are none.
    """

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(id="notes-field")
        self._first = text
        self._hint = hint
        self._drawn: str | None = None

    def compose(self) -> Iterable[Widget]:
        """Lay both out; one of them is shown."""
        yield Page()
        area = TextArea(self._first, id="notes", show_line_numbers=False, tab_behavior="focus")
        area.display = False
        yield area

    def on_mount(self) -> None:
        """Draw the page once the rest is on the screen: Markdown takes a while to load."""
        self.call_after_refresh(self._draw)

    @property
    def text(self) -> str:
        """The notes as they are written."""
        return self._area.text

    @property
    def is_writing(self) -> bool:
        """Whether the text is shown, and not the page."""
        return self._area.display

    def write(self) -> None:
        """Show the text and take the keys."""
        self._area.display = True
        self._page.display = False
        self._area.focus()

    async def read(self) -> None:
        """Show the page and take the keys."""
        self._page.display = True
        self._page.focus()
        self._area.display = False
        await self._draw()

    async def take(self, text: str) -> None:
        """Have other notes."""
        self._area.text = text
        await self.read()

    @property
    def _area(self) -> TextArea:
        return self.query_one("#notes", TextArea)

    @property
    def _page(self) -> Page:
        return self.query_one(Page)

    @on(Page.Asked)
    def _begin(self, message: Page.Asked) -> None:
        message.stop()
        self.write()

    async def on_descendant_blur(self) -> None:
        """Go back to the page when the text loses the keys, but not for another window."""
        if self.is_writing and self.app.app_focus and not self._area.has_focus:
            self._page.display = True
            self._area.display = False
            await self._draw()

    @on(TextArea.Changed)
    async def _follow(self) -> None:
        if not self.is_writing:
            await self._draw()

    async def _draw(self) -> None:
        if self._drawn != self.text:
            self._drawn = self.text
            await self._page.remove_children()
            await self._page.mount(_rendered(self.text, self._hint))


def _rendered(text: str, hint: str) -> Widget:
    """Return notes as a widget."""
    if not text.strip():
        return Static(Content(hint), classes="notes--hint")
    from textual.widgets import Markdown  # 100 ms, and a card without notes needs none of it

    parser = _parser()
    if len(parser.parse(text)) > MOST_BLOCKS:
        return Static(Content("\n".join(map(shown, text.splitlines()))))
    return Markdown(text, parser_factory=_parser, open_links=False)


def _parser() -> "MarkdownIt":
    """Return a parser by which HTML is text, a link is its words and its address, and no more."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("gfm-like", {"html": False})
    parser.core.ruler.push("inert", _make_inert)
    return parser


def _make_inert(state: "StateCore") -> None:
    for token in state.tokens:
        if token.children is not None:
            token.children = list(_inert(token.children))
        elif token.content:
            token.content = "\n".join(map(shown, token.content.split("\n")))


def _inert(tokens: "list[Token]") -> "Iterable[Token]":
    from markdown_it.token import Token

    links: list[tuple[str, str]] = []
    words = ""
    for token in tokens:
        if token.type == "link_open":
            links.append((str(token.attrs.get("href", "")), words))
            yield Token("em_open", "em", 1)
        elif token.type == "link_close" and links:
            address, before = links.pop()
            yield Token("em_close", "em", -1)
            if words[len(before) :] not in (address, address.removeprefix("mailto:")):
                yield Token("text", "", 0, content=shown(f" ({address})"))
        elif token.type == "image":
            source = str(token.attrs.get("src", ""))
            yield Token("text", "", 0, content=shown(f"[{token.content}] ({source})"))
        else:
            words += token.content
            token.content = shown(token.content)
            yield token
