"""Boards as people and their enemies write them, for Hypothesis, and what an export has to keep."""

from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as some

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.records import About, Card, Column, Item, Move
from kanban.domain.text import clean, clean_notes, clean_tag, is_visible
from kanban.errors import RuleError
from tests.domain.builder import HOSTILE

MADE = datetime(2026, 11, 1, 8, tzinfo=UTC)
MARKS = (
    *("#", "#tag", "# ", "## ", "- ", "* ", "+ ", "[ ] ", "[x]", "- [ ] ", "\\- [x] ", "> ", ">"),
    *("@", "@{2026-11-28}", "@[[2026-11-28]]", "@@{17:00}", "@2026-11-28", "@ 2026-11-28", "17:00"),
    *(
        "@completed(2026-11-20)",
        " ^id",
        "^",
        "<br>",
        "<b>",
        "&amp;",
        "&lt;",
        "&",
        "\\",
        "\\\\",
        "`",
    ),
    *("|", ",", ";", '"', "'", "=cmd", "+1", "＝", "Tags:", "Tags: #a", "(3)", " (0)", ")", "("),
    *(
        "**Complete**",
        "***",
        "---",
        "%% kanban:settings",
        "*The done column.*",
        "*At most 3 cards.*",
    ),
    *("<!-- progress-board: ", "progress-board", "[[link]]", "[a](b)", "#12", "1. ", "$x$", "Done"),
    *(
        " ",
        "  ",
        "\u3000",
        "\u00a0",
        "屋根の写真",
        "😀",
        "👨‍👩‍👧",
        "é",
        "العربية",
        "\u200b",
        "a",
        "word",
    ),
)
pieces = some.sampled_from(MARKS) | some.sampled_from(HOSTILE) | some.text(max_size=4)
strings = some.lists(pieces, min_size=1, max_size=6).map("".join)


def allowed(cleaner: Any) -> Any:
    """Return a filter and map in one: texts as the board keeps them."""

    def kept(text: str) -> str:
        try:
            return cleaner(text)
        except RuleError:
            return ""

    return kept


titles = strings.map(allowed(clean)).filter(is_visible)
tags = strings.map(allowed(clean_tag)).filter(is_visible)
notes = some.lists(strings | some.just(""), max_size=5).map("\n".join).map(clean_notes)
items = some.builds(Item, titles, some.booleans())
dues = some.none() | some.dates(date(1970, 1, 2), date(2199, 12, 30))
times = some.none() | some.builds(time, some.integers(0, 23), some.integers(0, 59))
cards = some.fixed_dictionaries(
    {
        "title": titles,
        "notes": notes,
        "tags": some.lists(tags, max_size=3, unique=True).map(tuple),
        "checklist": some.lists(items, max_size=3).map(tuple),
        "due": some.tuples(dues, times),
    }
)
columns = some.lists(
    some.tuples(titles, some.none() | some.integers(1, 9999), some.lists(cards, max_size=3)),
    min_size=1,
    max_size=4,
    unique_by=lambda column: column[0].casefold(),
)


@some.composite
def boards(draw: some.DrawFn) -> Board:
    """A sound board."""
    made = draw(columns)
    done = draw(some.integers(0, len(made) - 1))
    ranks = rank.spread(None, None, len(made))
    records: list[Any] = [About(title=draw(titles), created_at=MADE)]
    number = 0
    for place, (name, limit, held) in enumerate(made):
        column = Column(
            id=place + 1, name=name, rank=ranks[place], is_done=place == done, wip_limit=limit
        )
        records.append(column)
        for where, fields in zip(rank.spread(None, None, len(held)), held, strict=True):
            number += 1
            due_on, due_at = fields["due"]
            records.append(
                Card(
                    id=number,
                    title=fields["title"],
                    column_id=column.id,
                    rank=where,
                    created_at=MADE,
                    notes=fields["notes"],
                    tags=fields["tags"],
                    checklist=fields["checklist"],
                    due_on=due_on,
                    due_at=due_at if due_on else None,
                    moves=(Move(column.id, MADE),),
                )
            )
    return Board(records)


def kept(board: Board, *, without: tuple[str, ...] = ()) -> list[Any]:
    """Return what every export keeps of a board: its columns, and their cards in order."""
    return [
        (
            column.name,
            column.is_done,
            None if "limit" in without else column.wip_limit,
            [
                (card.title, card.notes, card.tags, card.checklist, card.due_on, card.due_at)
                for card in board.cards_in(column.id)
            ],
        )
        for column in board.columns()
    ]
