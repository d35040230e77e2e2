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
_RECAP, _BACK, _INSIGHTS = "In the recap", "Looking back", "In the insights"
_WELCOME = "In the welcome"
_GOALS, _GOAL = "In the goals", "In a goal"
_SPLIT = "While splitting"
SEND_COLUMNS = 9
INSIGHT_PAGES = 9

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
    Command("card.next", ("n",), "next step", "Ask for the card's smallest next step", _CARD),
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
    Command("card.forward", ("f",), "forward", "Log a step on a card that is not done", _DAY),
    Command("moment.reframe", ("b",), "stuck", "Turn a stuck moment into a win", _DAY),
    Command("recap.show", ("r",), "recap", "Look back on the day and close it", _DAY, True),
    Command("challenge.start", (), "seven days", "Seven days of one tiny thing", _DAY),
    Command("challenge.stop", (), "end them", "End the seven days; their wins stay", _DAY),
    Command(
        "recap.close-day", ("ctrl+s",), "close the day", "Close the day, and say it back", _DAY
    ),
    Command(
        "lookback.show", ("R",), "look back", "Look back on the week, the month, the year", _DAY
    ),
    Command(
        "insights.show",
        ("i",),
        "insights",
        "See pictures of your wins and of how cards flow",
        _DAY,
    ),
    Command("panel.toggle-today", ("t",), "today", "Show or hide the Today panel", _DAY),
    Command("counts.toggle-quiet", ("z",), "quiet", "Hide or show every count", _DAY),
    Command("goals.show", ("g",), "goals", "See the goals and how far each has come", _BOARD, True),
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
    Command("welcome.next", ("tab",), "go on", "Go on to the next question", _WELCOME),
    Command("welcome.back", ("shift+tab",), "back", "Go back to the question before", _WELCOME),
    Command("welcome.finish", ("ctrl+s",), "save", "Keep what is written; to the board", _WELCOME),
    Command(
        "welcome.skip",
        ("escape",),
        "to the board",
        "Leave the rest out; what is written is kept",
        _WELCOME,
    ),
    Command("recap.go-on", ("enter",), "go on", "Go on to the next line or step", _RECAP),
    Command("recap.next-field", ("tab",), "next field", "Go to the next field", _RECAP),
    Command("recap.previous-field", ("shift+tab",), "back", "Go to the field before", _RECAP),
    Command("recap.next-step", ("pagedown",), "next step", "Go to the next step", _RECAP),
    Command("recap.previous-step", ("pageup",), "step before", "Go to the step before", _RECAP),
    *(
        Command(
            f"recap.pin-{number}",
            (str(number),),
            f"name {number}",
            f"Name the win as number {number} of the three; again takes it away",
            _RECAP,
        )
        for number in range(1, 4)
    ),
    Command(
        "recap.previous-day", ("left_square_bracket", "alt+left"), "before", "Go a day back", _RECAP
    ),
    Command(
        "recap.next-day", ("right_square_bracket", "alt+right"), "after", "Go a day on", _RECAP
    ),
    Command("recap.open-calendar", ("m",), "month", "Choose a day from a month", _RECAP),
    Command("recap.leave", ("escape",), "leave", "Leave; what was written is kept", _RECAP),
    Command("lookback.next-span", ("tab",), "switch", "Week, month, year", _BACK),
    Command("lookback.previous-span", ("shift+tab",), "", "The other way around", _BACK),
    Command("lookback.earlier", ("left_square_bracket",), "before", "Go to the one before", _BACK),
    Command("lookback.later", ("right_square_bracket",), "after", "Go to the one after", _BACK),
    Command("lookback.copy", ("y",), "copy", "Copy it as text, without what is private", _BACK),
    Command("lookback.copy-standup", ("Y",), "stand-up", "Copy the stand-up of today", _BACK),
    Command("goals.walk-up", ("up", "k"), "up", "Go to the goal above", _GOALS),
    Command("goals.walk-down", ("down", "j"), "down", "Go to the goal below", _GOALS),
    Command("goals.carry-up", ("shift+up", "K"), "carry up", "Carry the goal up", _GOALS),
    Command("goals.carry-down", ("shift+down", "J"), "carry down", "Carry it down", _GOALS),
    Command("goals.open", ("enter",), "open", "Open the goal: its steps, its story", _GOALS),
    Command("goals.add", ("a",), "add", "Add a goal and its first small steps", _GOALS),
    Command("goals.edit", ("e",), "edit", "Change title, why, day, colour, milestones", _GOALS),
    Command("goals.split", ("s",), "split", "Split the goal into small steps", _GOALS),
    Command("goals.achieve", ("d",), "achieve", "Mark the goal as achieved", _GOALS),
    Command("goals.set-aside", ("x",), "set aside", "Put the goal aside for later", _GOALS),
    Command("goals.reopen", ("o",), "reopen", "Take the goal up again", _GOALS),
    Command("goal-page.walk-up", ("up", "k"), "up", "Go to the card above", _GOAL),
    Command("goal-page.walk-down", ("down", "j"), "down", "Go to the card below", _GOAL),
    Command("goal-page.open-card", ("enter",), "open", "Open the card", _GOAL),
    Command("goal-page.finish-card", ("d",), "done", "Move the card to Done", _GOAL),
    Command("goal-page.split", ("s",), "split", "Split the goal into more steps", _GOAL),
    Command("goal-page.edit", ("e",), "edit", "Change the goal", _GOAL),
    Command("goal-page.story-up", ("pageup",), "story up", "Scroll the story up", _GOAL),
    Command("goal-page.story-down", ("pagedown",), "story", "Scroll the story down", _GOAL),
    Command("stuck.choose-clarity", ("c",), "clarity", "What is clear now", "When stuck"),
    Command("stuck.choose-knowledge", ("k",), "knowledge", "What blocks it", "When stuck"),
    Command("stuck.choose-leverage", ("l",), "leverage", "Who can help", "When stuck"),
    Command(
        "stuck.toggle-blocked", ("ctrl+t",), "blocked", "Mark the card as blocked", "When stuck"
    ),
    Command("insights.previous-page", ("left", "h"), "before", "Go a picture back", _INSIGHTS),
    Command("insights.next-page", ("right", "l"), "next", "Go to the next picture", _INSIGHTS),
    *(
        Command(
            f"insights.go-to-{number}",
            (str(number),),
            f"picture {number}",
            f"Go to picture {number}",
            _INSIGHTS,
        )
        for number in range(1, INSIGHT_PAGES + 1)
    ),
    Command("insights.leave", ("escape", "i"), "board", "Back to the board", _INSIGHTS),
)
"""Commands of the other screens; a key may mean something else there."""

_SCREENS: tuple[tuple[str, ...], ...] = (
    *(("dialog.",), ("dialog.", "split."), ("welcome.",), ("recap.",), ("lookback.",)),
    *(("stuck.",), ("insights.",), ("goals.",), ("goal-page.",)),
)
"""How the ids of the commands of one screen begin."""
_OPENING = ("recap.show", "lookback.show", "insights.show", "goals.show")
"""Those that begin so and are the board's alone."""

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
    everything = (*result.commands, *result.dialogs)
    for screen in _SCREENS:
        _check_clashes(
            each for each in everything if each.id.startswith(screen) and each.id not in _OPENING
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
