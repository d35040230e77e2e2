"""The line for tags: each in its own quiet hue, the one being typed completed from the board's."""

from collections.abc import Callable, Iterable

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual.widgets import Input

from kanban.domain.tags import completed, tag_color
from kanban.domain.text import harmless
from kanban.ui.inks import Inks
from kanban.ui.widgets.completion import Completion


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


class TagField(Input):
    """Takes tags, parted by blanks; → takes what is offered."""

    def __init__(self, tags: Iterable[str], known: Callable[[], Iterable[str]], inks: Inks) -> None:
        super().__init__(
            harmless(" ".join(tags)),
            placeholder="one word each",
            highlighter=TagHues(inks),
            suggester=Completion(known, completed),
            select_on_focus=False,
            id="tags",
        )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that stand there."""
        return tuple(self.value.split())
