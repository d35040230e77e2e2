import json

import pytest

from kanban.domain.text import NOTES_BYTES
from kanban.errors import BoardError, RuleError, UsageError
from kanban.exchange import drafter
from kanban.exchange.detection import detect
from kanban.exchange.reading import MOST_BYTES, fingerprint, read_draft

BAD = {
    "empty": (b"", "is empty"),
    "blank": (b"\xef\xbb\xbf \n\n", "is empty"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8 at byte 1"),
    "latin": ("Möhren".encode("latin-1"), "not UTF-8 at byte 2"),
    "utf-16": ("Möhren".encode("utf-16"), "UTF-16"),
    "nul": (b"milk\n\0", "holds a NUL at character 6"),
    "large": (b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
    "truncated": (b'{"lists": [], "cards": [{"name": "be', "breaks off at line 1"),
    "other text": (b"Dear all,", "is not valid JSON at line 1"),
    "list root": (b'[{"name": "x"}]', "its JSON is a list"),
    "number root": (b"7", "its JSON is a number"),
    "null root": (b"null", "its JSON is null"),
    "other object": (b'{"name": "x"}', "has no lists and cards"),
    "deep": (b"[" * 200_000, "nested too deeply"),
    "deep objects": (b'{"a":' * 200_000, "nested too deeply"),
    "huge number": (b'{"lists": ' + b"9" * 5_000 + b"}", "too many digits"),
    "nan": (b'{"lists": NaN}', "NaN is not a number"),
    "infinity": (b'{"lists": -Infinity}', "-Infinity is not a number"),
    "twice": (b'{"lists": [], "cards": [], "lists": []}', 'one object names "lists" twice'),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_one_sentence_with_its_name_and_the_next_step(case):
    data, sentence = BAD[case]
    with pytest.raises(UsageError) as caught:
        read_draft(data, "board.json")
    assert '"board.json"' in caught.value.message
    assert sentence in caught.value.message
    assert "\n" not in str(caught.value)
    assert caught.value.hint.endswith(".")


def test_a_file_of_the_limit_is_read():
    data = b"- milk\n".ljust(MOST_BYTES)
    assert len(read_draft(data, "shop.txt").cards) == 1


def test_a_number_of_many_digits_or_without_bound_is_a_place_in_an_order(garden, as_file):
    garden["cards"][0]["pos"] = 10**4_000
    text = as_file(garden).replace(b'"pos": 300', b'"pos": 1e999')
    assert len(read_draft(text, "g.json").cards) == 4


@pytest.mark.parametrize(
    ("text", "name", "format_"),
    [
        ('{"lists": [], "cards": []}', "x.md", "trello"),
        ('\n [ {"a": 1}]', "x.md", "trello"),
        ("anything", "x.JSON", "trello"),
        ("---\nkanban-plugin: basic\n---\n- a", "x.md", "obsidian"),
        ("## A\n\n- [ ] b", "x.md", "obsidian"),
        ("## A\n\n- b\n    * [ ] c", "x.md", "taskell"),
        ("## A\n\ntext", "x.md", "lines"),
        ("- [ ] a\n- [x] b", "x.md", "lines"),
        ("- [ ] a\n## B\ntext", "x.md", "lines"),
        ("[ ] a", "x.md", "lines"),
        ("[[page]]", "x.md", "lines"),
        ("---\ntitle: x\n---\n- a", "x.md", "lines"),
    ],
)
def test_the_format_is_told_by_what_the_file_holds(text, name, format_):
    assert detect(text, name) == format_


@pytest.mark.parametrize(
    ("data", "declared", "sentence"),
    [
        (b"- milk", "trello", "is not JSON"),
        (b'{"lists": [], "cards": []}', "lines", "is JSON"),
        (b'{"lists": [], "cards": []}', "obsidian", "is JSON"),
        (b"---\nkanban-plugin: board\n---\n## A\n- [ ] b", "taskell", "is a board of Obsidian"),
        (b"- milk", "obsidian", "not a board of Obsidian"),
        (b"- milk", "jira", 'There is no format "jira"'),
    ],
)
def test_a_declared_format_that_does_not_fit_is_refused(data, declared, sentence):
    with pytest.raises(UsageError) as caught:
        read_draft(data, "b.md", declared)
    assert sentence in caught.value.message
    assert caught.value.hint


def test_the_files_name_in_an_error_is_harmless():
    with pytest.raises(UsageError) as caught:
        read_draft(b"", "a\x1b[31m\u202eb.md")
    assert "\x1b" not in caught.value.message
    assert "\u202e" not in caught.value.message


def test_a_fingerprint_is_the_same_for_the_same_bytes_alone():
    assert fingerprint(b"a") == fingerprint(b"a") != fingerprint(b"b")
    assert len(fingerprint(b"")) == 64


def test_a_long_title_is_cut_and_stands_in_full_in_the_notes(garden, as_file):
    long = "Weed " * 200 + "end"
    garden["cards"][1] |= {"name": long}
    draft = read_draft(as_file(garden), "g.json")
    card = draft.cards[0]
    assert card.title == f"{long[:200].rstrip()}…"
    assert card.notes == f"{long}\n\nTwo **spades** deep"
    assert draft.adjusted == ("1 long title: cut, and in full at the head of the notes",)


@pytest.mark.parametrize("title", ["", "   ", "\u200b\u3164", "\u202e"])
def test_a_title_of_nothing_visible_is_untitled_and_told(garden, as_file, title):
    garden["cards"][1] |= {"name": title}
    draft = read_draft(as_file(garden), "g.json")
    assert draft.cards[0].title == "Untitled"
    assert draft.adjusted == ('1 card without a title: called "Untitled"',)


def test_a_list_without_a_name_is_untitled_and_a_long_name_is_cut(garden, as_file):
    garden["lists"][0]["name"] = ""
    garden["lists"][1]["name"] = "x" * 600
    draft = read_draft(as_file(garden), "g.json")
    assert [column.name for column in draft.columns] == ["x" * 200 + "…", "Now", "Untitled"]
    assert draft.adjusted == (
        "1 column name: cut to 200 characters",
        '1 column name: called "Untitled"',
    )


def test_notes_over_their_limit_are_refused_with_the_card_named(garden, as_file):
    garden["cards"][1] |= {"desc": "x" * (NOTES_BYTES + 1)}
    with pytest.raises(RuleError) as caught:
        read_draft(as_file(garden), "g.json")
    assert '"Dig the bed"' in caught.value.message
    assert '"g.json"' in caught.value.message
    assert str(NOTES_BYTES) in caught.value.message


def test_what_a_checklist_cannot_hold_stands_in_the_notes_and_is_told():
    items = "".join(f"    * [ ] item {number}\n" for number in range(202))
    long = "y" * 600
    draft = read_draft(f"## A\n- b\n    * [x] {long}\n{items}".encode(), "b.md")
    card = draft.cards[0]
    assert len(card.checklist) == 200
    assert card.notes == f"- [x] {long}\n- [ ] item 200\n- [ ] item 201"
    assert draft.adjusted == (
        "1 checklist item: too long, so moved into the notes",
        "2 checklist items: over the 200 a card can have, so moved into the notes",
    )


def test_a_checklist_item_with_nothing_on_it_is_left_out():
    draft = read_draft(b"## A\n- b\n    * [ ] \n    * [ ] c\n", "b.md")
    assert [item.text for item in draft.cards[0].checklist] == ["c"]
    assert draft.left_out == ("1 checklist item: nothing is written there",)


def test_tags_that_cannot_be_kept_are_told(garden, as_file):
    names = [*(f"t{number}" for number in range(22)), "z" * 600]
    garden["cards"][1] |= {"labels": [{"name": name} for name in names]}
    draft = read_draft(as_file(garden), "g.json")
    assert draft.cards[0].tags == tuple(names[:20])
    assert "1 tag: empty or too long" in draft.left_out
    assert "2 tags: a card has at most 20" in draft.left_out


def test_control_codes_and_markup_come_in_as_text(garden, as_file):
    garden["name"] = "\x1b]0;x\x07 [red]"
    garden["cards"][1] |= {"name": "a\x1b[2Jb\nc [/] \ud800", "desc": "\x00\u202e"}
    draft = read_draft(as_file(garden), "g.json")
    assert draft.cards[0].title == "a␛[2Jb c [/] �"
    assert draft.cards[0].notes == "␀"
    assert draft.title == "␛]0;x␇ [red]"


def test_too_many_columns_are_refused_with_the_limit_named():
    text = "".join(f"## {number}\n- x\n" for number in range(51))
    with pytest.raises(RuleError, match=r'"b\.md" has more than 50 columns'):
        read_draft(text.encode(), "b.md")


@pytest.mark.parametrize("text", ["x\n" * 6, "## A\n" + "- x\n" * 6, "## A\n" + "- [ ] x\n" * 6])
def test_too_many_cards_are_refused_with_the_limit_named(monkeypatch, text):
    monkeypatch.setattr(drafter, "MOST_CARDS", 5)
    with pytest.raises(RuleError, match=r'"b\.md" has more than 5 cards'):
        read_draft(text.encode(), "b.md")


def test_every_wrong_type_in_every_place_is_a_sentence_or_harmless(garden, as_file):
    refusals = []
    for path in _paths(garden):
        for wrong in (None, 7, -1.5, True, "x", [], {}, [[]], [None], {"id": 3}):
            spoiled = json.loads(json.dumps(garden))
            _set(spoiled, path, wrong)
            try:
                read_draft(as_file(spoiled), "g.json")
            except BoardError as error:
                refusals.append(error.message)
    assert len(refusals) > 200
    assert all('"g.json"' in sentence for sentence in refusals)


def _paths(value, path=()):
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        yield (*path, key)
        if isinstance(each, dict | list):
            yield from _paths(each, (*path, key))


def _set(value, path, wrong):
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = wrong
