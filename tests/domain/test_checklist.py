from collections import Counter

from hypothesis import given
from hypothesis import strategies as some

from kanban.domain.checklist import items_from, moved, reworded, ticked, without
from kanban.domain.records import Item

from .builder import moderate

ITEMS = some.lists(
    some.builds(Item, some.text(min_size=1), some.booleans()), min_size=1, max_size=9
).map(tuple)


def test_pasted_lines_become_items_with_their_ticks_and_without_their_marks() -> None:
    text = "- [x] Headline\n* [ ] Reasons\n\n  3) Footer\n\t\n[X] Price\n- \nplain [x] words"
    assert items_from(text) == (
        Item("Headline", is_done=True),
        Item("Reasons"),
        Item("Footer"),
        Item("Price", is_done=True),
        Item("plain [x] words"),
    )


@moderate
@given(ITEMS, some.data())
def test_ticking_twice_changes_nothing_and_once_changes_one(items, data) -> None:
    place = data.draw(some.integers(0, len(items) - 1))
    once = ticked(items, place)
    assert [at for at, pair in enumerate(zip(items, once, strict=True)) if len({*pair}) > 1] == [
        place
    ]
    assert once[place].text == items[place].text
    assert ticked(once, place) == items


@moderate
@given(ITEMS, some.data())
def test_an_item_that_is_moved_is_the_same_and_the_others_keep_their_order(items, data) -> None:
    place = data.draw(some.integers(0, len(items) - 1))
    by = data.draw(some.integers(-12, 12))
    result, there = moved(items, place, by)
    assert there == max(0, min(len(items) - 1, place + by))
    assert result[there] == items[place]
    assert without(result, there) == without(items, place)
    assert moved(result, there, place - there) == (items, place)


@moderate
@given(ITEMS, some.data())
def test_taking_away_loses_one_and_rewording_keeps_its_tick(items, data) -> None:
    place = data.draw(some.integers(0, len(items) - 1))
    assert Counter(items) - Counter(without(items, place)) == Counter([items[place]])
    other = reworded(items, place, "other words")
    assert other[place] == Item("other words", items[place].is_done)
    assert without(other, place) == without(items, place)
