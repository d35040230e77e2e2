"""What the board's keys do to cards."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on

from kanban.domain.change import Change
from kanban.domain.hints import Lingering
from kanban.domain.operations import cards
from kanban.domain.records import Card
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board.keys import BoardKeys
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.notice import MARGIN_CELLS

COLUMN_NAME_CELLS = 20
"""The most of a column's name in a notice."""

PROMPT_TITLE_CELLS = 44
"""The most of a card's title in the title of a prompt about it."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A card that was offered its next step, and the words in which that was said."""

    card: Card
    words: str


class CardKeys(BoardKeys):
    """Adds, changes, carries, finishes and puts away cards."""

    _offered: _Offer | None = None

    @on(ColumnWidget.CardChosen)
    def _choose(self, message: ColumnWidget.CardChosen) -> None:
        self._cursor.select(self._desk.board, message.column_id, message.card_id)
        self._show_cursor()
        if message.is_opened:
            self.action_card_open()

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

    def action_card_next(self) -> None:
        """Ask for the smallest next step of the card, or of the one that was offered it."""
        offered = self._offered
        is_offered = offered is not None and self.said == offered.words
        card = offered.card if offered is not None and is_offered else self._card()
        if card is None:
            return

        async def add(title: str) -> Outcome:
            change = await self._desk.do(cards.next_step, card_id=card.id, title=title)
            if isinstance(change, Change):
                name = cut(self._desk.board.first_column.name, COLUMN_NAME_CELLS)
                self.say(f"On top of {name}: {cut(title.strip(), self._title_cells)}")
            return self._go_to_first(change)

        title = cut(card.title, PROMPT_TITLE_CELLS)
        self._ask(f"Smallest next step: {title}", add, placeholder="Something of five minutes")

    def offer_next_step(self, found: Lingering) -> None:
        """Offer a card that is long under way its smallest next step, while the words stand."""
        since = "for long" if self._settings.chosen.quiet else f"for {found.days} days"
        before = f"Under way {since}: "
        after = f"  {self._key('card.next')} smallest next step?"
        room = self.size.width - MARGIN_CELLS - len(before) - len(after)
        words = f"{before}{cut(found.card.title, room)}{after}"
        self._offered = _Offer(found.card, words)
        self.remind(words)

    def action_card_split(self) -> None:
        """Split the card, or a goal, into steps."""
        if self._cursor.card_id is None and not self._desk.board.goals():
            self.say(f"Nothing to split yet. {self._key('card.add')} adds a card.")
            return
        from kanban.ui.screens.split import SplitScreen

        card_id = self._cursor.card_id
        self.app.push_screen(SplitScreen(self._desk, self._keymap, self._settings, card_id))

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

    def _say_done(self, title: str) -> None:
        self._say_won("Done", title)
