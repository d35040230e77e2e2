"""The home screen: all that the board's keys do, together."""

from collections.abc import Sequence

from kanban.domain.change import Change
from kanban.ui.cells import cut
from kanban.ui.screens.board.boards_keys import BoardsKeys
from kanban.ui.screens.board.column_keys import ColumnKeys
from kanban.ui.screens.board.day_keys import DayKeys
from kanban.ui.screens.board.drag_keys import DragKeys
from kanban.ui.screens.board.field_keys import FieldKeys
from kanban.ui.screens.board.layout_keys import LayoutKeys


class BoardScreen(BoardsKeys, DragKeys, ColumnKeys, DayKeys, FieldKeys, LayoutKeys):
    """The home screen."""

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

    def action_goals_show(self) -> None:
        """See the goals."""
        from kanban.ui.screens.goals import GoalsScreen

        self.app.push_screen(GoalsScreen(self._desk, self._keymap, self._settings, self.show_found))

    def action_goal_add(self) -> None:
        """Add a goal and its first steps."""
        from kanban.ui.screens.goal import GoalScreen

        self.app.push_screen(GoalScreen(self._desk, self._keymap))

    async def action_change_undo(self) -> None:
        """Take the last change back, or so many.

        The cursor stays on its card, or goes back to the one that the change took away.
        """
        for _ in range(self.times or 1):
            change = await self._desk.undo()
            if not isinstance(change, Change):
                return
            self._return_with(change)
            words = cut(self._words_of(change), self._title_cells)
            self.say(f"Undone: {words}. {self._key('change.redo')} does it again.")

    async def action_change_redo(self) -> None:
        """Do again what was undone, or so many."""
        for _ in range(self.times or 1):
            change = await self._desk.redo()
            if not isinstance(change, Change):
                return
            words = cut(self._words_of(change), self._title_cells)
            self.say(f"Done again: {words}.")

    def action_keys_show(self) -> None:
        """Show every key."""
        from kanban.ui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(self._keymap))
