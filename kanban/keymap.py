"""The commands, each declared once: id, keys, words, help.

Bindings, footer, palette, the `?` screen and `docs/keys.md` all come from this table. An id is a
promise: a person's config names it to give the command other keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kanban.errors import UsageError


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does.

    Attributes:
        id: `area.verb-noun`; a screen that knows it has the action of that name.
        keys: What it is bound to, in Textual's names; the first is the one shown.
        verb: One or two words for the footer.
        help: What it does, for the `?` screen and the palette.
        group: The heading it stands under on the `?` screen.
        in_footer: Whether the board's footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    verb: str
    help: str
    group: str
    in_footer: bool = False

    @property
    def action(self) -> str:
        """The action, as Textual spells it; a number at the end is its argument."""
        name, _, last = self.id.rpartition("-")
        if last.isdecimal():
            return f"{name.replace('.', '_').replace('-', '_')}({last})"
        return self.id.replace(".", "_").replace("-", "_")


_WALK, _CARD, _DAY, _BOARD = "Walk", "Cards", "The day", "The board"
_SPLIT = "While splitting"
SEND_COLUMNS = 9

COMMANDS: tuple[Command, ...] = (
    Command("walk.left", ("left", "h"), "left", "Go to the column on the left", _WALK),
    Command("walk.down", ("down", "j"), "down", "Go to the card below", _WALK),
    Command("walk.up", ("up", "k"), "up", "Go to the card above", _WALK),
    Command("walk.right", ("right", "l"), "right", "Go to the column on the right", _WALK),
    Command("walk.first", ("home",), "first", "Go to the first card of the column", _WALK),
    Command("walk.last", ("end",), "last", "Go to the last card of the column", _WALK),
    Command("walk.page-up", ("pageup",), "page up", "Go up a page", _WALK),
    Command("walk.page-down", ("pagedown",), "page down", "Go down a page", _WALK),
    Command("card.add", ("a",), "add", "Add a card to this column", _CARD, True),
    Command("card.done", ("d",), "done", "Move the card to Done", _CARD, True),
    Command("card.open", ("enter",), "open", "Open the card: notes, goal, due, tags", _CARD),
    Command("card.edit-title", ("e",), "edit", "Change the card's title", _CARD),
    Command("card.split", ("s",), "split", "Split the card or a goal into steps", _CARD, True),
    Command("card.archive", ("x",), "archive", "Put the card away; its wins stay", _CARD),
    Command("card.carry-left", ("shift+left", "H"), "carry left", "Carry the card left", _CARD),
    Command("card.carry-down", ("shift+down", "J"), "carry down", "Carry the card down", _CARD),
    Command("card.carry-up", ("shift+up", "K"), "carry up", "Carry the card up", _CARD),
    Command("card.carry-right", ("shift+right", "L"), "carry right", "Carry it right", _CARD),
    *(
        Command(
            f"card.send-to-{number}",
            (str(number),),
            f"to {number}",
            f"Send the card to column {number}",
            _CARD,
        )
        for number in range(1, SEND_COLUMNS + 1)
    ),
    Command("win.log", ("w",), "win", "Log a win, however small", _DAY, True),
    Command("recap.show", ("r",), "recap", "Look back on the day and close it", _DAY, True),
    Command("panel.toggle-today", ("t",), "today", "Show or hide the Today panel", _DAY),
    Command("counts.toggle-quiet", ("z",), "quiet", "Hide or show every count", _DAY),
    Command("goal.add", ("G",), "goal", "Add a goal and its first small steps", _BOARD),
    Command("change.undo", ("u",), "undo", "Take the last change back", _BOARD, True),
    Command("change.redo", ("U",), "redo", "Do it again", _BOARD),
    Command("theme.choose", (), "theme", "Choose a theme", _BOARD),
    Command("keys.show", ("question_mark",), "keys", "Show every key", _BOARD, True),
    Command("palette.show", ("ctrl+p",), "palette", "Find any command by name", _BOARD),
    Command("app.leave", ("q", "ctrl+q"), "quit", "Close the board", _BOARD),
)

DIALOG_COMMANDS: tuple[Command, ...] = (
    Command("dialog.save", ("ctrl+s",), "save", "Save and close", "In a dialog"),
    Command("dialog.leave", ("escape",), "leave", "Close without saving", "In a dialog"),
    Command("split.use-template", ("ctrl+t",), "template", "Add a template's lines", _SPLIT),
    Command("split.ask", ("ctrl+g",), "ask", "Add lines that your split_command drafts", _SPLIT),
    Command("split.make-smaller", ("ctrl+r",), "smaller", "Write smaller steps below", _SPLIT),
    Command("split.keep-template", ("ctrl+o",), "keep", "Keep the lines as a template", _SPLIT),
    Command("recap.close-day", ("ctrl+s",), "close the day", "Save the day", "In the recap"),
    Command(
        "recap.previous-day", ("left_square_bracket",), "before", "Go a day back", "In the recap"
    ),
    Command("recap.next-day", ("right_square_bracket",), "after", "Go a day on", "In the recap"),
)
"""Commands of the other screens; a key may mean something else there."""

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
    for screen in ("dialog", "recap", ("dialog", "split")):
        _check_clashes(each for each in result.dialogs if each.id.startswith(screen))
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
