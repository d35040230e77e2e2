from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from kanban.ui.cells import shown, strip, wrapped
from tests.domain.builder import moderate

TEXTS = st.text(st.sampled_from("ab 宽é👍\u0301 -"), max_size=80).map(str.strip)


@moderate
@given(TEXTS, st.integers(2, 30))
def test_words_broken_into_lines_are_all_there_and_fit(text: str, width: int) -> None:
    lines = wrapped(text, width, most_lines=200)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(shown(text).split())


@moderate
@given(TEXTS, st.integers(2, 30), st.integers(1, 4))
def test_what_does_not_fit_into_so_many_lines_is_cut(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)
    assert 1 <= len(lines) <= most
    assert all(cell_len(line) <= width for line in lines)


@moderate
@given(st.lists(TEXTS, max_size=4), st.integers(1, 30))
def test_a_row_is_exactly_as_wide_as_asked(texts: list[str], width: int) -> None:
    style, fill = Style(bold=True), Style(reverse=True)
    row = strip([(text, style) for text in texts], width, fill)
    assert row.cell_length == cell_len(row.text) == width
    room = width - cell_len(shown("".join(texts)))
    if room > 0:
        assert ([*row][-1].text, [*row][-1].style) == (" " * room, fill)


def test_lines_are_broken_between_words() -> None:
    assert wrapped("Sent the mail to Noor", 9, 9) == ["Sent the", "mail to", "Noor"]
    assert wrapped("Sent the mail to Noor", 9, 2) == ["Sent the", "mail to…"]
    assert wrapped("Donaudampfschiff", 6, 9) == ["Donaud", "ampfsc", "hiff"]
