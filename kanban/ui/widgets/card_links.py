"""The cards that a card has to do with: which it came from, and which it was split into."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.domain.board import Board
from kanban.domain.records import Card
from kanban.ui.cells import shown
from kanban.ui.widgets.card_face import DIVIDED

TICKED, OPEN = "✓", "·"


class CardLinks(VerticalScroll, can_focus=False):
    """Shows other cards, each with its number and whether it is done.

    Args:
        board: Where they are looked up.
        card: The card.
        is_quiet: Whether their count is hidden.
    """

    def __init__(self, board: Board, card: Card, is_quiet: bool) -> None:
        super().__init__(id="links")
        self._board = board
        self._waits_for = card.waits_for
        self._family = [*_whole(board, card), *_parts(board, card, is_quiet)]
        self.display = bool(self._lines)

    def compose(self) -> Iterable[Widget]:
        """Lay out a row a card."""
        yield Static(Content("\n").join(self._lines))

    def wait_for(self, ids: tuple[int, ...]) -> None:
        """Show other cards that are waited for."""
        if ids != self._waits_for:
            self._waits_for = ids
            self.query_one(Static).update(Content("\n").join(self._lines))
            self.display = bool(self._lines)

    @property
    def _lines(self) -> list[Content]:
        found = (self._board.get(Card, card_id) for card_id in self._waits_for)
        cards = [card for card in found if card is not None]
        waits = [_line(card, self._board.is_done(card)) for card in cards]
        return [*waits, *([Content()] if waits and self._family else []), *self._family]


def _whole(board: Board, card: Card) -> list[Content]:
    whole = board.get(Card, card.split_from or 0)
    return _group("Split from", [whole] if whole else [], board)


def _parts(board: Board, card: Card, is_quiet: bool) -> list[Content]:
    done, total = board.parts_tally(card.id)
    parts = [each for each in board.table(Card).values() if each.split_from == card.id]
    parts = [each for each in parts if each.archived_at is None or board.is_done(each)]
    count = "" if is_quiet or not total else f"  {DIVIDED} {done}/{total}"
    return _group(f"Split into{count}", parts, board)


def _group(name: str, found: list[Card], board: Board) -> list[Content]:
    head = [Content.styled(name, "$muted")] if found else []
    return [*head, *(_line(card, board.is_done(card)) for card in found)]


def _line(card: Card, is_done: bool) -> Content:
    return Content.assemble(
        (f"{TICKED} ", "$done") if is_done else (f"{OPEN} ", "$dim"),
        (f"{card.id} ", "$dim"),
        (shown(card.title), "$muted" if is_done else "$foreground"),
    )
