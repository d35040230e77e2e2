import pytest

from kanban.domain.operations import days


def test_win_joins_its_words_and_tells_the_meter(shell):
    assert shell.ok("win", "Sent", "that", "email").out == "Logged. 1 win today.\n"
    assert shell.ok("win", "Asked for help").out == "Logged. 2 wins today.\n"
    assert [win["text"] for win in shell.ok("recap", "--json").json["wins"]] == [
        "Sent that email",
        "Asked for help",
    ]


def test_in_quiet_mode_a_win_is_answered_without_a_count_and_what_is_asked_for_has_it(shell):
    shell.configure("quiet = true")
    assert shell.ok("win", "Sent that email").out == "Logged.\n"
    assert shell.ok("status").lines[0].startswith("1 win today")
    assert shell.ok("recap").lines[0] == "Sun 22 Nov: 1 win"


def test_win_reads_one_win_a_line_from_stdin(shell):
    assert shell.ok("win", "-", stdin="- one\n- two\n").out == "Logged. 2 wins today.\n"
    assert shell.ok("undo").out == "Undone: Logged 2 wins.\n"


def test_win_names_its_goal_by_beginning_or_number(shell):
    shell.goal("Launch the product")
    shell.ok("win", "One", "--goal", "launch")
    shell.ok("win", "Two", "--goal", "1")
    wins = shell.ok("recap", "--json").json["wins"]
    assert [win["goal"] for win in wins] == ["Launch the product"] * 2


def test_recap_prints_the_wins_of_today_with_time_and_goal(shell):
    shell.goal("Launch")
    shell.ok("win", "Sent that email", "--goal", "launch")
    shell.wait(minutes=90)
    shell.ok("add", "Test login")
    shell.ok("done", "1")
    assert shell.ok("recap").lines == [
        "Sun 22 Nov: 2 wins",
        "  09:12  Sent that email  (Launch)",
        "  10:42  Test login",
    ]


def test_recap_prints_what_was_written_about_the_day(shell):
    shell.ok("win", "One")
    with shell.keeper() as held:
        held.do(
            days.write,
            on=held.clock().day,
            fields={"three": ("A", "B"), "first_step": "Open the draft"},
        )
    assert shell.ok("recap").lines[2:] == [
        "Three things that moved",
        "  A",
        "  B",
        "First step for the next day: Open the draft",
    ]
    written = shell.ok("recap", "--json").json
    assert (written["three"], written["first_step"]) == (["A", "B"], "Open the draft")


def test_recap_json_keeps_its_contract(shell):
    shell.goal("Launch")
    shell.ok("win", "One", "--goal", "launch")
    shell.ok("add", "Two")
    shell.ok("done", "1")
    assert shell.ok("recap", "--json").json == {
        "day": "2026-11-22",
        "wins": [
            {
                "id": 1,
                "kind": "note",
                "text": "One",
                "goal": "Launch",
                "at": "2026-11-22T09:12:00+01:00",
            },
            {
                "id": 2,
                "kind": "card",
                "text": "Two",
                "goal": None,
                "at": "2026-11-22T09:12:00+01:00",
            },
        ],
        "three": [],
        "mattered": None,
        "learned": None,
        "first_step": None,
        "closed_at": None,
    }


def test_a_win_that_was_undone_is_in_no_recap(shell):
    shell.ok("add", "One")
    shell.ok("done", "1")
    shell.ok("undo")
    assert shell.ok("recap", "--json").json["wins"] == []
    assert shell.ok("recap").out == "Sun 22 Nov: 0 wins\n"
    shell.ok("redo")
    assert [win["text"] for win in shell.ok("recap", "--json").json["wins"]] == ["One"]


def test_a_card_moved_back_out_of_done_is_in_no_recap_of_that_day(shell):
    shell.ok("add", "One")
    shell.ok("done", "1")
    shell.ok("move", "1", "To Do")
    assert shell.ok("recap", "--json").json["wins"] == []


@pytest.mark.parametrize("words", ["yesterday", "-1d", "2026-11-22", "sun", "22 nov", "22"])
def test_recap_looks_back_on_any_day(shell, words):
    shell.ok("win", "One")
    shell.wait(days=1)
    assert shell.ok("recap", "--json").json["wins"] == []
    assert shell.ok("recap", "--json", "--day", words).json["day"] == "2026-11-22"
    assert shell.ok("recap", "--day", words).lines[0] == "Sun 22 Nov: 1 win"


def test_half_past_two_at_night_belongs_to_the_day_before(shell):
    shell.wait(hours=17)
    shell.ok("win", "Late")
    assert shell.ok("recap", "--json").json["day"] == "2026-11-22"
    shell.configure('day_starts_at = "00:00"')
    assert shell.ok("recap", "--json").json["day"] == "2026-11-23"


def test_status_prints_the_meter_the_rhythm_and_the_goals(shell):
    shell.goal("Launch", "a", "b")
    shell.ok("done", "1")
    assert shell.ok("status").lines == [
        "2 wins today, aim 3. 1 of the last 7 days.",
        "  Launch  1/2",
    ]


def test_status_json_keeps_its_contract(shell):
    shell.goal("Launch", "a", "b")
    shell.goal("Swim")
    shell.ok("done", "1")
    shell.wait(days=1)
    shell.ok("win", "One")
    assert shell.ok("status", "--json").json == {
        "day": "2026-11-23",
        "wins": 1,
        "aim": 3,
        "rhythm": {"days": 2, "of": 7},
        "goals": [
            {"title": "Launch", "done": 1, "total": 2},
            {"title": "Swim", "done": 0, "total": 0},
        ],
    }


def test_the_aim_is_the_one_in_the_settings(shell):
    shell.configure("aim = 5")
    assert shell.ok("status", "--json").json["aim"] == 5


def test_reading_writes_nothing(shell):
    shell.goal("Launch", "a")
    with shell.unchanged():
        for verb in ("list", "recap", "status"):
            shell.ok(verb)
            shell.ok(verb, "--json")
