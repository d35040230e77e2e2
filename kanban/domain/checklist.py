"""A card's checklist as it is edited: each act gives a new one, and none loses an item."""

from kanban.domain.records import Item
from kanban.domain.steps import boxes
from kanban.domain.values import replace

Items = tuple[Item, ...]


def items_from(text: str) -> Items:
    """Return an item for each line that says something; a ticked box `[x]` is a done one."""
    return tuple(Item(words, is_done=is_ticked) for words, is_ticked in boxes(text))


def ticked(items: Items, place: int) -> Items:
    """Return the items with that of a place (from 0) done, or not done where it was."""
    item = items[place]
    return _put(items, place, replace(item, is_done=not item.is_done))


def reworded(items: Items, place: int, text: str) -> Items:
    """Return the items with other words at a place; a tick stays."""
    return _put(items, place, replace(items[place], text=text))


def without(items: Items, place: int) -> Items:
    """Return the items without that of a place."""
    return items[:place] + items[place + 1 :]


def moved(items: Items, place: int, by: int) -> tuple[Items, int]:
    """Return the items with one carried by so many places, as far as there are, and its place."""
    there = max(0, min(len(items) - 1, place + by))
    rest = without(items, place)
    return (*rest[:there], items[place], *rest[there:]), there


def _put(items: Items, place: int, item: Item) -> Items:
    return (*items[:place], item, *items[place + 1 :])
