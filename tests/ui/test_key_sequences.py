"""Keys of several strokes and counts, one stroke after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kanban.ui.key_sequences import KeySequences, Whole
from tests.domain.builder import moderate

KNOWN = ("g g", "g 1", "d d", "ctrl+x ctrl+s x")


def typed(*strokes: str, has_counts: bool = True) -> tuple[list[Whole], KeySequences]:
    """Return what strokes made whole, and what waits after them."""
    sequences = KeySequences()
    taken = [sequences.take(stroke, KNOWN, has_counts=has_counts) for stroke in strokes]
    return [each for each in taken if each is not None], sequences


@pytest.mark.parametrize(
    ("strokes", "wholes"),
    [
        ("j", [Whole("j")]),
        ("3 j", [Whole("j", 3)]),
        ("1 2 j j", [Whole("j", 12), Whole("j")]),
        ("1 0 j", [Whole("j", 10)]),
        ("0 j", [Whole("0"), Whole("j")]),
        ("9 9 9 9 j", [Whole("j", 999)]),
        ("g g", [Whole("g g")]),
        ("2 d d", [Whole("d d", 2)]),
        ("g 1", [Whole("g 1")]),
        ("3 g 1", [Whole("g 1", 3)]),
        ("ctrl+x ctrl+s x", [Whole("ctrl+x ctrl+s x")]),
        ("d escape j", [Whole("j")]),
        ("3 escape j", [Whole("j")]),
        ("escape", [Whole("escape")]),
        ("d j j", [Whole("j")]),
        ("3 d g j", [Whole("j")]),
    ],
)
def test_strokes_become_keys(strokes: str, wholes: list[Whole]):
    taken, sequences = typed(*strokes.split())
    assert taken == wholes
    assert not sequences.is_waiting
    assert sequences.said == ""


def test_digits_are_keys_where_nothing_counts():
    assert typed("3", "j", has_counts=False)[0] == [Whole("3"), Whole("j")]


@pytest.mark.parametrize(
    ("strokes", "said", "prefix"),
    [
        ("3", "3", ""),
        ("1 2 d", "12d", "d"),
        ("g", "g", "g"),
        ("ctrl+x ctrl+s", "ctrl+x ctrl+s", "ctrl+x ctrl+s"),
    ],
)
def test_what_waits_can_be_said(strokes: str, said: str, prefix: str):
    taken, sequences = typed(*strokes.split())
    assert taken == []
    assert sequences.is_waiting
    assert (sequences.said, sequences.prefix) == (said, prefix)
    sequences.forget()
    assert not sequences.is_waiting


@moderate
@given(some.lists(some.sampled_from([*"gdx1230j", "escape", "ctrl+x"])))
def test_after_escape_a_key_is_itself_whatever_came_before(strokes: list[str]):
    _, sequences = typed(*strokes)
    if sequences.is_waiting:
        assert sequences.take("escape", KNOWN, has_counts=True) is None
    assert sequences.take("j", KNOWN, has_counts=True) == Whole("j")
