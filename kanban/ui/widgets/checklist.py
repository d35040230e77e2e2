"""A checklist: walk its items, tick them, take them away."""

from dataclasses import replace

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from kanban.domain.records import Item
from kanban.ui.cells import shown


class Checklist(OptionList):
    """Shows items; enter or space ticks one, delete takes it away."""

    BINDINGS = [
        ("space", "select", "Tick"),
        ("delete,backspace", "remove", "Remove the item"),
    ]

    def __init__(self, items: tuple[Item, ...]) -> None:
        super().__init__(*map(item_line, items), markup=False)
        self.items = items
        self.display = bool(items)

    def add(self, text: str) -> None:
        """Put an item at the end."""
        item = Item(text)
        self.items = (*self.items, item)
        self.add_option(item_line(item))
        self.display = True

    def action_remove(self) -> None:
        """Take the highlighted item away."""
        here = self.highlighted
        if here is not None:
            self.items = (*self.items[:here], *self.items[here + 1 :])
            self.remove_option_at_index(here)
            self.display = bool(self.items)

    @on(OptionList.OptionSelected)
    def _tick(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        here = message.option_index
        item = replace(self.items[here], is_done=not self.items[here].is_done)
        self.items = (*self.items[:here], item, *self.items[here + 1 :])
        self.replace_option_prompt_at_index(here, item_line(item))


def item_line(item: Item) -> Content:
    """Return how an item is shown."""
    return Content.assemble(
        ("✓ " if item.is_done else "· ", "$done" if item.is_done else "$dim"),
        (shown(item.text), "$muted" if item.is_done else "$foreground"),
    )
