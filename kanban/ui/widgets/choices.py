"""Short lists that a key chooses from: what a setback turned into, and the card to begin with."""

from msgspec import Struct
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.records import Card, Goal, WinKind
from kanban.domain.reframing import WAYS
from kanban.keymap import Keymap
from kanban.ui.bindings import bind
from kanban.ui.cells import cut, strip
from kanban.ui.inks import Inks


class TurnView(Struct, frozen=True):
    """What the three ways are drawn from; `kind` is the one chosen."""

    kind: WinKind | None
    inks: Inks


class Turn(Widget, can_focus=True):
    """Draws the three ways to turn a setback, and takes a key for each."""

    BINDINGS = [("down", "walk(1)", "Go down"), ("up", "walk(-1)", "Go up")]

    class Chosen(Message):
        """A way was chosen; None takes the choice back."""

        def __init__(self, kind: WinKind | None) -> None:
            self.kind = kind
            super().__init__()

    def __init__(self, view: TurnView, keymap: Keymap) -> None:
        super().__init__(id="turn")
        self._view = view
        commands = tuple(keymap.command(f"stuck.choose-{way.kind}") for way in WAYS)
        self._keys = tuple(keymap.key(command.id) for command in commands)
        bind(self, commands)

    def show(self, view: TurnView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self.refresh()

    def on_focus(self) -> None:
        """Show that the keys are heard."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they are not."""
        self.refresh()

    def action_stuck_choose_clarity(self) -> None:
        """Say what is clear now; again takes it back, and so with the next two."""
        self._choose(WinKind.CLARITY)

    def action_stuck_choose_knowledge(self) -> None:
        """Say what blocks it."""
        self._choose(WinKind.KNOWLEDGE)

    def action_stuck_choose_leverage(self) -> None:
        """Say who can help."""
        self._choose(WinKind.LEVERAGE)

    def action_walk(self, by: int) -> None:
        """Choose the way above or below."""
        kinds = [way.kind for way in WAYS]
        here = kinds.index(self._view.kind) if self._view.kind in kinds else -1 if by > 0 else 3
        self.post_message(self.Chosen(kinds[max(0, min(here + by, len(kinds) - 1))]))

    def on_click(self, event: events.Click) -> None:
        """Choose the one clicked."""
        if 0 <= event.y < len(WAYS):
            self._choose(WAYS[event.y].kind)

    def _choose(self, kind: WinKind) -> None:
        self.post_message(self.Chosen(None if kind is self._view.kind else kind))

    def render_line(self, y: int) -> Strip:
        """Draw one way."""
        place = min(y, len(WAYS) - 1)
        way, key = WAYS[place], self._keys[place]
        is_chosen = way.kind is self._view.kind
        parts = [
            (f" {key} ", self._ink("current" if self.has_focus else "dim")),
            ("● " if is_chosen else "○ ", self._ink("accent" if is_chosen else "dim")),
            (way.question, self._ink("title" if is_chosen else "muted")),
        ]
        return strip(parts, self.size.width, self._ink("text"))

    def _ink(self, role: str) -> Style:
        return self._view.inks.style(role, "surface")


class StepsView(Struct, frozen=True):
    """What cards are offered to begin with, and which of them is chosen."""

    cards: tuple[tuple[Card, Goal | None], ...]
    card_id: int | None
    inks: Inks


class FirstSteps(Widget):
    """Draws the cards that a day may begin with."""

    class Chosen(Message):
        """A card was clicked."""

        def __init__(self, place: int) -> None:
            self.place = place
            super().__init__()

    def __init__(self, view: StepsView) -> None:
        super().__init__(id="first-steps")
        self._view = view

    def show(self, view: StepsView) -> None:
        """Draw another state."""
        if view != self._view:
            self._view = view
            self.styles.height = max(1, len(view.cards))
            self.refresh()

    def on_mount(self) -> None:
        """Take a row a card."""
        self.styles.height = max(1, len(self._view.cards))

    def on_click(self, event: events.Click) -> None:
        """Say which card was clicked."""
        if 0 <= event.y < len(self._view.cards):
            self.post_message(self.Chosen(event.y))

    def render_line(self, y: int) -> Strip:
        """Draw one card."""
        width, ground = self.size.width, "surface"
        if y >= len(self._view.cards):
            words = "" if self._view.cards else "No card waits; any small step will do."
            return strip([(cut(words, width), self._ink("dim", ground))], width, self._ink("text"))
        card, goal = self._view.cards[y]
        is_chosen = card.id == self._view.card_id
        ground = "selected" if is_chosen else "surface"
        role = f"goal-{goal.color if goal else 'none'}"
        parts = [
            ("█ " if is_chosen else "▌ ", self._ink(role, ground)),
            (cut(card.title, width - 3), self._ink("title" if is_chosen else "muted", ground)),
        ]
        return strip(parts, width, self._ink("text", ground))

    def _ink(self, role: str, ground: str = "surface") -> Style:
        return self._view.inks.style(role, ground)
