"""Every key, by what it is for; made from the command table."""

from collections.abc import Iterable
from itertools import groupby

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.commands.command import Command
from kanban.key_names import say_key
from kanban.keymap import Keymap
from kanban.ui.screens.dialog import Dialog

KEY_CELLS = 16
DIGITS = {
    "card.send-to-": ("1-9", "Send the card to that column"),
    "recap.pin-": ("1-3", "Name the win at that place of the three; again takes it away"),
    "insights.go-to-": ("1-9", "Go to that picture"),
}
"""Commands of which there is one a digit, by how their ids begin."""


class KeysScreen(Dialog):
    """Lists the commands that have a key."""

    CAN_SCROLL_BY_KEY = True

    def __init__(self, keymap: Keymap) -> None:
        super().__init__("Keys", keymap, "dialog.leave")
        self._keymap = keymap

    def fields(self) -> Iterable[Widget]:
        """Return a block a group."""
        commands = [*self._keymap.commands, *self._keymap.dialogs]
        for group, members in groupby(commands, key=lambda command: command.group):
            yield Static(Content(group), classes="dialog--label")
            yield Static(Content("\n").join(map(_line, _folded(members))), classes="keys--group")


def _folded(commands: Iterable[Command]) -> list[tuple[str, str]]:
    """Return (keys, help), with what digits do in one line."""
    lines: list[tuple[str, str]] = []
    for command in commands:
        digits = next((each for each in DIGITS if command.id.startswith(each)), None)
        if digits is not None:
            if command.id.endswith("-1"):
                lines.append(DIGITS[digits])
        elif command.keys:
            lines.append(("  ".join(map(say_key, command.keys)), command.help))
    return lines


def _line(entry: tuple[str, str]) -> Content:
    keys, words = entry
    return Content.assemble((keys.ljust(KEY_CELLS), "$accent"), (words, "$foreground"))
