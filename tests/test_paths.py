import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from kanban.domain.text import harmless
from kanban.errors import UsageError
from kanban.paths import BOARD_NAME_BYTES, check_board_name, places

HEAVY = (
    *("platformdirs", "tzlocal", "zoneinfo", "tomllib", "tomlkit", "difflib", "tempfile"),
    *("textual", "rich"),
)


def test_one_variable_moves_both_folders(monkeypatch, tmp_path):
    monkeypatch.setenv("PROGRESS_BOARD_HOME", str(tmp_path))
    here = places()
    assert (here.data, here.config) == (tmp_path, tmp_path)
    assert here.boards == tmp_path / "boards"
    assert here.config_file == tmp_path / "config.toml"
    assert here.themes == tmp_path / "themes"


@pytest.mark.parametrize("value", ["", None])
def test_without_the_variable_the_system_says_where(monkeypatch, tmp_path, value):
    if value is None:
        monkeypatch.delenv("PROGRESS_BOARD_HOME", raising=False)
    else:
        monkeypatch.setenv("PROGRESS_BOARD_HOME", value)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    here = places()
    assert here.data.name == here.config.name == "progress-board"
    if sys.platform == "linux":
        assert here.data.parent == tmp_path / "data"
        assert here.config.parent == tmp_path / "settings"


def test_a_tilde_that_no_shell_replaced_is_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("PROGRESS_BOARD_HOME", "~/wins")
    assert places().data == tmp_path / "wins"


def test_a_relative_folder_stays_where_it_is_when_the_program_walks_away(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PROGRESS_BOARD_HOME", "wins")
    data = places().data
    monkeypatch.chdir("/")
    assert data == tmp_path / "wins"


def test_a_home_that_cannot_be_followed_is_told(monkeypatch):
    monkeypatch.setenv("PROGRESS_BOARD_HOME", "~nobody-has-this-name/wins")
    with pytest.raises(UsageError, match="PROGRESS_BOARD_HOME"):
        places()


def test_asking_for_the_places_creates_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("PROGRESS_BOARD_HOME", str(tmp_path / "new"))
    assert places().boards
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "Launch 2",
        "a",
        "x" * 64,
        "Küche",
        "हिन्दी",
        "日本語",
        "my-board_3",
        "٣",
        "console",
        "com10",
    ],
)
def test_letters_and_digits_of_any_script_name_a_board(name):
    assert check_board_name(name) == unicodedata.normalize("NFC", name)


def test_a_name_has_one_spelling():
    assert check_board_name("Ku\u0308che") == "K\u00fcche"


@pytest.mark.parametrize(
    "name",
    [
        *("", " ", " home", "home ", ".home", "..", "a.b", "a/b", "a\\b", "C:", "x" * 65),
        *("a\n", "a\tb", "a\0b", "a\x1b[2Jb", "\u202eevil", "a\u200bb", "\ud800", "\u3164"),
        *("con", "NUL", "Com1", "lpt9", "a*", "🎉", "a\u00a0b", "a\x85b"),
    ],
)
def test_what_could_leave_the_folder_or_hide_is_no_name(name):
    with pytest.raises(UsageError) as refused:
        check_board_name(name)
    assert harmless(str(refused.value)) == str(refused.value)


def test_a_name_leaves_room_for_the_ending_of_its_file():
    four_bytes_each = "\U00010330"
    assert check_board_name(four_bytes_each * (BOARD_NAME_BYTES // 4))
    with pytest.raises(UsageError, match="bytes"):
        check_board_name(four_bytes_each * 64)


def test_a_win_from_the_shell_loads_nothing_it_does_not_need(tmp_path):
    code = f"""
import sys
from pathlib import Path
from kanban import clock, config, paths
config.load(paths.places().config_file)
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    environment = {**os.environ, "PROGRESS_BOARD_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=Path(__file__).parent,
    )
    assert done.stdout.split() == []
