"""The goals: each with how far it has come, those achieved or set aside folded below."""

from collections.abc import Callable, Iterable

from textual import on
from textual.widget import Widget

from kanban.domain.change import Change
from kanban.domain.dates import say_long
from kanban.domain.operations import goals
from kanban.domain.query import goal_query
from kanban.domain.records import Goal
from kanban.keymap import Keymap
from kanban.ui.desk import Desk, Outcome
from kanban.ui.messages import Changed
from kanban.ui.screens.goal import GoalScreen
from kanban.ui.screens.goal_edit import GoalEditScreen
from kanban.ui.screens.goal_page import GoalPage
from kanban.ui.screens.goal_views import Entry, goal_entries, scene
from kanban.ui.screens.page import Page, PageTitle
from kanban.ui.screens.prompt import Prompt
from kanban.ui.screens.split import SplitScreen
from kanban.ui.settings import Settings
from kanban.ui.widgets.blocks import Blocks

COMMANDS = (
    "goals.walk-up",
    "goals.walk-down",
    "goals.carry-up",
    "goals.carry-down",
    "goals.open",
    "goals.add",
    "goals.edit",
    "goals.split",
    "goals.achieve",
    "goals.set-aside",
    "goals.reopen",
    "goals.find",
)
IN_FOOTER = (
    "goals.open",
    "goals.add",
    "goals.split",
    "goals.edit",
    "goals.achieve",
    "goals.set-aside",
    "goals.reopen",
    "goals.find",
)


class GoalsScreen(Page):
    """Lists the goals and does what a key asks with the one under the cursor.

    Args:
        desk: Where acts are brought.
        keymap: The keys this person uses.
        settings: What they chose.
        find: Leaves on the board what a search finds.
    """

    def __init__(
        self, desk: Desk, keymap: Keymap, settings: Settings, find: Callable[[str], None]
    ) -> None:
        super().__init__(desk, keymap, settings, COMMANDS, IN_FOOTER)
        self._find = find
        self._entries: list[Entry] = []
        self._goal_id: int | None = None

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        yield Blocks(self._settings.inks)

    def refill(self) -> None:
        """Draw the goals as they are; the cursor stays on its goal."""
        self._entries = goal_entries(
            scene(self._desk, self._settings),
            split_key=self._keymap.key("goals.split"),
            add_key=self._keymap.key("goals.add"),
        )
        self.query_one(PageTitle).show("Goals", say_long(self._desk.now.day))
        self._list.show([block for _, block in self._entries], self._settings.inks)
        ids = [goal_id for goal_id, _ in self._entries]
        if self._goal_id is not None and self._goal_id in ids:
            self._list.point(ids.index(self._goal_id))
        self._remember()

    @property
    def _list(self) -> Blocks:
        return self.query_one(Blocks)

    @on(Changed)
    def _go_to_new(self, message: Changed) -> None:
        """Put the cursor on a goal that was added here; what is drawn next follows it."""
        for edit in message.change.of(Goal) if message.change and message.is_ours else ():
            if edit.before is None and edit.after is not None:
                self._goal_id = edit.after.id

    # -- walking -------------------------------------------------------------------------------

    def action_goals_walk_up(self) -> None:
        """Go to the goal above."""
        self._walk(-1)

    def action_goals_walk_down(self) -> None:
        """Go to the goal below."""
        self._walk(1)

    @on(Blocks.Chosen)
    def _choose(self, message: Blocks.Chosen) -> None:
        self._remember()
        if message.is_opened:
            self.action_goals_open()

    def _walk(self, by: int) -> None:
        self._list.walk(by)
        self._remember()

    def _remember(self) -> None:
        place = self._list.selected
        self._goal_id = None if place is None else self._entries[place][0]

    # -- what a key asks -------------------------------------------------------------------------

    def action_goals_add(self) -> None:
        """Add a goal and its first small steps."""
        self.app.push_screen(GoalScreen(self._desk, self._keymap))

    def action_goals_open(self) -> None:
        """Open the goal: its steps and its story."""
        if goal := self._goal():
            self.app.push_screen(GoalPage(self._desk, self._keymap, self._settings, goal.id))

    def action_goals_find(self) -> None:
        """See the goal's cards on the board, and no others."""
        if goal := self._goal():
            self.dismiss()
            self._find(goal_query(goal))

    def action_goals_edit(self) -> None:
        """Change the goal."""
        if goal := self._goal():
            self.app.push_screen(GoalEditScreen(self._desk, self._keymap, goal.id))

    def action_goals_split(self) -> None:
        """Split the goal into small steps."""
        if goal := self._goal():
            self.app.push_screen(
                SplitScreen(self._desk, self._keymap, self._settings, None, goal_id=goal.id)
            )

    async def action_goals_carry_up(self) -> None:
        """Carry the goal up among those beside it."""
        await self._carry(-1)

    async def action_goals_carry_down(self) -> None:
        """Carry the goal down among those beside it."""
        await self._carry(1)

    def action_goals_achieve(self) -> None:
        """Ask what made it possible, and mark the goal as achieved."""
        goal = self._goal()
        if goal is None:
            return
        if goal.achieved_at is not None:
            self.say("It is achieved already.")
            return

        async def achieve(line: str) -> Outcome:
            change = await self._desk.do(goals.achieve, goal_id=goal.id, made_possible=line)
            if isinstance(change, Change):
                self.say(f"Achieved: {self._short(goal.title)}.")
            return change

        title = "What made it possible?"
        placeholder = "In one line, or leave it empty"
        prompt = Prompt(
            title,
            self._keymap,
            achieve,
            value=goal.made_possible,
            placeholder=placeholder,
            takes_nothing=True,
        )
        self.app.push_screen(prompt)

    async def action_goals_set_aside(self) -> None:
        """Put the goal aside for later."""
        key = self._keymap.key("goals.reopen")
        await self._turn(goals.set_aside, "Set aside: {}.", f" {key} takes it up again.")

    async def action_goals_reopen(self) -> None:
        """Take the goal up again."""
        await self._turn(goals.reopen, "Open again: {}.")

    async def _turn(self, operation: Callable[..., Change], words: str, hint: str = "") -> None:
        goal = self._goal()
        if goal is not None:
            change = await self._desk.do(operation, goal_id=goal.id)
            if isinstance(change, Change):
                self.say(words.replace("{}", self._short(goal.title)) + hint)

    async def _carry(self, by: int) -> None:
        """Carry the goal past the next one of its kind, over those that are folded elsewhere."""
        goal = self._goal()
        if goal is None:
            return
        order = self._desk.board.goals()
        beside = [each for each in order if _kind(each) == _kind(goal)]
        there = beside.index(goal) + by
        if 0 <= there < len(beside):
            places = order.index(beside[there]) - order.index(goal)
            await self._desk.do(goals.shift, goal_id=goal.id, by=places)

    def _goal(self) -> Goal | None:
        if self._goal_id is None:
            self.say(f"No goals yet. {self._keymap.key('goals.add')} adds one.")
            return None
        return self._desk.board.get(Goal, self._goal_id)


def _kind(goal: Goal) -> tuple[bool, bool]:
    """Return what decides under which heading a goal stands."""
    return goal.achieved_at is not None, goal.set_aside_at is not None
