"""The timeline of a day: its wins from morning to evening, walked by key and named by number."""

from msgspec import Struct
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.dates import WEEKDAYS
from kanban.domain.recap import RecapWin
from kanban.keymap import Keymap
from kanban.ui.bindings import bind
from kanban.ui.cells import cut, shown, strip, wrapped
from kanban.ui.inks import Inks
from kanban.ui.widgets.today_panel import GLYPHS

ROOMY_CELLS = 48
"""From this width on the parts of a row stand apart."""
LEAST_CELLS = 8
"""Words are broken into lines of no less, whatever is cut at the right."""
MOST_LINES = 3
HEAD_ROWS = 3
PLACES = 3

Part = tuple[str, str]
Row = tuple[int | None, list[Part]]
"""The place of the win a row belongs to, and its (text, role) parts."""


class TimelineView(Struct, frozen=True):
    """What the timeline draws.

    Attributes:
        wins: Those of the day, oldest first.
        offers: Wins of the days before that may be named as well.
        three: What is named, by place.
        nothing: Sentences for a day without a win.
    """

    wins: tuple[RecapWin, ...]
    offers: tuple[RecapWin, ...]
    three: tuple[str, ...]
    nothing: tuple[str, ...]
    inks: Inks
    is_quiet: bool = False


class Timeline(Widget, can_focus=True):
    """Draws wins one below the other on a line, and walks them."""

    BINDINGS = [
        ("down,j", "walk(1)", "Go to the win below"),
        ("up,k", "walk(-1)", "Go to the win above"),
        ("home", "walk(-9999)", "Go to the first win"),
        ("end", "walk(9999)", "Go to the last win"),
    ]

    class Named(Message):
        """A win was given a place among the three, from 0."""

        def __init__(self, place: int, text: str) -> None:
            self.place = place
            self.text = text
            super().__init__()

    def __init__(self, view: TimelineView, keymap: Keymap) -> None:
        super().__init__()
        self._view = view
        self._cursor = 0
        self._top = 0
        self._rows: list[Row] = []
        pins = (f"recap.pin-{number}" for number in range(1, PLACES + 1))
        bind(self, tuple(keymap.command(each) for each in pins))

    def show(self, view: TimelineView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self._cursor = max(0, min(self._cursor, len(self._all) - 1))
            self._lay_out()

    def show_from_the_top(self, view: TimelineView) -> None:
        """Draw another day."""
        self._cursor = self._top = 0
        self.show(view)

    def on_resize(self) -> None:
        """Break the words anew."""
        self._lay_out()

    def on_focus(self) -> None:
        """Show where the cursor is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no cursor."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if y < HEAD_ROWS - 1:
            return self._heading(y)
        at = y - HEAD_ROWS + self._top
        if y == HEAD_ROWS - 1 or at >= len(self._rows):
            return strip([], self.size.width, self._ink("text"))
        place, parts = self._rows[at]
        ground = "selected" if place == self._cursor and self.has_focus else "background"
        bold = {"text": "selected-title"} if ground == "selected" else {}
        row = [(text, self._ink(bold.get(role, role), ground)) for text, role in parts]
        return strip(row, self.size.width - 2, self._ink("text", ground)).adjust_cell_length(
            self.size.width, self._ink("text")
        )

    def action_walk(self, by: int) -> None:
        """Go up or down."""
        self._cursor = max(0, min(self._cursor + by, len(self._all) - 1))
        self._reveal()
        self.refresh()

    def action_recap_pin(self, number: int) -> None:
        """Name the win at the cursor, or take it away again where it is named so."""
        if self._all:
            self.post_message(self.Named(number - 1, self._all[self._cursor].win.text))

    def on_click(self, event: events.Click) -> None:
        """Go to the win that was clicked."""
        at = event.y - HEAD_ROWS + self._top
        place = self._rows[at][0] if event.y >= HEAD_ROWS and at < len(self._rows) else None
        if place is not None:
            self._cursor = place
            self.refresh()

    def on_mouse_scroll_down(self) -> None:
        """Go down."""
        self.action_walk(1)

    def on_mouse_scroll_up(self) -> None:
        """Go up."""
        self.action_walk(-1)

    @property
    def _all(self) -> tuple[RecapWin, ...]:
        return (*self._view.wins, *self._view.offers)

    def _heading(self, y: int) -> Strip:
        width = self.size.width
        ink = self._ink("current" if self.has_focus else "title")
        if y == 0:
            count = (
                f" {len(self._view.wins)}" if self._view.wins and not self._view.is_quiet else ""
            )
            parts = [("  ", ink), ("What moved", ink), (count, self._ink("muted"))]
        else:
            rule = ("━" if self.has_focus else "─") * max(0, width - 4)
            parts = [("  ", ink), (rule, self._ink("accent" if self.has_focus else "rule"))]
        return strip(parts, width, self._ink("text"))

    def _lay_out(self) -> None:
        view, width = self._view, self.size.width - 2
        named = self._named()
        rows: list[Row] = []
        if not view.wins:
            lines = (
                line
                for text in view.nothing
                for line in wrapped(text, max(LEAST_CELLS, width - 4), 9)
            )
            rows += [(None, [("  ", "text"), (line, "muted")]) for line in lines]
            rows.append((None, []))
        for place, each in enumerate(self._all):
            is_offer = place >= len(view.wins)
            if is_offer and place == len(view.wins):
                rows.append((None, [("  ", "text"), ("Earlier this week", "title")]))
                rows.append((None, []))
            is_last = place in (len(view.wins) - 1, len(self._all) - 1)
            rows += self._win(place, each, is_offer, is_last, named.get(place, ""), width)
        self._rows = rows
        self._reveal()
        self.refresh()

    def _win(
        self, place: int, each: RecapWin, is_offer: bool, is_last: bool, pin: str, width: int
    ) -> list[Row]:
        gap = "  " if width >= ROOMY_CELLS else " "
        when = WEEKDAYS[each.win.day.weekday()].capitalize() if is_offer else _clock(each)
        color = f"goal-{each.goal.color}" if each.goal else "accent"
        indent = 2 + 5 + len(gap) + 1 + len(gap)
        room = max(LEAST_CELLS, width - indent - 4)
        lines = wrapped(each.win.text, room, MOST_LINES)
        filling = " " * (room - cell_len(lines[0]) + 1)
        before = [(f"  {when:>5}{gap}", "muted"), (GLYPHS[each.win.kind], color)]
        first = [*before, (f"{gap}{lines[0]}{filling}", "text"), (f" {pin}", "current")]
        line = "  " if is_last else "│ "
        rows: list[Row] = [(place, first)]
        blank = f"{' ' * (indent - 1 - len(gap))}"
        rest: list[list[Part]] = [[(text, "text")] for text in lines[1:]]
        rest += _goal_lines(each, color, room)
        for parts in rest:
            rows.append((place, [(blank, "rule"), (f"{line}{gap[1:]}", "rule"), *parts]))
        rows.append((None, [(blank, "rule"), (line, "rule")]))
        return rows

    def _named(self) -> dict[int, str]:
        """Return the numbers that wins are named by, by their place in the timeline."""
        found: dict[int, str] = {}
        for number, text in enumerate(self._view.three, 1):
            for place, each in enumerate(self._all):
                if text and each.win.text == text and place not in found:
                    found[place] = str(number)
                    break
        return found

    def _reveal(self) -> None:
        """Scroll so that the win at the cursor can be seen whole."""
        room = max(1, self.size.height - HEAD_ROWS)
        own = [at for at, (place, _) in enumerate(self._rows) if place == self._cursor]
        if own:
            self._top = max(min(self._top, own[0]), own[-1] - room + 1)
        if self._cursor == 0:
            self._top = 0
        self._top = max(0, min(self._top, len(self._rows) - 1))

    def _ink(self, role: str, ground: str = "background") -> Style:
        return self._view.inks.style(role, ground)


def _clock(each: RecapWin) -> str:
    return f"{each.local_time:%H:%M}"


def _goal_lines(each: RecapWin, color: str, room: int) -> list[list[Part]]:
    """Return the goal and why it matters, in one row where both fit."""
    if each.goal is None:
        return []
    title, why = cut(each.goal.title, room), shown(each.goal.why)
    if not why:
        return [[(title, color)]]
    if cell_len(title) + 2 + cell_len(why) <= room:
        return [[(f"{title}  ", color), (why, "muted")]]
    return [[(title, color)], *([(line, "muted")] for line in wrapped(why, room, 2))]
