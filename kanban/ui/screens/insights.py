"""The insights: pictures of the wins and of how cards flow, one a page."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from kanban.clock import local_days
from kanban.commands.of_screens import INSIGHT_PAGES
from kanban.domain.insight_words import Words, words
from kanban.domain.insights import insights
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import cut
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.screens.insight_pictures import TABS, picture
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.page_tabs import PageTabs
from kanban.ui.widgets.picture import Picture, nothing

_COMMANDS = ("insights.previous-page", "insights.next-page", "insights.leave")
LINES = 2
"""The most that words above and below a picture take."""
MARGIN_CELLS = 6
WRAPPED_CELLS = 12
"""What may stay empty at the end of a line that wraps."""


class InsightsScreen(Screen[None]):
    """Shows one picture, in words above it and in numbers below."""

    CSS_PATH = "../insights.tcss"

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._page = 1
        self._words: tuple[Words, ...] = ()
        pages = (f"insights.go-to-{number}" for number in range(1, INSIGHT_PAGES + 1))
        bind(self, tuple(keymap.command(each) for each in (*_COMMANDS, *pages)))

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield PageTabs(TABS, self._settings.inks)
        yield Static(classes="insights--title")
        yield Static(classes="insights--reading")
        yield Picture(self._settings.inks)
        yield Static(classes="insights--numbers")
        yield Notice()
        yield KeyFooter(hints(self._keymap, *_COMMANDS))

    def on_mount(self) -> None:
        """Show the first page."""
        self._look()

    def on_resize(self) -> None:
        """Cut the words anew."""
        self._show()

    def on_changed(self, _message: Changed) -> None:
        """Show what came from elsewhere, a new day, another theme."""
        self._look()

    def say(self, words: str) -> None:
        """Show a line above the keys."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong above the keys."""
        self.query_one(Notice).say(words, is_trouble=True)

    @on(PageTabs.Chosen)
    def _choose(self, message: PageTabs.Chosen) -> None:
        self.action_insights_go_to(message.number)

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        message.stop()
        await self.run_action(message.action)

    def action_insights_previous_page(self) -> None:
        """Go a picture back; from the first to the last."""
        self.action_insights_go_to((self._page - 2) % len(TABS) + 1)

    def action_insights_next_page(self) -> None:
        """Go to the next picture; from the last to the first."""
        self.action_insights_go_to(self._page % len(TABS) + 1)

    def action_insights_go_to(self, number: int) -> None:
        """Go to a picture, counted from 1."""
        self._page = number
        self._show()

    def action_insights_leave(self) -> None:
        """Go back to the board."""
        self.dismiss()

    def _look(self) -> None:
        """Look at the board anew."""
        now = self._desk.now
        day_of = local_days(now, self._settings.chosen.day_starts_at)
        try:
            self._found = insights(self._desk.board, now.day, day_of)
        except BoardError as error:  # wins may lie in a yearly file that cannot be read
            self.say_trouble(str(error))
            return
        self._words = words(self._found, self._key, with_private=True)
        self._show()

    def _show(self) -> None:
        if not self._words:
            return
        page = self._words[self._page - 1]
        is_quiet = self._settings.chosen.quiet
        inks = self._settings.inks
        reading = page.shows if is_quiet and not page.is_empty else page.reading
        self.query_one(PageTabs).show(self._page, inks)
        self._fill("title", page.title)
        self._fill("reading", reading)
        self._fill("numbers", "" if is_quiet else page.numbers)
        draw = nothing if page.is_empty else picture(page.id, self._found, is_quiet=is_quiet)
        self.query_one(Picture).show(draw, inks)

    def _key(self, command_id: str) -> str:
        return self._keymap.key(command_id)

    def _fill(self, part: str, text: str) -> None:
        room = LINES * (self.app.size.width - MARGIN_CELLS) - WRAPPED_CELLS
        self.query_one(f".insights--{part}", Static).update(Content(cut(text, room)))
