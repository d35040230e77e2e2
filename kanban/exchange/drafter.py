"""The one way into a draft: makes texts fit what a board can keep, and counts what does not.

Nothing is cut silently: a title that is too long stands in full at the head of the notes, and
every such thing is told in one sentence a kind. Refuses only what has no other place: notes over
their limit, and more columns or cards than a board is made for.
"""

from kanban.domain.card_fields import MOST_ITEMS, MOST_TAGS
from kanban.domain.operations.columns import MOST_COLUMNS
from kanban.domain.records import Item
from kanban.domain.text import NOTES_BYTES, TITLE_BYTES, clean, clean_notes, clean_tag, is_visible
from kanban.domain.values import replace
from kanban.errors import RuleError
from kanban.exchange.draft import Draft, DraftCard, DraftColumn

MOST_CARDS = 100_000
"""A board of this many still answers a key in one frame; more is no person's board."""

MOST_WIP = 9_999
UNTITLED = "Untitled"
_CUT = 200


class Drafter:
    """Collects the columns and cards of one file.

    Args:
        name: What errors call the file.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._columns: list[DraftColumn] = []
        self._cards: list[DraftCard] = []
        self._left_out: dict[tuple[str, str, str], int] = {}
        self._adjusted: dict[tuple[str, str, str], int] = {}

    def column(self, name: str, wip_limit: int | None = None) -> int:
        """Add a column and return its index.

        Raises:
            RuleError: There are too many.
        """
        if len(self._columns) == MOST_COLUMNS:
            raise RuleError(
                f'"{self.name}" has more than {MOST_COLUMNS} columns, the most a board has.',
                "Join some of them in the file and import it again.",
            )
        if wip_limit is not None and not 1 <= wip_limit <= MOST_WIP:
            wip_limit = None
        self._columns.append(DraftColumn(self._column_name(name), wip_limit))
        return len(self._columns) - 1

    def card(self, card: DraftCard) -> None:
        """Add a card, its texts as they may be kept.

        Raises:
            RuleError: Its notes are too long, or there are too many cards.
        """
        refuse_too_many(len(self._cards) + 1, self.name)
        title, head = self._title(card.title)
        checklist, tail = self._checklist(card.checklist)
        notes = "\n\n".join(part for part in (head, card.notes, tail) if part)
        self._cards.append(
            replace(
                card,
                title=title,
                notes=self._notes(notes, title),
                tags=self._tags(card.tags),
                checklist=checklist,
            )
        )

    def leave_out(self, one: str, many: str, why: str, count: int = 1) -> None:
        """Count what is not taken: what to call one of it, what several, and why."""
        if count:
            key = (one, many, why)
            self._left_out[key] = self._left_out.get(key, 0) + count

    def adjust(self, one: str, many: str, how: str) -> None:
        """Count what is taken in another form."""
        key = (one, many, how)
        self._adjusted[key] = self._adjusted.get(key, 0) + 1

    def draft(self, title: str | None, complete: tuple[int, ...] = ()) -> Draft:
        """Return all that was collected."""
        return Draft(
            title=self._line(title, "board title") if title and is_visible(title) else None,
            columns=tuple(self._columns),
            cards=tuple(self._cards),
            complete=complete,
            left_out=_sentences(self._left_out),
            adjusted=_sentences(self._adjusted),
        )

    def _column_name(self, name: str) -> str:
        base = self._line(name, "column name")
        taken = {column.name.casefold() for column in self._columns}
        if base.casefold() not in taken:
            return base
        number = 2
        while (distinct := f"{base[:_CUT]} ({number})").casefold() in taken:
            number += 1
        self.adjust("column", "columns", "the name is taken, so a number was added")
        return distinct

    def _line(self, text: str, what: str) -> str:
        line = _kept(text)
        if line is None:
            line = _cut(text)
            how = f"cut to {_CUT} characters" if line != UNTITLED else f'called "{UNTITLED}"'
            self.adjust(what, f"{what}s", how)
        return line

    def _title(self, text: str) -> tuple[str, str]:
        """Return a title and what has to stand at the head of the notes for it."""
        line = _kept(text)
        if line is not None:
            return line, ""
        if not is_visible(text):
            self.adjust("card without a title", "cards without a title", f'called "{UNTITLED}"')
            return UNTITLED, ""
        self.adjust("long title", "long titles", "cut, and in full at the head of the notes")
        return _cut(text), text.strip()

    def _notes(self, notes: str, title: str) -> str:
        try:
            return clean_notes(notes)
        except RuleError as error:
            size = len(notes.encode(errors="replace"))
            raise RuleError(
                f'The notes of "{title[:60]}" in "{self.name}" are too long: {size} bytes,'
                f" where {NOTES_BYTES} are the limit.",
                "Shorten them in the file and import it again.",
            ) from error

    def _tags(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        kept: dict[str, None] = {}
        for tag in tags:
            try:
                kept[clean_tag(tag)] = None
            except RuleError:
                self.leave_out("tag", "tags", "empty or too long")
        over = len(kept) - MOST_TAGS
        if over > 0:
            self.leave_out("tag", "tags", f"a card has at most {MOST_TAGS}", over)
        return tuple(kept)[:MOST_TAGS]

    def _checklist(self, items: tuple[Item, ...]) -> tuple[tuple[Item, ...], str]:
        """Return the items that fit and the lines that go into the notes."""
        kept: list[Item] = []
        over: list[str] = []
        for item in items:
            line = _kept(item.text)
            if line is None and not is_visible(item.text):
                self.leave_out("checklist item", "checklist items", "nothing is written there")
            elif line is None or len(kept) == MOST_ITEMS:
                over.append(f"- [{'x' if item.is_done else ' '}] {item.text}")
                why = "too long" if line is None else f"over the {MOST_ITEMS} a card can have"
                self.adjust("checklist item", "checklist items", f"{why}, so moved into the notes")
            else:
                kept.append(replace(item, text=line))
        return tuple(kept), "\n".join(over)


def refuse_too_many(cards: int, name: str) -> None:
    """Refuse a file of more cards than a board is made for.

    Raises:
        RuleError: It is.
    """
    if cards > MOST_CARDS:
        raise RuleError(
            f'"{name}" has more than {MOST_CARDS} cards, the most an import takes.',
            "Split the file and import a part of it.",
        )


def _kept(text: str) -> str | None:
    """Return a line as it may be kept, None where it is empty or too long."""
    if len(text) > TITLE_BYTES and len(text.strip()) > TITLE_BYTES:
        return None  # cleaning a title of many megabytes takes seconds
    try:
        return clean(text)
    except RuleError:
        return None


def _cut(text: str) -> str:
    head = text.strip()[:_CUT].rstrip()
    return (is_visible(head) and _kept(f"{head}…")) or UNTITLED


def _sentences(counts: dict[tuple[str, str, str], int]) -> tuple[str, ...]:
    return tuple(
        f"{count} {one if count == 1 else many}: {why}"
        for (one, many, why), count in counts.items()
    )
