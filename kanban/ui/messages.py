"""Facts that every screen may want to know."""

from textual.message import Message

from kanban.domain.change import Change


class Changed(Message):
    """The board changed, here or in another process.

    Attributes:
        change: What changed; None when anything may have.
        is_ours: Whether this session made it.
    """

    bubble = False

    def __init__(self, change: Change | None, is_ours: bool) -> None:
        self.change = change
        self.is_ours = is_ours
        super().__init__()
