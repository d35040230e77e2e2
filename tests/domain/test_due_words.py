from datetime import date, time

import pytest

from kanban.domain.due_words import read_due_line, say_due_line, write_due_line
from kanban.domain.operations import cards
from kanban.errors import UsageError

from .builder import Desk

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "due_on", "due_at", "repeat", "words"),
    [
        ("", None, None, "", "Not due."),
        ("fri", date(2026, 11, 27), None, "", "Due fri 27 (2026-11-27)."),
        ("fri 5pm", date(2026, 11, 27), time(17), "", "Due fri 27 17:00 (2026-11-27)."),
        (
            "tomorrow every 2 weeks",
            date(2026, 11, 23),
            None,
            "every 2 weeks",
            "Due tomorrow (2026-11-23), every 2 weeks.",
        ),
        ("every fri", date(2026, 11, 27), None, "every fri", "Due fri 27 (2026-11-27), every fri."),
        ("Daily", SUNDAY, None, "every day", "Due today (2026-11-22), every day."),
    ],
)
def test_a_day_a_time_and_a_rule_are_read_from_one_line(
    desk: Desk, text, due_on, due_at, repeat, words
) -> None:
    assert desk.now.day == SUNDAY
    fields = read_due_line(text, desk.now)
    assert fields == {"due_on": due_on, "due_at": due_at, "repeat": repeat}
    assert say_due_line(fields, desk.now) == words


@pytest.mark.parametrize("text", ["someday", "fri every so often", "every", "at five"])
def test_words_that_name_no_day_or_no_rule_are_refused(desk: Desk, text: str) -> None:
    with pytest.raises(UsageError):
        read_due_line(text, desk.now)


@pytest.mark.parametrize("text", ["", "fri 17:00 every 2 weeks", "RRULE:FREQ=DAILY;COUNT=3"])
def test_what_a_card_has_is_read_back_as_it_is_written(desk: Desk, text: str) -> None:
    fields = read_due_line(text, desk.now)
    desk.do(cards.add, titles=("a",), fields=fields)
    assert read_due_line(write_due_line(desk.card(1)), desk.now) == fields
