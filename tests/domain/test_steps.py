import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.operations import cards
from kanban.domain.steps import steps

from .builder import HOSTILE, Desk, local_moment, moderate


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("Call Ana", "Call Ana"),
        ("  Call Ana  ", "Call Ana"),
        ("- Call Ana", "Call Ana"),
        ("\t* Call Ana", "Call Ana"),
        ("+ Call Ana", "Call Ana"),
        ("\u2022 Call Ana", "Call Ana"),
        ("1. Call Ana", "Call Ana"),
        ("12) Call Ana", "Call Ana"),
        ("- [ ] Call Ana", "Call Ana"),
        ("- [x] Call Ana", "Call Ana"),
        ("3. [X] Call Ana", "Call Ana"),
        ("[] Call Ana", "Call Ana"),
        ("-5 degrees", "-5 degrees"),
        ("3.5 hours", "3.5 hours"),
        ("2026. A year", "2026. A year"),
        ("*bold* words", "*bold* words"),
        ("[red] alert", "[red] alert"),
        ("- - twice", "- twice"),
        ("C - D", "C - D"),
    ],
)
def test_a_line_is_a_step_without_its_bullet_number_or_box(line: str, step: str) -> None:
    assert steps(line) == (step,)


def test_lines_that_say_nothing_are_left_out() -> None:
    text = "One\r\n\r\n   \n- \n\u200b\n- [ ] \nTwo\n\u3164\n"
    assert steps(text) == ("One", "Two")
    assert steps("") == ()


def test_thirty_pasted_lines_are_thirty_steps_in_their_order() -> None:
    assert steps("\n".join(f"{n}. Step {n}" for n in range(30))) == tuple(
        f"Step {n}" for n in range(30)
    )


@moderate
@given(st.lists(st.one_of(st.text(st.characters(), max_size=12), st.sampled_from(HOSTILE))))
def test_every_step_of_any_text_can_be_a_card(lines: list[str]) -> None:
    found = steps("\n".join(lines))
    assert all(step == step.strip() for step in found)
    if found:
        desk = Desk.new(local_moment("2026-11-22 09:12"))
        desk.do(cards.add, titles=found)
        assert len(desk.titles("To Do")) == len(found)
