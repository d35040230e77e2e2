"""Names of keys: what people write is what Textual sends, or is refused with the nearest name."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from textual.keys import _character_to_key

from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS
from kanban.commands.vim import VIM
from kanban.key_names import can_be_sent, nearest_key, normal, say_key
from tests.domain.builder import moderate


@pytest.mark.parametrize(
    ("written", "sent", "said"),
    [
        ("?", "question_mark", "?"),
        ("+", "plus", "+"),
        ("ctrl++", "ctrl+plus", "ctrl++"),
        ("ctrl+_", "ctrl+underscore", "ctrl+_"),
        ("esc", "escape", "esc"),
        ("pgdn", "pagedown", "pgdn"),
        ("shift+←", "shift+left", "shift+←"),
        ("shift+ctrl+left", "ctrl+shift+left", "ctrl+shift+←"),
        ("Ctrl+s", "ctrl+s", "ctrl+s"),
        ("Space", "space", "space"),
        (" ", "space", "space"),
        ("G", "G", "G"),
        ("shift+g", "G", "G"),
        ("ctrl+i", "tab", "tab"),
        ("ctrl+m", "enter", "enter"),
        ("é", "é", "é"),
        ("§", "section_sign", "section_sign"),
        ("g g", "g g", "gg"),
        ("g  ?", "g question_mark", "g?"),
        ("ctrl+x s", "ctrl+x s", "ctrl+x s"),
    ],
)
def test_a_key_is_known_however_it_is_written(written: str, sent: str, said: str):
    assert normal(written) == sent
    assert say_key(sent) == said
    assert can_be_sent(sent)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("ctl+s", "ctrl+s"),
        ("ctrl+S", "ctrl+s"),
        ("shft+left", "shift+left"),
        ("entr", "enter"),
        ("pgdown", "pagedown"),
        ("shift+?", "?"),
        ("gg", "g g"),
        ("g ecs", "esc"),
        ("f25", "f5"),
        ("cmd+s", ""),
        ("foo", ""),
        ("hyphen", ""),
        ("", ""),
        ("<any>", ""),
        ("ctrl+ctrl+a", "ctrl+tab"),
    ],
)
def test_a_key_that_no_terminal_sends_is_known_by_its_nearest(written: str, near: str):
    assert not can_be_sent(normal(written))
    assert nearest_key(written) == near
    assert not near or can_be_sent(normal(near))


@moderate
@given(
    some.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=["Cc", "Cf", "Zs"])
)
def test_any_sign_of_a_keyboard_is_named_as_textual_names_it(sign: str):
    assert normal(sign) == _character_to_key(sign)


def test_every_shipped_key_can_be_sent_and_is_written_as_it_is_sent():
    shipped = [key for command in (*COMMANDS, *DIALOG_COMMANDS) for key in command.keys]
    for key in (*shipped, *(key for keys in VIM.values() for key in keys)):
        assert normal(key) == key
        assert can_be_sent(key), key
        assert normal(say_key(key)) == key or " " in key
