"""The recap: what a day held, three achievements, and the first step for the next."""

from collections.abc import Iterable
from datetime import date, timedelta

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from kanban.domain.dates import say_long
from kanban.domain.operations import days
from kanban.domain.recap import Recap, RecapWin, recap
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.ui.cells import shown
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.screens.dialog import Dialog, label
from kanban.ui.settings import Settings
from kanban.ui.widgets.today_panel import GLYPHS

FIELDS = ("first", "second", "third")


class RecapScreen(Dialog):
    """Shows one day, and saves what is written about it as one change."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-wide")]

    AUTO_FOCUS = ""  # the keys for other days come before typing

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__(
            "",
            keymap,
            "recap.close-day",
            "recap.previous-day",
            "recap.next-day",
            "dialog.leave",
        )
        self._desk = desk
        self._settings = settings
        self._day = desk.now.day

    def fields(self) -> Iterable[Widget]:
        """Return the two halves."""
        yield Horizontal(
            VerticalScroll(id="timeline"),
            Vertical(
                label("Three things that moved"),
                *(Input(id=name, select_on_focus=False) for name in FIELDS),
                label("First step for the next day"),
                Input(id="step", placeholder="The smallest one", select_on_focus=False),
                id="written",
            ),
            id="halves",
        )

    def on_mount(self) -> None:
        """Show today."""
        self._show(recap(self._desk.board, self._day))

    def on_changed(self, message: Changed) -> None:
        """Show a win that came from elsewhere, or that a new day has begun; writing stays."""
        self._show_title()
        if held := self._recap(self._day):
            self._show_wins(held)

    async def action_recap_close_day(self) -> None:
        """Save the day, and close."""
        three = tuple(self.query_one(f"#{name}", Input).value for name in FIELDS)
        step = self.query_one("#step", Input).value
        if not self.is_unsaved and self._held.written:
            self.dismiss()
            return
        change = await self._desk.do(
            days.close, on=self._day, fields={"three": three, "first_step": step}
        )
        if change is not None:
            self.dismiss()

    def action_recap_previous_day(self) -> None:
        """Go a day back."""
        self._go(-1)

    def action_recap_next_day(self) -> None:
        """Go a day on, at most to today."""
        self._go(1)

    @property
    def is_unsaved(self) -> bool:
        """Whether what is written differs from what is kept."""
        three = [self.query_one(f"#{name}", Input).value for name in FIELDS]
        step = self.query_one("#step", Input).value
        return [line for line in three if line] != list(self._held.three) or (
            step != self._held.first_step
        )

    def action_dialog_leave(self) -> None:
        """Leave the field first, so that the keys for other days work; then the day."""
        if self.focused is not None:
            self.set_focus(None)
        else:
            super().action_dialog_leave()

    def _go(self, by: int) -> None:
        day = self._day + timedelta(days=by)
        if self.is_unsaved:
            self.say("Not saved yet: ctrl+s saves this day first.")
        elif day <= self._desk.now.day and (held := self._recap(day)):
            self._day = day
            self._show(held)

    def _recap(self, day: date) -> Recap | None:
        """Return what a day held; None where its year cannot be read, which is told."""
        try:
            return recap(self._desk.board, day)
        except BoardError as error:
            self.say_trouble(str(error))
            return None

    def _show(self, held: Recap) -> None:
        self._held = held
        lines = [*self._held.three, "", "", ""]
        for name, text in zip(FIELDS, lines, strict=False):
            self.query_one(f"#{name}", Input).value = text
        self.query_one("#step", Input).value = self._held.first_step
        self._show_title()
        self._show_wins(self._held)

    def _show_title(self) -> None:
        self.query_one(".dialog--title", Static).update(Content(self._title_words()))

    def _title_words(self) -> str:
        today = self._desk.now.day
        when = "Today" if self._day == today else say_long(self._day)
        saved = "  saved" if self._held.written else ""
        return f"{when}, {say_long(self._day)}{saved}" if when == "Today" else f"{when}{saved}"

    def _show_wins(self, held: Recap) -> None:
        timeline = self.query_one("#timeline")
        timeline.remove_children()
        if held.wins:
            timeline.mount(*map(_win, held.wins))
        else:
            timeline.mount(Static(Content(_NOTHING), classes="recap--nothing"))


_NOTHING = "No wins are kept for this day.\nA line in your own words counts too."


def _win(each: RecapWin) -> Widget:
    """Return a win as a row: when and what kind at the left, its words and its goal beside."""
    color = f"$goal-{each.goal.color}" if each.goal else "$accent"
    mark = Content.assemble((f"{each.local_time:%H:%M} ", "$muted"), (GLYPHS[each.win.kind], color))
    lines = [Content.styled(shown(each.win.text), "$foreground")]
    if each.goal:
        why = f"  {shown(each.goal.why)}" if each.goal.why else ""
        lines.append(Content.assemble((shown(each.goal.title), color), (why, "$muted")))
    return Horizontal(
        Static(mark, classes="recap--mark"),
        Static(Content("\n").join(lines), classes="recap--words"),
        classes="recap--win",
    )
