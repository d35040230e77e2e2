"""Every key, by what it is for; made from the command table."""

from collections.abc import Iterable
from itertools import groupby

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kanban.keymap import Command, Keymap, say_key
from kanban.ui.screens.dialog import Dialog

KEY_CELLS = 16
_BY_NUMBER = {
    "card.send-to": "Send the card to that column",
    "insights.go-to": "Go to that picture",
}


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
    """Return (keys, help), with nine commands that differ by a number in one line."""
    lines: list[tuple[str, str]] = []
    for command in commands:
        name, _, last = command.id.rpartition("-")
        if name in _BY_NUMBER and last.isdecimal():
            if last == "1":
                lines.append(("1-9", _BY_NUMBER[name]))
        elif command.keys:
            lines.append(("  ".join(map(say_key, command.keys)), command.help))
    return lines


def _line(entry: tuple[str, str]) -> Content:
    keys, words = entry
    return Content.assemble((keys.ljust(KEY_CELLS), "$accent"), (words, "$foreground"))
