from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.splitting import Step, can_open_milestone, split, write
from kanban.domain.text import is_visible

from .builder import HOSTILE, few

TODAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 27)


def titles(text: str) -> list[str]:
    return [step.title for step in split(text, TODAY)]


def stages(text: str) -> list[tuple[str | None, str]]:
    return [(step.milestone, step.title) for step in split(text, TODAY)]


def test_each_line_is_a_step() -> None:
    assert titles("Call Ana\n\n  \nWrite the page\n") == ["Call Ana", "Write the page"]


@pytest.mark.parametrize(
    "line",
    [
        "- Call Ana",
        "* Call Ana",
        "+ Call Ana",
        "• Call Ana",
        "– Call Ana",
        "1. Call Ana",
        "12) Call Ana",
        "(3) Call Ana",
        "1.2. Call Ana",
        "- [ ] Call Ana",
        "- [x] Call Ana",
        "[ ] Call Ana",
        "1. [X] Call Ana",
        "> Call Ana",
        "> > - Call Ana",
        ">- Call Ana",
    ],
)
def test_what_makes_a_line_a_list_entry_is_taken_off(line: str) -> None:
    assert titles(line) == ["Call Ana"]


@pytest.mark.parametrize(
    "line",
    ["3 testers", "2026 in review", "-v prints more", "[red] is a colour", "1.5 hours of it"],
)
def test_words_that_only_look_like_a_mark_stay(line: str) -> None:
    assert titles(line) == [line]


def test_a_heading_opens_a_milestone() -> None:
    text = "First of all\n# Foundation\nDig\nPour\n## Roof ##\n- Beams\n"
    assert stages(text) == [
        (None, "First of all"),
        ("Foundation", "Dig"),
        ("Foundation", "Pour"),
        ("Roof", "Beams"),
    ]


@pytest.mark.parametrize("indent", ["  ", "    ", "\t"])
def test_a_line_with_deeper_lines_under_it_is_a_milestone(indent: str) -> None:
    text = f"- Foundation:\n{indent}- Dig\n{indent}- Pour\n- Paint\n"
    assert stages(text) == [("Foundation", "Dig"), ("Foundation", "Pour"), (None, "Paint")]


def test_what_lies_deeper_still_is_a_step_of_the_same_milestone() -> None:
    text = "Foundation\n  Dig\n    Rent a digger\n  Pour\nRoof\n  Beams\n"
    assert stages(text) == [
        ("Foundation", "Dig"),
        ("Foundation", "Rent a digger"),
        ("Foundation", "Pour"),
        ("Roof", "Beams"),
    ]


def test_a_list_that_is_indented_as_a_whole_has_no_milestone() -> None:
    assert stages("   One\n   Two\n") == [(None, "One"), (None, "Two")]


def test_under_a_heading_a_deeper_list_is_a_milestone_of_its_own_and_ends() -> None:
    text = "# House\nRoof\n  Beams\nPaint\n"
    assert stages(text) == [("Roof", "Beams"), ("House", "Paint")]


@pytest.mark.parametrize("words", ["@fri", "@friday", "@27nov", "@2026-11-27", "@+5d"])
def test_a_day_on_the_line_is_the_day_it_is_due(words: str) -> None:
    assert split(f"Call {words} Ana", TODAY) == (Step("Call Ana", due_on=FRIDAY),)


def test_tags_on_the_line_are_tags() -> None:
    assert split("Call #people Ana #a-b #people", TODAY) == (
        Step("Call Ana", tags=("people", "a-b")),
    )


@pytest.mark.parametrize(
    "line", ["Write to @noor", "ann@home", "Fix #12", "C# course", "a#b", "Nothing # here"]
)
def test_what_names_no_day_and_no_tag_stays_in_the_words(line: str) -> None:
    assert split(line, TODAY) == (Step(line),)


@pytest.mark.parametrize("line", ["#tag", "#one #two"])
def test_a_line_of_tags_alone_is_a_step_in_its_own_words(line: str) -> None:
    assert split(line, TODAY) == (Step(line),)


@pytest.mark.parametrize("line", ["```", "---", "====", "~~~ text", "***"])
def test_rules_and_fences_are_no_steps(line: str) -> None:
    assert titles(f"One\n{line}\nTwo") == ["One", "Two"]


@pytest.mark.parametrize("count", [30, 500])
def test_many_pasted_lines_are_as_many_steps(count: int) -> None:
    text = "\n".join(f"- [ ] Step {number}" for number in range(count))
    assert titles(text) == [f"Step {number}" for number in range(count)]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_lines_stay_text(text: str) -> None:
    line = " ".join(text.split())
    found = split(f"Before {line} after", TODAY)
    assert found[0].title.startswith("Before")


@few
@given(st.text(max_size=300))
def test_any_text_is_split_into_steps_that_can_be_seen(text: str) -> None:
    for step in split(text, TODAY):
        assert is_visible(step.title)
        assert "\n" not in step.title


@few
@given(st.lists(st.text("abc xyz", min_size=1, max_size=12).filter(is_visible), max_size=40))
def test_plain_lines_are_neither_lost_nor_doubled(lines: list[str]) -> None:
    flat = [" ".join(line.split()) for line in lines]
    assert titles("\n".join(flat)) == flat


def test_a_tag_is_taken_where_it_stands_and_not_inside_a_word() -> None:
    assert split("Mend bug1#a #a #b", TODAY) == (Step("Mend bug1#a", tags=("a", "b")),)
    assert split("Ask a@fri @fri", TODAY)[0].title == "Ask a@fri"


def test_each_step_knows_the_line_it_was_written_on() -> None:
    text = "One\n\n# Roof\nTwo\n---\n  Three"
    assert [(step.title, step.line) for step in split(text, TODAY)] == [("One", 0), ("Three", 5)]
    assert Step("One", line=0) == Step("One", line=3)


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Build it", True),
        ("# House\n- Roof", True),
        ("Before\n  Deep\nBuild it", True),
        ("Roof\n  Beams", False),
        ("Roof\n  Beams\n    Buy", False),
    ],
)
def test_a_line_becomes_a_milestone_by_deeper_ones_unless_it_stands_under_one(
    text: str, can: bool
) -> None:
    assert can_open_milestone(text.split("\n"), TODAY) is can


WORDS = st.text("ab #@[]->*1.", max_size=12).map(lambda text: " ".join(text.split()))


@few
@given(
    st.lists(
        st.builds(
            lambda title, stage, tag: Step(title, stage, tags=tag),
            WORDS.filter(lambda words: titles(f"- [ ] {words} #x") == [words]),
            st.sampled_from([None, "Roof", "First wall"]),
            st.sampled_from([(), ("wood",), ("a", "b")]),
        )
    )
)
def test_steps_written_as_lines_are_read_as_the_same_steps(steps: list[Step]) -> None:
    order = [None, *dict.fromkeys(step.milestone for step in steps if step.milestone)]
    together = sorted(steps, key=lambda step: order.index(step.milestone))
    assert list(split(write(steps), TODAY)) == together
