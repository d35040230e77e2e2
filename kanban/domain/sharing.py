"""What may leave the board: how a day felt and what was in the way stay, unless named."""

from kanban.domain.periods import LookBack
from kanban.domain.recap import RecapWin
from kanban.domain.records import Day
from kanban.domain.values import replace


def shareable(view: LookBack) -> LookBack:
    """Return a period without its private words and scores, for every way out of the board.

    Left out are the setback, the note, inner work life, what helped and hindered, the flywheel, and
    what a win's moment was stuck on.
    """
    days = tuple(replace(day, wins=tuple(map(_plain, day.wins))) for day in view.days)
    groups = tuple(replace(group, wins=tuple(map(_plain, group.wins))) for group in view.groups)
    best = tuple(replace(day, wins=tuple(map(_plain, day.wins))) for day in view.best)
    memories = tuple(replace(each, win=_plain(each.win)) for each in view.memories)
    return replace(
        view,
        days=days,
        groups=groups,
        best=best,
        written=tuple(map(_open, view.written)),
        helped=(),
        hindered=(),
        flywheel="",
        memories=memories,
    )


def _plain(each: RecapWin) -> RecapWin:
    if not each.win.in_the_way:
        return each
    return each._replace(win=replace(each.win, in_the_way=""))


def _open(day: Day) -> Day:
    unscored = replace(day, emotion=None, motivation=None, perception=None)
    return replace(unscored, setback="", note="", helped=(), hindered=())
