from datetime import time

import pytest

from kanban.config import SETTINGS, Config, load
from kanban.errors import StorageError, UsageError


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


def refusal(path, text):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        load(path)
    assert str(path) in refused.value.message
    return str(refused.value).replace(str(path), "PATH")


def test_without_a_file_everything_is_as_shipped(path):
    assert load(path) == Config()
    assert Config().theme == "evening"
    assert (Config().aim, Config().day_starts_at) == (3, time(4))
    assert (Config().animations, Config().quiet, Config().today_panel) == (True, False, True)
    assert Config().keys == {}


def test_a_link_that_leads_nowhere_is_no_file(path):
    path.symlink_to("gone.toml")
    assert load(path) == Config()


def test_an_empty_file_changes_nothing(path):
    path.write_text("")
    assert load(path) == Config()


def test_what_a_file_says_holds_and_the_rest_is_as_shipped(path):
    path.write_text(
        'theme = "paper"\naim = 5\nday_starts_at = "05:30"\nquiet = true\n'
        '[keys]\n"card.done" = "D"\n"card.add" = ["a", "n"]\n"theme.choose" = []\n'
    )
    assert load(path) == Config(
        theme="paper",
        aim=5,
        day_starts_at=time(5, 30),
        quiet=True,
        keys={"card.done": ("D",), "card.add": ("a", "n"), "theme.choose": ()},
    )


def test_a_command_needs_no_quotes_around_its_name(path):
    path.write_text('[keys]\ncard.done = "D"\n[keys.win]\nlog = "W"\n')
    assert load(path).keys == {"card.done": ("D",), "win.log": ("W",)}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"00:00"', time(0)),
        ('"12:00"', time(12)),
        ('"4:05"', time(4, 5)),
        ("04:00:00", time(4)),
    ],
)
def test_a_day_starts_between_midnight_and_noon(path, written, meant):
    path.write_text(f"day_starts_at = {written}")
    assert load(path).day_starts_at == meant


@pytest.mark.parametrize(
    "written",
    [
        '"12:01"',
        '"24:00"',
        '"4"',
        '"04:60"',
        '"4 am"',
        '""',
        "4",
        "04:00:30",
        '"04:00+01:00"',
        '"٤:00"',
    ],
)
def test_a_day_that_starts_at_another_time_is_refused(path, written):
    assert '"00:00" to "12:00"' in refusal(path, f"day_starts_at = {written}")


@pytest.mark.parametrize("written", ["0", "100", "-1", "3.0", "true", '"3"', "0x" + "f" * 9000])
def test_an_aim_is_a_whole_number_from_1_to_99(path, written):
    text = refusal(path, f"aim = {written}")
    assert text.startswith("PATH, line 1: aim must be a whole number from 1 to 99, not ")
    assert len(text) < 200


@pytest.mark.parametrize("aim", [1, 99])
def test_the_ends_of_the_range_can_be_aimed_at(path, aim):
    path.write_text(f"aim = {aim}")
    assert load(path).aim == aim


@pytest.mark.parametrize("name", ["animations", "quiet", "today_panel"])
def test_a_switch_is_true_or_false(path, name):
    assert f"{name} must be true or false, not 1." in refusal(path, f"{name} = 1")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("theme = 3", "theme must be the name of a theme in quotes, not 3."),
        ('theme = ""', "theme must be the name of a theme"),
        ('keys = "d"', "keys must be a table"),
        ("[keys]\ncard.done = 3", "keys.card.done must be a key such as"),
        ('[keys]\n"card.done" = ["d", 3]', "keys.card.done must be a key such as"),
    ],
)
def test_a_value_of_another_kind_is_named_with_its_key(path, text, named):
    assert named in refusal(path, text)


def test_an_unknown_setting_is_told_with_the_nearest_name(path):
    text = refusal(path, 'theem = "paper"')
    assert 'There is no setting "theem".' in text
    assert 'Did you mean "theme"?' in text


def test_an_unknown_setting_like_no_other_is_told_with_all_names(path):
    assert "theme, aim, day_starts_at" in refusal(path, "zzz = 1")


def test_what_is_not_toml_is_told_with_its_line(path):
    assert "line 2" in refusal(path, "aim = 3\nquiet = yes\n")
    assert "line 3" in refusal(path, 'aim = 3\nquiet = true\nkeys = ["d"')


def test_a_file_of_another_encoding_is_told_with_its_line(path):
    path.write_bytes('aim = 3\ntheme = "é"\n'.encode("latin-1"))
    with pytest.raises(UsageError, match="Line 2 is not UTF-8"):
        load(path)


def test_a_byte_order_mark_is_no_mistake(path):
    path.write_bytes(b"\xef\xbb\xbfaim = 7\r\n")
    assert load(path).aim == 7


def test_a_file_nested_without_end_is_told(path):
    assert "not valid TOML" in refusal(path, "aim = " + "[" * 30_000)


def test_a_huge_file_is_told(path):
    assert "larger than 64 kB" in refusal(path, "#" * 64_001)


@pytest.mark.parametrize(
    "text", ['"\\u001b[2J" = 1', 'aim = "\\u001b[2J\\u202e"', '[keys]\n"\\u0007" = 1']
)
def test_a_message_never_carries_a_control_code(path, text):
    assert refusal(path, text).isprintable()


def test_a_folder_in_place_of_the_file_is_told(path):
    path.mkdir()
    with pytest.raises(UsageError, match="not a plain file"):
        load(path)


def test_a_file_that_may_not_be_read_is_told(path, monkeypatch):
    path.write_text("aim = 3")

    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", denied)
    with pytest.raises(StorageError, match=r"config\.toml cannot be read: Permission denied\."):
        load(path)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "settings").write_text("")
    with pytest.raises(StorageError, match="settings"):
        load(tmp_path / "settings" / "config.toml")


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('nudge = "bell"', "nudge", "bell"),
        ('wip = "hard"', "wip", "hard"),
        ('recap_at = "21:30"', "recap_at", time(21, 30)),
        ("recap_at = 09:05:00", "recap_at", time(9, 5)),
        ('rest_days = ["sat", "sun", "sat"]', "rest_days", ("sat", "sun")),
        ("greeting = false", "greeting", False),
        ('journal_folder = "~/notes"', "journal_folder", "~/notes"),
    ],
)
def test_the_evening_can_be_set(path, line, name, value):
    path.write_text(line)
    assert getattr(load(path), name) == value


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('nudge = "shout"', "nudge must be one of line, bell, terminal, off"),
        ('recap_at = "24:00"', 'recap_at must be a time such as "17:00"'),
        ("recap_at = 17", 'recap_at must be a time such as "17:00"'),
        ('rest_days = "sat"', "rest_days must be a list of mon, tue"),
        ('rest_days = ["Saturday"]', "rest_days must be a list of mon, tue"),
        ("journal_folder = 3", "journal_folder must be the path of a folder"),
        ('nudge = "bel"', 'Did you mean "bell"?'),
    ],
)
def test_a_setting_of_the_evening_that_cannot_be_is_named(path, line, words):
    assert words in refusal(path, line)


REFUSED = {
    "theme": ("1", "theme must be the name of a theme in quotes, not 1."),
    "aim": ("100", "aim must be a whole number from 1 to 99, not 100."),
    "day_starts_at": (
        '"13:00"',
        'day_starts_at must be a time from "00:00" to "12:00", not "13:00".',
    ),
    "animations": ('"no"', 'animations must be true or false, not "no".'),
    "quiet": ("0", "quiet must be true or false, not 0."),
    "today_panel": ("[]", "today_panel must be true or false, not a list."),
    "wip": ('"hrad"', 'wip must be one of soft, hard, off, not "hrad". Did you mean "hard"?'),
    "density": (
        '"cozy"',
        'density must be one of compact, cosy, roomy, not "cozy". Did you mean "cosy"?',
    ),
    "nudge": (
        '"bel"',
        'nudge must be one of line, bell, terminal, off, not "bel". Did you mean "bell"?',
    ),
    "recap_at": ('"5 pm"', 'recap_at must be a time such as "17:00", not "5 pm".'),
    "rest_days": (
        '["sat", "snu"]',
        "rest_days must be a list of mon, tue, wed, thu, fri, sat, sun, not a list."
        ' Did you mean "sun"?',
    ),
    "greeting": ("1.5", "greeting must be true or false, not 1.5."),
    "journal_folder": (
        '"notes"',
        'journal_folder must be the path of a folder in quotes, a full one or from ~, not "notes".',
    ),
    "split_command": (
        '"my-helper"',
        'split_command must be a list such as ["my-helper", "--short"], not "my-helper".',
    ),
    "split_timeout_s": (
        "601",
        "split_timeout_s must be a whole number of seconds from 1 to 600, not 601.",
    ),
    "glyphs": (
        '"asci"',
        'glyphs must be one of unicode, ascii, not "asci". Did you mean "ascii"?',
    ),
    "key_map": (
        '"vmi"',
        'key_map must be one of default, vim, not "vmi". Did you mean "vim"?',
    ),
    "keys": ('"d"', 'keys must be a table, [keys], not "d".'),
}
"""A value that each setting cannot have, and the sentence."""


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_refuses_what_it_cannot_be_with_a_sentence(path, name):
    written, words = REFUSED[name]
    assert refusal(path, f"# mine\n{name} = {written}").startswith(f"PATH, line 2: {words}")


def test_the_table_of_sentences_names_no_setting_that_is_gone():
    assert set(REFUSED) == set(SETTINGS)
