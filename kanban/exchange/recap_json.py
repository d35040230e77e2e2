"""A recap as a JSON document; its keys are a contract, described in docs/cli.md."""

from typing import Any

from kanban.domain.inner_life import SCALES
from kanban.domain.periods import Counted, LookBack, Span
from kanban.domain.recap import RecapWin
from kanban.domain.records import Day
from kanban.domain.year import best_weeks, months


def document(view: LookBack, *, with_private: bool = False) -> dict[str, Any]:
    """Return the document of a period; `with_private` adds the keys of what is private."""
    if view.period.span is Span.DAY:
        return _day(view, with_private)
    held: dict[str, Any] = {
        "span": view.period.span.value,
        "from": view.period.first.isoformat(),
        "to": view.period.last.isoformat(),
        "wins": [
            {**_win(each, with_private), "day": each.win.day.isoformat()} for each in view.wins
        ],
        "goals": [
            {
                "title": group.goal.title if group.goal else None,
                "why": group.goal.why if group.goal else "",
                "wins": [each.win.id for each in group.wins],
            }
            for group in view.groups
        ],
        "days": [{"day": each.day.isoformat(), "wins": len(each.wins)} for each in view.days],
        "rhythm": {"days": view.active_days, "of": view.days_so_far},
        "best_days": [each.day.isoformat() for each in view.best],
        "achieved": [goal.title for goal in view.achieved],
        "memories": [
            {"day": each.day.isoformat(), **_win(each.win, with_private)} for each in view.memories
        ],
    }
    if view.period.span is Span.YEAR:
        held["months"] = [
            {"month": f"{each.period.first:%Y-%m}", "wins": each.count, "win": each.win.win.id}
            for each in months(view)
        ]
        held["best_weeks"] = [
            {"from": each.period.first.isoformat(), "wins": each.count} for each in best_weeks(view)
        ]
    if with_private:
        held["helped"] = _counted(view.helped)
        held["hindered"] = _counted(view.hindered)
        held["flywheel"] = view.flywheel or None
    return held


def win_document(each: RecapWin) -> dict[str, Any]:
    """Return a win of any day, without what is private."""
    return {**_win(each, with_private=False), "day": each.win.day.isoformat()}


def _day(view: LookBack, with_private: bool) -> dict[str, Any]:
    day = view.written[0] if view.written else None
    held: dict[str, Any] = {
        "day": view.period.first.isoformat(),
        "wins": [_win(each, with_private) for each in view.wins],
        "three": list(day.three) if day else [],
        "mattered": (day and day.mattered) or None,
        "learned": (day and day.learned) or None,
        "first_step": (day and day.first_step) or None,
        "closed_at": day.closed_at.isoformat() if day and day.closed_at else None,
    }
    return held | _private(day) if with_private else held


def _private(day: Day | None) -> dict[str, Any]:
    return {
        "setback": (day and day.setback) or None,
        **{name: getattr(day, name) if day else None for name in SCALES},
        "helped": list(day.helped) if day else [],
        "hindered": list(day.hindered) if day else [],
        "note": day.note if day else "",
    }


def _counted(counted: Counted) -> list[dict[str, Any]]:
    return [{"factor": factor.id, "days": count} for factor, count in counted]


def _win(each: RecapWin, with_private: bool) -> dict[str, Any]:
    held = {
        "id": each.win.id,
        "kind": each.win.kind.value,
        "text": each.win.text,
        "goal": each.goal.title if each.goal else None,
        "at": each.local_time.isoformat(),
    }
    return {**held, "in_the_way": each.win.in_the_way or None} if with_private else held
