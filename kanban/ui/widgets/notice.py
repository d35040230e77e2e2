"""One quiet line that says what happened, and clears by itself."""

from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from kanban.ui.cells import cut, spread

LASTS_S = 6.0


class Notice(Widget):
    """Draws the last thing said, in the middle of its line."""

    COMPONENT_CLASSES = {"notice--words", "notice--trouble"}

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._role = "words"
        self._timer: Timer | None = None

    def say(self, words: str, is_trouble: bool = False) -> None:
        """Show words in place of the last ones; trouble stays twice as long."""
        self._words = words
        self._role = "trouble" if is_trouble else "words"
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(LASTS_S * (2 if is_trouble else 1), self._clear)
        self.refresh()

    def hold(self, words: str, is_trouble: bool = True) -> None:
        """Show words until something else is said."""
        self.say(words, is_trouble)
        if self._timer is not None:
            self._timer.stop()

    def mention(self, words: str) -> None:
        """Show words, unless trouble is being told."""
        if self._role != "trouble" or not self._words:
            self.say(words)

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        style: Style = self.get_component_rich_style(f"notice--{self._role}")
        return spread([], [(cut(self._words, width - 4), style)], [], width, self.rich_style)

    def _clear(self) -> None:
        self._words = ""
        self.refresh()
