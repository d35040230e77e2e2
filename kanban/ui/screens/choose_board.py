"""The other boards there are, to choose one that cards are sent to."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.shelf import Shelf, Shelved
from kanban.ui.cells import shown
from kanban.ui.screens.boards import holding
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint


class ChooseBoardScreen(Dialog):
    """Shows each other board with what it holds, and hands on the name of the one that is chosen.

    Args:
        title: What it is chosen for.
        keymap: The keys this person uses.
        shelf: All boards.
        take: Is given the name.
        is_quiet: Whether counts are left out.
    """

    def __init__(
        self,
        title: str,
        keymap: Keymap,
        shelf: Shelf,
        take: Callable[[str], Awaitable[None]],
        *,
        is_quiet: bool,
    ) -> None:
        super().__init__(title, keymap, "dialog.leave")
        self._keymap = keymap
        self._shelf = shelf
        self._take = take
        self._is_quiet = is_quiet
        self._names: list[str] = []
        self._trouble = ""

    def fields(self) -> Iterable[Widget]:
        """Return the list, or how to come by another board."""
        try:
            self._names = [name for name in self._shelf.names() if name != self._shelf.here]
        except BoardError as error:
            self._trouble = str(error)
        if self._names:
            options = (Option(_words(Shelved(each, each), "…"), id=each) for each in self._names)
            yield OptionList(*options, id="boards", markup=False)
        else:
            key = self._keymap.key("boards.show")
            words = f"No other board yet. {key} on the board shows where to set one up."
            yield Static(Content(words), classes="dialog--label")

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter chooses."""
        return (Hint("enter", "send", "choose"),)

    def on_mount(self) -> None:
        """Begin at the first, and read what the boards hold."""
        if self._trouble:
            self.say_trouble(self._trouble)
        if self._names:
            self.query_one(OptionList).focus()
            self.run_worker(self._read())

    async def _read(self) -> None:
        listed = self.query_one(OptionList)
        for place, name in enumerate(self._names):
            held = await asyncio.to_thread(self._shelf.look, name)
            words = held.trouble or holding(held, is_quiet=self._is_quiet)
            listed.replace_option_prompt_at_index(place, _words(held, words))

    def action_choose(self) -> None:
        """Choose the highlighted one."""
        if self._names:
            self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    async def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss()
        await self._take(message.option_id or "")


def _words(board: Shelved, words: str) -> Content:
    return Content.assemble(
        (f"{shown(board.title)}\n", "$foreground bold"), (shown(words), "$muted")
    )
