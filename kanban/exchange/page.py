"""What a recap says in every format that people read, in its order: sections of lines.

Owns the order and the words; how a line looks, and how text is made harmless there, is for each
format. Says whatever the period it is given holds: what is private is left out before.
"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from kanban.domain.dates import MONTHS, say_long
from kanban.domain.inner_life import FACTORS, HIGHEST, SCALES
from kanban.domain.periods import (
    Counted,
    GoalWins,
    LookBack,
    Memory,
    Span,
    chosen,
    say_wins,
)
from kanban.domain.recap import RecapWin
from kanban.domain.records import Day
from kanban.domain.values import replace
from kanban.domain.year import Stretch, best_weeks, months

Say = Callable[[int], str]
"""Says a number of wins; says nothing where counts are hidden."""

WITHOUT_GOAL = "Without a goal"


class Line(Struct, frozen=True):
    """One line.

    Attributes:
        text: A person's words, as the board holds them, or ours.
        lead: When, before them; may be empty.
        aside: Behind them; may be empty.
        color: A goal's colour, empty for none.
    """

    text: str
    lead: str = ""
    aside: str = ""
    color: str = ""


class Section(Struct, frozen=True):
    """Lines under a heading.

    Attributes:
        title: The heading; empty for none.
        note: Words under the heading; may be empty.
        aside: Beside the heading; may be empty.
        is_one_line: Whether heading and line may share a line.
        is_beside: Whether it stands beside the wins where there is room.
    """

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    aside: str = ""
    color: str = ""
    is_one_line: bool = False
    is_beside: bool = False


class Page(Struct, frozen=True):
    """A recap in words.

    Attributes:
        counts: How much there is: `12 wins on 6 of 7 days`.
        nothing: A sentence in place of the sections where there are none; else empty.
    """

    title: str
    counts: str
    sections: tuple[Section, ...]
    nothing: str = ""


def page(view: LookBack, *, is_quiet: bool = False) -> Page:
    """Return what is said about a period; `is_quiet` leaves every count out."""
    span = view.period.span
    say = _nothing if is_quiet else say_wins
    if span is Span.DAY:
        sections = _day(view, is_quiet)
    else:
        wins = tuple((_year if span is Span.YEAR else _weeks)(view, say))
        private = () if is_quiet else _private(view)
        beside = (*_best(view, say), *private, *map(_memory, _memories(view)))
        sections = (*wins, *(replace(each, is_beside=True) for each in beside))
    kept = tuple(each for each in sections if each.lines)
    words = f"No wins are kept for this {span.value}."
    counts = "" if is_quiet else _counts(view)
    return Page(view.period.words, counts, kept, "" if kept else words)


def _counts(view: LookBack) -> str:
    if view.period.span is Span.DAY or not view.active_days:
        return view.count_words
    active, so_far = view.active_days, view.days_so_far
    days = "1 day" if (active, so_far) == (1, 1) else f"{so_far} days"
    return f"{view.count_words} on {days if active == so_far else f'{active} of {days}'}"


def _day(view: LookBack, is_quiet: bool) -> tuple[Section, ...]:
    sections = [Section("", tuple(map(_win_of_day, view.wins)))]
    shown = {each.win.text for each in view.wins}
    for day in view.written:
        sections += [
            Section("Three things that moved", tuple(map(Line, day.three))),
            _said("Why it mattered", day.mattered),
            _said("In the way", day.setback),
            _said("Learned", "" if day.learned in shown else day.learned),
            _said("How it felt", "" if is_quiet else _scores(day)),
            _said("What helped", _named(day.helped, "helped")),
            _said("What hindered", _named(day.hindered, "hindered")),
            Section("Note", tuple(map(Line, filter(None, day.note.split("\n"))))),
            _said("First step for the next day", day.first_step),
        ]
    return tuple(sections)


def _scores(day: Day) -> str:
    scores = [f"{name} {score}" for name in SCALES if (score := getattr(day, name)) is not None]
    return f"{', '.join(scores)}, of {HIGHEST}" if scores else ""


def _named(ids: Iterable[str], side: str) -> str:
    return ", ".join(getattr(FACTORS[each], side) for each in ids if each in FACTORS)


def _weeks(view: LookBack, say: Say) -> Iterator[Section]:
    for group in view.groups:
        title, color = _named_goal(group)
        note = group.goal.why if group.goal else ""
        lines = tuple(map(_win_of_weeks, group.wins))
        yield Section(title, lines, note, say(len(group.wins)), color)
    yield Section("Achieved", tuple(Line(goal.title, color=goal.color) for goal in view.achieved))


def _year(view: LookBack, say: Say) -> Iterator[Section]:
    by_month = (_stretch(each, MONTHS[each.period.first.month - 1], say) for each in months(view))
    yield Section("Month by month", tuple(by_month))
    yield Section(
        "Achieved",
        tuple(Line(goal.title, aside=goal.why, color=goal.color) for goal in view.achieved),
    )
    goals = ((*_named_goal(group), say(len(group.wins))) for group in view.groups)
    by_goal = (Line(title, aside=count, color=color) for title, color, count in goals)
    yield Section("By goal", tuple(by_goal), is_beside=True)
    weeks = (_stretch(each, each.period.words, say) for each in best_weeks(view))
    yield Section("Best weeks", tuple(weeks), is_beside=True)


def _best(view: LookBack, say: Say) -> Iterator[Section]:
    pairs = ((day, chosen(day.wins)) for day in view.best)
    yield Section(
        "Best days",
        tuple(
            Line(win.win.text, say_long(day.day), say(len(day.wins)), _color(win))
            for day, win in pairs
            if win is not None
        ),
    )


def _private(view: LookBack) -> Iterator[Section]:
    yield _said("What helped", _factors(view.helped, "helped"))
    yield _said("What hindered", _factors(view.hindered, "hindered"))
    is_year = view.period.span is Span.YEAR
    yield _said("How days felt" if is_year else "How days felt in twelve weeks", view.flywheel)


def _memories(view: LookBack) -> Iterator[Memory]:
    """Yield the memories that lie before the period; a year holds its own months already."""
    return (each for each in view.memories if each.day < view.period.first)


def _memory(memory: Memory) -> Section:
    line = Line(memory.win.win.text, color=_color(memory.win))
    return Section(memory.words, (line,), aside=f"{say_long(memory.day)} {memory.day.year}")


def _factors(counted: Counted, side: str) -> str:
    return ", ".join(f"{getattr(factor, side)} {count}" for factor, count in counted)


def _stretch(each: Stretch, lead: str, say: Say) -> Line:
    return Line(each.win.win.text, lead, say(each.count), _color(each.win))


def _named_goal(group: GoalWins) -> tuple[str, str]:
    return (group.goal.title, group.goal.color) if group.goal else (WITHOUT_GOAL, "")


def _win_of_day(each: RecapWin) -> Line:
    goal = each.goal.title if each.goal else ""
    way = f" (in the way: {each.win.in_the_way})" if each.win.in_the_way else ""
    return Line(each.win.text + way, f"{each.local_time:%H:%M}", goal, _color(each))


def _win_of_weeks(each: RecapWin) -> Line:
    return Line(each.win.text, say_long(each.win.day), color=_color(each))


def _color(each: RecapWin) -> str:
    return each.goal.color if each.goal else ""


def _nothing(_count: int) -> str:
    return ""


def _said(title: str, words: str) -> Section:
    return Section(title, (Line(words),) if words else (), is_one_line=True)
