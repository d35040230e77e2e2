"""What the board's keys do to cards."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from textual import on

from kanban.domain.arrivals import next_ones
from kanban.domain.change import Change
from kanban.domain.due import say_due
from kanban.domain.hints import Lingering
from kanban.domain.operations import cards, carrying
from kanban.domain.records import Card
from kanban.domain.waiting import freed
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board.keys import BoardKeys
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.notice import MARGIN_CELLS

COLUMN_NAME_CELLS = 20
"""The most of a column's name in a notice."""

FREE_TITLE_CELLS = 20
"""The most of the title of a card that is said to be free now."""

MOST_FREE = 2
"""The most such cards that are named, on a screen that is wide enough."""

WIDE_CELLS = 100

PROMPT_TITLE_CELLS = 44
"""The most of a card's title in the title of a prompt about it."""


class _Offer(NamedTuple):
    """A card that was offered its next step, and the words in which that was said."""

    card: Card
    words: str


class CardKeys(BoardKeys):
    """Adds, changes, carries, finishes and puts away cards."""

    _offered: _Offer | None = None

    @on(ColumnWidget.CardChosen)
    def _choose(self, message: ColumnWidget.CardChosen) -> None:
        self._cursor.select(self._sight, message.column_id, message.card_id)
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
        """Move the chosen cards to Done, and say how many wins that makes."""
        chosen = self._chosen()
        under_way = [card for card in chosen if not self._desk.board.is_done(card)]
        if under_way:
            if change := await self._send(cards.finish, under_way):
                self._unmark(chosen)
                self._say_done(under_way, change)
        elif chosen:
            self.say("It is done already." if len(chosen) == 1 else "They are done already.")

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
        """Put the chosen cards away."""
        chosen = self._chosen()
        if chosen and await self._send(cards.archive, chosen):
            what = f'"{cut(chosen[0].title, self._title_cells)}"'
            what = what if len(chosen) == 1 else self._how_many(chosen)
            it = "it" if len(chosen) == 1 else "them"
            self.say(f"Archived {what}. {self._key('change.undo')} takes {it} back.")

    async def action_card_carry_left(self) -> None:
        """Carry the chosen cards to the column on the left."""
        await self._carry(-1)

    async def action_card_carry_right(self) -> None:
        """Carry the chosen cards to the column on the right."""
        await self._carry(1)

    async def action_card_carry_up(self) -> None:
        """Carry the chosen cards up."""
        await self._shift(-1)

    async def action_card_carry_down(self) -> None:
        """Carry the chosen cards down."""
        await self._shift(1)

    async def action_card_send_to(self, number: int) -> None:
        """Send the chosen cards to a column, counted from 1 among those that are shown."""
        chosen = self._chosen()
        columns = self._desk.board.shown_columns()
        if not chosen:
            return
        if number > len(columns):
            self.say_trouble(f"There is no column {number}; this board shows {len(columns)}.")
            return
        column = columns[number - 1]
        arriving = [card for card in chosen if card.column_id != column.id]
        change = await self._send(cards.move, chosen, column_id=column.id)
        if change and column.is_done:
            self._unmark(chosen)
            self._say_done(arriving, change)

    async def _send(
        self, operation: Callable[..., Change], chosen: Sequence[Card], **arguments: int
    ) -> Change | None:
        """Do what takes cards from their places; the cursor stays there, on a neighbour."""
        ids = tuple(card.id for card in chosen)
        neighbour = self._cursor.neighbour(self._sight, set(ids))
        column_id = self._cursor.column_id
        selected = self._cursor.card_id
        outcome = await self._desk.do(operation, card_ids=ids, **arguments)
        if not isinstance(outcome, Change):
            return None
        self._cursor.select(self._sight, column_id, neighbour)
        if selected in ids:
            self._left.append((selected, neighbour))
        return outcome

    async def _carry(self, by: int) -> None:
        chosen = self._chosen()
        columns = self._desk.board.shown_columns()
        ids = [column.id for column in columns]
        seen = [card for card in chosen if card.column_id in ids]
        moving = [card for card in seen if 0 <= ids.index(card.column_id) + by < len(ids)]
        if not moving:
            if chosen:
                self.say("There is no column further on.")
            return
        card_ids = tuple(card.id for card in moving)
        change = await self._desk.do(carrying.carry, card_ids=card_ids, by=by)
        if isinstance(change, Change):
            done = [card for card in moving if columns[ids.index(card.column_id) + by].is_done]
            if done:
                self._say_done(done, change)

    async def _shift(self, by: int) -> None:
        chosen = self._chosen()
        if self._marks.ids:
            ids = tuple(card.id for card in chosen)
            await self._desk.do(carrying.shift, card_ids=ids, by=by)
            return
        last = self._older.reach(self._sight, self._cursor.column_id) - 1
        if chosen and 0 <= self._cursor.place + by <= last:
            await self._desk.do(cards.shift, card_id=chosen[0].id, by=self._past(by))

    def _past(self, by: int) -> int:
        """Return how many cards of the board lie between the cursor and one further in sight."""
        seen = self._sight.ranks_in(self._cursor.column_id)
        ranks, board = self._desk.board.ranks_in(self._cursor.column_id), self._desk.board
        here, there = (seen[self._cursor.place + step][1] for step in (0, by))
        return ranks.place_of(board.card(there)) - ranks.place_of(board.card(here))

    def _say_done(self, finished: Sequence[Card], change: Change) -> None:
        is_one = len(finished) == 1
        what = finished[0].title if is_one else self._how_many(finished)
        self._say_won("Done", what, *self._what_follows(change))

    def _what_follows(self, change: Change) -> Iterator[str]:
        """Yield when a finished card comes again, and which cards nothing is in the way of now."""
        board = self._desk.board
        coming = next_ones(board, change)
        if len(coming) == 1:
            yield f"Again {say_due(coming[0], self._desk.now.day)}."
        free = freed(board, change)
        if free:
            named = 1 if self.size.width < WIDE_CELLS else MOST_FREE
            titles = [cut(card.title, FREE_TITLE_CELLS) for card in free[:named]]
            more = "more" if self._settings.chosen.quiet else f"{len(free) - named} more"
            yield f"Free now: {', '.join([*titles, *[more][: len(free) > named]])}."

    def _how_many(self, chosen: Sequence[Card]) -> str:
        return "cards" if self._settings.chosen.quiet else f"{len(chosen)} cards"

    def _unmark(self, finished: Sequence[Card]) -> None:
        """Take the marks off cards that an act has seen to."""
        if not self._marks.ids:
            return
        self._marks.drop(card.id for card in finished)
        self._show_marks({*(card.column_id for card in finished), self._desk.board.done_column.id})
