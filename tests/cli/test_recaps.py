"""`recap` in every span and format, by the shell."""

from xml.etree import ElementTree

import pytest

from kanban.domain.operations import days
from kanban.domain.records import WinKind

FORMATS = ("text", "md", "html", "json", "svg")
SPANS = ((), ("--week",), ("--month",), ("--year",))


def close(shell, **fields) -> None:
    with shell.keeper() as held:
        held.do(days.close, on=held.clock().day, fields=fields)


@pytest.fixture
def fortnight(shell):
    """A board with a win on Friday the 6th and wins on Sunday the 22nd."""
    shell.wait(days=-16)
    shell.ok("win", "Early")
    shell.wait(days=16)
    shell.goal("Launch")
    shell.ok("win", "Late", "--goal", "launch")
    shell.ok("win", "Also late")
    return shell


def test_a_day_chooses_the_week_month_or_year(fortnight):
    assert fortnight.ok("recap", "--week").lines[0] == "16 to 22 Nov 2026: 2 wins on 1 of 7 days"
    week = fortnight.ok("recap", "--week", "--day", "6 nov")
    assert week.lines[0] == "2 to 8 Nov 2026: 1 win on 1 of 3 days"
    month = fortnight.ok("recap", "--month", "--day", "yesterday")
    assert month.lines[0] == "Nov 2026: 3 wins on 2 of 17 days"
    assert fortnight.ok("recap", "--year").lines[0] == "2026: 3 wins on 2 of 17 days"
    assert fortnight.ok("recap", "--year", "--day", "2025-01-01").lines == [
        "2025: 0 wins",
        "No wins are kept for this year.",
    ]


def test_rest_days_are_no_gap(fortnight):
    fortnight.configure('rest_days = ["sat"]')
    assert fortnight.ok("recap", "--week").lines[0] == "16 to 22 Nov 2026: 2 wins on 1 of 6 days"


def test_json_is_short_for_its_format(fortnight):
    for span in SPANS:
        assert (
            fortnight.ok("recap", *span, "--json").json
            == fortnight.ok("recap", *span, "--format", "json").json
        )
    assert [win["day"] for win in fortnight.ok("recap", "--month", "--json").json["wins"]] == [
        *["2026-11-06"],
        *["2026-11-22"] * 2,
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--week", "--month"),
        ("--standup", "--year"),
        ("--standup", "--json"),
        ("--if-due", "--week"),
        ("--if-due", "--format", "md"),
        ("--if-due", "--with-private"),
        ("--format", "pdf"),
        ("--day", "someday"),
    ],
)
def test_what_cannot_go_together_is_refused(shell, words):
    shell("recap", *words).refuses(2)


def test_the_ends_of_the_calendar_have_their_recaps(shell):
    for span in SPANS:
        for day in ("0001-01-01", "9999-12-31"):
            for name in FORMATS:
                assert shell.ok("recap", *span, "--day", day, "--format", name).out


def test_every_format_prints_a_hostile_text_harmlessly(shell, hostile):
    shell.ok("win", hostile)
    for span in SPANS:
        for name in FORMATS:
            out = shell.ok("recap", *span, "--format", name).out
            assert all(char == "\n" or char.isprintable() or ord(char) > 0xFF for char in out)
        ElementTree.fromstring(shell.ok("recap", *span, "--format", "svg").out)


def test_a_page_wears_the_theme_that_was_chosen(fortnight):
    evening = fortnight.ok("recap", "--format", "html").out
    fortnight.configure('theme = "paper"')
    assert "color-scheme: light" in fortnight.ok("recap", "--format", "html").out
    assert "color-scheme: dark" in evening
    fortnight.configure('theme = "nowhere"')
    fortnight("recap", "--format", "svg").refuses(2, "There is no theme")
    fortnight.ok("recap", "--format", "md")


def test_what_is_asked_for_has_its_counts_in_quiet_mode_too(fortnight):
    def printed() -> list[str]:
        asked = [(*span, "--format", name) for span in SPANS for name in FORMATS]
        return [fortnight.ok("recap", *words).out for words in asked]

    spoken = printed()
    fortnight.configure("quiet = true")
    assert printed() == spoken


def test_private_words_leave_by_name_alone(shell):
    shell.ok("win", "One")
    secret = {"setback": "The demo fell over", "note": "Slept badly", "emotion": 2}
    close(shell, three=("Held on",), learned="Test first", learned_kind=WinKind.CLARITY, **secret)
    for span in SPANS:
        for name in FORMATS:
            out = shell.ok("recap", *span, "--format", name).out
            assert "fell over" not in out
            assert "Slept" not in out
            assert "emotion" not in out
    for name in FORMATS:
        out = shell.ok("recap", "--format", name, "--with-private").out
        assert "The demo fell over" in out
        assert "Slept badly" in out
        assert "emotion" in out
    assert "fell over" not in shell.ok("recap", "--standup").out


def test_what_was_learned_is_said_once(shell):
    close(shell, learned="Test first", learned_kind=WinKind.CLARITY)
    assert shell.ok("recap").lines == ["Sun 22 Nov: 1 win", "  09:12  Test first"]


def test_a_stand_up_passes_over_the_weekend(shell):
    shell.wait(days=-2)
    shell.ok("win", "Sent the draft")
    shell.ok("add", "Review it", "--column", "doing")
    close(shell, first_step="Call Ann")
    shell.wait(days=3)
    assert shell.ok("recap", "--standup").lines == [
        "Fri 20 Nov",
        "  Sent the draft",
        "Today",
        "  Call Ann",
        "  Review it",
        "In the way",
        "  Nothing to tell.",
    ]


def test_a_memory_of_a_year_ago_is_told(shell):
    shell.wait(days=-365)
    shell.ok("win", "Began")
    shell.wait(days=365)
    assert shell.ok("recap", "--week").lines[-2:] == ["A year ago, Sat 22 Nov 2025", "  Began"]
