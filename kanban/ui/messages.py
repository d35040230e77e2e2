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


class TurnTo(Message):
    """A person asks for another board, or gives the one that is open another name.

    Attributes:
        name: The board.
        new: Its name from now on; empty keeps it.
    """

    def __init__(self, name: str, new: str = "") -> None:
        self.name = name
        self.new = new
        super().__init__()
