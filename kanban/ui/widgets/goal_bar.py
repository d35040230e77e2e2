"""A goal's bar and its milestones as rows of text; pure, so that every widget draws them alike."""

from itertools import groupby

from rich.cells import cell_len

from kanban.domain.progress import GoalBar, Stage
from kanban.ui.cells import ELLIPSIS, Row, cut, shown

FULL, REST = "━", "─"
REACHED, AHEAD = "◆", "◇"
GAP = "   "
LONGEST_NAME_CELLS = 24
"""A milestone's name is cut to this where not all of them fit side by side."""


def filled(part: float, width_cells: int) -> int:
    """Return how many cells of a bar are filled: one at least, as soon as there is a part."""
    return min(width_cells, max(1, int(part * width_cells))) if part else 0


def bar_row(
    bar: GoalBar, stages: tuple[Stage, ...], width_cells: int, part: float | None = None
) -> Row:
    """Return a goal's bar with a mark where each of its milestones ends.

    Args:
        bar: The bar.
        stages: The goal's milestones; one without cards has no place on the bar.
        width_cells: How wide it is.
        part: How much is filled, 0 to 1, in place of what the bar says.
    """
    color = color_of(bar)
    full = filled(bar.part if part is None else part, width_cells)
    cells = [(FULL, color)] * full + [(REST, "rule")] * (width_cells - full)
    for stage in stages:
        if stage.total and cells:
            place = max(0, min(width_cells, round(stage.ends_at * width_cells)) - 1)
            cells[place] = mark(stage, color)
    return [
        ("".join(glyph for glyph, _ in run), role)
        for role, run in groupby(cells, key=lambda cell: cell[1])
    ]


def mark(stage: Stage, color: str) -> tuple[str, str]:
    """Return what stands for a milestone, filled once it is reached."""
    return (REACHED, color) if stage.is_reached else (AHEAD, "muted")


def stages_row(bar: GoalBar, stages: tuple[Stage, ...], width_cells: int, is_quiet: bool) -> Row:
    """Return a goal's milestones side by side, in order.

    Where not all of them fit, those around the one that is under way are shown.
    """
    parts = [_stage(bar, stage, stages, is_quiet, 10_000) for stage in stages]
    if _width(parts) <= width_cells:
        return _joined(parts)
    parts = [_stage(bar, stage, stages, is_quiet, LONGEST_NAME_CELLS) for stage in stages]
    first = max(0, _under_way(stages) - 1)
    head: Row = [(f"{ELLIPSIS} ", "dim")] if first else []
    end = first + 1
    room = width_cells - len(head and "… ")
    while end < len(parts) and _width(parts[first : end + 1]) <= room - 2:
        end += 1
    tail: Row = [(f" {ELLIPSIS}", "dim")] if end < len(parts) else []
    return [*head, *_joined(parts[first:end]), *tail]


def stage_row(
    bar: GoalBar, stage: Stage, stages: tuple[Stage, ...], is_quiet: bool, width_cells: int
) -> Row:
    """Return one milestone in a row of its own."""
    return _stage(bar, stage, stages, is_quiet, width_cells - 10)


def color_of(bar: GoalBar) -> str:
    """Return the role of a goal's colour."""
    return f"goal-{bar.goal.color}"


def _stage(
    bar: GoalBar, stage: Stage, stages: tuple[Stage, ...], is_quiet: bool, name_cells: int
) -> Row:
    glyph, color = mark(stage, color_of(bar))
    is_under_way = stage is stages[min(_under_way(stages), len(stages) - 1)]
    role = "text" if is_under_way and not stage.is_reached else "muted"
    row: Row = [(f"{glyph} ", color), (cut(stage.name, name_cells), role)]
    if stage.total and not stage.is_reached and not is_quiet:
        row.append((f" {stage.done}/{stage.total}", "dim"))
    return row


def _under_way(stages: tuple[Stage, ...]) -> int:
    """Return the place of the first milestone that is not reached; their number when all are."""
    ahead = (place for place, stage in enumerate(stages) if not stage.is_reached)
    return next(ahead, len(stages))


def _width(parts: list[Row]) -> int:
    cells = sum(cell_len(shown(text)) for part in parts for text, _ in part)
    return cells + len(GAP) * (len(parts) - 1)


def _joined(parts: list[Row]) -> Row:
    row: Row = []
    for place, part in enumerate(parts):
        row += [(GAP if place else "", "text"), *part]
    return row
