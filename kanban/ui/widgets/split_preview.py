"""What the lines of a split will become: cards under milestones, as their faces show them."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.strip import Strip
from textual.widget import Widget

from kanban.domain.hints import reads_like_a_project
from kanban.domain.records import Card
from kanban.domain.splitting import Step
from kanban.ui.cells import cut, shown, strip
from kanban.ui.widgets.card_face import DIVIDED, GAP, Setting, second_line

HEAD_ROWS = 2
GUIDE = (
    ("", "What you write stands here as cards."),
    ("", ""),
    ("# Words  ", "begin a milestone"),
    ("tab      ", "go deeper: the line above becomes one"),
    ("@fri     ", "the day it is due"),
    ("#tag     ", "a tag"),
)


class SplitView(Struct, frozen=True):
    """What the preview draws.

    Attributes:
        steps: In their order.
        color: The name of the goal's colour, `none` without a goal.
        has_stages: Whether milestones are kept; without a goal there are none.
        line: Where the cursor is in the text, from 0.
        setting: What a card's face needs to know.
    """

    steps: Sequence[Step]
    color: str
    has_stages: bool
    line: int
    setting: Setting

    @property
    def words(self) -> str:
        """How many cards under how many milestones; without the counts in quiet mode."""
        stages = {step.milestone for step in self.steps} - {None}
        parts = []
        if self.steps and not self.setting.is_quiet:
            under = f" under {_counted(len(stages), 'milestone')}" if self.has_stages else ""
            parts.append(_counted(len(self.steps), "card") + (under if stages else ""))
        if stages and not self.has_stages:
            parts.append("milestones need a goal")
        return "; ".join(parts)


class _Row(Struct, frozen=True):
    step: Step | None = None
    heading: str = ""
    is_second: bool = False


class SplitPreview(Widget):
    """Draws the rows that are on the screen, and keeps the step at the cursor among them."""

    def __init__(self, view: SplitView) -> None:
        super().__init__()
        self._view = view
        self._rows: list[_Row] = []
        self._first = 0

    def show(self, view: SplitView) -> None:
        """Draw other steps, or another place of the cursor."""
        if view.steps is not self._view.steps or view.has_stages != self._view.has_stages:
            self._rows = list(_rows(view))
        self._view = view
        self._follow()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the step at the cursor on the screen."""
        self._follow()

    def on_mouse_scroll_down(self) -> None:
        """Scroll down."""
        self._scroll(2)

    def on_mouse_scroll_up(self) -> None:
        """Scroll up."""
        self._scroll(-2)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if y < HEAD_ROWS:
            return self._line(self._view.words if y == 0 else "", "muted")
        place = y - HEAD_ROWS + self._first
        if not self._view.steps:
            return self._guide(place)
        if place >= len(self._rows):
            return self._line("", "dim")
        row = self._rows[place]
        if row.step is None:
            return self._line(row.heading, "muted")
        return self._step(row.step, row.is_second)

    def _step(self, step: Step, is_second: bool) -> Strip:
        width = self.size.width
        is_here = step.line == self._view.line
        ground = "selected" if is_here else "surface"
        style = self._view.setting.inks.style
        bar = ("█ " if is_here else "▌ ", style(f"goal-{self._view.color}", ground))
        room = width - 2
        parts = [bar]
        if is_second:
            card = _card(step, self._view.setting)
            for place, part in enumerate(second_line(card, self._view.setting, False, room)):
                ink = style(part.role, ground)
                parts += [(GAP if place else "", ink), (part.text, ink)]
            return strip(parts, width, style("text", ground))
        mark = f" {DIVIDED}" if reads_like_a_project(step.title) else ""
        title = cut(step.title, room - 2)
        role = "selected-title" if is_here else "text"
        parts += [(title, style(role, ground)), (mark, style("muted", ground))]
        return strip(parts, width, style("text", ground))

    def _guide(self, place: int) -> Strip:
        """Draw a row of what can be written, while nothing is."""
        sign, words = GUIDE[place] if place < len(GUIDE) else ("", "")
        style = self._view.setting.inks.style
        words = cut(words, self.size.width - len(sign))
        parts = [(sign, style("muted", "surface")), (words, style("dim", "surface"))]
        return strip(parts, self.size.width, style("dim", "surface"))

    def _line(self, words: str, role: str) -> Strip:
        style = self._view.setting.inks.style
        text = cut(words, self.size.width)
        return strip([(text, style(role, "surface"))], self.size.width, style(role, "surface"))

    @property
    def _room(self) -> int:
        return max(1, self.size.height - HEAD_ROWS)

    def _follow(self) -> None:
        """Scroll until the step at the cursor, or the next one after it, is on the screen."""
        line = self._view.line
        places = (at for at, row in enumerate(self._rows) if row.step and row.step.line >= line)
        here = next(places, len(self._rows) - 1)
        self._first = min(self._first, max(0, here - 1))
        self._first = max(self._first, here + 2 - self._room)
        self._keep_in_range()

    def _scroll(self, by: int) -> None:
        self._first += by
        self._keep_in_range()
        self.refresh()

    def _keep_in_range(self) -> None:
        self._first = max(0, min(self._first, len(self._rows) - self._room))


def _rows(view: SplitView) -> Iterator[_Row]:
    stage: str | None = None
    for place, step in enumerate(view.steps):
        named = step.milestone if view.has_stages else None
        if named != stage:
            stage = named
            if place:
                yield _Row()
            if stage is not None:
                yield _Row(heading=shown(stage))
        yield _Row(step)
        if step.due_on or step.tags:
            yield _Row(step, is_second=True)


def _card(step: Step, setting: Setting) -> Card:
    """Return a card with what its face shows of a step."""
    return Card(
        id=1,
        title=step.title,
        column_id=1,
        rank="",
        created_at=setting.now.at,
        due_on=step.due_on,
        tags=step.tags,
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
