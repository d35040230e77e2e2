"""The banner of a milestone: shown the first time it is reached, and closed by any key.

A key that was meant for what is behind is handed on to it, so that nothing typed ahead is lost.
"""

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.progress import GoalBar, Stage, goal_bar, stages
from kanban.domain.records import Goal, Win
from kanban.ui.cells import shown, strip
from kanban.ui.desk import Desk
from kanban.ui.settings import Settings
from kanban.ui.widgets.goal_bar import REACHED, bar_row, stages_row

GROWS_S = 0.3
"""How long the bar grows over the stage that was reached."""
CLOSING_KEYS = ("escape", "enter", "space", "")
"""Keys that people close things with; they are not handed on."""


class MilestoneView(Struct, frozen=True):
    """What the banner draws.

    Attributes:
        name: The milestone's name.
        steps: How many cards it took; 0 says nothing of them.
        began_at: Where on the bar the milestone begins, 0 to 1.
    """

    name: str
    bar: GoalBar
    stages: tuple[Stage, ...]
    steps: int
    began_at: float


def milestone_view(desk: Desk, settings: Settings, win: Win) -> MilestoneView | None:
    """Return what a milestone's banner draws; None where its goal is gone."""
    board = desk.board
    goal = None if win.goal_id is None else board.get(Goal, win.goal_id)
    if goal is None:
        return None
    found = stages(board, goal)
    began_at, steps = 0.0, 0
    for before, stage in zip((None, *found), found, strict=False):
        if stage.name == win.text:
            began_at = before.ends_at if before else 0.0
            steps = stage.done
    if settings.chosen.quiet:
        steps = 0
    return MilestoneView(win.text, goal_bar(board, goal), found, steps, began_at)


class BannerScreen(ModalScreen[None]):
    """Shows a milestone that was reached."""

    CSS_PATH = "../banner.tcss"

    def __init__(self, view: MilestoneView, settings: Settings) -> None:
        super().__init__()
        self._view = view
        self._settings = settings

    def compose(self) -> ComposeResult:
        """Lay the banner out."""
        view, goal = self._view, self._view.bar.goal
        color = f"$goal-{goal.color}"
        with Vertical(id="banner"):
            name = Content.assemble((f"{REACHED} ", color), (shown(view.name), "$foreground bold"))
            yield Static(name, id="name")
            yield Static(Content.styled(shown(goal.title), color), classes="banner--goal")
            if goal.why:
                yield Static(Content.styled(shown(goal.why), "$muted"), classes="banner--why")
            yield _StageBar(view, self._settings)
            if view.steps:
                count = "1 step" if view.steps == 1 else f"{view.steps} steps"
                yield Static(Content.styled(f"{count} made it", "$foreground"), id="steps")
            yield Static(Content.styled("Any key goes on.", "$dim"), id="keys")

    async def give_way(self, key: str) -> bool:
        """Close; return whether the key is meant for what is behind."""
        await self.dismiss()
        return key not in CLOSING_KEYS

    def on_click(self) -> None:
        """Close."""
        self.dismiss()


class _StageBar(Widget):
    """Draws the goal's bar, and its milestones below it; the bar grows over the one reached."""

    part: reactive[float] = reactive(0.0)

    def __init__(self, view: MilestoneView, settings: Settings) -> None:
        super().__init__()
        self._view = view
        self._settings = settings

    def on_mount(self) -> None:
        """Let the bar grow, or show it as it is."""
        part = self._view.bar.part
        if self._settings.is_animated:
            self.part = min(part, self._view.began_at)
            self.animate("part", part, duration=GROWS_S)
        else:
            self.part = part

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        view, width, inks = self._view, self.size.width, self._settings.inks
        row = (
            bar_row(view.bar, view.stages, width, self.part)
            if y == 0
            else stages_row(view.bar, view.stages, width, is_quiet=True)  # names alone
        )
        ground = inks.style("text", "surface")
        return strip([(text, inks.style(role, "surface")) for text, role in row], width, ground)
