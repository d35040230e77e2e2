"""What all that the board's keys do has in common: the card at the cursor, asking, saying back."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual import on

from kanban.domain.change import Change
from kanban.domain.progress import meter
from kanban.domain.records import Card
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board.face import BoardFace
from kanban.ui.widgets.key_footer import KeyFooter

NOTICE_WORDS_CELLS = 40
"""The most that a notice says around a title."""

SENTENCE_ENDS = (".", "!", "?", "…")


class BoardKeys(BoardFace):
    """Answers keys; each kind of them is a class of its own that builds on this one.

    The other screens are imported where they are opened: their widgets take 40 ms to load, which
    the first paint need not wait for.
    """

    @on(KeyFooter.Pressed)
    async def _press(self, message: KeyFooter.Pressed) -> None:
        await self.run_action(message.action)

    def _card(self) -> Card | None:
        if self._cursor.card_id is None:
            self.say(f"No card here yet. {self._key('card.add')} adds one.")
            return None
        return self._desk.board.get(Card, self._cursor.card_id)

    def _chosen(self) -> list[Card]:
        """Return the cards that an act on many is about: those marked, or the one at the cursor."""
        if self._marks.ids:
            return self._marks.cards(self._desk.board)
        card = self._card()
        return [] if card is None else self._from_cursor(self.times or 1)

    def _from_cursor(self, count: int) -> list[Card]:
        """Return the card at the cursor and those below it, so many in all."""
        board, ranks = self._desk.board, self._sight.ranks_in(self._cursor.column_id)
        places = range(self._cursor.place, min(len(ranks), self._cursor.place + count))
        return [board.card(ranks[place][1]) for place in places]

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
        if isinstance(change, Change):
            self._follow_search(change, is_ours=True)  # or the cursor could not go there yet
        for edit in change.of(Card) if isinstance(change, Change) else ():
            if isinstance(edit.after, Card):
                self._cursor.select(self._sight, edit.after.column_id, edit.after.id)
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

    @property
    def _title_cells(self) -> int:
        """How much of a title a notice has room for beside its own words."""
        return max(12, self.size.width - NOTICE_WORDS_CELLS)
