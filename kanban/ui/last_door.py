"""The last door before the terminal: no widget's text passes it as a control code.

A board's text is cleaned where it comes in, and made visible where it is drawn. Fields and lists of
Textual's own draw what they are given, so a file from elsewhere could still clear the screen or
fill the clipboard through one of them.
"""

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from kanban.domain.text import harmless
from kanban.ui.settings import Settings


def last_doors(settings: Settings, *, has_color: bool) -> list[LineFilter]:
    """Return what every line passes, in order: also what a person wants drawn more plainly."""
    doors: list[LineFilter] = [LastDoor()]
    if settings.chosen.glyphs == "ascii":
        from kanban.ui.glyphs import PlainGlyphs

        doors.append(PlainGlyphs())
    if not has_color:
        from kanban.ui.no_color import NoColor

        doors.append(NoColor(lambda: settings.palette))
    return doors


class Doors(LineFilter):
    """Several filters as one: Textual makes a strip of every row for each that it knows of.

    Args:
        doors: The filters, in order.
    """

    def __init__(self, doors: tuple[LineFilter, ...]) -> None:
        super().__init__()
        self.doors = doors

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return what is left behind the last one."""
        for door in self.doors:
            segments = door.apply(segments, background)
        return segments


class LastDoor(LineFilter):
    """Takes control codes out of each line; they have no width, so nothing moves."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with text that any terminal can print."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(_printable(text), style, control) for text, style, control in segments]


@lru_cache(maxsize=1024)
def _printable(text: str) -> str:
    return "".join(char for char in text if char == harmless(char))
