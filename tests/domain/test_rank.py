import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.rank import between, spread

from .builder import moderate


def inserted(places: list[float]) -> list[str]:
    ranks: list[str] = []
    for place in places:
        index = round(place * len(ranks))
        low = ranks[index - 1] if index else None
        high = ranks[index] if index < len(ranks) else None
        ranks.insert(index, between(low, high))
    return ranks


many_places = st.lists(st.floats(0, 1), max_size=60)


@moderate
@given(many_places)
def test_ranks_inserted_anywhere_stay_in_the_order_of_the_list(places: list[float]) -> None:
    ranks = inserted(places)
    assert ranks == sorted(set(ranks))
    assert len(ranks) == len(places)


@moderate
@given(st.lists(st.floats(0, 1), min_size=2, max_size=60), st.data())
def test_a_rank_lies_strictly_between_any_two_others(places: list[float], data) -> None:
    ranks = inserted(places)
    low = data.draw(st.integers(0, len(ranks) - 2))
    high = data.draw(st.integers(low + 1, len(ranks) - 1))
    assert ranks[low] < between(ranks[low], ranks[high]) < ranks[high]


@moderate
@given(many_places)
def test_a_rank_fits_before_the_first_and_after_the_last(places: list[float]) -> None:
    ranks = inserted([*places, 0.5])
    assert between(None, ranks[0]) < ranks[0]
    assert ranks[-1] < between(ranks[-1], None)


@moderate
@given(many_places, st.data(), st.integers(0, 300))
def test_spread_ranks_are_sorted_distinct_and_inside_the_gap(
    places: list[float], data, count: int
) -> None:
    ranks = [None, *inserted(places), None]
    gap = data.draw(st.integers(0, len(ranks) - 2))
    low, high = ranks[gap], ranks[gap + 1]
    found = spread(low, high, count)
    assert len(found) == count
    assert found == sorted(set(found))
    assert all((low is None or low < rank) and (high is None or rank < high) for rank in found)


@pytest.mark.parametrize("count", [0, -1])
def test_spreading_nothing_takes_no_rank(count: int) -> None:
    assert spread("80000000", None, count) == []


def test_a_thousand_appends_keep_ranks_at_eight_digits() -> None:
    ranks = [between(None, None)]
    for _ in range(1_000):
        ranks.append(between(ranks[-1], None))
    assert {len(rank) for rank in ranks} == {8}
    assert ranks == sorted(set(ranks))


def test_a_thousand_prepends_keep_ranks_at_eight_digits() -> None:
    ranks = [between(None, None)]
    for _ in range(1_000):
        ranks.append(between(None, ranks[-1]))
    assert {len(rank) for rank in ranks} == {8}
    assert ranks == sorted(set(ranks), reverse=True)


@pytest.mark.parametrize("is_behind", [True, False], ids=["behind the first", "before the last"])
def test_two_hundred_inserts_at_one_place_stay_short(is_behind: bool) -> None:
    low, high = spread(None, None, 2)
    longest = 0
    for _ in range(200):
        rank = between(low, high)
        assert low < rank < high
        low, high = (low, rank) if is_behind else (rank, high)
        longest = max(longest, len(rank))
    assert longest < 70


def test_a_thousand_ranks_fit_into_one_gap_with_few_digits() -> None:
    ranks = spread("80000000", "80000001", 1_000)
    assert max(map(len, ranks)) <= 11


@pytest.mark.parametrize(
    ("low", "high"), [("80000001", "80000000"), ("80000000", "80000000"), ("800000008", "80000000")]
)
def test_a_gap_turned_around_is_an_error(low: str, high: str) -> None:
    with pytest.raises(ValueError, match=f"rank {low} is not before {high}"):
        between(low, high)


@pytest.mark.parametrize(("low", "high"), [("ffffffff", None), (None, "00000001")])
def test_the_very_end_has_no_room_and_says_so(low: str | None, high: str | None) -> None:
    with pytest.raises(ValueError, match="no rank is left"):
        between(low, high)
