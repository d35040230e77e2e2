import os
import re
import stat
from datetime import time
from pathlib import Path

import pytest

from kanban.config import SETTINGS, Config, load
from kanban.config_file import check, explained, remember, write_explained
from kanban.errors import StorageError, UsageError
from kanban.theme_files import load_palettes

PALETTES, _ = load_palettes(Path("no-such-folder"))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


def test_a_setting_is_remembered_in_a_new_private_file(tmp_path):
    path = tmp_path / "settings" / "config.toml"
    remember(path, "theme", "paper")
    assert load(path) == Config(theme="paper")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("theme", "ember"), ("aim", 9), ("day_starts_at", time(2, 15)), ("quiet", True)),
        *(("animations", False), ("today_panel", False)),
        *(("theme", 'a"b\\c'), ("theme", "a\nb\x00\x7f\x1b[2J"), ("theme", "\u202e\u2028\x85é🎉")),
    ],
)
def test_what_is_remembered_is_what_is_read(path, name, value):
    remember(path, name, value)
    assert load(path) == Config(**{name: value})


def test_comments_and_other_settings_stay(path):
    path.write_text(
        '# mine\ntheme = "paper"  # by day\naim = 4\n\n# my keys\n[keys]\ncard.add = "n"\n'
    )
    remember(path, "theme", "ember")
    assert path.read_text() == (
        '# mine\ntheme = "ember"  # by day\naim = 4\n\n# my keys\n[keys]\ncard.add = "n"\n'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "aim = 5\n"),
        ("# mine", "# mine\naim = 5\n"),
        ("quiet = true\n", "quiet = true\naim = 5\n"),
        ("quiet = true\n\n# k\n[keys]\n", "quiet = true\naim = 5\n\n# k\n[keys]\n"),
        ("# k\n[keys]\n# in\n", "aim = 5\n\n# k\n[keys]\n# in\n"),
        ("quiet = true\r\n[keys]\r\n", "quiet = true\r\naim = 5\r\n\r\n[keys]\r\n"),
    ],
)
def test_a_new_setting_stands_above_the_tables_and_their_comments(path, before, after):
    path.write_bytes(before.encode())
    remember(path, "aim", 5)
    assert path.read_bytes() == after.encode()
    assert load(path).aim == 5


@pytest.mark.parametrize(
    "before",
    [
        'quiet = "yes\n',
        'theme = """\n[x]\n"""\n',
        "é".encode("latin-1"),
        "#" * 64_001,
    ],
)
def test_a_file_that_cannot_be_changed_without_harm_is_left_alone(path, before):
    raw = before if isinstance(before, bytes) else before.encode()
    path.write_bytes(raw)
    with pytest.raises(StorageError) as refused:
        remember(path, "aim", 5)
    assert str(path) in refused.value.message
    assert path.read_bytes() == raw


def test_a_mistake_elsewhere_does_not_stop_remembering(path):
    path.write_text("aim = 0\n")
    remember(path, "theme", "paper")
    assert path.read_text() == 'aim = 0\ntheme = "paper"\n'


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("aim", 0, "1 to 99"),
        ("theem", "x", '"theme"'),
        ("keys", "d", "table"),
        ("theme", "", "theme"),
    ],
)
def test_what_could_not_be_read_back_is_never_written(path, name, value, told):
    with pytest.raises(UsageError, match=told):
        remember(path, name, value)
    assert not path.exists()


def test_text_that_no_file_can_hold_is_told(path):
    with pytest.raises(StorageError, match=r"config\.toml"):
        remember(path, "theme", "a\ud800")
    assert not path.exists()


def test_a_link_to_the_file_stays_a_link(path, tmp_path):
    real = tmp_path / "dotfiles" / "board.toml"
    real.parent.mkdir()
    real.write_text("aim = 4\n")
    path.symlink_to(real)
    remember(path, "quiet", True)
    assert path.is_symlink()
    assert load(real) == Config(aim=4, quiet=True)


def test_a_write_that_fails_leaves_the_file_and_no_rubbish(path, monkeypatch):
    path.write_text("aim = 4\n")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        remember(path, "aim", 5)
    assert path.read_text() == "aim = 4\n"
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "config.toml"
    with pytest.raises(StorageError, match="file"):
        remember(path, "aim", 5)


def uncommented(text):
    """Return the text with every setting it shows, but for the keys, in force."""
    return re.sub(r"(?m)^#(?=\w+ = )", "", text)


def test_a_file_that_explains_itself_changes_nothing(path):
    assert write_explained(path)
    assert load(path) == Config()
    assert check(path, PALETTES) == []


def test_what_it_shows_is_what_holds(path):
    path.write_text(uncommented(explained()))
    assert load(path) == Config()
    assert len(re.findall(r"(?m)^\w+ = ", path.read_text())) == len(SETTINGS) - 1


def test_the_keys_it_shows_can_be_had(path):
    path.write_text(re.sub(r"(?m)^#(?=[\[\"])", "", explained()))
    assert load(path).keys
    assert check(path, PALETTES) == []


def test_every_setting_has_a_sentence_and_no_line_is_longer_than_a_terminal():
    for name, metadata in SETTINGS.items():
        assert metadata["about"].endswith("."), name
    assert max(map(len, explained().splitlines())) <= 100


def test_a_file_that_is_there_is_not_written(path):
    path.write_text("aim = 4\n")
    assert not write_explained(path)
    assert path.read_text() == "aim = 4\n"


def test_what_is_remembered_stands_where_it_is_explained(path):
    write_explained(path)
    for name, value in (("theme", "paper"), ("quiet", True), ("aim", 7)):
        remember(path, name, value)
    assert '#theme = "evening"\ntheme = "paper"\n' in path.read_text()
    assert load(path) == Config(theme="paper", quiet=True, aim=7)
    keys_too = path.read_text().replace("#[keys]", "[keys]")
    path.write_text(keys_too)
    assert load(path) == Config(theme="paper", quiet=True, aim=7)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("aim = 0", [1]),
        ("# aim = 1\n\naim = 0", [3]),
        ('theme = """\naim = 3\n"""\naim = 0', [4]),
        ("[keys]\ncard.add = 1\n[keys.win]\nlog = 3", [2, 4]),
        ('keys = {"card.done" = 3}', [1]),
        ('keys.card.done = 3\nkeys."win.log" = 4', [1, 2]),
        ("[zzz]\n[[yyy]]\n", [1, 2]),
        ("aim=0#\n  quiet  =1", [1, 2]),
        ("\"aim\" = 0\n\n'quiet' = 1", [1, 3]),
        ('"\\u0061im" = 0', [None]),
    ],
)
def test_a_fault_is_told_with_its_line(path, text, lines):
    path.write_text(text)
    found = [fault.line for fault in check(path, PALETTES) if fault.name != "theme"]
    assert found == lines
