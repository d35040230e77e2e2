"""A line of one's own for prompts and bars: `status --format`, its names and how they are filled.

The template is no format string of Python: a name in braces is looked up in one table, and nothing
can be asked of what it finds.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dates import say_long
from kanban.domain.progress import goal_bars, meter, rhythm, spark, week
from kanban.domain.records import Card
from kanban.domain.text import harmless
from kanban.errors import UsageError

_PIECE = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
NO_WIN = "·"
"""Stands for a day without a win, so that a week has seven places in a line of its own."""


class State(Struct, frozen=True):
    """What a line is filled from.

    Attributes:
        day: Today.
        aim: Wins a day that fill the meter.
        is_quiet: Whether counts are hidden.
    """

    board: Board
    day: date
    aim: int
    is_quiet: bool = False


def _meter(state: State) -> str:
    won, blocks = meter(state.board, state.day, state.aim).blocks
    return "▰" * won + "▱" * (blocks - won)


def _rhythm(state: State) -> str:
    days = rhythm(state.board, state.day)
    return f"{days.days} of {days.of}"


def _due(state: State) -> str:
    cards = (card for card in state.board.table(Card).values() if card.due_on is not None)
    due = [card for card in cards if card.due_on is not None and card.due_on <= state.day]
    return str(sum(card.archived_at is None and not state.board.is_done(card) for card in due))


def _goal(state: State) -> str:
    bars = goal_bars(state.board)
    return bars[0].goal.title if bars else ""


COUNTS: Mapping[str, Callable[[State], str]] = {
    "wins": lambda state: str(meter(state.board, state.day, state.aim).wins),
    "aim": lambda state: str(state.aim),
    "meter": _meter,
    "rhythm": _rhythm,
    "week": lambda state: spark(week(state.board, state.day)).replace(" ", NO_WIN),
    "due": _due,
}
"""What quiet mode hides."""
NAMES: Mapping[str, Callable[[State], str]] = {
    **COUNTS,
    "day": lambda state: say_long(state.day),
    "goal": _goal,
}
"""What each name is filled with; docs/prompt.md says what they mean."""


def fill(template: str, state: State) -> list[str]:
    """Return the lines of a template with its names filled in.

    A line whose names all come out empty is empty, so that no lone word or slash is left of it.

    Raises:
        UsageError: It has a name that is none, or a single brace.
    """
    return [_line(line, state) for line in template.split("\n")]


def _line(line: str, state: State) -> str:
    texts: list[str] = []
    values: list[str] = []
    for piece in _PIECE.findall(line):
        if piece in ("{{", "}}"):
            texts.append(piece[0])
        elif piece in ("{", "}"):
            raise UsageError(
                f'In "{harmless(line)}" there is a single {piece}.',
                f"Write {piece * 2} where it is meant, and a name as {{wins}}.",
            )
        elif piece.startswith("{"):
            values.append(_value(piece[1:-1], state))
            texts.append(values[-1])
        else:
            texts.append(piece)
    return "" if values and not any(values) else "".join(map(harmless, texts))


def _value(name: str, state: State) -> str:
    if name not in NAMES:
        from kanban.toml_files import nearest, quoted

        hint = nearest(name, NAMES) or f"The names are: {', '.join(NAMES)}."
        raise UsageError(f"A status line has no name {quoted(name)}.", hint)
    return "" if state.is_quiet and name in COUNTS else NAMES[name](state)
