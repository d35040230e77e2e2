"""Trello's export of a board: JSON with lists, cards, checklists, labels and actions.

Owns which of its things are taken. Closed lists and archived cards are not on the board, so they
are left out and told, as are comments, attachments and people. What one card becomes is
`trello_card.py`'s business.
"""

from kanban.errors import UsageError
from kanban.exchange.draft import Draft
from kanban.exchange.drafter import Drafter
from kanban.exchange.json_node import Node, parse
from kanban.exchange.trello_card import CardReader, by_pos

_PUT_AWAY = "put away in Trello"
_NO_PLACE = "a card has no place for that"
_NAMES_TOLD = 5


def read(text: str, name: str) -> Draft:
    """Return the draft of a Trello export.

    Raises:
        UsageError: It is not one, or something in it has another shape.
        RuleError: It holds more than a board can keep.
    """
    board = parse(text, name)
    if not {"lists", "cards"} <= board.fields.keys():
        raise UsageError(
            f'"{name}" is JSON but not a board of Trello: it has no lists and cards.',
            "Export the board in Trello's menu as JSON, and import that file.",
        )
    drafter = Drafter(name)
    columns = _columns(board, drafter)
    cards = _cards_on_board(board, columns, drafter)
    reader = CardReader(board, columns)
    for card in cards:
        drafter.card(reader.card(card))
    _tell(board, cards, drafter)
    return drafter.draft(board.text("name", ""))


def _columns(board: Node, drafter: Drafter) -> dict[str, int]:
    """Return the index of each open list by its id."""
    columns: dict[str, int] = {}
    for each in by_pos([each for each in board.nodes("lists") if not each.is_set("closed")]):
        limit = each.number("softLimit")
        columns[each.text("id")] = drafter.column(
            each.text("name", ""), limit if isinstance(limit, int) else None
        )
    if not columns:
        raise UsageError(
            f'"{board.name}" has no open list, so there is nothing to take.',
            "Open a list in Trello, and export the board again.",
        )
    return columns


def _cards_on_board(board: Node, columns: dict[str, int], drafter: Drafter) -> list[Node]:
    """Return the cards to take, list by list, and tell of the others."""
    closed = {each.text("id") for each in board.nodes("lists") if each.is_set("closed")}
    places: dict[str, list[Node]] = {list_id: [] for list_id in columns}
    in_closed = 0
    for card in board.nodes("cards"):
        list_id = card.text("idList")
        if list_id in closed:
            in_closed += 1
        elif card.is_set("closed"):
            drafter.leave_out("archived card", "archived cards", _PUT_AWAY)
        elif list_id in places:
            places[list_id].append(card)
        else:
            drafter.leave_out("card", "cards", "the list is not in the file")
    _tell_closed(board, in_closed, drafter)
    return [card for cards in places.values() for card in by_pos(cards)]


def _tell_closed(board: Node, cards: int, drafter: Drafter) -> None:
    names = [each.text("name", "") for each in board.nodes("lists") if each.is_set("closed")]
    told = ", ".join(f'"{name[:60]}"' for name in names[:_NAMES_TOLD])
    more = f" and {len(names) - _NAMES_TOLD} more" if len(names) > _NAMES_TOLD else ""
    held = f"({told}{more}) with {cards or 'no'} {'card' if cards == 1 else 'cards'}"
    drafter.leave_out(f"closed list {held}", f"closed lists {held}", _PUT_AWAY, len(names))


def _tell(board: Node, cards: list[Node], drafter: Drafter) -> None:
    """Tell what the cards had that a card here has no place for."""
    taken = {card.text("id", "") for card in cards}
    for action in board.nodes("actions"):
        if action.text("type", "") == "commentCard":
            data = action.node("data")
            about = data.node("card") if data else None
            if about and about.text("id", "") in taken:
                drafter.leave_out("comment", "comments", _NO_PLACE)
    for card in cards:
        drafter.leave_out("attachment", "attachments", _NO_PLACE, len(card.nodes("attachments")))
        drafter.leave_out(
            "custom field", "custom fields", _NO_PLACE, len(card.nodes("customFieldItems"))
        )
        drafter.leave_out("member", "members", _NO_PLACE, len(card.texts("idMembers")))
    if board.text("desc", "").strip():
        drafter.leave_out("description", "descriptions", "a board has no place for it")
