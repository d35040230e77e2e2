"""A board, a column and a card as lines that can be read aloud: words, and no more than commas."""

from collections.abc import Iterator
from datetime import date

from kanban.domain.board import Board
from kanban.domain.card_story import say_days, stays
from kanban.domain.due import say_due
from kanban.domain.moment import Moment
from kanban.domain.records import Card, Column, Goal
from kanban.domain.waiting import open_waits

MOST_AT_ONCE = 20
"""Cards of a column that are read out with the whole board."""


def board_lines(board: Board, today: date) -> Iterator[str]:
    """Yield the columns of a board, each with its first cards, and the names of hidden ones."""
    shown = board.shown_columns()
    for column in shown:
        yield ""
        yield from column_lines(board, column, today, MOST_AT_ONCE)
    for column in board.columns():
        if column not in shown:
            yield ""
            yield f"{column.name} is hidden: show {column.name}"


def column_lines(
    board: Board, column: Column, today: date, most: int | None = None
) -> Iterator[str]:
    """Yield the heading of a column and its cards; at most so many of them."""
    cards = board.cards_in(column.id)
    count = f"{len(cards)} {'card' if len(cards) == 1 else 'cards'}" if cards else "no cards"
    limit = f", at most {column.wip_limit}" if column.wip_limit else ""
    yield f"{column.name}, {count}{limit}"
    for card in cards[:most]:
        yield f"  {card.id}: {_card_words(board, card, today)}"
    if most is not None and len(cards) > most:
        yield f"  And {len(cards) - most} more: show {column.name}"


def card_lines(board: Board, card: Card, now: Moment) -> Iterator[str]:
    """Yield everything about a card, one thing a line."""
    goal = board.get(Goal, card.goal_id) if card.goal_id else None
    yield f"Card {card.id}: {card.title}"
    said = {
        "Column": board.column(card.column_id).name,
        "Goal": goal.title if goal else "",
        "Milestone": card.milestone or "",
        "Due": say_due(card, now.day),
        "Repeats": card.repeat,
        "Tags": ", ".join(card.tags),
        "Blocked": card.blocked,
        "Waits for": ", ".join(f"{each.id} {each.title}" for each in open_waits(board, card)),
    }
    for name, words in said.items():
        if words:
            yield f"{name}: {words}"
    if card.archived_at:
        yield "It is in the archive."
    for item in card.checklist:
        yield f"{'Done' if item.is_done else 'Open'}: {item.text}"
    if card.notes:
        yield "Notes:"
        yield from (f"  {line}" for line in card.notes.split("\n"))
    for stay in stays(board, card, now):
        when = "So far" if stay.is_now else "Before that"
        yield f"{when} {say_days(stay.days)} in {stay.column}."


def _card_words(board: Board, card: Card, today: date) -> str:
    goal = board.get(Goal, card.goal_id) if card.goal_id else None
    due = say_due(card, today)
    done = sum(item.is_done for item in card.checklist)
    parts = [
        card.title,
        goal.title if goal else "",
        f"due {due}" if due else "",
        f"{done} of {len(card.checklist)} items done" if card.checklist else "",
        *(f"tag {tag}" for tag in card.tags),
        f"blocked by {card.blocked}" if card.blocked else "",
        "waits" if open_waits(board, card) else "",
    ]
    return ", ".join(part for part in parts if part)
