"""Every key, by what it is for; made from the command table."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap
from typing import TypeAlias

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from kanban.commands.command import Command, by_group
from kanban.key_names import say_key
from kanban.keymap import Keymap
from kanban.ui.screens.dialog import Dialog
from kanban.ui.widgets.key_footer import Hint

GAP_CELLS = 2
DIGITS = {
    "card.send-to-": "Send the card to that column",
    "recap.pin-": "Name the win at that place of the three; again takes it away",
    "insights.go-to-": "Go to that picture",
}
"""What the commands do of which there is one a digit, by how their ids begin."""
COUNTS = ("3j  2dd", "A number first says how many")
NOTHING = "No key by these words. What has none stands in the palette."
Line: TypeAlias = tuple[str, str]
"""Keys as people write them, and what they do."""


class KeysScreen(Dialog):
    """Lists the commands that have a key, all of them or those of some words."""

    def __init__(self, keymap: Keymap) -> None:
        title = "Keys" if keymap.name == "default" else f"Keys of the {keymap.name} map"
        super().__init__(title, keymap, "dialog.leave")
        self._keymap = keymap

    def fields(self) -> Iterable[Widget]:
        """Return the field for what is looked for, and all lines below it."""
        yield Input(placeholder="Find a key, or what it does", id="wanted")
        yield Static(id="keys")

    def first_hints(self) -> tuple[Hint, ...]:
        """Name the keys that scroll."""
        return (Hint("↓ ↑", "scroll", ""),)

    def on_resize(self) -> None:
        """Break the lines anew."""
        super().on_resize()
        self.call_after_refresh(self._show)

    @on(Input.Changed)
    def _show(self) -> None:
        wanted = self.query_one(Input).value.casefold().split()
        keys = self.query_one("#keys", Static)
        groups = dict(_groups(self._keymap))
        key_cells = GAP_CELLS + max(cell_len(keys) for each in groups.values() for keys, _ in each)
        parts = []
        for group, lines in groups.items():
            found = [line for line in lines if _has(f"{group} {line[0]} {line[1]}", wanted)]
            if found:
                parts.append(Content.styled(group, "$muted"))
                parts += [_drawn(line, key_cells, keys.size.width) for line in found]
                parts.append(Content(""))
        words = Content("\n").join(parts[:-1]) if parts else Content.styled(NOTHING, "$muted")
        keys.update(words)
        self.query_one(".dialog--body").scroll_home(animate=False)


def _groups(keymap: Keymap) -> Iterator[tuple[str, list[Line]]]:
    """Yield each heading with its lines."""
    commands = (*keymap.commands, *keymap.dialogs)
    for place, (group, members) in enumerate(by_group(commands).items()):
        counts = [COUNTS] if keymap.has_counts and place == 0 else []
        yield group, [*counts, *_folded(members)]


def _folded(commands: Iterable[Command]) -> Iterator[Line]:
    """Yield the lines of commands, with what digits do in one where their keys are the digits."""
    for stem, members in groupby(commands, key=lambda each: each.id.rstrip("0123456789")):
        alike = list(members)
        last = alike[-1].keys[0].rpartition(" ")[0] if alike[-1].keys else ""
        before = f"{last} " if last else ""
        digits = [(f"{before}{number}",) for number in range(1, len(alike) + 1)]
        if stem in DIGITS and [each.keys for each in alike] == digits:
            yield f"{say_key(last) if last else ''}1-{len(alike)}", DIGITS[stem]
        else:
            yield from (
                ("  ".join(map(say_key, each.keys)), each.help) for each in alike if each.keys
            )


def _has(words: str, wanted: list[str]) -> bool:
    return all(each in words.casefold() for each in wanted)


def _drawn(line: Line, key_cells: int, width_cells: int) -> Content:
    keys, words = line
    room = max(12, width_cells - key_cells)
    padding = " " * (key_cells - cell_len(keys))
    told = f"\n{' ' * key_cells}".join(wrap(words, room))
    return Content.assemble((keys, "$accent"), (f"{padding}{told}", "$foreground"))
