"""The language of searches: words and `key:value` terms, read into tests of a card or a win.

Decides what a query means (docs/search.md); running one over a board is `searching.py`'s business.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct

from kanban.domain.board import Board
from kanban.domain.dates import parse_day
from kanban.domain.due import Nearness, nearness
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Goal, Win
from kanban.domain.search_text import folded, spans_of
from kanban.domain.text import harmless
from kanban.domain.waiting import is_held, open_waits
from kanban.errors import UsageError

EXAMPLES = "words  tag:bug  goal:launch  column:doing  due:week  is:blocked  has:notes  -word"
"""The language in a line, for the search bar."""
MOST_TERMS = 50
_TOKEN = re.compile(
    r'(?P<minus>-?)(?:(?P<key>[^\W\d_]+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>\S*))'
)
_URL = "//"
_COMPARED = re.compile("(<=|>=|<|>)(.*)", re.DOTALL)
_WEEK_DAYS, _MONTH_DAYS = 7, 30


class Check(NamedTuple):
    """What a term asks: of a card, and of a win."""

    of_card: Callable[[Card], bool]
    of_win: Callable[[Win], bool]


class Term(Struct, frozen=True):
    """One thing that is asked for, or excluded.

    Attributes:
        source: The term as it was understood, `tag:bug`; two of one source ask the same.
        is_excluded: Whether it must not be so.
        word: What the text must hold, folded; empty where `test` is asked instead.
        test: What the fields must be; None for a word.
    """

    source: str
    is_excluded: bool = False
    word: str = ""
    test: Check | None = None

    def implies(self, other: "Term") -> bool:
        """Tell whether all that this term finds is found by the other one too."""
        if (self.source, self.is_excluded) == (other.source, other.is_excluded):
            return True
        both_words = bool(self.word and other.word)
        return (
            both_words and not (self.is_excluded or other.is_excluded) and (other.word in self.word)
        )


class Query(Struct, frozen=True):
    """A search that was understood.

    Attributes:
        text: As it was written.
        terms: What it asks for; all of them must hold.
    """

    text: str
    terms: tuple[Term, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing, which finds everything."""
        return not self.terms

    @property
    def words(self) -> tuple[str, ...]:
        """The words that must be found, folded."""
        return tuple(term.word for term in self.terms if term.word and not term.is_excluded)

    @property
    def asks_for_archived(self) -> bool:
        """Whether it asks for archived cards by name."""
        return any(term.source == "is:archived" and not term.is_excluded for term in self.terms)

    @property
    def asks_beyond_the_card(self) -> bool:
        """Whether the answer for a card may change with another card."""
        return any(term.source in ("is:waiting", "is:free") for term in self.terms)

    def narrows(self, other: "Query") -> bool:
        """Tell whether all that this query finds is found by the other one too."""
        return all(any(mine.implies(each) for mine in self.terms) for each in other.terms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where its words stand in a text, as (start, end), in order, none overlapping."""
        return spans_of(text, self.words)

    def finds_card(self, card: Card, text: str) -> bool:
        """Tell whether it finds a card; `text` is what `search_text.card_text` says of it."""
        return all(
            (term.word in text if term.test is None else term.test.of_card(card))
            is not term.is_excluded
            for term in self.terms
        )

    def finds_win(self, win: Win, text: str) -> bool:
        """Tell whether it finds a win; `text` is what `search_text.win_text` says of it."""
        return all(
            (term.word in text if term.test is None else term.test.of_win(win))
            is not term.is_excluded
            for term in self.terms
        )


def parse(text: str, board: Board, now: Moment) -> Query:
    """Return what a search asks for.

    Args:
        text: Anything.
        board: Whose columns and goals it may name.
        now: When it is asked, for words such as `due:week`.

    Raises:
        UsageError: A key or a value is none that is known, or it has more than 50 terms.
    """
    terms = tuple(dict.fromkeys(_terms(harmless(text), board, now)))
    if len(terms) > MOST_TERMS:
        raise UsageError(
            f"A search has at most {MOST_TERMS} words and terms, not {len(terms)}.", "Name fewer."
        )
    return Query(text, terms)


def goal_query(goal: Goal) -> str:
    """Return the search that finds what belongs to a goal, and nothing else."""
    return f"goal:{goal.id}" if '"' in goal.title else f'goal:"{goal.title}"'


def _terms(text: str, board: Board, now: Moment) -> Iterator[Term]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:  # the pattern takes whatever is no blank
            raise AssertionError(text[at:])
        at = found.end()
        term = _term(found, board, now)
        if term is not None:
            yield term


def _term(found: re.Match[str], board: Board, now: Moment) -> Term | None:
    key, is_excluded = found["key"], bool(found["minus"])
    is_whole = found["quoted"] is not None
    value = " ".join((found["quoted"] if is_whole else found["plain"]).split())
    if key is not None and not (value.startswith(_URL) and not is_whole):
        return _field(key, value, is_whole, is_excluded, board, now)
    word = folded(value if key is None else f"{key}:{value}")
    return Term(f'"{word}"', is_excluded, word) if word else None


def _field(
    key: str, value: str, is_whole: bool, is_excluded: bool, board: Board, now: Moment
) -> Term:
    name = folded(key)
    if name not in _KEYS:
        near = nearest(name, _KEYS)
        hint = f'Did you mean "{near}:"?' if near else f"There are {_listed(_KEYS, ':')}."
        raise UsageError(f'There is no "{key}:" to search by.', f"{hint} Quotes find it as words.")
    plain = folded(value)
    if not plain:
        raise UsageError(f'"{name}:" needs a word after it: {_HINTS[name]}.')
    test = _KEYS[name](_Asked(plain, value, is_whole, board, now))
    return Term(f'{name}:"{plain}"' if is_whole else f"{name}:{plain}", is_excluded, test=test)


class _Asked(Struct, frozen=True):
    """A value behind a key.

    Attributes:
        value: Folded.
        written: As it was written.
        is_whole: Whether it stood in quotes: a name is then meant whole.
    """

    value: str
    written: str
    is_whole: bool
    board: Board
    now: Moment

    def names(self, name: str) -> bool:
        """Tell whether the value names this: whole, or the beginning of a word of it."""
        name = _plain(name)
        return name == self.value if self.is_whole else f" {self.value}" in f" {name}"

    def ids(self, named: Sequence[tuple[int, str]], what: str) -> frozenset[int]:
        """Return the ids of what the value names; what has exactly that name comes alone.

        Raises:
            UsageError: Nothing has such a name.
        """
        exact = [number for number, name in named if _plain(name) == self.value]
        found = exact or [number for number, name in named if self.names(name)]
        if found:
            return frozenset(found)
        near = nearest(self.value, [folded(name) for _, name in named])
        name = next((name for _, name in named if folded(name) == near), "")
        hint = f'Did you mean "{name}"?' if name else f"This board has no {what} like that."
        raise UsageError(f'There is no {what} "{self.written}".', hint)


def _plain(name: str) -> str:
    """Return a name as a value is: folded, with single blanks."""
    return folded(" ".join(name.split()))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most like one that is unknown; empty where none is."""
    from difflib import get_close_matches  # 6 ms, and only a slip needs it

    names = [each[:80] for each in known]
    begun = [each for each in names if name and each.startswith(name)]
    near = begun or get_close_matches(name[:80], names, n=1, cutoff=0.5)
    return near[0] if near else ""


def _listed(names: Iterable[str], after: str = "") -> str:
    return ", ".join(f"{name}{after}" for name in names)


def _never(_win: Win) -> bool:
    return False


def _tag(asked: _Asked) -> Check:
    value = asked.value.lstrip("#")
    bare = _Asked(value, asked.written, asked.is_whole, asked.board, asked.now)
    return Check(lambda card: any(map(bare.names, card.tags)), _never)


def _milestone(asked: _Asked) -> Check:
    return Check(lambda card: bool(card.milestone) and asked.names(card.milestone or ""), _never)


def _goal(asked: _Asked) -> Check:
    goals = asked.board.goals()
    try:
        ids = asked.ids([(goal.id, goal.title) for goal in goals], "goal")
    except UsageError:
        ids = frozenset(goal.id for goal in goals if str(goal.id) == asked.value)
        if not ids:
            raise
    return Check(lambda card: card.goal_id in ids, lambda win: win.goal_id in ids)


def _column(asked: _Asked) -> Check:
    columns = asked.board.columns()
    ids = asked.ids([(column.id, column.name) for column in columns], "column")
    return Check(lambda card: card.column_id in ids, _never)


def _id(asked: _Asked) -> Check:
    if not (asked.value.isascii() and asked.value.isdecimal() and len(asked.value) < 10):
        raise UsageError(f'"{asked.written}" is not the number of a card.', "Write id:12.")
    number = int(asked.value)
    return Check(lambda card: card.id == number, _never)


def _is(asked: _Asked) -> Check:
    board, now = asked.board, asked.now
    tests: dict[str, Callable[[Card], bool]] = {
        "blocked": lambda card: bool(card.blocked),
        "done": board.is_done,
        "archived": lambda card: card.archived_at is not None,
        "waiting": lambda card: bool(open_waits(board, card)),
        "free": lambda card: not (board.is_done(card) or is_held(board, card)),
        "overdue": lambda card: _is_overdue(board, card, now),
        "repeating": lambda card: bool(card.repeat),
    }
    return Check(_chosen(asked, "is", tests), _never)


def _has(asked: _Asked) -> Check:
    tests: dict[str, Callable[[Card], bool]] = {
        "notes": lambda card: bool(card.notes),
        "checklist": lambda card: bool(card.checklist),
        "due": lambda card: card.due_on is not None,
        "goal": lambda card: card.goal_id is not None,
        "tag": lambda card: bool(card.tags),
        "milestone": lambda card: card.milestone is not None,
    }
    of_win = (lambda win: win.goal_id is not None) if asked.value == "goal" else _never
    return Check(_chosen(asked, "has", tests), of_win)


def _chosen(
    asked: _Asked, key: str, tests: dict[str, Callable[[Card], bool]]
) -> Callable[[Card], bool]:
    test = tests.get(asked.value) or tests.get(asked.value.removesuffix("s"))
    if test is None:
        near = nearest(asked.value, tests)
        hint = f'Did you mean "{key}:{near}"?' if near else f"There are {_listed(tests)}."
        raise UsageError(f'There is no "{key}:{asked.written}" to search by.', hint)
    return test


def _due(asked: _Asked) -> Check:
    board, now = asked.board, asked.now
    if asked.value == "overdue":
        return Check(lambda card: _is_overdue(board, card, now), _never)
    if asked.value == "none":
        return Check(lambda card: card.due_on is None, _never)
    first, last = _days(asked, now.day)
    return Check(lambda card: card.due_on is not None and first <= card.due_on <= last, _never)


def _days(asked: _Asked, today: date) -> tuple[date, date]:
    """Return the first and the last day that a value of `due:` means."""
    spans = {"week": _WEEK_DAYS, "month": _MONTH_DAYS}
    if asked.value in spans:
        return today, today + timedelta(days=spans[asked.value] - 1)
    compared = _COMPARED.fullmatch(asked.value)
    sign, words = compared.groups() if compared else ("", asked.value)
    try:
        day = parse_day(words, today)
    except UsageError as error:
        near = nearest(asked.value, ("today", "tomorrow", "week", "month", "overdue", "none"))
        hint = f'Did you mean "due:{near}"?' if near else f"Write {_HINTS['due']}."
        raise UsageError(f'"due:{asked.written}" names no day.', hint) from error
    one = timedelta(days=1)
    before = date.min if sign == "<" and day == date.min else day - one if sign == "<" else day
    after = date.max if sign == ">" and day == date.max else day + one if sign == ">" else day
    return {
        "": (day, day),
        "<": (date.min, before),
        "<=": (date.min, day),
        ">": (after, date.max),
        ">=": (day, date.max),
    }[sign]


def _is_overdue(board: Board, card: Card, now: Moment) -> bool:
    is_past = nearness(card, now) is Nearness.PASSED
    return is_past and card.archived_at is None and not board.is_done(card)


_KEYS: dict[str, Callable[[_Asked], Check]] = {
    "tag": _tag,
    "goal": _goal,
    "column": _column,
    "due": _due,
    "is": _is,
    "has": _has,
    "milestone": _milestone,
    "id": _id,
}
_HINTS = {
    "tag": "tag:bug",
    "goal": "goal:launch",
    "column": "column:doing",
    "due": "today, week, month, overdue, none, fri or <2026-12-01",
    "is": "blocked, done, archived, waiting, free, overdue or repeating",
    "has": "notes, checklist, due, goal, tag or milestone",
    "milestone": "milestone:roof",
    "id": "id:12",
}
