"""What a search looks through: the words of a card or a win, in one case and one spelling."""

import unicodedata
from collections.abc import Iterable, Mapping

from kanban.domain.records import Card, Goal, Win

_BETWEEN = "\n"
"""Parts the fields, so that no phrase is found across two of them."""


def folded(text: str) -> str:
    """Return text such that two that differ in case or spelling alone are the same.

    Unicode's caseless matching for compatibility (chapter 3.13, D146), composed.
    """
    if text.isascii():
        return text.lower()
    once = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", once.casefold()))


def card_text(card: Card, goal: Goal | None) -> str:
    """Return the words of a card: title, tags, goal, notes, checklist, what blocks it."""
    if not (card.notes or card.checklist or card.blocked):  # most cards; a third of the time
        words = f"{card.title}{_BETWEEN}{_BETWEEN.join(card.tags)}" if card.tags else card.title
        return folded(words if goal is None else f"{words}{_BETWEEN}{goal.title}")
    fields = (
        card.title,
        *card.tags,
        goal.title if goal else "",
        " ".join(card.notes.split()),
        *(item.text for item in card.checklist),
        card.blocked,
    )
    return folded(_BETWEEN.join(fields))


def line_behind(card: Card, goal: Goal | None, words: Iterable[str]) -> str:
    """Return the line behind a card's face where the first word stands that its face lacks.

    Behind it are notes, checklist and what blocks it; on it title, tags and goal. Empty where it
    lacks none.
    """
    face = folded(_BETWEEN.join((card.title, *card.tags, goal.title if goal else "")))
    behind = (*card.notes.splitlines(), *(item.text for item in card.checklist), card.blocked)
    lines = (
        line.strip()
        for word in words
        if word not in face
        for line in behind
        if word in folded(line)
    )
    return next(lines, "")


def win_text(win: Win, goal: Goal | None) -> str:
    """Return the words of a win that are not private: what moved, and the goal it served."""
    return folded(f"{win.text}{_BETWEEN}{goal.title if goal else ''}")


def spans_of(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where folded words stand in a text, as (start, end), in order, none overlapping."""
    plain, places = _placed(text)
    taken: list[tuple[int, int]] = []
    for word in words:
        start = plain.find(word)
        while start >= 0 and word:
            taken.append((places[start], places[start + len(word) - 1] + 1))
            start = plain.find(word, start + len(word))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(taken):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _placed(text: str) -> tuple[str, list[int]]:
    """Return folded text, and for each of its characters the place in the text it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    parts = [(folded(char), place) for place, char in enumerate(text)]
    return "".join(part for part, _ in parts), [place for part, place in parts for _ in part]


class Texts:
    """The words of a board's cards, folded once for as long as a card stays as it is."""

    def __init__(self) -> None:
        self._cards: dict[int, Card] = {}
        self._goals: Mapping[int, Goal] = {}
        self.held: dict[int, str] = {}
        self.all_read_at: int | None = None
        """The commit as of which the words of all cards on the board are held, None for none."""

    def of(self, card: Card, goals: Mapping[int, Goal]) -> str:
        """Return the words of one card."""
        self.heed(goals)
        if self._cards.get(card.id) is not card:
            self._keep(card)
        return self.held[card.id]

    def heed(self, goals: Mapping[int, Goal]) -> None:
        """Forget everything where a goal is another than it was."""
        if self._goals != goals:
            self._goals = dict(goals)
            self._cards.clear()
            self.all_read_at = None

    def fill(self, ids: Iterable[int], cards: Mapping[int, Card]) -> int:
        """Have the words of these cards in `held`; return how many had to be folded.

        Call `heed` before. What is on no board any more gets no words.
        """
        known = self._cards
        news = [card_id for card_id in ids if known.get(card_id) is not cards.get(card_id)]
        for card_id in news:
            card = cards.get(card_id)
            if card is None:
                self.held[card_id] = ""
            else:
                self._keep(card)
        return len(news)

    def _keep(self, card: Card) -> None:
        self.held[card.id] = card_text(card, self._goals.get(card.goal_id or 0))
        self._cards[card.id] = card
