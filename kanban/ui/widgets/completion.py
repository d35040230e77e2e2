"""Completing what is typed into a line from what a board has."""

from collections.abc import Callable, Iterable

from textual.suggester import Suggester

from kanban.domain.text import harmless

Complete = Callable[[str, tuple[str, ...]], str | None]


class Completion(Suggester):
    """Offers the rest of a word or title; → takes it.

    Args:
        known: Gives what there is; asked once, when the first letter is typed.
        complete: Makes a line whole from that; None where nothing fits.
    """

    def __init__(self, known: Callable[[], Iterable[str]], complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._ask = known
        self._complete = complete
        self._known: tuple[str, ...] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line made whole."""
        if self._known is None:
            self._known = tuple(map(harmless, self._ask()))
        return self._complete(value, self._known)
