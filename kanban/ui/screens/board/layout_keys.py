"""What the board's keys do to how much of it is seen: density, and what was done before."""

from textual import on

from kanban.config import DENSITIES
from kanban.ui.screens.board.keys import BoardKeys
from kanban.ui.widgets.column import ColumnWidget

_SAID = {
    "compact": "Compact: a row a card.",
    "cosy": "Cosy: two rows a card.",
    "roomy": "Roomy: three rows a card, with its tags and notes.",
}


class LayoutKeys(BoardKeys):
    """Shows more or less of the board."""

    def action_board_next_density(self) -> None:
        """Give each card more room, or after the most the least; it is remembered."""
        here = DENSITIES.index(self._settings.chosen.density)
        density = DENSITIES[(here + 1) % len(DENSITIES)]
        self.say(_SAID[density])
        self._remember(self._settings.remember_density, density)
        self._show_columns()

    def action_column_toggle_older(self) -> None:
        """Open or close what was done before this week."""
        if not self._older.weeks():
            self.say("All that is in Done is of this week.")
            return
        self._older.is_open = not self._older.is_open
        done = self._desk.board.done_column
        if self._cursor.column_id == done.id:
            self._cursor.walk(self._sight, 0)  # no further than to what is still open
        self._show_columns({done.id})
        now, other = ("open", "folds") if self._older.is_open else ("folded", "opens")
        self.say(f"Older cards are {now}. {self._key('column.toggle-older')} {other} them.")

    @on(ColumnWidget.FoldChosen)
    def _open_fold(self) -> None:
        self.action_column_toggle_older()
