"""The board: what its keys do to cards, to the day, and to the board itself.

The other screens are imported where they are opened: their widgets take 40 ms to load, which the
first paint need not wait for.
"""

from collections.abc import Awaitable, Callable

from textual import on

from kanban.domain.change import Change
from kanban.domain.operations import cards, wins
from kanban.domain.progress import meter
from kanban.domain.records import Card
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board_face import BoardFace
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.key_footer import KeyFooter

NOTICE_WORDS_CELLS = 40
"""The most that a notice says around a title."""

SENTENCE_ENDS = (".", "!", "?", "…")


class BoardScreen(BoardFace):
    """The home screen."""

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
        if self._desk.board.is_done(card):
            self.say("It is done already.")
        elif await self._send(cards.finish, card):
            self._say_done(card.title)

    def action_card_open(self) -> None:
        """Open the card."""
        from kanban.ui.screens.card import CardScreen

        card = self._card()
        if card is not None:
            self.app.push_screen(CardScreen(self._desk, self._keymap, card.id, self._settings))

    def action_card_split(self) -> None:
        """Split the card, or a goal, into steps."""
        if self._cursor.card_id is None and not self._desk.board.goals():
            self.say(f"Nothing to split yet. {self._key('card.add')} adds a card.")
            return
        from kanban.ui.screens.split import SplitScreen

        self.app.push_screen(
            SplitScreen(self._desk, self._keymap, self._settings, self._cursor.card_id)
        )

    async def action_card_archive(self) -> None:
        """Put the card away."""
        card = self._card()
        if card is not None and await self._send(cards.archive, card):
            title = cut(card.title, self._title_cells)
            self.say(f'Archived "{title}". {self._key("change.undo")} takes it back.')

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
        if card is None:
            return
        if not 0 <= ids.index(card.column_id) + by < len(ids):
            self.say("There is no column further on.")
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
        title = cut(title, self._title_cells)
        stop = "" if title.endswith(SENTENCE_ENDS) else "."
        self.say(" ".join([f"Done: {title}{stop}", *self._wins_today()]))

    def _wins_today(self) -> list[str]:
        """Return the meter as a sentence; none in quiet mode."""
        chosen = self._settings.chosen
        if chosen.quiet:
            return []
        return [f"{meter(self._desk.board, self._desk.now.day, chosen.aim).words}."]

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
                self.say(" ".join(["Logged.", *self._wins_today()]))
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
            self._go_to_first(change)
            words = cut(change.words, self._title_cells)
            self.say(f"Undone: {words}. {self._key('change.redo')} does it again.")

    async def action_change_redo(self) -> None:
        """Do again what was undone."""
        change = await self._desk.redo()
        if isinstance(change, Change):
            self._go_to_first(change)
            self.say(f"Done again: {cut(change.words, self._title_cells)}.")

    def action_keys_show(self) -> None:
        """Show every key."""
        from kanban.ui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self._keymap))

    @property
    def _title_cells(self) -> int:
        """How much of a title a notice has room for beside its own words."""
        return max(12, self.size.width - NOTICE_WORDS_CELLS)
