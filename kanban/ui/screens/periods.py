"""Looking back: a week, a month or a year, its wins by goal, and what stood out."""

from collections.abc import Iterable, Iterator
from datetime import date

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.periods import LookBack, Period, Span, after, before, look_back, period
from kanban.domain.sharing import shareable
from kanban.domain.standup import stand_up
from kanban.errors import BoardError
from kanban.exchange import recap_text, standup_text
from kanban.exchange.page import Page, Section, page
from kanban.keymap import Keymap
from kanban.ui.bindings import bind
from kanban.ui.cells import spread_words
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed
from kanban.ui.screens.dialog import Dialog
from kanban.ui.settings import Settings
from kanban.ui.widgets.days_chart import days_chart
from kanban.ui.widgets.page_lines import section_rows

SPANS = (Span.WEEK, Span.MONTH, Span.YEAR)
MOST_LINES = {Span.WEEK: 12, Span.MONTH: 6, Span.YEAR: 12}
"""Wins shown under one goal."""
WIDEST_CELLS, SIDES_CELLS = 104, 8
"""How wide the page is at most, and what of it is margin and the scrollbar."""
TWO_COLUMNS_FROM_CELLS = 90
GAP_CELLS = 4
LEAST_CELLS = 24
"""Narrower rows would hold nothing but ellipses; a terminal that narrow cuts them."""


class LookBackScreen(Dialog):
    """Shows the week, the month or the year that holds a day; changes nothing.

    Args:
        desk: Where the board is.
        keymap: The keys this person uses.
        settings: What they chose.
        on: The day, today or before.
    """

    CAN_SCROLL_BY_KEY = True

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings, on: date) -> None:
        super().__init__(
            "",
            keymap,
            "lookback.next-span",
            "lookback.earlier",
            "lookback.later",
            "lookback.copy",
            "lookback.copy-standup",
            "dialog.leave",
        )
        bind(self, (keymap.command("lookback.previous-span"),))
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._period = period(Span.WEEK, on)
        self._day = on
        self._drawn_cells = 0

    def fields(self) -> Iterable[Widget]:
        """Return the head and the two sides."""
        yield Static(id="head")
        yield Horizontal(Static(id="wins"), Static(id="beside"), id="sides")

    def on_mount(self) -> None:
        """Show the week."""
        self._show()

    def on_resize(self) -> None:
        """Share the room anew."""
        super().on_resize()
        if self._drawn_cells != self.app.size.width:
            self._show()

    def on_changed(self, _message: Changed) -> None:
        """Show what was won meanwhile."""
        self._show()

    def action_lookback_next_span(self) -> None:
        """Go from the week to the month to the year, and around."""
        self._turn(1)

    def action_lookback_previous_span(self) -> None:
        """Go the other way around."""
        self._turn(-1)

    def action_lookback_earlier(self) -> None:
        """Go a week, a month or a year back."""
        self._go(before(self._period))

    def action_lookback_later(self) -> None:
        """Go a week, a month or a year on, at most to today's."""
        then = after(self._period)
        if then.first <= self._desk.now.day:
            self._go(then)

    def action_lookback_copy(self) -> None:
        """Copy what is shown as text, without what is private."""
        view = self._read()
        if view is not None:
            text = recap_text.write(shareable(view), is_quiet=self._is_quiet)
            self.app.copy_to_clipboard(text)
            self.say(f"Copied as text: {view.period.words}.")

    def action_lookback_copy_standup(self) -> None:
        """Copy three short lists for a stand-up of today."""
        try:
            said = stand_up(self._desk.board, self._desk.now.day)
        except BoardError as error:
            self.say_trouble(str(error))
            return
        self.app.copy_to_clipboard(standup_text.write(said))
        self.say("Copied as text: the stand-up of today.")

    @property
    def _is_quiet(self) -> bool:
        return self._settings.chosen.quiet

    def _read(self) -> LookBack | None:
        """Return what is shown; None where a year that was put away cannot be read, and say so."""
        today = self._desk.now.day
        rest_days = self._settings.chosen.rest_days
        try:
            return look_back(self._desk.board, self._period, today, rest_days)
        except BoardError as error:
            self.say_trouble(str(error))
            return None

    def _turn(self, by: int) -> None:
        span = SPANS[(SPANS.index(self._period.span) + by) % len(SPANS)]
        self._period = period(span, self._day)
        self._show_anew()

    def _go(self, then: Period) -> None:
        self._period = then
        self._day = min(then.last, self._desk.now.day)
        self._show_anew()

    def _show_anew(self) -> None:
        self._show()
        self.query_one(".dialog--body").scroll_home(animate=False)

    # -- drawing -------------------------------------------------------------------------------

    def _show(self) -> None:
        self.query_one(".dialog--title", Static).update(self._tabs())
        self._drawn_cells = self.app.size.width
        width = max(LEAST_CELLS, min(WIDEST_CELLS, self._drawn_cells) - SIDES_CELLS)
        view = self._read()
        if view is None:
            for name in ("#wins", "#beside"):
                self.query_one(name, Static).update()
            title = Content.styled(self._period.words, "$foreground bold")
            self.query_one("#head", Static).update(title)
        else:
            self._draw(view, width)

    def _draw(self, view: LookBack, width: int) -> None:
        said = page(view, is_quiet=self._is_quiet)
        is_wide = width >= TWO_COLUMNS_FROM_CELLS
        left = width * 3 // 5 if is_wide else width
        right = width - left - GAP_CELLS if is_wide else width
        self.set_class(not is_wide, "-narrow")
        head = list(_heading(said, width))
        if not view.wins:
            head += [Content(), Content.styled(self._invitation(), "$muted")]
        elif not self._is_quiet:
            head += [Content(), *days_chart(view.period.span, view.days, self._desk.now.day)]
        self.query_one("#head", Static).update(Content("\n").join(head))
        sides = ("#wins", left, False), ("#beside", right, True)
        for name, cells, is_beside in sides:
            sections = [each for each in said.sections if each.is_beside == is_beside]
            side = self.query_one(name, Static)
            side.styles.width = cells if is_beside else left + GAP_CELLS
            side.update(self._rows(sections, cells))

    def _rows(self, sections: Iterable[Section], width_cells: int) -> Content:
        rows: list[Content] = []
        for section in sections:
            most = MOST_LINES[self._period.span]
            rows += section_rows(section, width_cells, most, is_quiet=self._is_quiet)
            rows.append(Content())
        return Content("\n").join(rows[:-1])

    def _tabs(self) -> Content:
        """Return the three spans, the one that is shown in the accent."""
        names = [
            (f"{span.value.capitalize()}    ", "$accent bold" if is_shown else "$dim")
            for span in SPANS
            for is_shown in [span is self._period.span]
        ]
        return Content.assemble(*names)

    def _invitation(self) -> str:
        """Return the sentence for a period without a win."""
        if self._period.last >= self._desk.now.day:
            key = self._keymap.key("win.log")
            return f"This {self._period.span} is still open: {key} on the board logs a win."
        key = self._keymap.key("recap.show")
        return (
            f"No wins are kept for this {self._period.span}. {key} on the board writes a past day."
        )


def _heading(said: Page, width_cells: int) -> Iterator[Content]:
    """Yield the period and its counts, in one row where they fit."""
    title, counts = (said.title, "$foreground bold"), (said.counts, "$muted")
    if len(said.title) + len(said.counts) + 2 <= width_cells:
        yield spread_words(title, counts, width_cells)
    else:
        yield Content.styled(*title)
        yield Content.styled(*counts)
