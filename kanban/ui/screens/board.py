"""The board: what its keys do to cards, to the day, and to the board itself.

The other screens are imported where they are opened: their widgets take 40 ms to load, which the
first paint need not wait for.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import on

from kanban.domain.change import Change
from kanban.domain.hints import Lingering
from kanban.domain.operations import cards, challenge, wins
from kanban.domain.progress import meter
from kanban.domain.records import Card, WinKind
from kanban.domain.reframing import WAY_OF
from kanban.domain.wins import has_win_today
from kanban.ui.cells import cut
from kanban.ui.desk import UNSAVED, Outcome
from kanban.ui.screens.board_face import BoardFace
from kanban.ui.widgets.column import ColumnWidget
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import MARGIN_CELLS

NOTICE_WORDS_CELLS = 40
"""The most that a notice says around a title."""

COLUMN_NAME_CELLS = 20
"""The most of a column's name in a notice."""

PROMPT_TITLE_CELLS = 44
"""The most of a card's title in the title of a prompt about it."""
PLACEHOLDER_CELLS = 60
"""As much of a title as the field of a prompt shows."""

SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class _Offer:
    """A card that was offered its next step, and the words in which that was said."""

    card: Card
    words: str


class BoardScreen(BoardFace):
    """The home screen."""

    _offered: _Offer | None = None

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

    def _card(self) -> Card | None:
        if self._cursor.card_id is None:
            self.say(f"No card here yet. {self._key('card.add')} adds one.")
            return None
        return self._desk.board.get(Card, self._cursor.card_id)

    def _say_done(self, title: str) -> None:
        self._say_won("Done", title)

    def _say_won(self, what: str, words: str) -> None:
        """Say back what a win says, and how many that makes."""
        words = cut(words, self._title_cells)
        stop = "" if words.endswith(SENTENCE_ENDS) else "."
        self.say(" ".join([f"{what}: {words}{stop}", *self._wins_today()]))

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
        **options: Any,
    ) -> None:
        from kanban.ui.screens.prompt import Prompt

        self.app.push_screen(Prompt(title, self._keymap, submit, **options))

    # -- the day and the board -----------------------------------------------------------------

    def action_win_log(self) -> None:
        """Ask for a win in a line."""

        async def log(text: str) -> Outcome:
            change = await self._desk.do(wins.log, texts=(text,))
            if isinstance(change, Change):
                self.say(" ".join(["Logged.", *self._wins_today()]))
            return change

        self._ask("A win, however small", log, placeholder="Sent that email")

    def land(self, made: Sequence[Change]) -> None:
        """Begin on a board that was new: select the first card, and name three keys."""
        for change in reversed(made):
            self._go_to_first(change)
        self._show_cursor()
        first = "card.add" if self._cursor.card_id is None else "card.done"
        words = {"card.add": "adds a small step", "card.done": "moves a step to Done"}[first]
        self.remind(
            f"{self._key(first)} {words}, {self._key('win.log')} logs a win,"
            f" {self._key('keys.show')} shows every key."
        )

    async def action_challenge_start(self) -> None:
        """Begin seven days of one tiny thing."""
        if await self._desk.do(challenge.start):
            key = self._key("win.log")
            self.say(f"Seven days of one tiny thing. {key} logs the one of today.")

    async def action_challenge_stop(self) -> None:
        """End the seven days."""
        if await self._desk.do(challenge.stop):
            self.say("The seven days are ended. Their wins stay.")

    def action_card_forward(self) -> None:
        """Ask what moved on a card that is not done; nothing said says its title."""
        card = self._card()
        if card is None:
            return
        also = f"{self._key('win.log')} logs what else moved."
        if self._desk.board.is_done(card):
            self.say(f"It is done already. {also}")
            return
        if has_win_today(self._desk.board, self._desk.now, WinKind.FORWARD, card.id):
            self.say(f"Its step of today is logged. {also}")
            return

        async def forward(text: str) -> Outcome:
            change = await self._desk.do(wins.forward, card_id=card.id, text=text)
            if isinstance(change, Change):
                self._say_won("A step forward", text.strip() or card.title)
            return change

        title = cut(card.title, PLACEHOLDER_CELLS)
        self._ask("What moved?", forward, placeholder=title, takes_nothing=True)

    def action_moment_reframe(self) -> None:
        """Turn a stuck moment, of this card or of none, into a win."""
        from kanban.ui.screens.stuck import StuckScreen

        card = None
        if self._cursor.card_id is not None:
            card = self._desk.board.get(Card, self._cursor.card_id)
        if card is not None and self._desk.board.is_done(card):
            card = None

        async def reframe(written: Mapping[str, Any]) -> Outcome:
            card_id = card.id if card else None
            change = await self._desk.do(wins.reframe, card_id=card_id, **written)
            if isinstance(change, Change):
                self._say_won(WAY_OF[written["kind"]].said, written["learned"].strip())
            return change

        self.app.push_screen(StuckScreen(self._keymap, card, reframe))

    def action_recap_show(self) -> None:
        """Look back on the day."""
        from kanban.ui.screens.recap import RecapScreen

        self.app.push_screen(RecapScreen(self._desk, self._keymap, self._settings))

    async def action_recap_close_day(self) -> None:
        """Close today as it stands, and say it back."""
        from kanban.ui.evening import Evening
        from kanban.ui.screens.closing import ClosingScreen

        evening, today = Evening(self._desk), self._desk.now.day
        trouble = evening.open(today)
        if trouble is not None:
            self.say_trouble(str(trouble))
        elif await evening.close(today) not in (None, UNSAVED):
            self.app.push_screen(ClosingScreen(self._desk, self._settings, today))

    def action_insights_show(self) -> None:
        """See pictures of the wins and of how cards flow."""
        from kanban.ui.screens.insights import InsightsScreen

        self.app.push_screen(InsightsScreen(self._desk, self._keymap, self._settings))

    def action_lookback_show(self) -> None:
        """Look back on the week, the month, the year."""
        from kanban.ui.screens.periods import LookBackScreen

        day = self._desk.now.day
        self.app.push_screen(LookBackScreen(self._desk, self._keymap, self._settings, day))

    def action_goals_show(self) -> None:
        """See the goals."""
        from kanban.ui.screens.goals import GoalsScreen

        self.app.push_screen(GoalsScreen(self._desk, self._keymap, self._settings))

    def action_goal_add(self) -> None:
        """Add a goal and its first steps."""
        from kanban.ui.screens.goal import GoalScreen

        self.app.push_screen(GoalScreen(self._desk, self._keymap))

    async def action_change_undo(self) -> None:
        """Take the last change back."""
        change = await self._desk.undo()
        if isinstance(change, Change):
            self._go_to_first(change)
            words = cut(self._words_of(change), self._title_cells)
            self.say(f"Undone: {words}. {self._key('change.redo')} does it again.")

    async def action_change_redo(self) -> None:
        """Do again what was undone."""
        change = await self._desk.redo()
        if isinstance(change, Change):
            self._go_to_first(change)
            words = cut(self._words_of(change), self._title_cells)
            self.say(f"Done again: {words}.")

    def action_keys_show(self) -> None:
        """Show every key."""
        from kanban.ui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self._keymap))

    @property
    def _title_cells(self) -> int:
        """How much of a title a notice has room for beside its own words."""
        return max(12, self.size.width - NOTICE_WORDS_CELLS)
