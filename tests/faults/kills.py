"""Kill -9 at random moments; whatever was acknowledged has to be there, whole."""

import random
from collections.abc import Callable
from pathlib import Path

from kanban.domain.board import Board
from kanban.errors import BoardError
from kanban.keeper import Keeper
from kanban.store.board_file import BoardFile
from kanban.store.disk import Disk
from tests.domain.builder import records

from .children import Tell, forked
from .subjects import Act, Expected, Opener, clock, do, large_board, move, old_wins, opener, split
from .tally import Tally

LONGEST_S = 0.04
BOARD_KILLS = 25
"""How many kills one board has to live through."""


def moves(kills: int, folder: Path, open_: Opener | None = None, seed: int = 1) -> Tally:
    """Kill while cards are moved one by one."""
    return _loop("kill -9: moves", kills, folder, open_ or opener(), move, _only_act, seed)


def splits(kills: int, folder: Path, open_: Opener | None = None, seed: int = 2) -> Tally:
    """Kill while thirty cards are made at once."""
    return _loop(
        "kill -9: splits into 30 cards", kills, folder, open_ or opener(), split, _only_act, seed
    )


def folds(kills: int, folder: Path, open_: Opener | None = None, seed: int = 3) -> Tally:
    """Kill while the journal is folded after each move."""
    return _loop(
        "kill -9: folds", kills, folder, open_ or large_opener(), move, _act_and_fold, seed
    )


def years(kills: int, folder: Path, open_: Opener | None = None, seed: int = 4) -> Tally:
    """Kill while wins of years long past are put away after each act on them."""
    return _loop(
        "kill -9: years put away", kills, folder, open_ or opener(), old_wins, _act_and_fold, seed
    )


def large_opener(make_disk: Callable[[], Disk] = Disk) -> Opener:
    """Return a way in to a board whose folds take a while."""

    def open_(folder: Path) -> Keeper:
        file = BoardFile(folder / "main.json", make_disk())
        return Keeper(file, clock, file.create(large_board))

    return open_


def _only_act(keeper: Keeper, act: Act, tell: Tell) -> None:
    tell(do(keeper, act))


def _act_and_fold(keeper: Keeper, act: Act, tell: Tell) -> None:
    tell(do(keeper, act))
    keeper.fold()


def _loop(
    kind: str,
    kills: int,
    folder: Path,
    open_: Opener,
    act: Act,
    step: Callable[[Keeper, Act, Tell], None],
    seed: int,
) -> Tally:
    tally = Tally(kind)
    rng = random.Random(seed)
    expected: Expected | None = None
    place = folder
    for number in range(kills):
        if number % BOARD_KILLS == 0 or expected is None:
            place = folder / f"{seed}-{number}"
            expected = Expected(copy_of(open_(place).board), act)

        def work(tell: Tell, place: Path = place) -> None:
            keeper = open_(place)
            while True:
                step(keeper, act, tell)

        acknowledged = expected.board.seq
        with forked(work) as child:
            if rng.random() < 0.9:  # else it is killed while it opens the board
                acknowledged = next((told for told, _ in child.listen(10.0)), acknowledged)
            for told, _ in child.listen(rng.uniform(0.0, LONGEST_S)):
                acknowledged = told
            acknowledged = max([acknowledged, *(told for told, _ in child.kill())])
        tally.tried += 1
        if not _check(tally, place, open_, expected, acknowledged):
            expected = None
    return tally


def _check(tally: Tally, place: Path, open_: Opener, expected: Expected, acknowledged: int) -> bool:
    """Look at a board after its process was killed; return False when it cannot go on."""
    try:
        keeper = open_(place)
    except Exception as error:
        tally.fail("unreadable", error)
        return False
    tally.seen["acts acknowledged"] += acknowledged - expected.board.seq
    if keeper.board.seq < acknowledged:
        tally.fail("lost acknowledged", f"{keeper.board.seq} of {acknowledged}")
        return False
    try:
        wrong = expected.differs(keeper.board)
    except BoardError as error:
        tally.fail("unreadable year", error)
        return False
    if wrong:
        tally.fail(wrong, f"at {keeper.board.seq}")
        return False
    if [*place.glob("*.new"), *place.glob("years/*/*.new")]:
        tally.fail("staged files not swept", place)
        return False
    keeper.close()
    return True


def copy_of(board: Board) -> Board:
    """Return a board with the same records."""
    held = [record for table in records(board).values() for record in table.values()]
    return Board(held, seq=board.seq, next_ids=board.next_ids())
