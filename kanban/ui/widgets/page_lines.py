"""A recap's sections as rows of a width: a heading, and a line a win in its goal's colour."""

from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from kanban.exchange.page import Line, Section
from kanban.ui.cells import cut, spread_words

BAR = "▌"
LEAST_TEXT_CELLS = 10
"""In less room the day beside a win is told alone: a letter and an ellipsis say nothing."""


def section_rows(
    section: Section, width_cells: int, most_lines: int, *, is_quiet: bool = False
) -> Iterator[Content]:
    """Yield the rows of a section.

    Args:
        section: The section.
        width_cells: How wide a row is at most.
        most_lines: How many lines are shown before the rest is told in a row.
        is_quiet: Whether that row may say no number.
    """
    yield _heading(section, width_cells)
    if section.note:
        yield Content.styled(cut(section.note, width_cells), "$dim")
    if section.is_one_line:
        for line in section.lines:
            yield from _wrapped(line.text, width_cells)
        return
    fitting = most_lines if len(section.lines) > most_lines + 1 else most_lines + 1
    lead_cells = max(cell_len(line.lead) for line in section.lines)
    for line in section.lines[:fitting]:
        yield _row(line, width_cells, lead_cells)
    left = len(section.lines) - fitting
    if left > 0:
        yield Content.styled("  and more" if is_quiet else f"  and {left} more", "$dim")


def _heading(section: Section, width_cells: int) -> Content:
    color = f"$goal-{section.color}" if section.color else "$muted"
    return spread_words((section.title, f"{color} bold"), (section.aside, "$muted"), width_cells)


def _row(line: Line, width_cells: int, lead_cells: int) -> Content:
    color = f"$goal-{line.color}" if line.color else "$rule"
    lead = f"{line.lead.ljust(lead_cells)}  " if lead_cells else ""
    aside = cut(line.aside, width_cells // 2)
    taken = 2 + cell_len(lead) + (cell_len(aside) + 2 if aside else 0)
    room = width_cells - taken
    text = cut(line.text, room) if room >= LEAST_TEXT_CELLS or not lead else ""
    gap = " " * (width_cells - taken - cell_len(text) + 2 * bool(aside))
    return Content.assemble(
        (f"{BAR} ", color), (lead, "$muted"), (text, "$foreground"), gap, (aside, "$muted")
    )


def _wrapped(text: str, width_cells: int) -> Iterator[Content]:
    """Yield words of ours in rows; none of them is wider than a row."""
    row = ""
    for word in text.split():
        if row and cell_len(row) + 1 + cell_len(word) > width_cells:
            yield Content.styled(row, "$foreground")
            row = word
        else:
            row = f"{row} {word}".strip()
    yield Content.styled(cut(row, width_cells), "$foreground")
