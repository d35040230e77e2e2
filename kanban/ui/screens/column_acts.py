"""What is done to a column from the board and from the list of columns alike."""

from collections.abc import Callable

from msgspec import Struct
from textual.app import App

from kanban.domain.change import Change
from kanban.domain.operations import columns, sorting
from kanban.domain.records import Column
from kanban.domain.wip import parse_limit
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk, Outcome
from kanban.ui.screens.choice import SortScreen
from kanban.ui.screens.prompt import Prompt
from kanban.ui.settings import Settings

NAME_CELLS = 24
"""The most of a column's name in a sentence."""


class ColumnActs(Struct, frozen=True):
    """Asks what has to be asked, does it, and says what was done.

    Attributes:
        app: Shows the questions.
        say: Says something on the screen that asked.
        narrow_id: The command that widens a column again, on that screen.
    """

    app: App[object]
    desk: Desk
    keymap: Keymap
    settings: Settings
    say: Callable[[str], None]
    narrow_id: str

    async def narrow(self, column: Column) -> None:
        """Narrow a column, or widen it again."""
        name = self.short(column)
        if column.is_narrow:
            if await self.desk.do(columns.widen, column_id=column.id):
                self.say(f"{name} has its full width again.")
        elif await self.desk.do(columns.narrow, column_id=column.id):
            key = self.keymap.key(self.narrow_id)
            self.say(f"{name} is a strip while you are elsewhere. {key} widens it.")

    def ask_limit(self, column: Column) -> None:
        """Ask how many cards a column takes."""

        async def limit(text: str) -> Outcome:
            change = await self.desk.do(
                lambda board, now: columns.limit(
                    board, now, column_id=column.id, wip_limit=parse_limit(text)
                )
            )
            if isinstance(change, Change):
                self.say(self._limit_words(column, parse_limit(text)))
            return change

        prompt = Prompt(
            f"How many cards does {self.short(column)} take at most?",
            self.keymap,
            limit,
            value=str(column.wip_limit or ""),
            placeholder="A number, or nothing for any",
            takes_nothing=True,
        )
        self.app.push_screen(prompt)

    def ask_order(self, column: Column) -> None:
        """Ask how to sort a column, where there is something to sort."""
        if column.is_done or self.desk.board.count_in(column.id) < 2:
            is_done = "stands newest first" if column.is_done else "has nothing to sort"
            self.say(f"{self.short(column)} {is_done}.")
            return

        async def sort(by: str) -> Outcome:
            change = await self.desk.do(sorting.sort, column_id=column.id, by=by)
            if isinstance(change, Change):
                self.say(
                    f"{cut(change.words, 40)}. {self.keymap.key('change.undo')} takes it back."
                )
            return change

        self.app.push_screen(SortScreen(f"Sort {self.short(column)}", self.keymap, sort))

    def short(self, column: Column) -> str:
        """Return a column's name as a sentence has room for it."""
        return cut(column.name, NAME_CELLS)

    def _limit_words(self, column: Column, wip_limit: int | None) -> str:
        name = self.short(column)
        if wip_limit is None:
            return f"{name} has no limit."
        if self.settings.chosen.quiet:
            return f"The limit of {name} is changed."
        return f"{name} takes {wip_limit} {'card' if wip_limit == 1 else 'cards'} at most."
