"""Textual bindings and footer hints from the command table."""

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from kanban.commands.command import Command
from kanban.key_names import say_key
from kanban.keymap import Keymap
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


def hints_after(keymap: Keymap, node: DOMNode, prefix: str) -> tuple[Hint, ...]:
    """Return the hints of what may follow some strokes on a screen; digits stand as one."""
    rests: dict[str, Command] = {}
    for command in (*keymap.commands, *keymap.dialogs):
        for key in command.keys:
            if key.startswith(f"{prefix} ") and key in node._bindings.key_to_bindings:
                rests[say_key(key.removeprefix(f"{prefix} "))] = command
    digits = [rest for rest in rests if rest.isdecimal()]
    words = [Hint(rest, each.verb, _action(each)) for rest, each in rests.items()]
    others = [hint for hint in words if hint.key not in digits]
    if not digits:
        return tuple(others)
    return (*others, Hint(f"{digits[0]}-{digits[-1]}", "to that column", ""))


def _action(command: Command) -> str:
    return f"app.{command.action}" if command.id.startswith(_OF_THE_APP) else command.action
