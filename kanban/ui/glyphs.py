"""The screen in ASCII: every glyph the program draws, and the plain sign in its place.

A line filter, so that no widget has to know. It sees glyphs, not whose they are: one of these in a
person's title is drawn plainly as well, on the screen alone; every other sign of theirs stays. A
sign takes as many cells as its glyph, so nothing moves.
"""

from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_BARS = dict(zip("▁▂▃▄▅▆▇█", ".:-=+*%#", strict=True))
_MARKS = {
    **dict(zip("✓✗☑☐✎★◆◇●○◐•¶÷", '+x+-"**o@o%*"/', strict=True)),
    **dict(zip("■□▪▰▱▴△▵▾▿", "#.*#.^^^vv", strict=True)),
    **dict(zip("←→↑↓↵⏎‹›▶◀▲▼⋮⋯", "<>^v<<<>><^v:.", strict=True)),
    **dict(zip("…·–—−×“”‘’", "~----x\"\"''", strict=True)),
    "🔎": "/ ",
    "↻": "@",
    "�": "?",
}
_LINES = {
    **dict.fromkeys("─┄┈╌╴╶╸╺╼╾", "-"),
    **dict.fromkeys("━═┅┉╍", "="),
    **dict.fromkeys("│┃║┆┇┊┋╎╏╵╷╹╻╽╿", "|"),
}
_BLOCKS = {
    **dict.fromkeys("▌▐▍▎▏▋▊▉▕", "|"),
    **dict.fromkeys("▀▔", '"'),
    **dict(zip("░▒▓", ".:%", strict=True)),
}
_BOXES = range(0x2500, 0x25A0)
"""Lines and blocks; a corner or a quarter that has no sign of its own is `+`."""
_BRAILLE = range(0x2800, 0x2900)
_CONTROL_PICTURES = range(0x2400, 0x2440)


def _dots(code: int) -> str:
    """Return the sign for a cell of dots, of which plots are made: the more dots, the darker."""
    count = (code - _BRAILLE.start).bit_count()
    return " .::**##@"[count]


PLAIN: dict[int, str] = str.maketrans(
    {
        **{chr(code): "+" for code in _BOXES},
        **{chr(code): "?" for code in _CONTROL_PICTURES},
        **{chr(code): _dots(code) for code in _BRAILLE},
        **_LINES,
        **_BLOCKS,
        **_BARS,
        **_MARKS,
    }
)
"""What stands in place of each glyph, by its code."""


class PlainGlyphs(LineFilter):
    """Draws each glyph as a sign that every terminal and every font has."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with plain signs."""
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [Segment(_plain(text), style, control) for text, style, control in segments]


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return text.translate(PLAIN)
