"""A card's way over the board in words, the newest stay first."""

from collections.abc import Iterable
from datetime import date

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.card_story import Stay, say_days
from kanban.domain.dates import say_day
from kanban.ui.cells import shown

FITS_ROWS = 3
"""So many stays are shown at once anywhere; more can be scrolled through."""


class CardStory(VerticalScroll):
    """Shows where a card was, when it came there and how long it stayed.

    Args:
        stays: The newest first.
        today: By which days are said.
        is_quiet: Whether spans are left out.
    """

    BINDINGS = [("k", "scroll_up", "Up"), ("j", "scroll_down", "Down")]

    def __init__(self, stays: tuple[Stay, ...], today: date, is_quiet: bool) -> None:
        super().__init__(id="story", can_focus=len(stays) > FITS_ROWS)
        self._lines = [_line(stay, stay is stays[-1], today, is_quiet) for stay in stays] or [
            Content.styled("Nothing is known of it.", "$dim")
        ]

    def compose(self) -> Iterable[Widget]:
        """Lay out a row a stay."""
        yield Static(Content("\n").join(self._lines))


def say_since(stay: Stay, today: date) -> str:
    """Return when a stay began: `09:12` for today, else the day."""
    if stay.came.day == today:
        return f"{stay.arrived:%H:%M}"
    return say_day(stay.came.day, today)


def _line(stay: Stay, is_first: bool, today: date, is_quiet: bool) -> Content:
    when = f"{say_since(stay, today)} "
    column = shown(f"made in {stay.column}" if is_first else stay.column)
    aside = "" if is_quiet or stay.is_now or not stay.days else f", {say_days(stay.days)}"
    return Content.assemble(
        (f"{when:<11}", "$dim"),
        (column, "$foreground" if stay.is_now else "$muted"),
        (aside, "$dim"),
    )
