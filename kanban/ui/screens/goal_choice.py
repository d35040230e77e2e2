"""The goals there are, to put cards under one of them."""

from collections.abc import Iterable

from textual.widgets import OptionList

from kanban.domain.records import Goal
from kanban.keymap import Keymap
from kanban.ui.screens.choice import Choice, ChoiceScreen, Take

NO_GOAL = "0"
"""The id of the choice of no goal; those of goals begin at 1."""


class GoalChoiceScreen(ChoiceScreen):
    """Asks under which goal to put cards.

    Args:
        title: Which cards it is about.
        goals: In their order.
        here: The id, as text, of the goal they are under, `NO_GOAL` for none; None for several.
        keymap: The keys this person uses.
        take: Is given the id of the goal, as text, or `NO_GOAL`.
    """

    def __init__(
        self, title: str, goals: Iterable[Goal], here: str | None, keymap: Keymap, take: Take
    ) -> None:
        choices = [Choice(str(goal.id), goal.title, goal.why, hue=goal.color) for goal in goals]
        choices.append(Choice(NO_GOAL, "No goal", hue="none"))
        super().__init__(title, choices, keymap, take)
        self._here = here

    def on_mount(self) -> None:
        """Begin at the goal they are under, else at the first."""
        ids = [choice.id for choice in self._choices[:-1]]
        place = ids.index(self._here) if self._here in ids else 0
        self.query_one(OptionList).highlighted = place

    async def take(self, choice_id: str) -> None:
        """Put them there; where they are already nothing is to be done."""
        if choice_id == self._here:
            self.dismiss()
        else:
            await super().take(choice_id)
