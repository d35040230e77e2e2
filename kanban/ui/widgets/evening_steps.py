"""The four steps of the evening: one is open, the others say in a line what they hold."""

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from kanban.domain.day_page import TEXTS, Page
from kanban.domain.inner_life import FACTORS, HIGHEST, SCALES
from kanban.domain.recap import Recap
from kanban.domain.records import Card, Goal
from kanban.domain.reframing import WAY_OF
from kanban.domain.text import TITLE_GRAPHEMES, harmless
from kanban.domain.values import replace
from kanban.keymap import Keymap
from kanban.ui.cells import cut
from kanban.ui.inks import Inks
from kanban.ui.widgets.choices import FirstSteps, StepsView, Turn, TurnView
from kanban.ui.widgets.inner_life import ENDS, InnerLife, InnerLifeView
from kanban.ui.widgets.timeline import PLACES
from kanban.ui.widgets.today_panel import GLYPHS

TITLES = (
    "Three things that moved",
    "What got in the way",
    "How the day felt",
    "First step for {day}",
)
INVITATIONS = (
    "From the day at the left, or in your own words",
    "In a line, and what it turned into",
    "Mood, drive and outlook; what helped",
    "The smallest one; a card, or new",
)
"""What a closed step says where nothing is written and there is room to say it."""
ROOMY_ROWS = 24
FIELDS = tuple(f"three-{place}" for place in range(PLACES))
STOPS: tuple[tuple[str, int], ...] = (
    *((name, 0) for name in (*FIELDS, "mattered")),
    *((name, 1) for name in ("setback", "turn", "learned")),
    ("inner-life", 2),
    ("first_step", 3),
)
"""What the keys go on to, in order, with the step each belongs to."""


class EveningView(Struct, frozen=True):
    """What the steps draw.

    Attributes:
        cards: What may be the first step, with the goal of each.
        step: The one that is open, from 0.
        is_today: Whether the day is not over yet.
    """

    page: Page
    held: Recap
    cards: tuple[tuple[Card, Goal | None], ...]
    step: int
    is_today: bool
    inks: Inks

    def has(self, step: int) -> bool:
        """Tell whether a step holds something."""
        return bool(self.summary(step))

    def summary(self, step: int) -> str:
        """Return in a line what a step holds; empty for nothing."""
        page = self.page
        if step == 0:
            return " · ".join(text for text in page.three if text.strip())
        if step == 1:
            return self._turned()
        if step == 2:
            return _felt(page)
        return page.first_step.strip()

    def _turned(self) -> str:
        page = self.page
        if page.learned and page.learned_kind:
            return f"{WAY_OF[page.learned_kind].said}: {page.learned}"
        if not page.setback and self.held.reframes:
            return self.held.reframes[-1].win.text
        return page.setback.strip()


class Field(Input):
    """A line to write into; its id names what it holds."""

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__(
            id=name, placeholder=placeholder, select_on_focus=False, max_length=TITLE_GRAPHEMES
        )


class FirstStepField(Field):
    """The line of the first step, from which the arrows go to the cards."""

    BINDINGS = [("down", "walk(1)", "Take the card below"), ("up", "walk(-1)", "Take one above")]

    class Walked(Message):
        """Another card is wanted."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    def action_walk(self, by: int) -> None:
        """Ask for the card above or below."""
        self.post_message(self.Walked(by))


class StepHead(Static):
    """The name of a step, and what it holds while it is closed."""

    class Pressed(Message):
        """A step was clicked."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, step: int) -> None:
        super().__init__("", classes="step--head")
        self._step = step

    def show(self, view: EveningView, is_roomy: bool) -> None:
        """Draw another state."""
        is_open = view.step == self._step
        summary = view.summary(self._step)
        day = "tomorrow" if view.is_today else "the day after"
        title = TITLES[self._step].format(day=day)
        mark = ("●", "$accent") if is_open else ("✓", "$done") if summary else ("○", "$dim")
        name = "bold $foreground" if is_open else "$foreground" if summary else "$muted"
        lines = [Content.assemble(mark, "  ", (title, name))]
        said = summary or (INVITATIONS[self._step] if is_roomy else "")
        if said and not is_open:
            words = cut(said, max(8, self.size.width - 3))
            lines.append(Content.styled(f"   {words}", "$muted" if summary else "$dim"))
        self.update(Content("\n").join(lines))

    def on_click(self) -> None:
        """Say which step was clicked."""
        self.post_message(self.Pressed(self._step))


class EveningSteps(VerticalScroll, can_focus=False):
    """Holds the fields of the four steps."""

    class Wrote(Message):
        """The page holds something else now."""

        def __init__(self, page: Page) -> None:
            self.page = page
            super().__init__()

    class Opened(Message):
        """Another step was opened."""

        def __init__(self, step: int) -> None:
            self.step = step
            super().__init__()

    def __init__(self, view: EveningView, keymap: Keymap) -> None:
        super().__init__(id="steps")
        self._keymap = keymap
        self._view = view
        self._own_step = ""
        """What was typed as the first step before a card was taken."""

    def compose(self) -> ComposeResult:
        """Lay the steps out, one below the other."""
        inks, page = self._view.inks, self._view.page
        bodies: tuple[tuple[Widget, ...], ...] = (
            (
                *(_numbered(place, name) for place, name in enumerate(FIELDS, 1)),
                Static(Content("Why it mattered"), classes="step--label"),
                Field("mattered", "In a line"),
            ),
            (
                Static(id="turned"),
                Field("setback", "In a line; it may stay between you and the board"),
                Static(Content("One key turns it"), classes="step--label"),
                Turn(TurnView(page.learned_kind, inks), self._keymap),
                Field("learned"),
            ),
            (InnerLife(InnerLifeView(page, inks)),),
            (
                FirstStepField("first_step", "The smallest one; ↓ takes a card"),
                FirstSteps(StepsView(self._view.cards, page.first_card_id, inks)),
            ),
        )
        for step, body in enumerate(bodies):
            yield Vertical(
                StepHead(step),
                Vertical(*body, classes="step--body"),
                id=f"step-{step}",
                classes="step",
            )

    def on_mount(self) -> None:
        """Draw the first state."""
        self._draw()

    def on_resize(self) -> None:
        """Cut the summaries anew."""
        self._draw_heads()

    def show(self, view: EveningView) -> None:
        """Draw another state; what a person is typing is what the page holds."""
        if view.held.day != self._view.held.day:
            self._own_step = ""
        self._view = view
        self._draw()

    def stops(self) -> list[tuple[str, int]]:
        """Return what can be gone on to now, with the step of each."""
        is_turned = self._has_learned
        return [(name, step) for name, step in STOPS if name != "learned" or is_turned]

    def enter(self, name: str) -> None:
        """Bring the cursor into a field, in the step that is open."""
        field = self.query_one(f"#{name}")
        self.screen.set_focus(field)  # at once: the step it leaves is hidden in the same breath
        if isinstance(field, Input):
            field.cursor_position = len(field.value)

    # -- drawing -------------------------------------------------------------------------------

    def _draw(self) -> None:
        view = self._view
        texts = dict(zip(FIELDS, view.page.three, strict=True)) | view.page.texts
        for name, text in texts.items():
            field = self.query_one(f"#{name}", Field)
            if field.value != text:
                field.value = text
                field.cursor_position = len(text) if field.has_focus else 0
        self.query_one(Turn).show(TurnView(view.page.learned_kind, view.inks))
        self.query_one(InnerLife).show(InnerLifeView(view.page, view.inks))
        self.query_one(FirstSteps).show(StepsView(view.cards, view.page.first_card_id, view.inks))
        self._draw_turned()
        self._draw_heads()

    def _draw_heads(self) -> None:
        view = self._view
        for step, head in enumerate(self.query(StepHead)):
            head.show(view, self.size.height >= ROOMY_ROWS)
            self.query_one(f"#step-{step}").set_class(step == view.step, "-open")
            self.query_one(f"#step-{step} .step--body").display = step == view.step

    def _draw_turned(self) -> None:
        view = self._view
        width = max(8, self.content_size.width - 6)
        lines = [
            Content.assemble(
                (f"{GLYPHS[each.win.kind]} ", "$accent"),
                (f"{WAY_OF[each.win.kind].said}  ", "$muted"),
                (cut(each.win.text, width - len(WAY_OF[each.win.kind].said)), "$foreground"),
            )
            for each in view.held.reframes
        ]
        turned = self.query_one("#turned", Static)
        turned.display = bool(lines)
        turned.update(Content("\n").join(lines))
        learned = self.query_one("#learned", Field)
        learned.display = self._has_learned
        kind = view.page.learned_kind
        learned.placeholder = WAY_OF[kind].question if kind else ""

    @property
    def _has_learned(self) -> bool:
        page = self._view.page
        return bool(page.learned_kind or page.learned)

    # -- writing -------------------------------------------------------------------------------

    @on(Input.Changed)
    def _write(self, message: Input.Changed) -> None:
        message.stop()
        name, text, page = message.input.id or "", message.input.value, self._view.page
        if name in FIELDS:
            three = list(page.three)
            three[FIELDS.index(name)] = text
            page = replace(page, three=tuple(three))
        elif name == "first_step":
            page = self._with_first_step(text)
        elif name in TEXTS:
            page = page.with_line(name, text)
        self._say(page)

    @on(Turn.Chosen)
    def _turn(self, message: Turn.Chosen) -> None:
        message.stop()
        self._say(replace(self._view.page, learned_kind=message.kind))
        if message.kind is not None:
            self.enter("learned")

    @on(InnerLife.Felt)
    def _feel(self, message: InnerLife.Felt) -> None:
        message.stop()
        self._say(message.page)

    @on(FirstStepField.Walked)
    def _walk(self, message: FirstStepField.Walked) -> None:
        message.stop()
        ids = [card.id for card, _ in self._view.cards]
        here = (
            ids.index(self._view.page.first_card_id) if self._view.page.first_card_id in ids else -1
        )
        self._take(max(-1, min(here + message.by, len(ids) - 1)))

    @on(FirstSteps.Chosen)
    def _click(self, message: FirstSteps.Chosen) -> None:
        message.stop()
        self._take(message.place)

    @on(StepHead.Pressed)
    def _open(self, message: StepHead.Pressed) -> None:
        message.stop()
        self.post_message(self.Opened(message.step))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Open the step that was clicked into."""
        step = dict(STOPS).get(event.widget.id or "")
        if step is not None and step != self._view.step:
            self.post_message(self.Opened(step))

    def _take(self, place: int) -> None:
        """Take a card as the first step; -1 goes back to what was typed."""
        page = self._view.page
        if page.first_card_id is None:
            self._own_step = page.first_step
        if place < 0:
            self._say(replace(page, first_step=self._own_step, first_card_id=None))
        else:
            card = self._view.cards[place][0]
            text = harmless(card.title)
            self._say(replace(page, first_step=text, first_card_id=card.id))

    def _with_first_step(self, text: str) -> Page:
        """Return the page with other words as the first step; they are no card's any more."""
        page = self._view.page
        if text == page.first_step:
            return page
        return replace(page, first_step=text, first_card_id=None)

    def _say(self, page: Page) -> None:
        if page != self._view.page:
            self._view = replace(self._view, page=page)
            self._draw()
            self.post_message(self.Wrote(page))


def _numbered(number: int, name: str) -> Widget:
    return Horizontal(
        Static(Content(str(number)), classes="step--number"), Field(name), classes="step--row"
    )


def _felt(page: Page) -> str:
    scores = [getattr(page, name) for name in SCALES]
    rated = [(ENDS[name][0], score) for name, score in zip(SCALES, scores, strict=True) if score]
    if rated:
        return "  ".join(f"{name} {'●' * score}{'○' * (HIGHEST - score)}" for name, score in rated)
    helped = [FACTORS[each].helped for each in page.helped]
    return ", ".join([*helped, *(FACTORS[each].hindered for each in page.hindered)])
