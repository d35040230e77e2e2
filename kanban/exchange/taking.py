"""From a draft to one change: the whole file arrives on the board, or nothing does.

Owns the order of what arrives, and that no file is taken twice unasked. Where things belong is
`placing.py`'s business, what a card becomes `landing.py`'s.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from kanban.domain import rank
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.moment import Moment
from kanban.domain.records import About, Card, Goal, Record, Win, WinKind
from kanban.domain.text import clean
from kanban.domain.values import replace
from kanban.domain.wins import earned
from kanban.errors import RuleError
from kanban.exchange.draft import Draft
from kanban.exchange.due import Localize
from kanban.exchange.headings import by_goal
from kanban.exchange.landing import Landing
from kanban.exchange.placing import Places, places


def take(
    board: Board,
    now: Moment,
    *,
    draft: Draft,
    fingerprint: str,
    title: str,
    done: str | None,
    again: bool,
    localize: Localize,
    as_goals: bool = False,
) -> Change:
    """Take a whole draft onto a board; a board nobody has used is set up by it.

    Args:
        board: The board.
        now: When.
        draft: What the file holds.
        fingerprint: What tells the file from others, kept with the board.
        title: The board's, should it be set up; the file's, should the draft have none.
        done: The name of the done column, None finds it.
        again: Take a file that was taken before.
        localize: See `Localize`.
        as_goals: Make goals of the file's columns; see `headings.py`.

    Raises:
        RuleError: The file was taken before, `done` cannot be, or there are too many columns.
    """
    goal_of: list[Goal | None] = [None] * len(draft.cards)
    new_goals: list[Goal] = []
    if as_goals:
        draft, goal_of, new_goals = by_goal(board, draft)
    title = clean(title, "board title")
    found = places(board, draft, done)
    about = _about(board, now, fingerprint, title, again)
    about = replace(about, title=title) if found.gone else about
    landing = Landing(now, found, localize)
    finishes = [landing.finish(card) for card in draft.cards]
    ranks = _ranks(board, draft, found)
    first = board.next_id(Card)
    landed = (
        landing.card(card, first + index, next(ranks[found.column_of(card).id]), finish)
        for index, (card, finish) in enumerate(zip(draft.cards, finishes, strict=True))
    )
    cards = [_under(card, goal) for card, goal in zip(landed, goal_of, strict=True)]
    made: list[Record] = [*found.new, *new_goals, *cards, *_wins(board, cards, finishes)]
    edits = [] if about == board.about else [Edit(board.about, about)]
    edits += [Edit(column, None) for column in found.gone]
    edits += [Edit(None, record) for record in made]
    return Change(_words(len(cards), draft.title or title), tuple(edits))


def _words(count: int, title: str) -> str:
    return f'Imported {count} {"card" if count == 1 else "cards"} from "{title}"'


def _under(card: Card, goal: Goal | None) -> Card:
    return replace(card, goal_id=goal.id) if goal else card


def _about(board: Board, now: Moment, fingerprint: str, title: str, again: bool) -> About:
    about = board.about or About(title=title, created_at=now.at)
    if fingerprint not in about.imports:
        return replace(about, imports=(*about.imports, fingerprint))
    if not again:
        raise RuleError(
            f'This file was imported into "{about.title}" before.',
            "Add --again to take its cards a second time.",
        )
    return about


def _ranks(board: Board, draft: Draft, found: Places) -> dict[int, Iterator[str]]:
    """Return the ranks behind the last card of each column."""
    counts = Counter(found.column_of(card).id for card in draft.cards)
    ranks: dict[int, Iterator[str]] = {}
    for column_id, count in counts.items():
        held = board.ranks_in(column_id)
        ranks[column_id] = iter(rank.spread(held[-1][0] if held else None, None, count))
    return ranks


def _wins(board: Board, cards: list[Card], finishes: Sequence[Moment | None]) -> list[Win]:
    """Return the wins, oldest first: a day shows its wins in the order of their ids."""
    pairs = [(finish, card) for finish, card in zip(finishes, cards, strict=True) if finish]
    pairs.sort(key=lambda pair: pair[0].at)
    first = board.next_id(Win)
    return [
        earned(first + index, WinKind.CARD, card.title, finish, card_id=card.id)
        for index, (finish, card) in enumerate(pairs)
    ]
