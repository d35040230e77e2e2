"""The welcome: four questions, one a page, from a goal to a first win; each may be left out.

What is written is drafted in the drawer at every key, so that a closed terminal loses none of it.
It becomes at most two changes, at the end: the goal with its steps, and the win.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from kanban.domain.change import Change
from kanban.domain.operations import cards, goals, wins
from kanban.domain.records import COLORS
from kanban.domain.splitting import split
from kanban.domain.steps import steps
from kanban.domain.text import clean_optional, is_visible
from kanban.errors import RuleError, StorageError
from kanban.keeper import Note
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.desk import Desk, Outcome
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint

DRAFT, WELCOMED = "welcome", "welcomed"
"""The names of its notes in the drawer: what is being written, and that it was passed."""
LINE_CELLS = 68
GOAL, WHY, STEPS, WIN = range(4)
PAGES = ("goal", "why", "steps", "win")
"""The ids of the fields, in the order of their pages."""

_QUESTIONS = (
    "What do you want to bring about?",
    "Why does it matter to you?",
    "Which three small steps come first?",
    "What have you done today already?",
)
_WORDS = (
    "It may take months. The board takes it one small step at a time.",
    "In a line of your own. It stands beside the wins that come from it.",
    "Each small enough for one sitting, one a line. An empty line goes on.",
    "However small: an email, a thought put in order. It is kept as a win.",
)
_SPLIT_WORDS = (
    "Splitting the goal into small steps is your first win, and is kept. Whatever else moved"
    " counts too, however small: an email sent."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written so far, as it stands in the fields."""

    goal: str = ""
    why: str = ""
    steps: str = ""
    win: str = ""


class StepLines(TextArea):
    """Lines; enter on an empty one goes on."""

    class Finished(Message):
        """Enter was pressed on an empty line."""

    def on_key(self, event: events.Key) -> None:
        """Go on where there is nothing on the line."""
        line = self.document.get_line(self.cursor_location[0])
        if event.key == "enter" and not line.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Finished())


class WelcomeScreen(Dialog, inherit_bindings=False):
    """Asks for a goal, its why, its first steps and a first win.

    Args:
        desk: Where the board is.
        keymap: The keys this person uses.
        draft: What was written when it was left in the middle; empty for nothing.
        landed: Told what was made, when the board is seen again.
    """

    AUTO_FOCUS = ""

    def __init__(
        self,
        desk: Desk,
        keymap: Keymap,
        draft: Note,
        landed: Callable[[Sequence[Change]], None],
    ) -> None:
        super().__init__(
            "Welcome", keymap, "welcome.back", "welcome.finish", "welcome.skip", "welcome.next"
        )
        self._hints = self._hints[:-1]  # enter does it, and says so
        self._desk = desk
        self._landed = landed
        self._made: list[Change] = []
        self._is_begun = False
        self._is_over = False
        self._page, self._draft = _found(draft)
        self._kept: Note = {**asdict(self._draft), "page": self._page}

    def fields(self) -> Iterable[Widget]:
        """Return all pages; one is shown."""
        yield Static(id="question")
        yield Static(id="words")
        yield Static(id="so-far")
        yield self._input(GOAL, self._draft.goal, "Launch the product")
        yield self._input(WHY, self._draft.why, "People can start without calling us")
        yield StepLines(
            self._draft.steps, id=PAGES[STEPS], show_line_numbers=False, tab_behavior="focus"
        )
        yield self._input(WIN, self._draft.win, "Sent that email")

    def first_hints(self) -> tuple[Hint, ...]:
        """Say that enter goes on."""
        return (Hint("enter", "go on", "welcome_next"),)

    def on_mount(self) -> None:
        """Show the first page, or the one that was left in the middle."""
        self._show(self._page)

    def may_leave(self) -> bool:
        """Let the board be closed: what was written lies in the drawer."""
        return True

    # -- keys ----------------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(StepLines.Finished)
    async def _enter(self) -> None:
        await self.action_welcome_next()

    async def action_welcome_next(self) -> None:
        """Go on to the next page, and from the last one to the board."""
        if self._refuses(self._page):
            return
        if self._page == WIN:
            await self._finish(is_leaving=False)
            return
        has_goal = is_visible(self._written().goal)
        self._show(self._page + 1 if has_goal or self._page != GOAL else STEPS)
        await self._keep_draft()

    async def action_welcome_back(self) -> None:
        """Go back a page."""
        if self._page != GOAL:
            has_goal = is_visible(self._written().goal)
            self._show(self._page - 1 if has_goal or self._page != STEPS else GOAL)
            await self._keep_draft()

    async def action_welcome_finish(self) -> None:
        """Keep what is written, and go to the board."""
        await self._finish(is_leaving=False)

    async def action_welcome_skip(self) -> None:
        """Go to the board; what is written is kept."""
        await self._finish(is_leaving=True)

    @on(Input.Changed)
    @on(TextArea.Changed)
    async def _changed(self) -> None:
        await self._keep_draft()

    # -- pages ---------------------------------------------------------------------------------

    def _input(self, page: int, value: str, example: str) -> Input:
        return Input(value, placeholder=example, id=PAGES[page], select_on_focus=False)

    def _show(self, page: int) -> None:
        """Show a page and what was said before it."""
        self._page = page
        for place, name in enumerate(PAGES):
            self.query_one(f"#{name}").display = place == page
        written = self._written()
        seen, ahead = "● " * (page + 1), "○ " * (WIN - page)
        title = Content.assemble("Welcome   ", (seen, "$accent"), (ahead, "$dim"))
        self.query_one(".dialog--title", Static).update(title)
        self.query_one("#question", Static).update(Content(_QUESTIONS[page]))
        self.query_one("#words", Static).update(Content(self._words(page, written)))
        so_far = self.query_one("#so-far", Static)
        so_far.update(_so_far(written, page))
        so_far.display = page != GOAL and is_visible(written.goal)
        self.query_one(f"#{PAGES[page]}").focus()

    def _words(self, page: int, written: Written) -> str:
        is_split = is_visible(written.goal) and split(written.steps, self._today)
        return _SPLIT_WORDS if page == WIN and is_split else _WORDS[page]

    def _written(self) -> Written:
        held = {name: self.query_one(f"#{name}") for name in PAGES}
        return Written(
            **{
                name: field.value if isinstance(field, Input) else field.text
                for name, field in held.items()
                if isinstance(field, Input | TextArea)
            }
        )

    @property
    def _today(self) -> date:
        return self._desk.now.day

    def _refuses(self, page: int) -> bool:
        """Say why what stands on a page cannot be kept, and go there; tell whether that is so."""
        written = self._written()
        try:
            _check(written, page, self._today)
        except RuleError as error:
            if page != self._page:
                self._show(page)
            self.say_trouble(str(error))
            return True
        return False

    # -- keeping -------------------------------------------------------------------------------

    async def _finish(self, is_leaving: bool) -> None:
        """Make what is written, and go to the board; leaving a second time goes without."""
        if not (is_leaving and self._is_warned):
            refused = any(self._refuses(page) for page in range(len(PAGES)))
            if refused or not await self._make():
                self._is_warned = True
                return
        self._is_over = True
        try:
            note = {"on": self._today.isoformat()}
            await asyncio.to_thread(self._desk.drawer.put, WELCOMED, note)
            await asyncio.to_thread(self._desk.drawer.drop, DRAFT)
        except StorageError as error:
            self.app.notify(str(error), severity="warning", markup=False)
        self.dismiss()
        self._landed(self._made)

    async def _make(self) -> bool:
        """Make the goal with its steps, then the win; tell whether all of it was taken."""
        written = self._written()
        if not self._is_begun and not await self._begin(written):
            return False
        self._is_begun = True
        if not is_visible(written.win):
            return True
        return self._is_taken(await self._desk.do(wins.log, texts=(written.win,)))

    async def _begin(self, written: Written) -> bool:
        """Make the goal with its steps, or the steps alone; tell whether that was taken."""
        lines = split(written.steps, self._today)
        if is_visible(written.goal):
            return self._is_taken(
                await self._desk.do(goals.add, title=written.goal, why=written.why, steps=lines)
            )
        titles = steps(written.steps)  # a card of no goal has no milestone to stand under
        return not titles or self._is_taken(await self._desk.do(cards.add, titles=titles))

    def _is_taken(self, outcome: Outcome) -> bool:
        if isinstance(outcome, Change):
            self._made.append(outcome)
        return outcome is not None

    async def _keep_draft(self) -> None:
        """Keep what is written as it stands; told where that fails."""
        note = {**asdict(self._written()), "page": self._page}
        if self._is_over or note == self._kept:
            return
        self._kept = note
        try:
            await asyncio.to_thread(self._desk.drawer.put, DRAFT, note)
        except StorageError as error:
            self.say_trouble(str(error))


def _found(note: Note) -> tuple[int, Written]:
    """Return the page and the words of a draft, as far as it holds any."""
    words = {each.name: note.get(each.name) for each in fields(Written)}
    texts = {name: text for name, text in words.items() if isinstance(text, str)}
    page = note.get("page")
    if not isinstance(page, int) or not 0 <= page < len(PAGES):
        page = GOAL
    return page, Written(**texts)


def _check(written: Written, page: int, today: date) -> None:
    """Refuse what a page holds.

    Raises:
        RuleError: A text is too long, there are too many steps, or a reason has no goal.
    """
    if page == GOAL:
        clean_optional(written.goal, "goal")
        if is_visible(written.why) and not is_visible(written.goal):
            raise RuleError("Name the goal that this is the reason for.", "A few words will do.")
    elif page == WHY:
        clean_optional(written.why, "reason")
    elif page == STEPS:
        for step in split(written.steps, today):
            clean_optional(step.title, "step")
    else:
        clean_optional(written.win, "win")


def _so_far(written: Written, page: int) -> Content:
    """Return the goal and its why, where they were written on an earlier page."""
    said = [text for text in (written.goal, written.why)[:page] if is_visible(text)]
    roles = ("$foreground", "$muted")
    lines = [
        Content.assemble(("▌ ", f"$goal-{COLORS[0]}"), (cut(text, LINE_CELLS), role))
        for text, role in zip(said, roles, strict=False)
    ]
    return Content("\n").join(lines)
