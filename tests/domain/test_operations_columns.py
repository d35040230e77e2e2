import pytest

from kanban.domain.board import Board
from kanban.domain.operations import columns
from kanban.domain.records import About, Column

from .builder import Desk, all_records


def test_a_new_board_starts_with_three_columns_and_its_title(now) -> None:
    board = Board()
    change = columns.set_up(board, now, title=" Launch ")
    assert change.words == 'Set up "Launch"'
    assert all_records(board) == []
    board.apply(change)
    assert board.about == About(title="Launch", created_at=now.at)
    assert [(c.id, c.name, c.is_done, c.wip_limit) for c in board.columns()] == [
        (1, "To Do", False, None),
        (2, "Doing", False, None),
        (3, "Done", True, None),
    ]


@pytest.mark.parametrize(
    ("names", "done", "found"),
    [
        (("Ideas", "Shipped"), None, "Shipped"),
        (("Ideas", "Shipped", "Shelf"), "Shipped", "Shipped"),
        (("Ideas", "Shipped", "Shelf"), " shipped ", "Shipped"),
        (("Only",), None, "Only"),
        (("Cafe\u0301", "Shelf"), "cafe\u0301", "Caf\u00e9"),
    ],
)
def test_exactly_one_column_is_the_done_column(
    now, names: tuple[str, ...], done: str | None, found: str
) -> None:
    desk = Desk.new(now, names=names, done=done)
    assert [c.name for c in desk.board.columns() if c.is_done] == [found]
    assert len(desk.board.columns()) == len(names)
    assert desk.board.done_column.name == found


def test_fifty_columns_stand_in_the_order_named(now) -> None:
    names = tuple(f"Stage {number}" for number in range(columns.MOST_COLUMNS))
    desk = Desk.new(now, names=names)
    assert tuple(column.name for column in desk.board.columns()) == names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"title": " "}, "A board title needs"),
        ({"title": "a" * 501}, "This board title is too long"),
        ({"title": "Launch", "names": ()}, "1 to 50 columns, not 0"),
        ({"title": "Launch", "names": tuple(map(str, range(51)))}, "1 to 50 columns, not 51"),
        ({"title": "Launch", "names": ("Do", "do")}, "same name"),
        ({"title": "Launch", "names": ("Do", " do ")}, "same name"),
        ({"title": "Launch", "names": ("Do", "\u200b")}, "A column name needs"),
        ({"title": "Launch", "done": "Ready"}, '"Ready"'),
        ({"title": "Launch", "done": "Ready"}, "To Do, Doing, Done"),
        ({"title": "Launch", "done": ""}, "A column name needs"),
    ],
)
def test_an_impossible_board_is_refused_whole(now, arguments: dict, words: str) -> None:
    desk = Desk(Board(), now)
    with desk.refusal(words):
        desk.do(columns.set_up, **arguments)


def test_a_board_is_set_up_once(desk: Desk) -> None:
    with desk.refusal('"Launch the product" is set up already'):
        desk.do(columns.set_up, title="Other")


def test_columns_are_laid_out_from_a_first_number() -> None:
    laid_out = columns.lay_out(("One", "Two"), "one", 7)
    assert all(isinstance(column, Column) for column in laid_out)
    assert [(c.id, c.is_done) for c in laid_out] == [(7, True), (8, False)]
    assert laid_out[0].rank < laid_out[1].rank


def test_a_board_set_up_again_uses_no_number_twice(now) -> None:
    desk = Desk(Board(), now)
    desk.do(columns.set_up, title="Launch")
    desk.undo()
    assert all_records(desk.board) == []
    desk.do(columns.set_up, title="Swim")
    assert [column.id for column in desk.board.columns()] == [4, 5, 6]
    assert desk.board.title == "Swim"


def test_a_board_gets_another_title(desk: Desk) -> None:
    change = desk.do(columns.retitle, title=" Swim ")
    assert change.words == 'Renamed the board to "Swim"'
    assert desk.board.title == "Swim"
    desk.undo()
    assert desk.board.title == "Launch the product"


def test_an_impossible_title_is_refused(desk: Desk) -> None:
    with desk.refusal("A board title needs"):
        desk.do(columns.retitle, title=" ")
    empty = Desk(Board(), desk.now)
    with empty.refusal("not set up"):
        empty.do(columns.retitle, title="Swim")
