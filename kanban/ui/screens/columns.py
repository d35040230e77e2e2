"""The columns: each with its place, its count and its limit, and all that is done to them."""

from collections.abc import Callable, Iterable

from rich.cells import cell_len
from textual import on
from textual.widget import Widget

from kanban.domain.change import Change
from kanban.domain.dates import say_long
from kanban.domain.operations import columns
from kanban.domain.records import Column
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk, Outcome
from kanban.ui.messages import Changed
from kanban.ui.screens.choice import Choice, RemoveColumnScreen
from kanban.ui.screens.column_acts import ColumnActs
from kanban.ui.screens.page import Page, PageTitle
from kanban.ui.screens.prompt import Prompt
from kanban.ui.settings import Settings
from kanban.ui.widgets.blocks import Blocks
from kanban.ui.widgets.column_line import ColumnLine

COMMANDS = (
    *("columns.walk-up", "columns.walk-down", "columns.carry-up", "columns.carry-down"),
    *("columns.open", "columns.add", "columns.rename", "columns.hide", "columns.narrow"),
    *("columns.limit", "columns.sort", "columns.make-done", "columns.remove"),
)
IN_FOOTER = (
    *("columns.add", "columns.rename", "columns.hide", "columns.limit", "columns.narrow"),
    *("columns.sort", "columns.make-done", "columns.remove"),
)


class ColumnsScreen(Page):
    """Lists the columns and does what a key asks with the one under the cursor.

    Args:
        desk: Where acts are brought.
        keymap: The keys this person uses.
        settings: What they chose.
        column_id: The column under the cursor at first.
        go: Goes to a column on the board.
    """

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        column_id: int,
        go: Callable[[int], None],
    ) -> None:
        super().__init__(desk, keymap, settings, COMMANDS, IN_FOOTER)
        self._column_id = column_id
        self._go = go

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        yield Blocks(self._settings.inks)

    def refill(self) -> None:
        """Draw the columns as they are; the cursor stays on its column."""
        order = self._desk.board.columns()
        ids = [column.id for column in order]
        place = ids.index(self._column_id) if self._column_id in ids else self._list.selected or 0
        self.query_one(PageTitle).show("Columns", say_long(self._desk.now.day))
        self._list.show(self._lines(order), self._settings.inks)
        self._list.point(place)
        self._remember()

    def on_resize(self) -> None:
        """Draw the rows closer together where there are more than fit."""
        self.refill()

    @property
    def _list(self) -> Blocks:
        return self.query_one(Blocks)

    def _lines(self, order: list[Column]) -> list[ColumnLine]:
        """Return what is drawn; the places are those that the keys for sending count."""
        shown = [column.id for column in self._desk.board.shown_columns()]
        widest = max((cell_len(cut(each.name, self.size.width // 3)) for each in order), default=0)
        has_gap = 2 * len(order) < self._list.size.height
        return [
            ColumnLine(
                place=str(shown.index(column.id) + 1) if column.id in shown else "·",
                name=column.name,
                name_cells=max(8, widest),
                count=self._count(column),
                held=self._desk.board.count_in(column.id),
                limit=column.wip_limit or 0,
                marks="  ".join(self._marks(column)),
                is_done=column.is_done,
                is_hidden=column.id not in shown,
                has_gap=has_gap,
            )
            for column in order
        ]

    def _count(self, column: Column) -> str:
        count = self._desk.board.count_in(column.id)
        if self._settings.chosen.quiet:
            return ""
        if column.wip_limit:
            return f"{count} of {column.wip_limit}"
        return "empty" if not count else "1 card" if count == 1 else f"{count} cards"

    def _marks(self, column: Column) -> Iterable[str]:
        if column.is_done:
            yield "✓ done"
        if column.is_narrow:
            yield "narrow"
        if column.is_hidden and not column.is_done:
            yield "hidden"

    @on(Changed)
    def _go_to_new(self, message: Changed) -> None:
        """Put the cursor on a column that was added here; what is drawn next follows it."""
        for edit in message.change.of(Column) if message.change and message.is_ours else ():
            if edit.before is None and edit.after is not None:
                self._column_id = edit.after.id

    # -- walking -------------------------------------------------------------------------------

    def action_columns_walk_up(self) -> None:
        """Go to the column above."""
        self._walk(-1)

    def action_columns_walk_down(self) -> None:
        """Go to the column below."""
        self._walk(1)

    @on(Blocks.Chosen)
    def _choose(self, message: Blocks.Chosen) -> None:
        self._remember()
        if message.is_opened:
            self.action_columns_open()

    def _walk(self, by: int) -> None:
        self._list.walk(by)
        self._remember()

    def _remember(self) -> None:
        place = self._list.selected
        order = self._desk.board.columns()
        if place is not None and place < len(order):
            self._column_id = order[place].id

    @property
    def _column(self) -> Column:
        board = self._desk.board
        return board.get(Column, self._column_id) or board.first_column

    @property
    def _acts(self) -> ColumnActs:
        return ColumnActs(
            self.app, self._desk, self._keymap, self._settings, self.say, "columns.narrow"
        )

    # -- what a key asks -------------------------------------------------------------------------

    def action_columns_open(self) -> None:
        """Go to the column on the board."""
        if self._column not in self._desk.board.shown_columns():
            key = self._keymap.key("columns.hide")
            self.say(f"{self._acts.short(self._column)} is hidden. {key} shows it.")
            return
        self._go(self._column_id)
        self.dismiss()

    def action_columns_add(self) -> None:
        """Ask for a name and add a column behind this one; before it where this one is done."""
        here = self._desk.board.columns().index(self._column)
        place = here + 1 if self._column.is_done else here + 2

        async def add(name: str) -> Outcome:
            return await self._desk.do(columns.add, name=name, place=place)

        prompt = Prompt("New column", self._keymap, add, placeholder="A stage of work")
        self.app.push_screen(prompt)

    def action_columns_rename(self) -> None:
        """Ask for another name."""
        column = self._column

        async def rename(name: str) -> Outcome:
            return await self._desk.do(columns.rename, column_id=column.id, name=name)

        prompt = Prompt("Another name", self._keymap, rename, value=column.name)
        self.app.push_screen(prompt)

    async def action_columns_carry_up(self) -> None:
        """Carry the column to the left."""
        await self._carry(-1)

    async def action_columns_carry_down(self) -> None:
        """Carry the column to the right."""
        await self._carry(1)

    async def action_columns_hide(self) -> None:
        """Hide the column, or show it again."""
        column, name = self._column, self._acts.short(self._column)
        if column.is_hidden:
            if await self._desk.do(columns.show, column_id=column.id):
                self.say(f"{name} is shown again.")
        elif isinstance(await self._desk.do(columns.hide, column_id=column.id), Change):
            key = self._keymap.key("columns.hide")
            self.say(f"{name} is hidden; its cards stay in it. {key} shows it.")

    async def action_columns_narrow(self) -> None:
        """Narrow the column, or widen it."""
        await self._acts.narrow(self._column)

    def action_columns_limit(self) -> None:
        """Ask how many cards it takes."""
        self._acts.ask_limit(self._column)

    def action_columns_sort(self) -> None:
        """Ask how to sort its cards."""
        self._acts.ask_order(self._column)

    async def action_columns_make_done(self) -> None:
        """Make it the done column."""
        name = self._acts.short(self._column)
        if isinstance(await self._desk.do(columns.make_done, column_id=self._column_id), Change):
            self.say(f"Cards that come to {name} are done now. What was won stays won.")

    async def action_columns_remove(self) -> None:
        """Remove the column; where it holds cards, ask where they go: the one before is likely."""
        column = self._column
        if not self._desk.board.count_in(column.id) or column.is_done:
            await self._remove(column)
            return
        others = [each for each in self._desk.board.columns() if each.id != column.id]
        choices = [
            Choice(str(each.id), each.name, "done: each of them is a win" if each.is_done else "")
            for each in others
        ]

        async def take(choice_id: str) -> Outcome:
            return await self._remove(column, int(choice_id))

        title = f"Where do the cards of {self._acts.short(column)} go?"
        start = max(0, self._desk.board.columns().index(column) - 1)
        self.app.push_screen(RemoveColumnScreen(title, choices, self._keymap, take, start=start))

    async def _remove(self, column: Column, to_id: int | None = None) -> Outcome:
        change = await self._desk.do(columns.remove, column_id=column.id, to_id=to_id)
        if isinstance(change, Change):
            key = self._keymap.key("change.undo")
            self.say(f"Removed {self._acts.short(column)}. {key} takes it back.")
        return change

    async def _carry(self, by: int) -> None:
        place = self._desk.board.columns().index(self._column) + 1 + by
        if 1 <= place <= len(self._desk.board.columns()):
            await self._desk.do(columns.move, column_id=self._column_id, place=place)
