"""The rows of a card as they are painted: its bar, its title, what is known of it."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.ui.cells import ELLIPSIS, cut, shown, strip
from kanban.ui.widgets.card_face import GAP, SHORTEST, Part, Setting, color_of, second_line

BAR_CELLS = 2
MARK = "◆ "
"""Stands before the title of a marked card."""
DONE = "✓ "
LEAST_FLAG_RANK = 2
"""Of what a card shows, a compact one leaves out all that ranks behind this."""
LEAD_CHARACTERS = 8
"""So much of a long line is shown before the word it is shown for, or up to the blank before."""
FOUND = Style(underline=True)
"""Tells what is searched for where there is no colour."""


class Look(NamedTuple):
    """How a card stands out.

    Attributes:
        is_done: Whether its column is the done column.
        is_selected: Whether the cursor is on it.
        is_marked: Whether it is marked.
        is_lit: Whether its bar is lit up by a win.
        is_lifted: Whether it is being dragged: what stands here is where it was.
    """

    is_done: bool = False
    is_selected: bool = False
    is_marked: bool = False
    is_lit: bool = False
    is_lifted: bool = False

    @property
    def ground(self) -> str:
        """What it lies on: raised where it is selected, and a little where it is marked."""
        if self.is_selected:
            return "selected"
        return "surface" if self.is_marked else "background"


def card_row(card: Card, row: int, setting: Setting, look: Look, width_cells: int) -> Strip:
    """Return a row of a card at the setting's density, from 0 at its title."""
    ground = look.ground
    color = f"goal-{color_of(card, setting)}"
    bar = "█ " if look.is_selected else "▌ "
    parts = [(bar, setting.inks.style("accent" if look.is_lit else color, ground))]
    room = width_cells - BAR_CELLS - 1
    if row == 0:
        flags = _flags(card, setting, look, room) if setting.density == "compact" else []
        parts += _with_flags(
            card, _painted(flags, color, card, setting, ground), setting, look, room
        )
    elif row == 1:
        found = _found_behind(card, setting, room) or _known(card, setting, look, room)
        parts += _painted(found, color, card, setting, ground)
    else:
        parts += _painted(_third_line(card, room), color, card, setting, ground)
    if look.is_lifted:
        parts = [(text, setting.inks.style("dim", ground)) for text, _ in parts]
    return strip(parts, width_cells, setting.inks.style("text", ground))


def _known(card: Card, setting: Setting, look: Look, room: int) -> list[Part]:
    known = replace(card, tags=()) if setting.density == "roomy" else card
    return second_line(known, setting, look.is_done, room)


def _found_behind(card: Card, setting: Setting, room: int) -> list[Part]:
    """Return what a card is found for where its face does not show it."""
    lens = setting.lens
    if lens is None or not lens.finds(card):
        return []
    line = shown(lens.line_behind(card))
    spans = lens.spans(line)
    if spans and cell_len(line) > room:
        start = line.rfind(" ", 0, max(0, spans[0][0] - LEAD_CHARACTERS)) + 1
        line = f"{ELLIPSIS}{line[start:]}" if start else line
    return [Part(cut(line, room), "muted", 0)] if line else []


def _flags(card: Card, setting: Setting, look: Look, room: int) -> list[Part]:
    """Return what a compact card shows behind its title: what calls for an eye, if anything."""
    known = replace(card, tags=(), goal_id=None, checklist=())
    found = second_line(known, setting, look.is_done, room * 2 // 5)
    return [part for part in found if part.rank <= LEAST_FLAG_RANK]


def _with_flags(
    card: Card, flags: list[tuple[str, Style]], setting: Setting, look: Look, room: int
) -> list[tuple[str, Style]]:
    """Return the title, and at the right of the row what is known besides."""
    taken = _cells(flags) + len(GAP) if flags else 0
    title = _title(card, setting, look, room - taken)
    gap = " " * (room - _cells(title) - _cells(flags))
    return [*title, (gap if flags else "", setting.inks.style("text", look.ground)), *flags]


def _cells(parts: list[tuple[str, Style]]) -> int:
    return sum(cell_len(text) for text, _ in parts)


def _third_line(card: Card, room: int) -> list[Part]:
    """Return a roomy card's last row: its tags, and how its notes begin."""
    tags = shown(" ".join(f"#{tag}" for tag in card.tags))
    parts = [Part(cut(tags, room), "dim", 0)] if tags else []
    room -= cell_len(parts[0].text) + len(GAP) if parts else 0
    notes = card.notes.strip().partition("\n")[0].lstrip("#>*- ")
    if notes and room >= SHORTEST:
        parts.append(Part(cut(notes, room), "muted", 1))
    return parts


def _painted(
    parts: list[Part], color: str, card: Card, setting: Setting, ground: str
) -> list[tuple[str, Style]]:
    painted: list[tuple[str, Style]] = []
    for part in parts:
        role = color if part.role == "goal" else part.role
        painted += [(GAP if painted else "", setting.inks.style("text", ground))]
        painted += _marked(part.text, role, card, setting, ground)
    return painted


def _title(card: Card, setting: Setting, look: Look, room: int) -> list[tuple[str, Style]]:
    role = "selected-title" if look.is_selected else "muted" if look.is_done else "text"
    before = [(MARK, "accent")] if look.is_marked else []
    before += [(DONE, "done")] if look.is_done else []
    parts = [(glyph, setting.inks.style(ink, look.ground)) for glyph, ink in before]
    room -= sum(len(glyph) for glyph, _ in before)
    return [*parts, *_marked(cut(card.title, room), role, card, setting, look.ground)]


def _marked(
    text: str, role: str, card: Card, setting: Setting, ground: str
) -> list[tuple[str, Style]]:
    """Return a text in parts: what is searched for stands out, a card that is not found recedes."""
    lens = setting.lens
    if lens is None:
        return [(text, setting.inks.style(role, ground))]
    if not lens.finds(card):
        return [(text, setting.inks.style("dim", ground))]
    plain, found = setting.inks.style(role, ground), setting.inks.style("current", ground)
    parts, at = [], 0
    for start, end in lens.spans(text):
        parts += [(text[at:start], plain), (text[start:end], found + FOUND)]
        at = end
    return [*parts, (text[at:], plain)]
