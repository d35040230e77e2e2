"""A checklist: walk its items, tick, reword, carry and take them away; a field adds to its end."""

from collections.abc import Iterable

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from kanban.domain import checklist
from kanban.domain.records import Item
from kanban.domain.text import harmless
from kanban.keymap import Keymap
from kanban.ui.bindings import bind, hints
from kanban.ui.cells import shown
from kanban.ui.widgets.key_footer import Hint

TICKED, OPEN = "✓", "·"
ADD, REWORD = "+ a new item, or lines to paste", "other words for this item"
COMMANDS = (
    *("checklist.tick", "checklist.add", "checklist.reword", "checklist.remove"),
    *("checklist.carry-down", "checklist.carry-up"),
)
_WALK = ("checklist.walk-up", "checklist.walk-down")


class ItemList(OptionList):
    """Shows the items and takes their keys."""

    class Changed(Message):
        """The items are others now."""

    class Asked(Message):
        """Words are asked for: other ones for the item of a place, or a new item for None."""

        def __init__(self, place: int | None) -> None:
            self.place = place
            super().__init__()

    def __init__(self, items: checklist.Items, keymap: Keymap) -> None:
        super().__init__(*map(item_line, items), markup=False)
        self._items = items
        self.display = bool(items)
        bind(self, tuple(keymap.command(each) for each in (*COMMANDS, *_WALK)))

    @property
    def items(self) -> checklist.Items:
        """The items as they are now."""
        return self._items

    def show(self, items: checklist.Items, place: int | None = None) -> None:
        """Show other items, with the cursor on a place; None leaves it where it is."""
        here = self.highlighted if place is None else place
        self._items = items
        self.clear_options()
        self.add_options(map(item_line, items))
        self.display = bool(items)
        if items and here is not None:
            self.highlighted = min(here, len(items) - 1)
        self.post_message(self.Changed())

    def action_checklist_walk_up(self) -> None:
        """Go to the item above."""
        self.action_cursor_up()

    def action_checklist_walk_down(self) -> None:
        """Go to the item below."""
        self.action_cursor_down()

    def action_checklist_tick(self) -> None:
        """Tick the item, or take its tick away."""
        if self.highlighted is not None:
            self.show(checklist.ticked(self._items, self.highlighted))

    def action_checklist_add(self) -> None:
        """Ask for a new item."""
        self.post_message(self.Asked(None))

    def action_checklist_reword(self) -> None:
        """Ask for other words."""
        if self.highlighted is not None:
            self.post_message(self.Asked(self.highlighted))

    def action_checklist_remove(self) -> None:
        """Take the item away."""
        if self.highlighted is not None:
            self.show(checklist.without(self._items, self.highlighted))
            if not self._items:
                self.post_message(self.Asked(None))

    def action_checklist_carry_up(self) -> None:
        """Carry the item up."""
        self._carry(-1)

    def action_checklist_carry_down(self) -> None:
        """Carry it down."""
        self._carry(1)

    def _carry(self, by: int) -> None:
        if self.highlighted is not None:
            self.show(*checklist.moved(self._items, self.highlighted, by))

    @on(OptionList.OptionSelected)
    def _click(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.action_checklist_tick()


class ItemField(Input):
    """The line for a new item, or for other words; a list that is pasted is several items."""

    class ManyPasted(Message):
        """Lines were pasted."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def _on_paste(self, event: events.Paste) -> None:
        """Take one line as any field does, and hand several on."""
        if len(event.text.split("\n")) > 1 or "\r" in event.text:
            self.post_message(self.ManyPasted(event.text))
            event.prevent_default()
            event.stop()


class ChecklistField(Vertical):
    """A checklist with its count and the line below it.

    Args:
        items: The items at first.
        keymap: The keys this person uses.
        is_quiet: Whether the count is hidden.
    """

    def __init__(self, items: checklist.Items, keymap: Keymap, is_quiet: bool) -> None:
        super().__init__(id="checklist")
        self._first = items
        self._keymap = keymap
        self._is_quiet = is_quiet
        self._place: int | None = None

    def compose(self) -> Iterable[Widget]:
        """Lay out the count, the items and the line."""
        yield Static(
            Content(self._heading(self._first)), classes="dialog--label", id="checklist-count"
        )
        yield ItemList(self._first, self._keymap)
        yield ItemField(placeholder=ADD, id="item", select_on_focus=False)

    @property
    def list_hints(self) -> tuple[Hint, ...]:
        """What the keys do while the list has them."""
        return hints(self._keymap, *COMMANDS)

    @property
    def written(self) -> checklist.Items:
        """The items, with what stands in the line and was not entered yet."""
        text = self._line.value
        if not text.strip():
            return self._list.items
        if self._place is not None:
            return checklist.reworded(self._list.items, self._place, text)
        return (*self._list.items, Item(text))

    def stop_rewording(self) -> bool:
        """Leave the item as it was; return whether one was being reworded."""
        was_rewording = self._place is not None
        if was_rewording:
            self._end()
        return was_rewording

    @property
    def _list(self) -> ItemList:
        return self.query_one(ItemList)

    @property
    def _line(self) -> ItemField:
        return self.query_one(ItemField)

    @on(ItemList.Changed)
    def _count(self) -> None:
        self.query_one("#checklist-count", Static).update(Content(self._heading(self._list.items)))

    @on(ItemList.Asked)
    def _ask(self, message: ItemList.Asked) -> None:
        self._place = message.place
        line = self._line
        line.value = "" if message.place is None else harmless(self._list.items[message.place].text)
        line.placeholder = ADD if message.place is None else REWORD
        line.cursor_position = len(line.value)
        line.focus()

    @on(Input.Submitted)
    def _enter(self, message: Input.Submitted) -> None:
        message.stop()
        is_rewording = self._place is not None
        if message.value.strip() or is_rewording:
            self._list.show(self.written)
            self._end(goes_back=is_rewording)

    @on(ItemField.ManyPasted)
    def _paste(self, message: ItemField.ManyPasted) -> None:
        message.stop()
        self._list.show((*self._list.items, *checklist.items_from(message.text)))

    def on_paste(self, event: events.Paste) -> None:
        """Take lines that are pasted onto the list."""
        if self._list.has_focus:
            event.stop()
            self._list.show((*self._list.items, *checklist.items_from(event.text)))

    def _end(self, goes_back: bool = True) -> None:
        self._place = None
        self._line.clear()
        self._line.placeholder = ADD
        if goes_back:
            self._list.focus()

    def _heading(self, items: checklist.Items) -> str:
        if self._is_quiet or not items:
            return "Checklist"
        done = sum(item.is_done for item in items)
        return f"Checklist  {done}/{len(items)}"


def item_line(item: Item) -> Content:
    """Return how an item is shown."""
    return Content.assemble(
        (f"{TICKED} ", "$done") if item.is_done else (f"{OPEN} ", "$dim"),
        (shown(item.text), "$muted" if item.is_done else "$foreground"),
    )
