"""What every verb needs: where things are, what the person chose, and the board."""

from argparse import Namespace
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kanban import boards, config
from kanban.cli import diagnostics
from kanban.clock import SystemClock
from kanban.config import Config
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment
from kanban.domain.operations import columns
from kanban.errors import BoardError, RuleError, StorageError
from kanban.keeper import Keeper, Notes
from kanban.paths import DEFAULT_BOARD, Places, check_board_name, places

if TYPE_CHECKING:
    from kanban.shelf import Shelf

WAIT_S = 10.0


class Session:
    """One call of the program.

    Attributes:
        wait_s: How long to wait for another process that is writing; to be set before the board
            is first used.
    """

    def __init__(self, arguments: Namespace) -> None:
        self.board_name = check_board_name(getattr(arguments, "board", DEFAULT_BOARD))
        self._arguments = arguments
        self._created = self.board_name if getattr(arguments, "create", False) else ""
        self.wait_s = WAIT_S

    @cached_property
    def places(self) -> Places:
        """Where boards and settings are."""
        return places()

    @cached_property
    def config(self) -> Config:
        """What the person chose."""
        return config.load(self.places.config_file)

    @cached_property
    def clock(self) -> SystemClock:
        """Tells the moment."""
        return SystemClock(self.config.day_starts_at)

    @cached_property
    def keeper(self) -> Keeper:
        """The board; the default one is set up when it is first needed."""
        held = self._opened()
        for words in held.warnings:
            diagnostics.warn(words)
        return held

    def turn_to(self, name: str) -> Keeper:
        """Return the keeper of another board, which is the session's from now on.

        The one before is for the caller to close.

        Raises:
            BoardError: There is no such board, or it cannot be read; the session keeps its own.
        """
        before, self.board_name = self.board_name, check_board_name(name)
        try:
            self.keeper = self._opened()
        except BoardError:
            self.board_name = before
            raise
        return self.keeper

    def open_shelf(self) -> "Shelf":
        """Return the shelf of all boards, on which the session's is the one that is here."""
        from kanban.shelf import Shelf  # a board that is not left needs none

        return Shelf(self.places.boards, self.clock, self.board_name, self.turn_to)

    def _opened(self) -> Keeper:
        opening = boards.create_board if self._may_create else boards.open_board
        held = opening(self.places.boards, self.board_name, self.clock, wait_s=self.wait_s)
        held.notes = self._notes()
        held.guard = self._keep_limits
        return held

    def use_board(self, name: str) -> None:
        """Turn to another board, which is set up where there is none; before the first use."""
        self.board_name = check_board_name(name)
        self._created = self.board_name

    def do_setting_up(self, operation: Callable[[Board, Moment], Change]) -> Change:
        """Do an act that may set its board up; refused, it leaves no empty board behind.

        Raises:
            RuleError: A rule refuses it; nothing changed.
            StorageError: It could not be made durable; nothing changed.
        """
        if self._may_create and not boards.board_file(self.places.boards, self.board_name).exists:
            set_up = partial(columns.set_up, now=self.clock(), title=self.board_name)
            boards.board_in_memory(self.clock, [set_up]).do(operation)
        return self.keeper.do(operation)

    def back_up_daily(self) -> None:
        """Take the day's first backup after a command that changed the board; trouble is told."""
        if "keeper" in self.__dict__:
            try:
                self.keeper.back_up(is_daily=True)
            except StorageError as error:
                diagnostics.warn(f"The change is kept, but no backup could be taken: {error}")

    def close(self) -> None:
        """Let go of the board, and fold its journal when that has grown long.

        Should it be used once more, it is opened anew.
        """
        if "keeper" not in self.__dict__:
            return
        try:
            if trouble := self.keeper.tidied():
                diagnostics.warn(trouble)
            if self.keeper.wants_folding:
                self.keeper.leave()
        except StorageError as error:  # the act itself is done and durable
            diagnostics.warn(str(error))
        finally:
            self.keeper.close()
            del self.__dict__["keeper"]

    def _notes(self) -> Notes | None:
        """Return who keeps notes of closed days, where a folder for them is set."""
        if not self.config.journal_folder:
            return None
        from pathlib import Path

        from kanban.exchange.day_notes import DayNotes

        folder = Path(self.config.journal_folder).expanduser()
        return DayNotes(folder, self.board_name)

    def _keep_limits(self, board: Board, change: Change) -> None:
        """Say that a change takes a column past its limit, or refuse it where limits are hard."""
        wip = self.config.wip
        may_go_past = getattr(self._arguments, "anyway", None)
        if wip == "off" or may_go_past or not any(each.wip_limit for each in board.columns()):
            return
        from kanban.domain.wip import crowds  # most boards have no limits

        for crowd in crowds(board, change):
            words = f"{crowd.column.name} holds {crowd.before} of {crowd.limit}"
            if wip == "hard":
                hint = "Make room there first."
                if may_go_past is not None:
                    hint = "--anyway puts it there all the same."
                raise RuleError(f"{words}, and its limit is kept.", hint)
            diagnostics.warn(f"{words}; with this it is {crowd.after}.")

    @property
    def _may_create(self) -> bool:
        return self.board_name in (DEFAULT_BOARD, self._created)
