"""Boards beside the one that a picture shows, in a folder of their own."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from kanban.boards import create_board
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, wins
from kanban.domain.values import replace
from kanban.shelf import Shelf

OTHERS = {
    "garden": ("Garden", 1, ("Sow the peas", "Mend the fence", "Ask a neighbour for a ladder"), 2),
    "novel": ("The novel", 2, ("Chapter one", "A name for the dog", "Read it aloud"), 1),
    "thesis": ("Thesis", 9, ("Find the data", "One table", "Write to Noor"), 0),
}
"""Title, days since the last change, cards, and how many of them are done."""
AWAY = {"move": ("Moving house", 40), "talk": ("The talk in Lyon", 120)}


def shelf_of(folder: Path, clock: Callable[[], Moment], *, is_alone: bool) -> Shelf:
    """Return a shelf with the demo's board on it, and with others unless it stands alone."""
    create_board(folder, "main", clock, title="Launch the product").close()
    for name, (title, days, titles, done) in {} if is_alone else OTHERS.items():
        then = ago(clock(), days)
        with closing(create_board(folder, name, lambda then=then: then, title=title)) as keeper:
            keeper.do(cards.add, titles=titles)
            if done:
                keeper.do(cards.finish, card_ids=tuple(range(1, done + 1)))
            if name == "garden":
                keeper.clock = clock
                keeper.do(wins.log, texts=("Cut the hedge",))
    shelf = Shelf(folder, clock, "main")
    for name, (title, days) in {} if is_alone else AWAY.items():
        then = ago(clock(), days)
        create_board(folder, name, lambda then=then: then, title=title).close()
        shelf.archive(name)
    return shelf


def ago(now: Moment, days: int) -> Moment:
    span = timedelta(days=days)
    return replace(now, at=now.at - span, day=now.day - span)
