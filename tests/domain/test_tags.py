from hypothesis import given
from hypothesis import strategies as some

from kanban.domain.operations import cards
from kanban.domain.records import COLORS
from kanban.domain.tags import TagWish, completed, read_tags, shared_tags, tag_color, tags_of

from .builder import Desk, local_moment, moderate

TAGS = some.sampled_from(("bug", "web", "later", "x"))


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


def test_a_line_of_tags_is_what_is_added_and_what_is_taken_away() -> None:
    shared = ("web", "-odd")
    assert read_tags("web -odd", shared).words == "No tag changes."
    assert read_tags("web -odd #bug -later", shared) == TagWish(("bug",), ("later",))
    assert read_tags("", shared).removed == shared
    assert read_tags("new", ("old",)).words == "Adds #new. Takes #old away."


@moderate
@given(
    some.lists(some.lists(TAGS, unique=True).map(tuple), min_size=1, max_size=4),
    some.lists(TAGS, unique=True),
)
def test_cards_share_what_was_written_and_keep_what_was_theirs(each, written) -> None:
    board = Desk.new(local_moment("2026-11-22 09:12"))
    for number, tags in enumerate(each, 1):
        board.do(cards.add, titles=(f"card {number}",), fields={"tags": tags})
    held = [board.card(number) for number in range(1, len(each) + 1)]
    shared = shared_tags(held)
    wish = read_tags(" ".join(written), shared)
    if wish == TagWish((), ()) or not any(
        set(wish.added) - set(tags) or set(wish.removed) & set(tags) for tags in each
    ):
        return
    ids = tuple(card.id for card in held)
    board.do(cards.amend_many, card_ids=ids, add_tags=wish.added, remove_tags=wish.removed)
    for card, before in zip(held, each, strict=True):
        after = set(board.card(card.id).tags)
        assert after == set(written) | (set(before) - set(shared))
