"""Changing a goal: title, why it matters, colour, the day it is meant to be reached, milestones."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, TextArea

from kanban.domain.dates import parse_day, say_day
from kanban.domain.operations import goals
from kanban.domain.records import COLORS
from kanban.domain.text import harmless, is_visible
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.desk import Desk, Outcome
from kanban.ui.screens.dialog import label
from kanban.ui.screens.record_dialog import RecordDialog


class GoalEditScreen(RecordDialog):
    """Shows a goal's fields and saves what was changed, as one change."""

    def __init__(self, desk: Desk, keymap: Keymap, goal_id: int) -> None:
        super().__init__("Change the goal", keymap, "dialog.save", "dialog.leave")
        self._desk = desk
        self._goal = desk.board.goal(goal_id)

    def fields(self) -> Iterable[Widget]:
        """Return the goal's fields."""
        goal = self._goal
        yield label("Goal")
        yield Input(harmless(goal.title), id="title", select_on_focus=False)
        yield label("Why it matters")
        yield Input(harmless(goal.why), id="why", select_on_focus=False)
        yield label("Meant to be reached")
        day = goal.target_on.isoformat() if goal.target_on else ""
        yield Input(day, placeholder="28 nov, +3w, 2027-05-01", id="day", select_on_focus=False)
        yield label("Colour")
        colors = [(Content.assemble(("▌ ", f"$goal-{each}"), each), each) for each in COLORS]
        yield Select(colors, value=goal.color, allow_blank=False, id="color")
        yield label("Milestones in their order, one a line")
        names = "\n".join(map(harmless, goal.milestones))
        yield TextArea(names, id="milestones", show_line_numbers=False, tab_behavior="focus")
        if goal.achieved_at is not None:
            yield label("What made it possible")
            yield Input(harmless(goal.made_possible), id="made-possible", select_on_focus=False)

    @on(Input.Submitted)
    async def _enter(self) -> None:
        await self.action_dialog_save()

    @on(Input.Changed, "#day")
    def _echo_day(self, message: Input.Changed) -> None:
        """Say back which day was understood."""
        try:
            day = self._day(message.value)
        except BoardError:
            return
        if day and message.value != (self._goal.target_on and self._goal.target_on.isoformat()):
            self.say(f"By {say_day(day, self._desk.now.day)} ({day}).")

    async def save(self, fields: dict[str, Any]) -> Outcome:
        """Save the fields that were changed."""
        return await self._desk.do(goals.amend, goal_id=self._goal.id, fields=fields)

    def written(self) -> dict[str, Any]:
        """Return what the fields hold.

        Raises:
            UsageError: The target names no day.
        """
        lines = self.query_one("#milestones", TextArea).text.splitlines()
        written = {
            "title": self.query_one("#title", Input).value,
            "why": self.query_one("#why", Input).value,
            "target_on": self._day(self.query_one("#day", Input).value),
            "color": self.query_one("#color", Select).value,
            "milestones": tuple(line.strip() for line in lines if is_visible(line)),
        }
        for field in self.query("#made-possible").results(Input):
            written["made_possible"] = field.value
        return written

    def _day(self, text: str) -> Any:
        return parse_day(text, self._desk.now.day) if text.strip() else None
