"""Ranks: strings whose order is the order of cards, so that a move edits one record.

A rank is eight hexadecimal digits, and after them as many as it takes to fit between two others.
Appending and prepending count the first eight up or down, so they stay short for ever; only
inserting again and again at one place makes a rank grow, by a digit each four times.
"""

_WHOLE = 8
_START = "80000000"


def between(low: str | None, high: str | None) -> str:
    """Return a rank after `low` and before `high`; None leaves that side open.

    Raises:
        ValueError: `low` is not before `high`, or there is no room left at the end.
    """
    if low is None and high is None:
        return _START
    if high is None:
        return _step(low or _START, 1)
    if low is None:
        return _step(high, -1)
    if low >= high:
        raise ValueError(f"rank {low} is not before {high}")
    width = max(len(low), len(high)) + 1
    middle = (_number(low, width) + _number(high, width)) // 2
    digits = f"{middle:0{width}x}"
    return digits[:_WHOLE] + digits[_WHOLE:].rstrip("0")


def spread(low: str | None, high: str | None, count: int) -> list[str]:
    """Return `count` ranks in order between `low` and `high`, each as short as possible."""
    if count < 1:
        return []
    if low is None or high is None:
        ranks = []
        for _ in range(count):
            rank = between(low, high)
            ranks.append(rank)
            low, high = (rank, high) if high is None else (low, rank)
        return sorted(ranks)
    middle = between(low, high)
    before = spread(low, middle, (count - 1) // 2)
    after = spread(middle, high, count - 1 - len(before))
    return [*before, middle, *after]


def _number(rank: str, width: int) -> int:
    return int(rank.ljust(width, "0"), 16)


def _step(rank: str, by: int) -> str:
    number = int(rank[:_WHOLE], 16) + by
    if not 0 < number < 16**_WHOLE:
        raise ValueError("no rank is left at this end")
    return f"{number:0{_WHOLE}x}"
