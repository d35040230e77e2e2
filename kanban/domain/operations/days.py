"""Days: what a person writes about one, and closing it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.dates import say_long
from kanban.domain.inner_life import FACTORS, HIGHEST, LOWEST, SCALES
from kanban.domain.moment import Moment
from kanban.domain.next_step import new_on_top, raised
from kanban.domain.records import Card, Day, Win, WinKind
from kanban.domain.text import clean, clean_notes, clean_optional
from kanban.domain.values import replace
from kanban.domain.wins import REFRAMES, earned
from kanban.errors import RuleError

ACHIEVEMENTS = 3


def write(board: Board, now: Moment, *, on: date, fields: Mapping[str, Any]) -> Change:
    """Keep what was written about a day, which stays open.

    Args:
        board: The board.
        now: When.
        on: The day, today or before.
        fields: The fields of a day that are written: three, mattered, setback, learned,
            learned_kind, emotion, motivation, perception, helped, hindered, first_step,
            first_card_id, note. Those left out stay as they are.

    Raises:
        RuleError: The day is not here yet, a field is not possible, or nothing would change.
        KeyError: There is no such field to write.
    """
    old, new = _written(board, now, on, fields)
    if new == old or (old is None and new == _blank(board, now, on)):
        raise RuleError(f"Nothing changed on {say_long(on)}.")
    return Change(f"Wrote about {say_long(on)}", (Edit(old, new),))


def close(board: Board, now: Moment, *, on: date, fields: Mapping[str, Any]) -> Change:
    """Keep what was written about a day and close it; every field may be left empty.

    What was learned today is a win of today, once; a day written later makes none, for its wins
    are as they were. The first step for a day that is still ahead lies on top of the first column.

    Args:
        board: The board.
        now: When.
        on: The day, today or before.
        fields: As in `write`.

    Raises:
        RuleError: As `write`.
        KeyError: As `write`.
    """
    old, new = _written(board, now, on, fields)
    new = replace(new, closed_at=new.closed_at or now.at)
    new, wins = _with_win(board, now, new)
    new, steps = _with_card(board, now, new)
    if new == old and not wins and not steps:
        raise RuleError(f"Nothing changed on {say_long(on)}.")
    words = "Closed" if old is None or old.closed_at is None else "Wrote more about"
    return Change(f"{words} {say_long(on)}", (Edit(old, new), *wins, *steps))


def _written(
    board: Board, now: Moment, on: date, fields: Mapping[str, Any]
) -> tuple[Day | None, Day]:
    if on > now.day:
        raise RuleError(f"{say_long(on)} is not here yet.", "Choose today or a day before it.")
    old = board.day(on)
    checked: dict[str, Any] = {name: _CHECKS[name](value) for name, value in fields.items()}
    new = replace(old or _blank(board, now, on), **checked)
    if new.first_card_id is not None:
        board.card(new.first_card_id)
    return old, new


def _blank(board: Board, now: Moment, on: date) -> Day:
    return Day(id=board.next_id(Day), on=on, written_at=now.at, written_on=now.day)


def _with_win(board: Board, now: Moment, day: Day) -> tuple[Day, tuple[Edit, ...]]:
    """Return the day and the edit to the win of what was learned, where there is one."""
    if not day.learned or day.learned_kind is None:
        return day, ()
    win = None if day.learned_win_id is None else board.get(Win, day.learned_win_id)
    if win is not None:
        said = replace(
            win, kind=day.learned_kind, text=day.learned, in_the_way=day.setback, withdrawn_at=None
        )
        return day, (Edit(win, said),) if said != win else ()
    if day.on != now.day:
        return day, ()
    fresh = earned(board.next_id(Win), day.learned_kind, day.learned, now)
    fresh = replace(fresh, in_the_way=day.setback)
    return replace(day, learned_win_id=fresh.id), (Edit(None, fresh),)


def _with_card(board: Board, now: Moment, day: Day) -> tuple[Day, tuple[Edit, ...]]:
    """Return the day and the edits that put its first step on top of the first column."""
    if not day.first_step or day.on < now.day - timedelta(days=1):
        return day, ()
    card = None if day.first_card_id is None else board.get(Card, day.first_card_id)
    if card is not None and card.title == day.first_step:
        return day, raised(board, card)
    added = new_on_top(board, now, day.first_step)
    return replace(day, first_card_id=added[0].record.id), added


def _three(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) > ACHIEVEMENTS:
        raise RuleError(
            f"A day holds {ACHIEVEMENTS} achievements, not {len(lines)}.", "Leave some out."
        )
    return tuple(line for text in lines if (line := clean_optional(text, "achievement")))


def _score(value: int | None) -> int | None:
    if value is not None and not LOWEST <= value <= HIGHEST:
        raise RuleError(f"A day is rated {LOWEST} to {HIGHEST}, not {value}.", "Or leave it open.")
    return value


def _factors(ids: tuple[str, ...]) -> tuple[str, ...]:
    for each in ids:
        if each not in FACTORS:
            raise RuleError(
                f'There is nothing called "{clean(each)}" that helps or hinders a day.',
                f"There are: {', '.join(FACTORS)}.",
            )
    return tuple(dict.fromkeys(ids))


def _learned_kind(kind: WinKind | None) -> WinKind | None:
    if kind is not None and kind not in REFRAMES:
        raise RuleError(f"What was learned is no {kind}.", f"It is {', '.join(REFRAMES)}.")
    return kind


_CHECKS: Mapping[str, Callable[[Any], object]] = {
    "three": _three,
    "mattered": lambda text: clean_optional(text, "line"),
    "setback": lambda text: clean_optional(text, "setback"),
    "learned": lambda text: clean_optional(text, "line"),
    "learned_kind": _learned_kind,
    **dict.fromkeys(SCALES, _score),
    "helped": _factors,
    "hindered": _factors,
    "first_step": lambda text: clean_optional(text, "first step"),
    "first_card_id": lambda card_id: card_id,
    "note": clean_notes,
}
