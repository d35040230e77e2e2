"""The archive: archived cards, and all wins, each list searchable; a key takes a card out again."""

import asyncio
from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from kanban.clock import local_days
from kanban.domain.archive import all_wins, archived_cards, cards_found, wins_found
from kanban.domain.change import Change
from kanban.domain.dates import say_day, say_long
from kanban.domain.operations import cards
from kanban.domain.query import Query, parse
from kanban.domain.records import Card, Goal, Win
from kanban.errors import UsageError
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk
from kanban.ui.screens.page import Page, PageTitle
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.page_tabs import PageTabs
from kanban.ui.widgets.row_list import ListRow, RowList
from kanban.ui.widgets.search_bar import SearchBar
from kanban.ui.widgets.today_panel import GLYPHS

COMMANDS = (
    *("archive.walk-up", "archive.walk-down", "archive.page-up", "archive.page-down"),
    *("archive.open", "archive.restore", "archive.search", "archive.next-list"),
    *("archive.cards", "archive.wins"),
)
IN_FOOTER = COMMANDS[4:8]
CARDS, WINS = 1, 2
LISTS = ("Archived cards", "All wins")
WHILE_TYPING = ("archive_page_up", "archive_page_down", "archive_next_list")
QUERY_CELLS = 30
NOTHING = Query("")


class ArchiveScreen(Page):
    """Lists what is out of sight on the board."""

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__(desk, keymap, settings, COMMANDS, IN_FOOTER)
        self._bar: SearchBar | None = None
        self._list_number = CARDS
        self._query = NOTHING
        self._cards: Sequence[Card] = ()
        self._wins: Sequence[Win] = ()
        self._all_wins: Sequence[Win] | None = None

    def body(self) -> Iterable[Widget]:
        """Return the names of the lists, and the one that is open."""
        yield PageTabs(LISTS, self._settings.inks)
        yield RowList(self._settings.inks)

    def refill(self) -> None:
        """Draw the list as it is, as far as the search finds it."""
        goals = self._desk.board.on_hand(Goal)
        self._cards = cards_found(self._query, archived_cards(self._desk.board), goals)
        self._wins = wins_found(self._query, self._all_wins or (), goals)
        is_cards = self._list_number == CARDS
        found = self._cards if is_cards else self._wins
        count = "" if self._settings.chosen.quiet else f"{len(found)} "
        right = f"{count}{'found' if not self._query.is_empty else ''}".strip()
        self.query_one(PageTitle).show("Archive", right)
        self.query_one(PageTabs).show(self._list_number, self._settings.inks)
        row = self._card_row if is_cards else self._win_row
        inks = self._settings.inks
        self._list.show(len(found), row, self._nothing, inks, self._query.spans)
        if self._bar is not None:
            self._bar.count(right if found else "nothing found")

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _nothing(self) -> str:
        if not self._query.is_empty:
            return "Nothing found here."
        if self._list_number == WINS:
            return "Wins will stand here."
        key = self._keymap.key("card.archive")
        return f"Nothing is archived. {key} on the board puts a card away."

    def _card_row(self, place: int) -> ListRow:
        card = self._cards[place]
        board, now = self._desk.board, self._desk.now
        goal = board.get(Goal, card.goal_id) if card.goal_id else None
        day_of = local_days(now, self._settings.chosen.day_starts_at)
        parts = [
            goal.title if goal else "",
            f"archived {say_day(day_of(card.archived_at), now.day)}" if card.archived_at else "",
        ]
        return ListRow(
            "✓" if board.is_done(card) else "▌",
            f"goal-{goal.color if goal else 'none'}",
            card.title,
            _beside(parts),
        )

    def _win_row(self, place: int) -> ListRow:
        win = self._wins[place]
        goal = self._desk.board.get(Goal, win.goal_id) if win.goal_id else None
        year = f" {win.day.year}" if win.day.year != self._desk.now.day.year else ""
        role = f"goal-{goal.color}" if goal else "accent"
        parts = [goal.title if goal else "", say_long(win.day) + year]
        return ListRow(GLYPHS[win.kind], role, win.text, _beside(parts))

    # -- walking -------------------------------------------------------------------------------

    def action_archive_walk_up(self) -> None:
        """Go to the row above."""
        self._list.walk(-1)

    def action_archive_walk_down(self) -> None:
        """Go to the row below."""
        self._list.walk(1)

    def action_archive_page_up(self) -> None:
        """Go up a page."""
        self._list.walk(-self._list.rows_per_page)

    def action_archive_page_down(self) -> None:
        """Go down a page."""
        self._list.walk(self._list.rows_per_page)

    async def action_archive_next_list(self) -> None:
        """Go to the other list."""
        await self._go_to(WINS if self._list_number == CARDS else CARDS)

    async def action_archive_cards(self) -> None:
        """Go to the archived cards."""
        await self._go_to(CARDS)

    async def action_archive_wins(self) -> None:
        """Go to all wins."""
        await self._go_to(WINS)

    @on(PageTabs.Chosen)
    async def _choose_list(self, message: PageTabs.Chosen) -> None:
        await self._go_to(message.number)

    async def _go_to(self, number: int) -> None:
        self._list_number = number
        if number == WINS:
            held = await asyncio.to_thread(all_wins, self._desk.board)  # years are read from files
            self._all_wins = held.wins
            self.query_one(Notice).rest(" ".join(held.trouble))
        self._list.point(0)
        self.refill()

    # -- what a key asks -------------------------------------------------------------------------

    @on(RowList.Chosen)
    def _choose(self, message: RowList.Chosen) -> None:
        if message.is_opened:
            self.action_archive_open()

    def action_archive_open(self) -> None:
        """Look at the card, or at the days around the win."""
        place = self._list.selected
        if place is None:
            self.say(self._nothing)
        elif self._list_number == WINS:
            from kanban.ui.screens.periods import LookBackScreen

            day = self._wins[place].day
            self.app.push_screen(LookBackScreen(self._desk, self._keymap, self._settings, day))
        else:
            from kanban.ui.screens.card import CardScreen

            number = self._cards[place].id
            self.app.push_screen(CardScreen(self._desk, self._keymap, number, self._settings))

    async def action_archive_restore(self) -> None:
        """Take the card out, back to its column."""
        place = self._list.selected
        if self._list_number == WINS:
            self.say("Wins are never put away.")
        elif place is None:
            self.say(self._nothing)
        else:
            card = self._cards[place]
            change = await self._desk.do(cards.restore, card_ids=(card.id,))
            if isinstance(change, Change):
                column = self._desk.board.column(self._desk.board.card(card.id).column_id)
                self.say(f"Back in {cut(column.name, 20)}: {self._short(card.title)}.")

    # -- searching -----------------------------------------------------------------------------

    async def action_archive_search(self) -> None:
        """Search the list while typing."""
        if self._bar is None:
            footer = self.query_one(KeyFooter)
            footer.display = False
            self._bar = SearchBar(self._query.text, self._keymap, self._settings)
            await self.mount(self._bar, before=footer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave letters and keys to the search while it is typed."""
        is_ours = action.startswith(("archive_", "change_", "keys_", "dialog_"))
        if self._bar is not None and is_ours and action not in WHILE_TYPING:
            return False
        return super().check_action(action, parameters)

    @on(SearchBar.Typed)
    def _look_for(self, message: SearchBar.Typed) -> None:
        if self._bar is None:
            return
        try:
            self._query = parse(message.text, self._desk.board, self._desk.now)
        except UsageError as error:
            self._bar.count("")
            self._bar.tell(str(error))
            return
        self._bar.tell("")
        self._list.point(0)
        self.refill()

    @on(SearchBar.Stepped)
    def _step(self, message: SearchBar.Stepped) -> None:
        self._list.walk(message.by)

    @on(SearchBar.Kept)
    async def _keep(self) -> None:
        await self._close_bar()

    @on(SearchBar.Left)
    async def _give_up(self) -> None:
        await self._close_bar()
        self._query = NOTHING
        self.refill()

    async def _close_bar(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            await bar.remove()
        self.query_one(KeyFooter).display = True

    def action_dialog_leave(self) -> None:
        """End the search, or go back to the board."""
        if self._query.is_empty:
            self.dismiss()
        else:
            self._query = NOTHING
            self.refill()


def _beside(parts: Iterable[str]) -> str:
    return "  ".join(part for part in parts if part)
