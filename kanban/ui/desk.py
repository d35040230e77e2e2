"""The desk: where screens bring what a person asked for, and where trouble is told.

Owns the way from a key to the keeper. An act runs beside the screen and is awaited, so a slow
disk freezes nothing while the next keys wait in order. An act that the disk would not take is kept
and tried again; nothing asked for is forgotten. What other processes do is looked for in a thread
that wakes the screen only when there is something.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, Protocol

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.moment import Moment
from kanban.errors import BoardError, StorageError
from kanban.keeper import Drawer, Keeper

if TYPE_CHECKING:
    from kanban.shelf import Shelf

P = ParamSpec("P")
FOLLOW_S = 0.5
"""How often it is looked for what other processes wrote; each look takes 0.2 ms of a processor."""
SLOW_S = 0.2
"""An act that takes longer is spoken of."""


class Unsaved:
    """What an act comes to that waits for the disk."""


UNSAVED: Final = Unsaved()
Outcome = Change | Unsaved | None
"""A change; or that it waits for the disk; or None where a rule refused it and that was told."""


class Teller(Protocol):
    """Who tells the person and the screens; the app is one."""

    def tell_trouble(self, error: BoardError) -> None:
        """Say what went wrong."""

    def tell_beside(self, words: str) -> None:
        """Say what went wrong beside an act that is done, whatever screen comes or goes."""

    def tell_unsaved(self, error: StorageError | None, count: int) -> None:
        """Say how many acts wait for the disk and why; 0 and None that none do any more."""

    def tell_waiting(self, holder: str) -> None:
        """Say that the disk or another process is slow."""

    def tell_changed(self, change: Change | None, is_ours: bool) -> None:
        """Let every screen know."""


class Desk:
    """Takes acts to the keeper, one after the other.

    Args:
        keeper: Holds the board.
        teller: Tells the person and the screens.
        open_shelf: Returns the shelf of all boards; None where this board stands alone.
    """

    def __init__(
        self,
        keeper: Keeper,
        teller: Teller,
        open_shelf: Callable[[], "Shelf"] | None = None,
    ) -> None:
        self._keeper = keeper
        self._teller = teller
        self._open_shelf = open_shelf
        self._turn = asyncio.Lock()
        self._watching = asyncio.Lock()
        self._closed = threading.Event()
        self._waiting: list[Callable[[], Change]] = []

    @property
    def board(self) -> Board:
        """The board as it is now; to be read, never to be changed."""
        return self._keeper.board

    @property
    def now(self) -> Moment:
        """This moment."""
        return self._keeper.clock()

    @property
    def drawer(self) -> Drawer:
        """Where drafts are kept, and what was shown already."""
        return self._keeper.drawer

    @property
    def shelf(self) -> "Shelf | None":
        """The shelf of all boards, None where this one stands alone."""
        return self._open_shelf() if self._open_shelf is not None else None

    @property
    def keeper(self) -> Keeper:
        """Who holds the board, for whoever leaves it."""
        return self._keeper

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found when the board was opened, as sentences."""
        return self._keeper.warnings

    @property
    def unsaved(self) -> int:
        """How many acts wait for the disk."""
        return len(self._waiting)

    async def do(
        self,
        operation: Callable[Concatenate[Board, Moment, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Outcome:
        """Do one act."""
        return await self._run(lambda: self._keeper.do(operation, *args, **kwargs))

    async def undo(self) -> Outcome:
        """Take the last act back."""
        return await self._run(self._keeper.undo)

    async def redo(self) -> Outcome:
        """Do again what was undone."""
        return await self._run(self._keeper.redo)

    def hurry(self) -> None:
        """Wait no longer for other processes; an act that does is not done."""
        self._keeper.hurry()

    def tidy(self) -> None:
        """Begin to back up and fold beside; told where it fails."""
        try:
            self._keeper.tidy()
        except StorageError as error:
            self._teller.tell_trouble(error)

    def see_to_house(self) -> None:
        """Have a long journal folded, and tell what went wrong in the process beside."""
        if self._closed.is_set():
            return
        if self._keeper.wants_folding:
            self.tidy()
        if trouble := self._keeper.tidied():
            self._teller.tell_beside(trouble)

    async def close(self) -> None:
        """Follow nobody and try nothing again from now on: another board is turned to."""
        self._closed.set()
        async with self._watching, self._turn:
            return

    def leave(self) -> None:
        """Leave the board as the end of the program does; waits for the disk.

        Raises:
            StorageError: It could not be folded or backed up; everything is on disk.
        """
        try:
            self._keeper.leave()
            self._keeper.back_up(is_daily=True)
        finally:
            self._keeper.close()

    async def watch(self) -> None:
        """Take in what other processes do, as soon as it is seen, until the board is closed."""
        async with self._watching:
            try:
                while not self._closed.is_set():
                    await asyncio.to_thread(self._wait_for_news)
                    await self.follow()
            finally:
                self._closed.set()  # or the thread would outlive the screen

    def _wait_for_news(self) -> None:
        """Look again and again, in a thread; to wake the screen for each look would cost more."""
        while not self._closed.wait(FOLLOW_S):
            try:
                if self._keeper.has_news():
                    return
            except BoardError:  # `follow` meets it as well, and tells it
                return

    async def follow(self) -> None:
        """Take in what other processes did."""
        async with self._turn:
            if not self._closed.is_set():
                await self._follow()

    async def _follow(self) -> None:
        try:
            news = await asyncio.to_thread(self._keeper.follow)
        except BoardError as error:
            self._teller.tell_trouble(error)
            return
        if news.is_reloaded:
            self._teller.tell_changed(None, is_ours=False)
        for change in news.changes:
            self._teller.tell_changed(change, is_ours=False)

    async def retry(self) -> None:
        """Try the acts again that wait for the disk, in their order."""
        while self._waiting and not self._closed.is_set():
            if await self._attempt(self._waiting[0]) is UNSAVED:
                return
            del self._waiting[0]
            if not self._waiting:
                self._teller.tell_unsaved(None, 0)

    async def _run(self, act: Callable[[], Change]) -> Outcome:
        await self.retry()
        outcome = UNSAVED if self._waiting else await self._attempt(act)
        if outcome is UNSAVED:
            self._waiting.append(act)
            self._teller.tell_unsaved(self._last_error, len(self._waiting))
        return outcome

    async def _attempt(self, act: Callable[[], Change]) -> Outcome:
        try:
            change = await self._tell_when_slow(asyncio.to_thread(act))
        except StorageError as error:
            self._last_error = error
            return UNSAVED
        except BoardError as error:
            await self.follow()  # what the refusal speaks of is shown with it
            self._teller.tell_trouble(error)
            return None
        self._teller.tell_changed(change, is_ours=True)
        return change

    async def _tell_when_slow(self, work: Awaitable[Change]) -> Change:
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=SLOW_S)
        if not done:
            self._teller.tell_waiting(self._keeper.waits_for())
        return await task
