import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.day_page import (
    Page,
    differing,
    from_note,
    kept_page,
    page_of,
    to_keep,
    to_note,
)
from kanban.domain.inner_life import FACTORS
from kanban.domain.recap import recap
from kanban.domain.records import WinKind
from kanban.domain.values import replace
from kanban.domain.wins import REFRAMES

from .builder import Desk, moderate

LINES = st.text(st.characters(codec="utf-8"), max_size=30)
SCORES = st.none() | st.integers(1, 5)
SOME_FACTORS = st.lists(st.sampled_from(sorted(FACTORS)), unique=True).map(tuple)
PAGES = st.builds(
    Page,
    three=st.tuples(LINES, LINES, LINES),
    mattered=LINES,
    setback=LINES,
    learned=LINES,
    learned_kind=st.none() | st.sampled_from(REFRAMES),
    emotion=SCORES,
    motivation=SCORES,
    perception=SCORES,
    helped=SOME_FACTORS,
    hindered=SOME_FACTORS,
    first_step=LINES,
    first_card_id=st.none() | st.integers(1, 99),
)


@moderate
@given(PAGES, PAGES)
def test_a_draft_comes_back_as_it_was_written(page: Page, before: Page) -> None:
    note = json.loads(json.dumps(to_note(page, before)))
    assert from_note(note, before) == page


@moderate
@given(PAGES, PAGES, PAGES)
def test_a_draft_wins_where_it_differs_and_nowhere_else(
    page: Page, before: Page, other: Page
) -> None:
    laid = from_note(to_note(page, before), other)
    changed = differing(page, before)
    for name in Page.__struct_fields__:
        assert getattr(laid, name) == getattr(page if name in changed else other, name)


@pytest.mark.parametrize(
    "note",
    [
        {"closed_at": None},
        {"three": "abc"},
        {"three": ["a", "b"]},
        {"three": ["a", "b", 3]},
        {"mattered": None},
        {"mattered": "a" * 4001},
        {"learned_kind": "card"},
        {"learned_kind": 1},
        {"learned_kind": []},
        {"emotion": 0},
        {"emotion": 6},
        {"emotion": True},
        {"emotion": "5"},
        {"helped": ["luck"]},
        {"hindered": [["goals"]]},
        {"first_card_id": 0},
        {"first_card_id": 1.0},
    ],
    ids=str,
)
def test_what_is_no_draft_is_refused(note: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="draft"):
        from_note(note, Page())


@moderate
@given(PAGES)
def test_what_is_kept_is_possible_and_leaves_nothing_to_keep(page: Page) -> None:
    desk = Desk.new(_now())
    fields = to_keep(replace(page, first_card_id=None), Page())
    if fields:
        desk.write(**fields)
    kept = kept_page(desk.board.day(desk.now.day))
    assert to_keep(replace(page, first_card_id=None), kept) == {}


def _now() -> Any:
    from .builder import local_moment

    return local_moment("2026-11-22 21:00")


@pytest.mark.parametrize("three", [("", "a", ""), (" a ", "", ""), ("\u200b", "\u3164", "a\n")])
def test_blanks_and_empty_places_are_no_change(three: tuple[str, ...]) -> None:
    assert to_keep(Page(three=three), Page(three=("a", "", ""))) == {}


def test_the_page_of_a_day_begins_with_the_three_that_are_offered(desk: Desk) -> None:
    desk.win("One")
    held = recap(desk.board, desk.now.day)
    assert page_of(held) == Page(three=("One", "", ""))
    assert kept_page(held.written) == Page()


def test_every_field_of_a_written_day_is_on_its_page(desk: Desk) -> None:
    desk.add("A card")
    written = {
        "mattered": "m",
        "setback": "s",
        "learned": "l",
        "learned_kind": WinKind.LEVERAGE,
        "emotion": 1,
        "motivation": 2,
        "perception": 3,
        "helped": ("goals",),
        "hindered": ("time",),
        "first_step": "A card",
        "first_card_id": 1,
    }
    desk.write(three=("a", "b"), **written)
    page = page_of(recap(desk.board, desk.now.day))
    assert page == Page(three=("a", "b", ""), **written)  # type: ignore[arg-type]


def test_words_are_counted_over_all_that_is_written() -> None:
    page = Page(three=("one two", "", "three"), mattered=" four  five ", first_step="six")
    assert page.word_count == 6


def test_a_win_is_named_at_a_place_and_taken_away_by_the_same_key() -> None:
    page = Page().pinned(1, "a")
    assert page.three == ("", "a", "")
    assert page.pinned(0, "b").three == ("b", "a", "")
    assert page.pinned(1, "b").three == ("", "b", "")
    assert page.pinned(1, "a").three == ("", "", "")


def test_a_win_named_at_another_place_changes_places() -> None:
    page = Page(three=("a", "b", "c"))
    assert page.pinned(2, "a").three == ("c", "b", "a")


def test_a_factor_turns_from_neither_to_helped_to_hindered_and_back() -> None:
    page = Page(helped=("goals",))
    once = page.weighed("time")
    twice = once.weighed("time")
    assert (once.helped, once.hindered) == (("goals", "time"), ())
    assert (twice.helped, twice.hindered) == (("goals",), ("time",))
    assert twice.weighed("time") == page
