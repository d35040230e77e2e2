"""A small Trello board to import."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from .builder import trello_card, trello_list, trello_move


@pytest.fixture
def garden() -> dict[str, Any]:
    """A Trello board: lists and cards out of order, one of each thing that can be left out."""
    return {
        "name": "Garden",
        "lists": [
            trello_list("done", "Done", 300),
            trello_list("ideas", "Ideas", 100),
            trello_list("now", "Now", 200, softLimit=3),
            trello_list("old", "Last year", 50, closed=True),
        ],
        "labels": [{"id": "l1", "name": "", "color": "green"}],
        "cards": [
            trello_card("c2", "Plant beans", "ideas", 2, idLabels=["l1"]),
            trello_card("c1", "Dig the bed", "ideas", 1, desc="Two **spades** deep"),
            trello_card("c3", "Mow", "done", 1, labels=[{"name": "every week", "color": "red"}]),
            trello_card("c4", "Burn leaves", "ideas", 3, closed=True),
            trello_card("c5", "Order seeds", "old", 1),
            trello_card("c6", "Prune", "done", 2, idMembers=["m1", "m2"]),
        ],
        "checklists": [
            {
                "idCard": "c1",
                "name": "Tools",
                "pos": 2,
                "checkItems": [{"name": "Spade", "state": "complete", "pos": 1}],
            },
            {
                "idCard": "c1",
                "name": "People",
                "pos": 1,
                "checkItems": [
                    {"name": "Neighbour", "state": "incomplete", "pos": 9},
                    {"name": "Brother", "state": "incomplete", "pos": 8},
                ],
            },
        ],
        "actions": [
            trello_move("c3", "done", "2026-11-20T18:30:00.000Z"),
            trello_move("c3", "now", "2026-11-19T08:00:00.000Z"),
            {
                "type": "createCard",
                "date": "2026-11-18T08:00:00.000Z",
                "data": {"card": {"id": "c3"}, "list": {"id": "ideas"}},
            },
            {
                "type": "commentCard",
                "date": "2026-11-18T09:00:00.000Z",
                "data": {"card": {"id": "c3"}, "text": "At last"},
            },
        ],
    }


@pytest.fixture
def as_file() -> Callable[[object], bytes]:
    return lambda value: json.dumps(value).encode()
