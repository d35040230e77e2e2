"""Scenes of the board's layout: marks, a drag, densities, and what was done before this week."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta

from textual.pilot import Pilot

from kanban.domain.demo import Act
from kanban.domain.moment import Moment
from kanban.domain.operations import cards
from kanban.domain.records import Card
from kanban.domain.values import replace

Play = Callable[[Pilot[None]], Awaitable[None]]
SMALL, NARROW, WIDE = (60, 20), (80, 24), (120, 36)
STEPS = ("Read the page aloud", "Ask for a photo", "Order the bricks", "Draw the window")


def _keys(*names: str) -> Play:
    async def play(pilot: Pilot[None]) -> None:
        await pilot.press(*names)

    return play


async def _dragged(pilot: Pilot[None]) -> None:
    await pilot.press("space", "space")
    await pilot.mouse_down(offset=(5, 4))
    for x, y in ((20, 5), (pilot.app.size.width // 2 - 5, 7)):
        await pilot.hover(offset=(x, y))


def weeks_of_work(now: Moment) -> Iterator[Act]:
    """Yield the acts of nine weeks with a few cards done in each, oldest first."""
    for ago in range(62, 0, -3):
        then = replace(now, at=now.at - timedelta(days=ago), day=now.day - timedelta(days=ago))
        title = STEPS[ago % len(STEPS)]
        yield lambda board, then=then, title=title: cards.add(board, then, titles=(title,))
        yield lambda board, then=then: cards.finish(
            board, then, card_ids=(board.next_id(Card) - 1,)
        )
    yield lambda board: cards.add(board, now, titles=STEPS)


SCENES: dict[str, tuple[tuple[int, int], str, bool, Play]] = {
    f"{name}-{width}x{height}": ((width, height), "evening", name != "weeks", play)
    for name, play in {
        "marks": _keys("space", "space", "j", "space", "l", "space"),
        "drag": _dragged,
        "compact": _keys("v", "v", "l"),
        "roomy": _keys("v", "l"),
        "weeks": _keys("l", "l"),
    }.items()
    for width, height in (SMALL, NARROW, WIDE)
}
