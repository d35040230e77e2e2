"""What stands in the lists of goals: a goal, a heading, a card of a goal, a win of its story."""

from msgspec import Struct

from kanban.domain.progress import GoalBar, Stage
from kanban.domain.records import Card, Win
from kanban.ui.cells import Row, apart, cut, wrapped
from kanban.ui.widgets.goal_bar import bar_row, color_of, stage_row, stages_row
from kanban.ui.widgets.today_panel import GLYPHS

MOST_BAR_CELLS = 48
DATE_CELLS = 14
"""What a title leaves for the day at its right."""


class GoalView(Struct, frozen=True):
    """A goal as it is shown.

    Attributes:
        stages: Its milestones, in order.
        by: The day it is meant to be reached, in words; empty for none.
        wins: Its wins this week, in words; empty for none, and in quiet mode.
        words: How far it has come, in words.
        invite: What to press for a goal that is open and has no cards yet.
    """

    bar: GoalBar
    stages: tuple[Stage, ...]
    by: str
    wins: str
    words: str
    invite: str
    is_quiet: bool


class GoalBlock(Struct, frozen=True):
    """An open goal: its title, why it matters, how far it has come, its milestones."""

    view: GoalView
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return them behind a bar in the goal's colour; what is empty takes no row."""
        view, goal = self.view, self.view.bar.goal
        edge = ("█ " if is_selected else "▌ ", color_of(view.bar))
        room = width_cells - 2
        by: Row = [(view.by, "muted")] if view.by else []
        title: Row = [(cut(goal.title, room - (DATE_CELLS if by else 0)), "title")]
        rows = [apart(title, by, room)]
        if goal.why:
            rows.append([(cut(goal.why, room), "muted")])
        rows.append(progress_row(view, room))
        if view.stages:
            rows.append(stages_row(view.bar, view.stages, room, view.is_quiet))
        return [*([edge, *row] for row in rows), []]


class GoalHead(Struct, frozen=True):
    """The goal that is open: the same in full, one milestone a row."""

    view: GoalView
    is_selectable: bool = False

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its rows."""
        view, goal = self.view, self.view.bar.goal
        room = width_cells - 2
        rows: list[Row] = [[(f"  {line}", "muted")] for line in wrapped(goal.why, room) if line]
        if view.by:
            rows.append([(f"  {view.by}", "muted")])
        if view.bar.total or view.invite:
            rows += [*([[]] if rows else []), [("  ", "text"), *progress_row(view, room)]]
        for stage in view.stages:
            row = stage_row(view.bar, stage, view.stages, view.is_quiet, room)
            rows.append([("  ", "text"), *row])
        return rows


class ClosedBlock(Struct, frozen=True):
    """A goal that is achieved or set aside, in one row; `when` is a day in words."""

    bar: GoalBar
    glyph: str
    when: str
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its row."""
        title = cut(self.bar.goal.title, width_cells - DATE_CELLS - 4)
        role = "selected-title" if is_selected else "muted"
        edge = ("█ " if is_selected else "  ", color_of(self.bar))
        left: Row = [edge, (f"{self.glyph} ", color_of(self.bar)), (title, role)]
        return [apart(left, [(self.when, "dim")], width_cells)]


class HeadingBlock(Struct, frozen=True):
    """A heading over what follows, with a rule, or quietly without one; a gap may be before it."""

    words: str
    count: str = ""
    has_rule: bool = True
    has_gap: bool = True
    is_selectable: bool = False

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its rows."""
        head: Row = [(f"  {cut(self.words, width_cells - 8)}", "muted"), (self.count, "dim")]
        rows = [head, [("─" * width_cells, "rule")]] if self.has_rule else [head]
        return [[], *rows] if self.has_gap else rows


class WordsBlock(Struct, frozen=True):
    """A quiet line, and a gap before it."""

    words: str
    is_selectable: bool = False

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its rows."""
        return [[], [(f"  {cut(self.words, width_cells - 2)}", "dim")]]


class LinesBlock(Struct, frozen=True):
    """A person's own words, whole."""

    words: str
    is_selectable: bool = False

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return as many rows as they need."""
        return [[(f"  {line}", "text")] for line in wrapped(self.words, width_cells - 2)]


class CardBlock(Struct, frozen=True):
    """A card of a goal; its milestone stands at the right."""

    card: Card
    color: str
    is_done: bool
    is_selectable: bool = True

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its row."""
        stage = cut(self.card.milestone or "", width_cells // 3)
        check: Row = [("✓ ", "done")] if self.is_done else []
        room = width_cells - 2 - 2 * self.is_done - (len(stage) + 2 if stage else 0)
        role = "selected-title" if is_selected else "muted" if self.is_done else "text"
        edge = ("█ " if is_selected else "▌ ", self.color)
        left: Row = [edge, *check, (cut(self.card.title, room), role)]
        return [apart(left, [(stage, "muted")] if stage else [], width_cells)]


class WinBlock(Struct, frozen=True):
    """A win of a goal's story."""

    win: Win
    color: str
    is_selectable: bool = False

    def rows(self, width_cells: int, is_selected: bool) -> list[Row]:
        """Return its row."""
        text = cut(self.win.text, width_cells - 4)
        return [[(f"  {GLYPHS[self.win.kind]} ", self.color), (text, "text")]]


def progress_row(view: GoalView, width_cells: int) -> Row:
    """Return how far a goal has come: the bar, the words, the week's wins at the right."""
    if not view.bar.total:
        return [(cut(view.invite, width_cells), "dim")]
    bar_cells = min(MOST_BAR_CELLS, width_cells // 2)
    bar = bar_row(view.bar, view.stages, bar_cells)
    left: Row = [*bar, (f"  {view.words}", "text")]
    return apart(left, [(view.wins, "muted")] if view.wins else [], width_cells)
