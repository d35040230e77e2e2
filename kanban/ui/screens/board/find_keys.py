"""What the board's keys do to find cards: searching, walking what was found, hiding the rest."""

import asyncio
from typing import TYPE_CHECKING

from kanban.domain.change import Change
from kanban.errors import UsageError
from kanban.ui.cells import cut
from kanban.ui.screens.board.mark_keys import MarkKeys
from kanban.ui.widgets.columns import Columns
from kanban.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from kanban.ui.screens.board.searcher import Searcher
    from kanban.ui.widgets.search_bar import SearchBar

WHILE_TYPING = ("find_filter", "walk_page_up", "walk_page_down")
"""What the board's own keys still do while a search is typed."""
QUERY_CELLS = 30
"""The most of a search in the line for notices."""


class FindKeys(MarkKeys):
    """Searches the board.

    What searching needs is loaded with the first search; the first paint does not wait for it.
    """

    _searcher: "Searcher | None" = None
    _bar: "SearchBar | None" = None

    async def action_find_open(self) -> None:
        """Search the board while typing."""
        from kanban.ui.widgets.search_bar import SearchBar

        if self._bar is not None:
            return
        searcher = self._searching
        searcher.start = (self._cursor.column_id, self._cursor.card_id)
        self.query_one(KeyFooter).display = False
        self._bar = SearchBar(searcher.query.text, self._keymap, self._settings, "find.filter")
        await self.mount(self._bar, before=self.query_one(KeyFooter))
        self._show_search()
        self.call_after_refresh(self._begin_reading)

    def action_find_filter(self) -> None:
        """Show what was found alone, or the whole board again."""
        if self._searcher is None or self._searcher.query.is_empty:
            self.say(f"{self._key('find.open')} searches first.")
            return
        self._searcher.hides = not self._searcher.hides
        self._draw_search()

    def action_find_next(self) -> None:
        """Go to the next card that was found."""
        self._step(1)

    def action_find_previous(self) -> None:
        """Go to the card that was found before."""
        self._step(-1)

    def action_filters_show(self) -> None:
        """See the searches that are kept."""
        from kanban.ui.screens.filters import FiltersScreen

        query = self._searcher.query.text if self._searcher is not None else ""
        self.app.push_screen(
            FiltersScreen(self._desk, self._keymap, self._settings, query, self.show_found)
        )

    def action_archive_show(self) -> None:
        """See archived cards and all wins."""
        from kanban.ui.screens.archive import ArchiveScreen

        self.app.push_screen(ArchiveScreen(self._desk, self._keymap, self._settings))

    def action_board_clear(self) -> None:
        """Take every mark off; where nothing is marked, end the search."""
        if self._marks.ids or self._searcher is None or self._searcher.query.is_empty:
            super().action_board_clear()
        else:
            self._end_search()

    def show_found(self, text: str) -> None:
        """Leave on the board what a search finds, and nothing else."""
        searcher = self._searching
        searcher.start = (self._cursor.column_id, self._cursor.card_id)
        try:
            searcher.ask(text)
        except UsageError as error:  # it names a goal or a column that is gone
            self.say_trouble(str(error))
            return
        searcher.hides = True
        self._arrive_or_go_on()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters and keys to the search while it is typed."""
        if self._bar is not None and action not in WHILE_TYPING and _is_ours(self, action):
            return False
        return super().check_action(action, parameters)

    # -- what the bar tells --------------------------------------------------------------------

    def on_search_bar_typed(self, message: "SearchBar.Typed") -> None:
        """Look for what is written now."""
        message.stop()
        if self._bar is None:
            return
        try:
            self._searching.ask(message.text)
        except UsageError as error:
            self._bar.count("")
            self._bar.tell(str(error))
            return
        self._bar.tell("")
        self._arrive_or_go_on()

    async def on_search_bar_kept(self, message: "SearchBar.Kept") -> None:
        """Keep what was found, and give the keys back to the board."""
        message.stop()
        await self._close_bar()
        self._show_what_lasts()

    async def on_search_bar_left(self, message: "SearchBar.Left") -> None:
        """Bring the board back as it was, the cursor too."""
        message.stop()
        await self._close_bar()
        column_id, card_id = self._searching.start
        self._end_search()
        self._cursor.select(self._sight, column_id, card_id)
        self._show_cursor()

    def on_search_bar_stepped(self, message: "SearchBar.Stepped") -> None:
        """Go to another card that was found, while typing."""
        message.stop()
        self._step(message.by)

    # -- looking -------------------------------------------------------------------------------

    @property
    def _searching(self) -> "Searcher":
        if self._searcher is None:
            from kanban.ui.screens.board.searcher import Searcher

            self._searcher = Searcher(self._desk)
        return self._searcher

    def _arrive_or_go_on(self) -> None:
        """Show what was found; where not all was looked at yet, what can be seen of it by now."""
        if self._searching.take():
            self._arrive()
            return
        self._lens = self._searching.lens
        self._show_columns()
        self._show_search()
        self.run_worker(self._go_on(), group="search", exclusive=True)

    def _begin_reading(self) -> None:
        self.run_worker(self._read_ahead(), group="read ahead", exclusive=True)

    async def _read_ahead(self) -> None:
        """Read the cards while the person thinks of the first letter."""
        for _ in self._searching.read_ahead():
            await asyncio.sleep(0)  # keys come first

    async def _go_on(self) -> None:
        """Look through the rest, slice by slice, unless something else is asked for meanwhile."""
        searcher = self._searching
        search = searcher.search
        while search is not None and not search.is_over:
            await asyncio.sleep(0)  # keys come first
            if searcher.search is not search:
                return
            search.go_on()
        if searcher.take():
            self._arrive()

    def _arrive(self) -> None:
        """Go to the first card that was found, and draw."""
        searcher = self._searching
        first = searcher.first()
        column_id, start_id = searcher.start
        self._narrowed = searcher.narrowed
        card = None if first is None else self._desk.board.shown_card(first)
        if card is not None:
            self._cursor.select(self._sight, card.column_id, card.id)
        else:
            self._cursor.select(self._sight, column_id, start_id)
        self._draw_search()

    def _draw_search(self) -> None:
        searcher = self._searching
        self._lens, self._narrowed = searcher.lens, searcher.narrowed
        self._cursor.settle(self._sight)
        self._show_columns()
        self._show_search()

    def _end_search(self) -> None:
        self._searching.clear()
        self._draw_search()

    def _follow_search(self, change: Change | None, is_ours: bool) -> None:
        if self._searcher is None:
            return
        try:
            self._searcher.follow(change, is_ours)
        except UsageError as error:
            self._searcher.clear()
            self.say_trouble(str(error))
        self._lens, self._narrowed = self._searcher.lens, self._searcher.narrowed

    def _step(self, by: int) -> None:
        found = self._searcher.found if self._searcher is not None else None
        if found is None:
            self.say(f"{self._key('find.open')} searches first.")
            return
        card_id = found.step(self._cursor.column_id, self._cursor.card_id, by)
        card = None if card_id is None else self._desk.board.shown_card(card_id)
        if card is None and found.count:
            self.say(f"What is found is in hidden columns. {self._key('columns.show')} shows them.")
            return
        if card is None:
            self.say("Nothing is found on the board.")
            return
        self._cursor.select(self._sight, card.column_id, card.id)
        self._show_cursor()

    # -- saying --------------------------------------------------------------------------------

    def _show_cursor(self) -> None:
        super()._show_cursor()
        if self._searcher is not None:
            self._show_search()

    def _show_search(self) -> None:
        """Say which of how many the cursor is on, where that is read now."""
        if self._bar is not None:
            self._bar.count(self._count_words)
        else:
            self._show_what_lasts()

    def _lasting_words(self) -> str:
        searcher = self._searcher
        if searcher is None or searcher.query.is_empty or self._bar is not None:
            return super()._lasting_words()
        text = cut(searcher.query.text, QUERY_CELLS)
        keys = f"{self._key('find.next')} next   {self._key('board.clear')} "
        keys += "all cards" if searcher.hides else "clears"
        return "   ".join(part for part in (text, self._count_words, keys) if part)

    @property
    def _count_words(self) -> str:
        """Return `3 of 41`, or how many were found; in quiet mode whether anything was."""
        searcher = self._searching
        if searcher.query.is_empty:
            return ""
        if searcher.search is not None and not searcher.search.is_over:
            return "…"
        found = searcher.found
        if found is None or not found.count:
            return "nothing found"
        if self._settings.chosen.quiet:
            return ""
        number = found.number_of(self._cursor.card_id)
        return f"{found.count} found" if number is None else f"{number} of {found.count}"

    async def _close_bar(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            await bar.remove()
        self.query_one(KeyFooter).display = True
        self.query_one(Columns).refresh()


def _is_ours(screen: FindKeys, action: str) -> bool:
    """Tell whether an action is one of the board's own keys."""
    return any(command.action.partition("(")[0] == action for command in screen._keymap.commands)
