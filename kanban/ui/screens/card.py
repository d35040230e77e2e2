"""One card, open: title, notes, goal, due, tags, checklist."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from kanban.domain.dates import parse_day, say_day
from kanban.domain.operations import cards
from kanban.domain.records import Card, Goal, Item
from kanban.domain.text import harmless
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.cells import shown
from kanban.ui.desk import Desk, Outcome
from kanban.ui.screens.dialog import label
from kanban.ui.screens.record_dialog import RecordDialog
from kanban.ui.settings import Settings
from kanban.ui.widgets.card_face import DIVIDED
from kanban.ui.widgets.checklist import Checklist, item_line


class CardScreen(RecordDialog):
    """Shows a card and saves what was changed, as one change."""

    def __init__(self, desk: Desk, keymap: Keymap, card_id: int, settings: Settings) -> None:
        self._desk = desk
        self._is_quiet = settings.chosen.quiet
        self._card = desk.board.card(card_id)
        column = desk.board.column(self._card.column_id).name
        super().__init__(f"Card {card_id} in {column}", keymap, "dialog.save", "dialog.leave")

    def fields(self) -> Iterable[Widget]:
        """Return the card's fields."""
        card, board = self._card, self._desk.board
        yield label("Title")
        yield Input(harmless(card.title), id="title", select_on_focus=False)
        yield label("Notes")
        yield TextArea(card.notes, id="notes", show_line_numbers=False, tab_behavior="focus")
        yield label("Checklist")
        yield Checklist(card.checklist)
        yield Input(placeholder="Add an item and press enter", id="item")
        yield from self._parts()
        yield label("Goal")
        goals = [(Content(shown(goal.title)), goal.id) for goal in board.goals()]
        is_known = card.goal_id in board.table(Goal)
        yield Select(
            goals,
            prompt="No goal",
            value=card.goal_id if is_known and card.goal_id else Select.NULL,
            id="goal",
        )
        yield label("Due")
        due = card.due_on.isoformat() if card.due_on else ""
        yield Input(due, placeholder="fri, tomorrow, +3d, 28 nov", id="due")
        yield label("Tags")
        yield Input(harmless(" ".join(card.tags)), placeholder="words, parted by blanks", id="tags")

    def _parts(self) -> Iterable[Widget]:
        """Yield the cards that this one was split into, each done or not."""
        board = self._desk.board
        parts = [card for card in board.table(Card).values() if card.split_from == self._card.id]
        shown_parts = [card for card in parts if card.archived_at is None or board.is_done(card)]
        if not shown_parts:
            return
        done, total = board.parts_tally(self._card.id)
        yield label("Split into" if self._is_quiet else f"Split into {DIVIDED} {done}/{total}")
        items = (Item(card.title, is_done=board.is_done(card)) for card in shown_parts)
        with VerticalScroll(id="parts", can_focus=False):
            yield Static(Content("\n").join(map(item_line, items)))

    @on(Input.Submitted, "#item")
    def _add_item(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self.query_one(Checklist).add(message.value)
            message.input.clear()

    @on(Input.Submitted, "#title")
    async def _enter(self) -> None:
        await self.action_dialog_save()

    @on(Input.Changed, "#due")
    def _echo_due(self, message: Input.Changed) -> None:
        """Say back which day was understood."""
        try:
            due = self._due(message.value)
        except BoardError:
            return
        if due and message.value != (self._card.due_on and self._card.due_on.isoformat()):
            self.say(f"Due {say_day(due, self._desk.now.day)} ({due}).")

    async def save(self, fields: dict[str, Any]) -> Outcome:
        """Save the fields that were changed."""
        return await self._desk.do(cards.amend, card_id=self._card.id, fields=fields)

    def written(self) -> dict[str, Any]:
        """Return what the fields hold.

        Raises:
            UsageError: The due date names no day.
        """
        goal_id = self.query_one("#goal", Select).value
        pending = self.query_one("#item", Input).value
        checklist = self.query_one(Checklist).items
        return {
            "title": self.query_one("#title", Input).value,
            "notes": self.query_one("#notes", TextArea).text,
            "checklist": (*checklist, Item(pending)) if pending.strip() else checklist,
            "goal_id": goal_id if isinstance(goal_id, int) else None,
            "due_on": self._due(self.query_one("#due", Input).value),
            "tags": tuple(self.query_one("#tags", Input).value.split()),
        }

    def _due(self, text: str) -> Any:
        return parse_day(text, self._desk.now.day) if text.strip() else None
