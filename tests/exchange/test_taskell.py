from datetime import UTC, date, datetime

import pytest

from kanban.domain.board import Board
from kanban.domain.records import Card, Item, Win
from kanban.errors import UsageError
from kanban.exchange.reading import read_draft

from .builder import import_into, titles

BOARD = """\
## To Do

- Sharpen the shears
    @ 2026-12-01
    > Both pairs,
    > and the **small** one
    * [x] Find the stone
    * [ ] Oil them
- Buy twine

## Done

- Rake
"""


def test_headings_are_columns_and_dashes_are_cards():
    board = Board()
    found = import_into(board, BOARD)
    assert [column.name for column in board.columns()] == ["To Do", "Done"]
    assert titles(board, "To Do") == ["Sharpen the shears", "Buy twine"]
    assert board.done_column.name == "Done"
    assert (found.columns, found.cards, found.wins, found.left_out) == (2, 3, 0, ())


def test_descriptions_subtasks_and_due_dates_are_kept():
    card = read_draft(BOARD.encode(), "b.md").cards[0]
    assert card.notes == "Both pairs,\nand the **small** one"
    assert card.checklist == (Item("Find the stone", is_done=True), Item("Oil them"))
    assert card.due == date(2026, 12, 1)


def test_a_card_in_done_is_no_win_where_nothing_tells_when():
    board = Board()
    found = import_into(board, BOARD)
    assert not board.table(Win)
    assert found.adjusted == ("1 card in Done without a win: the file tells no finish date",)


def test_a_due_time_in_utc_is_the_day_on_the_wall_calendar():
    board = Board()
    import_into(board, "## A\n- b\n    @ 2026-11-27 16:00 UTC\n")
    assert board.card(1).due_on == date(2026, 11, 28)


def test_a_due_time_of_another_zone_is_its_day():
    card = read_draft(b"## A\n- b\n    @ 2026-11-27 16:00 CET\n", "b.md").cards[0]
    assert card.due == date(2026, 11, 27)
    assert not isinstance(card.due, datetime)


@pytest.mark.parametrize("due", ["soon", "2026-13-01", "0001-01-01", "2026-11-27 25:00 UTC"])
def test_a_due_date_that_cannot_be_read_stands_in_the_notes_and_is_told(due):
    draft = read_draft(f"## A\n- b\n    @ {due}\n".encode(), "b.md")
    assert (draft.cards[0].due, draft.cards[0].notes) == (None, f"@ {due}")
    assert draft.adjusted == ("1 due date: not readable, so kept in the notes",)


def test_a_line_under_a_card_that_is_nothing_known_is_kept_in_its_notes():
    card = read_draft(b"## A\n- b\n    remember\n", "b.md").cards[0]
    assert card.notes == "remember"


def test_lines_outside_of_any_card_and_cards_above_any_list_are_told():
    draft = read_draft(b"Hello\n- early\n\n## A\n- b\nover there\n---\n", "b.md")
    assert [card.title for card in draft.cards] == ["b"]
    assert draft.left_out == (
        "2 lines: outside of any card",
        "1 entry: above the first column",
    )


def test_a_first_heading_is_the_boards_title():
    board = Board()
    import_into(board, "# Allotment\n\n## A\n- b\n")
    assert board.title == "Allotment"


def test_lists_of_one_name_are_made_distinct_and_told():
    draft = read_draft(b"## A\n- b\n## a\n- c\n## A (2)\n- d\n## A\n", "b.md")
    assert [column.name for column in draft.columns] == ["A", "a (2)", "A (2) (2)", "A (3)"]
    assert draft.adjusted == ("3 columns: the name is taken, so a number was added",)


def test_a_file_without_a_list_is_no_taskell_board():
    with pytest.raises(UsageError, match="not a board of taskell"):
        read_draft(b"- milk\n", "b.md", "taskell")


def test_a_card_without_dates_is_made_now():
    board = Board()
    import_into(board, BOARD)
    card = board.table(Card)[1]
    assert card.created_at == datetime(2026, 11, 22, 3, tzinfo=UTC)
    assert [move.at for move in card.moves] == [card.created_at]
