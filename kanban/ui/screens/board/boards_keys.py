"""What the board's keys do with other boards: see them all, and send cards to one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kanban.domain.records import Card
from kanban.errors import BoardError
from kanban.ui.cells import cut
from kanban.ui.screens.board.card_keys import PROMPT_TITLE_CELLS, CardKeys

if TYPE_CHECKING:
    from kanban.shelf import Shelf

ALONE = "This board stands alone, and nothing of it is kept."


class BoardsKeys(CardKeys):
    """Opens the shelf of boards, and sends cards to another one."""

    def action_boards_show(self) -> None:
        """See the boards."""
        from kanban.ui.screens.boards import BoardsScreen

        shelf = self._desk.shelf
        if shelf is None:
            self.say(ALONE)
        else:
            self.app.push_screen(BoardsScreen(self._desk, self._keymap, self._settings, shelf))

    def action_card_send_to_board(self) -> None:
        """Ask for another board, and send the chosen cards there."""
        from kanban.ui.screens.choose_board import ChooseBoardScreen

        chosen, shelf = self._chosen(), self._desk.shelf
        if shelf is None:
            self.say(ALONE)
            return
        if not chosen:
            return

        async def send(name: str) -> None:
            await self._send_to_board(chosen, shelf, name)

        is_one = len(chosen) == 1
        title = f'"{cut(chosen[0].title, PROMPT_TITLE_CELLS)}"'
        title = title if is_one else self._how_many(chosen)
        is_quiet = self._settings.chosen.quiet
        self.app.push_screen(
            ChooseBoardScreen(f"Send {title} to", self._keymap, shelf, send, is_quiet=is_quiet)
        )

    async def _send_to_board(self, chosen: Sequence[Card], shelf: "Shelf", name: str) -> None:
        try:
            operation = shelf.sending(name)
        except BoardError as error:
            self.say_trouble(str(error))
            return
        change = await self._send(operation, chosen)
        if change is None:
            return
        words = cut(self._words_of(change), self._title_cells)
        key = self._key("change.undo")
        them, copies = ("it", "the copy stays") if len(chosen) == 1 else ("them", "copies stay")
        self.say(f"{words}. {key} brings {them} back; {copies}.")
        if operation.remarks:
            self.app.notify("\n".join(operation.remarks), timeout=10, markup=False)
