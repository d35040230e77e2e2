"""The verb `config`: a file that explains itself, and what is wrong in one, line by line."""

import json
import stat

import pytest

from kanban.config import SETTINGS, Config, load
from tests.cli.shell import Shell


@pytest.fixture
def file(shell: Shell):
    return shell.home / "config.toml"


def test_a_first_call_writes_every_setting_and_changes_none(shell: Shell, file):
    assert shell.ok("config").out == f"Wrote {file}: every setting, each with what it does.\n"
    assert load(file) == Config()
    text = file.read_text()
    for name in SETTINGS:
        assert f"#{name} = " in text or f"#[{name}]" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_second_call_checks_and_leaves_the_file_as_it_is(shell: Shell, file):
    shell.ok("config")
    with file.open("a") as more:
        more.write("aim = 5\n")
    before = file.read_bytes()
    assert shell.ok("config").out == f"{file} is in order.\n"
    assert file.read_bytes() == before


def test_checking_writes_nothing(shell: Shell, file):
    assert shell.ok("config", "--check").out == f"There is no {file}: everything is as shipped.\n"
    assert not file.exists()


def test_a_link_that_leads_nowhere_is_filled_and_stays_a_link(shell: Shell, file):
    file.parent.mkdir(exist_ok=True)
    file.symlink_to("mine.toml")
    shell.ok("config")
    assert file.is_symlink()
    assert load(file.parent / "mine.toml") == Config()


def test_what_a_new_file_holds_can_be_printed(shell: Shell, file):
    printed = shell.ok("config", "--print").out
    assert not file.exists()
    shell.ok("config")
    assert printed == file.read_text()


WRONG = """# mine
aim = 0
theme = "papr"
quiet = 3
themes = "x"

[keys]
card.done = "ctl+s"
"card.dnoe" = "d"
win.log = "a"
goals.edit = "u"
"""
SENTENCES = [
    "line 2: aim must be a whole number from 1 to 99, not 0.",
    'line 3: There is no theme "papr". Did you mean "paper"?',
    "line 4: quiet must be true or false, not 3.",
    'line 5: There is no setting "themes". Did you mean "theme"?',
    'line 8: No terminal sends the key "ctl+s" that card.done is given. Did you mean "ctrl+s"?',
    'line 9: There is no command "card.dnoe" to give a key to. Did you mean card.done?',
    'line 10: The key "a" is given to both card.add and win.log.',
    'line 11: The key "u" is given to both change.undo and goals.edit.',
]


def test_everything_that_is_wrong_is_told_with_its_line(shell: Shell, file):
    file.parent.mkdir(exist_ok=True)
    file.write_text(WRONG)
    answer = shell("config")
    assert answer.code == 2
    lines = answer.out.splitlines()
    assert len(lines) == len(SENTENCES)
    for line, sentence in zip(lines, SENTENCES, strict=True):
        assert line.startswith(f"{file}, {sentence}")
    assert "8 things are to be corrected in the settings." in answer.err


def test_the_same_is_told_as_json(shell: Shell, file):
    file.parent.mkdir(exist_ok=True)
    file.write_text(WRONG)
    answer = shell("config", "--check", "--json")
    assert answer.code == 2
    told = json.loads(answer.out)
    assert (told["file"], told["is_new"]) == (str(file), False)
    assert [f"line {each['line']}: {each['words']}" for each in told["faults"]] == [
        sentence.partition(" Did")[0] for sentence in SENTENCES
    ]
    assert told["faults"][0]["hint"].startswith("Correct the setting")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"aim = 3\nquiet = yes\n", "It is not valid TOML: Invalid value (at line 2, column 9)."),
        (b"aim = 3\naim = 4\n", "It is not valid TOML: Cannot overwrite a value (at line 2"),
        (b"#" * 64_001, "It is larger than 64 kB."),
        (b'aim = 3\ntheme = "\xe9"', "Line 2 is not UTF-8 text."),
    ],
)
def test_a_file_that_cannot_be_understood_is_told(shell: Shell, file, raw: bytes, words: str):
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    answer = shell("config")
    assert answer.code == 2
    assert answer.out.startswith(f"{file}: {words}")
    assert answer.out.count("\n") == 1
    assert file.read_bytes() == raw


def test_a_folder_that_takes_no_file_is_told(shell: Shell):
    shell.home.write_text("")
    answer = shell("config")
    assert answer.code == 3
    assert "config.toml could not be written" in answer.err
