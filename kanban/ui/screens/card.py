"""One card, open: its title, notes and checklist at the left, all else about it at the right."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import PurePath
from typing import Any, ClassVar

from textual import events, on
from textual.app import SuspendNotSupported
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from kanban.domain.card_story import Stay, say_days, stays
from kanban.domain.due import write_due
from kanban.domain.due_words import due_fields, say_due_line
from kanban.domain.operations import cards
from kanban.domain.records import Goal
from kanban.domain.tags import tags_of
from kanban.domain.text import harmless
from kanban.domain.waiting_words import completed, open_titles, read_waits, write_waits
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.outside_editor import OutsideEditor
from kanban.ui.cells import shown
from kanban.ui.desk import Desk, Outcome
from kanban.ui.screens.dialog import label
from kanban.ui.screens.record_dialog import RecordDialog
from kanban.ui.settings import Settings
from kanban.ui.widgets.card_links import CardLinks
from kanban.ui.widgets.card_story import CardStory, say_since
from kanban.ui.widgets.checklist import ChecklistField, ItemList
from kanban.ui.widgets.completion import Completion
from kanban.ui.widgets.key_footer import Hint, KeyFooter
from kanban.ui.widgets.notes import NotesField, Page
from kanban.ui.widgets.tag_field import TagField

_COMMANDS = ("dialog.save", "card-page.write-notes", "card-page.open-editor", "dialog.leave")


class CardScreen(RecordDialog):
    """Shows a card and saves what was changed, as one change."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "../dialogs.tcss",
        "../card.tcss",
    ]
    FRAME_ROWS = 3
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-snug"), (104, "-wide")]

    def __init__(self, desk: Desk, keymap: Keymap, card_id: int, settings: Settings) -> None:
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._is_quiet = settings.chosen.quiet
        self._card = desk.board.card(card_id)
        self._stays = stays(desk.board, self._card, desk.now, settings.chosen.day_starts_at)
        super().__init__(self._heading, keymap, *_COMMANDS)

    @property
    def _heading(self) -> str:
        column = self._desk.board.column(self._card.column_id).name
        words = f"Card {self._card.id} in {column}"
        here: Stay | None = self._stays[0] if self._stays else None
        if here is None:
            return words
        words += f" since {say_since(here, self._desk.now.day)}"
        return words if self._is_quiet or not here.days else f"{words}, {say_days(here.days)}"

    # -- what stands on the screen -------------------------------------------------------------

    def fields(self) -> Iterable[Widget]:
        """Return the card's fields."""
        card = self._card
        yield Input(harmless(card.title), id="title", select_on_focus=False)
        with Container(id="sides"):
            with Vertical(id="words"):
                yield label("Notes")
                yield NotesField(card.notes, self._notes_hint)
                yield ChecklistField(card.checklist, self._keymap, self._is_quiet)
            with Vertical(id="about"):
                for name, field in self._rows():
                    with Horizontal(classes="row", id=f"row-{field.id}"):
                        yield Static(Content(name), classes="row--label")
                        yield field
                yield CardLinks(self._desk.board, card, self._is_quiet)
                yield label("Its way")
                yield CardStory(self._stays, self._desk.now.day, self._is_quiet)

    def _rows(self) -> Iterable[tuple[str, Widget]]:
        card, board = self._card, self._desk.board
        goals = [(Content(shown(goal.title)), goal.id) for goal in board.goals()]
        is_known = card.goal_id in board.table(Goal)
        goal_id = card.goal_id if is_known and card.goal_id else None
        yield (
            "Goal",
            Select(
                goals,
                prompt="none",
                value=Select.NULL if goal_id is None else goal_id,
                id="goal",
            ),
        )
        yield "Milestone", self._milestones(goal_id, card.milestone)
        yield "Due", _line(write_due(card), "fri 17:00, +3d, 4 dec", "due")
        yield "Repeats", _line(card.repeat, "every fri, monthly", "repeat")
        yield "Tags", TagField(card.tags, lambda: tags_of(board), self._settings.inks)
        yield "Blocked", _line(card.blocked, "what is in the way", "blocked")
        known = Completion(lambda: open_titles(board), completed)
        waits = write_waits(card.waits_for)
        yield "Waits for", _line(waits, "a number or a title", "waits", known)

    def _milestones(self, goal_id: int | None, milestone: str | None) -> Widget:
        names = self._stages(goal_id, milestone)
        return Select(
            [(Content(shown(name)), name) for name in names],
            prompt="none",
            value=milestone if milestone in names else Select.NULL,
            disabled=not names,
            id="milestone",
        )

    def _stages(self, goal_id: int | None, milestone: str | None) -> tuple[str, ...]:
        """Return the milestones a card may stand under, its own even where it is there no more."""
        goal = self._desk.board.get(Goal, goal_id or 0)
        names = goal.milestones if goal else ()
        is_lost = milestone and milestone not in names and goal_id == self._card.goal_id
        return (*names, milestone) if milestone and is_lost else names

    @property
    def _notes_hint(self) -> str:
        key = self._keymap.key
        return (
            f"{key('card-page.write-notes')} writes here, in Markdown;"
            f" {key('card-page.open-editor')} in your editor."
        )

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Name the keys of the field that has them now."""
        hints = self._hints
        if isinstance(event.widget, ItemList):
            hints = (*self.query_one(ChecklistField).list_hints, hints[0], hints[-1])
        elif isinstance(event.widget, Page):
            hints = (Hint("enter", "write", "card_page_write_notes"), hints[0], *hints[2:])
        else:
            hints = (*self.first_hints(), *hints)
        self.query_one(KeyFooter).show(hints)

    @on(Select.Changed, "#goal")
    def _follow_goal(self) -> None:
        """Offer the milestones of the goal that was chosen."""
        field = self.query_one("#milestone", Select)
        milestone = field.value if isinstance(field.value, str) else None
        names = self._stages(self._goal_id, milestone)
        field.set_options((Content(shown(name)), name) for name in names)
        field.value = milestone if milestone in names else Select.NULL
        field.disabled = not names

    @on(Input.Submitted)
    async def _enter(self) -> None:
        await self.action_dialog_save()

    @on(Input.Changed, "#due, #repeat")
    def _echo_due(self) -> None:
        """Say back which day was understood, and which comes after it."""
        day, rule = self._due_lines
        if (day, rule) != (write_due(self._card), harmless(self._card.repeat)):
            with suppress(BoardError):
                now = self._desk.now
                self.say(say_due_line(due_fields(day, rule, now), now))

    @on(Input.Changed, "#waits")
    def _show_waits(self, message: Input.Changed) -> None:
        """Show the cards that were understood, by their titles."""
        with suppress(BoardError):
            self.query_one(CardLinks).wait_for(self._waits(message.value))

    @on(Input.Blurred, "#waits")
    def _number_waits(self, message: Input.Blurred) -> None:
        """Leave the numbers in the line; the titles stand below."""
        with suppress(BoardError):
            message.input.value = write_waits(self._waits(message.value))

    # -- notes ---------------------------------------------------------------------------------

    async def action_card_page_write_notes(self) -> None:
        """Write the notes here; again reads them."""
        field = self.query_one(NotesField)
        if field.is_writing:
            await field.read()
        else:
            field.write()

    async def action_card_page_open_editor(self) -> None:
        """Write the notes in the person's own editor, which has the terminal until it ends."""
        field = self.query_one(NotesField)
        try:
            editor = OutsideEditor()
            with self.app.suspend():
                text = editor.edit(field.text, f"card-{self._card.id}")
        except SuspendNotSupported:
            self.say_trouble("This terminal cannot be given to an editor.")
        except BoardError as error:
            self.say_trouble(str(error))
        else:
            if text == field.text:
                self.say(f"Nothing changed in {editor.name}.")
                return
            await field.take(text)
            self.say(f"Taken over from {editor.name}. {self._keymap.key('dialog.save')} saves it.")

    # -- saving --------------------------------------------------------------------------------

    def action_dialog_leave(self) -> None:
        """Leave the item that is being reworded as it was, else the card."""
        if not self.query_one(ChecklistField).stop_rewording():
            super().action_dialog_leave()

    async def save(self, fields: dict[str, Any]) -> Outcome:
        """Save the fields that were changed."""
        return await self._desk.do(cards.amend, card_id=self._card.id, fields=fields)

    def written(self) -> dict[str, Any]:
        """Return what the fields hold.

        Raises:
            UsageError: The due date names no day, or the rule is none.
            RuleError: A card that is waited for is not known.
        """
        milestone = self.query_one("#milestone", Select).value
        return {
            "title": self.query_one("#title", Input).value,
            "notes": self.query_one(NotesField).text,
            "checklist": self.query_one(ChecklistField).written,
            "goal_id": self._goal_id,
            "milestone": milestone if isinstance(milestone, str) else None,
            **self._due,
            "tags": self.query_one(TagField).tags,
            "blocked": self.query_one("#blocked", Input).value,
            "waits_for": self._waits(self.query_one("#waits", Input).value),
        }

    @property
    def _goal_id(self) -> int | None:
        goal_id = self.query_one("#goal", Select).value
        return goal_id if isinstance(goal_id, int) else None

    @property
    def _due_lines(self) -> tuple[str, str]:
        """What stands in the lines for the due day and the rule."""
        return self.query_one("#due", Input).value, self.query_one("#repeat", Input).value

    @property
    def _due(self) -> dict[str, Any]:
        """The day and the rule; those of the card where nothing was typed, whatever day it is."""
        day, rule = self._due_lines
        card = self._card
        if (day, rule) == (write_due(card), harmless(card.repeat)):
            return {"due_on": card.due_on, "due_at": card.due_at, "repeat": card.repeat}
        return due_fields(day, rule, self._desk.now)

    def _waits(self, text: str) -> tuple[int, ...]:
        """Return the cards that are waited for; those of the card may be gone since."""
        held = self._card.waits_for
        return held if text == write_waits(held) else read_waits(self._desk.board, text)


def _line(text: str, example: str, id_: str, known: Completion | None = None) -> Input:
    return Input(
        harmless(text), placeholder=example, suggester=known, select_on_focus=False, id=id_
    )
