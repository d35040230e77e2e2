from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain import column_ids
from kanban.domain.column_cards import ColumnCards, ColumnRanks
from kanban.domain.column_ids import ColumnIds
from kanban.domain.lanes import Lanes
from kanban.domain.records import Card

from .builder import moderate

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
acts = st.lists(st.tuples(st.booleans(), st.floats(0, 1)), max_size=60)


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(column_ids, "_BLOCK", 3)


def played(start: list[int], steps: list[tuple[bool, float]]) -> list[tuple[ColumnIds, list[int]]]:
    """Return each state on the way beside a plain list of what it should hold."""
    ids, plain = ColumnIds.of(start), list(start)
    states = [(ids, list(plain))]
    for number, (is_put, part) in enumerate(steps, start=100):
        if is_put:
            place = round(part * len(plain))
            ids = ids.with_id(place, number)
            plain.insert(place, number)
        elif plain:
            place = round(part * (len(plain) - 1))
            ids = ids.without(place)
            del plain[place]
        states.append((ids, list(plain)))
    return states


@moderate
@given(st.integers(0, 20), acts)
def test_ids_are_put_and_taken_as_in_a_list_and_none_that_was_seen_changes(
    count: int, steps: list[tuple[bool, float]]
) -> None:
    for ids, plain in played(list(range(count)), steps):
        assert list(ids) == plain
        assert [ids[place] for place in range(-len(plain), len(plain))] == plain + plain
        assert len(ids) == len(plain)


@moderate
@given(st.integers(0, 20), acts, st.slices(24))
def test_a_stretch_of_ids_is_that_of_a_list(
    count: int, steps: list[tuple[bool, float]], stretch: slice
) -> None:
    ids, plain = played(list(range(count)), steps)[-1]
    assert ids[stretch] == plain[stretch]


@pytest.mark.parametrize("place", [3, -4, 100])
def test_a_place_without_an_id_is_refused(place: int) -> None:
    with pytest.raises(IndexError):
        ColumnIds.of([1, 2, 3])[place]


def test_no_block_grows_without_end() -> None:
    ids = ColumnIds()
    for number in range(50):
        ids = ids.with_id(len(ids) // 2, number)
    assert max(map(len, ids._blocks)) <= 2 * column_ids._BLOCK


def card(card_id: int, rank: str, column_id: int = 1, **fields: Any) -> Card:
    return Card(id=card_id, title="x", column_id=column_id, rank=rank, created_at=NOON, **fields)


def test_ids_are_those_of_a_list_of_the_same() -> None:
    assert ColumnIds.of([1, 2]) == [1, 2]
    assert ColumnIds.of([1, 2]) == ColumnIds.of([1, 2])
    assert ColumnIds.of([1, 2]) != ColumnIds.of([2, 1])
    assert ColumnIds() != 0


@moderate
@given(st.integers(0, 20), st.slices(24), st.slices(24))
def test_a_stretch_of_ranks_is_that_of_a_list(count: int, first: slice, second: slice) -> None:
    cards = {number: card(number, f"{number:02}") for number in range(count)}
    pairs = [(each.rank, each.id) for each in cards.values()]
    ranks = ColumnRanks(cards, ColumnIds.of(list(cards)))
    assert list(ranks[first]) == pairs[first]
    assert list(ranks[first][second]) == pairs[first][second]


def test_cards_are_those_that_stood_there_and_pass_over_what_has_gone() -> None:
    cards = {number: card(number, str(number)) for number in (1, 2, 3)}
    lanes = Lanes(cards)
    lanes.fill(cards.values())
    seen = lanes.cards_in(1)
    lanes.remove(cards[2])
    assert [each.id for each in seen] == [1, 2, 3]
    del cards[2]
    assert [each.id for each in seen] == [each.id for each in seen[:]] == [1, 3]
    assert isinstance(seen, ColumnCards)
    with pytest.raises(IndexError):
        seen[1]


def test_a_card_of_the_archive_is_in_no_lane() -> None:
    put_away = card(2, "b", archived_at=NOON)
    cards = {1: card(1, "a"), 2: put_away}
    lanes = Lanes(cards)
    lanes.fill(cards.values())
    assert list(lanes.ids_in(1)) == [1]
    lanes.remove(put_away)
    lanes.add(put_away)
    assert list(lanes.ids_in(1)) == [1]
    assert list(lanes.ids_in(7)) == []


def test_cards_on_one_rank_stand_by_their_numbers() -> None:
    cards = {number: card(number, "m") for number in (3, 1, 2)}
    lanes = Lanes(cards)
    lanes.fill([cards[3], cards[1]])
    lanes.add(cards[2])
    assert list(lanes.ranks_in(1)) == [("m", 1), ("m", 2), ("m", 3)]


def test_a_card_that_is_not_in_its_place_is_not_taken_away() -> None:
    cards = {1: card(1, "a"), 2: card(2, "b")}
    lanes = Lanes(cards)
    lanes.fill(cards.values())
    with pytest.raises(ValueError, match="not where it should be"):
        lanes.remove(card(9, "a"))
    assert list(lanes.ids_in(1)) == [1, 2]
