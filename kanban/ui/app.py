"""The app: opens the board's screens, knows the themes, and follows what other processes do."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events, on
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome
from textual.screen import ModalScreen, Screen
from textual.worker import WorkerFailed

from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.progress import milestones_reached
from kanban.domain.records import Win
from kanban.errors import BoardError, NudgeError, StorageError
from kanban.keeper import Keeper
from kanban.keymap import Keymap
from kanban.theme_files import Palette, Problem
from kanban.ui.bindings import hints_after
from kanban.ui.crash import write_report
from kanban.ui.day_voice import DayVoice
from kanban.ui.desk import Desk
from kanban.ui.first_look import FirstLook
from kanban.ui.key_line import KeyLine
from kanban.ui.last_door import Doors, last_doors
from kanban.ui.messages import Changed, TurnTo
from kanban.ui.screens.board.screen import BoardScreen
from kanban.ui.settings import Settings
from kanban.ui.signals import Signals
from kanban.ui.steady_input import steady
from kanban.ui.theming import to_theme, variables
from kanban.ui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from kanban.shelf import Shelf
    from kanban.ui.limits import Limits

BEAT_S = 2.0
"""How often the clock is looked at, and what waits for the disk is tried again."""


@runtime_checkable
class Speaker(Protocol):
    """A screen with a line for what happened and what went wrong."""

    def say(self, words: str) -> None:
        """Show what happened."""

    def say_trouble(self, words: str) -> None:
        """Show it."""


@runtime_checkable
class Leavable(Protocol):
    """A screen that may hold something unsaved."""

    def may_leave(self) -> bool:
        """Tell whether to close; says why not."""


class ProgressBoard(App[None]):
    """The board in a terminal.

    Args:
        keeper: Holds the board.
        keymap: The keys this person uses.
        config: What they chose.
        config_file: Where a new choice is written; None forgets it, as the demo does.
        crash_folder: Where the report of a fault goes.
        palettes: The themes there are, by id.
        problems: Theme files that could not be used; told once.
        template_folder: Where their own templates are; None keeps none, as the demo does.
        open_shelf: Returns the shelf of all boards; None where this one stands alone.
    """

    TITLE = "progress-board"
    CSS_PATH = ["app.tcss", "palette.tcss"]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        keeper: Keeper,
        keymap: Keymap,
        config: Config,
        config_file: Path | None,
        crash_folder: Path,
        palettes: dict[str, Palette],
        problems: Iterable[Problem] = (),
        template_folder: Path | None = None,
        open_shelf: Callable[[], "Shelf"] | None = None,
    ) -> None:
        self._palettes = palettes
        super().__init__()
        self._open_shelf = open_shelf
        self._commands = keymap if config.split_command else keymap.without("split.ask")
        self._settings = Settings(config, config_file, palettes, template_folder)
        self.lay_out(keeper)
        self._problems = list(problems)
        self._crash_folder = crash_folder
        self.crash_report: Path | None = None
        self._signals: Signals | None = None
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._doors = Doors(())
        self._last_doors = last_doors(self._settings, has_color=not self.no_color)
        self._keys = KeyLine(self, super().on_event, self._tell_keys, has_counts=keymap.has_counts)
        self._day = self._desk.now.day
        if not config.animations:
            self.animation_level = "none"
        self._put_on_theme(config.theme)

    def lay_out(self, keeper: Keeper) -> None:
        """Make what belongs to one board: its screen, the way to its keeper, and its voice."""
        keys, settings = self._commands, self._settings
        self._is_warned = False
        self._limits: Limits | None = None
        keeper.guard = self._keep_limits
        self._desk = desk = Desk(keeper, self, self._open_shelf)
        self._board_screen = board = BoardScreen(desk, keys, settings)
        self._first_look = FirstLook(self, board, desk, keys, settings)
        self._voice = DayVoice(self, board, desk, keys, settings, self._run_command)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return values for the variables that only our own themes have."""
        return variables(next(iter(self._palettes.values())))

    def get_default_screen(self) -> Screen[None]:
        """Return the board."""
        return self._board_screen

    def show(self) -> int:
        """Show the board in the terminal until the person leaves it or the system ends it.

        Returns:
            0, or 128 and the number of the signal that ended it.
        """
        self._signals = Signals(self, self._end)
        self.run()
        return self.return_code or 0

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Give the terminal to another program for a while, with its keys."""
        aside = self._signals.standing_aside() if self._signals is not None else nullcontext()
        trouble: BoardError | None = None
        with super().suspend(), aside:
            try:
                yield
            except BoardError as error:  # Textual would not take the terminal back
                trouble = error
        if trouble is not None:
            raise trouble

    @property
    def unsaved(self) -> int:
        """How many acts the disk has not taken."""
        return self._desk.unsaved

    @property
    def has_failed(self) -> bool:
        """Whether a fault of our own ended the board."""
        return self._exception is not None

    def get_driver_class(self) -> type[Driver]:
        """Return the system's driver, made to read on."""
        return steady(super().get_driver_class())

    def on_load(self) -> None:
        """Heed signals before the terminal is touched."""
        if self._signals is not None:
            self._signals.heed_ends()

    def on_mount(self) -> None:
        """Put the theme on, welcome who is new, and begin to look at the clock."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._remember(theme.name))
        self.set_interval(BEAT_S, self._beat)
        if self._signals is not None:
            self._signals.heed_sleep()
        self.run_worker(self._keys.serve())
        for words in map(str, self._problems):
            self.tell_beside(words)
        self.begin()

    def begin(self) -> None:
        """Welcome who is new to the board that is open, and tell what was found in it."""
        self._first_look.welcome()
        for words in self._desk.warnings:
            self.tell_beside(words)

    def on_ready(self) -> None:
        """Begin what could wait: backing up, following, what the board says, and the collector.

        The collector passes over what will live as long as the board: at 100,000 cards each full
        collection would hold a key up for 60 ms.
        """
        gc.freeze()
        gc.enable()
        self.run_worker(self._keep_house())
        self.run_worker(self._desk.watch())
        self.run_worker(self._greet())

    async def _keep_house(self) -> None:
        await self._keys.rest()  # who opens a board to do one thing shares no processor
        self._desk.tidy()

    async def _greet(self) -> None:
        await self._voice.greet()
        await self._first_look.begin_day()

    async def on_board_face_seen(self) -> None:
        """Show what waited for the board to be seen."""
        await self._first_look.look()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line of every widget passes on its way to the terminal."""
        ours = (each for each in super().get_line_filters() if not isinstance(each, Monochrome))
        doors = (*ours, *self._last_doors)
        if doors != self._doors.doors:
            self._doors = Doors(doors)
        return [self._doors]

    async def on_event(self, event: events.Event) -> None:
        """Let keys and pasted text wait for their turn."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._keys.join(event)
        else:
            await super().on_event(event)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield every command of the board for the palette."""
        for command in self._commands.commands:
            key = f" ({self._commands.key(command.id)})" if command.keys else ""
            run = partial(self._run_command, command.action)
            yield SystemCommand(command.help, f"{command.id}{key}", run)

    def _tell_keys(self, prefix: str, said: str) -> None:
        """Show in the last line what waits for another key, and which may follow."""
        following = hints_after(self._commands, self.screen, prefix) if prefix else ()
        for footer in self.screen.query(KeyFooter):
            footer.wait(said, following)

    @property
    def desk(self) -> Desk:
        """The desk of the board that is open."""
        return self._desk

    @on(TurnTo)
    async def _turn_to(self, message: TurnTo) -> None:
        from kanban.ui.switching import turn  # on most days one board is enough

        await turn(self, message)

    # -- what the desk tells -------------------------------------------------------------------

    def tell_trouble(self, error: BoardError) -> None:
        """Say what went wrong on the screen that is open."""
        screen = self.screen
        if isinstance(screen, Speaker):
            (screen.say if isinstance(error, NudgeError) else screen.say_trouble)(str(error))
        else:
            self.notify(str(error), severity="warning", markup=False)

    def tell_beside(self, words: str) -> None:
        """Say it over whatever screen is open, long enough to read a path."""
        self.notify(words, severity="warning", timeout=10, markup=False)

    def tell_unsaved(self, error: StorageError | None, count: int) -> None:
        """Say on the board, for as long as it is so, what is not on disk yet."""
        board = self._board_screen
        if error is None:
            board.say("Saved. Everything is on disk.")
            self._is_warned = False
        else:
            what = "1 change is" if count == 1 else f"{count} changes are"
            board.hold(f"{what} not saved yet and tried again. {error}")

    def tell_waiting(self, holder: str) -> None:
        """Say that the disk or another process is slow."""
        who = f"process {holder}, which is writing" if holder else "the disk"
        screen = self.screen
        if isinstance(screen, Speaker):  # a toast would wait for the act to end
            screen.say(f"Waiting for {who}. Your keys are kept.")

    def tell_changed(self, change: Change | None, is_ours: bool) -> None:
        """Let every screen know."""
        for screen in self.screen_stack:
            screen.post_message(Changed(change, is_ours))
        if change is not None and is_ours:
            if self._limits is not None and (words := self._limits.told()):
                self._say_on_page(words)
            for win in reversed(milestones_reached(change)):
                self.call_later(self._show_milestone, win)  # a dialog that asked closes first

    # -- actions -------------------------------------------------------------------------------

    def action_theme_choose(self) -> None:
        """Choose a theme; it is remembered."""
        self.search_themes()

    def action_palette_show(self) -> None:
        """Find any command by name."""
        self.action_command_palette()

    async def action_app_leave(self) -> None:
        """Close the board; asked twice where something is not saved, once an evening anyway."""
        screen = self.screen
        if isinstance(screen, Leavable) and not screen.may_leave():
            return
        if self._desk.unsaved and not self._is_warned and isinstance(screen, Speaker):
            self._is_warned = True
            screen.say_trouble(f"Not on disk yet: {self._desk.unsaved}. Once more leaves without.")
            return
        if not await self._voice.asks():
            self.exit()

    async def action_quit(self) -> None:
        """Leave by Textual's own key as by ours."""
        await self.action_app_leave()

    def action_help_quit(self) -> None:
        """Answer ctrl+c, which leaves other programs, with the key that leaves this one."""
        self.notify(f"{self._commands.key('app.leave')} leaves the board.", markup=False)

    def _put_on_theme(self, name: str) -> None:
        """Know our own themes alone; before the sheets are read, or they are read twice."""
        for theme in list(self.available_themes):
            self.unregister_theme(theme)
        for palette in self._palettes.values():
            self.register_theme(to_theme(palette))
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

    def _end(self, code: int) -> None:
        """Leave without a question: nobody may be there, and what was shown is on disk."""
        self._desk.hurry()
        self.exit(return_code=code)

    def _fatal_error(self) -> None:
        """Write a report in place of Textual's traceback, which shows values of variables."""
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):  # it says where the fault is, but not how it came there
            error = error.error
        if error is not None and self.crash_report is None:
            with suppress(OSError):  # the sentence at the end says so
                self.crash_report = write_report(error, self._crash_folder)
        self._close_messages_no_wait()

    def panic(self, *_renderables: object) -> None:
        """Report a fault that Textual would paint over the terminal as any other."""
        self._fatal_error()

    def _keep_limits(self, board: Board, change: Change) -> None:
        if self._limits is None and any(column.wip_limit for column in board.columns()):
            from kanban.ui.limits import Limits  # most boards have none

            self._limits = Limits(self._settings, self._commands)
        if self._limits is not None:
            self._limits(board, change)

    def _say_on_page(self, words: str) -> None:
        """Say something on the screen behind the dialogs, which close when an act is done."""
        pages = (each for each in self.screen_stack if not isinstance(each, ModalScreen))
        for page in [each for each in pages if isinstance(each, Speaker)][-1:]:
            page.say(words)

    def _show_milestone(self, win: Win) -> None:
        from kanban.ui.screens.banner import BannerScreen, milestone_view

        view = milestone_view(self._desk, self._settings, win)
        if view is not None:
            self.push_screen(BannerScreen(view, self._settings))

    async def _run_command(self, action: str) -> None:
        await self.run_action(action, self.screen) or await self.run_action(action)

    async def _beat(self) -> None:
        self._desk.see_to_house()
        if self._desk.now.day != self._day:
            self._day = self._desk.now.day
            self.tell_changed(None, is_ours=False)
            self._voice.tell_new_day()
            await self._first_look.begin_day()
        await self._voice.nudge()
        await self._desk.retry()

    def _remember(self, theme: str) -> None:
        try:
            self._settings.remember_theme(theme)
        except BoardError as error:
            self.tell_trouble(error)
        self.tell_changed(None, is_ours=True)
