"""What the command line understands, read off its parsers: one source for help and its copies."""

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from msgspec import Struct


class Argument(Struct, frozen=True):
    """Something that may stand behind a command.

    Attributes:
        names: `--column` and the like; none for what is known by its place.
        value: The word for what it takes; empty for an option that takes nothing.
        choices: All it may be, where that is fixed.
        help: What it does.
        is_many: Whether several values may stand there.
    """

    names: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str
    is_many: bool


class Command(Struct, frozen=True):
    """A command, or one of the acts it is divided into.

    Attributes:
        words: What is typed for it, without the program's name; none for the program.
        help: What it does.
        usage: How it is used, without line breaks.
        acts: The commands that may stand behind it.
    """

    words: tuple[str, ...]
    help: str
    usage: str
    arguments: tuple[Argument, ...]
    acts: tuple["Command", ...]

    @property
    def options(self) -> tuple[Argument, ...]:
        """What is known by its name."""
        return tuple(each for each in self.arguments if each.names)

    @property
    def places(self) -> tuple[Argument, ...]:
        """What is known by its place, in order."""
        return tuple(each for each in self.arguments if not each.names)

    def all(self) -> Iterator["Command"]:
        """Yield this command and those behind it, from the outside in."""
        yield self
        for act in self.acts:
            yield from act.all()


def grammar(parser: ArgumentParser, words: tuple[str, ...] = (), about: str = "") -> Command:
    """Return what a parser understands; what it does not speak of is left out."""
    acts: list[Command] = []
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            said = {each.dest: each.help or "" for each in action._choices_actions}
            acts += [
                grammar(inner, (*words, name), said[name])
                for name, inner in action.choices.items()
                if name in said
            ]
    return Command(
        words=words,
        help=about or parser.description or "",
        usage=" ".join(parser.format_usage().removeprefix("usage: ").split()),
        arguments=tuple(
            _argument(each)
            for each in parser._actions
            if each.help != SUPPRESS and not isinstance(each, _SubParsersAction)
        ),
        acts=tuple(acts),
    )


def _argument(action: Action) -> Argument:
    choices = tuple(map(str, action.choices or ()))
    word = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    return Argument(
        names=tuple(action.option_strings),
        value="" if action.nargs == 0 else word,
        choices=choices,
        help=(action.help or "").replace("%%", "%"),
        is_many=action.nargs in ("*", "+"),
    )
