"""Edits, changes and their inverse: the one form in which a board is changed.

A change is an act of a person, whole. Undo, the journal, following another process and a card's
history all read this one type.
"""

from datetime import datetime

from msgspec import Struct

from kanban.domain.records import TABLES, Record, Win
from kanban.domain.values import replace

_TABLE_OF = {kind: table for table, kind in TABLES.items()}


class Edit(Struct, frozen=True):
    """One record before and after.

    Attributes:
        before: None when the edit creates the record.
        after: None when the edit removes it.
    """

    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The record on the side that has one, the newer first."""
        record = self.after or self.before
        if record is None:
            raise ValueError("an edit needs a record before or after")
        return record

    @property
    def table(self) -> str:
        """The name of the table the record lives in."""
        return _TABLE_OF[type(self.record)]


class Change(Struct, frozen=True):
    """One act of a person, all or nothing.

    Attributes:
        words: What happened, for people: `Moved "Test login" to Done`.
        edits: In the order they are applied; at most one a record.
    """

    words: str
    edits: tuple[Edit, ...]

    def of(self, kind: type[Record]) -> tuple[Edit, ...]:
        """Return the edits that touch records of one kind."""
        return tuple(edit for edit in self.edits if isinstance(edit.record, kind))


def inverse(change: Change, now: datetime) -> Change:
    """Return the change that takes `change` back.

    A win is never deleted: taking back the change that earned it withdraws it at `now`. The
    inverse of that inverse reinstates it as it was first earned.
    """
    return Change(change.words, tuple(_inverse(edit, now) for edit in reversed(change.edits)))


def _inverse(edit: Edit, now: datetime) -> Edit:
    if edit.before is None and isinstance(edit.after, Win):
        return Edit(edit.after, replace(edit.after, withdrawn_at=now))
    return Edit(edit.after, edit.before)
