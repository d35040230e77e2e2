"""The board line by line, for screen readers: prints it, then takes the shell's commands.

No cursor is moved and nothing is coloured, drawn or in motion. A command is what stands behind
`progress-board` in a shell. What another process did is told before the next one is asked for.
"""

import shlex
import sys
from argparse import Namespace
from collections.abc import Callable, Container, Sequence
from contextlib import closing
from typing import Any

from kanban.cli import output, spoken
from kanban.cli.grammar import Command
from kanban.cli.incoming import is_typed, read_line
from kanban.cli.session import Session
from kanban.cli.wins import wins_today
from kanban.domain.naming import column_named
from kanban.errors import BoardError, UsageError

PROGRAM = "progress-board"
MOST_BYTES = 64_000
OWN = {
    "show": "print the board again; show 3 a card, show doing a column",
    "open": "go to another board, by its name",
    "help": "list the commands; help add tells more of one",
    "quit": "end; so does ctrl+d",
}
"""The commands that the shell does not have."""

_LEAVING = ("quit", "exit", "q")
_OF_THE_SCREEN = ("demo",)
_APART = ("board", "backup", "restore", "doctor")
"""What looks after files: not beside an open board, but with a session of its own."""
_SAYS_A_NUMBER = (["add"], ["next"], ["goal", "add"])
"""What answers with no more than the number of what was added."""
_END = b"."

Parse = Callable[[Sequence[str]], Namespace | None]


class Plain:
    """One dialogue.

    Args:
        session: Has the board.
        verbs: The commands of the shell.
        parse: Returns what a command line means; None where it was about help, which is printed.
        commands: Returns all there is to say about them.
    """

    def __init__(
        self,
        session: Session,
        verbs: Container[str],
        parse: Parse,
        commands: Callable[[], Command],
    ) -> None:
        self._first = self._session = session
        self._verbs = verbs
        self._parse = parse
        self._commands = commands

    def run(self) -> int:
        """Talk until the person leaves; return the exit code."""
        self._show([])
        output.say()
        output.say("Type a command and press enter. help lists them, quit ends.")
        try:
            while (line := self._asked()) is not None:
                try:
                    if not self._obey(words(line)):
                        break
                except BoardError as error:
                    output.say(" ".join([error.message, _without_program(error.hint)]).rstrip())
        except KeyboardInterrupt:
            output.say()
            raise
        finally:
            if self._session is not self._first:  # that one is closed by who opened it
                self._leave()
        return 0

    def _asked(self) -> str | None:
        """Return the next line, None at the end; tells first what others did meanwhile."""
        self._tell_news()
        if is_typed():
            output.ask("> ")
        else:
            output.flush()
        line = read_line(MOST_BYTES)
        if line is None and is_typed():
            output.say()
        return line

    def _obey(self, said: list[str]) -> bool:
        """Do what was said; return False for the end."""
        said = said[1:] if said[:1] == [PROGRAM] else said
        verb, rest = (said[0], said[1:]) if said else ("", [])
        if verb in _LEAVING:
            return False
        if verb == "show":
            self._show(rest)
        elif verb == "open":
            self._open(" ".join(rest))
        elif verb == "help":
            self._help(rest)
        elif verb in _OF_THE_SCREEN:
            raise UsageError(f"{verb} opens the screen.", "Leave, and start it from a shell.")
        elif verb in self._verbs:
            self._run(verb, said)
        elif verb:
            raise UsageError(f'There is no command "{verb[:60]}".', "help lists them.")
        return True

    def _run(self, verb: str, said: list[str]) -> None:
        arguments = self._parse(said)
        if arguments is None:
            return
        is_apart = verb in _APART or getattr(arguments, "into", None)
        if is_apart or hasattr(arguments, "board"):
            arguments.board = getattr(arguments, "board", self._session.board_name)
            with closing(Session(arguments)) as other:
                self._call(arguments, other)
                other.back_up_daily()
            return
        keeper = self._session.keeper
        seq, wins = keeper.board.seq, wins_today(self._session)
        self._call(arguments, self._session)
        if keeper.board.seq > seq and (said[:1] in _SAYS_A_NUMBER or said[:2] in _SAYS_A_NUMBER):
            output.say(f"{keeper.board.history.done[-1].change.words}.")
        if verb in ("done", "move", "undo", "redo") and wins_today(self._session) != wins:
            output.say(wins_today(self._session))

    def _call(self, arguments: Namespace, session: Session) -> None:
        stdin = sys.stdin
        sys.stdin = _Lines(stdin)
        try:
            arguments.run(arguments, session)
        finally:
            sys.stdin = stdin

    def _show(self, rest: list[str]) -> None:
        board, now = self._session.keeper.board, self._session.clock()
        name = " ".join(rest)
        if name.isdecimal() and name.isascii() and len(name) < 10:
            lines = spoken.card_lines(board, board.card(int(name)), now)
        elif name:
            lines = spoken.column_lines(board, column_named(board, name), now.day)
        else:
            output.say(board.title)
            if count := wins_today(self._session):
                output.say(count)
            lines = spoken.board_lines(board, now.day)
        for line in lines:
            output.say(line)

    def _open(self, name: str) -> None:
        other = Session(Namespace(board=name))
        try:
            other.keeper  # noqa: B018 - refused here where there is no such board
        except BoardError:
            other.close()
            raise
        self._leave()
        self._session = other
        self._show([])

    def _leave(self) -> None:
        self._session.back_up_daily()
        self._session.close()

    def _help(self, rest: list[str]) -> None:
        if rest and rest[0] not in OWN:
            self._parse([*rest, "--help"])
            return
        for command in self._commands().acts:
            if command.words[0] not in _OF_THE_SCREEN:
                output.say(f"{command.words[0]}: {command.help}")
        for name, about in OWN.items():
            output.say(f"{name}: {about}")

    def _tell_news(self) -> None:
        try:
            news = self._session.keeper.follow()
        except BoardError as error:
            output.say(str(error))
            return
        for change in news.changes:
            output.say(f"Meanwhile: {change.words}.")
        if news.is_reloaded:
            output.say("Meanwhile the board was changed elsewhere. show prints it.")


class _Lines:
    """Stands for stdin while a command reads it: its text ends at a line with a dot alone."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.buffer = self

    def isatty(self) -> bool:
        """Tell whether somebody types."""
        return bool(self._stream.isatty())

    def readline(self, most_bytes: int = -1) -> bytes:
        """Return the next line, or its first bytes."""
        line: bytes = self._stream.buffer.readline(most_bytes)
        return line

    def read(self, most_bytes: int = -1) -> bytes:
        """Return the lines before the one that ends them."""
        if self.isatty():
            output.say("One a line; a dot on a line of its own ends them.")
        text = bytearray()
        while (line := self.readline()) and line.strip() != _END:
            text += line
            if 0 <= most_bytes <= len(text):
                return bytes(text[:most_bytes])
        return bytes(text)


def words(line: str) -> list[str]:
    """Return the words of a line as a shell parts them, but that an apostrophe is one.

    Raises:
        UsageError: A quote does not end, or the line is too long.
    """
    if len(line.encode()) >= MOST_BYTES:
        raise UsageError(f"This line has more than {MOST_BYTES} bytes.", "Say less at once.")
    parts = shlex.shlex(line, posix=True)
    parts.whitespace_split, parts.commenters, parts.quotes = True, "", '"'
    try:
        return list(parts)
    except ValueError as error:
        raise UsageError('A " is not closed.', "Close it, or put \\ before it.") from error


def _without_program(hint: str) -> str:
    return hint.replace(f"{PROGRAM} ", "")
