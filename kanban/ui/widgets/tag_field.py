"""The line for tags: each in its own quiet hue, the one being typed completed from the board's."""

from collections.abc import Callable, Iterable

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.suggester import Suggester
from textual.widgets import Input

from kanban.domain.tags import completed, tag_color
from kanban.domain.text import harmless
from kanban.ui.inks import Inks


class TagHues(Highlighter):
    """Paints each tag of a line in its hue."""

    def __init__(self, inks: Inks) -> None:
        self._inks = inks

    def highlight(self, text: Text) -> None:
        """Paint a line."""
        start = 0
        for word in text.plain.split(" "):
            tag = word.lstrip("#-")
            if tag:
                hue = self._inks.style(f"tag-{tag_color(tag)}").color
                text.stylize(Style(color=hue), start, start + len(word))
            start += len(word) + 1


class TagCompletion(Suggester):
    """Completes the tag being typed.

    Args:
        tags: Gives the tags there are; asked once, when the first letter is typed.
    """

    def __init__(self, tags: Callable[[], Iterable[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ask = tags
        self._tags: tuple[str, ...] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with its last word made whole."""
        if self._tags is None:
            self._tags = tuple(map(harmless, self._ask()))
        return completed(value, self._tags)


class TagField(Input):
    """Takes tags, parted by blanks; → takes what is offered."""

    def __init__(self, tags: Iterable[str], known: Callable[[], Iterable[str]], inks: Inks) -> None:
        super().__init__(
            harmless(" ".join(tags)),
            placeholder="words, parted by blanks",
            highlighter=TagHues(inks),
            suggester=TagCompletion(known),
            select_on_focus=False,
            id="tags",
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that stand there."""
        return tuple(self.value.split())
