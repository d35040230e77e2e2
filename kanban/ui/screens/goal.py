"""A goal and its first small steps."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input, TextArea

from kanban.domain.operations import goals
from kanban.domain.splitting import split
from kanban.keymap import Keymap
from kanban.ui.desk import Desk
from kanban.ui.screens.dialog import Dialog, label


class GoalScreen(Dialog):
    """Asks for a goal, its why and its first steps, and makes them as one change."""

    def __init__(self, desk: Desk, keymap: Keymap) -> None:
        super().__init__("A new goal", keymap, "dialog.save", "dialog.leave")
        self._desk = desk

    def fields(self) -> Iterable[Widget]:
        """Return the goal's fields."""
        yield label("Goal")
        yield Input(placeholder="Launch the product", id="title")
        yield label("Why it matters")
        yield Input(placeholder="In one line; it stands beside each win", id="why")
        yield label("First small steps, one a line")
        yield TextArea(id="steps", show_line_numbers=False, tab_behavior="focus")

    @property
    def is_unsaved(self) -> bool:
        """Whether anything was written."""
        texts = [field.value for field in self.query(Input)]
        return any(text.strip() for text in [*texts, self.query_one("#steps", TextArea).text])

    async def action_dialog_save(self) -> None:
        """Make the goal and its cards, and close."""
        title = self.query_one("#title", Input).value
        steps = split(self.query_one("#steps", TextArea).text, self._desk.now.day)
        if not title.strip():
            self.say_trouble("Name the goal first; a few words will do.")
            self.query_one("#title").focus()
            return
        why = self.query_one("#why", Input).value
        if await self._desk.do(goals.add, title=title, why=why, steps=steps):
            self.dismiss()

    def on_input_submitted(self) -> None:
        """Go on to the next field."""
        self.focus_next()
