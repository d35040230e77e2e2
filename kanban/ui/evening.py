"""What is being written about days: drafted at every key, kept when the person leaves or closes.

Owns the pages between the screen and the board. A field that somebody else wrote meanwhile stays,
unless it was written here as well.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.dates import say_long
from kanban.domain.day_page import (
    Page,
    differing,
    from_note,
    kept_page,
    page_of,
    to_keep,
    to_note,
)
from kanban.domain.moment import Moment
from kanban.domain.operations import days
from kanban.domain.recap import recap
from kanban.domain.records import Card
from kanban.domain.values import replace
from kanban.errors import DamagedError, StorageError
from kanban.ui.desk import Desk, Outcome

_DRAFT = "day-"
"""What the names of drafts begin with."""


class Sheet(Struct, frozen=True):
    """A day that is being written.

    Attributes:
        loaded: Its page as the board has it.
        page: Its page as it is written now.
        is_drafted: False where an older draft cannot be read, and is left as it lies.
    """

    loaded: Page
    page: Page
    is_drafted: bool = True


class Evening:
    """Holds the pages that are open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sheets: dict[date, Sheet] = {}

    def open(self, on: date) -> StorageError | None:
        """Take the page of a day out, with its draft; return why that cannot be read."""
        if on in self._sheets:
            return None
        loaded = page_of(recap(self._desk.board, on))
        self._sheets[on] = Sheet(loaded, loaded)
        try:
            note = self._desk.drawer.get(_name(on))
            page = loaded if note is None else self._read(on, note, loaded)
        except StorageError as error:
            self._sheets[on] = Sheet(loaded, loaded, is_drafted=False)
            return error
        self._sheets[on] = Sheet(loaded, page)
        return None

    def drafted_before(self, on: date) -> date | None:
        """Return the last day before one whose draft nobody has kept yet; None for none."""
        days = (_day_of(name) for name in self._desk.drawer.names())
        return max((day for day in days if day is not None and day < on), default=None)

    def page(self, on: date) -> Page:
        """Return the page of a day that was taken out."""
        return self._sheets[on].page

    def write(self, on: date, page: Page) -> None:
        """Put other words on the page of a day, and draft them.

        Raises:
            StorageError: The draft cannot be kept; the words stand on the page.
        """
        sheet = replace(self._sheets[on], page=page)
        self._sheets[on] = sheet
        if sheet.is_drafted:
            self._draft(on, sheet)

    def catch_up(self) -> None:
        """Take in what the board has on these days now, where it was not written over here."""
        for on, sheet in self._sheets.items():
            loaded = page_of(recap(self._desk.board, on))
            page = replace(loaded, **differing(sheet.page, sheet.loaded))
            self._sheets[on] = replace(sheet, loaded=loaded, page=page)

    @property
    def unsaved(self) -> list[date]:
        """The days whose pages hold what the board does not."""
        return [on for on in self._sheets if self._fields(on)]

    async def keep(self, on: date) -> Outcome:
        """Keep what was written about a day, which stays open."""
        outcome = await self._desk.do(days.write, on=on, fields=self._fields(on))
        self._settle(on, outcome)
        return outcome

    async def close(self, on: date) -> Outcome | bool:
        """Keep what was written about a day and close it; True where that was so already."""
        held = recap(self._desk.board, on)
        fields = self._fields(on)
        if held.is_closed and not fields:
            self._put_away(on)
            return True
        three = tuple(text for text in self.page(on).three if text)
        outcome = await self._desk.do(_close, on=on, fields=fields, three=three)
        self._settle(on, outcome)
        return outcome

    def put_away_blank(self) -> None:
        """Put away the pages on which nothing new stands, with their drafts."""
        for on in set(self._sheets) - set(self.unsaved):
            self._put_away(on)

    def _fields(self, on: date) -> dict[str, Any]:
        """Return what was written here and is not what the board has."""
        sheet = self._sheets[on]
        kept = to_keep(sheet.page, kept_page(self._desk.board.day(on)))
        fields = {name: kept[name] for name in to_keep(sheet.page, sheet.loaded) if name in kept}
        card_id = fields.get("first_card_id")
        if card_id is not None and self._desk.board.get(Card, card_id) is None:
            fields["first_card_id"] = None  # it was undone elsewhere; its words stay
        return fields

    def _settle(self, on: date, outcome: Outcome) -> None:
        if isinstance(outcome, Change):
            self._put_away(on)

    def _put_away(self, on: date) -> None:
        """Begin the page of a day anew with what the board has, and drop its draft."""
        sheet = self._sheets[on]
        loaded = page_of(recap(self._desk.board, on))
        self._sheets[on] = replace(sheet, loaded=loaded, page=loaded)
        if sheet.is_drafted:
            self._desk.drawer.drop(_name(on))

    def _draft(self, on: date, sheet: Sheet) -> None:
        note = to_note(sheet.page, sheet.loaded)
        if note:
            self._desk.drawer.put(_name(on), note)
        else:
            self._desk.drawer.drop(_name(on))

    def _read(self, on: date, note: Mapping[str, Any], loaded: Page) -> Page:
        try:
            return from_note(note, loaded)
        except ValueError as error:
            raise DamagedError(
                f"The draft of {say_long(on)} holds what this program did not write: {error}.",
                "It is left as it is; what you write here is kept when you leave.",
            ) from error


def _name(on: date) -> str:
    return f"{_DRAFT}{on.isoformat()}"


def _day_of(name: str) -> date | None:
    """Return the day of a draft by its name; None for another note."""
    try:
        return date.fromisoformat(name.removeprefix(_DRAFT)) if name.startswith(_DRAFT) else None
    except ValueError:
        return None


def _close(
    board: Board, now: Moment, *, on: date, fields: Mapping[str, Any], three: tuple[str, ...]
) -> Change:
    """Close a day; the three that were offered are named, unless somebody has named others."""
    day = board.day(on)
    offered: dict[str, Any] = {} if day is not None and day.three else {"three": three}
    return days.close(board, now, on=on, fields=offered | dict(fields))
