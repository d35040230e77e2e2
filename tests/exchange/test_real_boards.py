"""Boards that people keep for their own work, where they lie beside the checkout."""

from datetime import date
from pathlib import Path

import pytest

from kanban.domain.board import Board
from kanban.domain.records import Card

from .builder import import_into, titles

BOARDS = Path(__file__).parents[3] / "shared" / "boards"
pytestmark = pytest.mark.skipif(
    not BOARDS.is_dir(), reason="the folder of real boards is not beside this checkout"
)


def imported(name, **arguments):
    board = Board()
    return board, import_into(board, (BOARDS / name).read_bytes(), name, **arguments)


def test_the_sprint_board_gives_8_columns_and_41_cards():
    board, found = imported("sprint.trello.json")
    assert (found.columns, found.cards, found.wins) == (8, 41, 0)
    assert found.left_out == ("1 archived card: put away in Trello",)
    assert board.title == "VolunteerBridge"
    assert board.done_column.name == "Done"
    assert sum(len(card.checklist) for card in board.table(Card).values()) == 8


def test_the_products_board_gives_66_cards_and_wins_on_the_days_of_its_moves():
    board, found = imported("clipkit.trello.json", done="クローズ")
    assert (found.columns, found.cards, found.wins) == (4, 66, 27)
    assert found.left_out == (
        "1 archived card: put away in Trello",
        '1 closed list ("中止") with no cards: put away in Trello',
    )
    assert len(board.days_with_wins()) == 12
    assert len(board.wins_on(date(2015, 2, 13))) == 6
    assert found.adjusted == ()


def test_the_roadmap_keeps_notes_and_subtasks():
    board, found = imported("taskell-roadmap.taskell.md")
    assert (found.columns, found.cards, found.wins, found.left_out) == (6, 210, 0, ())
    cards = board.table(Card).values()
    assert sum(bool(card.notes) for card in cards) == 36
    assert sum(len(card.checklist) for card in cards) == 115
    assert board.done_column.name == "Done"


def test_the_modpack_keeps_nested_checklists_tags_and_notes():
    board, found = imported("modpack.obsidian.md")
    assert (found.columns, found.cards, found.wins) == (4, 8, 0)
    assert [len(card.checklist) for card in board.table(Card).values()][4] == 3
    assert sum(bool(card.tags) for card in board.table(Card).values()) == 7
    assert board.card(7).notes.startswith("Mods found:\n- [[")
    assert titles(board, "Not In Scope") == ["MzMwMQ=="]
    assert board.done_column.name == "DONE"
    assert not any("kanban" in card.title for card in board.table(Card).values())
