"""The page of a day while it is being written, before it is kept.

Owns what a draft holds and how it is read back, and which fields differ from what was there. How a
field is checked before it is kept is the business of `operations/days.py`.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from kanban.domain.inner_life import FACTORS, HIGHEST, LOWEST, SCALES
from kanban.domain.operations.days import ACHIEVEMENTS
from kanban.domain.recap import Recap
from kanban.domain.records import Day, WinKind
from kanban.domain.text import TITLE_BYTES, harmless, is_visible
from kanban.domain.values import replace
from kanban.domain.wins import REFRAMES

ENOUGH_WORDS = 100
"""The most a diary of this kind asks for a day (HBR Guide to Managing Stress at Work, ch. 20)."""

TEXTS = ("mattered", "setback", "learned", "first_step")
"""The fields of one line."""


class Page(Struct, frozen=True):
    """What the person has written so far; the fields are those of `Day`.

    Attributes:
        three: By place; empty where nothing is named.
    """

    three: tuple[str, ...] = ("",) * ACHIEVEMENTS
    mattered: str = ""
    setback: str = ""
    learned: str = ""
    learned_kind: WinKind | None = None
    emotion: int | None = None
    motivation: int | None = None
    perception: int | None = None
    helped: tuple[str, ...] = ()
    hindered: tuple[str, ...] = ()
    first_step: str = ""
    first_card_id: int | None = None

    @property
    def word_count(self) -> int:
        """How many words stand on it."""
        return sum(len(text.split()) for text in (*self.three, *self.texts.values()))

    @property
    def texts(self) -> dict[str, str]:
        """The lines by the names of their fields; the three things are not among them."""
        return {name: getattr(self, name) for name in TEXTS}

    def with_line(self, name: str, text: str) -> "Page":
        """Return the page with other words in one of `TEXTS`."""
        return replace(self, **{name: text})  # type: ignore[arg-type]

    def pinned(self, place: int, text: str) -> "Page":
        """Return the page with a text named at a place, from 0; taken away where it stood there.

        Where it stood at another place the two change places.
        """
        three = list(self.three)
        if three[place] == text:
            three[place] = ""
        elif text in three:
            other = three.index(text)
            three[place], three[other] = text, three[place]
        else:
            three[place] = text
        return replace(self, three=tuple(three))

    def weighed(self, factor_id: str) -> "Page":
        """Return the page with a factor turned on: from neither to helped, hindered, neither."""
        helped = tuple(each for each in self.helped if each != factor_id)
        hindered = tuple(each for each in self.hindered if each != factor_id)
        if factor_id in self.helped:
            hindered = (*hindered, factor_id)
        elif factor_id not in self.hindered:
            helped = (*helped, factor_id)
        return replace(self, helped=helped, hindered=hindered)


def page_of(held: Recap) -> Page:
    """Return the page as a day holds it, with the three things that are offered."""
    page = kept_page(held.written)
    return replace(page, three=_places(held.three))


def kept_page(day: Day | None) -> Page:
    """Return the page as it was kept; empty where nothing was."""
    if day is None:
        return Page()
    values = {name: getattr(day, name) for name in _FIELDS}
    return Page(**values | {"three": _places(day.three)})


def differing(page: Page, before: Page) -> dict[str, Any]:
    """Return the fields of a page that differ from those before."""
    pairs = {name: (getattr(page, name), getattr(before, name)) for name in _FIELDS}
    return {name: new for name, (new, old) in pairs.items() if new != old}


def to_keep(page: Page, before: Page) -> dict[str, Any]:
    """Return what differs in more than blanks and empty places, for `operations/days.py`."""
    return differing(_said(page), _said(before))


def to_note(page: Page, before: Page) -> dict[str, Any]:
    """Return a draft: what differs from the page before, as JSON."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in differing(page, before).items()
    }


def from_note(note: Mapping[str, Any], before: Page) -> Page:
    """Return the page of a draft, laid over the one before.

    Raises:
        ValueError: It is no draft of this program.
    """
    unknown = set(note).difference(_FIELDS)
    if unknown:
        raise ValueError(f"a draft has no {min(unknown)}")
    return replace(before, **{name: _read(name, value) for name, value in note.items()})


_FIELDS = Page.__struct_fields__


def _places(three: tuple[str, ...]) -> tuple[str, ...]:
    return (*three[:ACHIEVEMENTS], *[""] * (ACHIEVEMENTS - len(three)))


def _said(page: Page) -> Page:
    lines = {name: _line(text) for name, text in page.texts.items()}
    three = tuple(line for text in page.three if (line := _line(text)))
    helped, hindered = tuple(sorted(page.helped)), tuple(sorted(page.hindered))
    return replace(page, three=three, helped=helped, hindered=hindered, **lines)  # type: ignore[arg-type]


def _line(text: str) -> str:
    line = harmless(text).strip()
    return line if is_visible(line) else ""


def _read(name: str, value: Any) -> Any:
    if name == "three":
        return tuple(map(_text, _list(value, ACHIEVEMENTS)))
    if name in TEXTS:
        return _text(value)
    if name in ("helped", "hindered"):
        ids = tuple(map(_text, _list(value)))
        return _checked(ids, set(ids) <= set(FACTORS))
    if name == "learned_kind":
        return _checked(value, value is None or value in tuple(REFRAMES)) and WinKind(value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    within = range(LOWEST, HIGHEST + 1) if name in SCALES else range(1, 1 << 63)
    return _checked(value, value is None or (is_number and value in within))


def _list(value: Any, count: int | None = None) -> list[Any]:
    _checked(value, isinstance(value, list) and count in (None, len(value)))
    return list(value)


def _text(value: Any) -> str:
    _checked(value, isinstance(value, str) and len(value) <= TITLE_BYTES)
    return str(value)


def _checked(value: Any, is_good: bool) -> Any:
    if not is_good:
        raise ValueError(f"a draft cannot hold {value!r}")
    return value
