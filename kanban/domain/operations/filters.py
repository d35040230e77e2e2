"""Saved filters: keep a search under a name, rename it, let it go."""

from collections.abc import Sequence

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.query import nearest, parse
from kanban.domain.records import About, SavedFilter
from kanban.domain.search_text import folded
from kanban.domain.text import clean
from kanban.domain.values import replace
from kanban.errors import RuleError

MOST_FILTERS = 50


def keep(board: Board, now: Moment, *, name: str, query: str) -> Change:
    """Keep a search under a name; one that has the name already is another search from now on.

    Raises:
        RuleError: The name or the search is not possible, 50 are kept, or nothing would change.
        UsageError: The search cannot be understood.
    """
    about = _about(board)
    new = SavedFilter(clean(name, "name of a filter"), clean(query, "search"))
    parse(new.query, board, now)
    old = _find(about.filters, new.name)
    if old == new:
        raise RuleError(f'"{new.name}" is that search already.')
    if old is None and len(about.filters) >= MOST_FILTERS:
        raise RuleError(
            f"A board keeps at most {MOST_FILTERS} searches.", "Let one of them go first."
        )
    rest = [new if each is old else each for each in about.filters]
    kept = rest if old is not None else [*rest, new]
    return _change(f'Kept the search "{new.name}"', about, kept)


def rename(board: Board, now: Moment, *, name: str, new_name: str) -> Change:
    """Give a kept search another name.

    Raises:
        RuleError: There is none of that name, another one has the new name, or it is not possible.
    """
    about = _about(board)
    old = named(board, name)
    new = replace(old, name=clean(new_name, "name of a filter"))
    other = _find(about.filters, new.name)
    if other is not None and other is not old:
        raise RuleError(f'Another search is called "{other.name}".', "Choose another name.")
    if new == old:
        raise RuleError(f'It is called "{old.name}" already.')
    kept = [new if each is old else each for each in about.filters]
    return _change(f'Renamed the search "{old.name}" to "{new.name}"', about, kept)


def forget(board: Board, now: Moment, *, name: str) -> Change:
    """Let a kept search go.

    Raises:
        RuleError: There is none of that name.
    """
    about = _about(board)
    old = named(board, name)
    kept = [each for each in about.filters if each is not old]
    return _change(f'Let the search "{old.name}" go', about, kept)


def named(board: Board, name: str) -> SavedFilter:
    """Return a kept search by its name, in any case, or refuse."""
    filters = board.about.filters if board.about else ()
    found = _find(filters, name)
    if found is not None:
        return found
    near = nearest(folded(name), [folded(each.name) for each in filters])
    like = next((each.name for each in filters if folded(each.name) == near), "")
    hint = f'Did you mean "{like}"?' if like else _listed(filters)
    raise RuleError(f'No search is kept as "{name}".', hint)


def _listed(filters: Sequence[SavedFilter]) -> str:
    names = ", ".join(f'"{each.name}"' for each in filters)
    return f"There are {names}." if names else "None is kept yet."


def _find(filters: Sequence[SavedFilter], name: str) -> SavedFilter | None:
    wanted = folded(name.strip())
    return next((each for each in filters if folded(each.name) == wanted), None)


def _about(board: Board) -> About:
    if board.about is None:
        raise RuleError("This board is not set up.", "Open it first.")
    return board.about


def _change(words: str, about: About, kept: Sequence[SavedFilter]) -> Change:
    return Change(words, (Edit(about, replace(about, filters=tuple(kept))),))
