"""One thing that a checkup found."""

from collections.abc import Callable

from msgspec import Struct

from kanban.errors import StorageError


class Finding(Struct, frozen=True):
    """One thing that is not as it should be.

    Attributes:
        words: What, as one sentence.
        remedy: What mending does about it, or a person can; as half a sentence.
        is_mendable: Whether mending does it.
        act: Does it, for a file; None for records, which the keeper changes.
    """

    words: str
    remedy: str
    is_mendable: bool = False
    act: Callable[[], None] | None = None

    def mend(self) -> None:
        """Put a file right; records are the keeper's.

        Raises:
            StorageError: The system does not let it.
        """
        try:
            if self.act is not None:
                self.act()
        except OSError as error:
            raise StorageError(
                f"{self.words} It stays so: {(error.strerror or 'the system says no').lower()}.",
                "Check who owns the file.",
            ) from error
