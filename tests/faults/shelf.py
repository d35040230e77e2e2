"""Kill -9 while boards are moved, and while cards go from one board to another."""

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kanban.boards import create_board, open_board
from kanban.domain.operations import cards
from kanban.domain.records import Card
from kanban.errors import BoardError
from kanban.shelf import Shelf
from kanban.store.moving import ARCHIVE
from kanban.store.presence import NOTE
from tests.domain.builder import records

from .children import Tell, forked
from .subjects import clock, old_wins
from .tally import Tally

LONGEST_S = 0.03
CARDS = 12


def renames(kills: int, folder: Path, seed: int = 11) -> Tally:
    """Kill while a board with every kind of file is named, put away and brought back."""
    tally = Tally("kill -9: boards moved")
    rng = random.Random(seed)
    with closing(create_board(folder, "one", clock, title="Launch")) as keeper:
        keeper.do(cards.add, titles=("Dig", "Pour"))
        keeper.do(lambda board, _now: old_wins(board))
        keeper.fold()
        keeper.back_up()
        keeper.drawer.put("draft", {"words": "half a sentence"})
        expected = records(keeper.board)
    whole = sorted(_parts(folder))

    def work(tell: Tell) -> None:
        shelf = Shelf(folder, clock)
        for number in range(10_000):
            if shelf.names(is_archived=True):
                shelf.restore("two", "one")
            elif shelf.names() == ["one"]:
                shelf.rename("one", "two")
            else:
                shelf.archive("two")
            tell(number)

    for _ in range(kills):
        _kill_at_random(work, rng)
        tally.tried += 1
        shelf = Shelf(folder, clock)
        try:
            here, away = shelf.names(), shelf.names(is_archived=True)
            if len(here + away) != 1:
                tally.fail("not one board", f"{here} {away}")
                return tally
            place = folder if here else folder / ARCHIVE
            with closing(open_board(place, *here, *away, clock)) as kept:
                found = records(kept.board)
        except BoardError as error:
            tally.fail("unreadable", error)
            return tally
        tally.seen["found put away"] += bool(away)
        if found != expected or sorted(_parts(folder)) != whole:
            tally.fail("partial", sorted(_parts(folder)))
    return tally


def sends(kills: int, folder: Path, seed: int = 12) -> Tally:
    """Kill while cards are sent one by one; then send the rest, and look where each one is."""
    tally = Tally("kill -9: cards sent to another board")
    rng = random.Random(seed)
    titles = tuple(f"Step {number}" for number in range(CARDS))
    for name in ("left", "right"):
        with closing(create_board(folder, name, clock)) as keeper:
            if name == "left":
                keeper.do(cards.add, titles=titles)
    source, target = "left", "right"
    for _ in range(kills):
        _kill_at_random(lambda tell, way=(source, target): _send_all(folder, *way, tell), rng)
        tally.tried += 1
        here, there = _titles(folder, source), _titles(folder, target)
        if {*here, *there} != {*titles}:
            tally.fail("lost", {*titles} - {*here, *there})
            return tally
        tally.seen["on both"] += len({*here} & {*there})
        _send_all(folder, source, target, lambda _number: None)
        if sorted(_titles(folder, target)) != sorted(titles) or _titles(folder, source):
            tally.fail("twice, or left", f"{_titles(folder, source)} {_titles(folder, target)}")
            return tally
        source, target = target, source
    return tally


def _send_all(folder: Path, source: str, target: str, tell: Tell) -> None:
    with closing(open_board(folder, source, clock)) as keeper:
        held = keeper.board.table(Card).values()
        for card in [each for each in held if each.archived_at is None]:
            keeper.do(Shelf(folder, clock, source).sending(target), card_ids=(card.id,))
            tell(card.id)


def _titles(folder: Path, name: str) -> list[str]:
    with closing(open_board(folder, name, clock)) as keeper:
        held = keeper.board.table(Card).values()
        return [card.title for card in held if card.archived_at is None]


def _parts(folder: Path) -> list[str]:
    """Return the files of the one board there is, without its name."""
    names = (ARCHIVE, "one", "two")
    found = (
        path.relative_to(folder).parts
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".lock", ".new") and path.name != NOTE
    )
    joined = ("/".join(part for part in parts if part not in names) for parts in found)
    return [name.removeprefix("one.").removeprefix("two.") for name in joined]


def _kill_at_random(work: Callable[[Tell], None], rng: random.Random) -> None:
    with forked(work) as child:
        if rng.random() < 0.9:  # else it is killed at its beginning
            next(child.listen(10.0), None)
        for _ in child.listen(rng.uniform(0.0, LONGEST_S)):
            pass
        child.kill()
