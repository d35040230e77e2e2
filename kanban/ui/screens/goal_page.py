"""One goal, open: its steps by column, and its story beside them."""

from collections.abc import Iterable

from textual import on
from textual.containers import Horizontal
from textual.events import ScreenResume
from textual.widget import Widget

from kanban.domain.change import Change
from kanban.domain.operations import cards
from kanban.domain.records import Card, Goal
from kanban.keymap import Keymap
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.screens.card import CardScreen
from kanban.ui.screens.goal_edit import GoalEditScreen
from kanban.ui.screens.goal_views import Entry, scene, step_entries, story_entries
from kanban.ui.screens.page import Page, PageTitle
from kanban.ui.screens.split import SplitScreen
from kanban.ui.settings import Settings
from kanban.ui.widgets.blocks import Blocks

COMMANDS = (
    "goal-page.walk-up",
    "goal-page.walk-down",
    "goal-page.open-card",
    "goal-page.finish-card",
    "goal-page.split",
    "goal-page.edit",
    "goal-page.story-up",
    "goal-page.story-down",
)
IN_FOOTER = (*COMMANDS[2:6], "goal-page.story-down")
STORY_FROM_CELLS = 100
"""On a narrower screen the story stands below the steps."""


class GoalPage(Page):
    """Shows a goal's cards and its wins."""

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings, goal_id: int) -> None:
        super().__init__(desk, keymap, settings, COMMANDS, IN_FOOTER)
        self._goal_id = goal_id
        self._entries: list[Entry] = []
        self._card_id: int | None = None

    def body(self) -> Iterable[Widget]:
        """Return the two halves."""
        inks = self._settings.inks
        yield Horizontal(Blocks(inks, name="steps"), Blocks(inks, ground="surface", name="story"))

    def on_resize(self) -> None:
        """Put the story beside the steps, or below them where there is no room."""
        self.refill()

    def refill(self) -> None:
        """Draw the goal as it is; the cursor stays on its card."""
        seen = scene(self._desk, self._settings)
        goal = seen.board.get(Goal, self._goal_id)
        if goal is None:
            return
        self._entries = step_entries(seen, goal, split_key=self._keymap.key("goal-page.split"))
        is_wide = self.app.size.width >= STORY_FROM_CELLS
        story = story_entries(seen, goal, has_gap=not is_wide)
        self._story.display = is_wide
        self.query_one(PageTitle).show(goal.title, "", f"goal-{goal.color}")
        self._steps.show(
            [block for _, block in (*self._entries, *(() if is_wide else story))],
            self._settings.inks,
        )
        self._story.show([block for _, block in story], self._settings.inks)
        ids = [card_id for card_id, _ in self._entries]
        if self._card_id is not None and self._card_id in ids:
            self._steps.point(ids.index(self._card_id))
        self._remember()

    @on(Changed)
    @on(ScreenResume)
    def _leave_when_gone(self) -> None:
        """Go back where adding the goal was taken back."""
        if self.is_current and self._desk.board.get(Goal, self._goal_id) is None:
            self.dismiss()

    @property
    def _steps(self) -> Blocks:
        return self.query_one("#steps", Blocks)

    @property
    def _story(self) -> Blocks:
        return self.query_one("#story", Blocks)

    def action_goal_page_walk_up(self) -> None:
        """Go to the card above."""
        self._steps.walk(-1)
        self._remember()

    def action_goal_page_walk_down(self) -> None:
        """Go to the card below."""
        self._steps.walk(1)
        self._remember()

    def action_goal_page_story_up(self) -> None:
        """Scroll the story up."""
        self._scroll(-1)

    def action_goal_page_story_down(self) -> None:
        """Scroll the story down."""
        self._scroll(1)

    def action_goal_page_open_card(self) -> None:
        """Open the card."""
        if card := self._card():
            self.app.push_screen(CardScreen(self._desk, self._keymap, card.id, self._settings))

    async def action_goal_page_finish_card(self) -> None:
        """Move the card to Done; the cursor stays, on its neighbour."""
        card = self._card()
        if card is None:
            return
        if self._desk.board.is_done(card):
            self.say("It is done already.")
            return
        neighbour = self._neighbour()
        if isinstance(await self._desk.do(cards.finish, card_ids=(card.id,)), Change):
            self._card_id = neighbour
            self.refill()
            self.say(f"Done: {self._short(card.title)}.")

    def action_goal_page_split(self) -> None:
        """Split the goal into more steps."""
        self.app.push_screen(
            SplitScreen(self._desk, self._keymap, self._settings, None, goal_id=self._goal_id)
        )

    def action_goal_page_edit(self) -> None:
        """Change the goal."""
        self.app.push_screen(GoalEditScreen(self._desk, self._keymap, self._goal_id))

    @on(Blocks.Chosen)
    def _choose(self, message: Blocks.Chosen) -> None:
        self._remember()
        if message.is_opened:
            self.action_goal_page_open_card()

    def _scroll(self, by: int) -> None:
        pane = self._story if self._story.display else self._steps
        pane.scroll_blocks(by * max(1, pane.size.height // 2))

    def _remember(self) -> None:
        place = self._steps.selected
        self._card_id = None if place is None else self._entries[place][0]

    def _neighbour(self) -> int | None:
        """Return the card below the cursor in its column, else the one above, else the next."""
        place = self._steps.selected or 0
        around = [*self._entries[place + 1 : place + 2], *self._entries[place - 1 : place]]
        near = [card_id for card_id, _ in (*around, *self._entries) if card_id is not None]
        return next((card_id for card_id in near if card_id != self._card_id), self._card_id)

    def _card(self) -> Card | None:
        return None if self._card_id is None else self._desk.board.get(Card, self._card_id)
