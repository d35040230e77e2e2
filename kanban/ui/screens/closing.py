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
from kanban.ui.cells import shown
from kanban.ui.desk import Desk
from kanban.ui.settings import Settings

RULE = "─" * 58
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
        with Vertical(classes="closing"):
            yield _heading(self._on)
            with VerticalScroll(classes="closing--page", can_focus=False):
                for each in self._sentences[:-1]:
                    yield _said(each, ("✓  ", "$done"))
                yield _said(self._sentences[-1], ("›  ", "$accent"))
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


def _said(sentence: Sentence, mark: tuple[str, str]) -> Static:
    lead = sentence.lead if sentence.things else f"{sentence.lead}."
    things = (Content.assemble(mark, (shown(each), "$foreground")) for each in sentence.things)
    color = "$muted" if sentence.things else "$foreground"
    words = Content("\n").join([Content.styled(lead, color), *things])
    return Static(words, classes="closing--sentence")
