"""A few choices over the board: how to sort a column, where the cards of one that goes belong."""

from collections.abc import Awaitable, Callable, Iterable, Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint

WORDS_CELLS = 40
Take = Callable[[str], Awaitable[Outcome]]
"""Does what was chosen; returns None where it was refused and that was told."""


class Choice(Struct, frozen=True):
    """One of them.

    Attributes:
        id: What is handed on.
        words: What it is called.
        aside: Quiet words behind that.
        key: Takes it at once; empty for none.
        hue: The colour of a goal's bar before it, `none` for the room of one; empty for neither.
    """

    id: str
    words: str
    aside: str = ""
    key: str = ""
    hue: str = ""


class ChoiceScreen(Dialog):
    """Shows the choices and hands on the one that is taken; closes once that was done.

    Args:
        title: What is asked.
        choices: One or more, in order.
        keymap: The keys this person uses.
        take: Is given the id of the choice.
        start: The place of the one that is highlighted at first, from 0.
        command_ids: Commands of the dialog beside leaving it; they are not in its last line.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        keymap: Keymap,
        take: Take,
        *command_ids: str,
        start: int = 0,
    ) -> None:
        super().__init__(title, keymap, *command_ids, "dialog.leave")
        self._start = start
        self._hints = self._hints[-1:]
        self._choices = choices
        self._take = take

    def fields(self) -> Iterable[Widget]:
        """Return the list."""
        widest = max(cell_len(cut(each.words, WORDS_CELLS)) for each in self._choices)
        options = (Option(_words(each, widest), id=each.id) for each in self._choices)
        yield OptionList(*options, id="choices", markup=False)

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter chooses."""
        return (Hint("enter", "choose", "choose"),)

    def on_mount(self) -> None:
        """Begin at the choice that is likely."""
        choices = self.query_one(OptionList)
        choices.highlighted = self._start
        choices.focus()

    def action_choose(self) -> None:
        """Take the highlighted one."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    async def _choose(self, message: OptionList.OptionSelected) -> None:
        await self.take(message.option_id or "")

    async def take(self, choice_id: str) -> None:
        """Do what a choice says, and close where it was done."""
        if await self._take(choice_id) is not None:
            self.dismiss()


class SortScreen(ChoiceScreen):
    """Asks how to sort a column."""

    def __init__(self, title: str, keymap: Keymap, take: Take) -> None:
        ids = tuple(f"sort.by-{by}" for by in ("due", "title", "age", "goal", "created"))
        commands = [keymap.command(each) for each in ids]
        choices = [
            Choice(each.id.removeprefix("sort.by-"), each.verb, each.help, keymap.key(each.id))
            for each in commands
        ]
        super().__init__(title, choices, keymap, take, *ids)

    async def action_sort_by_due(self) -> None:
        """Sort by the day due."""
        await self.take("due")

    async def action_sort_by_title(self) -> None:
        """Sort from A to Z."""
        await self.take("title")

    async def action_sort_by_age(self) -> None:
        """Put those that are here the longest first."""
        await self.take("age")

    async def action_sort_by_goal(self) -> None:
        """Sort by goal."""
        await self.take("goal")

    async def action_sort_by_created(self) -> None:
        """Put the oldest cards first."""
        await self.take("created")


class RemoveColumnScreen(ChoiceScreen):
    """Asks to which column the cards of one go that is removed."""


def _words(choice: Choice, widest: int) -> Content:
    key = (f"{choice.key}  " if choice.key else "", "$accent")
    if choice.hue:
        key = ("  ", "$dim") if choice.hue == "none" else ("▌ ", f"$goal-{choice.hue}")
    words = cut(choice.words, WORDS_CELLS)
    gap = " " * (widest - cell_len(words) + 3) if choice.aside else ""
    return Content.assemble(
        key, (words, "$foreground"), gap, (cut(choice.aside, WORDS_CELLS), "$muted")
    )
