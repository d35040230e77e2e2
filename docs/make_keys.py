"""Writes `docs/keys.md` from the command table: `make docs`; a test compares the two."""

from itertools import groupby
from pathlib import Path

from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS
from kanban.keymap import say_key

HEAD = """# Keys

Made by `make docs` from the tables in `kanban/commands/`. To give a command other keys,
name its id in `config.toml`:

    [keys]
    "card.done" = ["d", "ctrl+d"]
    "win.log" = "W"

An id that does not exist, or a key given to two commands of one screen, is refused with its name.
Every command of the board stands in the palette as well (`ctrl+p`).
"""


def keys_page() -> str:
    """Return the whole page."""
    lines = [HEAD]
    for group, commands in groupby((*COMMANDS, *DIALOG_COMMANDS), lambda command: command.group):
        lines += [f"## {group}\n", "| key | what it does | id |", "| --- | --- | --- |"]
        for command in commands:
            keys = " ".join(f"`{say_key(key)}`" for key in command.keys) or "palette"
            lines.append(f"| {keys} | {command.help} | `{command.id}` |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    (Path(__file__).parent / "keys.md").write_text(keys_page())
