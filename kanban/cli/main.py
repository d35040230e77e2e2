"""The program: reads the command line, runs one verb, returns an exit code."""

import re
from argparse import SUPPRESS, Action, ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

from kanban.cli import diagnostics, output
from kanban.cli.session import Session
from kanban.errors import BoardError, UsageError

if TYPE_CHECKING:
    from kanban.cli.grammar import Command

DESCRIPTION = "A terminal Kanban board that keeps your wins. Without a command it opens the board."
VERBS = {
    **dict.fromkeys(("add", "next", "list", "move", "done"), "cards"),
    **dict.fromkeys(("edit", "tag"), "card_edits"),
    **dict.fromkeys(("win", "recap", "status"), "wins"),
    **dict.fromkeys(("forward", "stuck"), "moments"),
    "import": "importing",
    "export": "exporting",
    "completion": "completion",
    **dict.fromkeys(("undo", "redo", "where", "demo"), "boards"),
    **dict.fromkeys(("backup", "restore"), "safety"),
    "board": "shelf",
    "column": "columns",
    "doctor": "doctor",
    **dict.fromkeys(("goal", "challenge"), "goals"),
    "hook": "hook",
    "insights": "insights",
    **dict.fromkeys(("find", "archive"), "finding"),
    "config": "settings",
}
"""The module that has each verb."""
HELP_CELLS = 88
_BACK = re.compile("-[0-9]+[dw]")


class _Parser(ArgumentParser):
    """Refuses in one line and prints by way of `output`, like everything else here."""

    def __init__(self, *args: Any, **options: Any) -> None:
        # A shortened option that works today would mean two things the day another one is added.
        # A width of its own spares argparse loading shutil and the archives' modules.
        help_lines = partial(HelpFormatter, width=HELP_CELLS)
        super().__init__(*args, **{"allow_abbrev": False, "formatter_class": help_lines, **options})
        self.color = False  # Python 3.14 colours its help

    def print_help(self, _file: Any = None) -> None:
        for line in self.format_help().splitlines():
            output.say(line)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"Try: {self.prog} --help")


class _Version(Action):
    """Prints the version, which is looked up only when asked for."""

    def __call__(self, *_: Any) -> None:
        import kanban

        output.say(f"progress-board {kanban.__version__}")
        raise SystemExit(0)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code.

    0 done, 1 refused by a rule, 2 usage, 3 storage, 4 a fault, 128 + the number of a signal.
    """
    output.prepare()
    try:
        code = _run(argv)
        output.flush()
    except BoardError as error:
        return diagnostics.fail(error)
    except KeyboardInterrupt:
        return diagnostics.INTERRUPTED
    except BrokenPipeError:
        output.hang_up()
        return 0
    return code


def parser(verb: str | None = None) -> ArgumentParser:
    """Return the parser of the command line; of one verb alone where that is all that is needed.

    Building all of them costs 40 ms, a tenth of the board's first paint.

    Args:
        verb: The verb; empty for none, None for all of them.
    """
    # SUPPRESS keeps a verb's parser from overwriting what stood before the verb.
    shared = _Parser(add_help=False)
    shared.add_argument("--board", metavar="NAME", default=SUPPRESS, help="the board; else main")
    top = _Parser(prog="progress-board", description=DESCRIPTION, parents=[shared])
    top.add_argument("--create", action="store_true", help="set the board up if there is none")
    top.add_argument("--plain", action="store_true", help="line by line, for screen readers")
    top.add_argument("--version", action=_Version, nargs=0, help="print the version")
    top.set_defaults(run=_open)
    verbs = top.add_subparsers(title="commands", metavar="COMMAND")
    wanted = VERBS.values() if verb is None else [VERBS[verb]] if verb else []
    for module in dict.fromkeys(wanted):
        import_module(f"kanban.cli.{module}").register(verbs, shared)
    return top


def arguments_of(argv: Sequence[str]) -> Namespace | None:
    """Return what a command line means; None after help or the version, which are printed.

    Raises:
        UsageError: It means nothing.
    """
    try:
        return parser(_verb(argv)).parse_args(_joined(argv))
    except SystemExit:  # how argparse ends after --help and --version
        return None


def commands() -> "Command":
    """Return everything that the command line understands."""
    from kanban.cli.grammar import grammar

    return grammar(parser())


def _run(argv: Sequence[str]) -> int:
    arguments = arguments_of(argv)
    if arguments is None:
        return 0
    session = Session(arguments)
    try:
        code: int = arguments.run(arguments, session) or 0
        output.flush()
        session.back_up_daily()
        return code
    finally:
        session.close()


def _verb(argv: Sequence[str]) -> str | None:
    """Return the verb that is named, empty for none; None where it takes all of them to tell."""
    words = iter(argv)
    for word in words:
        if word in VERBS:
            return word
        if word == "--board":
            next(words, None)
        elif word not in ("--create", "--plain") and not word.startswith("--board="):
            return None
    return ""


def _joined(argv: Sequence[str]) -> list[str]:
    """Return the words with `--day -3d` as `--day=-3d`; argparse sees two options in the former.

    So it does in `find -later`; a blank before such a word makes it none, and nothing else of it.
    """
    words: list[str] = []
    is_search = _verb(argv) == "find"
    for word in argv:
        if words and words[-1] in ("--day", "--due", "--done-before") and _BACK.fullmatch(word):
            words[-1] += f"={word}"
        elif is_search and word.startswith("-") and not word.startswith("--") and word != "-h":
            words.append(f" {word}")
        else:
            words.append(word)
    return words


def _open(arguments: Namespace, session: Session) -> int:
    if arguments.plain:
        from kanban.cli.plain import Plain

        return Plain(session, VERBS, arguments_of, commands).run()
    from kanban.cli.launch import open_screen

    return open_screen(
        session.keeper, session.config, session.places, open_shelf=session.open_shelf
    )
