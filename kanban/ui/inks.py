"""The colours that widgets paint with, by role; made once a theme.

A stylesheet gives a widget one colour; a column needs twenty. Looking each up as a component class
costs 50 ms at the start, so the widgets that draw line by line are handed these instead.
"""

from functools import lru_cache

from rich.color import Color
from rich.style import Style

from kanban.theme_files import Palette

_BOLD = frozenset({"title", "current", "selected-title", "lit"})
_ROLES = {"title": "text", "current": "accent", "selected-title": "text", "lit": "done"}


class Inks:
    """The styles of one palette.

    A role is the name of a colour (`text`, `muted`, `dim`, `rule`, `accent`, `done`, `blocked`), of
    a goal's colour (`goal-teal`; `goal-none` for no goal), or one of `title`, `current`,
    `selected-title` and `lit`, which are bold. A ground is `background`, `surface` or `selected`.
    """

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self.style = lru_cache(maxsize=None)(self._style)

    def _style(self, role: str, ground: str = "background") -> Style:
        """Return the style of a role on a ground."""
        name = _ROLES.get(role, role)
        if name == "goal-none":
            color = self._palette.dim
        elif name.startswith("goal-"):
            color = self._palette.goals[name.removeprefix("goal-")]
        else:
            color = getattr(self._palette, name)
        ground_color = getattr(self._palette, ground)
        return Style.from_color(Color.parse(color), Color.parse(ground_color)) + _weight(role)


def _weight(role: str) -> Style:
    return Style(bold=True) if role in _BOLD else Style.null()
