import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanban.domain.text import (
    COMBINING_MARKS,
    NOTES_BYTES,
    TITLE_BYTES,
    TITLE_GRAPHEMES,
    clean,
    clean_notes,
    clean_optional,
    clean_tag,
    is_visible,
)
from kanban.errors import RuleError

from .builder import HOSTILE, moderate

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
BIDI = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
NASTY = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xAD, 0xFEFF, *BIDI]))

anything = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(NASTY),
        st.integers(0xD800, 0xDFFF).map(chr),
        st.sampled_from("ab #-\u0301\u0316\u0327\u200b\u200d\ufe0f\u3164\u09c7\u09be\u1100\u1161"),
    ),
    max_size=40,
)


def harmful(text: str, allowed: str = "") -> list[str]:
    return [
        char
        for char in text
        if char not in allowed
        and (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or ord(char) in BIDI)
    ]


def most_marks(text: str) -> int:
    most = marks = 0
    for char in text:
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else marks if category == "Cf" else 0
        most = max(most, marks)
    return most


def cleaned(text: str, door: Callable[..., str] = clean) -> str | None:
    try:
        return door(text)
    except RuleError:
        return None


@moderate
@given(anything)
@example("x" + "\u0301" * 9)
@example("\u09c7" + "\u0316" * 9 + "\u09be")
def test_a_clean_title_is_harmless_and_in_normal_form(text: str) -> None:
    title = cleaned(text)
    if title is not None:
        assert harmful(title) == []
        assert unicodedata.is_normalized("NFC", title)
        assert most_marks(title) <= COMBINING_MARKS
        assert title == title.strip()
        assert title.encode()


@pytest.mark.parametrize("door", [clean, clean_notes, clean_tag])
@moderate
@given(text=anything)
@example(text="x" + "\u0316" * 30 + "\u0301")
@example(text="# # a")
@example(text="\n \n a\t\n")
def test_cleaning_twice_is_cleaning_once(door: Callable[..., str], text: str) -> None:
    once = cleaned(text, door)
    if once is not None:
        assert cleaned(once, door) == once


@moderate
@given(anything)
def test_clean_notes_are_harmless_save_for_line_breaks(text: str) -> None:
    notes = clean_notes(text)
    assert harmful(notes, allowed="\n") == []
    assert unicodedata.is_normalized("NFC", notes)
    assert most_marks(notes) <= COMBINING_MARKS


@moderate
@given(anything)
def test_a_title_is_refused_exactly_when_a_short_text_shows_nothing(text: str) -> None:
    title = cleaned(text)
    assert (title is None) == (clean_optional(text, "reason") == "")
    assert title is None or is_visible(title)


def test_hostile_text_becomes_a_harmless_title(hostile: str) -> None:
    title = clean(hostile)
    assert harmful(title) == []
    assert most_marks(title) <= COMBINING_MARKS


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if text.isprintable() and "e\u0301" not in text]
)
def test_printable_text_is_kept_to_the_letter(text: str) -> None:
    expected = text if "zalgo" not in text else text[: text.index("x") + 1 + COMBINING_MARKS]
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\x1b[31mred", "\u241b[31mred"),
        ("\x1b]0;title\x07", "\u241b]0;title\u2407"),
        ("nul\x00", "nul\u2400"),
        ("del\x7f", "del\u2421"),
        ("\x9b31m", "\ufffd31m"),
        ("a\ud800b", "a\ufffdb"),
        ("a\u202eb\u2066c", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffbyte order mark", "byte order mark"),
        ("a\tb\nc\rd\u2028e\u2029f", "a b c d e f"),
        ("  around \u00a0", "around"),
        ("in  between", "in  between"),
        (f"{FAMILY} day", f"{FAMILY} day"),
        ("e\u0301\u0301", "\u00e9\u0301"),
    ],
)
def test_what_harms_is_shown_and_not_sent(text: str, title: str) -> None:
    assert clean(text) == title


@pytest.mark.parametrize("char", "\u202f\u2065\u206a\ue000")
def test_the_neighbours_of_what_harms_are_kept(char: str) -> None:
    assert clean(f"a{char}b") == f"a{char}b"


def test_titles_are_in_composed_form() -> None:
    assert clean("cafe\u0301") == "caf\u00e9"
    assert clean("\u212bngstrom") == "\u00c5ngstrom"


@pytest.mark.parametrize(
    "text", ["a", "7", "!", "\u2713", "\u5bbd", "\U0001f600", "\U0001fae8", "\ue0b0", "\u00a1"]
)
def test_one_visible_character_is_enough(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\t\n\r",
        "\u00a0\u2003",
        "\u200b\u200d\u2060",
        "\u2800",
        "\u3164\uffa0\u115f\u1160",
        "\u0301\u0301",
        "\ufe0f",
        "\u202e\u202c",
        "\u00ad\ufeff",
        "\u034f",
        "\U0001d159",
        "\U000e0041\U000e007f",
    ],
    ids=ascii,
)
def test_a_title_of_nothing_visible_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="at least one visible character"):
        clean(text)
    assert clean_optional(text, "reason") == ""
    assert not is_visible(text)


def test_a_refusal_names_what_was_to_be_written() -> None:
    with pytest.raises(RuleError, match="A column name needs"):
        clean(" ", "column name")
    with pytest.raises(RuleError, match="This goal is too long"):
        clean("a" * 501, "goal")
    with pytest.raises(RuleError, match="This reason is too long"):
        clean_optional("a" * 501, "reason")


@pytest.mark.parametrize(
    "text",
    [
        "\u5bbd" * 400,
        "\u5bbd" * TITLE_GRAPHEMES,
        "a" * TITLE_GRAPHEMES,
        "x\u0301" * TITLE_GRAPHEMES,
        FAMILY * (TITLE_BYTES // len(FAMILY.encode())),
    ],
    ids=["400 wide", "500 wide", "500 ascii", "500 with marks", "4000 bytes"],
)
def test_a_title_up_to_the_limits_is_accepted_whole(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a" * (TITLE_GRAPHEMES + 1),
        "\u5bbd" * (TITLE_GRAPHEMES + 1),
        "x\u0301" * (TITLE_GRAPHEMES + 1),
        FAMILY * (TITLE_BYTES // len(FAMILY.encode())) + "a",
    ],
    ids=["501 ascii", "501 wide", "501 with marks", "4001 bytes"],
)
def test_a_title_beyond_a_limit_is_refused_with_the_limits_named(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        clean(text)
    assert str(TITLE_GRAPHEMES) in caught.value.message
    assert str(TITLE_BYTES) in caught.value.message
    assert f"{len(text.encode())} bytes" in caught.value.message


def test_blanks_around_do_not_count_towards_the_limit() -> None:
    assert clean(" " * 300 + "a" * TITLE_GRAPHEMES + "\n" * 300) == "a" * TITLE_GRAPHEMES


@pytest.mark.parametrize("given_marks", [8, 9, 40])
def test_a_base_keeps_eight_combining_marks(given_marks: int) -> None:
    assert clean("x" + "\u0316" * given_marks + "y") == "x" + "\u0316" * 8 + "y"


@pytest.mark.parametrize("joiner", ["\u200b", "\u200d", "\u2060"])
def test_a_joiner_does_not_start_the_count_of_marks_anew(joiner: str) -> None:
    title = clean("x" + ("\u0316" * 8 + joiner) * 5 + "y\u0316")
    assert title == "x" + "\u0316" * 8 + joiner * 5 + "y\u0316"


def test_notes_keep_their_lines() -> None:
    assert clean_notes("# Head\r\n\r\n- one\r- two\u2028three") == "# Head\n\n- one\n- two\nthree"
    assert clean_notes("\n\n  indented\n\n") == "  indented"
    assert clean_notes("\ttab") == "    tab"
    assert clean_notes("") == ""
    assert clean_notes(" \n ") == ""


def test_notes_show_control_codes() -> None:
    assert clean_notes("a\x1b[2Jb\x00\ud800") == "a\u241b[2Jb\u2400\ufffd"


def test_notes_beyond_the_limit_are_refused_with_the_limit_named() -> None:
    assert len(clean_notes("\u00e9" * (NOTES_BYTES // 2)).encode()) == NOTES_BYTES
    with pytest.raises(RuleError, match=f"{NOTES_BYTES + 1} bytes, where {NOTES_BYTES}"):
        clean_notes("\u00e9" * (NOTES_BYTES // 2) + "a")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("bug", "bug"),
        ("#bug", "bug"),
        ("##bug", "bug"),
        ("# bug", "bug"),
        ("two words", "two-words"),
        (" \tspaced  out\n", "spaced-out"),
        ("c#", "c#"),
        ("-v", "-v"),
        ("\x1b[m", "\u241b[m"),
    ],
)
def test_a_tag_has_neither_blanks_nor_a_leading_hash(text: str, tag: str) -> None:
    assert clean_tag(text) == tag


@moderate
@given(anything)
def test_no_tag_holds_a_blank(text: str) -> None:
    tag = cleaned(text, clean_tag)
    if tag is not None:
        assert tag.split() == [tag]
        assert not tag.startswith("#")


@pytest.mark.parametrize("text", ["", "#", "##", " # ", "\u200b"])
def test_a_tag_of_nothing_visible_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match="A tag needs"):
        clean_tag(text)
