"""Whose keys a command has: a shipped map's, or a person's own, and what is refused."""

import pytest

from kanban.commands.of_board import COMMANDS
from kanban.commands.of_screens import DIALOG_COMMANDS
from kanban.commands.vim import VIM
from kanban.errors import UsageError
from kanban.keymap import MAPS, key_faults, keymap


def told(own: dict[str, tuple[str, ...]], name: str = "default") -> list[str]:
    return [str(fault.error) for fault in key_faults(own, name)]


@pytest.mark.parametrize("name", MAPS)
def test_no_two_commands_of_a_shipped_map_share_a_key(name: str):
    assert told({}, name) == []


@pytest.mark.parametrize("name", MAPS)
def test_what_has_a_key_in_the_default_map_has_one_in_every_map(name: str):
    keys = keymap(name=name)
    for command in (*COMMANDS, *DIALOG_COMMANDS):
        assert bool(keys.command(command.id).keys) == bool(command.keys), command.id


def test_the_other_map_names_commands_that_there_are():
    assert {command.id for command in COMMANDS} >= set(VIM)


def test_own_keys_take_the_place_of_those_of_the_map():
    own = {"card.done": ("Q", "g d"), "card.add": ()}
    keys = keymap(own, "vim")
    assert keys.command("card.done").keys == ("Q", "g d")
    assert keys.key("card.add") == ""
    assert keys.key("walk.first") == "gg"
    assert keys.has_counts
    assert not keymap(own | {"card.done": ("Q",)}).has_counts


def test_an_unknown_command_is_told_with_the_nearest():
    assert told({"card.dnoe": ("d",)}) == [
        'There is no command "card.dnoe" to give a key to. Did you mean card.done?'
    ]


def test_a_key_that_no_terminal_sends_is_told_with_the_nearest():
    assert told({"dialog.save": ("ctl+s",)}) == [
        'No terminal sends the key "ctl+s" that dialog.save is given. Did you mean "ctrl+s"?'
    ]
    assert "Keys are written as d, D, ?" in told({"card.done": ("cmd+s",)})[0]


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ({"card.done": ("a",)}, 'The key "a" is given to both card.add and card.done.'),
        ({"card.done": ("?",)}, 'The key "?" is given to both card.done and keys.show.'),
        ({"dialog.save": ("esc",)}, '"esc" is given to both dialog.leave and dialog.save.'),
        ({"goals.edit": ("u",)}, '"u" is given to both change.undo and goals.edit.'),
        ({"change.undo": ("e",), "card.edit-title": ("y",)}, "both change.undo and goal-page.edit"),
        ({"goal-page.edit": ("?",)}, 'The key "?" is given to both goal-page.edit and keys.show.'),
        ({"stuck.choose-clarity": ("esc",)}, "both dialog.leave and stuck.choose-clarity"),
        ({"lookback.copy": ("escape",)}, "both dialog.leave and lookback.copy"),
        ({"recap.leave": ("ctrl+s",)}, "both recap.close-day and recap.leave"),
        ({"split.ask": ("ctrl+s",)}, "both dialog.save and split.ask"),
        ({"dialog.leave": ("ctrl+i",), "dialog.save": ("tab",)}, "dialog.leave and dialog.save"),
    ],
)
def test_a_key_that_one_screen_would_give_to_two_commands_is_refused(own, words: str):
    assert any(words in each for each in told(own))
    with pytest.raises(UsageError, match="Give one of them another key"):
        keymap(own)


def test_a_key_may_mean_different_things_on_screens_that_are_never_one():
    assert told({"goals.edit": ("w",), "insights.leave": ("d",)}) == []


def test_a_key_that_begins_another_is_refused_once():
    assert told({"card.done": ("g",)}, "vim") == [
        'The key "g" of card.done begins "g1" of card.send-to-1. Give one of them another key.'
    ]
    assert told({"walk.first": ("a a",)}) == [
        'The key "a" of card.add begins "aa" of walk.first. Give one of them another key.'
    ]


def test_a_digit_where_digits_count_is_refused():
    assert told({"card.done": ("3",)}, "vim") == [
        'The key "3" of card.done begins a count in this map. Give it another key.'
    ]


def test_every_fault_is_told_and_names_a_command_of_the_person():
    own = {"card.dnoe": ("d",), "card.add": ("ctl+s", "e"), "win.log": ("x",)}
    faults = list(key_faults(own))
    assert [fault.command_id for fault in faults] == [
        "card.dnoe",
        "card.add",
        "card.add",
        "win.log",
    ]


def test_a_message_never_carries_a_control_code():
    (sentence,) = told({"\x1b[2J": ("d",)})
    assert sentence.isprintable()
    assert told({"card.done": ("\x1b[2J",)})[0].isprintable()
