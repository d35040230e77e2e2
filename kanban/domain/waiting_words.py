"""What is in the way of a card as a person writes it: numbers and titles of cards, and a reason."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.records import Card
from kanban.errors import RuleError

_HINT = "Write its number, or its whole title."


NOTHING = "nothing"


class Held(Struct, frozen=True):
    """What is in the way of a card.

    Attributes:
        waits_for: Numbers of cards.
        blocked: A reason; empty for none.
    """

    waits_for: tuple[int, ...] = ()
    blocked: str = ""


def write_waits(ids: Iterable[int]) -> str:
    """Return numbers of cards as they are typed and read back."""
    return ", ".join(map(str, ids))


def write_held(held: Held) -> str:
    """Return what is in the way as it is typed and read back."""
    return ", ".join(part for part in (write_waits(held.waits_for), held.blocked) if part)


def read_waits(board: Board, text: str) -> tuple[int, ...]:
    """Return the cards that words name: by number, by title, or by the beginning of one.

    Names are parted by commas; a title that holds one is understood where it stands alone.

    Raises:
        RuleError: No card is called so, or more than one.
    """
    whole = _titled(board, text)
    if len(whole) == 1:
        return (whole[0].id,)
    return tuple(dict.fromkeys(_named(board, part) for part in _parts(text)))


def read_held(board: Board, text: str) -> Held:
    """Return what is in the way by words in which cards are named by number or whole title.

    What names no card is the reason; "nothing" alone is none.

    Raises:
        RuleError: There is no card of a number.
    """
    whole = _titled(board, text)
    if len(whole) == 1:
        return Held((whole[0].id,))
    if text.strip().casefold() == NOTHING:
        return Held()
    ids: list[int] = []
    reasons: list[str] = []
    for part in _parts(text):
        found = [] if _number(part) is not None else _titled(board, part)
        if len(found) == 1 or _number(part) is not None:
            ids.append(found[0].id if found else _named(board, part))
        else:
            reasons.append(part)
    return Held(tuple(dict.fromkeys(ids)), ", ".join(reasons))


def say_held(board: Board, held: Held) -> str:
    """Return what is in the way, as sentences."""
    titles = ", ".join(f'"{board.card(card_id).title}"' for card_id in held.waits_for)
    said = [f"Waits for {titles}."] if titles else []
    said += [f"Blocked: {held.blocked}."] if held.blocked else []
    return " ".join(said) or "Nothing is in the way."


def open_titles(board: Board) -> tuple[str, ...]:
    """Return the titles of the cards that can be waited for, from left to right."""
    return tuple(card.title for card in _open_cards(board))


def completed(line: str, titles: Sequence[str]) -> str | None:
    """Return a line whose last name is made a whole title; None where none begins so."""
    begun = line.rpartition(",")[2].lstrip()
    if not begun or _number(begun) is not None:
        return None
    key = begun.casefold()
    for title in titles:
        if len(title) > len(begun) and title.casefold().startswith(key):
            return line[: len(line) - len(begun)] + title
    return None


def _named(board: Board, part: str) -> int:
    number = _number(part)
    if number is not None:
        return board.card(number).id
    key = part.casefold()
    found = _titled(board, part) or [
        card for card in _open_cards(board) if card.title.casefold().startswith(key)
    ]
    if len(found) == 1:
        return found[0].id
    how = "More than one card is called" if found else "No card is called"
    raise RuleError(f'{how} "{part}".', _HINT)


def _titled(board: Board, words: str) -> list[Card]:
    key = words.strip().casefold()
    return [card for card in _open_cards(board) if card.title.casefold() == key] if key else []


def _open_cards(board: Board) -> Iterator[Card]:
    for column in board.columns():
        if not column.is_done:
            yield from board.cards_in(column.id)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(part: str) -> int | None:
    digits = part.removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
