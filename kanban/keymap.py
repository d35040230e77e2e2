"""Which keys a person's commands have: the shipped ones, or those that their settings name.

Bindings, footer, palette, the `?` screen and `docs/keys.md` all come from here. An id is a promise:
a person's config names it to give the command other keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kanban.commands.command import Command
from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS, OPENING, SCREENS
from kanban.errors import UsageError

_SYMBOLS = {
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
}


@dataclass(frozen=True, slots=True)
class Keymap:
    """The commands with the keys this person uses."""

    commands: tuple[Command, ...]
    dialogs: tuple[Command, ...]

    def command(self, command_id: str) -> Command:
        """Return a command by its id.

        Raises:
            KeyError: There is no such command.
        """
        for command in (*self.commands, *self.dialogs):
            if command.id == command_id:
                return command
        raise KeyError(command_id)

    def key(self, command_id: str) -> str:
        """Return the shortest key of a command, for a sentence; empty where it has none."""
        return min(map(say_key, self.command(command_id).keys), key=len, default="")

    def without(self, command_id: str) -> "Keymap":
        """Return the same keys but for a command of a dialog, which has none."""
        return replace(self, dialogs=_with(self.dialogs, {command_id: ()}))


def say_key(key: str) -> str:
    """Return a key as people write it: `?`, `shift+←`, `ctrl+s`."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _SYMBOLS.get(name, name)])


def keymap(overrides: Mapping[str, tuple[str, ...]] | None = None) -> Keymap:
    """Return the commands with a person's own keys in place of the shipped ones.

    Raises:
        UsageError: There is no such command, or two commands would share a key.
    """
    own = dict(overrides or {})
    result = Keymap(_with(COMMANDS, own), _with(DIALOG_COMMANDS, own))
    if own:
        name = next(iter(own))
        raise UsageError(f'There is no command "{name}" to give a key to.', _nearest(name))
    _check_clashes(result.commands)
    everything = (*result.commands, *result.dialogs)
    for screen in SCREENS:
        _check_clashes(
            each for each in everything if each.id.startswith(screen) and each.id not in OPENING
        )
    return result


def _with(commands: tuple[Command, ...], own: dict[str, tuple[str, ...]]) -> tuple[Command, ...]:
    return tuple(
        replace(command, keys=tuple(map(_normal, own.pop(command.id))))
        if command.id in own
        else command
        for command in commands
    )


def _normal(key: str) -> str:
    names = {symbol: name for name, symbol in _SYMBOLS.items()}
    *modifiers, name = key.split("+") if key != "+" else ["plus"]
    return "+".join([*modifiers, names.get(name, name)])


def _check_clashes(commands: Iterable[Command]) -> None:
    taken: dict[str, str] = {}
    for command in commands:
        for key in command.keys:
            if key in taken:
                raise UsageError(
                    f'The key "{say_key(key)}" is given to both {taken[key]} and {command.id}.',
                    "Give one of them another key.",
                )
            taken[key] = command.id


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # 6 ms, and only a slip needs it

    ids = [command.id for command in (*COMMANDS, *DIALOG_COMMANDS)]
    close = get_close_matches(name, ids, n=1, cutoff=0.0)
    return f"Did you mean {close[0]}?"
