from contextlib import suppress
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain import searching
from kanban.domain.board import Board
from kanban.domain.change import Change, Edit
from kanban.domain.operations import cards, goals
from kanban.domain.query import Query, parse
from kanban.domain.records import Card, Goal, Item, Win
from kanban.domain.search_text import Texts, card_text, folded, line_behind, spans_of, win_text
from kanban.domain.searching import Found, Search, read
from kanban.domain.values import replace
from kanban.errors import UsageError

from .builder import HOSTILE, Desk, local_moment, moderate

NOW = local_moment("2026-11-22 09:12")  # a Sunday


def a_desk() -> Desk:
    desk = Desk.new(NOW)
    launch = desk.goal("Launch the product")
    learn = desk.goal("Learn “Weaving”")
    desk.do(goals.amend, goal_id=learn, fields={"milestones": ("First roof",)})
    desk.add("Write the landing page", fields={"goal_id": launch, "tags": ("text", "Web-Site")})
    desk.add("Fix array[/] bug", fields={"tags": ("bug",), "notes": "Seen on\nthe LANDING page"})
    desk.add(
        "Straße fegen", to="Doing", fields={"blocked": "no broom", "due_on": date(2026, 11, 20)}
    )
    desk.add("Call Ann", to="Doing", fields={"due_on": date(2026, 11, 27)})
    desk.add("Mow the lawn", to="Done", fields={"due_on": date(2026, 11, 1)})
    fields = {"goal_id": learn, "milestone": "First roof", "checklist": (Item("Order beans"),)}
    desk.add("Café", fields=fields)
    return desk


@pytest.fixture
def full() -> Desk:
    return a_desk()


def found(desk: Desk, text: str) -> list[str]:
    """Return the titles that a search finds, from left to right and top to bottom."""
    query = parse(text, desk.board, desk.now)
    ids = Search(query, desk.board, Texts()).finish()
    return [desk.card(card_id).title for column in ids.values() for card_id in column]


WRITE, FIX, FEGEN = "Write the landing page", "Fix array[/] bug", "Straße fegen"
CALL, MOW, CAFE = "Call Ann", "Mow the lawn", "Café"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", [WRITE, FIX, CAFE, FEGEN, CALL, MOW]),
        ("-", [WRITE, FIX, CAFE, FEGEN, CALL, MOW]),
        ("landing", [WRITE, FIX]),
        ("LANDING write", [WRITE]),
        ('"the landing page"', [WRITE, FIX]),
        ('"landing write"', []),
        ('"the land', [WRITE, FIX]),  # a quote that is still being written
        ("landing -write", [FIX]),
        ("array[/]", [FIX]),
        ("launch", [WRITE]),  # by the goal's title
        ("web-site", [WRITE]),  # by a tag
        ("beans", [CAFE]),
        ("broom", [FEGEN]),
        ("STRASSE", [FEGEN]),
        ("cafe\u0301", [CAFE]),
        ("cafe", []),
        ("tag:bug", [FIX]),
        ("tag:#BUG", [FIX]),
        ("tag:web", [WRITE]),
        ('tag:"web"', []),
        ("-tag:bug -tag:text", [CAFE, FEGEN, CALL, MOW]),
        ("goal:launch", [WRITE]),
        ("goal:prod", [WRITE]),
        ("goal:1", [WRITE]),
        ('goal:"launch the product"', [WRITE]),
        ("column:doing", [FEGEN, CALL]),
        ("column:do", [WRITE, FIX, CAFE, FEGEN, CALL, MOW]),
        ('column:"to do" landing', [WRITE, FIX]),
        ("due:today", []),
        ("due:fri", [CALL]),
        ("due:week", [CALL]),
        ("due:month", [CALL]),
        ("due:overdue", [FEGEN]),
        ("is:overdue", [FEGEN]),
        ("due:none", [WRITE, FIX, CAFE]),
        ("due:<2026-11-27", [FEGEN, MOW]),
        ("due:<=2026-11-27", [FEGEN, CALL, MOW]),
        ("due:>2026-11-20", [CALL]),
        ("due:>=2026-11-20", [FEGEN, CALL]),
        ('due:"27 nov"', [CALL]),
        ("due:<0001-01-01", []),
        ("due:>9999-12-31", []),
        ("is:blocked", [FEGEN]),
        ("is:done", [MOW]),
        ("is:archived", []),
        ("is:free", [WRITE, FIX, CAFE, CALL]),
        ("has:notes", [FIX]),
        ("has:checklist", [CAFE]),
        ("has:due", [FEGEN, CALL, MOW]),
        ("has:goal", [WRITE, CAFE]),
        ("has:tag", [WRITE, FIX]),
        ("has:tags", [WRITE, FIX]),
        ("milestone:roof", [CAFE]),
        ("id:2", [FIX]),
        ("-id:2 landing", [WRITE]),
        ("TAG:bug", [FIX]),
    ],
)
def test_a_search_finds_what_its_terms_ask_for(full: Desk, text: str, titles: list[str]) -> None:
    assert found(full, text) == titles


def test_a_card_waits_until_what_it_waits_for_is_done(full: Desk) -> None:
    card = full.card(4)
    full.commit(Change("Waits", (Edit(card, replace(card, waits_for=(1,))),)))
    assert found(full, "is:waiting") == [CALL]
    assert CALL not in found(full, "is:free")
    full.finish(1)
    assert found(full, "is:waiting") == []


@pytest.mark.parametrize(("at", "titles"), [(time(9), ["Send it"]), (time(17), [])])
def test_a_card_of_today_is_overdue_when_its_time_is_past(at: time, titles: list[str]) -> None:
    desk = Desk.new(NOW)
    desk.add("Send it", fields={"due_on": NOW.day, "due_at": at})
    assert found(desk, "is:overdue") == found(desk, "due:overdue") == titles


def test_a_repeating_card_is_found_by_its_rule(full: Desk) -> None:
    card = full.card(4)
    full.commit(Change("Repeats", (Edit(card, replace(card, repeat="every fri")),)))
    assert found(full, "is:repeating") == [CALL]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("tga:bug", ('There is no "tga:"', 'Did you mean "tag:"?', "Quotes")),
        ("fix: this", ('There is no "fix:"', "Quotes find it as words.")),
        ("xylophone:a", ("There are tag:, goal:, column:, due:",)),
        ("tag:", ('"tag:" needs a word after it: tag:bug.',)),
        ("is:", ("blocked, done, archived",)),
        ("is:blokced", ('Did you mean "is:blocked"?',)),
        ("is:qqq", ("There are blocked, done",)),
        ("has:note", ('Did you mean "has:notes"?',)),
        ("due:wek", ('"due:wek" names no day.', 'Did you mean "due:week"?')),
        ("due:<", ("names no day",)),
        ("column:dong", ('There is no column "dong".', 'Did you mean "Doing"?')),
        ("goal:lanch", ('There is no goal "lanch".',)),
        ('goal:"launch"', ('There is no goal "launch".',)),
        ("id:twelve", ('"twelve" is not the number of a card.', "id:12")),
        (" ".join(f"w{number}" for number in range(51)), ("at most 50 words and terms, not 51",)),
    ],
)
def test_what_is_unknown_is_told_in_a_sentence(
    full: Desk, text: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text, full.board, full.now)
    for each in words:
        assert each in str(caught.value)


def test_a_link_and_a_time_are_words(full: Desk) -> None:
    full.add("See http://example.com/x at 10:30")
    assert found(full, "http://example.com") == ["See http://example.com/x at 10:30"]
    assert found(full, "10:30") == ["See http://example.com/x at 10:30"]


def test_a_column_named_whole_comes_alone() -> None:
    desk = Desk.new(NOW, names=("Do", "Doing", "Done"))
    desk.add("One", to="Do")
    desk.add("Two", to="Doing")
    assert found(desk, "column:do") == ["One"]


KEYS = ("tag", "goal", "column", "due", "is", "has", "milestone", "id")
PIECES = st.one_of(
    st.sampled_from(["-", '"', ":", " ", "<", ">=", "#", "today", "week", "blocked", "a", "2026-"]),
    st.sampled_from([f"{key}:" for key in KEYS]),
    st.sampled_from(HOSTILE),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@given(text=TEXTS)
@moderate
def test_any_text_is_understood_or_refused(text: str) -> None:
    desk = a_desk()
    with suppress(UsageError):
        found(desk, text)


@given(text=st.text())
@moderate
def test_folded_text_stays_as_it_is_and_is_the_same_in_any_case(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.casefold()) == folded(text)


WORDS = st.text("abAB ß-", max_size=4)


@given(title=st.text("abß宽é ", min_size=1, max_size=20), words=st.lists(WORDS, max_size=3))
@moderate
def test_highlights_are_in_order_apart_and_hold_the_words(title: str, words: list[str]) -> None:
    plain = [folded(word) for word in words if word.strip()]
    spans = spans_of(title, plain)
    assert all(0 <= start < end <= len(title) for start, end in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    for word in plain:
        assert (word in folded(title)) == any(word in folded(title[a:b]) for a, b in spans)


DRAGONS = Card(
    id=1,
    title="Draw a map",
    column_id=1,
    rank="8",
    created_at=NOW.at,
    tags=("art",),
    notes="Seen in the old book.\n\nBehind the third hill there be DRAGONS, they say.",
    checklist=(Item("Ask Ann about dragons"), Item("Straße zeichnen")),
    blocked="no paper",
)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("map", ""),
        ("art launch", ""),
        ("map old", "Seen in the old book."),
        ("dragons", "Behind the third hill there be DRAGONS, they say."),
        ("ask", "Ask Ann about dragons"),
        ("STRASSE", "Straße zeichnen"),
        ("paper", "no paper"),
        ("nowhere", ""),
    ],
)
def test_what_a_card_is_found_for_behind_its_face_is_told(words: str, said: str) -> None:
    goal = Goal(id=1, title="Launch", rank="8")
    assert line_behind(DRAGONS, goal, folded(words).split()) == said


@moderate
@given(st.text(max_size=60) | st.sampled_from(HOSTILE), st.data())
def test_any_word_of_the_notes_stands_in_what_is_told(line: str, data: st.DataObject) -> None:
    words = [word for word in folded(line).split() if word not in "draw a map art"]
    if words:
        word = data.draw(st.sampled_from(words))
        told = line_behind(replace(DRAGONS, notes=line, checklist=()), None, [word])
        assert word in folded(told)


@given(old=TEXTS, more=TEXTS)
@moderate
def test_a_query_that_narrows_finds_nothing_new(old: str, more: str) -> None:
    desk = a_desk()
    try:
        wide = parse(old, desk.board, desk.now)
        narrow = parse(old + more, desk.board, desk.now)
    except UsageError:
        return
    everything = Search(narrow, desk.board, Texts()).finish()
    if narrow.narrows(wide):
        texts = Texts()
        before = Search(wide, desk.board, texts).finish()
        assert Search(narrow, desk.board, texts, before).finish() == everything


def test_a_longer_word_narrows_and_an_excluded_one_does_not(full: Desk) -> None:
    def read(text: str) -> Query:
        return parse(text, full.board, full.now)

    assert read("landing").narrows(read("land"))
    assert read("land tag:bug").narrows(read("land"))
    assert not read("land").narrows(read("landing"))
    assert not read("-landing").narrows(read("-land"))
    assert not read("land").narrows(read("-land"))


def test_words_are_folded_anew_when_a_card_or_a_goal_changes(full: Desk) -> None:
    texts, query = Texts(), parse("launch", full.board, full.now)
    assert Search(query, full.board, texts).finish()[1] == [1]
    full.do(cards.amend, card_id=2, fields={"title": "Launch it"})
    assert Search(query, full.board, texts).finish()[1] == [1, 2]
    full.do(goals.amend, goal_id=1, fields={"title": "Begin"})
    assert Search(query, full.board, texts).finish()[1] == [2]


def test_a_search_comes_in_slices_that_together_find_the_same(full: Desk) -> None:
    full.add(*(f"Number {number}" for number in range(5_000)))
    query = parse("number", full.board, full.now)
    search = Search(query, full.board, Texts())
    slices = 0
    while not search.is_over:
        search.go_on()
        slices += 1
    assert slices > 2
    assert sum(map(len, search.found.values())) == 5_000


def test_what_was_read_ahead_is_not_read_again_until_a_card_changes(full: Desk) -> None:
    texts, query = Texts(), parse("number", full.board, full.now)
    full.add(*(f"Number {number}" for number in range(5_000)))
    slices = sum(1 for _ in read(full.board, texts))
    assert slices > 2
    assert texts.all_read_at == full.board.seq
    assert Search(query, full.board, texts).finish() == Search(query, full.board, Texts()).finish()
    full.do(cards.amend, card_id=1, fields={"title": "A number too"})
    assert Search(query, full.board, texts).finish()[1][0] == 1


def test_what_changes_while_it_is_read_is_read_again(full: Desk) -> None:
    texts, query = Texts(), parse("number", full.board, full.now)
    reading = read(full.board, texts)
    next(reading)
    full.do(cards.amend, card_id=1, fields={"title": "A number"})
    assert list(reading)
    assert Search(query, full.board, texts).finish()[1] == [1]


def test_a_test_of_fields_makes_slices_smaller_than_a_word_does(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.add(*(f"Number {number}" for number in range(5_000)))
    monkeypatch.setattr(searching, "SLICE", 20_000)
    texts = Texts()
    assert list(read(full.board, texts))
    for text, is_over in (("number", True), ("has:notes", False)):
        search = Search(parse(text, full.board, full.now), full.board, texts)
        search.go_on()
        assert search.is_over is is_over


def test_wins_are_found_by_words_and_by_goal(full: Desk) -> None:
    full.win("Sent that e-mail", goal_id=1)
    goal_of = full.board.table(Goal)

    def wins(text: str) -> list[str]:
        query = parse(text, full.board, full.now)
        return [
            win.text
            for win in full.board.table(Win).values()
            if query.finds_win(win, win_text(win, goal_of.get(win.goal_id or 0)))
        ]

    assert wins("MAIL") == ["Sent that e-mail"]
    assert wins("goal:launch mail") == ["Sent that e-mail"]
    assert wins("launch -sent") == []
    assert wins("tag:bug") == []
    assert "Sent that e-mail" in wins("-tag:bug")


# -- what was found, while the board changes ------------------------------------------------------


def sight(desk: Desk, text: str) -> tuple[Query, Texts, Found]:
    query, texts = parse(text, desk.board, desk.now), Texts()
    return query, texts, Found(desk.board, Search(query, desk.board, texts).finish())


def test_the_next_match_goes_across_columns_and_around(full: Desk) -> None:
    _, _, seen = sight(full, "-landing")
    order, here, column = [], None, 1
    for _ in range(5):
        here = seen.step(column, here, 1)
        assert here is not None
        column = full.card(here).column_id
        order.append(full.card(here).title)
    assert order == [CAFE, FEGEN, CALL, MOW, CAFE]
    back = seen.step(1, 6, -1)
    assert back is not None
    assert full.card(back).title == MOW
    assert [seen.number_of(number) for number in (6, 3, 4, 5, 1)] == [1, 2, 3, 4, None]


def test_the_next_match_from_a_card_that_is_none(full: Desk) -> None:
    _, _, seen = sight(full, "landing")
    assert seen.step(2, 3, 1) == 1
    assert seen.step(1, 6, -1) == 2
    assert seen.step(1, 1, -1) == 2
    _, _, nothing = sight(full, "qqq")
    assert nothing.step(1, 1, 1) is None


def test_a_card_that_is_not_found_any_more_stays_in_sight_where_that_is_asked(full: Desk) -> None:
    query, texts, seen = sight(full, "landing")
    full.do(cards.amend, card_id=1, fields={"title": "Another"})
    full.add("New one")
    seen.follow(query, texts, [1, 7], keeps=True, shows=True)
    assert seen.ids_in(1) == [1, 2, 7]
    assert seen.count == 1
    assert seen.by_column[1] == [2]
    assert seen.number_of(1) is None
    seen.follow(query, texts, [1, 7], keeps=False, shows=False)
    assert seen.ids_in(1) == [2]


@given(
    text=st.sampled_from(["a", "number", "-number", "column:doing", "is:done", "1"]),
    acts=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 4)), max_size=8),
)
@moderate
def test_following_finds_what_searching_anew_does(text: str, acts: list[tuple[int, int]]) -> None:
    desk = a_desk()
    query, texts, seen = sight(desk, text)
    for card_id, act in acts:
        card = desk.card(card_id)
        if card.archived_at is not None:
            desk.undo()
        elif act < 3:
            column = desk.board.columns()[act]
            if card.column_id == column.id:
                continue
            desk.move(card_id, to=column.name)
        elif act == 3:
            desk.archive(card_id)
        else:
            desk.do(cards.amend, card_id=card_id, fields={"title": f"{card.title} number 1"})
        seen.follow(query, texts, list(desk.board.table(Card)), keeps=False, shows=False)
        assert seen.by_column == Search(query, desk.board, Texts()).finish()
        assert seen.count == sum(map(len, seen.by_column.values()))


def test_the_words_of_a_card_part_its_fields(full: Desk) -> None:
    card = full.card(1)
    words = card_text(card, full.board.goal(1))
    assert words == "write the landing page\ntext\nweb-site\nlaunch the product"
    assert Board().ids_in(1) == []
