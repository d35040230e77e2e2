"""Tags: those a board has, what is meant by a beginning, and which hue a tag is shown in."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
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


class TagWish(NamedTuple):
    """What a line of tags asks of cards.

    Attributes:
        added: What each of them gets.
        removed: What none of them keeps.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def words(self) -> str:
        """What that is, as sentences."""
        parts = [("Adds", "", self.added), ("Takes", " away", self.removed)]
        said = [
            f"{verb} {' '.join(f'#{tag}' for tag in tags)}{end}."
            for verb, end, tags in parts
            if tags
        ]
        return " ".join(said) or "No tag changes."


def shared_tags(cards: Iterable[Card]) -> tuple[str, ...]:
    """Return the tags that all of some cards have, in the order of the first."""
    first, *rest = cards
    return tuple(tag for tag in first.tags if all(tag in card.tags for card in rest))


def read_tags(text: str, shared: tuple[str, ...]) -> TagWish:
    """Return what a line asks for that began as the tags shared by some cards.

    A word that stands there now is added, a shared tag that is gone is removed, and so is `-word`
    from whichever of the cards has it.
    """
    words = tuple(dict.fromkeys(text.split()))
    minus = tuple(word[1:] for word in words if word[0] == "-" and word not in shared)
    kept = tuple(word.lstrip("#") or word for word in words if word[0] != "-" or word in shared)
    gone = tuple(tag for tag in shared if tag not in kept)
    return TagWish(
        added=tuple(tag for tag in kept if tag not in shared and tag not in minus),
        removed=tuple(dict.fromkeys(tag for tag in (*gone, *minus) if tag)),
    )
