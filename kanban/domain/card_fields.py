"""The fields of a card that a person may set: what each may hold, and how they hang together."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, time, timedelta
from typing import Any

from kanban.domain.board import Board
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Item
from kanban.domain.text import clean, clean_notes, clean_optional, clean_tag
from kanban.domain.values import replace
from kanban.errors import RuleError

MOST_TAGS = 20
MOST_ITEMS = 200


def checked_fields(
    board: Board, fields: Mapping[str, Any], cards: Collection[Card] = ()
) -> dict[str, Any]:
    """Return fields of cards as each of them may be kept.

    Args:
        board: The board.
        fields: Values by the name of the field.
        cards: The cards that get them; empty for new ones.

    Raises:
        RuleError: A value is not possible.
        UsageError: A repeat rule is none.
        KeyError: There is no such field to change.
    """
    return {name: _CHECKS[name](board, cards, value) for name, value in fields.items()}


def checked_tags(tags: Collection[str]) -> tuple[str, ...]:
    """Return tags of a card as they may be kept, each once.

    Raises:
        RuleError: One is not possible, or there are too many.
    """
    cleaned = tuple(dict.fromkeys(clean_tag(tag) for tag in tags))
    if len(cleaned) > MOST_TAGS:
        raise RuleError(f"A card has at most {MOST_TAGS} tags, not {len(cleaned)}.", "Name fewer.")
    return cleaned


def with_fields(board: Board, now: Moment, card: Card, checked: Mapping[str, Any]) -> Card:
    """Return a card with other values in some fields, and in those that hang on them.

    A card without a due day has no due time. One that begins to repeat gets the first day of its
    rule where it has none, and its series begins with that day; so it does anew where rule and day
    are set together. One that comes to another goal leaves the milestone it had.

    Args:
        board: The board.
        now: When.
        card: As it is.
        checked: What `checked_fields` returned.

    Raises:
        RuleError: The values do not go together.
    """
    new = replace(card, **checked)
    if "goal_id" in checked and new.goal_id != card.goal_id and "milestone" not in checked:
        new = replace(new, milestone=None)
    placed = (new.goal_id, new.milestone)
    if new.milestone is not None and placed != (card.goal_id, card.milestone):
        new = replace(new, milestone=_milestone(board, new, new.milestone))
    if "repeat" in checked:
        new = _repeating(board, card, new, now.day)
    if new.due_on is None and new.due_at is not None:
        if checked.get("due_at") is not None:
            raise RuleError(f"A time ({new.due_at:%H:%M}) needs a day.", "Name the day too.")
        new = replace(new, due_at=None)
    return new


def _repeating(board: Board, card: Card, new: Card, today: date) -> Card:
    if not new.repeat:
        return replace(new, repeat_from=None)
    if new.repeat == card.repeat and (new.due_on == card.due_on or new.due_on is None):
        return replace(new, repeat_from=card.repeat_from)
    if board.get(Card, card.id) is not None and board.is_done(card):
        raise RuleError(
            f'"{card.title}" is finished and does not come again.', "Bring it back first."
        )
    from kanban.domain.repeat import next_day  # for cards that repeat alone

    start = new.due_on or today
    first = next_day(new.repeat, start, start - timedelta(days=1))
    if first is None:
        raise RuleError(f'"{new.repeat}" names no day from {start} on.', "Say another rule or day.")
    due_on = new.due_on or first
    return replace(new, due_on=due_on, repeat_from=due_on)


def _milestone(board: Board, card: Card, name: str) -> str:
    if card.goal_id is None:
        raise RuleError(f'The milestone "{name}" needs a goal.', "Name the goal of the card too.")
    goal = board.goal(card.goal_id)
    for each in goal.milestones:
        if each.casefold() == name.casefold():
            return each
    names = ", ".join(f'"{each}"' for each in goal.milestones)
    raise RuleError(
        f'"{goal.title}" has no milestone "{name}".',
        f"It has {names}." if names else "Split it under milestones first.",
    )


def _checklist(items: Collection[Item]) -> tuple[Item, ...]:
    if len(items) > MOST_ITEMS:
        raise RuleError(
            f"A checklist has at most {MOST_ITEMS} items, not {len(items)}.",
            "Split the card instead.",
        )
    return tuple(replace(item, text=clean(item.text, "checklist item")) for item in items)


def _rule(text: str) -> str:
    if not text.strip():
        return ""
    from kanban.domain.repeat import check_rule  # for cards that repeat alone

    return check_rule(text)


def _wall_time(at: time | None) -> time | None:
    return None if at is None else at.replace(second=0, microsecond=0, tzinfo=None)


def _waits(board: Board, cards: Collection[Card], ids: tuple[int, ...]) -> tuple[int, ...]:
    from kanban.domain.waiting import checked_waits  # for cards that wait alone

    return checked_waits(board, ids, cards)


_CHECKS: Mapping[str, Callable[[Board, Collection[Card], Any], object]] = {
    "title": lambda _board, _cards, text: clean(text),
    "notes": lambda _board, _cards, text: clean_notes(text),
    "goal_id": lambda board, _cards, goal: None if goal is None else board.goal(goal).id,
    "milestone": lambda _board, _cards, text: clean_optional(text or "", "milestone") or None,
    "tags": lambda _board, _cards, tags: checked_tags(tags),
    "due_on": lambda _board, _cards, day: day,
    "due_at": lambda _board, _cards, at: _wall_time(at),
    "repeat": lambda _board, _cards, text: _rule(text),
    "checklist": lambda _board, _cards, items: _checklist(items),
    "blocked": lambda _board, _cards, text: clean_optional(text, "reason"),
    "waits_for": _waits,
}
