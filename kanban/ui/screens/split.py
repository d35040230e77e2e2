"""Splitting: a card or a goal becomes small steps, one a line."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Select, TextArea

from kanban.domain.operations import goals
from kanban.domain.records import Card
from kanban.domain.steps import steps
from kanban.keymap import Keymap
from kanban.ui.cells import shown
from kanban.ui.desk import Desk
from kanban.ui.screens.dialog import Dialog, label
from kanban.ui.settings import Settings

_CARD = 0
"""What stands for the card among the ids of goals, which begin at 1."""


class SplitScreen(Dialog):
    """Asks for steps and makes cards of them, as one change."""

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        card_id: int | None,
        goal_id: int | None = None,
    ) -> None:
        super().__init__("Split into small steps", keymap, "dialog.save", "dialog.leave")
        self._settings = settings
        self._desk = desk
        self._goal_id = goal_id
        self._card = None if card_id is None else desk.board.get(Card, card_id)

    def fields(self) -> Iterable[Widget]:
        """Return what to split, and the lines."""
        options = [(Content(shown(goal.title)), goal.id) for goal in self._desk.board.goals()]
        if self._card is not None:
            options.insert(0, (Content(shown(f"This card: {self._card.title}")), _CARD))
        yield label("What")
        yield Select(
            options,
            prompt="Nothing to split yet: add a card or a goal first",
            value=self._goal_id or (options[0][1] if options else Select.NULL),
            id="what",
        )
        yield label("Steps, one a line; each small enough to finish today")
        yield TextArea(id="steps", show_line_numbers=False, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin with the lines."""
        self.query_one("#steps").focus()

    @on(TextArea.Changed)
    def _count(self, message: TextArea.Changed) -> None:
        count = len(steps(message.text_area.text))
        if count and not self._settings.chosen.quiet:
            self.say(f"{count} {'card' if count == 1 else 'cards'}")

    @property
    def is_unsaved(self) -> bool:
        """Whether a step was written."""
        return bool(steps(self.query_one("#steps", TextArea).text))

    async def action_dialog_save(self) -> None:
        """Make the cards, and close."""
        lines = steps(self.query_one("#steps", TextArea).text)
        what = self.query_one("#what", Select).value
        if not isinstance(what, int) or not lines:
            self.say_trouble("Write at least one step, one a line.")
            return
        if what == _CARD and self._card is not None:
            change = await self._desk.do(goals.split_card, card_id=self._card.id, steps=lines)
        else:
            change = await self._desk.do(goals.split_goal, goal_id=what, steps=lines)
        if change is not None:
            self.dismiss()
