"""One card of a Trello export: its texts, tags, checklists, dates and moves.

Owns what each of its fields becomes here, and reads the card's past from the board's actions.
Refuses fields of another shape, by name.
"""

from datetime import UTC, datetime
from string import hexdigits

from msgspec import Struct, field

from kanban.domain.records import Item
from kanban.exchange.draft import DraftCard
from kanban.exchange.json_node import Node

_MADE_BY = frozenset({"createCard", "copyCard", "convertToCardFromCheckItem", "emailCard"})


class _Past(Struct):
    """What the actions tell of one card."""

    created_at: datetime | None = None
    made_in: int | None = None
    moves: list[tuple[int, datetime]] = field(default_factory=list)


class CardReader:
    """Reads the cards of one board.

    Args:
        board: The root of the export.
        columns: The index of each list to take, by its id.

    Raises:
        UsageError: Labels, checklists or actions have another shape.
    """

    def __init__(self, board: Node, columns: dict[str, int]) -> None:
        self._columns = columns
        self._labels = {label.text("id", ""): label for label in board.nodes("labels")}
        self._checklists: dict[str, list[Node]] = {}
        for checklist in board.nodes("checklists"):
            self._checklists.setdefault(checklist.text("idCard", ""), []).append(checklist)
        self._pasts: dict[str, _Past] = {}
        self._read_actions(board.nodes("actions"))

    def card(self, card: Node) -> DraftCard:
        """Return what a card becomes.

        Raises:
            UsageError: A field has another shape.
        """
        card_id = card.text("id", "")
        past = self._pasts.get(card_id, _Past())
        return DraftCard(
            title=card.text("name", ""),
            column=self._columns[card.text("idList")],
            notes=card.text("desc", ""),
            tags=self._tags(card),
            due=card.instant("due"),
            checklist=_items(card.nodes("checklists") or self._checklists.get(card_id, [])),
            is_ticked=card.is_set("dueComplete"),
            created_at=past.created_at or _instant_in(card_id),
            made_in=past.made_in,
            moves=tuple(past.moves),
        )

    def _tags(self, card: Node) -> tuple[str, ...]:
        labels = card.nodes("labels") or [
            self._labels[label_id]
            for label_id in card.texts("idLabels")
            if label_id in self._labels
        ]
        names = (label.text("name", "").strip() or label.text("color", "") for label in labels)
        return tuple(name for name in names if name)

    def _read_actions(self, actions: list[Node]) -> None:
        dated = [(at, action) for action in actions if (at := action.instant("date"))]
        dated.sort(key=lambda each: each[0])
        for at, action in dated:
            kind = action.text("type", "")
            if kind == "updateCard" or kind in _MADE_BY:
                self._read_action(at, action, is_new=kind in _MADE_BY)

    def _read_action(self, at: datetime, action: Node, is_new: bool) -> None:
        data = action.node("data")
        about = data.node("card") if data else None
        place = data.node("list" if is_new else "listAfter") if data else None
        if about is None or (place is None and not is_new):
            return
        past = self._pasts.setdefault(about.text("id", ""), _Past())
        column = self._columns.get(place.text("id", "")) if place else None
        if is_new:
            past.created_at, past.made_in = at, column
        elif column is not None:
            past.moves.append((column, at))


def by_pos(nodes: list[Node]) -> list[Node]:
    """Return things in Trello's order, or in the file's where one has no position."""
    placed = [(pos, node) for node in nodes if (pos := node.number("pos")) is not None]
    if len(placed) < len(nodes):
        return nodes
    return [node for _, node in sorted(placed, key=lambda each: each[0])]


def _items(checklists: list[Node]) -> tuple[Item, ...]:
    """Return all items; those of several checklists are told apart by the checklist's name."""
    items: list[Item] = []
    for checklist in by_pos(checklists):
        name = checklist.text("name", "").strip() if len(checklists) > 1 else ""
        for item in by_pos(checklist.nodes("checkItems")):
            text = item.text("name", "")
            items.append(
                Item(f"{name}: {text}" if name else text, item.text("state", "") == "complete")
            )
    return tuple(items)


def _instant_in(card_id: str) -> datetime | None:
    """Return when an id was made: an ObjectId of MongoDB starts with its Unix time."""
    if len(card_id) != 24 or not all(char in hexdigits for char in card_id):
        return None
    return datetime.fromtimestamp(int(card_id[:8], 16), UTC)
