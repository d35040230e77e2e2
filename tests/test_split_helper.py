import sys
import threading

import pytest

from kanban.errors import UsageError
from kanban.split_helper import SplitHelper, draft_steps


def python(code: str) -> list[str]:
    return [sys.executable, "-I", "-c", code]


def test_a_program_gets_the_goal_and_its_why_and_its_lines_come_back() -> None:
    code = "import sys; title, why = sys.stdin.read().splitlines(); print('# ' + why); print(title)"
    assert draft_steps(python(code), "Launch", "For Ana", 10) == "# For Ana\nLaunch"


def test_what_it_writes_is_made_harmless() -> None:
    code = r"print('\x1b[31mCall Ana')"
    assert draft_steps(python(code), "Launch", "", 10) == "\u241b[31mCall Ana"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import sys; sys.exit('no key is set')", "ended with 1: no key is set"),
        ("print()", "wrote no step"),
        ("print('x' * 64_001)", "more than 64 kB"),
        ("import sys; sys.stdin.read(); import time; time.sleep(60)", "longer than 0.5 seconds"),
    ],
)
def test_what_went_wrong_is_one_sentence(code: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        draft_steps(python(code), "Launch", "", 0.5 if "sleep" in code else 10)


@pytest.mark.parametrize("command", [["no-such-program-here"], ["/"], ["a\0b"]])
def test_a_program_that_cannot_be_started_is_named(command: list[str]) -> None:
    with pytest.raises(UsageError, match="cannot be started"):
        draft_steps(command, "Launch", "", 10)


def test_no_shell_reads_what_a_goal_is_called(tmp_path) -> None:
    code = "import sys; print(sys.stdin.readline())"
    title = f"$(touch {tmp_path}/here); `touch {tmp_path}/here`"
    assert draft_steps(python(code), title, "", 10) == title
    assert list(tmp_path.iterdir()) == []


SLEEPS = "import time; print('here', flush=True); time.sleep(600)"
OUTLIVED = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-c', {SLEEPS!r}])"


@pytest.mark.parametrize("code", [SLEEPS, OUTLIVED], ids=["itself", "what it started"])
def test_a_program_that_is_stopped_ends_with_what_it_started(code: str) -> None:
    helper = SplitHelper(python(code), 600)
    timer = threading.Timer(0.3, helper.stop)
    timer.start()
    with pytest.raises(UsageError, match="ended with"):
        helper.draft("Launch", "")
    assert helper.is_stopped


def test_a_program_that_is_stopped_before_it_began_ends_at_once() -> None:
    helper = SplitHelper(python(SLEEPS), 600)
    helper.stop()
    with pytest.raises(UsageError, match="ended with"):
        helper.draft("Launch", "")
