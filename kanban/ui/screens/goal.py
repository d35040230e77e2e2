"""A goal and its first small steps; also what an empty board asks for first."""

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from kanban.domain.operations import goals
from kanban.domain.splitting import split
from kanban.keymap import Keymap
from kanban.ui.desk import Desk
from kanban.ui.screens.dialog import Dialog, label

WELCOME = (
    "A board for one big thing at a time. Name it, say why it matters, and write the first small"
    " steps. Each step you finish is kept as a win."
)


class GoalScreen(Dialog):
    """Asks for a goal, its why and its first steps, and makes them as one change."""

    def __init__(self, desk: Desk, keymap: Keymap, is_welcome: bool = False) -> None:
        title = "Welcome. What do you want to bring about?" if is_welcome else "A new goal"
        super().__init__(title, keymap, "dialog.save", "dialog.leave")
        self._desk = desk
        self._is_welcome = is_welcome

    def fields(self) -> Iterable[Widget]:
        """Return the goal's fields."""
        if self._is_welcome:
            yield Static(Content(WELCOME), classes="dialog--words")
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
