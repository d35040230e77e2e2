"""The numbers of the cards of one column, in order, for those who ask while another changes it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice
from typing import TypeAlias, overload

Blocks: TypeAlias = tuple[tuple[int, ...], ...]

_BLOCK = 512
"""How many numbers a block has at first; one of twice as many is cut in two."""


class ColumnIds(Sequence[int]):
    """The ids of a column's cards from top to bottom; it never changes.

    A change makes another one, which shares all blocks but one with it: to look at a column of
    100,000 cards copies none of them, and to put a card in it copies a few hundred.

    Args:
        blocks: The ids in stretches, none of which is empty.
    """

    def __init__(self, blocks: Blocks = ()) -> None:
        self._blocks = blocks
        self._starts = list(accumulate(map(len, blocks), initial=0))

    @classmethod
    def of(cls, ids: Sequence[int]) -> "ColumnIds":
        """Return ids as they stand in another sequence."""
        starts = range(0, len(ids), _BLOCK)
        return cls(tuple(tuple(ids[start : start + _BLOCK]) for start in starts))

    def __len__(self) -> int:
        """Return how many there are."""
        return self._starts[-1]

    def __iter__(self) -> Iterator[int]:
        """Yield them from top to bottom."""
        return chain.from_iterable(self._blocks)

    def __eq__(self, other: object) -> bool:
        """Tell whether another sequence has the same ids in the same order."""
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        """Return the id at a place, or those of a stretch.

        Raises:
            IndexError: There is none.
        """
        if isinstance(place, slice):
            places = range(len(self))[place]
            if places.step != 1:
                return [self[each] for each in places]
            at = self._block_at(places.start)
            rest = chain.from_iterable(self._blocks[at:])
            start = places.start - self._starts[at]
            return list(islice(rest, start, start + len(places)))
        if place < 0:
            place += len(self)
            if place < 0:
                raise IndexError(place)
        at = self._block_at(place)
        return self._blocks[at][place - self._starts[at]]

    def with_id(self, place: int, card_id: int) -> "ColumnIds":
        """Return these with another one before that at a place, or behind all of them."""
        at = max(0, min(self._block_at(place), len(self._blocks) - 1))
        block, start = (self._blocks or ((),))[at], place - self._starts[at]
        block = (*block[:start], card_id, *block[start:])
        is_long = len(block) > 2 * _BLOCK
        return self._with(at, (block[:_BLOCK], block[_BLOCK:]) if is_long else (block,))

    def without(self, place: int) -> "ColumnIds":
        """Return these without the one at a place, 0 or more; raises as looking it up does."""
        at = self._block_at(place)
        block, start = self._blocks[at], place - self._starts[at]
        block = block[:start] + block[start + 1 :]
        return self._with(at, (block,) if block else ())

    def _with(self, at: int, blocks: Blocks) -> "ColumnIds":
        """Return these with others in the place of a block."""
        return ColumnIds(self._blocks[:at] + blocks + self._blocks[at + 1 :])

    def _block_at(self, place: int) -> int:
        """Return in which block a place is, 0 or more; behind the last one for the end."""
        return bisect_right(self._starts, place) - 1
