from hypothesis import given
from hypothesis import strategies as some

from kanban.domain.operations import cards
from kanban.domain.records import COLORS
from kanban.domain.tags import completed, tag_color, tags_of

from .builder import Desk, moderate


def test_the_tags_of_a_board_are_those_of_its_cards_the_most_used_first(desk: Desk) -> None:
    for title, tags in (("a", ("web", "bug")), ("b", ("bug",)), ("c", ("gone", "bug"))):
        desk.do(cards.add, titles=(title,), fields={"tags": tags})
    desk.do(cards.archive, card_ids=(3,))
    assert tags_of(desk.board) == ("bug", "web")


def test_the_last_word_of_a_line_is_completed_to_a_tag() -> None:
    tags = ("bug", "build", "Web")
    assert completed("bu", tags) == "bug"
    assert completed("bug bu", tags) == "bug build"  # one that stands there is not offered again
    assert completed("bug #w", tags) == "bug #Web"
    assert completed("-b", tags) == "-bug"
    for line in ("", " ", "#", "bug", "bug ", "x", "web"):
        assert completed(line, tags) is None


@moderate
@given(some.text(max_size=20), some.lists(some.text(min_size=1, max_size=8), max_size=5))
def test_a_completion_ends_in_a_tag_and_keeps_the_words_before(line, tags) -> None:
    whole = completed(line, tags)
    if whole is not None:
        assert len(whole) > len(line)
        assert any(whole.endswith(tag) for tag in tags)
        assert whole.split()[: len(line.split()) - 1] == line.split()[:-1]


@moderate
@given(some.text())
def test_a_tag_has_one_hue_in_whatever_case(tag) -> None:
    assert tag_color(tag) in COLORS
    assert tag_color(tag.casefold()) == tag_color(tag)


def test_the_hues_of_tags_are_the_same_on_every_computer() -> None:
    assert [tag_color(tag) for tag in ("bug", "web", "people")] == ["rose", "violet", "sand"]
