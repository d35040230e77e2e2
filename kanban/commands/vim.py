"""The other shipped map of keys: what a hand that knows vim expects, on the board.

`d` and `g` wait for another key. What digits did is behind `g`, for a digit begins a count.
"""

from collections.abc import Mapping

from kanban.commands.of_board import SEND_COLUMNS

VIM: Mapping[str, tuple[str, ...]] = {
    "walk.first": ("g g", "home"),
    "walk.last": ("G", "end"),
    "walk.page-down": ("ctrl+f", "ctrl+d", "pagedown"),
    "walk.page-up": ("ctrl+b", "ctrl+u", "pageup"),
    "card.done": ("m",),
    "card.archive": ("d d", "x"),
    **{f"card.send-to-{number}": (f"g {number}",) for number in range(1, SEND_COLUMNS + 1)},
    "goals.show": ("g o",),
    "goal.add": ("g n",),
    "change.redo": ("ctrl+r", "U"),
    "find.filter": ("tab",),
    "palette.show": ("colon", "ctrl+p"),
}
"""The keys of the commands that have others than in the default map."""
