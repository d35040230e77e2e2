"""Splitting: a card or a goal becomes small steps, one a line; the lines are kept at every key."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace

from textual import on
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Select, Static, TextArea

from kanban.domain.change import Change
from kanban.domain.hints import reads_like_a_project
from kanban.domain.operations import goals
from kanban.domain.records import Card, Goal
from kanban.domain.splitting import Step, split
from kanban.errors import BoardError, StorageError
from kanban.keymap import Keymap
from kanban.split_helper import SplitHelper
from kanban.template_files import Template
from kanban.ui.cells import cut, shown
from kanban.ui.desk import Desk
from kanban.ui.screens.board.views import setting
from kanban.ui.screens.dialog import Dialog, label
from kanban.ui.screens.prompt import Prompt
from kanban.ui.screens.templates import TemplatesScreen
from kanban.ui.settings import Settings
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.split_preview import SplitPreview, SplitView
from kanban.ui.widgets.steps_area import StepsArea

_CARD = 0
"""What stands for the card among the ids of goals, which begin at 1."""
_OFFER_CELLS = 36
"""How much of a line an offer repeats."""
_COMMANDS = (
    *("dialog.save", "split.use-template", "split.ask", "split.make-smaller"),
    *("split.keep-template", "dialog.leave"),
)


class SplitScreen(Dialog):
    """Asks for steps and makes cards of them, as one change.

    Args:
        desk: Where the board is.
        keymap: The keys this person uses.
        settings: What they chose, and their templates.
        card_id: The card to split, None for none.
        goal_id: The goal to split, where there is no card; None for the first.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        settings: Settings,
        card_id: int | None,
        goal_id: int | None = None,
    ) -> None:
        super().__init__("Split into small steps", keymap, *_COMMANDS)
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._card = None if card_id is None else desk.board.get(Card, card_id)
        first = next((goal.id for goal in desk.board.goals()), None)
        self._what = _CARD if self._card is not None else goal_id or first
        self._steps: Sequence[Step] = ()
        self._text = ""
        self._row = 0
        self._offered: set[str] = set()
        self._helper: SplitHelper | None = None
        self._trouble = ""

    # -- what stands on the screen -------------------------------------------------------------

    def fields(self) -> Iterable[Widget]:
        """Return what to split and why it matters, the lines, and what they will become."""
        options = [(Content(shown(goal.title)), goal.id) for goal in self._desk.board.goals()]
        if self._card is not None:
            options.insert(0, (Content(shown(f"This card: {self._card.title}")), _CARD))
        yield Select(
            options,
            prompt="Nothing to split yet: add a card or a goal first",
            value=Select.NULL if self._what is None else self._what,
            allow_blank=self._what is None,
            id="what",
        )
        why = Static(Content(self._why), id="why", classes="dialog--words")
        why.display = bool(self._why)
        yield why
        self._text = self._drafted()
        with Container(id="halves"):
            with Vertical(id="written"):
                yield label("One small step a line, each to finish in a day")
                yield StepsArea(self._text)
            self._steps = self._understood()
            yield SplitPreview(self._view)

    def on_mount(self) -> None:
        """Begin at the end of the lines."""
        area = self._area
        area.focus()
        area.move_cursor(area.document.end)
        self._preview.show(self._view)
        if self._trouble:
            self.say_trouble(self._trouble)
        elif self._text:
            self.say("Your lines from before stand here.")

    @property
    def _area(self) -> StepsArea:
        return self.query_one(StepsArea)

    @property
    def _preview(self) -> SplitPreview:
        return self.query_one(SplitPreview)

    @property
    def _goal(self) -> Goal | None:
        goal_id = self._card.goal_id if self._what == _CARD and self._card else self._what
        return self._desk.board.get(Goal, goal_id or 0)  # undone elsewhere, it is gone

    @property
    def _why(self) -> str:
        goal = self._goal
        return shown(goal.why) if goal else ""

    @property
    def _view(self) -> SplitView:
        goal = self._goal
        return SplitView(
            steps=self._steps,
            color=goal.color if goal else "none",
            has_stages=goal is not None,
            line=self._row,
            setting=setting(self._desk, self._settings),
        )

    def _understood(self) -> Sequence[Step]:
        """Return the steps as they will be, with what they share with the card."""
        steps = split(self._text, self._desk.now.day)
        card = self._card if self._what == _CARD else None
        if card is None or not (card.tags or card.milestone):
            return steps
        return [
            replace(
                step,
                milestone=step.milestone or card.milestone,
                tags=tuple(dict.fromkeys((*card.tags, *step.tags))),
            )
            for step in steps
        ]

    # -- writing -------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _follow_text(self) -> None:
        """Keep the lines, then show what they will become."""
        text = self._area.text
        if text != self._text:
            self._text = text
            self._keep_draft()
            self._show_steps()

    @on(TextArea.SelectionChanged)
    def _follow_cursor(self) -> None:
        left, self._row = self._row, self._area.row
        if left != self._row:
            self._offer(left)
            self._preview.show(self._view)

    @on(Select.Changed, "#what")
    def _turn_to(self, message: Select.Changed) -> None:
        """Split something else: the lines go along, unless others wait there."""
        if not isinstance(message.value, int) or message.value == self._what:
            return
        before, self._what = self._what, message.value
        why = self.query_one("#why", Static)
        why.update(Content(self._why))
        why.display = bool(self._why)
        waiting = self._drafted()
        if waiting:
            self._text = waiting
            self._area.text = waiting
            self.say("The lines from before for this one stand here; the others are kept.")
        elif self._text and before is not None:
            self._desk.drawer.drop(self._draft_name(before))
            self._keep_draft()
        self._show_steps()
        self._area.focus()

    def _show_steps(self) -> None:
        self._steps = self._understood()
        self._preview.show(self._view)

    def _offer(self, row: int) -> None:
        """Offer once to make a line smaller that reads like more than a sitting."""
        step = next((step for step in self._steps if step.line == row), None)
        if step is None or step.title in self._offered or not reads_like_a_project(step.title):
            return
        self._offered.add(step.title)
        self._keep_draft()
        key = self._keymap.key("split.make-smaller")
        if key:
            self.say(f'Smaller? {key} begins steps under "{cut(step.title, _OFFER_CELLS)}".')

    def action_split_make_smaller(self) -> None:
        """Make a milestone of a line, with room for smaller steps below."""
        words = self._area.make_smaller(self._desk.now.day)
        if words is not None:
            self._offered.add(words)
            self.say("Write its smaller steps below; it becomes their milestone.")

    # -- the draft -----------------------------------------------------------------------------

    def _draft_name(self, what: int) -> str:
        return f"split-card-{self._card.id}" if not what and self._card else f"split-goal-{what}"

    def _drafted(self) -> str:
        """Return the lines that were kept, and know those that smaller steps were offered for."""
        if self._what is None:
            return ""
        try:
            note = self._desk.drawer.get(self._draft_name(self._what)) or {}
        except StorageError as error:
            self._trouble = f"New lines take the place of a draft that cannot be read. {error}"
            return ""
        offered = note.get("offered")
        self._offered.update(map(str, offered) if isinstance(offered, list) else ())
        return str(note.get("text", ""))

    def _keep_draft(self) -> None:
        if self._what is None:
            return
        name = self._draft_name(self._what)
        try:
            if self._text.strip():
                offered = sorted(self._offered)
                self._desk.drawer.put(name, {"text": self._text, "offered": offered})
            else:
                self._desk.drawer.drop(name)
        except StorageError as error:
            self.say_trouble(str(error))

    async def action_dialog_save(self) -> None:
        """Make the cards, and close."""
        steps = split(self._text, self._desk.now.day)
        what = self._what
        if what is None or not steps:
            self.say_trouble("Write at least one step, one a line.")
            return
        if what == _CARD and self._card is not None:
            outcome = await self._desk.do(goals.split_card, card_id=self._card.id, steps=steps)
        else:
            outcome = await self._desk.do(goals.split_goal, goal_id=what, steps=steps)
        if isinstance(outcome, Change):  # what waits for the disk is kept until it is there
            self._desk.drawer.drop(self._draft_name(what))
        if outcome is not None:
            self.dismiss()

    def action_dialog_leave(self) -> None:
        """Wait no longer for a program; else close, for the lines are kept."""
        if self._helper is None:
            self.dismiss()
        else:
            self._stop_helper()
            self.say("No longer waiting.")

    # -- templates -----------------------------------------------------------------------------

    def action_split_use_template(self) -> None:
        """Choose a template and put its lines behind those that stand here."""
        templates, problems = self._settings.templates()
        self.app.push_screen(
            TemplatesScreen(
                templates, self._keymap, self._take, problems=problems, today=self._desk.now.day
            )
        )

    def _take(self, template: Template) -> None:
        self._area.add(template.steps)
        self._area.move_cursor(self._area.document.end)

    def action_split_keep_template(self) -> None:
        """Ask for a name and keep the lines as a template."""
        if not self._steps:
            self.say_trouble("Write at least one step, one a line.")
            return
        prompt = Prompt("Keep these lines as a template", self._keymap, self._keep_template)
        self.app.push_screen(prompt)

    async def _keep_template(self, name: str) -> str | None:
        try:
            self._settings.keep_template(name, self._text)
        except BoardError as error:
            screen = self.app.screen
            if isinstance(screen, Dialog):
                screen.say_trouble(str(error))
            return None
        key = self._keymap.key("split.use-template")
        self.say(f"Kept as a template. {key} finds it.")
        return name

    # -- a program of one's own ----------------------------------------------------------------

    def action_split_ask(self) -> None:
        """Have the person's program draft steps, which join the lines here."""
        chosen = self._settings.chosen
        if self._helper is not None or not chosen.split_command or self._what is None:
            return
        self._helper = SplitHelper(chosen.split_command, chosen.split_timeout_s)
        leave = self._keymap.key("dialog.leave")
        words = f"Waiting for {self._helper.name}. {leave} stops it."
        self.query_one(Notice).hold(words, is_trouble=False)
        self.run_worker(self._ask(self._helper))

    async def _ask(self, helper: SplitHelper) -> None:
        goal = self._goal
        is_card = self._what == _CARD and self._card is not None
        title = self._card.title if is_card and self._card else goal.title if goal else ""
        try:
            lines = await asyncio.to_thread(helper.draft, title, goal.why if goal else "")
        except BoardError as error:
            if not helper.is_stopped:
                self.say_trouble(str(error))
        else:
            if not helper.is_stopped:
                self._area.add(lines)
                self.say(f"Added what {helper.name} drafted. Take out what does not fit.")
        finally:  # also where the dialog is closed or the board left: nothing runs on behind it
            helper.stop()
            if self._helper is helper:
                self._helper = None

    def _stop_helper(self) -> None:
        if self._helper is not None:
            self._helper.stop()
            self._helper = None
