"""What a fault test counts, and how it is told."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """The outcome of many tries at one kind of fault.

    Attributes:
        kind: What was tried.
        tried: How often.
        bad: How often what must never happen did, by its name.
        seen: How often what may happen did, by its name.
        skipped: Why nothing was tried; empty where something was.
    """

    kind: str
    tried: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    skipped: str = ""
    examples: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """How often anything happened that must not."""
        return sum(self.bad.values())

    def fail(self, what: str, example: object = "") -> None:
        """Count something that must never happen."""
        self.bad[what] += 1
        if len(self.examples) < 3:
            self.examples.append(f"{what}: {example}"[:300])

    def __str__(self) -> str:
        if self.skipped:
            return f"{self.kind:<44} skipped: {self.skipped}"
        survived = max(0, self.tried - self.lost)
        words = f"{self.kind:<44} tried {self.tried:>6}  survived {survived:>6}  lost {self.lost}"
        more = [f"{count} {what}" for what, count in sorted((self.bad + self.seen).items())]
        return "  ".join([words, *([f"({', '.join(more)})"] if more else [])])
