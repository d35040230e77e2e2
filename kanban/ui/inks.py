"""The colours that widgets paint with, by role; made once a theme.

A stylesheet gives a widget one colour; a column needs twenty. Looking each up as a component class
costs 50 ms at the start, so the widgets that draw line by line are handed these instead.
"""

from functools import lru_cache

from rich.color import Color, blend_rgb
from rich.style import Style

from kanban.theme_files import Palette

_BOLD = frozenset({"title", "current", "selected-title", "lit"})
_ROLES = {"title": "text", "current": "accent", "selected-title": "text", "lit": "done"}

TAG_HUE = 0.5
"""How much of a hue is left in a tag; the rest is the dim of its neighbours."""


class Inks:
    """The styles of one palette.

    A role is the name of a colour (`text`, `muted`, `dim`, `rule`, `accent`, `done`, `blocked`), of
    a goal's colour (`goal-teal`; `goal-none` for no goal), or one of `title`, `current`,
    `selected-title` and `lit`, which are bold. `tag-teal` is a goal's colour gone quiet, for a tag
    that is in none of the goals. `accent@40` is 40 % of a colour over the
    background. A ground is any colour; most are `background`, `surface` or `selected`.
    """

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self.style = lru_cache(maxsize=None)(self._style)

    def _style(self, role: str, ground: str = "background") -> Style:
        """Return the style of a role on a ground."""
        return Style.from_color(self._color(role), self._color(ground)) + _weight(role)

    def _color(self, role: str) -> Color:
        name, _, percent = _ROLES.get(role, role).partition("@")
        if name == "goal-none":
            code = self._palette.dim
        elif name.startswith("tag-"):
            return self._quiet(self._palette.goals[name.removeprefix("tag-")])
        elif name.startswith("goal-"):
            code = self._palette.goals[name.removeprefix("goal-")]
        else:
            code = getattr(self._palette, name)
        color = Color.parse(code)
        if not percent:
            return color
        under = Color.parse(self._palette.background).get_truecolor()
        blended = blend_rgb(under, color.get_truecolor(), int(percent) / 100)
        return Color.from_triplet(blended)

    def _quiet(self, hue: str) -> Color:
        dim, vivid = (Color.parse(code).get_truecolor() for code in (self._palette.dim, hue))
        return Color.from_triplet(blend_rgb(dim, vivid, TAG_HUE))


def _weight(role: str) -> Style:
    return Style(bold=True) if role in _BOLD else Style.null()
