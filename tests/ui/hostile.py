"""A board whose every text is hostile, as a file from elsewhere may hold it, and every screen.

The texts are put into the records as they are, where `clean()` at the door would have made them
harmless: what is tested is the way to the terminal.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from kanban.domain.board import Board
from kanban.domain.records import (
    COLORS,
    About,
    Card,
    Column,
    Day,
    Goal,
    Item,
    Move,
    Record,
    Win,
    WinKind,
)
from kanban.domain.wins import REFRAMES
from kanban.store.snapshot import board_tables

HOSTILE = (
    "fix array[/] bug",
    "[@click=app.quit]x[/]",
    "[red]",
    "宽" * 400,
    "csi \x1b[31mred\x1b[2J\x1b[10;10H end",
    "link \x1b]8;;http://example.com\x1b\\x\x1b]8;;\x1b\\ end",
    "clip \x1b]52;c;Y2xpcA==\x07 title \x1b]0;taken\x07 end",
    "c1 \x9b31m \x9d0;taken\x9c \x90x\x9c end",
    "bidi \u202eoverride\u202c and \u2066isolate\u2069 end",
    "zero\u200bwidth\u2060 z\u0316" + "\u0317" * 40 + " end",
    "👨\u200d👩\u200d👧 ❤\ufe0f 👍🏽 🇩🇪 1\ufe0f\u20e3 end",
    "tab\tnew\nline\r\nand\x0b\x0c\x08\x7f\x00 end",
)
SHOWN = (
    "fix array[/] bug",
    "[@click=app.quit]x[/]",
    "[red]",
    "宽" * 10,
    "csi ␛[31mred␛[2J␛[10",
    "link ␛]8;;http://exa",
    "clip ␛]52;c;Y2xpcA==",
    "c1 �31m �0;taken� �x",
    "bidi override and is",
    "zero",
    "👨👩👧 ❤ 👍 DE 1",
    "tab new line  and␋␌␈",
)
"""How each of them begins on the screen."""
PLAIN = tuple(f"plain words {number}" for number in range(len(HOSTILE)))


class Opening(NamedTuple):
    """How a screen is opened from the board, words that tell that it is open, and the way back.

    Attributes:
        keys: Pressed on the board, or on the screen of `over`.
        words: Stand on the screen alone.
        leave: Pressed to go back to where it was opened.
        over: The screen that it rises over; the board where empty.
    """

    keys: str
    words: str
    leave: str = "\x1b"
    over: str = ""


SCREENS = {
    "ArchiveScreen": Opening("X\t", "tab switch"),
    "FiltersScreen": Opening("F", "Kept searches"),
    "BoardScreen": Opening("", "? keys"),
    "BoardsScreen": Opening("o", "x put away"),
    "CalendarScreen": Opening("rm", "Go to a day", "\x1b\x1b"),
    "ChooseBoardScreen": Opening("M", "No other board yet"),
    "ClosingScreen": Opening("r[[[\x13", "any key goes back", " "),
    "CardScreen": Opening("\r", "tab next field"),
    "BannerScreen": Opening("d", "Any key goes on", "u"),
    "GoalChoiceScreen": Opening("p", "No goal"),
    "ColumnsScreen": Opening("c", "e rename"),
    "RemoveColumnScreen": Opening("cx", "Where do the cards", "\x1b\x1b"),
    "SortScreen": Opening("=", "By title, from A to Z"),
    "GoalEditScreen": Opening("ge", "Change the goal", "\x1b\x1b"),
    "GoalPage": Opening("g\r", "pgdn story", "\x1b\x1b"),
    "GoalScreen": Opening("G", "Why it matters"),
    "GoalsScreen": Opening("g", "x set aside"),
    "InsightsScreen": Opening("i", "A year of wins"),
    "KeysScreen": Opening("?", "esc leave"),
    "LookBackScreen": Opening("R", "Y stand-up"),
    "MorningScreen": Opening("", "enter to the board"),  # by itself, on the first start of a day
    "Prompt": Opening("e", "Change the title"),
    "RecapScreen": Opening("r", "Three things"),
    "SevenDaysScreen": Opening("", "any key to the board"),  # by itself, once they are over
    "SplitScreen": Opening("s", "One small step a line"),
    "TemplatesScreen": Opening("\x14", "Begin with a template", over="SplitScreen"),
    "WelcomeScreen": Opening("", "enter go on"),  # by itself, on a board that is new
    "StuckScreen": Opening("b", "What got in the way?"),
    "CommandPalette": Opening("\x10", "card.add"),
}
"""Every screen of the program by the name of its class; a new one joins here."""


@dataclass(frozen=True)
class Texts:
    """The texts that stand in every field of a board."""

    texts: tuple[str, ...]

    def of(self, number: int) -> str:
        return self.texts[number % len(self.texts)]

    def records(self, now: datetime, set_up_at: datetime) -> list[Record]:
        """Return a board with a column for each text, and a card with each in every column."""
        count = len(self.texts)
        today = now.date()
        records: list[Record] = [About(title=self.of(0), created_at=set_up_at)]
        for place in range(count):
            number, name = place + 1, self.of(place)
            rank = f"a{place:02}"
            is_done = number == count
            records.append(Column(id=number, name=name, rank=rank, is_done=is_done))
            records.append(self._goal(number, rank))
            records.append(self._win(number, now - timedelta(minutes=count - place), today))
            records += [self._card(number, each, now) for each in range(count)]
        for days_ago in range(-(-count // 3) + 1):
            records.append(self._day(days_ago, today - timedelta(days=days_ago), now))
        return records

    def _goal(self, number: int, rank: str) -> Goal:
        text = self.of(number - 1)
        color = COLORS[number % len(COLORS)]
        return Goal(id=number, title=text, why=text, rank=rank, color=color, milestones=(text,))

    def _card(self, column: int, place: int, now: datetime) -> Card:
        text = self.of(place)
        return Card(
            id=(column - 1) * len(self.texts) + place + 1,
            title=text,
            column_id=column,
            rank=f"a{place:02}",
            created_at=now,
            notes=f"{text}\n{text}",
            goal_id=place + 1,
            milestone=text if column == 1 else None,  # so that one card reaches it
            tags=(text,),
            checklist=(Item(text), Item(text, is_done=True)),
            blocked=text if place % 2 else "",
            moves=(Move(column, now),),
        )

    def _win(self, number: int, at: datetime, day: date) -> Win:
        return Win(
            id=number,
            kind=(WinKind.NOTE, *REFRAMES)[number % 4],
            text=self.of(number - 1),
            at=at,
            zone="Etc/UTC",
            utc_offset_minutes=0,
            day=day,
            goal_id=number,
            why_it_mattered=self.of(number - 1),
            in_the_way=self.of(number - 1),
        )

    def _day(self, number: int, on: date, now: datetime) -> Day:
        three = tuple(self.of(3 * number + place) for place in range(3))
        return Day(
            id=number + 1,
            on=on,
            three=three,
            mattered=three[1],
            setback=three[2],
            learned=three[0],
            learned_kind=REFRAMES[number % 3],
            first_step=three[0],
            written_at=now,
        )


def write_new_board(snapshot: Path) -> None:
    """Write the file of a board that nobody has used."""
    now = datetime.now(UTC)
    write_records(snapshot, [About(title="Main", created_at=now), *_COLUMNS])


def write_week(snapshot: Path, texts: tuple[str, ...]) -> None:
    """Write a board's file whose seven days are over, the first of these texts on each."""
    now = datetime.now(UTC)
    began = now - timedelta(days=9)
    about = About(title="Main", created_at=began, challenge_on=began.date())
    days = [began + timedelta(days=place) for place in range(7)]
    wins = [
        Win(
            id=place + 1,
            kind=WinKind.NOTE,
            text=texts[place],
            at=day,
            zone="Etc/UTC",
            utc_offset_minutes=0,
            day=day.date(),
        )
        for place, day in enumerate(days)
    ]
    write_records(snapshot, [about, *_COLUMNS, *wins])


_COLUMNS = (
    Column(id=1, name="To Do", rank="a0"),
    Column(id=2, name="Done", rank="a1", is_done=True),
)


def write_board(snapshot: Path, texts: tuple[str, ...], days_old: int = 0) -> None:
    """Write a board's file with these texts in every field.

    Args:
        snapshot: The file.
        texts: The texts.
        days_old: How long ago the board was set up; one of today looks back on nothing.
    """
    now = datetime.now(UTC)
    write_records(snapshot, Texts(texts).records(now, now - timedelta(days=days_old)))


def write_records(snapshot: Path, records: Iterable[Record]) -> None:
    """Write a board's file with these records as they are."""
    tables = board_tables(Board(records))
    body = json.dumps(tables).encode()[:-1]
    snapshot.parent.mkdir(parents=True)
    snapshot.write_bytes(body + b', "seal": {"1": {"crc32": "%08x"}}}\n' % zlib.crc32(body))
