"""One quiet line that says what happened, and comes to rest by itself."""

from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from kanban.ui.cells import cut, spread

LASTS_S = 6.0
MARGIN_CELLS = 4


class Notice(Widget):
    """Draws the last thing said, in the middle of its line."""

    COMPONENT_CLASSES = {"notice--words", "notice--trouble", "notice--rest"}

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._role = "words"
        self._resting = ""
        self._timer: Timer | None = None

    @property
    def words(self) -> str:
        """What was said last and still stands; empty where nothing does."""
        return self._words

    def rest(self, words: str) -> None:
        """Show words whenever nothing else is said; empty for none."""
        if words != self._resting:
            self._resting = words
            self.refresh()

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

    def stay(self, words: str) -> None:
        """Show words until something else is said, unless trouble is being told."""
        self.mention(words)
        if self._timer is not None and self._role != "trouble":
            self._timer.stop()

    def hush(self) -> None:
        """Let what was said go before its time, unless trouble is being told."""
        if self._words and self._role != "trouble":
            self._clear()

    def mention(self, words: str) -> None:
        """Show words, unless trouble is being told."""
        if self._role != "trouble" or not self._words:
            self.say(words)

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        role = self._role if self._words else "rest"
        style: Style = self.get_component_rich_style(f"notice--{role}")
        words = cut(self._words or self._resting, width - MARGIN_CELLS)
        return spread([], [(words, style)], [], width, self.rich_style)

    def _clear(self) -> None:
        self._words = ""
        self.refresh()
