"""A narrow column while the cursor is elsewhere: a strip with its count and its name, top down."""

from rich.cells import cell_len

from kanban.ui.cells import Row, cut, shown

STRIP_CELLS = 4
INDENT = " "
NAME_ROW = 2
"""The row in which the name begins, where other columns have their first card."""


def strip_row(name: str, head: str, row: int, rows: int) -> Row:
    """Return a row of a strip.

    Args:
        name: The column's name; a character a row, and what does not fit is cut.
        head: What stands above the rule: its count, or how many columns wait beside it.
        row: Which one, from 0.
        rows: How many there are.
    """
    if row == 0:
        return [(f"{INDENT}{cut(head, STRIP_CELLS - len(INDENT))}", "muted")]
    if row == 1:
        return [("─" * STRIP_CELLS, "rule")]
    chars = _characters(name)
    room = rows - NAME_ROW
    if len(chars) > room > 0:
        chars = [*chars[: room - 1], "⋮"]
    place = row - NAME_ROW
    return [(f"{INDENT}{chars[place]}", "muted")] if place < len(chars) else []


def _characters(name: str) -> list[str]:
    """Return what stands in a cell, or in two, of its own: a letter with its marks."""
    found: list[str] = []
    for char in shown(name):
        if found and not cell_len(char):
            found[-1] += char
        else:
            found.append(char)
    return found
