import pytest

from kanban.domain.board import Board
from kanban.domain.records import Win
from kanban.errors import UsageError
from kanban.exchange.reading import read_draft

from .builder import import_into, titles

LIST = """\
Milk
- Bread
* Cheese
  + Salt
1. Flour
2) Eggs
- [ ] Butter
[ ] Jam
"""


def test_one_line_is_one_card_without_what_makes_it_a_list():
    board = Board()
    found = import_into(board, LIST, "shop.txt")
    expected = ["Milk", "Bread", "Cheese", "Salt", "Flour", "Eggs", "Butter", "Jam"]
    assert titles(board, "To Do") == expected
    assert [column.name for column in board.columns()] == ["To Do", "Doing", "Done"]
    assert (found.columns, found.cards, found.wins) == (0, 8, 0)


def test_ticked_lines_arrive_in_done_without_a_win():
    board = Board()
    import_into(board, "- [x] Milk\n- [X] Bread\n- [ ] Salt\n", "shop.txt")
    assert titles(board, "Done") == ["Milk", "Bread"]
    assert titles(board, "To Do") == ["Salt"]
    assert not board.table(Win)


@pytest.mark.parametrize(
    "line", ["2026 taxes", "-5 degrees", "[[page]] read", "[a](b) c", "*both*"]
)
def test_what_only_looks_like_a_prefix_stays(line):
    assert read_draft(line.encode(), "shop.txt").cards[0].title == line


def test_lines_of_windows_and_a_byte_order_mark_are_understood():
    draft = read_draft("\ufeffMilk\r\nBread\rSalt".encode(), "shop.txt")
    assert [card.title for card in draft.cards] == ["Milk", "Bread", "Salt"]


def test_a_heading_is_the_title_and_others_are_told():
    draft = read_draft(b"# Shop\nMilk\n## Later\n# Never\n", "shop.txt", "lines")
    assert draft.title == "Shop"
    assert draft.left_out == ("2 headings: a plain list has no columns",)


def test_a_line_with_nothing_on_it_is_told():
    draft = read_draft("Milk\n- [ ]\n-\n\u3164\n".encode(), "shop.txt")
    assert [card.title for card in draft.cards] == ["Milk"]
    assert draft.left_out == ("3 lines: nothing is written there",)


def test_a_list_of_nothing_is_refused():
    with pytest.raises(UsageError, match=r'"shop\.txt" holds no card'):
        read_draft(b"- [ ]\n\n-\n", "shop.txt")
