"""What all that the board's keys do has in common: the card at the cursor, asking, saying back."""

from collections.abc import Awaitable, Callable
from typing import Any

from rich.cells import cell_len
from textual import on

from kanban.domain.change import Change
from kanban.domain.progress import meter
from kanban.domain.records import Card
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.board.face import BoardFace
from kanban.ui.widgets.key_footer import KeyFooter
from kanban.ui.widgets.notice import MARGIN_CELLS

NOTICE_WORDS_CELLS = 40
"""The most that a notice says around a title."""

SHORT_CELLS = 12
"""The least of a title that a notice says."""

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
            if self._sight.count_in(self._cursor.column_id):
                self.say(self._say_folded())
            else:
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
        reach = self._older.reach(self._sight, self._cursor.column_id)
        places = range(self._cursor.place, min(reach, self._cursor.place + count))
        return [board.card(ranks[place][1]) for place in places]

    def _say_won(self, what: str, words: str, *more: str) -> None:
        """Say back what a win says, how many that makes, and what else there is to say of it."""
        others = [*self._wins_today(), *more]
        room = self.size.width - MARGIN_CELLS - cell_len(" ".join([f"{what}: .", *others]))
        words = cut(words, max(SHORT_CELLS, min(self._title_cells, room)))
        self.say(" ".join([ended(f"{what}: {words}"), *others]))

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

    def _return_with(self, change: Change) -> None:
        """Go back to the card that an act took from under the cursor, where it was undone now."""
        came = {edit.record.id for edit in change.of(Card)}
        if self._left and self._left[-1][0] in came:
            card_id, neighbour = self._left.pop()
            if self._cursor.card_id == neighbour:
                self._follow_search(change, is_ours=True)  # or the cursor could not go there yet
                self.point_at(card_id)

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
        return max(SHORT_CELLS, self.size.width - NOTICE_WORDS_CELLS)


def ended(words: str) -> str:
    """Return words with a full stop, unless they end as a sentence or in what was cut off."""
    return words if words.endswith(SENTENCE_ENDS) else f"{words}."
