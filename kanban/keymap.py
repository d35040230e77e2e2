"""Which keys a person's commands have: those of a shipped map, or those that their settings name.

Bindings, footer, palette, the `?` screen and `docs/keys.md` all come from here. An id is a promise:
a person's config names it to give the command other keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from kanban.commands.command import Command
from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS, OPENING, SCREENS
from kanban.domain.text import harmless
from kanban.domain.values import replace
from kanban.errors import UsageError
from kanban.key_names import can_be_sent, nearest_key, normal, say_key, strokes

MAPS = ("default", "vim")
WITH_COUNTS = ("vim",)
"""Those in which a number before a key says how many."""
Own: TypeAlias = Mapping[str, tuple[str, ...]]
_Given: TypeAlias = tuple[str, tuple[str, ...]]
"""A command's id, and the strokes of one of its keys."""


class Keymap(Struct, frozen=True):
    """The commands with the keys this person uses."""

    commands: tuple[Command, ...]
    dialogs: tuple[Command, ...]
    name: str = "default"

    @property
    def has_counts(self) -> bool:
        """Whether a number before a key of the board says how many."""
        return self.name in WITH_COUNTS

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


class KeyFault(NamedTuple):
    """What is wrong with keys of a person's own.

    Attributes:
        command_id: As they wrote it.
        error: The sentence.
    """

    command_id: str
    error: UsageError


def keymap(own: Own | None = None, name: str = "default") -> Keymap:
    """Return the commands with a person's own keys in place of those of a shipped map.

    Raises:
        UsageError: There is no such command or no such key, or two commands would share one.
    """
    if own:
        for fault in key_faults(own, name):
            raise fault.error
    return _keymap(own or {}, name)


def key_faults(own: Own, name: str = "default") -> Iterator[KeyFault]:
    """Yield all that is wrong with a person's own keys, beside a shipped map."""
    shipped = _keymap({}, name)
    known = {command.id for command in (*shipped.commands, *shipped.dialogs)}
    good: dict[str, tuple[str, ...]] = {}
    for command_id, keys in own.items():
        if command_id not in known:
            words = f'There is no command "{harmless(command_id[:60])}" to give a key to.'
            yield KeyFault(command_id, UsageError(words, _nearest(command_id)))
            continue
        wrong = [key for key in keys if not can_be_sent(normal(key))]
        for key in wrong:
            yield KeyFault(command_id, _no_key(command_id, key))
        good[command_id] = tuple(key for key in keys if key not in wrong)
    yield from _clashes(_keymap(good, name), good)


def _keymap(own: Own, name: str) -> Keymap:
    commands, dialogs = COMMANDS, DIALOG_COMMANDS
    if name == "vim":
        from kanban.commands.vim import VIM

        commands = _with(commands, VIM)
    return Keymap(_with(commands, own), _with(dialogs, own), name)


def _with(commands: tuple[Command, ...], own: Own) -> tuple[Command, ...]:
    return tuple(
        replace(command, keys=tuple(dict.fromkeys(map(normal, own[command.id]))))
        if command.id in own
        else command
        for command in commands
    )


def _no_key(command_id: str, key: str) -> UsageError:
    near = nearest_key(key)
    return UsageError(
        f'No terminal sends the key "{harmless(key[:30])}" that {command_id} is given.',
        f'Did you mean "{near}"?'
        if near
        else "Keys are written as d, D, ?, enter, f5, ctrl+s, shift+left, or g g for one after"
        " another.",
    )


def _clashes(keys: Keymap, own: Own) -> Iterator[KeyFault]:
    """Yield each pair of commands that a screen could not tell apart, once."""
    told: set[tuple[str, str]] = set()
    for heard in _heard_together(keys):
        for (one, key), (other, longer) in _pairs(heard):
            pair = (one, other if key == longer else say_key(" ".join(key)))
            if pair not in told:
                told.add(pair)
                yield KeyFault(other if other in own else one, _clash(one, key, other, longer))
    if keys.has_counts:
        for command in keys.commands:
            for each in command.keys:
                if each[0].isdecimal():
                    words = f'The key "{say_key(each)}" of {command.id} begins a count in this map.'
                    yield KeyFault(command.id, UsageError(words, "Give it another key."))


def _heard_together(keys: Keymap) -> Iterator[list[Command]]:
    """Yield the commands of the board, and those of every other screen."""
    yield list(keys.commands)
    everything = (*keys.commands, *keys.dialogs)
    for screen in SCREENS:
        yield [each for each in everything if each.id.startswith(screen) and each.id not in OPENING]


def _pairs(commands: Iterable[Command]) -> Iterator[tuple[_Given, _Given]]:
    """Yield pairs of which the first key is the second one, or begins it."""
    given = sorted((strokes(key), command.id) for command in commands for key in command.keys)
    for place, (key, command_id) in enumerate(given):
        for longer, other in given[place + 1 :]:
            if longer[: len(key)] != key:
                break  # sorted: what begins alike stands together
            yield (command_id, key), (other, longer)


def _clash(one: str, key: tuple[str, ...], other: str, longer: tuple[str, ...]) -> UsageError:
    said = say_key(" ".join(key))
    if key == longer:
        words = f'The key "{said}" is given to both {one} and {other}.'
    else:
        words = f'The key "{said}" of {one} begins "{say_key(" ".join(longer))}" of {other}.'
    return UsageError(words, "Give one of them another key.")


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # 6 ms, and only a slip needs it

    ids = [command.id for command in (*COMMANDS, *DIALOG_COMMANDS)]
    close = get_close_matches(name, ids, n=1, cutoff=0.0)
    return f"Did you mean {close[0]}?"
