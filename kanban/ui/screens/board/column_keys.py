"""What the board's keys do to the column of the cursor."""

from typing import TYPE_CHECKING

from kanban.domain.records import Column
from kanban.ui.screens.board.keys import BoardKeys

if TYPE_CHECKING:
    from kanban.ui.screens.column_acts import ColumnActs


class ColumnKeys(BoardKeys):
    """Narrows, limits and sorts a column, and opens the list of all."""

    def action_columns_show(self) -> None:
        """See the columns; the one that is opened there becomes the current one."""
        from kanban.ui.screens.columns import ColumnsScreen

        def go(column_id: int) -> None:
            self._cursor.select(self._sight, column_id, None)
            self._show_cursor()

        self.app.push_screen(
            ColumnsScreen(self._desk, self._keymap, self._settings, self._cursor.column_id, go)
        )

    async def action_column_narrow(self) -> None:
        """Narrow the column, or widen it."""
        await self._column_acts().narrow(self._column())

    def action_column_limit(self) -> None:
        """Ask how many cards the column takes."""
        self._column_acts().ask_limit(self._column())

    def action_column_sort(self) -> None:
        """Ask how to sort the column."""
        self._column_acts().ask_order(self._column())

    def _column(self) -> Column:
        board = self._desk.board
        return board.get(Column, self._cursor.column_id) or board.first_column

    def _column_acts(self) -> "ColumnActs":
        from kanban.ui.screens.column_acts import ColumnActs

        return ColumnActs(
            self.app, self._desk, self._keymap, self._settings, self.say, "column.narrow"
        )
