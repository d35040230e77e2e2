"""The demo board: a week of somebody's work, made through the same operations as a real one.

What lies behind that week is in `demo_past.py`.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from kanban.domain.board import Board
from kanban.domain.change import Change
from kanban.domain.demo_past import past_acts
from kanban.domain.moment import Moment
from kanban.domain.operations import cards, columns, days, goals, wins
from kanban.domain.records import Item
from kanban.domain.splitting import Step
from kanban.domain.values import replace

Act = Callable[[Board], Change]

_GOALS = (
    (
        "Launch",
        "People can start without calling us",
        (
            Step("Choose a name that is free", "Ready to show"),
            Step("Put up a page with one sentence", "Ready to show"),
            Step("Finalize landing page copy", "First testers"),
            Step("Pick three first testers", "First testers"),
            Step("Test login flow on a phone", "First testers"),
            Step("Fix array[/] bug in the importer", "First testers"),
            Step("Draft the pricing mail", "Open to all"),
            Step("Write the release notes", "Open to all"),
            Step("Record a one-minute tour", "Open to all"),
            Step("Answer the first feedback", "Open to all"),
        ),
    ),
    (
        "Paper",
        "The idea should outlive the project",
        ("Outline chapter two", "Ask Noor about the data", "Redo figure three", "Read two reviews"),
    ),
    (
        "Home",
        "A calm place to come back to",
        ("漢字のタイトルも揃う", "Pay the printer's invoice", "Call the plumber"),
    ),
)
_PARTS = ("List what changed", "Say who it helps", "Ask Noor to read it")
"""What the release notes were split into."""

_PAST_WINS = (
    ("Wrote down what the page is for",),
    ("Told Mia about it at lunch",),
    ("Watered the plants", "Found the old sketches"),
    (),
    ("Cleared the desk", "Asked Ben for his notes", "Read ten pages"),
    ("Wrote to Noor", "Slept on the price, and it is clearer"),
)
"""Wins by hand on the six days before today, the oldest first; one day off."""


def demo_acts(now: Moment) -> list[Act]:
    """Return the acts that make the demo board, the newest of them some minutes before `now`."""
    acts: list[Act] = [lambda board: columns.set_up(board, now, title="Launch the product")]
    for title, why, steps in _GOALS:
        acts.append(partial(goals.add, now=_days_ago(now, 6), title=title, why=why, steps=steps))
    acts.append(partial(cards.add, now=now, titles=("Renew passport",)))
    for number, texts in enumerate(_PAST_WINS):
        then = _days_ago(now, len(_PAST_WINS) - number)
        acts += [partial(wins.log, now=then, texts=(text,)) for text in texts]
    acts += _behind(now)
    acts += _detail(now)
    acts += _today(now)
    return [*acts, *past_acts(now)]


def _behind(now: Moment) -> list[Act]:
    """Return what was finished before today: a stage, and a part of the release notes."""
    notes = "Write the release notes"
    return [
        _move("Choose a name that is free", 3, _days_ago(now, 5)),
        _move("Put up a page with one sentence", 3, _days_ago(now, 5)),
        lambda board: goals.split_card(
            board, _days_ago(now, 2), card_id=_id_of(board, notes), steps=_PARTS
        ),
        _move(_PARTS[0], 3, _days_ago(now, 2)),
    ]


def _detail(now: Moment) -> list[Act]:
    step = "Test login flow on a phone"
    yesterday = _days_ago(now, 1)
    return [
        _amend(
            "Finalize landing page copy",
            now,
            due_on=now.day + timedelta(days=6),
            checklist=(Item("Headline", True), Item("Three reasons"), Item("Footer")),
        ),
        _amend("Pick three first testers", now, tags=("people",)),
        _amend("Fix array[/] bug in the importer", now, tags=("bug",)),
        _amend("Outline chapter two", now, due_on=now.day + timedelta(days=1)),
        _amend("漢字のタイトルも揃う", now, tags=("本",)),
        _amend("Renew passport", now, due_on=now.day + timedelta(days=9)),
        _amend("Call the plumber", now, blocked="no answer before noon"),
        lambda board: days.close(
            board,
            yesterday,
            on=yesterday.day,
            fields={
                "three": ("Wrote to Noor",),
                "mattered": "The data question is out of my head and with her.",
                "emotion": 4,
                "motivation": 4,
                "perception": 3,
                "helped": ("goals", "help"),
                "first_step": step,
                "first_card_id": _id_of(board, step),
            },
        ),
        _move("Fix array[/] bug in the importer", 2, now),
        _move("Test login flow on a phone", 2, _days_ago(now, 2), on_top=True),
    ]


def _today(now: Moment) -> list[Act]:
    return [
        _move("Draft the pricing mail", 3, _minutes_ago(now, 168)),
        partial(wins.log, now=_minutes_ago(now, 80), texts=("Asked for the contract",)),
        _move("Pay the printer's invoice", 3, _minutes_ago(now, 55)),
    ]


def _amend(title: str, now: Moment, **fields: object) -> Act:
    return lambda board: cards.amend(board, now, card_id=_id_of(board, title), fields=fields)


def _move(title: str, column_id: int, now: Moment, on_top: bool = False) -> Act:
    return lambda board: cards.move(
        board, now, card_ids=(_id_of(board, title),), column_id=column_id, on_top=on_top
    )


def _id_of(board: Board, title: str) -> int:
    return next(
        card.id
        for column in board.columns()
        for card in board.cards_in(column.id)
        if card.title == title
    )


def _days_ago(now: Moment, count: int) -> Moment:
    return replace(now, at=now.at - timedelta(days=count), day=now.day - timedelta(days=count))


def _minutes_ago(now: Moment, count: int) -> Moment:
    return replace(now, at=now.at - timedelta(minutes=count))
