"""Writes `docs/keys.md` from the command table: `make docs`; a test compares the two."""

from pathlib import Path

from kanban.commands.command import Command, by_group
from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS
from kanban.key_names import say_key
from kanban.keymap import keymap

BOARD_GROUPS = {command.group for command in COMMANDS}

HEAD = """# Keys

Made by `make docs` from the tables in `kanban/commands/`. There are two maps of keys for the board,
chosen in `config.toml`, which `progress-board config` writes:

    key_map = "vim"

To give a command other keys than its map does, name its id there:

    [keys]
    "card.done" = ["d", "."]
    "win.log" = "W"
    "goal.add" = "ctrl+g a"
    "card.split" = []

A key of several strokes has a space between them. While one waits for the next, the last line shows
what may follow, and `esc` lets go of it. What is typed into a field is never a command.

`progress-board config` tells an id that does not exist, a key that no terminal sends, a key of two
commands of one screen, and one that begins another, each with its line and the nearest name.
Every command of the board stands in the palette as well (`ctrl+p`).

The vim map is the default one but for what stands under "in vim". There a number before a key
says how many: `3j` goes three cards down, `2dd` puts two cards away in one change, `2gg` and `2G`
go to the second card, `3u` takes three changes back.
"""


MOUSE = """## The mouse

Whatever the mouse does, keys do as well.

| with the mouse | by keys |
| --- | --- |
| click a card | walk to it with the arrows |
| double click | `enter` opens it |
| the wheel | `pgup` `pgdn` `home` `end` |
| drag a card within its column, or to a place in another | `shift` and an arrow, again and again |
| drag a marked card: all that are marked come along | the same keys carry all of them |
| hold a card at an end of a column or of the board | the same keys scroll there by themselves |
| `esc` during a drag puts the cards back | `u` takes a carry back |
| click the lines of older done cards | `Z` opens them |
| click a hint in the last line | its key |
"""


def keys_page() -> str:
    """Return the whole page."""
    vim = keymap(name="vim")
    lines = [HEAD]
    for group, commands in by_group((*COMMANDS, *DIALOG_COMMANDS)).items():
        is_of_board = group in BOARD_GROUPS
        lines.append(f"## {group}\n")
        lines += (
            ["| key | in vim | what it does | id |", "| --- | --- | --- | --- |"]
            if is_of_board
            else ["| key | what it does | id |", "| --- | --- | --- |"]
        )
        for command in commands:
            cells = said(command)
            if is_of_board:
                other = vim.command(command.id)
                cells += f" | {said(other) if other != command else ''}"
            lines.append(f"| {cells} | {command.help} | `{command.id}` |")
        lines.append("")
    return "\n".join([*lines, MOUSE])


def said(command: Command) -> str:
    """Return the keys of a command."""
    return " ".join(f"`{say_key(key)}`" for key in command.keys) or "palette"


if __name__ == "__main__":
    (Path(__file__).parent / "keys.md").write_text(keys_page())
