"""The goals there are, to put cards under one of them."""

from collections.abc import Awaitable, Callable, Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kanban.domain.records import Goal
from kanban.keymap import Keymap
from kanban.ui.cells import shown
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint

NONE = "0"
"""The id of the row for no goal; goals begin at 1."""


class GoalChoiceScreen(Dialog):
    """Shows the open goals, and hands on the one that is chosen.

    Args:
        title: Which cards it is about.
        goals: In their order.
        goal_id: The one they are under; None for none, or for several.
        keymap: The keys this person uses.
        take: Is given the goal's id, None for no goal; returns None where that was refused.
    """

    def __init__(
        self,
        title: str,
        goals: Iterable[Goal],
        goal_id: int | None,
        keymap: Keymap,
        take: Callable[[int | None], Awaitable[object]],
    ) -> None:
        super().__init__(title, keymap, "dialog.leave")
        self._goals = list(goals)
        self._goal_id = goal_id
        self._take = take

    def fields(self) -> Iterable[Widget]:
        """Return the list."""
        options = [Option(_words(goal), id=str(goal.id)) for goal in self._goals]
        none = Option(Content.styled("  No goal", "$muted"), id=NONE)
        yield OptionList(*options, none, markup=False)

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter chooses."""
        return (Hint("enter", "choose", "choose"),)

    def on_mount(self) -> None:
        """Begin at the goal they are under."""
        choices = self.query_one(OptionList)
        ids = [goal.id for goal in self._goals]
        choices.highlighted = ids.index(self._goal_id) if self._goal_id in ids else 0
        choices.focus()

    def action_choose(self) -> None:
        """Choose the highlighted one."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    async def _choose(self, message: OptionList.OptionSelected) -> None:
        goal_id = int(message.option_id or NONE) or None
        if await self._take(goal_id) is not None:
            self.dismiss()


def _words(goal: Goal) -> Content:
    return Content.assemble(
        ("▌ ", f"$goal-{goal.color}"),
        (shown(goal.title), "$foreground"),
        (f"  {shown(goal.why)}" if goal.why else "", "$dim"),
    )
