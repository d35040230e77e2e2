"""Keys of several strokes, and counts before them: what waits, and what it becomes; pure.

A key of several strokes is handed on as one key whose name is theirs with a space between, so that
bindings know it as any other.
"""

from collections.abc import Collection

from msgspec import Struct

from kanban.key_names import say_key

MOST = 999
"""What a longer count is taken for."""


class Whole(Struct, frozen=True):
    """A key that waits for nothing more.

    Attributes:
        key: Its name.
        count: The number before it, 1 to 999; None where there was none.
    """

    key: str
    count: int | None = None


class KeySequences:
    """Holds the strokes and digits that came so far."""

    def __init__(self) -> None:
        self._strokes: tuple[str, ...] = ()
        self._count: int | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether something came that is not whole yet."""
        return bool(self._strokes) or self._count is not None

    @property
    def prefix(self) -> str:
        """The strokes that wait, as one name; empty where none does."""
        return " ".join(self._strokes)

    @property
    def said(self) -> str:
        """What came so far, as people write it: `3d`."""
        return f"{self._count or ''}{say_key(self.prefix) if self._strokes else ''}"

    def take(self, stroke: str, known: Collection[str], *, has_counts: bool) -> Whole | None:
        """Return what a stroke makes whole; None where it waits, or where it came to nothing.

        Args:
            stroke: A key's name.
            known: The keys of several strokes that mean something now.
            has_counts: Whether a number may come first.
        """
        if self.is_waiting and stroke == "escape":
            self.forget()
            return None
        if has_counts and not self._strokes and self._is_digit(stroke):
            self._count = min(MOST, 10 * (self._count or 0) + int(stroke))
            return None
        key = " ".join((*self._strokes, stroke))
        if any(each.startswith(f"{key} ") for each in known):
            self._strokes = (*self._strokes, stroke)
            return None
        is_lost = bool(self._strokes) and key not in known
        whole = Whole(key, self._count)
        self.forget()
        return None if is_lost else whole

    def forget(self) -> None:
        """Let go of what waits."""
        self._strokes, self._count = (), None

    def _is_digit(self, stroke: str) -> bool:
        return stroke in set("123456789") or (stroke == "0" and self._count is not None)
