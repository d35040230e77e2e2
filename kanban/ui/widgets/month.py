"""A month to choose a day from: days with wins and days that were written are marked."""

from collections.abc import Callable, Collection
from datetime import date

from msgspec import Struct
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.dates import MONTHS, WEEKDAYS
from kanban.ui.cells import strip
from kanban.ui.inks import Inks

CELL = 6
WEEK = 7
WEEKS = 6
WON, WRITTEN = "•", "¶"


class MonthView(Struct, frozen=True):
    """What the month is drawn from.

    Attributes:
        has_win: Tells whether a day holds a win.
        written: The days that were written about.
        today: The last day that can be chosen.
    """

    has_win: Callable[[date], bool]
    written: Collection[date]
    today: date
    inks: Inks


class Month(Widget, can_focus=True):
    """Draws a month and walks its days."""

    BINDINGS = [
        ("left", "walk(-1)", "Go a day back"),
        ("right", "walk(1)", "Go a day on"),
        ("up", "walk(-7)", "Go a week back"),
        ("down", "walk(7)", "Go a week on"),
        ("pageup", "turn(-1)", "Go a month back"),
        ("pagedown", "turn(1)", "Go a month on"),
        ("home", "go_today", "Go to today"),
        ("enter", "choose", "Choose the day"),
    ]

    class Chosen(Message):
        """A day was chosen."""

        def __init__(self, day: date) -> None:
            self.day = day
            super().__init__()

    def __init__(self, view: MonthView, day: date) -> None:
        super().__init__()
        self._view = view
        self._day = day
        self._won = self._won_days()

    def action_walk(self, by: int) -> None:
        """Go some days back or on, at most to today."""
        first, last = date.min.toordinal(), self._view.today.toordinal()
        self._go(date.fromordinal(max(first, min(self._day.toordinal() + by, last))))

    def action_turn(self, by: int) -> None:
        """Go to the same day of another month, or the last it has."""
        months = self._day.year * 12 + self._day.month - 1 + by
        year, month = divmod(months, 12)
        if year < date.min.year:
            return
        day = self._day.day
        while day > 28 and not _is_day(year, month + 1, day):
            day -= 1
        self._go(min(date(year, month + 1, day), self._view.today))

    def action_go_today(self) -> None:
        """Go to today."""
        self._go(self._view.today)

    def action_choose(self) -> None:
        """Choose the day at the cursor."""
        self.post_message(self.Chosen(self._day))

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked."""
        place = (event.y - 3) * WEEK + event.x // CELL
        day = _days(self._day)[place] if event.y >= 3 and place < WEEK * WEEKS else None
        if day is not None and event.x < CELL * WEEK and day <= self._view.today:
            self._go(day)
            self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Draw the name of the month, those of the weekdays, or a week."""
        if y == 0:
            words = f"{MONTHS[self._day.month - 1]} {self._day.year}"
            parts = [(f" {words}", self._ink("title"))]
        elif y == 1:
            parts = []
        elif y == 2:
            parts = [
                (f" {name.capitalize()[:2]:<{CELL - 1}}", self._ink("dim")) for name in WEEKDAYS
            ]
        else:
            week = _days(self._day)[(y - 3) * WEEK : (y - 2) * WEEK]
            parts = [part for day in week for part in self._cell(day)]
        return strip(parts, self.size.width, self._ink("text"))

    def _cell(self, day: date | None) -> list[tuple[str, Style]]:
        view = self._view
        if day is None or day.month != self._day.month:
            return [(" " * CELL, self._ink("text"))]
        ground = "selected" if day == self._day else "surface"
        role = "dim" if day > view.today else "current" if day == view.today else "text"
        won = WON if day in self._won else " "
        written = WRITTEN if day in view.written else " "
        return [
            (f" {day.day:>2}", self._ink(role, ground)),
            (won, self._ink("done", ground)),
            (written, self._ink("muted", ground)),
            (" ", self._ink("text")),
        ]

    def _go(self, day: date) -> None:
        is_turned = day.replace(day=1) != self._day.replace(day=1)
        self._day = day
        if is_turned:
            self._won = self._won_days()
        self.refresh()

    def _won_days(self) -> set[date]:
        days = (day for day in _days(self._day) if day is not None)
        return {day for day in days if day.month == self._day.month and self._view.has_win(day)}

    def _ink(self, role: str, ground: str = "surface") -> Style:
        return self._view.inks.style(role, ground)


def _days(day: date) -> list[date | None]:
    """Return the days of six weeks from the one that holds the first of a month."""
    first = day.replace(day=1)
    start = first.toordinal() - first.weekday()
    span = range(start, start + WEEK * WEEKS)
    return [date.fromordinal(each) if 1 <= each <= _LAST else None for each in span]


_LAST = date.max.toordinal()


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
