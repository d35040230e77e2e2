"""The board: columns side by side, the header, Today, and a cursor that stays on its card.

The other screens are imported where they are opened: their widgets take 40 ms to load, which the
first paint need not wait for.
"""

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from kanban.domain.change import Change
from kanban.domain.operations import cards, wins
from kanban.domain.records import Card, Column, Goal, Win
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.desk import Desk, Outcome
from kanban.ui.messages import Changed
from kanban.ui.screens.board_cursor import Cursor
from kanban.ui.screens.board_views import column_views, header_view, setting, today_view
from kanban.ui.settings import Settings
from kanban.ui.widgets.board_header import BoardHeader
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.columns import Columns
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.today_panel import TodayPanel

PANEL_FROM_CELLS = 100
"""On a narrower screen the Today panel folds away."""
LIGHT_S = 0.35
"""How long a win lights up the card's bar and the meter's newest block."""


class BoardScreen(Screen[None]):
    """The home screen."""

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._cursor = Cursor()
        self._panel_asked: bool | None = None
        bind(self, keymap.commands)

    # -- drawing -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out what the board looks like now."""
        board = self._desk.board
        self._cursor.settle(board)
        yield BoardHeader(header_view(self._desk, self._settings))
        yield Notice()
        with Horizontal(id="desk"):
            views = column_views(self._desk, self._settings, self._key)
            yield Columns(
                views, setting(self._desk, self._settings), self._cursor.column_id, self._place
            )
            panel = TodayPanel(today_view(self._desk, self._settings))
            panel.display = self._wants_panel
            yield panel
        footer = [command.id for command in self._keymap.commands if command.in_footer]
        yield KeyFooter(hints(self._keymap, *footer))

    def on_resize(self) -> None:
        """Fold the panel away where there is no room for it."""
        self._lay_out()

    @on(Changed)
    async def _show_change(self, message: Changed) -> None:
        """Draw what a change touched, and nothing else."""
        self._cursor.settle(self._desk.board)
        change = message.change
        if change is None or change.of(Column):
            views = column_views(self._desk, self._settings, self._key)
            await self._columns.rebuild(views, setting(self._desk, self._settings))
            self._show_cursor()
        else:
            self._show_columns(None if change.of(Goal) else _touched(change))
        self._show_numbers()
        if change is None:
            return
        if not message.is_ours:
            self.query_one(Notice).mention(f"{change.words}.")
        won = _newly_won(change)
        if won and self._settings.is_animated:
            self._light(won)

    def say(self, words: str) -> None:
        """Show what happened, in one line."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong, in one line."""
        self.query_one(Notice).say(words, is_trouble=True)

    def hold(self, words: str) -> None:
        """Show trouble for as long as it lasts."""
        self.query_one(Notice).hold(words)

    def _key(self, command_id: str) -> str:
        return self._keymap.key(command_id)

    @property
    def _columns(self) -> Columns:
        return self.query_one(Columns)

    def _show_columns(self, column_ids: set[int] | None = None) -> None:
        views = column_views(self._desk, self._settings, self._key, column_ids)
        self._show_cursor()
        self._columns.show(views, setting(self._desk, self._settings))

    def _show_cursor(self) -> None:
        self._columns.point(self._cursor.column_id, self._place)

    @property
    def _place(self) -> int | None:
        """The cursor's place in its column; None where that is empty."""
        return None if self._cursor.card_id is None else self._cursor.place

    def _show_numbers(self) -> None:
        self.query_one(BoardHeader).show(header_view(self._desk, self._settings))
        self.query_one(TodayPanel).show(today_view(self._desk, self._settings))

    def _lay_out(self) -> None:
        """Fold the panel away where there is no room for it, or as the person asked."""
        panel = self.query_one(TodayPanel)
        if panel.display != self._wants_panel:
            panel.display = self._wants_panel

    @property
    def _wants_panel(self) -> bool:
        if self._panel_asked is not None:
            return self._panel_asked
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
        self._cursor.walk(self._desk.board, by)
        self._show_cursor()

    def _cross(self, by: int) -> None:
        self._cursor.cross(self._desk.board, by)
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
        """Go to the first card."""
        self._walk(-self._cursor.place)

    def action_walk_last(self) -> None:
        """Go to the last card."""
        self._walk(self._desk.board.count_in(self._cursor.column_id))

    def action_walk_page_up(self) -> None:
        """Go up a page."""
        self._walk(-self._columns.cards_per_page)

    def action_walk_page_down(self) -> None:
        """Go down a page."""
        self._walk(self._columns.cards_per_page)

    @on(ColumnWidget.CardChosen)
    def _choose(self, message: ColumnWidget.CardChosen) -> None:
        self._cursor.select(self._desk.board, message.column_id, message.card_id)
        self._show_cursor()
        if message.is_opened:
            self.action_card_open()

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        await self.run_action(message.action)

    # -- cards ---------------------------------------------------------------------------------

    def action_card_add(self) -> None:
        """Ask for a title and add a card at the end of this column."""

        async def add(title: str) -> Outcome:
            change = await self._desk.do(
                cards.add, titles=(title,), column_id=self._cursor.column_id
            )
            return self._go_to_first(change)

        self._ask("New card", add, placeholder="A small step you can finish")

    def action_card_edit_title(self) -> None:
        """Ask for another title."""
        card = self._card()
        if card is None:
            return

        async def rename(title: str) -> Outcome:
            return await self._desk.do(cards.amend, card_id=card.id, fields={"title": title})

        self._ask("Change the title", rename, value=card.title)

    async def action_card_done(self) -> None:
        """Move the card to Done, and say how many wins that makes."""
        card = self._card()
        if card is None:
            return
        if await self._send(cards.finish, card):
            self._say_done(card.title)

    def action_card_open(self) -> None:
        """Open the card."""
        from kanban.ui.screens.card import CardScreen

        card = self._card()
        if card is not None:
            self.app.push_screen(CardScreen(self._desk, self._keymap, card.id))

    def action_card_split(self) -> None:
        """Split the card, or a goal, into steps."""
        from kanban.ui.screens.split import SplitScreen

        self.app.push_screen(SplitScreen(self._desk, self._keymap, self._cursor.card_id))

    async def action_card_archive(self) -> None:
        """Put the card away."""
        card = self._card()
        if card is not None and await self._send(cards.archive, card):
            self.say(f'Archived "{card.title}". {self._key("change.undo")} takes it back.')

    async def action_card_carry_left(self) -> None:
        """Carry the card to the column on the left."""
        await self._carry(-1)

    async def action_card_carry_right(self) -> None:
        """Carry the card to the column on the right."""
        await self._carry(1)

    async def action_card_carry_up(self) -> None:
        """Carry the card up."""
        await self._shift(-1)

    async def action_card_carry_down(self) -> None:
        """Carry the card down."""
        await self._shift(1)

    async def action_card_send_to(self, number: int) -> None:
        """Send the card to a column, counted from 1."""
        card = self._card()
        columns = self._desk.board.columns()
        if card is None:
            return
        if number > len(columns):
            self.say_trouble(f"There is no column {number}; this board has {len(columns)}.")
            return
        column = columns[number - 1]
        if await self._send(cards.move, card, column_id=column.id) and column.is_done:
            self._say_done(card.title)

    async def _send(
        self, operation: Callable[..., Change], card: Card, **arguments: int
    ) -> Change | None:
        """Do what takes the card from its place; the cursor stays, on its neighbour."""
        neighbour = self._cursor.neighbour(self._desk.board)
        column_id = self._cursor.column_id
        outcome = await self._desk.do(operation, card_ids=(card.id,), **arguments)
        if not isinstance(outcome, Change):
            return None
        self._cursor.select(self._desk.board, column_id, neighbour)
        return outcome

    async def _carry(self, by: int) -> None:
        card = self._card()
        columns = self._desk.board.columns()
        ids = [column.id for column in columns]
        if card is None or not 0 <= ids.index(card.column_id) + by < len(ids):
            return
        column = columns[ids.index(card.column_id) + by]
        change = await self._desk.do(cards.move, card_ids=(card.id,), column_id=column.id)
        if isinstance(change, Change) and column.is_done:
            self._say_done(card.title)

    async def _shift(self, by: int) -> None:
        card = self._card()
        last = self._desk.board.count_in(self._cursor.column_id) - 1
        if card is not None and 0 <= self._cursor.place + by <= last:
            await self._desk.do(cards.shift, card_id=card.id, by=by)

    def _card(self) -> Card | None:
        if self._cursor.card_id is None:
            self.say(f"No card here yet. {self._key('card.add')} adds one.")
            return None
        return self._desk.board.get(Card, self._cursor.card_id)

    def _say_done(self, title: str) -> None:
        header = header_view(self._desk, self._settings)
        count = "" if header.is_quiet else f" {header.meter.words}."
        self.say(f"Done: {title}.{count}")

    def _go_to_first(self, change: Outcome) -> Outcome:
        """Select the first card a change made."""
        for edit in change.of(Card) if isinstance(change, Change) else ():
            if isinstance(edit.after, Card):
                self._cursor.select(self._desk.board, edit.after.column_id, edit.after.id)
                break
        return change

    def _ask(
        self,
        title: str,
        submit: Callable[[str], Awaitable[Outcome]],
        *,
        value: str = "",
        placeholder: str = "",
    ) -> None:
        from kanban.ui.screens.prompt import Prompt

        self.app.push_screen(
            Prompt(title, self._keymap, submit, value=value, placeholder=placeholder)
        )

    # -- the day and the board -----------------------------------------------------------------

    def action_win_log(self) -> None:
        """Ask for a win in a line."""

        async def log(text: str) -> Outcome:
            change = await self._desk.do(wins.log, texts=(text,))
            if isinstance(change, Change):
                header = header_view(self._desk, self._settings)
                self.say("Logged." if header.is_quiet else f"Logged. {header.meter.words}.")
            return change

        self._ask("A win, however small", log, placeholder="Sent that email")

    def action_recap_show(self) -> None:
        """Look back on the day."""
        from kanban.ui.screens.recap import RecapScreen

        self.app.push_screen(RecapScreen(self._desk, self._keymap, self._settings))

    def action_goal_add(self) -> None:
        """Add a goal and its first steps."""
        from kanban.ui.screens.goal import GoalScreen

        self.app.push_screen(GoalScreen(self._desk, self._keymap))

    async def action_change_undo(self) -> None:
        """Take the last change back."""
        change = await self._desk.undo()
        if isinstance(change, Change):
            self.say(f"Undone: {change.words}. {self._key('change.redo')} does it again.")

    async def action_change_redo(self) -> None:
        """Do again what was undone."""
        change = await self._desk.redo()
        if isinstance(change, Change):
            self.say(f"Done again: {change.words}.")

    def action_keys_show(self) -> None:
        """Show every key."""
        from kanban.ui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self._keymap))

    def action_panel_toggle_today(self) -> None:
        """Show or hide the Today panel."""
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

    def _remember(self, keep: Callable[[bool], None], choice: bool) -> None:
        """Keep a choice for the next start; it holds for now even where that fails."""
        try:
            keep(choice)
        except BoardError as error:
            self.say_trouble(str(error))


def _touched(change: Change) -> set[int]:
    return {
        side.column_id
        for edit in change.of(Card)
        for side in (edit.before, edit.after)
        if isinstance(side, Card)
    }


def _newly_won(change: Change) -> list[Win]:
    return [
        edit.after
        for edit in change.of(Win)
        if isinstance(edit.after, Win)
        and edit.after.withdrawn_at is None
        and (not isinstance(edit.before, Win) or edit.before.withdrawn_at is not None)
    ]
