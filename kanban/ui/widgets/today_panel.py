"""The Today panel: today's wins, the goals' bars, the week, the seven days, the first step."""

from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from kanban.domain.challenge import Challenge
from kanban.domain.progress import GoalBar, spark
from kanban.domain.recap import RecapWin
from kanban.domain.records import WinKind
from kanban.ui.cells import Row, cut, shown, strip
from kanban.ui.inks import Inks
from kanban.ui.widgets.goal_bar import filled
from kanban.ui.widgets.own_rows import OwnRows

INDENT = "  "
MOST_GOALS = 6
MOST_TITLE_CELLS = 11
DAY_CELLS = 4
HERE = "▴"
PICK_UP = "pick up today"
GLYPHS = {
    WinKind.CARD: "✓",
    WinKind.FORWARD: "›",
    WinKind.NOTE: "✎",
    WinKind.MILESTONE: "◆",
    WinKind.GOAL: "★",
    WinKind.CLARITY: "○",
    WinKind.KNOWLEDGE: "□",
    WinKind.LEVERAGE: "△",
}
"""What stands before a win; all of them one cell wide."""


class TodayView(NamedTuple):
    """What the panel draws.

    Attributes:
        wins: Today's, oldest first.
        bars: The goals' bars.
        week: Wins a day, Monday first.
        weekday: Today's place in the week, 0 for Monday.
        first_step: What was left for today; empty for none.
        days: The seven days under way, None for none.
        invite: How a first win is logged.
    """

    wins: tuple[RecapWin, ...]
    bars: tuple[GoalBar, ...]
    week: tuple[int, ...]
    weekday: int
    first_step: str
    inks: Inks
    is_quiet: bool = False
    days: Challenge | None = None
    invite: str = ""


class TodayPanel(OwnRows):
    """Draws what today holds."""

    def __init__(self, view: TodayView) -> None:
        super().__init__()
        self._view = view
        self._drawn: list[Row] = []

    def show(self, view: TodayView) -> None:
        """Draw another state; only the rows that differ."""
        is_repainted = view.inks is not self._view.inks
        before, self._view = self._drawn, view
        self._drawn = self._rows()
        if is_repainted:
            self.refresh()
            return
        nothing: Row = []
        pairs = zip_longest(before, self._drawn, fillvalue=nothing)
        changed = [y for y, (old, new) in enumerate(pairs) if old != new]
        if changed:
            height = changed[-1] - changed[0] + 1
            self.refresh(Region(0, changed[0], self.size.width, height))

    def on_resize(self) -> None:
        """Share the room anew."""
        self._drawn = self._rows()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        row = self._drawn[y] if y < len(self._drawn) else []
        parts = [(INDENT if row else "", self._style("text"))]
        parts += [(text, self._style(role)) for text, role in row]
        return strip(parts, self.size.width, self._style("text"))

    def _rows(self) -> list[Row]:
        width = self.size.width - 2 * len(INDENT)
        rest = [*self._goals(width), *self._week(), *self._days(width), *self._first_step(width)]
        room = max(3, self.size.height - 2 - len(rest))
        head: list[Row] = [[("Today", "title")], [("─" * width, "rule")]]
        return [*head, *self._wins(width, room), *rest]

    def _wins(self, width: int, room: int) -> list[Row]:
        wins = self._view.wins
        if not wins:
            return [[(cut("Nothing logged yet.", width), "muted")], [(self._view.invite, "dim")]]
        shown = wins if len(wins) <= room else wins[len(wins) - room + 1 :]
        rows = [self._win(each, width) for each in shown]
        earlier = len(wins) - len(shown)
        words = "and earlier ones" if self._view.is_quiet else f"and {earlier} before"
        return [[(words, "dim")], *rows] if earlier else rows

    def _win(self, each: RecapWin, width: int) -> Row:
        time = f"{each.local_time:%H:%M} "
        role = f"goal-{each.goal.color}" if each.goal else "accent"
        return [
            (time, "muted"),
            (f"{GLYPHS[each.win.kind]} ", role),
            (cut(each.win.text, width - len(time) - 2), "text"),
        ]

    def _goals(self, width: int) -> list[Row]:
        bars = [bar for bar in self._view.bars if bar.total][:MOST_GOALS]
        if not bars:
            return []
        name = min(MOST_TITLE_CELLS, max(cell_len(shown(bar.goal.title)) for bar in bars))
        return [[], *(self._bar(bar, name, width) for bar in bars)]

    def _bar(self, bar: GoalBar, name: int, width: int) -> Row:
        count = "" if self._view.is_quiet else f"{bar.done}/{bar.total}".rjust(6)
        room = width - name - 2 - len(count)
        full = filled(bar.part, room)
        title = cut(bar.goal.title, name)
        role = f"goal-{bar.goal.color}"
        return [
            (title + " " * (name - cell_len(title) + 2), role),
            ("━" * full, role),
            ("─" * (room - full), "rule"),
            (count, "muted"),
        ]

    def _week(self) -> list[Row]:
        if self._view.is_quiet:
            return []
        if not any(self._view.week):
            return []
        marks: Row = []
        letters: Row = []
        for place, (mark, letter) in enumerate(zip(spark(self._view.week), "MTWTFSS", strict=True)):
            is_today = place == self._view.weekday
            marks.append((f"{mark}   ", "accent"))
            letters.append((f"{letter}   ", "text" if is_today else "dim"))
        return [[], [("This week", "muted")], marks, letters]

    def _days(self, width: int) -> list[Row]:
        days = self._view.days
        if days is None or days.today is None:
            return []
        boxes: Row = [
            ("■   " if thing else "□   ", "accent" if thing or place == days.today else "dim")
            for place, thing in enumerate(days.things)
        ]
        words = PICK_UP if days.is_picked_up else "today"
        here = DAY_CELLS * days.today
        marked = f"{HERE} {words}"
        if here + len(marked) > width:
            marked, here = f"{words} {HERE}", here - len(words) - 1
        below = (" " * here + marked, "accent" if days.is_picked_up else "muted")
        return [[], [("Seven days", "muted")], boxes, [below]]

    def _first_step(self, width: int) -> list[Row]:
        if not self._view.first_step:
            return []
        return [[], [("First step", "muted")], [(cut(self._view.first_step, width), "text")]]

    def _style(self, role: str) -> Style:
        return self._view.inks.style(role, "surface")
