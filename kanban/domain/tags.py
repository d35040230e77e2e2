"""Tags: those a board has, what is meant by a beginning, and which hue a tag is shown in."""

from collections import Counter
from collections.abc import Iterable
from zlib import crc32

from kanban.domain.board import Board
from kanban.domain.records import COLORS, Card


def tag_color(tag: str) -> str:
    """Return the one of `COLORS` that a tag has on every board and in every session."""
    return COLORS[crc32(tag.casefold().encode()) % len(COLORS)]


def tags_of(board: Board) -> tuple[str, ...]:
    """Return the tags of a board's cards, those on most cards first; reads every card."""
    counts = Counter(
        tag for card in board.table(Card).values() if card.archived_at is None for tag in card.tags
    )
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag.casefold(), tag)))


def completed(line: str, tags: Iterable[str]) -> str | None:
    """Return a line of tags with the last word made whole; None where no tag begins so.

    A `#` or `-` before the word stays, and a tag that stands in the line already is left out.
    """
    words = line.split()
    if not words or line[-1].isspace():
        return None
    begun = words[-1].lstrip("#-")
    taken = {word.lstrip("#-").casefold() for word in words[:-1]}
    for tag in tags if begun else ():
        name = tag.casefold()
        if name.startswith(begun.casefold()) and len(tag) > len(begun) and name not in taken:
            return line[: len(line) - len(begun)] + tag
    return None
