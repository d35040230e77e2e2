"""How often forecasts hold: `python -m benchmarks.forecast`.

Lives of a goal are simulated, by several ways of working. Of each, the first weeks are shown to
the forecast, and it is counted how often the last card was done by the 50, 85 and 95 % date.
"""

import math
import random
from collections.abc import Callable

from kanban.domain.flow import PERCENTS, WEEK_DAYS, percentile
from kanban.domain.forecast import FARTHEST_WEEKS, LEAST_CARDS, LEAST_WEEKS, RUNS, days_needed

Day = Callable[[random.Random, int], int]
"""Returns the cards finished on a day, counted from 0, a Monday."""

LIVES = 1000


def _poisson(chance: random.Random, mean: float) -> int:
    """Return a Poisson number by Knuth's way; `mean` is small."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def steady(chance: random.Random, day: int) -> int:
    return _poisson(chance, 3 / WEEK_DAYS)


def workdays(chance: random.Random, day: int) -> int:
    return _poisson(chance, 0.7) if day % WEEK_DAYS < 5 else 0


def batches(chance: random.Random, day: int) -> int:
    """Several at once, now and then."""
    return chance.choice((2, 3, 4)) if chance.random() < 1 / WEEK_DAYS else 0


def uneven() -> Day:
    """Return weeks that are full and weeks that are nearly empty, in no order."""
    mean = 0.0

    def day_of_week(chance: random.Random, day: int) -> int:
        nonlocal mean
        if day % WEEK_DAYS == 0:
            mean = chance.choice((0.1, 0.4, 1.0))
        return _poisson(chance, mean)

    return day_of_week


PROCESSES: dict[str, Day] = {
    "steady": steady,
    "workdays": workdays,
    "batches": batches,
    "busy and quiet weeks": uneven(),
}


def kept(process: Day, weeks: int, cards: int, lives: int, runs: int = RUNS) -> list[float]:
    """Return the share of lives in which each of `PERCENTS` held; those too thin are lived anew."""
    chance = random.Random(20_261_122)
    hits = [0] * len(PERCENTS)
    lived = 0
    while lived < lives:
        past = [process(chance, day) for day in range(weeks * WEEK_DAYS)]
        if sum(past) < LEAST_CARDS:
            continue
        lived += 1
        blocks = [tuple(past[at : at + WEEK_DAYS]) for at in range(0, len(past), WEEK_DAYS)]
        needed = days_needed(blocks, cards, seed=lived, runs=runs)
        actual = _actual(process, chance, cards)
        for place, percent in enumerate(PERCENTS):
            hits[place] += actual <= percentile(needed, percent)
    return [hit / lives for hit in hits]


def _actual(process: Day, chance: random.Random, cards: int) -> int:
    for day in range(FARTHEST_WEEKS * WEEK_DAYS):
        cards -= process(chance, day)
        if cards <= 0:
            return day
    return FARTHEST_WEEKS * WEEK_DAYS


def main() -> None:
    print(f"share of {LIVES} lives whose last card was done by the date of ...")
    print(f"{'way of working':<22}{'weeks seen':>11}{'to go':>7}{'50 %':>8}{'85 %':>8}{'95 %':>8}")
    for name, process in PROCESSES.items():
        for weeks in (3, LEAST_WEEKS, 8, 12):
            for cards in (5, 20):
                shares = kept(process, weeks, cards, LIVES)
                row = "".join(f"{share:>8.1%}" for share in shares)
                print(f"{name:<22}{weeks:>11}{cards:>7}{row}")


if __name__ == "__main__":
    main()
