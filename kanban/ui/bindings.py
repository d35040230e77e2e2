"""Textual bindings and footer hints from the command table."""

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from kanban.commands.command import Command
from kanban.keymap import Keymap, say_key
from kanban.ui.widgets.key_footer import Hint

_OF_THE_APP = ("app.", "theme.", "palette.")
"""Areas whose actions the app has, whatever screen their keys are pressed on."""


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """Return one binding a command that has a key."""
    return [
        Binding(
            ",".join(command.keys),
            _action(command),
            command.help,
            show=False,
            key_display=say_key(command.keys[0]),
            id=command.id,
        )
        for command in commands
        if command.keys
    ]


def bind(node: DOMNode, commands: tuple[Command, ...]) -> None:
    """Give a screen the bindings of some commands, beside those it has for other keys."""
    ours = BindingsMap(bindings(commands))
    merged = BindingsMap.merge([node._bindings, ours])
    merged.key_to_bindings |= ours.key_to_bindings  # Textual's own tab would come first
    node._bindings = merged


def hints(keymap: Keymap, *command_ids: str) -> tuple[Hint, ...]:
    """Return the footer hints of some commands that have a key, in that order."""
    commands = [keymap.command(command_id) for command_id in command_ids]
    return tuple(
        Hint(say_key(command.keys[0]), command.verb, command.action)
        for command in commands
        if command.keys
    )


def _action(command: Command) -> str:
    return f"app.{command.action}" if command.id.startswith(_OF_THE_APP) else command.action
