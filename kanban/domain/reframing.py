"""The three ways out of a stuck moment, each with the question that leads there."""

from typing import NamedTuple

from kanban.domain.records import WinKind


class Reframing(NamedTuple):
    """One way to turn a stuck moment into a win.

    Attributes:
        kind: The kind of win it makes.
        question: What is asked.
        said: What stands before the answer where it is said back.
    """

    kind: WinKind
    question: str
    said: str


WAYS = (
    Reframing(WinKind.CLARITY, "What is clear now?", "Clear now"),
    Reframing(WinKind.KNOWLEDGE, "What blocks it?", "Known now"),
    Reframing(WinKind.LEVERAGE, "Who can help?", "Can help"),
)
"""In the order they are asked in."""

WAY_OF = {way.kind: way for way in WAYS}
"""The same by the kind of win."""
