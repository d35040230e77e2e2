import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.domain.waiting_words import (
    Held,
    completed,
    open_titles,
    read_held,
    read_waits,
    write_held,
)
from kanban.errors import RuleError

from .builder import Desk, local_moment, moderate


@pytest.fixture
def board(desk: Desk) -> Desk:
    desk.add("Ask Noor", "Ask Mia, then Ben", "Redo figure three", "Ask Noor again")
    desk.add("Finished", to="Done")
    return desk


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("3", (3,)),
        (" #3, 1 ,3", (3, 1)),
        ("ask noor", (1,)),
        ("redo", (3,)),
        ("Ask Mia, then Ben", (2,)),
        ("redo, 1", (3, 1)),
    ],
)
def test_cards_are_named_by_number_by_title_or_by_its_beginning(
    board: Desk, text: str, ids: tuple[int, ...]
) -> None:
    assert read_waits(board.board, text) == ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9", "There is no card 9"),
        ("nobody", 'No card is called "nobody". Write its number'),
        ("ask", 'More than one card is called "ask"'),
        ("fin", "No card is called"),
    ],
)
def test_a_name_that_fits_no_card_or_several_is_refused(board: Desk, text: str, words: str) -> None:
    with pytest.raises(RuleError, match=words):
        read_waits(board.board, text)


def test_what_names_no_card_is_the_reason(board: Desk) -> None:
    assert read_held(board.board, "3, ask noor, no phone, only a desk") == Held(
        (3, 1), "no phone, only a desk"
    )
    assert read_held(board.board, "Ask Mia, then Ben") == Held((2,))
    assert read_held(board.board, "ask") == Held((), "ask")
    assert read_held(board.board, " ") == Held()
    with pytest.raises(RuleError, match="There is no card 9"):
        read_held(board.board, "9")


@moderate
@given(
    some.lists(some.integers(1, 4), unique=True).map(tuple),
    some.lists(some.from_regex("[xyz ]{0,5}[xyz]", fullmatch=True), max_size=3),
)
def test_what_is_in_the_way_is_read_back_as_it_was_written(ids, reasons) -> None:
    desk = Desk.new(local_moment("2026-11-22 09:12"))
    desk.add("a", "b", "c", "d")
    held = Held(ids, ", ".join(reason.strip() for reason in reasons))
    assert read_held(desk.board, write_held(held)) == held


def test_the_last_name_is_completed_to_a_title(board: Desk) -> None:
    titles = open_titles(board.board)
    assert titles == ("Ask Noor", "Ask Mia, then Ben", "Redo figure three", "Ask Noor again")
    assert completed("re", titles) == "Redo figure three"
    assert completed("3, ask n", titles) == "3, Ask Noor"
    assert completed("ask noor", titles) == "Ask Noor again"
    for line in ("", "3", "3, ", "zz"):
        assert completed(line, titles) is None
