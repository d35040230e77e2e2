"""The rows of a card as they are painted: its bar, its title, what is known of it."""

from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from kanban.domain.records import Card
from kanban.ui.cells import cut, strip
from kanban.ui.widgets.card_face import GAP, Setting, color_of, second_line

BAR_CELLS = 2
MARK = "◆ "
"""Stands before the title of a marked card."""
DONE = "✓ "
FOUND = Style(underline=True)
"""Tells what is searched for where there is no colour."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a card stands out.

    Attributes:
        is_done: Whether its column is the done column.
        is_selected: Whether the cursor is on it.
        is_marked: Whether it is marked.
        is_lit: Whether its bar is lit up by a win.
    """

    is_done: bool = False
    is_selected: bool = False
    is_marked: bool = False
    is_lit: bool = False

    @property
    def ground(self) -> str:
        """What it lies on: raised where it is selected, and a little where it is marked."""
        if self.is_selected:
            return "selected"
        return "surface" if self.is_marked else "background"


def card_row(card: Card, row: int, setting: Setting, look: Look, width_cells: int) -> Strip:
    """Return a row of a card, from 0 at its title."""
    ground = look.ground
    color = f"goal-{color_of(card, setting)}"
    bar = "█ " if look.is_selected else "▌ "
    parts = [(bar, setting.inks.style("accent" if look.is_lit else color, ground))]
    room = width_cells - BAR_CELLS - 1
    if row == 0:
        parts += _title(card, setting, look, room)
    else:
        for place, part in enumerate(second_line(card, setting, look.is_done, room)):
            role = color if part.role == "goal" else part.role
            parts += [(GAP if place else "", setting.inks.style("text", ground))]
            parts += _marked(part.text, role, card, setting, ground)
    return strip(parts, width_cells, setting.inks.style("text", ground))


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
