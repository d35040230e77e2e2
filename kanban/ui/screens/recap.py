"""The evening recap: the wins of a day at the left, four short steps at the right.

Owns going through the steps and from day to day. What is written lies with `Evening`, which drafts
it at every key; nothing here asks for anything.
"""

from datetime import date

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from kanban.domain.dates import say_long
from kanban.domain.day_page import ENOUGH_WORDS, Page
from kanban.domain.recap import Recap, first_step_offers, recap
from kanban.domain.records import Goal
from kanban.errors import BoardError, StorageError
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.desk import UNSAVED, Desk
from kanban.ui.evening import Evening
from kanban.ui.messages import Changed
from kanban.ui.screens.calendar import CalendarScreen
from kanban.ui.screens.closing import ClosingScreen
from kanban.ui.settings import Settings
from kanban.ui.widgets.evening_steps import TITLES, EveningSteps, EveningView
from kanban.ui.widgets.key_footer import Hint, KeyFooter
from kanban.ui.widgets.notice import Notice
from kanban.ui.widgets.recap_header import RecapHeader, RecapHeaderView
from kanban.ui.widgets.timeline import Timeline, TimelineView

ENOUGH_S = 300.0
"""The five minutes that such a diary asks for (HBR Guide to Managing Stress at Work, ch. 20)."""
TICK_S = 5.0
TIMELINE = "timeline"
LAST_STEP = len(TITLES) - 1
NOTHING = ("No wins are kept for this day.", "A line in your own words counts too.")


class RecapScreen(Screen[None], inherit_bindings=False):
    """Shows one day and what is written about it; tab goes through closed steps as well."""

    CSS_PATH = "../recap.tcss"
    AUTO_FOCUS = f"#{TIMELINE}"
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (70, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings) -> None:
        super().__init__()
        self._desk = desk
        self._keymap = keymap
        self._settings = settings
        self._evening = Evening(desk)
        self._day = desk.now.day
        self._opened_at = desk.now.at
        self._step = 0
        self._is_refused = self._is_leaving = False
        own = (each for each in keymap.dialogs if each.id.startswith("recap."))
        of_screen = tuple(each for each in own if not each.id.startswith("recap.pin-"))
        bind(self, (keymap.command("recap.close-day"), *of_screen))
        self._trouble = self._evening.open(self._day)
        self._look(recap(desk.board, self._day))

    # -- drawing -------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay the day out at the left and the steps at the right."""
        yield RecapHeader(self._header_view())
        with Horizontal(id="evening"):
            timeline = Timeline(self._timeline_view(), self._keymap)
            timeline.id = TIMELINE
            yield timeline
            yield EveningSteps(self._evening_view(), self._keymap)
        yield Notice()
        yield KeyFooter(self._hints(TIMELINE), indent_cells=2)

    def on_mount(self) -> None:
        """Say what could not be read, and let the line fill."""
        before = self._evening.drafted_before(self._day)
        if self._trouble is not None:
            self._tell(self._trouble)
        elif before is not None:
            key = self._keymap.key("recap.previous-day")
            self.say(f"A draft of {say_long(before)} waits; {key} goes there.")
        if self._settings.is_animated:
            self.set_interval(TICK_S, self._show_header)

    def on_changed(self, _message: Changed) -> None:
        """Show what came from elsewhere, or that a new day has begun; what is written stays."""
        try:
            self._evening.catch_up()
            self._look(recap(self._desk.board, self._day))
        except BoardError as error:  # its year cannot be read
            self.say_trouble(str(error))
        self._show()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Name the keys of what has the cursor now; the timeline belongs to the first step."""
        name = event.widget.id or ""
        self.query_one(KeyFooter).show(self._hints(name))
        if name == TIMELINE and self._step != 0:
            self._step = 0
            self._show()

    def say(self, words: str) -> None:
        """Show what happened, in one line."""
        self.query_one(Notice).say(words)

    def say_trouble(self, words: str) -> None:
        """Show what went wrong, in one line; what was written stays."""
        self.query_one(Notice).say(words, is_trouble=True)

    def _show(self) -> None:
        self.query_one(Timeline).show(self._timeline_view())
        self.query_one(EveningSteps).show(self._evening_view())
        self._show_header()

    def _show_header(self) -> None:
        self.query_one(RecapHeader).show(self._header_view())

    @property
    def _page(self) -> Page:
        return self._evening.page(self._day)

    def _look(self, held: Recap) -> None:
        """Take what the board has of the day, once for the keys until it changes."""
        board = self._desk.board
        goals = board.table(Goal)
        self._held = held
        offers = first_step_offers(board)
        self._cards = tuple((card, goals.get(card.goal_id or 0)) for card in offers)

    def _timeline_view(self) -> TimelineView:
        return TimelineView(
            wins=self._held.wins,
            offers=self._held.offers,
            three=self._page.three,
            nothing=NOTHING,
            inks=self._settings.inks,
            is_quiet=self._settings.chosen.quiet,
        )

    def _evening_view(self) -> EveningView:
        return EveningView(
            page=self._page,
            held=self._held,
            cards=self._cards,
            step=self._step,
            is_today=self._day == self._desk.now.day,
            inks=self._settings.inks,
        )

    def _header_view(self) -> RecapHeaderView:
        view = self._evening_view()
        later = view.held.written_later_on
        state = f"written on {_said(later, self._day)}" if later else ""
        day = _said(self._day, self._desk.now.day)
        return RecapHeaderView(
            day=f"Today, {day}" if view.is_today else day,
            state=state or ("closed" if view.held.is_closed else ""),
            step=self._step,
            is_written=tuple(view.has(step) for step in range(len(TITLES))),
            words=self._words(),
            share=self._share(),
            inks=self._settings.inks,
        )

    def _words(self) -> str:
        count = self._page.word_count
        if self._settings.chosen.quiet:
            return ""
        if count <= ENOUGH_WORDS:
            return f"{count} of {ENOUGH_WORDS} words"
        return f"{count} words"

    def _share(self) -> float | None:
        if self._settings.chosen.quiet:
            return 0.0
        if not self._settings.is_animated:
            return None
        passed = (self._desk.now.at - self._opened_at).total_seconds()
        return max(0.0, min(passed / ENOUGH_S, 1.0))

    def _hints(self, name: str) -> tuple[Hint, ...]:
        """Return the keys that matter where the cursor is."""
        if name != TIMELINE:
            commands = ("go-on", "previous-field", "close-day", "leave")
            return hints(self._keymap, *(f"recap.{each}" for each in commands))
        pin = Hint("1 2 3", "name a win", "recap_pin(1)")
        before, after = (self._keymap.key(f"recap.{way}-day") for way in ("previous", "next"))
        return (
            pin,
            *hints(self._keymap, "recap.go-on", "recap.close-day"),
            Hint(f"{before} {after}", "day", "recap_previous_day"),
            *hints(self._keymap, "recap.open-calendar", "recap.leave"),
        )

    # -- writing -------------------------------------------------------------------------------

    @on(Timeline.Named)
    def _pin(self, message: Timeline.Named) -> None:
        self._write(self._page.pinned(message.place, message.text))
        self._show()

    @on(EveningSteps.Wrote)
    def _take(self, message: EveningSteps.Wrote) -> None:
        self._write(message.page)
        self.query_one(Timeline).show(self._timeline_view())
        self._show_header()

    def _write(self, page: Page) -> None:
        try:
            self._evening.write(self._day, page)
        except StorageError as error:
            self._tell(error)

    def _tell(self, trouble: StorageError | None) -> None:
        if trouble is not None:
            self.say_trouble(str(trouble))

    # -- from step to step ---------------------------------------------------------------------

    @on(EveningSteps.Opened)
    def _open(self, message: EveningSteps.Opened) -> None:
        self._go_to_step(message.step)

    @on(Input.Submitted)
    async def _submit(self) -> None:
        await self.action_recap_go_on()

    async def action_recap_go_on(self) -> None:
        """Go on: to the next line of a step that is being written, else to the next step."""
        name = self._here
        is_left_empty = (name == "setback" and not self._page.setback.strip()) or (
            name == "turn" and self._page.learned_kind is None
        )
        if name == TIMELINE or is_left_empty:
            self._go_to_step(self._step + 1)
        elif name == self._stops[-1][0]:
            await self.action_recap_close_day()
        else:
            self._go(1)

    def action_recap_next_field(self) -> None:
        """Go to the next field, of whatever step."""
        self._go(1)

    def action_recap_previous_field(self) -> None:
        """Go to the field before, of whatever step."""
        self._go(-1)

    def action_recap_next_step(self) -> None:
        """Go to the next step."""
        self._go_to_step(self._step + 1)

    def action_recap_previous_step(self) -> None:
        """Go to the step before."""
        self._go_to_step(self._step - 1)

    def action_recap_pin(self, number: int) -> None:
        """Name the win at the cursor of the timeline."""
        self.query_one(Timeline).action_recap_pin(number)

    @property
    def _stops(self) -> list[tuple[str, int]]:
        return [(TIMELINE, 0), *self.query_one(EveningSteps).stops()]

    @property
    def _here(self) -> str:
        return (self.focused.id or "") if self.focused is not None else TIMELINE

    def _go(self, by: int) -> None:
        names = [name for name, _ in self._stops]
        at = names.index(self._here) if self._here in names else 0
        self._enter(*self._stops[(at + by) % len(names)])

    def _go_to_step(self, number: int) -> None:
        step = max(0, min(number, LAST_STEP))
        self._enter(next(name for name, of in self._stops if of == step), step)

    def _enter(self, name: str, step: int) -> None:
        if step != self._step:
            self._step = step
            self._show()
        if name == TIMELINE:
            self.set_focus(self.query_one(Timeline))
        else:
            self.query_one(EveningSteps).enter(name)

    # -- from day to day -----------------------------------------------------------------------

    def action_recap_previous_day(self) -> None:
        """Go a day back; what was written stays."""
        if self._day > date.min:
            self._turn_to(date.fromordinal(self._day.toordinal() - 1))

    def action_recap_next_day(self) -> None:
        """Go a day on, at most to today."""
        if self._day < self._desk.now.day:
            self._turn_to(date.fromordinal(self._day.toordinal() + 1))

    def action_recap_open_calendar(self) -> None:
        """Choose a day from a month."""
        self.app.push_screen(
            CalendarScreen(self._desk, self._keymap, self._settings, self._day, self._turn_to)
        )

    def _turn_to(self, day: date) -> None:
        try:
            held = recap(self._desk.board, day)
            trouble = self._evening.open(day)
        except BoardError as error:  # its year cannot be read
            self.say_trouble(str(error))
            return
        self._day = day
        self._step = 0
        self._look(held)
        self.query_one(Timeline).show_from_the_top(self._timeline_view())
        self._show()
        self._enter(TIMELINE, 0)
        self._tell(trouble)

    # -- leaving -------------------------------------------------------------------------------

    async def action_recap_close_day(self) -> None:
        """Close the day, and say it back."""
        outcome = await self._evening.close(self._day)
        if outcome is None or not await self._keep_all():
            return
        if outcome is UNSAVED:
            self.dismiss()  # the board says that it waits for the disk
        else:
            self.app.switch_screen(ClosingScreen(self._desk, self._settings, self._day))

    async def action_recap_leave(self) -> None:
        """Leave; what was written is kept."""
        if await self._keep_all():
            self.dismiss()

    def may_leave(self) -> bool:
        """Tell whether the program may end now; what was written is kept first."""
        if self._is_leaving or not self._evening.unsaved:
            return True
        self._is_leaving = True
        self.call_later(self._keep_and_quit)
        return False

    async def _keep_and_quit(self) -> None:
        await self._keep_all()
        await self.app.action_quit()

    async def _keep_all(self) -> bool:
        """Keep every day that was written; False, the first time, where a rule refuses one.

        Its words stay in the draft, so the second time leaves.
        """
        for on_day in self._evening.unsaved:
            if await self._evening.keep(on_day) is None and not self._is_refused:
                self._is_refused = True
                return False
        self._evening.put_away_blank()
        return True


def _said(day: date, other: date) -> str:
    """Return a day in words, with its year where that is another than the year it is said in."""
    return say_long(day) if day.year == other.year else f"{say_long(day)} {day.year}"
