"""A board as comma-separated values (RFC 4180), a row a card, for spreadsheets.

A spreadsheet runs a cell that begins with a sign such as `=`, quoted or not. So such a text gets a
`'` in front, which a spreadsheet takes for "this is text"; reading takes it off again. A row with
nothing but a column stands for a column that has no cards.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO

from kanban.domain.board import Board
from kanban.domain.records import Card, Column, Item
from kanban.errors import UsageError
from kanban.exchange.draft import YEARS, Draft, DraftCard, When
from kanban.exchange.drafter import Drafter
from kanban.exchange.due import due_of
from kanban.exchange.outline import ticked

HEADER = ("column", "done", "limit", "title", "due", "tags", "checklist", "notes")
LABELS = "labels"
"""What others call tags; these are parted by commas, for there they may have blanks inside."""

_OTHER_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("list", "status", "stage"), "column"),
    **dict.fromkeys(("name", "task", "card", "summary"), "title"),
    **dict.fromkeys(("due date", "deadline"), "due"),
    "description": "notes",
    "label": LABELS,
}
_RUN = re.compile(r"'*\s*[=+\-@＝＋－＠]")
"""What a spreadsheet may run (OWASP, CSV injection), and what was given a `'` for that before."""
_DELIMITERS = ",;\t"
_YES = ("yes", "true", "x", "1", "done")
_MOST_DIGITS = 9
_CELL_CHARACTERS = 1_000_000


def is_one(text: str) -> bool:
    """Tell whether a text begins with a header that names a title and one thing more."""
    line = _first_line(text)
    known = {_known(cell) for cell in line.split(_delimiter(line))}
    return "title" in known and len(known.intersection((*HEADER, LABELS))) > 1


def read(text: str, name: str) -> Draft:
    """Return the draft of such a file; a column is known by its name.

    Raises:
        UsageError: It has no header that names a title, or a quote does not end.
        RuleError: It holds more than a board can keep.
    """
    csv.field_size_limit(_CELL_CHARACTERS)
    delimiter = _delimiter(_first_line(text))
    lines = StringIO(text.lstrip("\n"), newline="")
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    drafter = Drafter(name)
    try:
        header = [_known(cell) for cell in next(rows)]
        if "title" not in header:
            raise UsageError(
                f'"{name}" is not a table of cards: its first row names no "title".',
                f"Name what is in it in the first row: {', '.join(HEADER)}.",
            )
        reader = _Rows(header, drafter)
        for row in rows:
            reader.take(row)
    except csv.Error as error:
        raise UsageError(
            f'"{name}" cannot be read as CSV: {error} (line {rows.line_num}).',
            "Save it as CSV with quotes around texts.",
        ) from error
    return drafter.draft(None, reader.complete())


def write(board: Board) -> Iterator[str]:
    """Yield the lines of such a file, from which `read` takes the same cards."""
    yield from _lines(HEADER)
    for column in board.columns():
        cards = board.cards_in(column.id)
        if not cards:
            yield from _lines([*_of_column(column), *[""] * 5])
        for card in cards:
            yield from _lines([*_of_column(column), *_of_card(card)])


class _Rows:
    """Takes rows into a draft, one after the other.

    Args:
        header: What stands in which cell.
        drafter: Takes the cards.
    """

    def __init__(self, header: Sequence[str], drafter: Drafter) -> None:
        known = (*HEADER, LABELS)
        self._cells = {name: header.index(name) for name in known if name in header}
        self._drafter = drafter
        self._columns: dict[str, int] = {}
        self._unfinished: set[int] = set()
        for cell in dict.fromkeys(header):
            if cell not in known:
                drafter.leave_out(f'field "{cell[:60]}"', "", "a card has no place for that")

    def take(self, row: Sequence[str]) -> None:
        """Take one row."""
        cells = {
            name: row[place] if place < len(row) else "" for name, place in self._cells.items()
        }
        if not any(cell.strip() for cell in cells.values()):
            return
        is_done = cells.get("done", "").strip().casefold() in _YES
        column = self._column(cells) if "column" in self._cells else 0
        if not is_done:
            self._unfinished.add(column)
        if any(cells.get(name, "").strip() for name in (*HEADER[3:], LABELS)):
            self._drafter.card(self._card(cells, column, is_done))

    def complete(self) -> tuple[int, ...]:
        """Return the columns of which every row says that it is done."""
        return tuple(place for place in self._columns.values() if place not in self._unfinished)

    def _column(self, cells: Mapping[str, str]) -> int:
        name = _meant(cells["column"]).strip()
        key = name.casefold()
        if key not in self._columns:
            limit = cells.get("limit", "").strip()
            is_number = limit.isascii() and limit.isdecimal() and len(limit) <= _MOST_DIGITS
            self._columns[key] = self._drafter.column(name, int(limit) if is_number else None)
        return self._columns[key]

    def _card(self, cells: Mapping[str, str], column: int, is_done: bool) -> DraftCard:
        notes = _meant(cells.get("notes", ""))
        written = cells.get("due", "").strip()
        due = _when(written)
        if written and due is None:
            notes = f"{notes}\n\nDue: {written}".lstrip("\n")
            self._drafter.adjust("due date", "due dates", "not readable, so kept in the notes")
        checklist = _meant(cells.get("checklist", "")).split("\n")
        labels = _meant(cells.get(LABELS, "")).split(",")
        return DraftCard(
            title=_meant(cells["title"]),
            column=column,
            notes=notes,
            tags=(*_meant(cells.get("tags", "")).split(), *filter(str.strip, labels)),
            due=due,
            checklist=tuple(Item(*(ticked(line) or (line, False))) for line in checklist if line),
            is_ticked=is_done,
        )


def _first_line(text: str) -> str:
    return text.lstrip("\n")[:_CELL_CHARACTERS].partition("\n")[0]


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _known(cell: str) -> str:
    name = cell.strip().strip('"').strip().casefold()
    return _OTHER_NAMES.get(name, name)


def _when(written: str) -> When | None:
    try:
        if len(written) == len("2026-11-28"):
            when: When = date.fromisoformat(written)
        else:
            when = datetime.fromisoformat(written)
    except ValueError:
        return None
    return when if when.year in YEARS else None


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _of_column(column: Column) -> list[str]:
    limit = "" if column.wip_limit is None else str(column.wip_limit)
    return [column.name, "yes" if column.is_done else "", limit]


def _of_card(card: Card) -> list[str]:
    due = due_of(card)
    checklist = (f"[{'x' if item.is_done else ' '}] {item.text}" for item in card.checklist)
    return [
        card.title,
        due.isoformat(" ", "minutes") if isinstance(due, datetime) else str(due or ""),
        " ".join(card.tags),
        "\n".join(checklist),
        card.notes,
    ]


def _lines(cells: Sequence[str]) -> list[str]:
    row = StringIO()
    csv.writer(row, lineterminator="\n").writerow(
        [f"'{cell}" if _RUN.match(cell) else cell for cell in cells]
    )
    return row.getvalue()[:-1].split("\n")
