"""The three ways out of a stuck moment, one of which is chosen by one key."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from kanban.domain.records import WinKind
from kanban.domain.reframing import WAYS, Reframing
from kanban.keymap import Keymap
from kanban.ui.bindings import bind
from kanban.ui.widgets.today_panel import GLYPHS

NAME_CELLS = 10
KEY_GAP = "  "


class WayChoice(Widget):
    """Shows the ways, each with its key and its question."""

    can_focus = True

    class Chosen(Message):
        """A way was chosen."""

        def __init__(self, way: Reframing) -> None:
            self.way = way
            super().__init__()

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        ids = [f"stuck.choose-{way.kind}" for way in WAYS]
        self._keys = [keymap.key(each) for each in ids]
        self.way: Reframing | None = None
        bind(self, tuple(keymap.command(each) for each in ids))

    def render(self) -> Content:
        """Draw a row a way."""
        return Content("\n").join(map(self._row, WAYS, self._keys))

    def on_click(self, event: events.Click) -> None:
        """Choose the way that was clicked."""
        if 0 <= event.y < len(WAYS):
            self._choose(WAYS[event.y].kind)

    def action_stuck_choose_clarity(self) -> None:
        """Choose what is clear now."""
        self._choose(WinKind.CLARITY)

    def action_stuck_choose_knowledge(self) -> None:
        """Choose what blocks it."""
        self._choose(WinKind.KNOWLEDGE)

    def action_stuck_choose_leverage(self) -> None:
        """Choose who can help."""
        self._choose(WinKind.LEVERAGE)

    def _choose(self, kind: WinKind) -> None:
        self.way = next(way for way in WAYS if way.kind is kind)
        self.refresh()
        self.post_message(self.Chosen(self.way))

    def _row(self, way: Reframing, key: str) -> Content:
        is_chosen = way is self.way
        name = way.kind.value.ljust(NAME_CELLS)
        return Content.assemble(
            ("▌" if is_chosen else " ", "$accent"),
            (f"{key}{KEY_GAP}", "$accent bold"),
            (f"{GLYPHS[way.kind]} ", "$accent" if is_chosen else "$muted"),
            (f"{name}{KEY_GAP}", "$foreground bold" if is_chosen else "$foreground"),
            (way.question, "$foreground" if is_chosen else "$muted"),
        )
