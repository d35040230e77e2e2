"""The shelf: all boards of a person side by side, and what goes from one to another.

Owns listing boards, setting one up, giving it another name, putting it away and bringing it back,
and sending cards from one to another. What a board holds, its keeper changes.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kanban.boards import board_names, create_board, no_board, open_board
from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.history import Commit
from kanban.domain.moment import Moment
from kanban.domain.operations import columns, sending
from kanban.domain.operations.sending import Packed, Received
from kanban.domain.records import Card
from kanban.errors import BoardError, RuleError, StorageError
from kanban.keeper import Clock, Keeper
from kanban.paths import DEFAULT_BOARD, check_board_name
from kanban.store.disk import Disk
from kanban.store.looking import look
from kanban.store.moving import ARCHIVE, finish_all, move_board

WAIT_S = 2.0
"""How long the board that cards are sent to is waited for, while the one they leave waits too."""


class Shelved(Struct, frozen=True):
    """A board, as it stands on the shelf.

    Attributes:
        title: What its header shows; its name where it cannot be read.
        open_cards: Cards that are not in Done.
        done_cards: Cards in Done.
        wins_today: Wins of the day that count.
        changed_at: Its last change, UTC; None where there was none, or it cannot be read.
        is_archived: Whether it was put away.
        trouble: Why it cannot be read, as a sentence; empty where it can.
    """

    name: str
    title: str
    open_cards: int = 0
    done_cards: int = 0
    wins_today: int = 0
    changed_at: datetime | None = None
    is_archived: bool = False
    trouble: str = ""


class Shelf:
    """The boards of one folder.

    Args:
        folder: Where they are.
        clock: Tells the moment.
        here: The board that is open; empty for none.
        opening: Opens the board of a name for a person to work on; None for none to be opened.

    Attributes:
        here: The board that is open.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        here: str = "",
        opening: Callable[[str], Keeper] | None = None,
    ) -> None:
        self.here = here
        self._folder = folder
        self._clock = clock
        self._opening = opening

    def names(self, *, is_archived: bool = False) -> list[str]:
        """Return the names of the boards, or of those that were put away, in order.

        Raises:
            StorageError: A board is half moved, and can be moved neither on nor back.
        """
        finish_all(self._folder, Disk())
        return board_names(self._folder / ARCHIVE if is_archived else self._folder)

    def look(self, name: str, *, is_archived: bool = False) -> Shelved:
        """Return how a board stands, without opening it; a large one takes a second to read."""
        found = look(self._path(name, is_archived=is_archived), Disk())
        if found.board is None:
            trouble = found.trouble.message if found.trouble else "It cannot be read."
            return Shelved(name, name, is_archived=is_archived, trouble=trouble)
        try:
            return standing(found.board, name, self._clock(), is_archived=is_archived)
        except BoardError as error:  # the wins of a year that cannot be read
            return Shelved(name, found.board.title, is_archived=is_archived, trouble=error.message)

    def open(self, name: str) -> Keeper:
        """Return the keeper of a board to work on; from now on it is the one that is here.

        Raises:
            BoardError: There is no such board, or it cannot be read.
        """
        if self._opening is None:
            raise RuleError("No other board can be opened here.", "Use --board NAME.")
        keeper = self._opening(name)
        self.here = name
        return keeper

    def create(self, name: str) -> str:
        """Set a board up, and return its name.

        Raises:
            UsageError: The name cannot be a board's.
            RuleError: There is one of that name.
            StorageError: It cannot be written.
        """
        name = check_board_name(name.strip())
        self._check_free(name)
        create_board(self._folder, name, self._clock, title=_title(name)).close()
        return name

    def rename(self, name: str, new: str) -> str:
        """Give a board another name, and its title with it where that was its name.

        The board that opens by itself keeps its name, and gets the title alone.

        Returns:
            What it is called now.

        Raises:
            UsageError: The new name cannot be a board's.
            RuleError: There is no such board, or one of the new name.
            BusyError: It is open elsewhere.
            StorageError: Its files cannot be moved; they are where they were.
        """
        self._check_there(name)
        if name == DEFAULT_BOARD:
            self._retitle(name, new.strip())
            return name
        new = check_board_name(new.strip())
        if new == name:
            raise RuleError(f'It is called "{name}" already.')
        self._check_free(new, besides=name)
        title = self.look(name).title
        move_board(self._path(name), self._path(new), Disk())
        if title.casefold() == name.casefold():
            self._retitle(new, new)
        return new

    def archive(self, name: str) -> str:
        """Put a board away, with all its files; nothing of it is lost.

        Returns:
            Its name.

        Raises:
            RuleError: There is no such board, or one of its name was put away before.
            BusyError: It is open elsewhere.
            StorageError: Its files cannot be moved; they are where they were.
        """
        self._check_there(name)
        if name in self.names(is_archived=True):
            raise RuleError(
                f'A board called "{name}" was put away before.', "Rename this one first."
            )
        move_board(self._path(name), self._path(name, is_archived=True), Disk())
        return name

    def restore(self, name: str, new: str = "") -> str:
        """Bring a board back that was put away, as `new` where that is given.

        Returns:
            What it is called now.

        Raises:
            UsageError: The new name cannot be a board's.
            RuleError: None of that name was put away, or there is one of the new name.
            StorageError: Its files cannot be moved; they are where they were.
        """
        held = self.names(is_archived=True)
        if name not in held:
            names = ", ".join(held) or "none yet"
            raise RuleError(f'No board called "{name}" was put away (there are: {names}).')
        new = check_board_name(new.strip() or name)
        self._check_free(new)
        move_board(self._path(name, is_archived=True), self._path(new), Disk())
        return new

    def sending(self, name: str) -> "Sending":
        """Return the operation that sends cards from the board that is here to another.

        Raises:
            RuleError: There is no such board, or it is this one.
        """
        self._check_there(name)
        if name == self.here:
            raise RuleError(f'They are on "{name}" already.', "Name another board.")
        return Sending(lambda: open_board(self._folder, name, self._clock, wait_s=WAIT_S))

    def _path(self, name: str, *, is_archived: bool = False) -> Path:
        folder = self._folder / ARCHIVE if is_archived else self._folder
        return folder / f"{check_board_name(name)}.json"

    def _check_there(self, name: str) -> None:
        if name not in self.names():
            raise no_board(self._folder, name)

    def _check_free(self, name: str, besides: str = "") -> None:
        # On some systems two names that differ in case alone are one file.
        for taken in self.names():
            if taken.casefold() == name.casefold() and taken != besides:
                raise RuleError(
                    f'There is a board called "{taken}" already.', "Choose another name."
                )

    def _retitle(self, name: str, title: str) -> None:
        with closing(open_board(self._folder, name, self._clock)) as keeper:
            keeper.do(columns.retitle, title=_title(title))


class Sending:
    """Sends cards from the board whose operation it is to another one.

    They are on disk there before they are put away here, so whatever happens between, each card is
    on one of the two boards; sent again it is found there, and not made twice.

    Args:
        opening: Opens the other board.

    Attributes:
        remarks: What is worth knowing of the last time, as sentences.
    """

    def __init__(self, opening: Callable[[], Keeper]) -> None:
        self._opening = opening
        self.remarks: tuple[str, ...] = ()

    def __call__(self, board: Board, now: Moment, *, card_ids: tuple[int, ...]) -> Change:
        """Bring cards to the other board, and return what puts them away here.

        Raises:
            RuleError: One is missing or archived, or the other board cannot take them.
        """
        parcel = sending.pack(board, card_ids)
        try:
            with closing(self._opening()) as there:
                received = _deliver(there, parcel)
                title = there.board.title
                with suppress(StorageError):  # it is on disk; the next opening folds
                    if there.wants_folding:
                        there.leave()
        except StorageError as error:  # no reason to try the same again and again, as a desk does
            raise RuleError(f"Nothing was sent. {error.message}", error.hint) from error
        self.remarks = received.remarks
        if sending.has_wins(board, card_ids):
            self.remarks += ("Wins stay here, where they were earned.",)
        return sending.put_away(board, now, card_ids=card_ids, title=title)


def _deliver(there: Keeper, parcel: tuple[Packed, ...]) -> Received:
    """Make cards durable on the board that they are sent to."""
    received: list[Received] = []

    def receive(board: Board, now: Moment) -> Change:
        received[:] = [sending.receive(board, now, parcel)]
        change = received[0].change
        if change is None:
            raise _AllThereError
        return change

    with suppress(_AllThereError):
        there.do(receive)
    return received[0]


class _AllThereError(Exception):
    """Nothing is to be committed: an earlier try has brought it all."""


def _title(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"


def standing(board: Board, name: str, now: Moment, *, is_archived: bool = False) -> Shelved:
    """Return how a board stands.

    Raises:
        BoardError: Its wins lie in a year that cannot be read.
    """
    held = [card for card in board.table(Card).values() if card.archived_at is None]
    done = sum(map(board.is_done, held))
    commits: list[Commit] = [*board.history.done, *board.history.undone]
    about = board.about
    begun = about.created_at if about else None
    return Shelved(
        name,
        board.title,
        open_cards=len(held) - done,
        done_cards=done,
        wins_today=len(board.wins_on(now.day)),
        changed_at=max((commit.at for commit in commits), default=begun),
        is_archived=is_archived,
    )
