"""A month to jump to another day by."""

from collections.abc import Callable, Iterable
from datetime import date

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.records import Day
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.desk import Desk
from kanban.ui.screens.dialog import Dialog
from kanban.ui.settings import Settings
from kanban.ui.widgets.key_footer import Hint
from kanban.ui.widgets.month import WON, WRITTEN, Month, MonthView


class CalendarScreen(Dialog):
    """Asks for a day.

    Args:
        desk: Where the board is.
        keymap: The keys this person uses.
        settings: What they chose.
        day: The day to begin on.
        go: Takes the day that was chosen.
    """

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        day: date,
        go: Callable[[date], None],
    ) -> None:
        super().__init__("Go to a day", keymap, "dialog.leave")
        self._desk = desk
        self._settings = settings
        self._day = day
        self._go = go

    def fields(self) -> Iterable[Widget]:
        """Return the month, and what its marks say."""
        board = self._desk.board
        view = MonthView(
            has_win=self._has_win,
            written=frozenset(day.on for day in board.table(Day).values()),
            today=self._desk.now.day,
            inks=self._settings.inks,
        )
        yield Month(view, self._day)
        legend = Content.assemble(
            (WON, "$done"), (" a win   ", "$muted"), (f"{WRITTEN} written", "$muted")
        )
        yield Static(legend, classes="calendar--legend")

    def first_hints(self) -> tuple[Hint, ...]:
        """Name the keys that the month knows."""
        return (Hint("enter", "go", "go"), Hint("pgup", "month before", "month_before"))

    def on_mount(self) -> None:
        """Begin on the month."""
        self.query_one(Month).focus()

    def action_go(self) -> None:
        """Choose the day at the cursor."""
        self.query_one(Month).action_choose()

    def action_month_before(self) -> None:
        """Go a month back."""
        self.query_one(Month).action_turn(-1)

    def _has_win(self, day: date) -> bool:
        """Tell whether a day holds a win; no, where its year cannot be read, as its recap says."""
        try:
            return bool(self._desk.board.wins_on(day))
        except BoardError:
            return False

    @on(Month.Chosen)
    def _choose(self, message: Month.Chosen) -> None:
        self.dismiss()
        self._go(message.day)
