"""The archive, all wins, and searches that are kept."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.archive import all_wins, archived_cards
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.older_wins import OlderWins, PutAway
from kanban.domain.operations import cards, filters
from kanban.domain.records import Win
from kanban.domain.values import replace
from kanban.errors import DamagedError, UsageError

from .builder import Desk, few, local_moment, written_win

NOW = local_moment("2026-11-22 09:12")


@pytest.fixture
def full() -> Desk:
    desk = Desk.new(NOW)
    desk.add("One", "Two", "Three")
    return desk


def test_the_card_archived_last_comes_first(full: Desk) -> None:
    full.archive(3)
    full.wait(minutes=1)
    full.archive(1)
    assert [card.title for card in archived_cards(full.board)] == ["One", "Three"]


def test_a_restored_card_is_where_it_was_though_its_rank_was_given_away(full: Desk) -> None:
    full.archive(2)
    two = full.card(2)
    full.commit(
        Change("Takes its rank", (Edit(full.card(3), replace(full.card(3), rank=two.rank)),))
    )
    full.do(cards.restore, card_ids=(2,))
    ranks = [rank for rank, _ in full.board.ranks_in(1)]
    assert len(set(ranks)) == 3
    assert full.titles("To Do")[0] == "One"


def test_a_card_whose_column_is_gone_comes_back_at_the_end_of_the_first_one(full: Desk) -> None:
    full.move(2, to="Doing")
    full.archive(2)
    full.commit(Change("Gone", (Edit(full.board.column(2), None),)))
    full.do(cards.restore, card_ids=(2,))
    assert full.titles("To Do") == ["One", "Three", "Two"]
    assert full.card(2).moves[-1].column_id == 1


def test_a_card_on_the_board_cannot_be_taken_out(full: Desk) -> None:
    with full.refusal("on the board already"):
        full.do(cards.restore, card_ids=(1,))
    with full.refusal("No card is named"):
        full.do(cards.restore, card_ids=())


def test_restoring_a_finished_card_is_no_new_win(full: Desk) -> None:
    full.finish(1)
    full.archive(1)
    full.wait(days=1)
    full.do(cards.restore, card_ids=(1,))
    assert full.wins_today() == []
    assert full.titles("Done") == ["One"]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6, unique=True))
@few
def test_archiving_and_restoring_leaves_the_columns_as_they_were(ids: list[int]) -> None:
    desk = Desk.new(NOW)
    desk.add(*"abcdef")
    before = desk.titles("To Do")
    desk.archive(*ids)
    desk.do(cards.restore, card_ids=tuple(ids))
    assert desk.titles("To Do") == before


def test_all_wins_come_newest_first_and_withdrawn_ones_not(full: Desk) -> None:
    full.win("First")
    full.win("Second")
    full.undo()
    full.win("Third")
    assert [win.text for win in all_wins(full.board).wins] == ["Third", "First"]


def test_a_year_that_cannot_be_read_is_told_and_the_others_are_there() -> None:
    def read(year: int) -> Sequence[Win]:
        if year == 2019:
            raise DamagedError("The wins of 2019 cannot be read.")
        return [written_win(1, date(year, 5, 1))]

    older = OlderWins({2019: PutAway(1), 2020: PutAway(1)}, read)
    board = Board([written_win(7, date(2026, 11, 1))], older=older)
    held = all_wins(board)
    assert [win.day.year for win in held.wins] == [2026, 2020]
    assert held.trouble == ["The wins of 2019 cannot be read."]


# -- searches that are kept ------------------------------------------------------------------------


def names(desk: Desk) -> list[tuple[str, str]]:
    about = desk.board.about
    assert about is not None
    return [(each.name, each.query) for each in about.filters]


def test_a_search_is_kept_renamed_and_let_go_each_in_one_change(full: Desk) -> None:
    full.do(filters.keep, name=" Bugs ", query="tag:bug")
    full.do(filters.keep, name="Soon", query="due:week")
    full.do(filters.keep, name="BUGS", query="tag:bug -later")
    assert names(full) == [("BUGS", "tag:bug -later"), ("Soon", "due:week")]
    full.do(filters.rename, name="bugs", new_name="Faults")
    full.do(filters.forget, name="soon")
    assert names(full) == [("Faults", "tag:bug -later")]
    full.undo()
    full.undo()
    assert names(full) == [("BUGS", "tag:bug -later"), ("Soon", "due:week")]


def test_what_cannot_be_kept_is_refused_in_a_sentence(full: Desk) -> None:
    full.do(filters.keep, name="Bugs", query="tag:bug")
    full.do(filters.keep, name="Soon", query="due:week")
    with full.refusal("that search already"):
        full.do(filters.keep, name="Bugs", query="tag:bug")
    with full.refusal('Another search is called "Soon"'):
        full.do(filters.rename, name="Bugs", new_name="soon")
    with full.refusal('It is called "Bugs" already'):
        full.do(filters.rename, name="bugs", new_name="Bugs")
    with full.refusal('Did you mean "Bugs"?'):
        full.do(filters.forget, name="Bus")
    with full.refusal('There are "Bugs", "Soon".'):
        full.do(filters.forget, name="zzzzzzzz")
    with full.refusal("at least one visible character"):
        full.do(filters.keep, name=" ", query="x")
    with full.refusal("at least one visible character"):
        full.do(filters.keep, name="x", query=" ")
    with pytest.raises(UsageError, match="tag:"):
        full.do(filters.keep, name="x", query="tga:bug")


def test_at_most_fifty_searches_are_kept(full: Desk) -> None:
    for number in range(50):
        full.do(filters.keep, name=f"Number {number}", query=f"w{number}")
    with full.refusal("at most 50 searches"):
        full.do(filters.keep, name="One more", query="x")
    full.do(filters.keep, name="Number 7", query="another")
    assert len(names(full)) == 50
