"""Searches that are kept: show what one finds, keep the one of now, rename one, let one go."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from textual import on
from textual.widget import Widget

from kanban.domain.change import Change
from kanban.domain.operations import filters
from kanban.domain.records import SavedFilter
from kanban.keymap import Keymap
from kanban.ui.bindings import bind
from kanban.ui.desk import Desk, Outcome
from kanban.ui.messages import Changed
from kanban.ui.screens.dialog import Dialog
from kanban.ui.screens.prompt import Prompt
from kanban.ui.settings import Settings
from kanban.ui.widgets.row_list import ListRow, RowList

COMMANDS = ("filters.apply", "filters.keep", "filters.rename", "filters.forget")
WALKS = ("filters.walk-up", "filters.walk-down")
LEAST_ROWS, MOST_ROWS = 3, 14


class FiltersScreen(Dialog):
    """Lists the searches that are kept on this board.

    Args:
        desk: Where acts are brought.
        keymap: The keys this person uses.
        settings: What they chose.
        query: What is searched for on the board now; empty for nothing.
        apply: Shows on the board what a search finds.
    """

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        query: str,
        apply: Callable[[str], None],
    ) -> None:
        super().__init__("Kept searches", keymap, *COMMANDS, "dialog.leave")
        bind(self, tuple(keymap.command(each) for each in WALKS))
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._query = query
        self._apply = apply

    def fields(self) -> Iterable[Widget]:
        """Return the list."""
        yield RowList(self._settings.inks, "surface")

    def on_mount(self) -> None:
        """Draw what is kept."""
        self._refill()

    @on(Changed)
    def _refill(self) -> None:
        kept = self._filters
        rows = max(LEAST_ROWS, min(MOST_ROWS, len(kept)))
        if self._list.styles.height is None or self._list.styles.height.value != rows:
            self._list.styles.height = rows
        self._list.show(
            len(kept),
            lambda place: ListRow("/", "current", kept[place].name, kept[place].query),
            self._nothing,
            self._settings.inks,
        )

    @property
    def _list(self) -> RowList:
        return self.query_one(RowList)

    @property
    def _filters(self) -> tuple[SavedFilter, ...]:
        about = self._desk.board.about
        return about.filters if about else ()

    @property
    def _nothing(self) -> str:
        key = self._keymap.key
        if self._query:
            return f"None kept yet. {key('filters.keep')} keeps the search of now."
        return f"None kept yet. {key('find.open')} on the board searches, then it can be kept here."

    def _chosen(self) -> SavedFilter | None:
        place = self._list.selected
        if place is None:
            self.say(self._nothing)
            return None
        return self._filters[place]

    def action_filters_walk_up(self) -> None:
        """Go to the one above."""
        self._list.walk(-1)

    def action_filters_walk_down(self) -> None:
        """Go to the one below."""
        self._list.walk(1)

    @on(RowList.Chosen)
    def _choose(self, message: RowList.Chosen) -> None:
        if message.is_opened:
            self.action_filters_apply()

    def action_filters_apply(self) -> None:
        """Show on the board what it finds, and nothing else."""
        chosen = self._chosen()
        if chosen is not None:
            self.dismiss()
            self._apply(chosen.query)

    def action_filters_keep(self) -> None:
        """Ask for a name, and keep the search of now under it."""
        if not self._query:
            self.say(self._nothing if not self._filters else "Nothing is searched for now.")
            return

        async def keep(name: str) -> Outcome:
            return await self._desk.do(filters.keep, name=name, query=self._query)

        self._ask("Keep this search as", keep, placeholder="Bugs of this week")

    def action_filters_rename(self) -> None:
        """Ask for another name."""
        chosen = self._chosen()
        if chosen is None:
            return

        async def rename(name: str) -> Outcome:
            return await self._desk.do(filters.rename, name=chosen.name, new_name=name)

        self._ask("Another name", rename, value=chosen.name)

    async def action_filters_forget(self) -> None:
        """Let it go."""
        chosen = self._chosen()
        if chosen is None:
            return
        change = await self._desk.do(filters.forget, name=chosen.name)
        if isinstance(change, Change):
            undo = self._keymap.key("change.undo")
            self.say(f"{change.words}. On the board {undo} takes it back.")

    def _ask(self, title: str, submit: Callable[[str], Awaitable[Outcome]], **options: Any) -> None:
        self.app.push_screen(Prompt(title, self._keymap, submit, **options))
