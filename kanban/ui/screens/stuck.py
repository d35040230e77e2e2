"""A stuck moment: what got in the way, what came of it, and the smallest next step."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from kanban.domain.records import Card
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Outcome
from kanban.ui.screens.dialog import Dialog, label
from kanban.ui.widgets.key_footer import Hint
from kanban.ui.widgets.way_choice import WayChoice

TITLE_CELLS = 60
BOXES = {False: "☐", True: "☑"}


class StuckScreen(Dialog):
    """Asks for what a reframed moment holds, and hands it on.

    Args:
        keymap: The keys this person uses.
        card: The card that is stuck, None for none.
        submit: Takes what `operations/wins.reframe` does, the card left out; returns None where it
            was refused and that was told.
    """

    def __init__(
        self,
        keymap: Keymap,
        card: Card | None,
        submit: Callable[[Mapping[str, Any]], Awaitable[Outcome]],
    ) -> None:
        title = "A stuck moment" if card is None else f"Stuck: {cut(card.title, TITLE_CELLS)}"
        own = () if card is None else ("stuck.toggle-blocked",)
        super().__init__(title, keymap, "dialog.save", *own, "dialog.leave")
        self._keymap = keymap
        self._card = card
        self._submit = submit
        self._is_blocked = False

    def fields(self) -> Iterable[Widget]:
        """Return the fields from what was in the way to what comes next."""
        yield label("What got in the way?")
        yield Input(placeholder="Stays private; may stay empty", id="in-the-way")
        yield label("What came of it?")
        yield WayChoice(self._keymap)
        yield Static("A line about it", classes="dialog--label", id="question")
        yield Input(placeholder="This line is the win", id="learned")
        yield label("Smallest next step?")
        yield Input(placeholder="A card on top of the first column; may stay empty", id="next")
        if self._card is not None:
            yield Static(id="blocked")

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter goes on."""
        return (Hint("enter", "next", "app.focus_next"),)

    def on_mount(self) -> None:
        """Show that the card is not marked yet."""
        if self._card is not None:
            self._show_block()

    @property
    def is_unsaved(self) -> bool:
        """Whether a line was written."""
        return any(field.value.strip() for field in self.query(Input))

    @on(WayChoice.Chosen)
    def _ask(self, message: WayChoice.Chosen) -> None:
        """Ask the question of the way that was chosen."""
        self.query_one("#question", Static).update(Content(message.way.question))
        self.query_one("#learned").focus()

    @on(Input.Submitted, "#next")
    async def _finish(self) -> None:
        await self.action_dialog_save()

    @on(Input.Submitted)
    def _go_on(self, message: Input.Submitted) -> None:
        if message.input.id != "next":
            self.focus_next()

    @on(events.Click, "#blocked")
    def _click_blocked(self) -> None:
        self.action_stuck_toggle_blocked()

    def action_stuck_toggle_blocked(self) -> None:
        """Mark the card as blocked with the win, or leave it unmarked."""
        self._is_blocked = not self._is_blocked
        self._show_block()

    async def action_dialog_save(self) -> None:
        """Hand on what was written, and close."""
        choice = self.query_one(WayChoice)
        learned = self.query_one("#learned", Input)
        if choice.way is None:
            self.say("Choose one of the three first: what came of it?")
            choice.focus()
        elif not learned.value.strip():
            self.say(f"One line makes it a win. {choice.way.question}")
            learned.focus()
        elif await self._submit(
            {
                "kind": choice.way.kind,
                "learned": learned.value,
                "in_the_way": self.query_one("#in-the-way", Input).value,
                "next_title": self.query_one("#next", Input).value,
                "is_blocked": self._is_blocked,
            }
        ):
            self.dismiss()

    def _show_block(self) -> None:
        words = Content.assemble(
            (f"{BOXES[self._is_blocked]} ", "$accent" if self._is_blocked else "$muted"),
            ("Mark the card as blocked", "$foreground" if self._is_blocked else "$muted"),
        )
        self.query_one("#blocked", Static).update(words)
