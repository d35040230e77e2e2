"""What the board shows, and walking on it: columns, header, Today, and the cursor on its card."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.history import DEPTH
from kanban.domain.records import Card, Column, Goal, Win
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import cut
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.quiet import uncounted
from kanban.ui.screens.board.cursor import Cursor, Sight
from kanban.ui.screens.board.marks import Marks
from kanban.ui.screens.board.older import OlderFold
from kanban.ui.screens.board.views import (
    column_views,
    days_line,
    days_under_way,
    header_view,
    marked_words,
    setting,
    today_view,
)
from kanban.ui.settings import Settings
from kanban.ui.widgets.board_header import BoardHeader
from kanban.ui.widgets.card_face import Lens, Setting
from kanban.ui.widgets.column import ColumnView
from kanban.ui.widgets.columns import Columns
from kanban.ui.widgets.key_footer import Hint, KeyFooter
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.today_panel import TodayPanel

Choice = TypeVar("Choice")
PANEL_FROM_CELLS = 112
"""On a narrower screen three columns take the room of the Today panel."""
PANEL_LEAST_CELLS = 72
"""On a still narrower one it cannot be shown beside a column at all."""
MARK_COMMANDS = (
    *("card.done", "card.archive", "board.clear", "card.mark", "card.mark-range"),
    *("card.carry-left", "card.carry-right", "keys.show"),
)
"""What the footer shows while cards are marked; the last one always has room."""
NAME_CELLS = 20
"""The most of a column's name in a notice."""
LIGHT_S = 0.35
"""How long a win lights up the card's bar and the meter's newest block."""


class BoardFace(Screen[None]):
    """Draws the board and walks on it; what changes it is `BoardScreen`'s business.

    Attributes:
        times: The number before the key that is acted on now; None where there is none.
    """

    class Seen(Message):
        """The board is all there is to see, at the start or after another screen."""

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__()
        self.times: int | None = None
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._older = OlderFold(desk, settings)
        self._cursor = Cursor(reach=self._older.reach)
        self._marks = Marks()
        self._left: deque[tuple[int, int | None]] = deque(maxlen=DEPTH)
        """Cards that acts took from under the cursor, each with the one it went to instead."""
        self._lens: Lens | None = None
        """What is searched for."""
        self._narrowed: Sight | None = None
        """What a search leaves of the board, where it hides the rest."""
        self._panel_asked: bool | None = None
        bind(self, keymap.commands)

    # -- drawing -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out what the board looks like now."""
        self._cursor.settle(self._sight)
        yield BoardHeader(header_view(self._desk, self._settings, self._key))
        yield Notice()
        with Horizontal(id="desk"):
            yield Columns(self._views(), self._setting, self._cursor.column_id, self._place)
            panel = TodayPanel(today_view(self._desk, self._settings, self._key))
            panel.display = self._wants_panel
            yield panel
        yield KeyFooter(self._hints())

    def on_screen_resume(self) -> None:
        """Tell that the board is seen again."""
        self.post_message(self.Seen())

    def on_resize(self) -> None:
        """Fold the panel away where there is no room for it."""
        self._lay_out()

    @on(Changed)
    async def _show_change(self, message: Changed) -> None:
        """Draw what a change touched, and nothing else."""
        change = message.change
        self._follow_search(change, message.is_ours)
        self._cursor.settle(self._sight)
        self._marks.settle(self._desk.board)
        if change is None or change.of(Column):
            await self._columns.rebuild(self._views(), self._setting)
            self._show_cursor()
        else:
            self._show_columns(None if change.of(Goal) else _touched(self._desk.board, change))
        self._show_numbers()
        if change is None:
            return
        if not message.is_ours:
            self.query_one(Notice).mention(f"{self._words_of(change)}.")
        won = _newly_won(change)
        if won and self._settings.is_animated:
            self._light(won)

    def say(self, words: str) -> None:
        """Show what happened, in one line."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong, in one line."""
        self.query_one(Notice).say(words, is_trouble=True)

    @property
    def said(self) -> str:
        """What was said last and still stands; empty where nothing does."""
        return self.query_one(Notice).words

    def remind(self, words: str) -> None:
        """Show words until something else is said, unless trouble is being told."""
        self.query_one(Notice).stay(words)

    def point_at(self, card_id: int) -> None:
        """Bring the cursor to a card that is on the board."""
        board = self._desk.board
        card = board.card(card_id)
        column = board.column(card.column_id)
        if column not in board.shown_columns():
            title = cut(card.title, max(12, self.size.width - NAME_CELLS - 40))
            where = f"{cut(column.name, NAME_CELLS)}, which is hidden"
            self.say(f'"{title}" is in {where}. {self._key("columns.show")} shows it.')
            return
        self._cursor.select(self._sight, card.column_id, card.id)
        self._show_cursor()

    def hold(self, words: str) -> None:
        """Show trouble for as long as it lasts."""
        self.query_one(Notice).hold(words)

    def _words_of(self, change: Change) -> str:
        """Return what a change did; in quiet mode without how many."""
        return uncounted(change.words) if self._settings.chosen.quiet else change.words

    def _key(self, command_id: str) -> str:
        return self._keymap.key(command_id)

    @property
    def _columns(self) -> Columns:
        return self.query_one(Columns)

    def _views(self, column_ids: set[int] | None = None) -> Iterator[ColumnView]:
        return column_views(
            self._desk,
            self._settings,
            self._key,
            column_ids,
            marked=self._marks.ids,
            older=None if self._narrowed else self._older,
            sight=self._narrowed,
        )

    @property
    def _setting(self) -> Setting:
        return setting(self._desk, self._settings, self._lens)

    @property
    def _sight(self) -> Sight:
        """What is walked on: the board, or what a search leaves of it."""
        return self._narrowed or self._desk.board

    def _follow_search(self, change: Change | None, is_ours: bool) -> None:
        """Keep true what a search found; those that search know how."""

    def _show_columns(self, column_ids: set[int] | None = None) -> None:
        self._show_cursor()
        self._columns.show(self._views(column_ids), self._setting)

    def _show_cursor(self) -> None:
        column_id = self._cursor.column_id
        reach = self._older.reach(self._sight, column_id)
        is_hidden = self._cursor.card_id is not None and self._cursor.place >= reach
        if is_hidden and not self._older.is_open:
            self._older.is_open = True  # what is folded never hides the selected card
            self._show_columns({column_id})
            return
        self._columns.point(self._cursor.column_id, self._place)

    @property
    def _place(self) -> int | None:
        """The cursor's place in its column; None where that is empty."""
        return None if self._cursor.card_id is None else self._cursor.place

    def _show_numbers(self) -> None:
        self.query_one(BoardHeader).show(header_view(self._desk, self._settings, self._key))
        self.query_one(TodayPanel).show(today_view(self._desk, self._settings, self._key))
        self._show_what_lasts()

    def _show_marks(self, column_ids: set[int]) -> None:
        """Draw the marks of some columns anew, and say what can be done with them."""
        self._show_columns(column_ids)
        self.query_one(Notice).hush()
        self._show_what_lasts()

    def _hints(self) -> tuple[Hint, ...]:
        """Return the keys that matter now: those of the board, or of cards that are marked."""
        if self._marks.ids:
            return hints(self._keymap, *MARK_COMMANDS)
        footer = [command.id for command in self._keymap.commands if command.in_footer]
        return hints(self._keymap, *footer)

    def _show_what_lasts(self) -> None:
        """Let the marks, or the days that no panel shows, stand in the line for notices."""
        self.query_one(KeyFooter).show(self._hints())
        if self._marks.ids:
            self.query_one(Notice).rest(marked_words(len(self._marks.ids), self._settings))
            return
        self.query_one(Notice).rest(self._lasting_words())

    def _lasting_words(self) -> str:
        """Return what stands in the line for notices while nothing is said there."""
        days = days_under_way(self._desk)
        is_shown = days is not None and not self.query_one(TodayPanel).display
        return days_line(days) if days and is_shown else ""

    def _lay_out(self) -> None:
        """Fold the panel away where there is no room for it, or as the person asked."""
        panel = self.query_one(TodayPanel)
        if panel.display != self._wants_panel:
            panel.display = self._wants_panel
        self._show_what_lasts()

    @property
    def _wants_panel(self) -> bool:
        if self._panel_asked is not None:
            return self._panel_asked and self.app.size.width >= PANEL_LEAST_CELLS
        return self.app.size.width >= PANEL_FROM_CELLS and self._settings.chosen.today_panel

    def _light(self, won: list[Win]) -> None:
        """Light up the meter and the cards of new wins for a moment."""
        header = self.query_one(BoardHeader)
        self._columns.light({win.card_id for win in won if win.card_id is not None})
        header.light(True)

        def rest() -> None:
            header.light(False)
            self._columns.light(set())

        self.set_timer(LIGHT_S, rest)

    # -- walking -------------------------------------------------------------------------------

    def _walk(self, by: int) -> None:
        before = self._cursor.place
        self._cursor.walk(self._sight, by * (self.times or 1))
        self._show_cursor()
        sight, column_id = self._sight, self._cursor.column_id
        is_at_fold = self._older.reach(sight, column_id) < sight.count_in(column_id)
        if by > 0 and is_at_fold and self._cursor.place == before:
            self.say(self._say_folded())

    def _say_folded(self) -> str:
        return f"What was done before is folded. {self._key('column.toggle-older')} opens it."

    def _cross(self, by: int) -> None:
        self._cursor.cross(self._sight, by * (self.times or 1))
        self._show_cursor()

    def _go_to(self, number: int) -> None:
        """Go to a card of the column, counted from 1."""
        self._cursor.walk(self._sight, number - 1 - self._cursor.place)
        self._show_cursor()

    def action_walk_left(self) -> None:
        """Go to the column on the left."""
        self._cross(-1)

    def action_walk_right(self) -> None:
        """Go to the column on the right."""
        self._cross(1)

    def action_walk_up(self) -> None:
        """Go to the card above."""
        self._walk(-1)

    def action_walk_down(self) -> None:
        """Go to the card below."""
        self._walk(1)

    def action_walk_first(self) -> None:
        """Go to the first card, or to the one of a number."""
        self._go_to(self.times or 1)

    def action_walk_last(self) -> None:
        """Go to the last card, or to the one of a number."""
        self._go_to(self.times or self._sight.count_in(self._cursor.column_id))

    def action_walk_page_up(self) -> None:
        """Go up a page."""
        self._walk(-self._columns.cards_per_page)

    def action_walk_page_down(self) -> None:
        """Go down a page."""
        self._walk(self._columns.cards_per_page)

    # -- what is shown -----------------------------------------------------------------------

    def action_panel_toggle_today(self) -> None:
        """Show or hide the Today panel."""
        if self.app.size.width < PANEL_LEAST_CELLS:
            self.say("There is no room for the Today panel here.")
            return
        self._panel_asked = not self._wants_panel
        if self.size.width >= PANEL_FROM_CELLS:
            self._remember(self._settings.remember_today_panel, self._panel_asked)
        self._lay_out()

    def action_counts_toggle_quiet(self) -> None:
        """Hide or show every count."""
        self._remember(self._settings.remember_quiet, not self._settings.chosen.quiet)
        self._show_columns()
        self._show_numbers()
        is_quiet = self._settings.chosen.quiet
        key = self._key("counts.toggle-quiet")
        self.say(f"Counts are hidden. {key} shows them." if is_quiet else "Counts are shown.")

    def _remember(self, keep: Callable[[Choice], None], choice: Choice) -> None:
        """Keep a choice for the next start; it holds for now even where that fails."""
        try:
            keep(choice)
        except BoardError as error:
            self.say_trouble(str(error))


def _touched(board: Board, change: Change) -> set[int]:
    """Return the columns whose cards look different: the cards, their wholes, or their wins."""
    sides = [side for edit in change.edits for side in (edit.before, edit.after)]
    cards = [side for side in sides if isinstance(side, Card)]
    named = [side.card_id for side in sides if isinstance(side, Win)]
    named += [card.split_from for card in cards]
    found = [board.get(Card, card_id) for card_id in set(named) if card_id is not None]
    return {card.column_id for card in (*cards, *found) if card is not None}


def _newly_won(change: Change) -> list[Win]:
    return [
        edit.after
        for edit in change.of(Win)
        if isinstance(edit.after, Win)
        and edit.after.withdrawn_at is None
        and (not isinstance(edit.before, Win) or edit.before.withdrawn_at is not None)
    ]
