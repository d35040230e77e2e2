"""What the board's keys do for the day: wins, stuck moments, recap, looking back."""

from collections.abc import Mapping
from typing import Any

from kanban.domain.change import Change
from kanban.domain.operations import challenge, wins
from kanban.domain.records import Card, WinKind
from kanban.domain.reframing import WAY_OF
from kanban.domain.wins import has_win_today
from kanban.ui.cells import cut
from kanban.ui.desk import UNSAVED, Outcome
from kanban.ui.screens.board.keys import BoardKeys

PLACEHOLDER_CELLS = 60
"""As much of a title as the field of a prompt shows."""


class DayKeys(BoardKeys):
    """Logs wins and opens the screens of the day."""

    def action_win_log(self) -> None:
        """Ask for a win in a line."""

        async def log(text: str) -> Outcome:
            change = await self._desk.do(wins.log, texts=(text,))
            if isinstance(change, Change):
                self.say(" ".join(["Logged.", *self._wins_today()]))
            return change

        self._ask("A win, however small", log, placeholder="Sent that email")

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
