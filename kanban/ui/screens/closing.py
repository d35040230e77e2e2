"""The closing page: the day said back in plain words; any key closes it."""

from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from kanban.domain.closing import Sentence, closing
from kanban.domain.dates import say_long
from kanban.domain.recap import recap
from kanban.ui.cells import wrapped
from kanban.ui.desk import Desk
from kanban.ui.settings import Settings

PAGE_CELLS = 58
MARGIN_CELLS = 6
MOST_LINES = 4
FRAME_ROWS = 6
"""What the page needs around its sentences: margins, heading, the last line."""
INDENT = "   "
DONE, NEXT = ("✓  ", "$done"), ("›  ", "$accent")
RULE = "─" * PAGE_CELLS
LEAVE = "any key goes back"


class ClosingScreen(ModalScreen[None]):
    """Says one day back."""

    CSS_PATH = "../recap.tcss"

    def __init__(self, desk: Desk, settings: Settings, on: date) -> None:
        super().__init__()
        self._on = on
        held = recap(desk.board, on)
        self._sentences = closing(held, desk.now.day, settings.chosen.quiet)

    def compose(self) -> ComposeResult:
        """Lay the sentences out, each under the words that lead to it."""
        rows = sum(2 + len(each.things) for each in self._sentences)
        with Vertical(classes="closing", id="closing") as page:
            page.set_class(rows > self.app.size.height - FRAME_ROWS, "-close")
            yield _heading(self._on)
            with VerticalScroll(classes="closing--page", can_focus=False):
                room = min(PAGE_CELLS, self.app.size.width - MARGIN_CELLS) - len(INDENT)
                for each in self._sentences[:-1]:
                    yield _said(each, DONE if each.is_of_wins else (INDENT, "$muted"), room)
                yield _said(self._sentences[-1], NEXT, room)
            yield Static(Content(LEAVE), classes="closing--leave")

    def on_key(self, event: events.Key) -> None:
        """Close the page, whatever the key."""
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self) -> None:
        """Close it by a click as well."""
        self.dismiss()


def _heading(on: date) -> Static:
    closed = ("  closed\n", "$muted")
    words = Content.assemble((say_long(on), "bold $accent"), closed, (RULE, "$rule"))
    return Static(words, classes="closing--day")


def _said(sentence: Sentence, mark: tuple[str, str], room: int) -> Static:
    if not sentence.things:
        return Static(Content(f"{sentence.lead}."), classes="closing--sentence")
    lines = [Content.styled(sentence.lead, "$muted")]
    for each in sentence.things:
        first, *rest = wrapped(each, room, MOST_LINES)
        lines.append(Content.assemble(mark, (first, "$foreground")))
        lines += [Content.styled(f"{INDENT}{line}", "$foreground") for line in rest]
    words = Content("\n").join(lines)
    return Static(words, classes="closing--sentence")
