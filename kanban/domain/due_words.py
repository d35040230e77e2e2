"""When a card is due and how it repeats, in one line: `fri 17:00 every 2 weeks`."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from kanban.domain.due import Due, parse_due, say_due, write_due
from kanban.domain.moment import Moment
from kanban.domain.records import Card

NEVER = "never"
_RULE = re.compile(r"(?:^|\s)((?:every|daily|weekly|monthly|yearly|rrule:)(?:\b|(?<=:)).*)", re.I)


def write_due_line(card: Card) -> str:
    """Return a card's due day and rule as they are typed and read back."""
    return " ".join(part for part in (write_due(card), card.repeat) if part)


def read_due_line(text: str, now: Moment) -> dict[str, Any]:
    """Return the fields of a card that a line names, as `amend` takes them.

    A rule alone is due on its first day from today on; an empty line, or "never", is due never.

    Raises:
        UsageError: The words name no day, or no rule.
    """
    if text.strip().casefold() == NEVER:
        text = ""
    match = _RULE.search(text)
    words = text[: match.start()] if match else text
    return due_fields(words, match[1] if match else "", now)


def due_fields(words: str, rule: str, now: Moment) -> dict[str, Any]:
    """Return the fields that the words for a due day and for a rule name; as `read_due_line`."""
    from kanban.domain.repeat import check_rule, next_day  # for cards that repeat alone

    repeat = check_rule(rule) if rule.strip() else ""
    due = parse_due(words, now) if words.strip() else None
    if due is None and repeat:
        first = next_day(repeat, now.day, now.day - timedelta(days=1))
        due = None if first is None else Due(first)
    return {"due_on": due and due.on, "due_at": due and due.at, "repeat": repeat}


def say_due_line(fields: Mapping[str, Any], now: Moment) -> str:
    """Return what was understood, as a sentence."""
    if fields["due_on"] is None:
        return "Not due."
    due = Due(fields["due_on"], fields["due_at"])
    rule = f", {fields['repeat']}" if fields["repeat"] else ""
    return f"Due {say_due(due, now.day)} ({due.on}){rule}."
