"""Inner work life: three scales by a digit, and what helped or hindered by a letter."""

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.day_page import Page
from kanban.domain.inner_life import FACTORS, HIGHEST, LOWEST, SCALES, Factor
from kanban.domain.values import replace
from kanban.ui.cells import cut, strip
from kanban.ui.inks import Inks

ENDS = {
    "emotion": ("Mood", "heavy", "light"),
    "motivation": ("Drive", "resting", "eager"),
    "perception": ("Outlook", "misty", "clear"),
}
"""What a scale is called, and the words at its ends."""
CLEARING = ("0", "backspace", "delete")
MARK_CELLS = 4
"""A factor's letter and its mark."""
LEGEND = [
    ("What helped ", "text"),
    ("+", "done"),
    ("  what hindered ", "text"),
    ("−", "blocked"),
]

Row = list[tuple[str, str]]


class InnerLifeView(Struct, frozen=True):
    """What the widget draws."""

    page: Page
    inks: Inks


class InnerLife(Widget, can_focus=True):
    """Draws dots and factors; a digit rates, a letter turns a factor."""

    BINDINGS = [
        ("down", "walk(1)", "Go to the scale below"),
        ("up", "walk(-1)", "Go to the scale above"),
    ]

    class Felt(Message):
        """The page was given another mood, or another factor."""

        def __init__(self, page: Page) -> None:
            self.page = page
            super().__init__()

    def __init__(self, view: InnerLifeView) -> None:
        super().__init__(id="inner-life")
        self._view = view
        self._cursor = 0
        self._keys = {factor.key: factor for factor in FACTORS.values()}

    def show(self, view: InnerLifeView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self.refresh()

    def on_focus(self) -> None:
        """Begin with the first scale that is open."""
        page = self._view.page
        open_ones = [at for at, name in enumerate(SCALES) if getattr(page, name) is None]
        self._cursor = open_ones[0] if open_ones else 0
        self.refresh()

    def on_blur(self) -> None:
        """Show no cursor."""
        self.refresh()

    def action_walk(self, by: int) -> None:
        """Go to another scale."""
        self._cursor = max(0, min(self._cursor + by, len(SCALES) - 1))
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Rate, clear, or turn a factor."""
        page, name = self._view.page, SCALES[self._cursor]
        if event.key in CLEARING:
            page = _rated(page, name, None)
        elif event.key.isdecimal() and LOWEST <= int(event.key) <= HIGHEST:
            page = _rated(page, name, int(event.key))
            self.action_walk(1)
        elif event.character in self._keys:
            page = page.weighed(self._keys[event.character].id)
        else:
            return
        event.stop()
        self._view = replace(self._view, page=page)
        self.refresh()
        self.post_message(self.Felt(page))

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        is_at = self.has_focus and y == self._cursor
        ground = "selected" if is_at else "surface"
        parts = [(text, self._ink(role, ground)) for text, role in self._row(y, width)]
        return strip(parts, width, self._ink("text", ground))

    def _row(self, y: int, width: int) -> Row:
        if y < len(SCALES):
            return self._scale(SCALES[y], self.has_focus and y == self._cursor)
        place = y - (self.size.height - _factor_rows())  # a blank row comes first where it fits
        if place == -1:
            return LEGEND
        if place < 0:
            return []
        factors = list(FACTORS.values())
        right = MARK_CELLS + _most_cells(factors[_factor_rows() :])
        left = width - right
        row = [*self._factor(factors[place], left - 1), (" ", "text")]
        other = place + _factor_rows()
        return [*row, *self._factor(factors[other], right)] if other < len(factors) else row

    def _scale(self, name: str, is_at: bool) -> Row:
        label, low, high = ENDS[name]
        score = getattr(self._view.page, name)
        dots: Row = [
            ("● " if score is not None and place <= score else "○ ", _dot_role(score, place))
            for place in range(LOWEST, HIGHEST + 1)
        ]
        return [
            (f"{label:<9}", "selected-title" if is_at else "text"),
            (f"{low:>8}  ", "muted"),
            *dots,
            (f" {high:<7}", "muted"),
            (f"{LOWEST}-{HIGHEST}" if is_at else "", "accent"),
        ]

    def _factor(self, factor: Factor, width: int) -> Row:
        page = self._view.page
        mark, role, words = "  ", "muted", factor.helped
        if factor.id in page.helped:
            mark, role = "+ ", "done"
        elif factor.id in page.hindered:
            mark, role, words = "− ", "blocked", factor.hindered
        key_role = "accent" if self.has_focus else "dim"
        shown = cut(words, width - MARK_CELLS)
        filling = " " * (width - MARK_CELLS - cell_len(shown))
        ink = "text" if mark.strip() else "muted"
        return [(f"{factor.key} ", key_role), (mark, role), (shown + filling, ink)]

    def _ink(self, role: str, ground: str) -> Style:
        return self._view.inks.style(role, ground)


def _rated(page: Page, name: str, score: int | None) -> Page:
    match name:
        case "emotion":
            return replace(page, emotion=score)
        case "motivation":
            return replace(page, motivation=score)
        case _:
            return replace(page, perception=score)


def _dot_role(score: int | None, place: int) -> str:
    return "accent" if score is not None and place <= score else "dim"


def _most_cells(factors: list[Factor]) -> int:
    return max(cell_len(words) for each in factors for words in (each.helped, each.hindered))


def _factor_rows() -> int:
    return -(-len(FACTORS) // 2)
