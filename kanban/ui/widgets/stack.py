"""Where the cards of a column stand on the screen, at each density; pure."""

from functools import cached_property

from msgspec import Struct


class Density(Struct, frozen=True):
    """How much room a card takes.

    Attributes:
        card_rows: Rows that it is painted in.
        gap_rows: Blank rows below it.
    """

    card_rows: int
    gap_rows: int

    @property
    def stride(self) -> int:
        """Rows from one card to the next."""
        return self.card_rows + self.gap_rows


DENSITIES = {"compact": Density(1, 0), "cosy": Density(2, 1), "roomy": Density(3, 1)}
"""By the name in the settings."""


class Stack(Struct, frozen=True, dict=True):
    """Cards under each other, whole ones; rows are counted from below the column's heading.

    What follows from its attributes is worked out once: every row of a column asks for it.

    Attributes:
        rows: How many there are.
        density: How much room a card takes.
        count: How many cards there are to show.
        first: The place of the topmost card on the screen.
        has_more: Whether words stand below the last card, whatever fits.
    """

    rows: int
    density: Density
    count: int
    first: int = 0
    has_more: bool = False

    @cached_property
    def page(self) -> int:
        """How many cards fit, 1 or more; where not all do, a row is left to say so."""
        stride, gap = self.density.stride, self.density.gap_rows
        all_fit = not self.has_more and self.count * stride - gap <= self.rows
        return max(1, (self.rows + gap - (not all_fit)) // stride)

    @cached_property
    def end(self) -> int:
        """The place behind the last card on the screen."""
        return min(self.count, self.first + self.page)

    @property
    def below(self) -> int:
        """How many cards wait below those on the screen."""
        return self.count - self.end

    @cached_property
    def tail(self) -> int:
        """The first row below the cards; the last row there is, where they fill all."""
        return max(0, min((self.end - self.first) * self.density.stride, self.rows - 1))

    def row_of(self, place: int) -> int:
        """Return the first row of a card."""
        return (place - self.first) * self.density.stride

    def card_at(self, row: int) -> tuple[int, int] | None:
        """Return (place, its row) of the card painted in a row; None in a gap or below."""
        place, inner = divmod(row, self.density.stride)
        place += self.first
        is_card = 0 <= row < self.rows and place < self.end and inner < self.density.card_rows
        return (place, inner) if is_card else None

    def slot_at(self, row: int) -> int:
        """Return the place that a card dropped on a row would take, from the first to the end."""
        slot = self.first + (2 * row + self.density.stride) // (2 * self.density.stride)
        return max(self.first, min(self.end, slot))

    def scrolled_to(self, place: int | None) -> "Stack":
        """Return the same cards with one of them on the screen, scrolled no further than need be.

        Args:
            place: That card's place; None for none.
        """
        first = self.first
        if place is not None:
            first = max(place - self.page + 1, min(first, place))
        return self.scrolled(first)

    def scrolled(self, first: int) -> "Stack":
        """Return the same cards from another one on, at most so far that the last is shown."""
        first = max(0, min(first, self.count - self.page))
        return Stack(self.rows, self.density, self.count, first, self.has_more)
