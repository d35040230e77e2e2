"""The boards: each with what it holds, those that were put away folded below."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from textual import on
from textual.widget import Widget

from kanban.domain.dates import say_day, say_long
from kanban.domain.moment import Moment, wall_clock
from kanban.errors import BoardError
from kanban.keymap import Keymap
from kanban.shelf import Shelf, Shelved, standing
from kanban.ui.desk import Desk
from kanban.ui.messages import Changed, TurnTo
from kanban.ui.screens.page import Page, PageTitle
from kanban.ui.screens.prompt import Prompt
from kanban.ui.settings import Settings
from kanban.ui.widgets.blocks import Block, Blocks
from kanban.ui.widgets.board_blocks import AwayBlock, BoardBlock, BoardView
from kanban.ui.widgets.goal_blocks import HeadingBlock, WordsBlock

IN_FOOTER = (
    "boards.open",
    "boards.create",
    "boards.rename",
    "boards.archive",
    "boards.restore",
)
COMMANDS = ("boards.walk-up", "boards.walk-down", *IN_FOOTER)
Place = tuple[str, bool]
"""A board by its name, and whether it was put away."""


class BoardsScreen(Page):
    """Lists the boards and does what a key asks with the one under the cursor.

    Args:
        desk: Where the board is that is open.
        keymap: The keys this person uses.
        settings: What they chose.
        shelf: All boards.
    """

    def __init__(self, desk: Desk, keymap: Keymap, settings: Settings, shelf: Shelf) -> None:
        super().__init__(desk, keymap, settings, COMMANDS, IN_FOOTER)
        self._shelf = shelf
        self._places: list[Place | None] = []
        self._known: dict[Place, Shelved] = {}
        self._at: Place = (shelf.here, False)
        self._is_warned = False

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        yield Blocks(self._settings.inks)

    def on_mount(self) -> None:
        """Draw the boards by name, and what they hold as it is read."""
        self._look()

    def refill(self) -> None:
        """Draw what is known; the cursor stays on its board."""
        self.query_one(PageTitle).show("Boards", say_long(self._desk.now.day))
        try:
            entries = self._entries()
        except BoardError as error:
            self.say_trouble(str(error))
            return
        self._places = [place for place, _ in entries]
        self._list.show([block for _, block in entries], self._settings.inks)
        if self._at in self._places:
            self._list.point(self._places.index(self._at))
        self._remember()

    def _entries(self) -> list[tuple[Place | None, Block]]:
        names, away = self._shelf.names(), self._shelf.names(is_archived=True)
        entries: list[tuple[Place | None, Block]] = [
            ((name, False), BoardBlock(self._view((name, False)))) for name in names
        ]
        if names == [self._shelf.here]:
            key = self._keymap.key("boards.create")
            entries.append((None, WordsBlock(f"No other board yet. {key} sets one up.")))
        if away:
            entries.append((None, HeadingBlock("Put away", has_rule=False, has_gap=len(names) < 2)))
        entries += [((name, True), AwayBlock(self._view((name, True)))) for name in away]
        return entries

    def _view(self, place: Place) -> BoardView:
        name, _ = place
        is_here = place == (self._shelf.here, False)
        if is_here and place not in self._known:  # once, for a large one takes 50 ms
            self._known[place] = standing(self._desk.board, name, self._desk.now)
        if place not in self._known:
            return BoardView(name)
        held = self._known[place]
        is_quiet = self._settings.chosen.quiet
        return BoardView(
            title=held.title,
            name="" if held.title.casefold() == name.casefold() else name,
            words=holding(held, is_quiet=is_quiet),
            wins="" if is_quiet else wins_today(held),
            when=_when(held, self._desk.now),
            is_here=is_here,
            trouble=held.trouble,
        )

    @on(Changed)
    def _forget_here(self) -> None:
        """Count the board that is open anew; what is drawn next follows it."""
        self._known.pop((self._shelf.here, False), None)

    def _look(self) -> None:
        """Draw the boards as they are, and read those that were not read yet."""
        self.refill()
        unknown = [place for place in self._places if place and place not in self._known]
        self.run_worker(self._read(unknown), exclusive=True)

    async def _read(self, places: list[Place]) -> None:
        for name, is_archived in places:
            held = await asyncio.to_thread(self._shelf.look, name, is_archived=is_archived)
            self._known[name, is_archived] = held
            self.refill()

    @property
    def _list(self) -> Blocks:
        return self.query_one(Blocks)

    # -- walking -------------------------------------------------------------------------------

    def action_boards_walk_up(self) -> None:
        """Go to the board above."""
        self._walk(-1)

    def action_boards_walk_down(self) -> None:
        """Go to the board below."""
        self._walk(1)

    @on(Blocks.Chosen)
    async def _choose(self, message: Blocks.Chosen) -> None:
        self._remember()
        if message.is_opened:
            await self.action_boards_open()

    def _walk(self, by: int) -> None:
        self._list.walk(by)
        self._remember()

    def _remember(self) -> None:
        place = self._list.selected
        self._at = (place is not None and self._places[place]) or self._at

    # -- what a key asks -------------------------------------------------------------------------

    async def action_boards_open(self) -> None:
        """Turn to the board; the one that is open is gone back to."""
        name, is_archived = self._at
        if is_archived:
            self.say(f"It is put away. {self._keymap.key('boards.restore')} brings it back.")
        elif name == self._shelf.here:
            self.dismiss()
        elif self._may_turn():
            self.post_message(TurnTo(name))

    def action_boards_create(self) -> None:
        """Ask for a name, and set a board up."""

        async def create(name: str) -> str | None:
            made = await self._do(lambda: self._shelf.create(name))
            if made is not None:
                self._at = (made, False)
                self._look()
                self.say(f"{made} is set up. {self._keymap.key('boards.open')} opens it.")
            return made

        self._ask("Name the board", create, placeholder="Garden")

    def action_boards_rename(self) -> None:
        """Ask for another name."""
        name, is_archived = self._at
        if is_archived:
            self.say(f"It is put away. {self._keymap.key('boards.restore')} brings it back first.")
            return
        is_here = name == self._shelf.here

        async def rename(new: str) -> str | None:
            if is_here:
                self.post_message(TurnTo(name, new))
                return new
            made = await self._do(lambda: self._shelf.rename(name, new))
            if made is not None:
                self._known.pop((name, False), None)
                self._at = (made, False)
                self._look()
                self.say(f"Renamed to {self._short(new.strip())}.")
            return made

        if not is_here or self._may_turn():
            shown = self._desk.board.title if is_here else self._view(self._at).title
            self._ask("Give it another name", rename, value=shown)

    async def action_boards_archive(self) -> None:
        """Put the board away, which is not the one that is open."""
        name, is_archived = self._at
        if is_archived:
            self.say("It is put away already.")
        elif name == self._shelf.here:
            self.say("It is open here. Open another one first.")
        elif await self._do(lambda: self._shelf.archive(name)) is not None:
            self._at = (name, True)
            self._look()
            key = self._keymap.key("boards.restore")
            self.say(f"Put away {self._short(name)}, with all its files. {key} brings it back.")

    async def action_boards_restore(self) -> None:
        """Bring the board back; as another name where its own is taken meanwhile."""
        name, is_archived = self._at
        if not is_archived:
            self.say("It is here. What was put away stands below.")
            return
        if name not in self._shelf.names():
            await self._restore(name, name)
            return

        async def restore(new: str) -> str | None:
            return await self._restore(name, new)

        self._ask("Its name is taken; bring it back as", restore, value=f"{name} 2", is_kept=True)

    async def _restore(self, name: str, new: str) -> str | None:
        made = await self._do(lambda: self._shelf.restore(name, new))
        if made is not None:
            self._at = (made, False)
            self._look()
            self.say(f"{self._short(made)} is back.")
        return made

    async def _do(self, act: Callable[[], str]) -> str | None:
        """Return the name of a board that an act left; None where it was refused, which is told."""
        try:
            return await asyncio.to_thread(act)
        except BoardError as error:
            self._tell(str(error))
            return None

    def _tell(self, words: str) -> None:
        screen = self.app.screen
        (screen if isinstance(screen, Prompt) else self).say_trouble(words)

    def _may_turn(self) -> bool:
        """Tell whether to leave the board; where an act waits for the disk, when asked twice."""
        if self._desk.unsaved and not self._is_warned:
            self._is_warned = True
            self.say_trouble(f"Not on disk yet: {self._desk.unsaved}. Once more leaves without.")
            return False
        return True

    def _ask(
        self,
        title: str,
        submit: Callable[[str], Awaitable[object]],
        *,
        value: str = "",
        placeholder: str = "",
        is_kept: bool = False,
    ) -> None:
        self.app.push_screen(
            Prompt(
                title,
                self._keymap,
                submit,
                value=value,
                placeholder=placeholder,
                takes_nothing=is_kept,
            )
        )


def holding(board: Shelved, *, is_quiet: bool) -> str:
    """Return what a board holds, in words; in quiet mode without how much."""
    if not board.open_cards and not board.done_cards:
        return "nothing on it yet"
    if is_quiet:
        return "cards wait here" if board.open_cards else "all done"
    words = [(board.open_cards, "open"), (board.done_cards, "done")]
    return "  ".join(f"{count} {word}" for count, word in words if count)


def wins_today(board: Shelved) -> str:
    """Return how many wins a board has of today, in words; empty for none."""
    wins = "win" if board.wins_today == 1 else "wins"
    return f"{board.wins_today} {wins} today" if board.wins_today else ""


def _when(board: Shelved, now: Moment) -> str:
    if board.changed_at is None:
        return ""
    local = wall_clock(board.changed_at, now.utc_offset_minutes)
    today = wall_clock(now.at, now.utc_offset_minutes).date()
    return f"{local:%H:%M}" if local.date() == today else say_day(local.date(), today)
