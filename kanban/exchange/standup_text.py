"""A stand-up as plain lines: yesterday, today, in the way."""

from datetime import timedelta

from kanban.domain.dates import say_long
from kanban.domain.standup import StandUp
from kanban.domain.text import harmless


def write(said: StandUp) -> str:
    """Return the text, without a newline at its end."""
    is_yesterday = said.last_day in (None, said.on - timedelta(days=1))
    last = "Yesterday" if is_yesterday or said.last_day is None else say_long(said.last_day)
    lists = ((last, said.done), ("Today", said.today), ("In the way", said.in_the_way))
    lines = []
    for title, texts in lists:
        lines.append(title)
        lines += [f"  {text}" for text in texts or ("Nothing to tell.",)]
    return "\n".join(map(harmless, lines))
