"""What lies behind the demo's week: a year of wins, and a quarter of finished cards.

All of it is older than the week, and its cards are put away: the board itself looks as it would
without, and the insights have something to show.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.dice import Dice
from kanban.domain.inner_life import SCALES
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, days, wins
from kanban.domain.records import Card
from kanban.domain.values import replace

Act = Callable[[Board], Change]

WEEKS = 50
WEEKS_OF_CARDS = 11
DAYS_FELT = 50
FIRST_DAY_BACK = 8
"""The week before it is the demo's own."""
_VERBS = ("Sketch", "Ask Noor about", "Try out", "Mend", "Shorten", "Read up on", "Tidy", "Print")
_NOUNS = (
    "the welcome page",
    "the price list",
    "chapter one",
    "figure two",
    "the backup",
    "the map",
)
_DAYS_TAKEN = (0, 0, 1, 1, 2, 2, 3, 5, 9)
_WINS_A_DAY = (0, 1, 1, 2, 2, 3, 4)


def past_acts(now: Moment) -> Iterator[Act]:
    """Yield the acts, the newest of them `FIRST_DAY_BACK` days before `now`."""
    dice = Dice(now.day.year)
    for back in range(FIRST_DAY_BACK, FIRST_DAY_BACK + 7 * WEEKS):
        then = _days_ago(now, back)
        is_workday = then.day.weekday() < 5
        if back < FIRST_DAY_BACK + 7 * WEEKS_OF_CARDS and is_workday and dice.below(5) < 3:
            yield from _card(now, back, dice)
        elif is_workday or dice.below(4) == 0:
            count = _WINS_A_DAY[dice.below(len(_WINS_A_DAY))]
            if count:
                yield _wins(then, count, dice.below(4))
        if back < DAYS_FELT and is_workday and dice.below(4):
            yield _felt(then, tuple(2 + dice.below(4) for _ in SCALES))


def _card(now: Moment, back: int, dice: Dice) -> Iterator[Act]:
    title = f"{_VERBS[dice.below(len(_VERBS))]} {_NOUNS[dice.below(len(_NOUNS))]}"
    done = _days_ago(now, back)
    started = _days_ago(now, back + _DAYS_TAKEN[dice.below(len(_DAYS_TAKEN))])
    added = replace(started, at=started.at - timedelta(days=1 + dice.below(6)))
    yield lambda board: cards.add(board, added, titles=(title,))
    yield lambda board: cards.move(
        board, started, card_ids=(_newest(board),), column_id=board.columns()[1].id
    )
    yield lambda board: cards.finish(board, done, card_ids=(_newest(board),))
    yield lambda board: cards.archive(board, done, card_ids=(_newest(board),))


def _wins(then: Moment, count: int, place: int) -> Act:
    def act(board: Board) -> Change:
        goals = board.goals()
        goal_id = goals[place].id if place < len(goals) else None
        texts = tuple(f"A small step, {number + 1}" for number in range(count))
        return wins.log(board, then, texts=texts, goal_id=goal_id)

    return act


def _felt(then: Moment, values: tuple[int, ...]) -> Act:
    fields = dict(zip(SCALES, values, strict=True))
    return lambda board: days.write(board, then, on=then.day, fields=fields)


def _newest(board: Board) -> int:
    return board.next_id(Card) - 1


def _days_ago(now: Moment, count: int) -> Moment:
    return replace(now, at=now.at - timedelta(days=count), day=now.day - timedelta(days=count))
