"""The screen without colour, as `NO_COLOR` asks: what a colour said, the weight of a line says.

https://no-color.org has the rule: any value but an empty one. Textual's own answer turns colours
into greys, which are colours still, and hides what is selected from whoever sees none.
"""

from collections.abc import Callable
from functools import lru_cache

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from kanban.theme_files import Palette

_TURNED = Style(reverse=True)
_FIELD = Style(underline=True)
_KEY = Style(bold=True)
_LAST = Style(dim=True)


class NoColor(LineFilter):
    """Takes the colours out of each line.

    What keys act on is turned around, and so is the cursor in a field. A field with the focus,
    whose ground Textual tints, is underlined.

    Args:
        palette: Returns the colours that are painted with now.
    """

    def __init__(self, palette: Callable[[], Palette]) -> None:
        super().__init__()
        self._palette = palette
        self._weights = lru_cache(maxsize=4096)(_weight)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in the terminal's own two colours."""
        palette = self._palette()
        quiet = (palette.background, palette.surface)
        turned = (palette.selected, palette.accent, palette.rule)
        return [
            Segment(
                text,
                style
                and self._weights(style, quiet, turned, accent=palette.accent, dim=palette.dim),
            )
            for text, style, _ in segments
        ]


def _weight(
    style: Style, quiet: tuple[str, ...], turned: tuple[str, ...], *, accent: str, dim: str
) -> Style:
    ground, ink = _code(style.bgcolor), _code(style.color)
    found = style.without_color
    if ground in turned:
        found += _TURNED
    elif ground and ground not in quiet:
        found += _FIELD
    if ink == accent:
        found += _KEY
    elif ink == dim:
        found += _LAST
    return found


def _code(color: RichColor | None) -> str:
    return "" if color is None or color.triplet is None else color.triplet.hex
