from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kanban.ui.cells import shown, wrapped
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


def test_lines_are_broken_between_words() -> None:
    assert wrapped("Sent the mail to Noor", 9, 9) == ["Sent the", "mail to", "Noor"]
    assert wrapped("Sent the mail to Noor", 9, 2) == ["Sent the", "mail to…"]
    assert wrapped("Donaudampfschiff", 6, 9) == ["Donaud", "ampfsc", "hiff"]
